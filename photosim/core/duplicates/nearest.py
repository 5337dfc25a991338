"""Each photo's nearest others, however far they are: what is compared when nothing better is left.

Strong crops and frames are near by no measure, yet nearly always nearer than anything else. So each
of the `RANKS` nearest of a photo is proposed, when its embedding is not far: a pair or two for each
photo of a library of any size, where a threshold that low would propose hundreds. Of the copies of
tests/bench/alterations.py that `candidates` leaves, mostly crops to a quarter of the area, the
original is among the two nearest in more than 9 of 10.

Axis names: m photos searched at once, k neighbours, dim features.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from photosim.core.index.feature_rows import FeatureRows, StoredFeatures
from photosim.core.index.neighbours import Neighbours
from photosim.core.index.vector_index import Projects
from photosim.core.records.pairs import Thresholds
from photosim.core.store import Store
from photosim.core.store.pair_search_state import NearestCosines
from photosim.core.store.pairs import PairKey, key

RANKS = 2
_RANKED = 6
"""Neighbours by projected features among which the nearest by features are looked for."""


@dataclass(slots=True)
class Proposals:
    """What a search proposed.

    Attributes:
        keys: pairs for which little speaks.
        reaches: how far the nearest of the searched photos are, and of those they came near to.
    """

    keys: set[PairKey] = field(default_factory=set)
    reaches: dict[int, NearestCosines] = field(default_factory=dict)


class NearestSearch:
    """Searches the nearest of photos. Used in the thread that owns the store.

    Args:
        store: where features are, and how far others reach.
        neighbours: finds nearest photos.
        projection: makes features into what `neighbours` holds.
        model: the number of the model of the features.
        limits: the thresholds that hold for it.
    """

    def __init__(
        self,
        store: Store,
        neighbours: Neighbours,
        projection: Projects,
        model: int,
        limits: Thresholds,
    ) -> None:
        self._store = store
        self._features = StoredFeatures(store, model)
        self._neighbours = neighbours
        self._projection = projection
        self._limits = limits

    def of(self, photo_ids: Collection[int]) -> Proposals:
        """The pairs of some photos, a few dozen at once, with their nearest."""
        found = Proposals(reaches=dict.fromkeys(map(int, photo_ids), NearestCosines(0.0, 0.0)))
        photos = self._features.rows(photo_ids)
        if photos.places:
            self._search(photos, found)
        return found

    def _search(self, photos: FeatureRows, found: Proposals) -> None:
        # the photo itself is one of its nearest
        near, _ = self._neighbours.nearest(self._projection.apply(photos.rows), _RANKED + 1)
        rows = self._features.rows({*np.unique(near).tolist(), *photos.places})
        cosines = {
            photo: rows.cosines(photo, set(near[place].tolist()) - {photo})
            for photo, place in photos.places.items()
        }
        others = {other for one in cosines.values() for other in one}
        known = self._store.pair_search_state.reaches(others - photos.places.keys())
        for photo, one in cosines.items():
            self._rank(photo, one, known, found)

    def _rank(
        self,
        photo: int,
        cosines: Mapping[int, float],
        known: Mapping[int, NearestCosines],
        found: Proposals,
    ) -> None:
        """The nearest of a photo, and the photos among whose nearest it is now."""
        best = [*sorted(cosines.values(), reverse=True)[:RANKS], 0.0, 0.0]
        found.reaches[photo] = NearestCosines(best[0], best[1])
        for other, cosine in cosines.items():
            if cosine < self._limits.candidate_cosine:
                continue
            earlier = known.get(other)
            if cosine >= best[1] or (earlier is not None and cosine >= earlier.second):
                found.keys.add(key(photo, other))
            if earlier is not None and cosine > earlier.second:
                found.reaches[other] = found.reaches.get(other, earlier).with_another(cosine)
