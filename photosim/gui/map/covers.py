"""Which photos are shown as thumbnails, how large and where: one for each cell in sight.

Thumbnails have few sizes, so that they are sharp and are seldom made again; the cells are a little
larger than they, so that the dots between them can be seen. When one looks nearer, they grow with
their cells until these fall into four.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF

from photosim.core.records.photos import Floats
from photosim.gui.map.buckets import DEEPEST, Buckets, Rows
from photosim.gui.map.plane import Plane

SIZES = (52, 74, 104, 148, 208)
"""Sides of thumbnails, px."""
ROOM = 1.38
"""Sides of the smallest cells, in sides of thumbnails."""


@dataclass(frozen=True, slots=True)
class Covers:
    """Thumbnails in sight.

    Attributes:
        side: how large each is, px.
        rows: `(c,)` which photos.
        counts: `(c,)` how many photos each stands for, itself among them.
        corners: `(c, 2)` left and top, px of the view.
    """

    side: int
    rows: Rows
    counts: Rows
    corners: Floats

    def at(self, x: float, y: float) -> int:
        """Which one is at a point of the view; -1 for none."""
        away = np.array([x, y], np.float32) - self.corners
        hits = np.flatnonzero(((away >= 0) & (away < self.side)).all(axis=1))
        return int(hits[0]) if hits.size else -1

    def rect(self, cover: int) -> QRectF:
        """Where one is."""
        left, top = self.corners[cover].tolist()
        return QRectF(left, top, self.side, self.side)

    def of_row(self, row: int) -> int:
        """Which one shows a photo; -1 for none."""
        hits = np.flatnonzero(self.rows == row)
        return int(hits[0]) if hits.size else -1


def least_side(plane: Plane, n: int) -> int:
    """How small thumbnails may be: the nearer one looks, the further photos are apart."""
    return _fitting(plane.scale / (2 * math.sqrt(max(n, 1))))


def in_sight(plane: Plane, buckets: Buckets, places: Floats) -> Covers:
    """The thumbnails of a view of the map with photos at `(n, 2)` places."""
    smallest = plane.scale / (least_side(plane, len(places)) * ROOM)
    level = min(DEEPEST, max(0, int(math.log2(max(1.0, smallest)))))
    cells = buckets.cells(level).within(plane.part())
    cell_px = plane.scale / 2**level
    side = _fitting(cell_px)
    middles = plane.all_to_view(places[cells.stands])
    corners = plane.all_to_view(np.stack([cells.x, cells.y], axis=1) / 2**level)
    # within its cell, so that no two lie upon each other
    low = corners + (side / 2 + 1)
    high = np.maximum(corners + (cell_px - side / 2 - 1), low)
    middles = np.clip(middles, low, high)
    return Covers(side, cells.stands, cells.counts, np.round(middles - side / 2))


def _fitting(room_px: float) -> int:
    """The largest size with room for it."""
    fitting = [side for side in SIZES if side * ROOM <= room_px]
    return fitting[-1] if fitting else SIZES[0]
