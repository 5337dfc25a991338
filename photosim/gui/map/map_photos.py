"""The photos of the map and which of them are selected; what lies where in a view of it.

Nothing here takes more than some ms for 100,000 photos. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath

from photosim.core.records.photos import Ids
from photosim.core.records.themes import PhotoMap
from photosim.gui.grid.lazy_ids import LazyIds
from photosim.gui.map.buckets import Buckets, Rows
from photosim.gui.map.plane import Plane
from photosim.gui.map.theme_names import NamedTheme, themes_on
from photosim.texts import theme_wording

NOTHING = PhotoMap(
    np.empty(0, np.int64), np.empty((0, 2), np.float32), np.empty(0, np.int32), (), False
)


@dataclass(frozen=True, slots=True)
class PhotosOnMap:
    """A map with what takes some time to find out, for any thread.

    Attributes:
        shown: the map.
        buckets: its photos in cells.
        themes: its themes, the largest first.
    """

    shown: PhotoMap
    buckets: Buckets
    themes: list[NamedTheme]

    @classmethod
    def of(cls, shown: PhotoMap) -> PhotosOnMap:
        """Some 30 ms for 100,000 photos."""
        shown = replace(shown, names=theme_wording.named(shown.names))
        return cls(shown, Buckets(shown.ids, shown.places), themes_on(shown))


class MapPhotos(QObject):
    """A map, and a selection that stays with its photos when the map is another one.

    Attributes:
        shown: the map.
        buckets: its photos in cells.
        themes: its themes, the largest first.
        chosen: `(n,)` whether each photo is selected; not to be written to.

    Signals:
        replaced: the map is another one.
        chosen_changed: the selection is another one.
    """

    replaced = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = NOTHING
        self.buckets = Buckets(NOTHING.ids, NOTHING.places)
        self.themes: list[NamedTheme] = []
        self.chosen: npt.NDArray[np.bool_] = np.empty(0, np.bool_)

    def __len__(self) -> int:
        return len(self.shown.ids)

    # -- the map

    def replace(self, prepared: PhotosOnMap) -> None:
        """Show another map; photos that are on both stay selected."""
        before, shown = self.shown.ids[self.chosen], prepared.shown
        self.shown, self.buckets, self.themes = shown, prepared.buckets, prepared.themes
        self.chosen = np.isin(shown.ids, before)
        self.replaced.emit()
        if np.count_nonzero(self.chosen) != len(before):
            self.chosen_changed.emit()

    def photo_id(self, row: int) -> int:
        """The photo in a row."""
        return int(self.shown.ids[row])

    def row_of(self, photo_id: int) -> int:
        """The row of a photo, -1 when it is not on the map."""
        rows = np.flatnonzero(self.shown.ids == photo_id)
        return int(rows[0]) if rows.size else -1

    def theme_name(self, row: int) -> str:
        """What the photo's theme is called; empty without one."""
        number = int(self.shown.themes[row])
        return self.shown.names[number] if 0 <= number < len(self.shown.names) else ""

    def place(self, row: int) -> tuple[float, float]:
        """Where a photo lies, 0..1."""
        x, y = self.shown.places[row].tolist()
        return x, y

    # -- what lies where

    def nearest_ids(self, row: int, most: int) -> Ids:
        """The photos around one, itself first, the nearest first; at most so many."""
        away = ((self.shown.places - self.shown.places[row]) ** 2).sum(axis=1)
        away[row] = -1
        near = np.argpartition(away, most)[:most] if most < len(away) else np.arange(len(away))
        ids: Ids = self.shown.ids[near[np.argsort(away[near], kind="stable")]]
        return ids

    def nearest(self, plane: Plane, at: QPointF, reach_px: float) -> int:
        """The row of the photo nearest to a point of the view, -1 when none is in reach."""
        if not len(self):
            return -1
        x, y = plane.to_map(at)
        away = (self.shown.places[:, 0] - x) ** 2 + (self.shown.places[:, 1] - y) ** 2
        row = int(away.argmin())
        return row if away[row] <= (reach_px / plane.scale) ** 2 else -1

    def within_rect(self, plane: Plane, rect: QRectF) -> Rows:
        """Rows of the photos in a rectangle of the view."""
        left, top = plane.to_map(rect.topLeft())
        right, bottom = plane.to_map(rect.bottomRight())
        x, y = self.shown.places[:, 0], self.shown.places[:, 1]
        return np.flatnonzero((x >= left) & (x <= right) & (y >= top) & (y <= bottom))

    def within_path(self, plane: Plane, path: QPainterPath) -> Rows:
        """Rows of the photos that a line drawn around them encloses.

        The line's inside is painted and looked up: as fast for a line of any shape.
        """
        bounds = path.boundingRect().intersected(QRectF(0, 0, plane.width, plane.height))
        rows = self.within_rect(plane, bounds)
        if bounds.isEmpty() or not rows.size:
            return rows[:0]
        inside = _painted(path, bounds)
        at = plane.all_to_view(self.shown.places[rows]) - np.array(
            [bounds.left(), bounds.top()], np.float32
        )
        height, width = inside.shape
        x = np.clip(at[:, 0].astype(np.intp), 0, width - 1)
        y = np.clip(at[:, 1].astype(np.intp), 0, height - 1)
        return rows[inside[y, x]]

    # -- the selection

    @property
    def chosen_ids(self) -> LazyIds:
        """The selected photos, ascending."""
        return LazyIds(self.shown.ids[self.chosen])

    def choose(self, rows: Rows, *, adds: bool = False) -> None:
        """Select these photos, alone or besides what is selected."""
        chosen = self.chosen.copy() if adds else np.zeros(len(self), np.bool_)
        chosen[rows] = True
        self._set(chosen)

    def toggle(self, row: int) -> None:
        """Select a photo besides the others, or no more."""
        chosen = self.chosen.copy()
        chosen[row] = not chosen[row]
        self._set(chosen)

    def choose_theme(self, number: int) -> None:
        """Select all photos of a theme."""
        self._set(self.shown.themes == number)

    def clear(self) -> None:
        """Select nothing."""
        self._set(np.zeros(len(self), np.bool_))

    def _set(self, chosen: npt.NDArray[np.bool_]) -> None:
        if not np.array_equal(chosen, self.chosen):
            self.chosen = chosen
            self.chosen_changed.emit()


def _painted(path: QPainterPath, bounds: QRectF) -> npt.NDArray[np.bool_]:
    """Which px of `bounds` lie inside of a path, `(h, w)`."""
    size = QSize(max(1, int(bounds.width()) + 1), max(1, int(bounds.height()) + 1))
    image = QImage(size, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(-bounds.topLeft())
    painter.fillPath(path, Qt.GlobalColor.white)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(size.height(), image.bytesPerLine())
    inside: npt.NDArray[np.bool_] = rows[:, : size.width()] > 127
    return inside.copy()
