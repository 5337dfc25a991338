"""The line over the photos: what they are, how they are sorted, how large they are shown."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from photosim.core.records.photos import SortKey
from photosim.gui.grid.photo_grid import DEFAULT_CELL_PX, MAX_CELL_PX, MIN_CELL_PX
from photosim.gui.shell.title import Title
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import HeadLines, title_lines

_SLIDER_PX = 84
NARROW_PX = 720
"""Below this width the search field has a line of its own."""
_LABEL_FROM_PX, _SLIDER_FROM_PX = 520, 440
"""Narrower than this there is no word beside the slider, and no slider: the title needs the room.
Ctrl and plus or minus do the same."""
_FIELD_PX = (232, 300)
_WORDS_SHARE = 2
"""Of the room that is left the title and what stands below it have so many times the field's."""
_WIDEST_PX = 16_777_215
"""Qt's QWIDGETSIZE_MAX: no limit."""
_Sort = tuple[SortKey, bool]


class Header(QWidget):
    """Title and subtitle at the left; sorting and size at the right.

    Signals:
        sort_changed: the person chose. arg1: `SortKey`. arg2: whether descending.
        size_changed: the person moved the slider. arg1: px.
    """

    sort_changed = Signal(object, bool)
    size_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Title(self)
        self.subtitle = Elided(muted=True, parent=self)
        self.subtitle.setFont(appearance.font(appearance.NORMAL_PX))
        self._sort = appearance.button("", "quiet", self)
        self._sort_actions = self._make_sort_menu()
        self._size_label = appearance.label(self.tr("Size"), muted=True, parent=self)
        self._size = appearance.slider(filled=False, parent=self)
        self._make_size_slider()
        self._lines = HeadLines(self)
        self._search: QWidget | None = None
        self._has_sizes = True
        self._lay_out()
        self.set_sort(SortKey.DATE, True)

    def put(self, widget: QWidget) -> None:
        """Add a widget before the sorting."""
        row = self._lines.row
        row.insertWidget(row.indexOf(self._sort), widget)

    def put_search(self, field: QWidget) -> None:
        """Add the search field: beside the title, in a narrow window below it."""
        self._search = field
        field.setMinimumWidth(_FIELD_PX[0])
        self._place_search()

    def set_sort(self, sort_key: SortKey, is_descending: bool) -> None:
        """Show how the photos are sorted; sends nothing."""
        action = self._sort_actions[(sort_key, is_descending)]
        action.setChecked(True)
        self._sort.setText(f"{action.text()}  \N{BLACK DOWN-POINTING SMALL TRIANGLE}")
        self._sort.setAccessibleName(self.tr("Sorted: %1").replace("%1", action.text()))

    def show_controls(self, *, sort: bool, size: bool) -> None:
        """Which controls make sense for what is shown."""
        self._sort.setVisible(sort)
        self._has_sizes = size
        self._show_size()

    def set_size(self, px: int) -> None:
        """Move the slider to a size that was chosen elsewhere; sends nothing."""
        self._size.blockSignals(True)
        self._size.setValue(px)
        self._size.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search field keeps its width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place_search()
            self._show_size()

    def _place_search(self) -> None:
        if self._search is None:
            return
        is_narrow = self.width() < NARROW_PX
        row, below = self._lines.row, self._lines.below
        if is_narrow and below.indexOf(self._search) < 0:
            row.removeWidget(self._search)
            self._search.setMaximumWidth(_WIDEST_PX)
            below.addWidget(self._search)
        elif not is_narrow and row.indexOf(self._search) < 0:
            below.removeWidget(self._search)
            self._search.setMaximumWidth(_FIELD_PX[1])
            row.insertWidget(1, self._search, 1)
        self._lines.open_below(is_narrow)

    def _show_size(self) -> None:
        """The slider explains itself where the title needs the room, at last it gives way."""
        self._size.setVisible(self._has_sizes and self.width() >= _SLIDER_FROM_PX)
        self._size_label.setVisible(self._has_sizes and self.width() >= _LABEL_FROM_PX)

    def _make_sort_menu(self) -> dict[_Sort, QAction]:
        texts = {
            (SortKey.DATE, True): self.tr("Newest first"),
            (SortKey.DATE, False): self.tr("Oldest first"),
            (SortKey.NAME, False): self.tr("Name, A to Z"),
            (SortKey.NAME, True): self.tr("Name, Z to A"),
        }
        menu, group = QMenu(self), QActionGroup(self)
        actions = {}
        for sort, text in texts.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(sort)
            group.addAction(action)
            actions[sort] = action
        group.triggered.connect(self._on_sort)
        self._sort.setMenu(menu)
        return actions

    def _make_size_slider(self) -> None:
        self._size.setRange(MIN_CELL_PX, MAX_CELL_PX)
        self._size.setPageStep(24)
        self._size.setSingleStep(8)
        self._size.setValue(DEFAULT_CELL_PX)
        self._size.setFixedWidth(_SLIDER_PX)
        self._size.setAccessibleName(self.tr("Size of the photos"))
        self._size.valueChanged.connect(self.size_changed)

    def _lay_out(self) -> None:
        row = self._lines.row
        row.addLayout(title_lines(self.title, self.subtitle), _WORDS_SHARE)
        row.addWidget(self._sort)
        row.addSpacing(appearance.GAP_S)
        row.addWidget(self._size_label)
        row.addWidget(self._size)

    @Slot(QAction)
    def _on_sort(self, action: QAction) -> None:
        sort_key, is_descending = action.data()
        self.set_sort(SortKey(sort_key), is_descending)
        self.sort_changed.emit(SortKey(sort_key), is_descending)
