"""Brings a neighbour graph up to date: finds the nearest others of photos that are new to it.

`live ids -> lists of those that stayed -> neighbours of new photos, and of those that lost one`. A
new photo is put into the lists of the photos that it is near to, so the graph is the one that would
be made from nothing: exactly in small libraries, nearly so where the index is asked.
Axis names: m photos at once, n photos, dim components.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from photosim.core.index import neighbour_graph
from photosim.core.index.neighbour_graph import SKETCH, K, NeighbourGraph, Places
from photosim.core.index.neighbours import EXACT_PHOTOS
from photosim.core.index.vector_index import Projects, VectorIndex
from photosim.core.records.photos import Floats, Ids
from photosim.core.store import Store

ASKED_AT_ONCE = 64
"""Photos searched by the index in one slice: some 15 ms."""
COMPARED_AT_ONCE = 400_000
"""Pairs compared in one slice: some 25 ms."""
_EF = 64
"""Of 100,000 photos in many kinds .999 of the nearest are found, for a third of the time that
a person's query takes."""
READ_AT_ONCE = 256
REMADE_SHARE = 0.5
"""Share of new photos from which all lists are made anew."""

Making = Generator[tuple[int, int], None, NeighbourGraph]
"""Yields how many of how many photos are done; returns the graph."""


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """Where vectors of photos come from.

    Attributes:
        store: has the features.
        projection: makes them short.
        model: the number of their model.
        index: finds nearest photos, of large libraries.
    """

    store: Store
    projection: Projects
    model: int
    index: VectorIndex

    def of(self, photo_ids: Ids) -> tuple[Ids, Floats]:
        """Those of the photos that have any, ascending, and their `(m, dim)` unit vectors."""
        ids, features = self.store.embeddings.features(photo_ids, self.model)
        if not len(ids):
            return ids, np.empty((0, self.projection.dim), np.float32)
        return ids, self.projection.apply(features)


def making(
    old: NeighbourGraph | None, ids: Ids, vectors: StoredVectors, exact: int = EXACT_PHOTOS
) -> Making:
    """The graph of some photos.

    Args:
        old: an earlier graph, of whatever photos; of another model it is of no use.
        ids: `(n,)` ascending photos that the index holds.
        vectors: where theirs come from.
        exact: photos up to which everything is compared with everything.
    """
    usable = old is not None and old.model == vectors.model and len(old.ids) > 0
    graph = neighbour_graph.nothing(vectors.model) if old is None or not usable else old
    graph = neighbour_graph.with_photos(graph, ids)
    todo = _incomplete(graph)
    if len(todo) > REMADE_SHARE * len(ids):
        graph.near[:], graph.similarity[:] = -1, 0
        todo = np.arange(len(ids), dtype=np.int32)
    yield 0, len(todo)
    if len(todo):
        finder = _compare if len(ids) <= exact else _ask
        yield from finder(graph, todo, vectors)
    return graph


def _incomplete(graph: NeighbourGraph) -> Places:
    """The places of photos with fewer neighbours than they could have."""
    n_wanted = min(K, len(graph.ids) - 1)
    n_found = (graph.near >= 0).sum(axis=1)
    has_sketch = graph.sketch.any(axis=1)
    return np.flatnonzero((n_found < n_wanted) | ~has_sketch).astype(np.int32)


def _compare(
    graph: NeighbourGraph, todo: Places, vectors: StoredVectors
) -> Iterator[tuple[int, int]]:
    """Compare photos with all others, a block at a time."""
    n, dim = len(graph.ids), vectors.projection.dim
    rows = np.zeros((n, dim), np.float32)
    for start in range(0, n, READ_AT_ONCE):
        found, read = vectors.of(graph.ids[start : start + READ_AT_ONCE])
        rows[graph.places(found)] = read
        yield 0, len(todo)
    graph.sketch[:] = _sketch(rows)
    tie = _content_ranks(graph.ids, vectors.store)
    is_kept = np.ones(n, bool)
    is_kept[todo] = False
    kept = np.flatnonzero(is_kept).astype(np.int32)
    at_once = max(16, min(512, COMPARED_AT_ONCE // n))
    for start in range(0, len(todo), at_once):
        block = todo[start : start + at_once]
        cosines = rows[block] @ rows.T
        neighbour_graph.put(graph, *_nearest(block, cosines, tie))
        if len(kept):
            neighbour_graph.put(graph, *_nearer(graph, block, cosines, kept))
        yield start + len(block), len(todo)


def _nearest(block: Places, cosines: Floats, tie: Ids) -> tuple[Places, Places, Floats]:
    """The `K` nearest others of each photo of a block: rows, neighbours and cosines, `(m * K,)`.

    Of photos that are equally near those with the lesser content hash are taken, so that it does
    not matter in which order they were indexed.
    """
    n = cosines.shape[1]
    k = min(K, n - 1)
    if k < 1:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32)
    keys = np.round(cosines * neighbour_graph.STEPS).astype(np.int64) * n - tie
    keys[np.arange(len(block)), block] = np.iinfo(np.int64).min  # never its own neighbour
    near = np.argpartition(keys, n - k, axis=1)[:, n - k :].astype(np.int32)
    found = np.take_along_axis(cosines, near, axis=1)
    return np.repeat(block, k), near.ravel(), found.ravel()


def _nearer(
    graph: NeighbourGraph, block: Places, cosines: Floats, kept: Places
) -> tuple[Places, Places, Floats]:
    """The pairs in which a photo of a block is nearer than the last one in the other's list."""
    is_nearer = cosines[:, kept] > graph.similarity[kept, -1]
    one, other = np.nonzero(is_nearer)
    return kept[other], block[one], cosines[one, kept[other]]


def _ask(graph: NeighbourGraph, todo: Places, vectors: StoredVectors) -> Iterator[tuple[int, int]]:
    """Ask the index for the nearest of photos, and tell those that it found of them."""
    is_new = len(todo) < len(graph.ids)
    k = 2 * K if is_new else K + 1  # whoever has a new photo among its nearest is nearer to it
    for start in range(0, len(todo), ASKED_AT_ONCE):
        found, rows = vectors.of(graph.ids[todo[start : start + ASKED_AT_ONCE]])
        if len(found):
            block = graph.places(found)
            graph.sketch[block] = _sketch(rows)
            ids, distances = vectors.index.search(rows, k, _EF)
            near = graph.places(ids.ravel())
            whose = np.repeat(block, ids.shape[1])
            cosines = (1.0 - distances).ravel()
            neighbour_graph.put(graph, whose, near, cosines)
            if is_new:
                neighbour_graph.put(graph, near, whose, cosines)
        yield min(start + ASKED_AT_ONCE, len(todo)), len(todo)


def _sketch(rows: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.float16]]:
    """`(m, SKETCH)` float16 of `(m, dim)` vectors."""
    found = np.zeros((len(rows), SKETCH), np.float16)
    found[:, : rows.shape[1]] = rows[:, :SKETCH]
    return found


def _content_ranks(ids: Ids, store: Store) -> Ids:
    """`(n,)` rank of each photo by its content hash."""
    places = neighbour_graph.places_in(ids, store.photos.by_content())
    ranks = np.empty(len(ids), np.int64)
    ranks[places[places >= 0]] = np.arange(len(ids))
    return ranks
