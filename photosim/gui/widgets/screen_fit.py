"""Windows and dialogs that are no larger than the screen they open on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""What window managers draw around a window, px: its title and edges, generously."""


def resize_within_screen(window: QWidget, wanted: QSize) -> None:
    """Give a window the size that it wants, as far as its screen has room for it."""
    window.resize(wanted.boundedTo(window.screen().availableSize() - _FRAME))
