"""What is known of the photos that the map shows: names, dates and mean colours. GUI thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from photosim.core.records.photos import Photo
from photosim.gui.grid.photo_list import RowPort
from photosim.gui.widgets.bridge import Bridge

_MOST_KEPT = 8192


class MapRows(QObject):
    """Asks for photos as they come into sight, and keeps them.

    Signals:
        came: more is known.
    """

    came = Signal()

    def __init__(self, source: RowPort, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._kept: OrderedDict[int, Photo] = OrderedDict()
        self._asked: frozenset[int] = frozenset()

    def photo(self, photo_id: int) -> Photo | None:
        """The photo, if it is known."""
        return self._kept.get(photo_id)

    def want(self, ids: Sequence[int]) -> None:
        """These are in sight; replaces what was wanted before."""
        missing = [photo_id for photo_id in ids if photo_id not in self._kept]
        if not missing or self._asked.issuperset(missing):
            return
        self._asked = frozenset(missing)
        self._source.rows(missing, self._bridge.call(self._take), channel="map")

    def look_again(self) -> None:
        """Photos changed: what is known may be wrong now."""
        self._kept.clear()
        self._asked = frozenset()

    def _take(self, photos: Sequence[Photo]) -> None:
        for photo in photos:
            self._kept[photo.id] = photo
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self.came.emit()
