"""A field of one line: no place to drop files on; Ctrl+Z is the window's until one types here."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_Standard = QKeySequence.StandardKey


class Field(QLineEdit):
    """A line of text.

    Qt's own takes every Ctrl+Z for itself, also when it has nothing to undo: the keyboard is in a
    search field more often than a person knows, and what they want to take back is what they did.

    Qt's own also takes every drop as text, a file's too, and answers as its sender proposes: a file
    manager that proposes to move would delete the file.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)

    def event(self, event: QEvent) -> bool:
        """Claim undo and redo only where there is something to undo or redo."""
        is_claim = event.type() is QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and self._has_nothing_for(event):
            event.ignore()
            return False
        return super().event(event)

    def _has_nothing_for(self, event: QKeyEvent) -> bool:
        if event.matches(_Standard.Undo):
            return not self.isUndoAvailable()
        return event.matches(_Standard.Redo) and not self.isRedoAvailable()
