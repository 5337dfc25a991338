"""Searches the candidates of photos whose pairs are not known; for the library thread."""

from __future__ import annotations

import numpy as np

from photosim.core.candidates import Candidates
from photosim.core.hash_bands import HashBands
from photosim.core.library import Library
from photosim.core.neighbours import EXACT_PHOTOS, ExactNeighbours, IndexNeighbours, Neighbours
from photosim.core.pair import Thresholds
from photosim.core.store.pairs import PairState
from photosim.services.jobs import LongWork, Turn

AT_ONCE = 32
"""Photos searched in one turn: some 30 ms with 100,000 photos."""

BULK_SHARE = 0.05
"""Share of a small library from which all of it is read to search exactly."""


class PairSearch:
    """The photos that are still to be searched, and what they are searched with.

    Args:
        library: the open library.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._hashes: HashBands | None = None
        self._left: list[int] = []
        self._candidates: Candidates | None = None

    @property
    def n_left(self) -> int:
        """How many photos are to be searched."""
        return len(self._left)

    def begin(self, limits: Thresholds) -> LongWork[None]:
        """Look which photos were not searched yet."""
        library, model = self._library, self._library.serving
        self._candidates = None
        self._left = library.store.pairs.unsearched(model.number).tolist()[::-1]
        if not self._left:
            return
        hashes = self._known_hashes()
        yield Turn.AGAIN
        neighbours = yield from self._neighbours()
        self._candidates = Candidates(
            library.store, neighbours, hashes, model.projection, model.number, limits
        )

    def turn(self) -> bool:
        """Search some photos and write down what is to be compared; whether much speaks for any."""
        if self._candidates is None:
            raise RuntimeError("a search that did not begin")
        batch = self._left[-AT_ONCE:]
        found = self._candidates.of(batch)
        store = self._library.store
        with store.transaction():
            store.pairs.propose(sorted(found.soon), PairState.SOON)
            store.pairs.propose(sorted(found.later), PairState.LATER)
            store.pairs.searched(found.reaches)
        del self._left[-AT_ONCE:]
        if not self._left:
            self._candidates = None  # it may hold the vectors of all photos
        return bool(found.soon)

    def _neighbours(self) -> LongWork[Neighbours]:
        """What finds neighbours: exact where many are searched in a small library."""
        library, model = self._library, self._library.serving
        n_all = library.n_photos
        if n_all > EXACT_PHOTOS or self.n_left < BULK_SHARE * n_all:
            return IndexNeighbours(library.live.index)
        ids = library.store.embeddings.ids(model.number)
        for loaded in ExactNeighbours.load(library.store, model.projection, model.number, ids):
            if loaded is not None:
                return loaded
            yield Turn.AGAIN
        raise AssertionError("loading ends with what was loaded")

    def _known_hashes(self) -> HashBands:
        """The perceptual hashes of all photos, those to be searched among them."""
        store = self._library.store
        if self._hashes is None:
            self._hashes = HashBands(*store.photos.phashes())
        ids = sorted(self._left)
        self._hashes.add(np.array(ids, np.int64), store.members.phashes(ids))
        return self._hashes
