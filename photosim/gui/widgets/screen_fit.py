"""Windows and dialogs that are no larger than the screen they open on, and stay on it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""What window managers draw around a window, px: its title and edges, generously."""
SMALLEST = QSize(640, 420) - _FRAME
"""The least that a window needs for all of its pages, px: it fits on such a screen."""


def resize_within_screen(window: QWidget, wanted: QSize) -> None:
    """Give a window the size that it wants, as far as its screen has room for it.

    What it needs at least is less on a smaller screen: what is cut off can be scrolled or widened,
    what lies over the edge of the screen is never seen.
    """
    room = window.screen().availableSize() - _FRAME
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    window.resize(wanted.boundedTo(room))


def move_onto_screen(window: QWidget) -> None:
    """Bring back what of a window has grown over the edge of its screen, at its top left first."""
    frame, room = window.frameGeometry(), window.screen().availableGeometry()
    left = max(room.left(), min(frame.left(), room.right() - frame.width() + 1))
    top = max(room.top(), min(frame.top(), room.bottom() - frame.height() + 1))
    if (left, top) != frame.topLeft().toTuple():
        window.move(left, top)
