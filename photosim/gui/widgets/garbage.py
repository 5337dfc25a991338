"""When Python looks for garbage in circles: not while a person works.

Going through all objects stops every thread of the process, with 20,000 groups for a tenth of a
second (measured 2026-11, 2 cores): a window that should answer in a hundredth would stand still.
The collections of young objects, a thousandth each, go on as always; the whole is gone through
while the window is not in use, or when so much was made meanwhile that it must be.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

LOOK_MS = 20_000
MANY = 500
"""Collections of the middle generation, of some 7,000 new objects each: then it must be."""
_NEVER = 1_000_000_000


class Garbage(QObject):
    """Chooses the moments. GUI thread; one in a process."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._usual = gc.get_threshold()
        gc.set_threshold(self._usual[0], self._usual[1], _NEVER)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Collect if nobody is in the way, or if much was made."""
        n_since = gc.get_count()[2]
        is_used = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if n_since and (not is_used or n_since > MANY):
            gc.collect()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._clock.stop()
        gc.set_threshold(*self._usual)
