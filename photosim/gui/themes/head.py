"""The line over the cards: how many themes there are, how fine they are, a field to find one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.field import Field
from photosim.gui.widgets.layouts import HeadLines, title_lines

NARROW_PX = 760
"""Below this width the field has a line of its own."""
_SLIDER_PX, _FIELD_PX = 148, 240
_NARROW_SLIDER_PX = 72
"""So narrow that the title beside it can be read in the smallest window."""
_STEPS = 20
"""Settings of the slider: each is one answer of the engine."""


class _FilterField(Field):
    """Esc empties it, then leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ThemeHead(QWidget):
    """Title, slider and field.

    Signals:
        level_changed: the person moved the slider. arg1: from 0, few large, to 1, many small.
        searched: the person typed. arg1: the text.
        left: the keyboard goes to the cards.
        back_wanted: to the page before, from the themes within a theme.
    """

    level_changed = Signal(float)
    searched = Signal(str)
    left = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = appearance.link_button("All themes", self)
        self.title = Elided(bold=True, parent=self)
        self.title.setFont(appearance.font(appearance.LARGE_PX, bold=True))
        self.subtitle = Elided(muted=True, parent=self)
        self.slider = appearance.slider(filled=False, parent=self)
        self.field = _FilterField(self)
        self._fine = appearance.label("Fine", muted=True, parent=self)
        self._coarse = appearance.label("Coarse", muted=True, parent=self)
        self._lines = HeadLines(self)
        self._is_narrow = False
        self._has_field = True
        self._set_up()
        self._lay_out()
        self._place_field()

    def show_texts(self, title: str, subtitle: str, short: str, *, is_within: bool) -> None:
        """Say what is shown, in a narrow window in short.

        `is_within`: the themes within a theme, which have no slider.
        """
        self.title.set_text(title)
        self.subtitle.set_text(subtitle, short)
        self.back.setVisible(is_within)

    def show_controls(self, *, slider: bool, field: bool) -> None:
        """Which controls make sense for what is shown."""
        for widget in (self.slider, self._fine, self._coarse):
            widget.setVisible(slider)
        self._has_field = field
        self.field.setVisible(field)
        self._fit_height()

    def set_level(self, level: float) -> None:
        """Move the slider; sends nothing."""
        self.slider.blockSignals(True)
        self.slider.setValue(round((1 - level) * _STEPS))
        self.slider.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the field goes below."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW_PX
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place_field()

    def _on_slider(self, value: int) -> None:
        self.level_changed.emit(1 - value / _STEPS)

    def _place_field(self) -> None:
        row, below = self._lines.row, self._lines.below
        for line in (row, below):
            line.removeWidget(self.field)
        into = below if self._is_narrow else row
        into.addWidget(self.field, 1 if self._is_narrow else 0)
        self.field.setMinimumWidth(0 if self._is_narrow else _FIELD_PX)
        self.slider.setFixedWidth(_NARROW_SLIDER_PX if self._is_narrow else _SLIDER_PX)
        self._fit_height()

    def _fit_height(self) -> None:
        self._lines.open_below(self._is_narrow, is_empty=not self._has_field)

    def _set_up(self) -> None:
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(4)
        self.slider.setAccessibleName("How fine themes are, from fine to coarse")
        self.slider.valueChanged.connect(self._on_slider)
        self.field.setProperty("look", "search")
        self.field.setPlaceholderText("Find a theme")
        self.field.setAccessibleName("Find a theme")
        self.field.textChanged.connect(self.searched)
        self.field.left.connect(self.left)
        self.back.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(appearance.GAP_S)
        first.addWidget(self.back)
        first.addWidget(self.title, 1)
        row = self._lines.row
        row.addLayout(title_lines(first, self.subtitle), 1)
        row.addSpacing(appearance.GAP_S)
        for widget in (self._fine, self.slider, self._coarse):
            row.addWidget(widget)
        row.addSpacing(appearance.GAP_L)
