"""Searches the nearest others of photos whose likely pairs are known; for the library thread."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from photosim.core.duplicates.nearest import NearestSearch, Proposals
from photosim.core.index.neighbours import (
    EXACT_PHOTOS,
    ExactNeighbours,
    IndexNeighbours,
    Neighbours,
)
from photosim.core.records.pairs import Thresholds
from photosim.core.store.pairs import PairState
from photosim.services.duplicates.stepped_search import SteppedSearch
from photosim.services.runtime.jobs import LongWork, Turn

AT_ONCE = 16
"""Photos searched in one turn."""

GATHERED = 2048
"""Photos whose pairs are written together: they lie all over the table, and writing its pages again
for each few photos costs more than the search."""

WRITTEN_AT_ONCE = 256

READ_WHOLE_SHARE = 0.05
"""Share of a small library from which all of it is read to search exactly."""


class RankSearch(SteppedSearch):
    """The photos whose nearest are still to be searched."""

    def begin(self, limits: Thresholds) -> LongWork[None]:
        """Look which photos are to be searched."""
        library, model = self._library, self._library.serving
        left = library.store.pair_search_state.unranked().tolist()
        self.n_left, self._steps = len(left), iter(())
        if not left:
            return
        neighbours = yield from self._neighbours()
        ranks = NearestSearch(library.store, neighbours, model.projection, model.number, limits)
        self._steps = self._search(left, ranks)

    def _search(self, left: list[int], ranks: NearestSearch) -> Iterator[bool]:
        for start in range(0, len(left), GATHERED):
            gathered = Proposals()
            part = left[start : start + GATHERED]
            for at in range(0, len(part), AT_ONCE):
                found = ranks.of(part[at : at + AT_ONCE])
                gathered.keys |= found.keys
                gathered.reaches |= found.reaches
                yield False
            yield from self._write(gathered)
            self.n_left -= len(part)

    def _write(self, gathered: Proposals) -> Iterator[bool]:
        """Photos count as searched when all pairs are written: a run may end before."""
        store = self._library.store
        keys = iter(sorted(gathered.keys))
        while some := list(islice(keys, WRITTEN_AT_ONCE)):
            with store.transaction():
                store.pairs.propose(some, PairState.LATER)
            yield True
        with store.transaction():
            store.pair_search_state.put(gathered.reaches)

    def _neighbours(self) -> LongWork[Neighbours]:
        """What finds neighbours: exact where many are searched in a small library."""
        library, model = self._library, self._library.serving
        n_all = library.n_photos
        if n_all > EXACT_PHOTOS or self.n_left < READ_WHOLE_SHARE * n_all:
            return IndexNeighbours(library.live.index)
        ids = library.store.embeddings.ids(model.number)
        for loaded in ExactNeighbours.load(library.store, model.projection, model.number, ids):
            if loaded is not None:
                return loaded
            yield Turn.AGAIN
        raise AssertionError("loading ends with what was loaded")
