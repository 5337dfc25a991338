"""Typing a name goes to the photo or the theme that is called so, among those known already."""

from __future__ import annotations

import time
from typing import Protocol

from PySide6.QtWidgets import QApplication

_ROWS = 5000
"""Rows looked at: a name is compared in 1 µs."""


class Named(Protocol):
    """A list whose rows have names."""

    def find_name(self, prefix: str, start: int, limit: int) -> int:
        """The first row from `start` on whose name begins so, around the end; -1 without one.

        Looks at no more than `limit` rows.
        """


class TypeAhead:
    """Collects letters typed quickly one after the other."""

    def __init__(self, rows: Named) -> None:
        self._rows = rows
        self._typed = ""
        self._then_s = 0.0

    def find(self, letters: str, current: int) -> int:
        """The next row, from `current` on, whose name begins with what was typed; else -1."""
        now_s = time.monotonic()
        is_going_on = now_s - self._then_s < QApplication.keyboardInputInterval() / 1000
        self._typed = self._typed + letters if is_going_on else letters
        self._then_s = now_s
        start = max(current, 0) + (0 if is_going_on else 1)
        return self._rows.find_name(self._typed, start, _ROWS)
