"""Sorts the photos of an open library into themes, and puts new ones to their neighbours at once.

`neighbour graph -> a process of its own -> SortedPhotos -> file`. For the library thread:
clustering is a long job of it, most of which waits. What dies in between is done again when asked
for.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from photosim.core.duplicates.grouping import Grouping
from photosim.core.errors import CacheFileError, ThemeError, ThemeFault
from photosim.core.index.graph_update import ASKED_AT_ONCE
from photosim.core.index.live_index import LiveIndex
from photosim.core.index.neighbour_graph import NeighbourGraph, places_in
from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Ids
from photosim.core.themes import clustering
from photosim.core.themes.clustering import ClusteringInput, SortedPhotos
from photosim.services.events import Phase, Progress
from photosim.services.notifier import Notifier
from photosim.services.runtime.background import Background, replying
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.messages import Outcome, ThemesOrder
from photosim.services.themes.graph_keeper import GraphKeeper
from photosim.services.themes.photo_contents import PhotoContents

log = logging.getLogger(__name__)

SHARPNESS = 8
"""Power of a neighbour's similarity that is its weight: of 330 photos of 16 kinds, each left out
once, 85 % come back to their own part so, 74 % with the similarity itself (2026-11)."""
VOTES = 15
MOST_PLACED = 10_000
"""New photos that are put to their neighbours before an answer: two seconds or less."""
STALE_SHARE = 0.05
"""Photos that came or went since, of all, from which it is sorted anew without being asked."""
TRIES = 3
"""How often clustering begins again because photos came or went meanwhile."""
_REST = 4
"""The search of neighbours takes so many times as long as what follows."""


class ClusteringRun:
    """The sorted photos of a library.

    Args:
        library: the open library.
        layout: where the graph and the themes are kept.
        background: the process that sorts.
        groups: loads the groups of duplicates that are known.
        notifier: told how far it is.
        wake: called from another thread when there is an answer to take.

    Attributes:
        is_running: whether a run is under way.
        problem: why the last run failed, as `coded`; empty when it did not.
    """

    def __init__(
        self,
        library: Library,
        layout: Layout,
        background: Background,
        groups: Callable[[], LongWork[Grouping]],
        notifier: Notifier,
        wake: Callable[[], None],
    ) -> None:
        self._library = library
        self._layout = layout
        self._background = background
        self._groups = groups
        self._notifier = notifier
        self._wake = wake
        self._graph_keeper = GraphKeeper(library, layout.graph)
        self._as_sorted: SortedPhotos | None = None
        self._photos: SortedPhotos | None = None
        self._laid_over: tuple[LiveIndex, int] | None = None
        self._is_read = False
        self.contents = PhotoContents(library.store)
        self.is_running = False
        self.problem = ""

    @property
    def graph_now(self) -> NeighbourGraph | None:
        """The neighbour graph as it is in memory, maybe a little old; None before it is made."""
        return self._graph_keeper.now

    @property
    def as_sorted(self) -> SortedPhotos | None:
        """The photos as they were when they were sorted last.

        Another record with each clustering.
        """
        return self._as_sorted

    def graph(self) -> LongWork[NeighbourGraph]:
        """The neighbour graph of the photos that are there now; see `GraphKeeper.graph`."""
        return self._graph_keeper.graph()

    def photos(self) -> LongWork[SortedPhotos | None]:
        """As they are sorted now, new ones at their neighbours'.

        None before the first clustering.
        """
        yield from self._read()
        while not self._library.live.is_usable:
            yield Turn.WAIT
        while self._photos is not None:
            before, state = self._photos, self._state()
            if self._laid_over == state:
                break
            laid = clustering.with_photos(before, self._library.live.ids())
            if self._as_sorted is not None:  # a file came back, or the index was made again
                laid = clustering.with_returned(laid, self._as_sorted)
            yield Turn.AGAIN
            laid = replace(laid, stands=(yield from self._stands(laid.ids)))
            laid = yield from self._placed(laid)
            if self._photos is before:  # else it was sorted anew meanwhile
                self._photos, self._laid_over = laid, state
                break  # whatever came since: while photos are indexed there is always more
        return self._photos

    def n_missing(self, photos: SortedPhotos) -> int:
        """Photos that came since they were sorted."""
        return int((photos.weight < 0).sum())

    def is_stale(self, photos: SortedPhotos) -> bool:
        """Whether another model sees them now, or many came or went: clustering anew pays."""
        if photos.model != self._library.serving.number:
            return True
        n_known = len(photos.ids) - self.n_missing(photos)
        n_changed = self.n_missing(photos) + max(0, photos.n_sorted - n_known)
        return n_changed > STALE_SHARE * photos.n_sorted

    def run(self) -> LongWork[None]:
        """Sort all photos that there are now.

        Raises:
            PhotosimError: it cannot be done; how they were sorted before still holds.
        """
        self.is_running, self.problem = True, ""
        try:
            for _ in range(TRIES):
                found = yield from self._sorted()
                if found is not None:
                    yield from self._take_over(found)
                    return
            raise ThemeError(ThemeFault.PHOTOS_CHANGE)
        finally:
            self.is_running = False

    # a run

    def _sorted(self) -> LongWork[SortedPhotos | None]:
        """Sort once; None when photos came or went before the process could begin."""
        before = yield from self.photos()
        graph = yield from self._graph_keeper.graph(self._tell)
        yield from self.contents.read()
        stands = places_in(graph.ids, (yield from self._stands(graph.ids)))
        photos = ClusteringInput(graph.ids, self.contents.hashes(graph.ids), stands, before)
        path = os.fsencode(self._layout.graph)
        order = ThemesOrder(path, photos)
        reply = yield from replying(self._background, order, self._wake)
        if reply.outcome is Outcome.OK:
            found: SortedPhotos | None = reply.value
            return found
        raise ThemeError(reply.reason)

    def _take_over(self, found: SortedPhotos) -> LongWork[None]:
        self._as_sorted = self._photos = found
        self._laid_over, self._is_read = None, True
        for _ in clustering.writing(self._layout.themes, found):
            yield Turn.AGAIN

    def _tell(self, n_done: int, n_all: int) -> None:
        total = n_all + n_all // _REST
        n_photos = self._library.n_photos
        self._notifier.progress(Progress(Phase.SORTING, n_done, total, n_photos=n_photos))

    # between runs

    def _state(self) -> tuple[LiveIndex, int]:
        live = self._library.live
        return live, live.version

    def _read(self) -> LongWork[None]:
        """Take over what was sorted at an earlier start, once."""
        if self._is_read:
            return
        try:
            for found in clustering.reading(self._layout.themes):
                if self._photos is None:
                    self._as_sorted = self._photos = found
                yield Turn.AGAIN
        except CacheFileError as error:
            log.info("The photos are not sorted yet: %s", error)
        self._is_read = True

    def _stands(self, ids: Ids) -> LongWork[Ids]:
        """The photo that stands for each: the cover of its group of copies, else itself."""
        grouping = yield from self._groups()
        groups = [one.group.photo_ids for one in grouping.all(Tier.SAME_PICTURE)]
        places = places_in(ids, np.array([photo for one in groups for photo in one], np.int64))
        number = np.repeat(np.arange(len(groups)), [len(one) for one in groups])[places >= 0]
        there = places[places >= 0]
        _, first, own = np.unique(number, return_index=True, return_inverse=True)
        stands = ids.copy()
        stands[there] = ids[there[first][own]]
        return stands

    def _placed(self, photos: SortedPhotos) -> LongWork[SortedPhotos]:
        """Put those that are in no part to their neighbours."""
        part = photos.part.copy()
        new = np.flatnonzero(part < 0)[:MOST_PLACED]
        for start in range(0, len(new), ASKED_AT_ONCE):
            for place, voted in self._vote(photos, new[start : start + ASKED_AT_ONCE]):
                part[place] = voted
            yield Turn.AGAIN
        return replace(photos, part=part)

    def _vote(
        self, photos: SortedPhotos, places: npt.NDArray[np.intp]
    ) -> Iterator[tuple[int, int]]:
        """For each place the part that most of the photo's neighbours are in, nearer ones more."""
        library = self._library
        ids, features = library.store.embeddings.features(
            photos.ids[places], library.serving.number
        )
        if not len(ids):
            return
        rows = library.serving.projection.apply(features)
        near, distances = library.live.index.search(rows, VOTES + 1)
        parts = np.append(photos.part, np.int32(-1))[places_in(photos.ids, near.ravel())]
        parts = parts.reshape(near.shape)
        for at, place in enumerate(places_in(photos.ids, ids).tolist()):
            sorted_ones = parts[at] >= 0
            if sorted_ones.any():
                weights = np.maximum(1e-3, 1.0 - distances[at][sorted_ones]) ** SHARPNESS
                yield place, int(np.bincount(parts[at][sorted_ones], weights).argmax())
