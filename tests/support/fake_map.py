"""The map in memory, of made-up photos: a lattice, coloured by column."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

import numpy as np

from photosim.core.records.themes import PhotoMap
from photosim.services import events

if TYPE_CHECKING:
    from support.fake_engine import FakeEngine

NAMES = ("Dogs", "Beach", "Food <b>")


def lattice_map(n, *, is_final=True, names=NAMES):
    """`n` photos (a square number) on a lattice; thirds of it, from the left, are the themes."""
    side = round(n**0.5)
    x, y = np.meshgrid(np.linspace(0.1, 0.9, side), np.linspace(0.1, 0.9, side))
    places = np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float32)
    themes = np.minimum((places[:, 0] * 3).astype(np.int32), 2)
    if not names:
        themes[:] = -1
    return PhotoMap(np.arange(1, n + 1, dtype=np.int64), places, themes, names, is_final)


class FakeMap:
    """Answers with `shown`, which tests replace; by default all photos, when they fit a lattice."""

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine
        n = len(engine.photos.known)
        self.shown = lattice_map(int(n**0.5) ** 2)

    def photo_map(self) -> Future:
        return self._engine.job("photo_map", None, lambda: self.shown)

    def announce(self, shown):
        """A better map is ready."""
        self.shown = shown
        self._engine.notify(events.MapChanged())
