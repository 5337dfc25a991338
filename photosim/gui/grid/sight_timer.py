"""What is in sight is looked at soon after it was painted, once for several paintings in a row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_AFTER_MS = 15


class SightTimer(QTimer):
    """Runs a slot of a view that asks for what it shows: pictures, rows. GUI thread."""

    def __init__(self, look: Callable[[], None], view: QObject) -> None:
        super().__init__(view, singleShot=True, interval=_AFTER_MS)
        self.timeout.connect(look)

    def note_painting(self) -> None:
        """Something was painted; what was painted just before does not delay the look."""
        if not self.isActive():
            self.start()
