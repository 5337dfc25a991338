"""Enter presses the button that has the keyboard, as Space does, and opens a list to choose from.

Qt leaves Enter to the default button of a dialog, which is another one, or to nobody.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QPushButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key is Enter, of either kind, and nothing else."""
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _ENTER and not others


def pressed(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press `button` if the key is Enter; whether it was."""
    if not is_enter(event):
        return False
    event.accept()
    if not event.isAutoRepeat():  # one press for one key that is held down
        if isinstance(button, QPushButton) and button.menu() is not None:
            button.showMenu()
        else:
            button.click()
    return True


class Button(QPushButton):
    """A button in words."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not pressed(self, event):
            super().keyPressEvent(event)


class CheckBox(QCheckBox):
    """A box to tick."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks it."""
        if not pressed(self, event):
            super().keyPressEvent(event)


class PaintedButton(QAbstractButton):
    """A button that looks like something else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if not pressed(self, event):
            super().keyPressEvent(event)


class ComboBox(QComboBox):
    """A value and the list it is chosen from."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list; Qt would hand it on to the dialog."""
        if is_enter(event):
            event.accept()
            self.showPopup()
        else:
            super().keyPressEvent(event)
