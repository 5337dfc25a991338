"""Searches the candidates of photos whose pairs are not known; for the library thread."""

from __future__ import annotations

import numpy as np

from photosim.core.candidates import Candidates, Proposals
from photosim.core.hash_bands import HashBands
from photosim.core.library import Library
from photosim.core.neighbours import EXACT_PHOTOS, ExactNeighbours, IndexNeighbours, Neighbours
from photosim.core.pair import Thresholds
from photosim.core.store.pairs import PairState
from photosim.services.jobs import LongWork, Turn

AT_ONCE = 32
"""Photos searched in one turn: some 30 ms with 100,000 photos."""

WRITTEN_AT_ONCE = 2048
"""Photos whose unlikely pairs are written together: they lie all over the table, and writing its
pages again for each few photos costs more than the search."""

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
        self._unwritten = Proposals()
        self._candidates: Candidates | None = None

    @property
    def n_left(self) -> int:
        """How many photos are to be searched."""
        return len(self._left)

    def begin(self, limits: Thresholds) -> LongWork[None]:
        """Look which photos were not searched yet."""
        library, model = self._library, self._library.serving
        self._candidates = None
        self._unwritten = Proposals()
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
        found = self._candidates.of(self._left[-AT_ONCE:])
        del self._left[-AT_ONCE:]
        with self._library.store.transaction():
            self._library.store.pairs.propose(sorted(found.soon), PairState.SOON)
        self._unwritten.later |= found.later
        self._unwritten.reaches |= found.reaches
        if not self._left or len(self._unwritten.reaches) >= WRITTEN_AT_ONCE:
            self._write()
        if not self._left:
            self._candidates = None  # it may hold the vectors of all photos
        return bool(found.soon)

    def _write(self) -> None:
        """Only now these photos count as searched: a run that ends earlier begins with them."""
        unwritten, self._unwritten = self._unwritten, Proposals()
        pairs = self._library.store.pairs
        with self._library.store.transaction():
            pairs.propose(sorted(unwritten.later), PairState.LATER)
            pairs.searched(unwritten.reaches)

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
