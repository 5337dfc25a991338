"""Searches the likely pairs of photos that were not searched yet; for the library thread.

Few photos are asked of the index. Where many are new, at the first comparing above all, everything
is compared with everything in tiles, with all features kept in memory meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from photosim.core.duplicates.all_pairs import AllPairs
from photosim.core.duplicates.candidates import NEAR_PROJECTED, Candidates
from photosim.core.duplicates.phash_index import PhashIndex
from photosim.core.index.feature_rows import Features, KeptFeatures, StoredFeatures
from photosim.core.index.neighbours import NearByIndex
from photosim.core.index.vector_index import has_direction
from photosim.core.library import Library
from photosim.core.records.pairs import Thresholds
from photosim.core.records.photos import Ids
from photosim.core.store.pairs import PairState
from photosim.services.duplicates.stepped_search import SteppedSearch
from photosim.services.runtime.jobs import LongWork, Turn

AT_ONCE = 32
"""Photos whose pairs are proposed in one turn."""

SWEPT_PHOTOS = 200_000
"""Photos up to which everything is compared with everything: their features take 720 MB, and with
more photos asking the index is quicker."""

BULK_SHARE = 0.05
"""Share of a library from which comparing everything is quicker than asking the index."""

_READ_AT_ONCE = 256
_PAGE = 10_000
"""Ids looked at in one turn: some 30 ms."""

_Scalar = TypeVar("_Scalar", bound=np.generic)


class PairSearch(SteppedSearch):
    """The photos that are still to be searched, and what they are searched with.

    Args:
        library: the open library.
        swept: the most photos for which everything is compared with everything.
    """

    def __init__(self, library: Library, swept: int = SWEPT_PHOTOS) -> None:
        super().__init__(library)
        self._swept = swept
        self._hashes: PhashIndex | None = None

    def begin(self, limits: Thresholds) -> LongWork[None]:
        """Look which photos were not searched yet."""
        library, model = self._library, self._library.serving
        self._end()
        searches = library.store.pair_search_state
        left = yield from self._paged(lambda a, b: searches.unsearched(model.number, a, b))
        self.n_left = len(left)
        if not len(left):
            return
        yield from self._know_hashes(left)
        n_all = library.n_photos
        if len(left) >= BULK_SHARE * n_all and max(n_all, len(left)) <= self._swept:
            self._steps = yield from self._sweeping(left, limits)
        else:
            self._steps = self._asking(left, limits)

    def _asking(self, left: Ids, limits: Thresholds) -> Iterator[bool]:
        library, model = self._library, self._library.serving
        near = NearByIndex(
            library.store, library.live.index, model.projection, model.number, NEAR_PROJECTED
        )
        candidates = self._candidates(StoredFeatures(library.store, model.number), limits)
        for start in range(0, len(left), AT_ONCE):
            ids = left[start : start + AT_ONCE].tolist()
            yield self._propose(candidates, ids, near.of(ids))

    def _sweeping(self, left: Ids, limits: Thresholds) -> LongWork[Iterator[bool]]:
        """Read all features, then hand back the steps."""
        library, model = self._library, self._library.serving
        stored = library.store.embeddings
        ids = yield from self._paged(lambda a, b: stored.ids(model.number, a, b))
        order, n_wanted = yield from self._in_order(ids, left)
        # of photos without a direction nothing is kept: a row of zeros is near to nothing
        features = np.zeros((len(ids), model.card.feature_dim), np.float16)
        lengths = np.zeros(len(ids), np.float32)
        rows = np.zeros((len(ids), model.projection.dim), np.float32)
        at_row = np.argsort(order)
        for batch, read in stored.batches(ids, model.number, _READ_AT_ONCE):
            there = has_direction(read) if len(batch) else np.empty(0, bool)
            places = np.searchsorted(ids, batch[there])
            features[places] = read[there]
            lengths[places] = np.linalg.norm(read[there], axis=1)
            rows[at_row[places]] = model.projection.apply(read[there])
            yield Turn.AGAIN
        candidates = self._candidates(KeptFeatures(ids, features, lengths), limits)
        return self._steps_of(AllPairs(ids[order], rows, n_wanted, NEAR_PROJECTED), candidates)

    def _in_order(self, ids: Ids, left: Ids) -> LongWork[tuple[Ids, int]]:
        """Places `(n,)` of photos, by content, those that were searched first; and how many not."""
        by_content = self._library.store.photos.by_content()
        yield Turn.AGAIN
        by_content = by_content[np.isin(by_content, ids)]
        yield Turn.AGAIN
        is_left = np.isin(by_content, left)
        ordered = np.concatenate([by_content[~is_left], by_content[is_left]])
        yield Turn.AGAIN
        return np.searchsorted(ids, ordered), int(is_left.sum())

    def _steps_of(self, all_pairs: AllPairs, candidates: Candidates) -> Iterator[bool]:
        for near in all_pairs.blocks():
            if near is None:
                yield False
                continue
            ids = list(near)
            for start in range(0, len(ids), AT_ONCE):
                some = ids[start : start + AT_ONCE]
                yield self._propose(candidates, some, {one: near[one] for one in some})

    def _propose(
        self, candidates: Candidates, ids: Collection[int], near: Mapping[int, Ids]
    ) -> bool:
        """Write down the pairs of photos; only now these count as searched."""
        store = self._library.store
        found = candidates.of(near) if near else set()
        with store.transaction():
            store.pairs.propose(sorted(found), PairState.SOON)
            store.pair_search_state.mark(ids)
        self.n_left -= len(ids)
        return bool(found)

    def _candidates(self, features: Features, limits: Thresholds) -> Candidates:
        if self._hashes is None:
            raise RuntimeError("a search that did not begin")
        return Candidates(self._library.store, features, self._hashes, limits)

    def _know_hashes(self, left: Ids) -> LongWork[None]:
        """The perceptual hashes of all photos, those to be searched among them."""
        store = self._library.store
        if self._hashes is None:
            table = yield from self._paged(lambda a, b: _stacked(*store.photos.phashes(a, b)))
            self._hashes = PhashIndex(table[0].view(np.int64), table[1])
            return
        for start in range(0, len(left), _PAGE):
            some = left[start : start + _PAGE]
            self._hashes.add(some, store.group_facts.phashes(some.tolist()))
            yield Turn.AGAIN

    def _paged(
        self, read: Callable[[int, int], npt.NDArray[_Scalar]]
    ) -> LongWork[npt.NDArray[_Scalar]]:
        """What `read` finds of all photos, `(n,)` or `(m, n)`, asked for some ids at a time."""
        newest = self._library.store.photos.newest()
        pages = [read(0, _PAGE)]
        for first in range(_PAGE + 1, newest + 1, _PAGE):
            yield Turn.AGAIN
            pages.append(read(first, first + _PAGE - 1))
        return np.concatenate(pages, axis=-1)


def _stacked(ids: Ids, hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """`(2, n)`: ids and hashes."""
    return np.stack([ids.view(np.uint64), hashes])
