"""The nearest photos of many at once: exactly in small libraries, by the index in large ones.

Rows are projected features, `(m, dim)`, unit length; distances are cosine distances of these. Which
photos are proposed must not depend on the order in which they came: an approximate index depends on
it a little, so as long as it costs seconds everything is compared with everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from photosim.core.index import VectorIndex
from photosim.core.records import Floats, Ids
from photosim.core.search import Projects, has_direction
from photosim.core.store import Store

EXACT_PHOTOS = 20_000
"""Photos up to which comparing everything costs less than half a minute and 20 MB."""


class Neighbours(Protocol):
    """Finds nearest photos; used by one thread."""

    def nearest(self, rows: Floats, k: int) -> tuple[Ids, Floats]:
        """Ids `(m, k')` and cosines `(m, k')` of the nearest photos, nearest first.

        k' is the smaller of k and the number of photos.
        """


class ExactNeighbours:
    """Compares with every photo, a block at a time."""

    def __init__(self, ids: Ids, rows: Floats) -> None:
        """Takes `(n,)` ids and `(n, dim)` rows."""
        self._ids, self._rows = ids, rows

    @classmethod
    def load(
        cls, store: Store, projection: Projects, model: int, ids: Ids
    ) -> Iterator[ExactNeighbours | None]:
        """Reads the features of photos, in slices; the last item is the finished object."""
        kept: list[Ids] = [np.empty(0, np.int64)]
        rows: list[Floats] = [np.empty((0, projection.dim), np.float32)]
        for batch, features in store.embeddings.batches(ids, model, 256):
            there = has_direction(features) if len(batch) else np.empty(0, bool)
            if there.any():
                kept.append(batch[there])
                rows.append(projection.apply(features[there]))
            yield None
        yield cls(np.concatenate(kept), np.concatenate(rows))

    def nearest(self, rows: Floats, k: int) -> tuple[Ids, Floats]:
        """See `Neighbours.nearest`."""
        cosines = rows @ self._rows.T
        k = min(k, len(self._ids))
        if k < len(self._ids):
            near = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        else:
            near = np.broadcast_to(np.arange(k), (len(rows), k))
        order = np.argsort(-np.take_along_axis(cosines, near, axis=1), axis=1, kind="stable")
        near = np.take_along_axis(near, order, axis=1)
        return self._ids[near], np.take_along_axis(cosines, near, axis=1)


class IndexNeighbours:
    """Asks the index."""

    def __init__(self, index: VectorIndex) -> None:
        self._index = index

    def nearest(self, rows: Floats, k: int) -> tuple[Ids, Floats]:
        """See `Neighbours.nearest`."""
        ids, distances = self._index.search(rows, k)
        cosines: Floats = 1.0 - distances
        return ids, cosines
