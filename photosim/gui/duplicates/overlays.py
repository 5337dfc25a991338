"""Computes overlays of two photos beside the GUI thread, one at a time, and keeps the last few."""

from __future__ import annotations

import threading
from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPixmap

from photosim.core.records.pairs import Differences
from photosim.gui.duplicates import difference
from photosim.gui.duplicates.difference import DifferenceOverlay
from photosim.gui.widgets.bridge import Bridge

_KEPT = 6
Key = tuple[int, int, int, int]
"""Ids of two photos, and the keys of the pixmaps that were compared."""


class OverlayImage:
    """An overlay as the screen takes it."""

    def __init__(self, overlay: DifferenceOverlay) -> None:
        self.picture = QPixmap.fromImage(overlay.laid)
        self.difference = QPixmap.fromImage(overlay.difference)
        self.is_aligned = overlay.is_aligned
        self.sentence = difference.sentence(overlay)


class Overlays(QObject):
    """Answers with the best overlay there is, and has a better one made. GUI thread.

    Signals:
        ready: an overlay is there. arg1: id of the second photo.
    """

    ready = Signal(int)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kept: OrderedDict[tuple[int, int], tuple[Key, OverlayImage]] = OrderedDict()
        self._waiting: OrderedDict[Key, tuple[QPixmap, QPixmap, Differences | None, QColor]]
        self._waiting = OrderedDict()
        self._working: Key | None = None

    def find(self, first: int, second: int) -> OverlayImage | None:
        """The overlay of two photos, by their ids, if one was made."""
        kept = self._kept.get((first, second))
        return kept[1] if kept else None

    def want(
        self,
        ids: tuple[int, int],
        pixmaps: tuple[QPixmap, QPixmap],
        details: Differences | None,
        colour: QColor,
    ) -> None:
        """Have an overlay made of these pixmaps, unless it is there or being made."""
        key = (*ids, pixmaps[0].cacheKey(), pixmaps[1].cacheKey())
        kept = self._kept.get(ids)
        if (kept and kept[0] == key) or self._working == key or key in self._waiting:
            return
        for other in [waiting for waiting in self._waiting if waiting[:2] == ids]:
            del self._waiting[other]
        self._waiting[key] = (*pixmaps, details, colour)
        self._next()

    def clear(self) -> None:
        """Nobody looks at these photos any more."""
        self._waiting.clear()
        self._kept.clear()

    def _next(self) -> None:
        if self._working is not None or not self._waiting:
            return
        key, (first, second, details, colour) = self._waiting.popitem(last=False)
        self._working = key
        images = (first.toImage(), second.toImage())
        take = self._bridge.call(self._take)

        def work() -> None:
            take(key, difference.overlay(*images, details, colour))

        threading.Thread(target=work, name="overlay", daemon=True).start()

    def _take(self, key: Key, overlay: DifferenceOverlay) -> None:
        self._working = None
        self._kept[key[:2]] = (key, OverlayImage(overlay))
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(key[1])
        self._next()
