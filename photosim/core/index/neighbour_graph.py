"""The nearest neighbours of every photo: what themes, the map and votes of neighbours stand on.

A record and what keeps it in line: photos that went are taken out of all lists, neighbours that
were found are put into them. `graph_update` finds neighbours, `reading` and `writing` keep the
file. Axis names: n photos, m pairs, k neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosim.core.records.photos import Floats, Ids
from photosim.core.store import array_file

Places = npt.NDArray[np.int32]
"""Places of photos in the graph; -1 for none."""

K = 15
"""Neighbours of each photo. Adjusted mutual information of the communities with the classes of two
labelled sets of 800 and 400 photos: about the same with 10 and 20 (tests/bench/clusters.py)."""

SKETCH = 64
"""Components of a photo's vector that are kept with the graph: enough to tell which of two themes
are nearer (of 46 communities brought down to 14, the mutual information with the classes is .58,
with all 256 components .60)."""

STEPS = 1_000_000
"""Cosines are kept in steps of a millionth: what differs less differs by how it was computed."""


@dataclass(frozen=True, slots=True)
class NeighbourGraph:
    """Each photo's nearest others.

    Attributes:
        ids: `(n,)` int64 photos, ascending.
        near: `(n, K)` places in `ids` of the nearest others, nearest first; -1 behind them.
        similarity: `(n, K)` float32 cosines of projected vectors; 0 where `near` is -1.
        sketch: `(n, SKETCH)` float16, the first components of the projected vectors, by variance.
        model: number of the model in the store.
    """

    ids: Ids
    near: Places
    similarity: Floats
    sketch: npt.NDArray[np.float16]
    model: int

    def places(self, photo_ids: Ids) -> Places:
        """The places of photos, -1 for those that are not there."""
        return places_in(self.ids, photo_ids)


def nothing(model: int) -> NeighbourGraph:
    """The graph of no photos."""
    return NeighbourGraph(
        np.empty(0, np.int64),
        np.empty((0, K), np.int32),
        np.empty((0, K), np.float32),
        np.empty((0, SKETCH), np.float16),
        model,
    )


def places_in(ids: Ids, wanted: Ids) -> Places:
    """Where each of some ids stands in `(n,)` ascending ids; -1 where it does not."""
    if not len(ids):
        return np.full(len(wanted), -1, np.int32)
    places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[places] == wanted, places, -1).astype(np.int32)


def with_photos(graph: NeighbourGraph, ids: Ids) -> NeighbourGraph:
    """The graph over other photos: lists keep the neighbours that stayed, new photos have none.

    Args:
        graph: as it was.
        ids: `(n,)` ascending.
    """
    kept = graph.places(ids)
    stays = kept >= 0
    new_place = np.append(places_in(ids, graph.ids), np.int32(-1))  # the last one is for -1
    near = np.full((len(ids), K), -1, np.int32)
    similarity = np.zeros((len(ids), K), np.float32)
    sketch = np.zeros((len(ids), SKETCH), np.float16)
    near[stays] = new_place[graph.near[kept[stays]]]
    similarity[stays] = graph.similarity[kept[stays]]
    sketch[stays] = graph.sketch[kept[stays]]
    order = np.argsort(near < 0, axis=1, kind="stable")
    near = np.take_along_axis(near, order, axis=1)
    similarity = np.where(near < 0, 0, np.take_along_axis(similarity, order, axis=1))
    return NeighbourGraph(ids, near, similarity.astype(np.float32), sketch, graph.model)


def put(graph: NeighbourGraph, rows: Places, near: Places, cosines: Floats) -> None:
    """Put pairs that were found into the lists of their rows, which keep the `K` nearest.

    Args:
        graph: changed in place.
        rows: `(m,)` whose neighbours they are.
        near: `(m,)` the neighbours; a photo itself, and one that is listed already, is left out.
        cosines: `(m,)` how near they are.
    """
    there = (rows >= 0) & (near >= 0) & (rows != near)
    changed = np.unique(rows[there])
    if not len(changed):
        return
    old = np.repeat(changed, K), graph.near[changed].ravel(), graph.similarity[changed].ravel()
    listed = old[1] >= 0
    all_rows = np.concatenate([old[0][listed], rows[there]])
    all_near = np.concatenate([old[1][listed], near[there]])
    found = np.round(cosines[there] * STEPS) / STEPS
    all_cosines = np.concatenate([old[2][listed], found.astype(np.float32)])
    _, first = np.unique(all_rows.astype(np.int64) << 32 | all_near, return_index=True)
    order = first[np.lexsort((all_near[first], -all_cosines[first], all_rows[first]))]
    starts = np.searchsorted(all_rows[order], changed)
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    best, column = order[rank < K], rank[rank < K]
    graph.near[changed] = -1
    graph.similarity[changed] = 0
    graph.near[all_rows[best], column] = all_near[best]
    graph.similarity[all_rows[best], column] = all_cosines[best]


def reading(path: Path) -> Iterator[NeighbourGraph | None]:
    """Read a graph that was kept, in slices: None after each, the graph at last.

    Raises:
        CacheFileError: there is none, or it is damaged.
    """
    return array_file.reading_record(path, _checked)


def read(path: Path) -> NeighbourGraph:
    """As `reading`, in one go."""
    return _checked(path, array_file.read(path))


def writing(path: Path, graph: NeighbourGraph) -> Iterator[None]:
    """Keep a graph, in slices.

    Raises:
        DiskFullError, CacheFileError: it cannot be written; an older file still stands.
    """
    yield from array_file.writing(
        path,
        {
            "ids": graph.ids,
            "near": graph.near,
            "similarity": graph.similarity,
            "sketch": graph.sketch,
            "model": np.array([graph.model], np.int64),
        },
    )


def _checked(path: Path, arrays: array_file.Arrays) -> NeighbourGraph:
    """The graph, if it is one: written by another version it may be of another shape."""
    n = len(arrays.get("ids", ()))
    shapes = {
        "ids": (n,),
        "near": (n, K),
        "similarity": (n, K),
        "sketch": (n, SKETCH),
        "model": (1,),
    }
    array_file.check_shapes(path, arrays, shapes)
    return NeighbourGraph(
        ids=arrays["ids"].astype(np.int64, copy=False),
        near=arrays["near"].astype(np.int32, copy=False),
        similarity=arrays["similarity"].astype(np.float32, copy=False),
        sketch=arrays["sketch"].astype(np.float16, copy=False),
        model=int(arrays["model"][0]),
    )
