"""Typing a name goes to the photo that is called so, among those that are known already."""

from __future__ import annotations

import time

from PySide6.QtWidgets import QApplication

from photosim.gui.photos import PhotoList

_ROWS = 5000
"""Rows looked at: a name is compared in 1 µs."""


class TypeAhead:
    """Collects letters typed quickly one after the other."""

    def __init__(self, photos: PhotoList) -> None:
        self._photos = photos
        self._typed = ""
        self._then_s = 0.0

    def find(self, letters: str, current: int) -> int:
        """The next row, from `current` on, whose name begins with what was typed; else -1."""
        now_s = time.monotonic()
        is_going_on = now_s - self._then_s < QApplication.keyboardInputInterval() / 1000
        self._typed = self._typed + letters if is_going_on else letters
        self._then_s = now_s
        start = max(current, 0) + (0 if is_going_on else 1)
        return self._photos.find_name(self._typed, start, _ROWS)
