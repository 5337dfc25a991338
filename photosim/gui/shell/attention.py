"""Whether a person has begun to look at what is shown: they pointed, scrolled or chose.

From then on nothing that is on the screen may move by itself. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea

_DEEDS = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.KeyPress)
_POINTED_PX = 8.0
"""A mouse that was moved so far over the photos was not just nudged."""


class Attention(QObject):
    """Watches an area and its scroll bar.

    Attributes:
        is_given: whether the person has done anything there since the last `begin`.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self.is_given = False
        self._first: QPointF | None = None
        for watched in (area, area.viewport(), area.verticalScrollBar()):
            watched.installEventFilter(self)

    def begin(self) -> None:
        """Something else is shown now."""
        self.is_given = False
        self._first = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what the person does; let it pass."""
        if self.is_given:
            return False
        if event.type() in _DEEDS:
            self.is_given = True
        elif event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._first = self._first or event.globalPosition()
            way = event.globalPosition() - self._first
            self.is_given = way.manhattanLength() >= _POINTED_PX
        return False
