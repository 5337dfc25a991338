"""A field of one line that leaves Ctrl+Z to the window while nothing was typed into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_Key = QKeySequence.StandardKey


class Field(QLineEdit):
    """A line of text.

    Qt's own takes every Ctrl+Z for itself, also when it has nothing to undo: the keyboard is in a
    search field more often than a person knows, and what they want to take back is what they did.
    """

    def event(self, event: QEvent) -> bool:
        """Claim undo and redo only where there is something to undo or redo."""
        is_claim = event.type() is QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and self._has_nothing_for(event):
            event.ignore()
            return False
        return super().event(event)

    def _has_nothing_for(self, event: QKeyEvent) -> bool:
        if event.matches(_Key.Undo):
            return not self.isUndoAvailable()
        return event.matches(_Key.Redo) and not self.isRedoAvailable()
