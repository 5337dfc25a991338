"""The preferences, made from the table of settings; each takes effect when it is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosim.core.records.settings import Setting, SettingValue
from photosim.gui.widgets import appearance, resources
from photosim.gui.widgets.pressing import CheckBox, ComboBox
from photosim.gui.widgets.screen_fit import resize_within_screen
from photosim.services.settings import TABLE, Settings, in_vain
from photosim.texts import error_wording, setting_wording

_FIELD_PX = 300
_MOST_FAULTS = 10
"""Lines about the file of settings; the log has all."""
_PRIVACY = (
    "Everything that photosim knows of your photos lies in its data folder, and nothing of it "
    "ever leaves this computer."
)
_FIELDS = """
QComboBox, QPlainTextEdit { border: 1px solid palette(dark); border-radius: 6px;
    padding: 5px 8px; background: palette(base); color: palette(text);
    selection-background-color: palette(highlight); selection-color: palette(highlighted-text); }
QComboBox:focus, QPlainTextEdit:focus {
    border: 2px solid palette(highlight); padding: 4px 7px; }
QLineEdit[look="search"] { background: palette(base); border: 1px solid palette(dark);
    border-radius: 6px; padding: 6px 8px; }
QLineEdit[look="search"]:focus { border: 2px solid palette(highlight); padding: 5px 7px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(@chevron@); width: 12px; height: 12px; }
"""


class Preferences(QDialog):
    """One row a setting: its name, a control that fits its type, what it does.

    Attributes:
        controls: the control of each setting, by the setting's name.
        open_data: the button that shows what photosim keeps.

    Signals:
        data_folder_wanted: show the folder of what photosim keeps.
    """

    data_folder_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        chevron = (resources.folder() / "chevron.svg").as_posix()
        self.setStyleSheet(_FIELDS.replace("@chevron@", chevron))
        self._settings = settings
        self.controls: dict[str, QWidget] = {}
        self._show: dict[str, Callable[[SettingValue], None]] = {}
        self._shown_numbers: dict[str, QLabel] = {}
        self._in_vain: dict[str, QLabel] = {}
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_XL, appearance.GAP_XL, appearance.GAP_S
        )
        self._rows.setSpacing(appearance.GAP_XL)
        self._add_faults()
        for setting in TABLE:
            self._add_row(setting)
        self.open_data = appearance.button("Open data folder")
        self._add_privacy()
        self._rows.addStretch()
        self._lay_out(body)
        settings.subscribe(self._on_changed)

    def _add_row(self, setting: Setting) -> None:
        control, words = self._control(setting), setting_wording.of(setting)
        control.setAccessibleName(words.label)
        control.setAccessibleDescription(words.description)
        self.controls[setting.name] = control
        vain = self._in_vain[setting.name] = appearance.label(parent=self)
        vain.setWordWrap(True)
        self._on_changed(setting.name)
        label = appearance.label(words.label, bold=True)
        label.setBuddy(control)
        said = words.description
        if setting.at_start:
            said += " It counts from the next start of photosim."
        about = appearance.label(said, muted=True)
        about.setWordWrap(True)
        row = QVBoxLayout()
        row.setSpacing(6)
        row.addWidget(label)
        row.addLayout(self._with_browse(setting, control))
        row.addWidget(vain)
        row.addWidget(about)
        self._rows.addLayout(row)

    def _add_faults(self) -> None:
        """Over all else, what the person wrote into the file and is not followed."""
        if self._settings.not_followed:
            about = appearance.label(_told(self._settings.not_followed))
            about.setTextFormat(Qt.TextFormat.PlainText)
            about.setWordWrap(True)
            about.setObjectName("faults")
            self._rows.addWidget(about)

    def _add_privacy(self) -> None:
        self.open_data.clicked.connect(self.data_folder_wanted)
        about = appearance.label(_PRIVACY, muted=True)
        about.setWordWrap(True)
        row = QVBoxLayout()
        row.setSpacing(6)
        row.addWidget(appearance.label("Privacy", bold=True))
        row.addWidget(self.open_data, alignment=Qt.AlignmentFlag.AlignLeft)
        row.addWidget(about)
        self._rows.addLayout(row)

    def _control(self, setting: Setting) -> QWidget:
        """A control for the type of the setting."""
        if setting.choices:
            return self._combo(setting)
        if isinstance(setting.default, bool):
            return self._box(setting)
        if isinstance(setting.default, int):
            return self._slider(setting)
        if isinstance(setting.default, tuple):
            return self._list(setting)
        return self._line(setting)

    def _combo(self, setting: Setting) -> QWidget:
        combo = ComboBox()
        called = setting_wording.of(setting).choices
        for value in setting.choices:
            combo.addItem(called[value], value)

        def chosen(row: int) -> None:
            self._settings.set(setting.name, combo.itemData(row))

        def show(value: SettingValue) -> None:
            combo.setCurrentIndex(combo.findData(value))

        self._show[setting.name] = show
        show(self._settings.get(setting.name))
        combo.currentIndexChanged.connect(chosen)
        return combo

    def _box(self, setting: Setting) -> QWidget:
        box = CheckBox("Yes")
        self._show[setting.name] = lambda value: box.setChecked(bool(value))
        box.setChecked(bool(self._settings.get(setting.name)))
        box.toggled.connect(partial(self._settings.set, setting.name))
        return box

    def _slider(self, setting: Setting) -> QWidget:
        slider = appearance.slider()
        slider.setRange(setting.low, setting.high)
        shown = appearance.label("", bold=True)
        self._shown_numbers[setting.name] = shown

        def show(value: SettingValue) -> None:
            assert isinstance(value, int)
            slider.setValue(value)
            shown.setText(f"{value}\N{NO-BREAK SPACE}%")

        self._show[setting.name] = show
        show(self._settings.get(setting.name))
        slider.valueChanged.connect(partial(self._settings.set, setting.name))
        return slider

    def _list(self, setting: Setting) -> QWidget:
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setAcceptDrops(False)  # it would take a file as text and answer that it was moved
        edit.setFixedHeight(88)
        edit.setPlaceholderText("One name or pattern a line")

        def show(value: SettingValue) -> None:
            if isinstance(value, tuple) and value != lines():
                edit.setPlainText("\n".join(value))

        def lines() -> tuple[str, ...]:
            return tuple(line.strip() for line in edit.toPlainText().splitlines() if line.strip())

        def changed() -> None:
            self._settings.set(setting.name, lines())

        self._show[setting.name] = show
        show(self._settings.get(setting.name))
        edit.textChanged.connect(changed)
        return edit

    def _line(self, setting: Setting) -> QWidget:
        edit = appearance.search_field("The one that comes with photosim")

        def changed() -> None:
            self._settings.set(setting.name, edit.text().strip())

        self._show[setting.name] = lambda value: edit.setText(str(value))
        edit.setText(str(self._settings.get(setting.name)))
        edit.editingFinished.connect(changed)
        return edit

    def _with_browse(self, setting: Setting, control: QWidget) -> QHBoxLayout:
        control.setMaximumWidth(_FIELD_PX)
        row = QHBoxLayout()
        row.setSpacing(appearance.GAP_S)
        row.addWidget(control, stretch=1)
        if setting.name in self._shown_numbers:
            row.addWidget(self._shown_numbers[setting.name])
        if isinstance(control, QLineEdit):
            browse = appearance.button("Choose…")
            browse.setAccessibleName(f"Choose: {setting_wording.of(setting).label}")
            browse.clicked.connect(partial(self._on_browse, setting))
            row.addWidget(browse)
        row.addStretch()
        return row

    def _on_browse(self, setting: Setting) -> None:
        title = setting_wording.of(setting).label
        path, _ = QFileDialog.getOpenFileName(self, title, "", "Model card (*.json)")
        if path:
            self._settings.set(setting.name, path)

    def _on_changed(self, name: str) -> None:
        if name in self._show:
            value = self._settings.get(name)
            self._show[name](value)
            faults = in_vain(value)
            self._in_vain[name].setText(_told(faults))
            self._in_vain[name].setVisible(bool(faults))

    def _lay_out(self, body: QWidget) -> None:
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        reset = appearance.button("Reset all")
        reset.clicked.connect(self._settings.reset)
        close = appearance.primary_button("Close")
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_M, appearance.GAP_XL, appearance.GAP_L
        )
        buttons.addWidget(reset)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        column.addLayout(buttons)
        resize_within_screen(self, QSize(520, 640))


def _told(faults: Sequence[str]) -> str:
    return "\n".join(map(error_wording.told, faults[:_MOST_FAULTS]))
