"""Nearest neighbours among the library's embeddings: the interface and its exact numpy twin.

`ids, vectors -> add -> search -> photo ids and cosine distances`. The twin scans everything: it is
slow and cannot be wrong, so it is the oracle of the tests and serves while the graph is made again.
Axis names: n photos, m queries, k neighbours, dim components.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosim.core.records.photos import Floats, Ids

EF = 200
"""Recall@10 .90 / .94 / .99 at ef 50 / 100 / 200 of 100,000 x 256; 0.29 ms a query at 200."""
LEAST_NORM = 1e-6
"""A shorter vector has no direction; its cosine would be noise."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """What SQLite remembers of a saved index; a file that does not match is never loaded.

    All fields are text or numbers, so `dataclasses.asdict` of it can be written as JSON.

    Attributes:
        name: file name of the graph; the photo ids lie beside it in `name + ".ids"`.
        size, sha256: bytes and hex SHA-256 of the graph's file.
        ids_size, ids_sha256: the same of the file with the photo ids.
        dim: length of an embedding.
        count: photos that can be found.
        entries: vectors in the graph, the deleted ones too.
    """

    name: str
    size: int
    sha256: str
    ids_size: int
    ids_sha256: str
    dim: int
    count: int
    entries: int


class Projects(Protocol):
    """Turns features into what the index holds; see `projection.Projection`."""

    @property
    def dim(self) -> int:
        """Length of the rows that come out."""

    def apply(self, features: Floats) -> Floats:
        """`(n, dim)` features to `(n, 256)` unit rows."""


class VectorIndex(Protocol):
    """Finds the photos whose embeddings point the same way; used by one thread at a time."""

    @property
    def dim(self) -> int:
        """Length of an embedding."""

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Make photos findable; a removed photo may be added again.

        Args:
            ids: `(n,)` photo ids, each new to the index.
            vectors: `(n, dim)` float32, of any length but zero.

        Raises:
            ValueError: an id is there already, or a vector has another dimension, no direction or
                a component that is not finite; then nothing was added.
        """

    def remove(self, ids: Ids) -> None:
        """Forget photos.

        Raises:
            ValueError: an id is not there; then nothing was removed.
        """

    def search(self, vectors: Floats, k: int, ef: int = EF) -> tuple[Ids, Floats]:
        """The k nearest photos of each query, nearest first, equal distances by photo id.

        Args:
            vectors: `(m, dim)` float32, of any length but zero.
            k: at least 1; more than there are photos is fine.
            ef: candidates that an approximate index keeps on its way, at least.

        Returns:
            Photo ids `(m, k')` int64 and cosine distances `(m, k')` float32 in [0, 2], where k' is
            the smaller of k and the number of photos.

        Raises:
            ValueError: k is below 1, or a vector is refused as in `add`.
        """

    def ids(self) -> Ids:
        """All photo ids that can be found, ascending."""

    def __len__(self) -> int:
        """The number of photos that can be found."""


def has_direction(features: Floats) -> npt.NDArray[np.bool_]:
    """Which rows of `(n, dim)` features can be compared: finite and not zero."""
    return np.asarray(np.isfinite(features).all(axis=1) & features.any(axis=1), np.bool_)


def unit_rows(vectors: Floats, dim: int) -> Floats:
    """Vectors with length 1, as `(n, dim)` contiguous float32.

    Raises:
        ValueError: another shape, a component that is not finite, or a vector without direction.
            One NaN in 2,000 vectors costs the others a third of their recall in an HNSW graph.
    """
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    if rows.ndim != 2 or rows.shape[1] != dim:
        raise ValueError(f"expected vectors of shape (n, {dim}), got {rows.shape}")
    # float64: the squares of large float32 components would overflow
    norms = np.sqrt(np.einsum("nd,nd->n", rows, rows, dtype=np.float64))
    if not np.isfinite(norms).all():
        raise ValueError("a vector has a component that is not finite")
    if (norms < LEAST_NORM).any():
        raise ValueError("a vector is zero and has no direction")
    unit: Floats = (rows / norms[:, None]).astype(np.float32)
    return unit


def new_ids(ids: Ids, n_vectors: int) -> list[int]:
    """Photo ids as Python numbers.

    Raises:
        ValueError: not one id for each vector, or one id twice.
    """
    numbers = [int(number) for number in ids]
    if len(numbers) != n_vectors:
        raise ValueError(f"{len(numbers)} ids for {n_vectors} vectors")
    if len(set(numbers)) != len(numbers):
        raise ValueError("an id is given twice")
    return numbers


def nearest_first(ids: Ids, distances: Floats, k: int) -> tuple[Ids, Floats]:
    """The k smallest of `(n,)` distances with their ids; equal distances by id."""
    order = np.lexsort((ids, distances))[:k]
    return ids[order], distances[order]


def cosine_distances(query: Floats, rows: Floats) -> Floats:
    """Cosine distances `(n,)` in [0, 2] of one unit vector `(dim,)` to unit rows `(n, dim)`."""
    distances: Floats = np.clip(1.0 - rows @ query, 0.0, 2.0).astype(np.float32)
    return distances


class ExactIndex:
    """The twin: compares a query with every photo."""

    def __init__(self, dim: int) -> None:
        self._dim = dim
        self._ids: Ids = np.empty(0, np.int64)
        self._rows: Floats = np.empty((0, dim), np.float32)

    @classmethod
    def create(cls, dim: int, capacity: int = 0) -> ExactIndex:
        """An empty index; `capacity` is of no matter here."""
        del capacity
        return cls(dim)

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return self._dim

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Make photos findable, see `VectorIndex.add`."""
        rows = unit_rows(vectors, self._dim)
        numbers = np.array(new_ids(ids, len(rows)), np.int64)
        if np.isin(numbers, self._ids).any():
            raise ValueError("an id is in the index already")
        self._ids = np.concatenate([self._ids, numbers])
        self._rows = np.concatenate([self._rows, rows])

    def remove(self, ids: Ids) -> None:
        """Forget photos, see `VectorIndex.remove`."""
        numbers = np.array(new_ids(ids, len(ids)), np.int64)
        if not np.isin(numbers, self._ids).all():
            raise ValueError("an id is not in the index")
        stays = ~np.isin(self._ids, numbers)
        self._ids, self._rows = self._ids[stays], self._rows[stays]

    def search(self, vectors: Floats, k: int, ef: int = EF) -> tuple[Ids, Floats]:
        """The k nearest photos of each query, see `VectorIndex.search`; `ef` does not matter."""
        del ef
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        queries = unit_rows(vectors, self._dim)
        found = [
            nearest_first(self._ids, cosine_distances(query, self._rows), k) for query in queries
        ]
        return stacked(found, min(k, len(self)))

    def ids(self) -> Ids:
        """All photo ids that can be found, ascending."""
        return np.sort(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def stacked(found: list[tuple[Ids, Floats]], k: int) -> tuple[Ids, Floats]:
    """The answers of m queries as two arrays `(m, k)`; m may be 0."""
    ids = np.array([ids for ids, _ in found], np.int64).reshape(len(found), k)
    distances = np.array([distances for _, distances in found], np.float32)
    return ids, distances.reshape(len(found), k)
