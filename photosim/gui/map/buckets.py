"""The photos of the map in cells, from one cell for all down to 65,536 a side. Pure numpy.

Photos are sorted along a Z-curve (Morton order): then the photos of a cell, at every level, stand
side by side. One photo stands for its cell; who stands for a large cell stands for its small one,
too, so that photos only come when one zooms in. Axis names: n photos, c cells with photos.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF

from photosim.core.records.photos import Floats, Ids

DEEPEST = 16
"""Levels: 2^16 cells along each side."""
_MIX = 2654435761

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class FilledCells:
    """The cells of one level that have photos.

    Attributes:
        level: 2^level cells along each side.
        x, y: `(c,)` which cells.
        stands: `(c,)` rows of the photos that stand for them.
        counts: `(c,)` how many photos are in them.
    """

    level: int
    x: npt.NDArray[np.int32]
    y: npt.NDArray[np.int32]
    stands: Rows
    counts: Rows

    def within(self, part: QRectF) -> FilledCells:
        """Those that a part of the map touches."""
        n = 2**self.level
        left, top = np.floor(part.left() * n), np.floor(part.top() * n)
        right, bottom = np.floor(part.right() * n), np.floor(part.bottom() * n)
        seen = (self.x >= left) & (self.x <= right) & (self.y >= top) & (self.y <= bottom)
        at = np.flatnonzero(seen)
        return FilledCells(self.level, self.x[at], self.y[at], self.stands[at], self.counts[at])


class Buckets:
    """Cells of all levels, each level made when it is asked for."""

    def __init__(self, ids: Ids, places: Floats) -> None:
        """Takes `(n,)` ids and `(n, 2)` places in 0..1."""
        at = np.clip(places * 2**DEEPEST, 0, 2**DEEPEST - 1).astype(np.uint32)
        codes = _spread(at[:, 0]) | (_spread(at[:, 1]) << np.uint32(1))
        order = np.argsort(codes, kind="stable")
        self._codes = codes[order]
        rank = np.empty(len(ids), np.intp)
        # any order would do that has nothing to do with where photos lie and is always the same
        self._by_rank = np.lexsort((ids, (ids * _MIX) & 0xFFFFFFFF))
        rank[self._by_rank] = np.arange(len(ids))
        self._rank = rank[order]
        self._levels: dict[int, FilledCells] = {}

    def cells(self, level: int) -> FilledCells:
        """The cells of a level; a deeper one than the deepest is that one."""
        level = min(max(level, 0), DEEPEST)
        if level not in self._levels:
            self._levels[level] = self._make(level)
        return self._levels[level]

    def _make(self, level: int) -> FilledCells:
        shift = np.uint32(2 * (DEEPEST - level))
        if not len(self._codes):
            none = np.empty(0, np.int32)
            return FilledCells(level, none, none, none.astype(np.intp), none.astype(np.intp))
        keys = self._codes >> shift if level else np.zeros_like(self._codes)
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        stands = self._by_rank[np.minimum.reduceat(self._rank, starts)]
        counts = np.diff(starts, append=len(keys))
        x, y = _gathered(keys[starts]), _gathered(keys[starts] >> np.uint32(1))
        return FilledCells(level, x.astype(np.int32), y.astype(np.int32), stands, counts)


def _spread(bits: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """16 bits with room for another between every two."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        bits = (bits | (bits << np.uint32(shift))) & np.uint32(mask)
    return bits


def _gathered(bits: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Every other of 32 bits: the inverse of `_spread`."""
    bits = bits & np.uint32(0x55555555)
    for shift, mask in ((1, 0x33333333), (2, 0x0F0F0F0F), (4, 0x00FF00FF), (8, 0x0000FFFF)):
        bits = (bits | (bits >> np.uint32(shift))) & np.uint32(mask)
    return bits
