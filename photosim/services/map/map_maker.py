"""Draws the map of an open library: the first picture at once, a better one by another process.

`vectors -> first picture`; `neighbour graph -> orders of some turns each -> map`. An order has all
that it needs: a process that dies in the middle costs this one order and changes nothing. Between
two orders the library thread does other things, the map so far is kept from time to time, and
closing photosim loses no more than that. Photos that come later are put among their neighbours;
nothing else moves until they are half as many as there were. For the library thread.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from photosim.core.errors import CacheFileError, ThemeError
from photosim.core.index.graph_update import StoredVectors
from photosim.core.index.neighbour_graph import SKETCH, NeighbourGraph, places_in
from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.map import file, placement, tsne
from photosim.core.map.file import KeptMap
from photosim.core.map.tsne import FEWEST, TURNS, MovingPhotos, TurnsOrder
from photosim.core.records.photos import Floats, Ids
from photosim.services.events import Phase, Progress
from photosim.services.notifier import Notifier
from photosim.services.runtime.background import Background, replying
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.messages import Outcome
from photosim.services.themes.clustering_run import ClusteringRun

log = logging.getLogger(__name__)

REDRAWN_SHARE = 0.5
"""Photos that came or went, of those it was made of, from which the map is drawn anew."""
ORDER_S = 3.0
"""About how long one order takes; the first ones are short, to find out. 5 turns of 100,000 photos
take 5 s at last, and every order costs one turn that is not kept."""
KEEP_EVERY_S = 20.0
"""So much work is lost at most when photosim is closed."""
_LEAST_TURNS, _MOST_TURNS = 5, 100
_READ_AT_ONCE = 512

_NOWHERE = np.empty((0, 2), np.float32)
_STILL = tsne.begin(_NOWHERE)
_NOBODY = np.empty(0, np.int64)


class MapMaker:
    """The map of a library.

    Args:
        library: the open library.
        layout: where the map is kept.
        background: the process that makes the turns.
        clustering_run: has the neighbour graph.
        notifier: told how far it is.
        wake: called from another thread when there is an answer to take.
        is_changing: whether photos are coming just now, so that a map would soon be an old one.
        keep_every_s: how often the map that is being made is kept.

    Attributes:
        is_running: whether a better map is being made.
    """

    def __init__(
        self,
        library: Library,
        layout: Layout,
        background: Background,
        clustering_run: ClusteringRun,
        notifier: Notifier,
        wake: Callable[[], None],
        is_changing: Callable[[], bool],
        *,
        keep_every_s: float = KEEP_EVERY_S,
    ) -> None:
        self._library = library
        self._layout = layout
        self._background = background
        self._clustering_run = clustering_run
        self._notifier = notifier
        self._wake = wake
        self._is_changing = is_changing
        self._keep_every_s = keep_every_s
        self._kept: KeptMap | None = None
        self._is_read = False
        self._is_looking = False
        self.is_running = False

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for a map, the first or a better one."""
        return self.is_running or self._is_looking

    # -- the map as it is

    def map(self) -> LongWork[KeptMap]:
        """The map of the photos that can be found now."""
        yield from self._read()
        while not self._library.live.is_open:
            yield Turn.WAIT
        ids, kept = self._library.live.ids(), self._kept
        model = self._library.serving.number
        if kept is None or kept.model != model:
            kept = KeptMap(model, _NOBODY, _NOWHERE, 0, _NOBODY, _STILL)
        if not np.array_equal(ids, kept.ids):
            self._is_looking = True
            try:
                placing = self._placed(kept, ids) if kept.n_laid_out else self._first(ids)
                places = yield from placing
            finally:
                self._is_looking = False
            making, moving, n = kept.making, kept.moving, kept.n_laid_out
            if self._kept is not None and self._kept.model == model:  # a run may have gone on
                making, moving = self._kept.making, self._kept.moving
            kept = KeptMap(model, ids, places, n, making, moving)
        self._kept = kept
        return kept

    def is_final(self, kept: KeptMap) -> bool:
        """Whether no better map will be made of these photos."""
        return kept.n_laid_out > 0 or len(kept.ids) < FEWEST

    def is_stale(self, kept: KeptMap) -> bool:
        """Whether a better map should be made now."""
        changed = abs(len(kept.ids) - kept.n_laid_out)
        return len(kept.ids) >= FEWEST and changed > REDRAWN_SHARE * kept.n_laid_out

    def _read(self) -> LongWork[None]:
        """Take over the map of an earlier start, once."""
        if self._is_read:
            return
        self._is_read = True
        try:
            for found in file.reading(self._layout.map):
                self._kept = found
                yield Turn.AGAIN
        except CacheFileError as error:
            log.info("The map is drawn from the beginning: %s", error)

    def _first(self, ids: Ids) -> LongWork[Floats]:
        """The first picture: nothing but where vectors point."""
        rows = np.zeros((len(ids), SKETCH), np.float32)
        graph = self._clustering_run.graph_now
        if graph is not None and np.array_equal(graph.ids, ids):
            rows = graph.sketch.astype(np.float32)
        else:
            library, model = self._library, self._library.serving
            vectors = StoredVectors(
                library.store, model.projection, model.number, library.live.index
            )
            for start in range(0, len(ids), _READ_AT_ONCE):
                found, some = vectors.of(ids[start : start + _READ_AT_ONCE])
                width = min(SKETCH, some.shape[1])
                rows[np.searchsorted(ids, found), :width] = some[:, :width]
                yield Turn.AGAIN
        return placement.framed(placement.first_picture(rows))

    def _placed(self, kept: KeptMap, ids: Ids) -> LongWork[Floats]:
        """Those that stayed where they were, the new ones among their neighbours."""
        before = places_in(kept.ids, ids)
        places = np.full((len(ids), 2), np.nan, np.float32)
        places[before >= 0] = kept.places[before[before >= 0]]
        if (before >= 0).all():
            return places
        graph = yield from self._clustering_run.graph()
        rows = places_in(graph.ids, ids)
        near = np.full((len(ids), graph.near.shape[1]), -1, np.int32)
        similarity = np.zeros(near.shape, np.float32)
        there = rows >= 0
        to_rows = np.append(places_in(ids, graph.ids), np.int32(-1))  # the last one is for -1
        near[there] = to_rows[graph.near[rows[there]]]
        similarity[there] = graph.similarity[rows[there]]
        yield Turn.AGAIN
        return placement.filled(places, near, similarity)

    # -- a better one

    def run(self) -> LongWork[None]:
        """Make a better map of all photos that there are when it begins.

        Raises:
            PhotosimError: it cannot be made; the one that is there stays.
        """
        self.is_running = True
        try:
            while self._is_changing():
                yield Turn.WAIT
            self._tell(0)
            kept = yield from self.map()
            graph = yield from self._clustering_run.graph()
            moving = self._begin(kept, graph)
            yield Turn.AGAIN
            moving = yield from self._move(graph, moving)
            yield from self._take_over(graph, moving)
        finally:
            self.is_running = False

    def _begin(self, kept: KeptMap, graph: NeighbourGraph) -> MovingPhotos:
        """Where it was interrupted, from the map before, or from the first picture."""
        if np.array_equal(kept.making, graph.ids) and len(kept.making):
            return kept.moving
        if not kept.n_laid_out:
            return tsne.begin(placement.first_picture(graph.sketch.astype(np.float32)))
        before = places_in(kept.ids, graph.ids)
        places = np.full((len(graph.ids), 2), 0.5, np.float32)
        places[before >= 0] = kept.places[before[before >= 0]]
        return tsne.begin(places)

    def _move(self, graph: NeighbourGraph, moving: MovingPhotos) -> LongWork[MovingPhotos]:
        turns, kept_at = _LEAST_TURNS, time.monotonic()
        while not moving.has_arrived:
            self._tell(moving.turn)
            began = time.monotonic()
            moving = yield from self._ask(TurnsOrder(graph.near, moving, turns))
            now = time.monotonic()
            turns = _turns(turns, now - began)
            if now - kept_at > self._keep_every_s:
                yield from self._keep_on_the_way(graph.ids, moving)
                kept_at = time.monotonic()
        return moving

    def _tell(self, turn: int) -> None:
        n_photos = self._library.n_photos
        self._notifier.progress(Progress(Phase.SORTING, turn, TURNS, n_photos=n_photos))

    def _ask(self, wanted: TurnsOrder) -> LongWork[MovingPhotos]:
        """How far it is after some turns more."""
        reply = yield from replying(self._background, wanted, self._wake)
        if reply.outcome is not Outcome.OK:
            raise ThemeError(reply.reason)
        moving: MovingPhotos = reply.value
        return moving

    def _keep_on_the_way(self, ids: Ids, moving: MovingPhotos) -> LongWork[None]:
        if self._kept is not None:
            self._kept = replace(self._kept, making=ids, moving=moving)
            for _ in file.writing(self._layout.map, self._kept):
                yield Turn.AGAIN

    def _take_over(self, graph: NeighbourGraph, moving: MovingPhotos) -> LongWork[None]:
        places = placement.framed(moving.places.astype(np.float32))
        yield Turn.AGAIN
        n = len(graph.ids)
        self._kept = KeptMap(graph.model, graph.ids, places, n, _NOBODY, _STILL)
        for _ in file.writing(self._layout.map, self._kept):
            yield Turn.AGAIN


def _turns(before: int, took_s: float) -> int:
    """How many turns the next order has, after one with `before` that took so long.

    On a busy computer not much fewer: each order has its cost, too.
    """
    wanted = min(round(before * ORDER_S / max(took_s, 1e-3)), 2 * before)
    return min(max(wanted, _LEAST_TURNS), _MOST_TURNS)
