"""Keeps the neighbour graph of an open library: read once, brought up to date when asked for.

For the library thread. The graph is made in slices of a long job; who asks while it is being made
waits for the same one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from photosim.core.errors import CacheFileError
from photosim.core.index import graph_update, neighbour_graph
from photosim.core.index.graph_update import StoredVectors
from photosim.core.index.live_index import LiveIndex
from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.library import Library
from photosim.services.runtime.jobs import LongWork, Turn

log = logging.getLogger(__name__)

GraphProgress = Callable[[int, int], None]
"""Told how many of how many photos are done."""


class GraphKeeper:
    """The graph of a library's photos.

    Args:
        library: the open library.
        path: where the graph is kept.

    Attributes:
        now: the graph as it is in memory, None while nobody has asked for it.
    """

    def __init__(self, library: Library, path: Path) -> None:
        self._library = library
        self._path = path
        self._is_making = False
        self._made_of: tuple[LiveIndex, int] | None = None
        self.now: NeighbourGraph | None = None

    def graph(self, told: GraphProgress | None = None) -> LongWork[NeighbourGraph]:
        """The graph of the photos that can be found now.

        Raises:
            DiskFullError: it cannot be kept.
            IndexDiedError: the index has to be made again first.
        """
        while self._is_making or not self._library.live.is_open:
            yield Turn.WAIT
        if self.now is not None and self._made_of == self._state():
            return self.now
        self._is_making = True
        try:
            graph = yield from self._make(told)
        finally:
            self._is_making = False
        return graph

    def _state(self) -> tuple[LiveIndex, int]:
        live = self._library.live
        return live, live.version

    def _make(self, told: GraphProgress | None) -> LongWork[NeighbourGraph]:
        is_kept = self.now is None
        old = self.now or (yield from self._read())
        state, ids = self._state(), self._library.live.ids()
        model = self._library.serving
        vectors = StoredVectors(
            self._library.store, model.projection, model.number, self._library.live.index
        )
        making = graph_update.making(old, ids, vectors)
        while True:
            try:
                n_done, n_all = next(making)
            except StopIteration as ended:
                graph: NeighbourGraph = ended.value
                break
            is_kept = is_kept and n_all == 0
            if told is not None:
                told(n_done, n_all)
            yield Turn.AGAIN
        if not (is_kept and old is not None and len(old.ids) == len(graph.ids)):
            for _ in neighbour_graph.writing(self._path, graph):
                yield Turn.AGAIN
        self.now, self._made_of = graph, state
        return graph

    def _read(self) -> LongWork[NeighbourGraph | None]:
        try:
            for found in neighbour_graph.reading(self._path):
                if found is not None:
                    return found
                yield Turn.AGAIN
        except CacheFileError as error:
            log.info("The neighbours of all photos are searched: %s", error)
        return None
