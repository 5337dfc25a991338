"""Letters typed quickly one after the other are the beginning of a name."""

from __future__ import annotations

import math
import time

from PySide6.QtWidgets import QApplication


class TypeAhead:
    """Collects the letters."""

    def __init__(self) -> None:
        self._typed = ""
        self._then_s = -math.inf

    @property
    def is_going_on(self) -> bool:
        """Whether a letter was typed just now: a space is then one more."""
        return time.monotonic() - self._then_s < QApplication.keyboardInputInterval() / 1000

    def add(self, letters: str, current: int) -> tuple[str, int]:
        """The beginning of the name that is wanted, and the row from which on it is looked for.

        Who begins anew wants another than the `current` row; who types on may be right there.
        """
        is_going_on = self.is_going_on
        self._typed = self._typed + letters if is_going_on else letters
        self._then_s = time.monotonic()
        return self._typed, max(current, 0) + (0 if is_going_on else 1)
