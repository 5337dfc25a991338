"""Made-up vectors of photos that fall into kinds, and graphs of them, for tests of themes."""

from __future__ import annotations

import numpy as np
from support.long_work import finish

from photosim.core.index import graph_update, neighbour_graph
from photosim.core.index.graph_update import StoredVectors
from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.index.vector_index import ExactIndex
from photosim.core.themes.clustering import ClusteringInput

DIM = 24


def kinds(*sizes: int, spread: float = 0.5, seed: int = 0) -> np.ndarray:
    """Unit vectors `(n, DIM)`: so many photos of each kind, around directions far apart."""
    rng = np.random.default_rng(seed)
    centres = np.linalg.qr(rng.standard_normal((DIM, DIM)))[0]
    rows = [
        centres[kind] + spread * rng.standard_normal((size, DIM)) / DIM**0.5
        for kind, size in enumerate(sizes)
    ]
    return unit(np.concatenate(rows))


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class MemoryStore:
    """Features and the order of contents, as a store has them; a photo's id is its number + 1.

    Args:
        rows: `(n, dim)` of the photos.
        contents: their content hashes; by number unless told otherwise.
    """

    def __init__(self, rows: np.ndarray, contents: np.ndarray | None = None) -> None:
        self.rows = rows
        self.contents = hashes(len(rows)) if contents is None else contents
        self.embeddings = self.photos = self

    def features(self, photo_ids, model: int):
        del model
        ids = np.sort(np.array(photo_ids, np.int64))
        return ids, self.rows[ids - 1]

    def by_content(self) -> np.ndarray:
        return np.argsort(self.contents, kind="stable") + 1


class AsItIs:
    """A projection that changes nothing."""

    def __init__(self, dim: int) -> None:
        self.dim = dim

    def apply(self, features: np.ndarray) -> np.ndarray:
        return features


def vectors(rows: np.ndarray, contents: np.ndarray | None = None) -> StoredVectors:
    index = ExactIndex(rows.shape[1])
    index.add(np.arange(1, len(rows) + 1), rows)
    store = MemoryStore(rows, contents)
    return StoredVectors(store, AsItIs(rows.shape[1]), 1, index)  # type: ignore[arg-type] # a stand-in


def hashes(n: int, seed: int = 7) -> np.ndarray:
    return np.array([np.random.default_rng([seed, i]).bytes(32) for i in range(n)], "S32")


def graph(rows: np.ndarray, contents: np.ndarray | None = None) -> NeighbourGraph:
    """The exact neighbour graph of photos 1 to n."""
    ids = np.arange(1, len(rows) + 1)
    if not len(rows):
        return neighbour_graph.nothing(1)
    return finish(graph_update.making(None, ids, vectors(rows, contents)))


def clustering_input(
    graph: NeighbourGraph, contents: np.ndarray | None = None, **more
) -> ClusteringInput:
    n = len(graph.ids)
    found = hashes(n) if contents is None else contents
    return ClusteringInput(
        graph.ids, found, more.pop("stands", np.arange(n, dtype=np.int32)), **more
    )
