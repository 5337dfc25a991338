"""Features of photos by the dozen, for exact cosines: read when asked for, or all kept in memory.

Axis names: n photos, dim features.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosim.core.index.vector_index import has_direction
from photosim.core.records.photos import Floats, Ids
from photosim.core.store import Store


@dataclass(frozen=True, slots=True)
class FeatureRows:
    """Unit features of some photos: `rows` `(n, dim)` and the place of each photo in them."""

    places: dict[int, int]
    rows: Floats

    @classmethod
    def of(cls, ids: Ids, features: Floats) -> FeatureRows:
        """Of `(n,)` photos and their `(n, dim)` features; without a direction: left out."""
        usable = has_direction(features) if len(ids) else np.empty(0, bool)
        if not usable.any():
            return cls({}, np.empty((0, 0), np.float32))
        places = {photo: place for place, photo in enumerate(ids[usable].tolist())}
        rows = features[usable]
        return cls(places, rows / np.linalg.norm(rows, axis=1, keepdims=True))

    def row(self, photo_id: int) -> Floats:
        """The `(dim,)` unit features of a photo that is there."""
        row: Floats = self.rows[self.places[photo_id]]
        return row

    def cosines(self, photo_id: int, others: Iterable[int]) -> dict[int, float]:
        """The cosines of a photo with others; without those that have no features."""
        there = [other for other in others if other in self.places]
        if not there or photo_id not in self.places:
            return {}
        found = self.rows[[self.places[other] for other in there]] @ self.row(photo_id)
        return dict(zip(there, found.tolist(), strict=True))


class Features(Protocol):
    """Gives features of photos."""

    def rows(self, photo_ids: Iterable[int]) -> FeatureRows:
        """Those of some photos; without the photos that have none."""


class StoredFeatures:
    """Reads them from the store, in the thread that owns it."""

    def __init__(self, store: Store, model: int) -> None:
        self._store = store
        self._model = model

    def rows(self, photo_ids: Iterable[int]) -> FeatureRows:
        """See `Features.rows`."""
        return FeatureRows.of(*self._store.embeddings.features(sorted(photo_ids), self._model))


class KeptFeatures:
    """Has them all: 2.5 kB a photo.

    Args:
        ids: `(n,)` ascending.
        features: `(n, dim)`, as they are stored.
        lengths: `(n,)` float32 Euclidean lengths; 0 for photos without a direction.
    """

    def __init__(self, ids: Ids, features: npt.NDArray[np.float16], lengths: Floats) -> None:
        self._ids = ids
        self._features = features
        self._lengths = lengths

    def rows(self, photo_ids: Iterable[int]) -> FeatureRows:
        """See `Features.rows`."""
        wanted = np.array(sorted(photo_ids), np.int64)
        if not len(self._ids) or not len(wanted):
            return FeatureRows({}, np.empty((0, 0), np.float32))
        places = np.minimum(np.searchsorted(self._ids, wanted), len(self._ids) - 1)
        there = (self._ids[places] == wanted) & (self._lengths[places] > 0)
        found = places[there]
        rows = self._features[found].astype(np.float32)
        rows /= self._lengths[found, None]
        return FeatureRows({photo: at for at, photo in enumerate(wanted[there].tolist())}, rows)
