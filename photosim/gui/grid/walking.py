"""What the keyboard does in a lattice: going from cell to cell, and choosing on the way."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from photosim.gui.grid.lattice_view import Flag, LatticeView

_Action = QAbstractItemView.CursorAction


_ACTIONS = {
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}


class WalkedView(LatticeView):
    """A lattice that listens to the arrow keys, Home, End and Page keys."""

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads to from the current cell."""
        n, columns = self._lattice.n, self._lattice.columns
        if n == 0:
            return QModelIndex()
        row = self.current_row()
        if row < 0:
            return self.index_of(n - 1 if action == _Action.MoveEnd else 0)
        page = max(1, self.viewport().height() // self._lattice.line_height) * columns
        aside = -1 if self.is_mirrored() else 1
        targets = {
            _Action.MoveLeft: row - aside,
            _Action.MoveRight: row + aside,
            _Action.MovePrevious: row - 1,
            _Action.MoveNext: row + 1,
            _Action.MoveUp: row - columns if row >= columns else row,
            _Action.MoveDown: self._below(row, columns),
            _Action.MovePageUp: row - page if row >= page else row % columns,
            _Action.MovePageDown: self._below(row, page),
            _Action.MoveHome: 0,
            _Action.MoveEnd: n - 1,
        }
        return self.index_of(min(max(targets[action], 0), n - 1))

    def _below(self, row: int, step: int) -> int:
        """A cell further down; the last one when the last line is shorter."""
        last = self._lattice.n - 1
        in_last_line = row // self._lattice.columns == last // self._lattice.columns
        return row if in_last_line else min(row + step, last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose; what is no such key goes to Qt's view (type-ahead)."""
        action = _ACTIONS.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif action is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._go(action, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _go(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> None:
        index = self.moveCursor(action, modifiers)
        if not index.isValid():
            return
        held = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if held == Qt.KeyboardModifier.ControlModifier:
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        else:
            self.choose(index.row(), modifiers)
        self.scrollTo(index)
