"""The index as a graph: hnswlib behind guards, because hnswlib itself checks next to nothing.

`vectors -> unit length -> one entry for each distinct vector -> graph`. An entry's label is a
running number that is never used twice; several photos with equal vectors share one entry, because
copies of one vector pull the graph's links to themselves and hide the rest (1,000 copies in 10,000:
others find themselves in 91 % of the cases). Not for several threads at once: hnswlib may crash
when it is searched and changed, or grown, at the same time.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import hnswlib
import numpy as np

from photosim.core.index import index_file
from photosim.core.index.vector_index import (
    EF,
    IndexFile,
    cosine_distances,
    nearest_first,
    new_ids,
    stacked,
    unit_rows,
)
from photosim.core.records.photos import Floats, Ids

LINKS = 16
"""M. With 100,000 x 256 and EF_CONSTRUCTION 200: 111 MB, built in 16 s on 2 cores."""
EF_CONSTRUCTION = 200
SLICE = 256
"""Vectors added in one go: a search that waits for it waits milliseconds."""
MOST_DELETED = 0.2
"""Share of deleted entries from which the graph should be made again: they keep their memory."""
SCAN_SLICE = 4096
BULK = 16
"""Queries from which another core takes part."""


class GraphEntries:
    """Which photos stand behind which entry of the graph.

    Attributes:
        keys: digest of each entry's vector; the position is the entry's label.
        holders: photo ids of each entry; empty when the entry is marked deleted in the graph.
    """

    def __init__(self, keys: list[bytes], holders: list[tuple[int, ...]]) -> None:
        self.keys = keys
        self.holders = holders
        self._label_of_key = {key: label for label, key in enumerate(keys)}
        self._label_of_photo = {photo: label for label, row in enumerate(holders) for photo in row}
        self.n_deleted = sum(not row for row in holders)

    @property
    def n_photos(self) -> int:
        """Photos that can be found."""
        return len(self._label_of_photo)

    @property
    def n_live(self) -> int:
        """Entries with a photo."""
        return len(self.keys) - self.n_deleted

    def has(self, photo_id: int) -> bool:
        """Whether a photo can be found."""
        return photo_id in self._label_of_photo

    def label(self, key: bytes) -> int | None:
        """The entry of a vector, the deleted ones too."""
        return self._label_of_key.get(key)

    def photo_ids(self) -> Ids:
        """All photo ids, ascending."""
        return np.sort(np.fromiter(self._label_of_photo, np.int64, self.n_photos))

    def open(self, key: bytes, photo_id: int) -> int:
        """A new entry for a vector that no entry has; returns its label."""
        label = len(self.keys)
        self.keys.append(key)
        self.holders.append((photo_id,))
        self._label_of_key[key] = label
        self._label_of_photo[photo_id] = label
        return label

    def share(self, label: int, photo_id: int) -> bool:
        """Add a photo to an entry; returns whether the entry was deleted and lives again."""
        revived = not self.holders[label]
        self.n_deleted -= revived
        self.holders[label] = (*self.holders[label], photo_id)
        self._label_of_photo[photo_id] = label
        return revived

    def drop(self, photo_id: int) -> int | None:
        """Take a photo out; returns its entry's label when no photo is left behind it."""
        label = self._label_of_photo.pop(photo_id)
        self.holders[label] = tuple(other for other in self.holders[label] if other != photo_id)
        if self.holders[label]:
            return None
        self.n_deleted += 1
        return label

    def expand(self, labels: Ids, distances: Floats) -> tuple[Ids, Floats]:
        """The photos behind entries, each with its entry's distance; `(n,)` in, longer out."""
        rows = [self.holders[label] for label in labels.tolist()]
        ids = np.array([photo for row in rows for photo in row], np.int64)
        return ids, np.repeat(distances, [len(row) for row in rows])


