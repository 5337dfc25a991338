"""Which groups are listed, and in which order: one line, and a panel that opens below it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, QTimeZone, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QWidget,
)

from photosim.core.records.photos import Folder
from photosim.core.records.review import GroupFilter, GroupSortKey
from photosim.gui.duplicates import group_texts
from photosim.gui.texts import counts, photo_facts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.layouts import flush_column
from photosim.gui.widgets.list_style import fields
from photosim.gui.widgets.pressing import CheckBox, ComboBox

FORMATS = ("JPEG", "HEIF", "PNG", "RAW", "WEBP", "AVIF", "TIFF", "GIF", "BMP")
"""Formats that photos have, the most common first."""
_SIZES = ((0, "Any size"), (1, "1 MB or more"), (5, "5 MB or more"), (20, "20 MB or more"))
_STATES = ((None, "Any state"), (True, "Open"), (False, "Decided"))
_TRIANGLE = "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"
_DAY_S = 86_400


class Filters(QWidget):
    """Order and filters.

    Signals:
        wanted: the person chose. arg1: `GroupFilter`.
    """

    wanted = Signal(object)

    def __init__(self, wanted: GroupFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filter = wanted
        self._is_showing = False
        self.sort_button = appearance.button("", "quiet", self)
        self.toggle = appearance.button("", "quiet", self)
        self.toggle.setCheckable(True)
        for button in (self.sort_button, self.toggle):
            button.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
            )  # a click leaves the keyboard where it is
        self.folder, self.format = ComboBox(self), ComboBox(self)
        self.least, self.state = ComboBox(self), ComboBox(self)
        self.since, self.until = self._day("From"), self._day("To")
        self.clear = appearance.link_button("Show all groups", self)
        self._panel = QWidget(self)
        self._panel.setStyleSheet(fields())
        self._fill()
        self._lay_out()
        self._connect()
        self.show_filter(wanted)

    def show_folders(self, folders: tuple[Folder, ...]) -> None:
        """Offer these folders."""
        chosen = self._filter.folder_id
        self._is_showing = True
        self.folder.clear()
        self.folder.addItem("All folders", None)
        for folder in folders:
            self.folder.addItem(counts.path(folder.name), folder.id)
        self.folder.setCurrentIndex(max(0, self.folder.findData(chosen)))
        self._is_showing = False

    def show_filter(self, wanted: GroupFilter) -> None:
        """Show what is listed; sends nothing."""
        self._filter = wanted
        self._is_showing = True
        self.folder.setCurrentIndex(max(0, self.folder.findData(wanted.folder_id)))
        self.format.setCurrentIndex(max(0, self.format.findData(wanted.file_format)))
        self.least.setCurrentIndex(max(0, self.least.findData(wanted.least_bytes // 1_000_000)))
        self.state.setCurrentIndex(_state_row(wanted.is_open))
        for (box, field), at in ((self.since, wanted.since), (self.until, wanted.until)):
            box.setChecked(at is not None)
            field.setEnabled(at is not None)
            if at is not None:
                field.setDate(_date(at - 1 if field is self.until[1] else at))
        self._is_showing = False
        n = _n_chosen(wanted)
        self.toggle.setText(f"Filter: {n}  {_TRIANGLE}" if n else f"Filter  {_TRIANGLE}")
        self.clear.setVisible(n > 0)
        text = group_texts.SORT_KEYS[wanted.sort_key]
        self.sort_button.setText(f"{text}  {_TRIANGLE}")
        self.sort_button.setAccessibleName(f"Sorted: {text}")

    # -- making

    def _day(self, text: str) -> tuple[CheckBox, QDateEdit]:
        box, field = CheckBox(text, self), QDateEdit(self)
        field.setCalendarPopup(True)
        field.setDisplayFormat(photo_facts.date_format(QLocale()))
        field.setAccessibleName(f"{text} which day")
        field.setDate(QDate(2015, 1, 1) if text == "From" else QDate.currentDate())
        return box, field

    def _fill(self) -> None:
        self.folder.addItem("All folders", None)
        self.format.addItem("All formats", "")
        for name in FORMATS:
            self.format.addItem(name, name)
        for mega, text in _SIZES:
            self.least.addItem(text, mega)
        for is_open, text in _STATES:
            self.state.addItem(text, is_open)
        names = ("Folder", "Format", "Size of the largest photo", "Open or decided")
        for combo, name in zip(self._combos(), names, strict=True):
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        menu, group = QMenu(self), QActionGroup(self)
        for sort_key, text in group_texts.SORT_KEYS.items():
            action = menu.addAction(text)
            action.setData(sort_key.value)
            group.addAction(action)
        group.triggered.connect(lambda action: self._sort_by(GroupSortKey(action.data())))
        self.sort_button.setMenu(menu)

    def _combos(self) -> tuple[ComboBox, ...]:
        return self.folder, self.format, self.least, self.state

    def _lay_out(self) -> None:
        grid = QGridLayout(self._panel)
        grid.setContentsMargins(appearance.GAP_S, 0, appearance.GAP_S, appearance.GAP_S)
        grid.setSpacing(appearance.GAP_S)
        for i, combo in enumerate(self._combos()):
            grid.addWidget(combo, i // 2, i % 2)
        for i, (box, field) in enumerate((self.since, self.until)):
            grid.addWidget(box, 2 + i, 0)
            grid.addWidget(field, 2 + i, 1)
        grid.addWidget(self.clear, 4, 0, 1, 2)
        self._panel.hide()
        row = QHBoxLayout()
        row.setContentsMargins(
            appearance.GAP_M, appearance.GAP_S, appearance.GAP_S, appearance.GAP_S
        )
        row.addWidget(self.sort_button)
        row.addStretch(1)
        row.addWidget(self.toggle)
        column = flush_column(self)
        column.addLayout(row)
        column.addWidget(self._panel)

    def _connect(self) -> None:
        self.toggle.toggled.connect(self._panel.setVisible)
        self.clear.clicked.connect(self.show_all)
        for combo in self._combos():
            combo.currentIndexChanged.connect(self._on_chosen)
        for box, field in (self.since, self.until):
            box.toggled.connect(self._on_chosen)
            field.dateChanged.connect(self._on_chosen)

    # -- choosing

    def show_all(self) -> None:
        """Leave no group out."""
        self._send(GroupFilter(self._filter.tier, sort_key=self._filter.sort_key))

    def _sort_by(self, sort_key: GroupSortKey) -> None:
        self._send(replace(self._filter, sort_key=sort_key))

    def _on_chosen(self) -> None:
        if self._is_showing:
            return
        since, until = self.since, self.until
        self._send(
            replace(
                self._filter,
                folder_id=self.folder.currentData(),
                file_format=self.format.currentData(),
                least_bytes=self.least.currentData() * 1_000_000,
                is_open=self.state.currentData(),
                since=_seconds(since[1].date()) if since[0].isChecked() else None,
                until=_seconds(until[1].date()) + _DAY_S if until[0].isChecked() else None,
            )
        )

    def _send(self, wanted: GroupFilter) -> None:
        self.show_filter(wanted)
        self.wanted.emit(wanted)


def _n_chosen(wanted: GroupFilter) -> int:
    chosen = (
        wanted.folder_id is not None,
        bool(wanted.file_format),
        wanted.since is not None,
        wanted.until is not None,
        wanted.least_bytes > 0,
        wanted.is_open is not None,
    )
    return sum(chosen)


def _state_row(is_open: bool | None) -> int:
    return next(row for row, (state, _) in enumerate(_STATES) if state is is_open)


def _seconds(day: QDate) -> float:
    """The beginning of a day as cameras count it: without a time zone."""
    midnight = QDateTime(day, QTime(0, 0), QTimeZone(QTimeZone.Initialization.UTC))
    return float(midnight.toSecsSinceEpoch())


def _date(seconds: float) -> QDate:
    zone = QTimeZone(QTimeZone.Initialization.UTC)
    return QDateTime.fromSecsSinceEpoch(int(seconds), zone).date()
