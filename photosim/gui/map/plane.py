"""What part of the map is looked at, and where its points lie in the view. Pure arithmetic.

The map is a square with sides of 1; the view has px; the scale is px per side of the map.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize

from photosim.core.records.photos import Floats

STEP = 1.25
"""How much larger in one step of the wheel."""
_MARGIN_PX = 24.0
_MOST = 2.0**19
"""Largest scale: photos that were parted because they lay at one place are a finger apart."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A view of the map.

    Attributes:
        width, height: of the view, px.
        zoom: how much larger than the whole map fitted into the view; 1 or more.
        x, y: the point of the map in the middle of the view.
    """

    width: int = 1
    height: int = 1
    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @property
    def scale(self) -> float:
        """Px per side of the map."""
        return self._fitting * self.zoom

    @property
    def _fitting(self) -> float:
        return max(1.0, min(self.width, self.height) - 2 * _MARGIN_PX)

    def resized(self, size: QSize) -> Plane:
        """The same part in a view of another size."""
        return replace(self, width=max(1, size.width()), height=max(1, size.height()))._held()

    def zoomed(self, factor: float, at: QPointF | None = None) -> Plane:
        """Nearer or further away; the point `at` of the view (its middle without) stays."""
        zoom = min(max(self.zoom * factor, 1.0), max(1.0, _MOST / self._fitting))
        if zoom == 1.0:
            return self.whole()
        x, y = self.to_map(at) if at is not None else (self.x, self.y)
        share = self.zoom / zoom
        return replace(
            self, zoom=zoom, x=x + (self.x - x) * share, y=y + (self.y - y) * share
        )._held()

    def moved(self, by: QPointF) -> Plane:
        """The map pushed by some px."""
        return replace(self, x=self.x - by.x() / self.scale, y=self.y - by.y() / self.scale)._held()

    def whole(self) -> Plane:
        """All of the map."""
        return Plane(self.width, self.height)

    def centred(self, x: float, y: float) -> Plane:
        """A point of the map in the middle."""
        return replace(self, x=x, y=y)._held()

    def to_map(self, point: QPointF) -> tuple[float, float]:
        """The point of the map at a point of the view."""
        return (
            self.x + (point.x() - self.width / 2) / self.scale,
            self.y + (point.y() - self.height / 2) / self.scale,
        )

    def to_view(self, x: float, y: float) -> QPointF:
        """The point of the view where a point of the map lies."""
        return QPointF(
            (x - self.x) * self.scale + self.width / 2, (y - self.y) * self.scale + self.height / 2
        )

    def all_to_view(self, places: Floats) -> Floats:
        """Points of the map, `(n, 2)`, in px of the view."""
        corner = np.array(
            [self.width / 2 - self.x * self.scale, self.height / 2 - self.y * self.scale]
        )
        return (places * np.float32(self.scale) + corner.astype(np.float32)).astype(np.float32)

    def part(self, margin_px: float = 0.0) -> QRectF:
        """What part of the map is in sight."""
        left, top = self.to_map(QPointF(-margin_px, -margin_px))
        right, bottom = self.to_map(QPointF(self.width + margin_px, self.height + margin_px))
        return QRectF(left, top, right - left, bottom - top)

    def _held(self) -> Plane:
        """Something of the map is always in sight."""
        if self.zoom <= 1.0:
            return self.whole()
        return replace(self, x=min(max(self.x, 0.0), 1.0), y=min(max(self.y, 0.0), 1.0))
