"""The nearest photos of many at once: exactly in small libraries, by the index in large ones.

Rows are projected features, `(m, dim)`, unit length; distances are cosine distances of these. Which
photos are proposed must not depend on the order in which they came: an approximate index depends on
it a little, so as long as it costs seconds everything is compared with everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

import numpy as np

from photosim.core.index.vector_index import Projects, VectorIndex, has_direction
from photosim.core.records.photos import Floats, Ids
from photosim.core.store import Store

EXACT_PHOTOS = 20_000
"""Photos up to which comparing everything costs less than half a minute and 20 MB."""


FIRST_K, MOST_K = 24, 384
"""Neighbours asked for when all near ones are wanted; more when all of them are near, up to a
limit: a photo with hundreds of near ones is one of a series whose members find each other."""


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


class NearByIndex:
    """All that is near to some photos, by the index: for few photos of a library of any size.

    Args:
        store: where features are.
        index: finds nearest photos.
        projection: makes features into what the index holds.
        model: the number of the model of the features.
        least: cosine of projected features from which photos are near.
    """

    def __init__(
        self, store: Store, index: VectorIndex, projection: Projects, model: int, least: float
    ) -> None:
        self._store = store
        self._neighbours = IndexNeighbours(index)
        self._projection = projection
        self._model = model
        self._least = least

    def of(self, photo_ids: Collection[int]) -> dict[int, Ids]:
        """The near ones of each photo that has features; the photo itself may be one of them."""
        ids, features = self._store.embeddings.features(sorted(photo_ids), self._model)
        usable = has_direction(features) if len(ids) else np.empty(0, bool)
        if not usable.any():
            return {}
        return self._near(ids[usable].tolist(), self._projection.apply(features[usable]))

    def _near(self, photos: list[int], rows: Floats) -> dict[int, Ids]:
        found: dict[int, Ids] = {}
        left, k = list(range(len(photos))), FIRST_K
        while left:
            ids, cosines = self._neighbours.nearest(rows[left], k)
            is_near = cosines >= self._least
            for place, at in enumerate(left):
                found[photos[at]] = ids[place][is_near[place]]
            if ids.shape[1] < k or k >= MOST_K:
                break
            left = [at for place, at in enumerate(left) if is_near[place].sum() >= k // 2]
            k *= 4
        return found