class HnswIndex:
    """A `VectorIndex` that answers in a tenth of a millisecond and is nearly always right."""

    def __init__(self, graph: Any, entries: GraphEntries, dim: int, n_threads: int = 1) -> None:  # noqa: ANN401 - hnswlib has no types
        self._graph = graph
        self._entries = entries
        self._dim = dim
        self._n_threads = n_threads

    @classmethod
    def create(cls, dim: int, capacity: int = 1024, n_threads: int = 1) -> HnswIndex:
        """An empty index; it grows by itself, `capacity` vectors are reserved.

        Args:
            dim: length of an embedding.
            capacity: how many photos are expected.
            n_threads: threads that add and search; with 1 the same input gives the same graph.
        """
        graph = hnswlib.Index(space="cosine", dim=dim)
        graph.init_index(max_elements=max(1, capacity), M=LINKS, ef_construction=EF_CONSTRUCTION)
        return cls(graph, GraphEntries([], []), dim, n_threads)

    @classmethod
    def load(cls, path: Path, expected: IndexFile, n_threads: int = 1) -> HnswIndex:
        """The index as it was saved.

        Hashes, sizes, dimension and counts are compared before hnswlib sees the file: a damaged
        one crashes it or makes it give wrong answers.

        Raises:
            IndexFileError: a file is missing, cannot be read or is not the one that was saved.
        """
        keys, holders = index_file.read(path, expected)
        graph = hnswlib.Index(space="cosine", dim=expected.dim)
        index_file.load_graph(graph, path, expected)
        return cls(graph, GraphEntries(keys, holders), expected.dim, n_threads)

    def save(self, path: Path) -> IndexFile:
        """Write the index beside `path`, check it, and put it in the place of an older one.

        Returns:
            What the caller should remember, to give it to `load`.

        Raises:
            DiskFullError: no room; an older file still stands.
            IndexFileError: it cannot be written there; an older file still stands.
        """
        entries = self._entries
        return index_file.write(path, self._graph, self._dim, entries.keys, entries.holders)

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return self._dim

    @property
    def needs_rebuild(self) -> bool:
        """Whether so many entries are deleted that the index should be made again."""
        return self._entries.n_deleted > MOST_DELETED * len(self._entries.keys)

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Make photos findable, see `VectorIndex.add`; in slices of `SLICE`."""
        rows = unit_rows(vectors, self._dim)
        photo_ids = new_ids(ids, len(rows))
        if any(self._entries.has(photo_id) for photo_id in photo_ids):
            raise ValueError("an id is in the index already")
        for start in range(0, len(rows), SLICE):
            self._add_slice(photo_ids[start : start + SLICE], rows[start : start + SLICE])

    def _add_slice(self, photo_ids: list[int], rows: Floats) -> None:
        labels, fresh = [], []
        for position, (photo_id, key) in enumerate(zip(photo_ids, digests(rows), strict=True)):
            label = self._entries.label(key)
            if label is None:
                labels.append(self._entries.open(key, photo_id))
                fresh.append(position)
            elif self._entries.share(label, photo_id):
                self._graph.unmark_deleted(label)
        if labels:
            self._reserve(len(self._entries.keys))
            self._graph.add_items(rows[fresh], np.array(labels), num_threads=self._n_threads)

    def _reserve(self, n_entries: int) -> None:
        capacity = self._graph.get_max_elements()
        if n_entries > capacity:
            self._graph.resize_index(max(n_entries, capacity * 3 // 2))

    def remove(self, ids: Ids) -> None:
        """Forget photos, see `VectorIndex.remove`; their vectors stay, marked deleted."""
        photo_ids = new_ids(ids, len(ids))
        if not all(self._entries.has(photo_id) for photo_id in photo_ids):
            raise ValueError("an id is not in the index")
        for photo_id in photo_ids:
            label = self._entries.drop(photo_id)
            if label is not None:
                self._graph.mark_deleted(label)

    def search(self, vectors: Floats, k: int, ef: int = EF) -> tuple[Ids, Floats]:
        """The k nearest photos of each query, see `VectorIndex.search`."""
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        queries = unit_rows(vectors, self._dim)
        n_found = min(k, len(self))
        if not len(queries) or not n_found:
            empty = np.empty((len(queries), n_found))
            return empty.astype(np.int64), empty.astype(np.float32)
        labels, distances = self._nearest_entries(queries, min(k, self._entries.n_live), ef)
        found = [
            nearest_first(*self._entries.expand(*row), n_found)
            for row in zip(labels, distances, strict=True)
        ]
        return stacked(found, n_found)

    def _nearest_entries(self, queries: Floats, k: int, ef: int) -> tuple[Ids, Floats]:
        """Labels and distances `(m, k)` of the k nearest live entries; k at most their number.

        hnswlib raises RuntimeError when its walk met fewer than k entries.
        """
        n_entries = len(self._entries.keys)
        ef = max(2 * k, ef)
        # the answer does not depend on it; a person's query is one to eight rows
        n_threads = max(self._n_threads, min(os.cpu_count() or 1, len(queries) // BULK))
        while True:
            self._graph.set_ef(ef)
            try:
                labels, distances = self._graph.knn_query(queries, k, num_threads=n_threads)
            except RuntimeError:
                if ef >= n_entries:
                    return self._scan(queries, k)
                ef *= 2
            else:
                return labels.astype(np.int64), np.clip(distances, 0.0, 2.0)

    def _scan(self, queries: Floats, k: int) -> tuple[Ids, Floats]:
        """As `_nearest_entries`, by comparing with every entry: some cannot be walked to."""
        live = np.array([label for label, row in enumerate(self._entries.holders) if row], np.int64)
        pieces = []
        for start in range(0, len(live), SCAN_SLICE):
            rows = self._graph.get_items(live[start : start + SCAN_SLICE])
            pieces.append([cosine_distances(query, rows) for query in queries])
        distances = np.concatenate(pieces, axis=1)
        return stacked([nearest_first(live, row, k) for row in distances], k)

    def ids(self) -> Ids:
        """All photo ids that can be found, ascending."""
        return self._entries.photo_ids()

    def __len__(self) -> int:
        return self._entries.n_photos


def digests(rows: Floats) -> list[bytes]:
    """One short digest for each unit row `(n, dim)`; equal as float16 is equal here.

    float16, because embeddings are stored as such: what differs less is the same photo, computed
    twice. For 256 components that is a cosine distance of about 1e-8.
    """
    halves = rows.astype(np.float16) + np.float16(0)  # -0 becomes 0
    return [hashlib.blake2b(row.tobytes(), digest_size=16).digest() for row in halves]
