"""The page of the trash journal: what went when, where it lay, what stayed, and the way back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from photosim.core.records.trash_items import ItemState
from photosim.gui.shell.rows_page import RowsPage
from photosim.gui.trash.journal_model import JournalModel
from photosim.gui.trash.ports import JournalPort
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.list_style import HEAD
from photosim.services.trash.summary import JournalRow

PAGE = 50
"""Batches that are asked for at once."""
_LONG_STATE = "9,999 in the trash, 99 back"
"""As wide as this are the states, or as those of what was moved at once; a reason besides is cut
short, and told whole in its tip."""
_MOST_OF_ROOM = 0.4
"""Share of the page that states have at most, where they need more than that."""
_NOTHING = "Nothing was ever moved to the trash. What you move is listed here, and can come back."


class JournalPage(RowsPage):
    """The page; asks the engine when it is shown, searched and scrolled to its end.

    Signals:
        restore_wanted: bring files back. arg1: ids of their lines.
        restore_batch_wanted: bring a whole batch back. arg1: its id.
        reveal_wanted: show a file in the file manager. arg1: its path.
    """

    restore_wanted = Signal(object)
    restore_batch_wanted = Signal(int)
    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode

    def __init__(self, source: JournalPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("Trash journal", parent)
        self._source, self._bridge = source, bridge
        self._turn = 0
        self._has_more = False
        self.model = JournalModel(self)
        self.tree = QTreeView(self)
        self.restore = appearance.primary_button("Bring back", self)
        self.reveal = appearance.button("Show in file manager", parent=self)
        self._set_up()
        self.lay_out(self.tree, (self.restore, self.reveal))
        self._connect()
        self._on_selected()

    def refresh(self) -> None:
        """Ask for the journal from its newest line."""
        self._turn += 1
        self._ask(0)

    def _ask(self, offset: int) -> None:
        rows = self._source.journal(self.searched, offset, PAGE)
        self._bridge.bind(rows, partial(self._on_rows, self._turn, offset), self.say_error)

    def _on_rows(self, turn: int, offset: int, rows: Sequence[JournalRow]) -> None:
        if turn != self._turn:
            return
        if offset:
            self.model.append(rows)
        else:
            self._replace(rows)
        self._has_more = bool(rows)
        sentence = "No file fits." if self.searched else _NOTHING
        self.show_state(has_any=self.model.n_batches > 0, sentence=sentence)
        self._fit_states()
        self._on_selected()

    def _replace(self, rows: Sequence[JournalRow]) -> None:
        """Show other lines; the one that the person is at stays the current one."""
        index = self.tree.currentIndex()
        before = self.model.batch(index) or self.model.item(index)
        self.model.replace(rows)
        self.tree.expand(self.model.index(0, 0))
        now = self.model.line_of(before)
        if now.isValid():
            self.tree.setCurrentIndex(now)

    def _on_scrolled(self, value: int) -> None:
        if self._has_more and value >= self.tree.verticalScrollBar().maximum():
            self._has_more = False
            self._ask(self.model.n_batches)

    def _on_selected(self, *_args: QItemSelection) -> None:
        index = self.tree.currentIndex()
        batch, item = self.model.batch(index), self.model.item(index)
        can_restore = any(True for _ in self._chosen_items())
        self.restore.setEnabled((batch is not None and batch.n_in_trash > 0) or can_restore)
        self.restore.setText("Bring all of it back" if batch is not None else "Bring back")
        self.reveal.setEnabled(item is not None)

    def _chosen_items(self) -> Iterator[int]:
        """Ids of the selected files that are in the trash; without an index for each of them."""
        chosen = self.tree.selectionModel().selection()
        for lines in (chosen.at(i) for i in range(chosen.count())):
            for item in self.model.items(lines.parent(), lines.top(), lines.bottom()):
                if item.state is ItemState.IN_TRASH:
                    yield item.id

    def _on_pressed(self, index: QModelIndex) -> None:
        """The last line of a large batch shows more of it."""
        if self.model.is_more(index):
            self.model.show_more(index.parent())

    def _on_restore(self) -> None:
        batch = self.model.batch(self.tree.currentIndex())
        if batch is not None:
            self.restore_batch_wanted.emit(batch.id)
        elif chosen := list(self._chosen_items()):
            self.restore_wanted.emit(chosen)

    def _on_reveal(self) -> None:
        item = self.model.item(self.tree.currentIndex())
        if item is not None:
            in_trash = item.state is ItemState.IN_TRASH and item.place is not None
            path = item.place if in_trash and item.place else item.file.path
            self.reveal_wanted.emit(os.fsdecode(path))

    def _set_up(self) -> None:
        tree = self.tree
        tree.setModel(self.model)
        tree.setAccessibleName("Trash journal")
        tree.setFrameShape(QTreeView.Shape.NoFrame)
        tree.setUniformRowHeights(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setStyleSheet(HEAD)
        head = tree.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fit_states()
        for column in (0, 2, 3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit_states()

    def _fit_states(self) -> None:
        """Give the states of what was moved at once the room they need.

        Not by `ResizeToContents`, which would ask a thousand lines.
        """
        model, width_of = self.model, self.tree.fontMetrics().horizontalAdvance
        said = [str(model.index(row, 1).data()) for row in range(model.n_batches)]
        usual, needed = width_of(_LONG_STATE), max(map(width_of, said), default=0)
        width = max(usual, min(needed, round(self.width() * _MOST_OF_ROOM)))
        self.tree.header().resizeSection(1, width + appearance.GAP_XL)

    def _connect(self) -> None:
        self.search_wanted.connect(self.refresh)
        self.tree.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.tree.selectionModel().selectionChanged.connect(self._on_selected)
        self.tree.clicked.connect(self._on_pressed)
        self.tree.activated.connect(self._on_pressed)
        self.restore.clicked.connect(self._on_restore)
        self.reveal.clicked.connect(self._on_reveal)
