"""Which photos are worth comparing: from a photo to pairs with those that may be the same picture.

A pair is proposed when one of these speaks for it, none of which depends on the order of indexing:

- its embeddings are near (`NEAR`): copies, light edits, bursts;
- its perceptual hashes are near in one of eight orientations, and the embeddings not far apart:
  turned, mirrored, blurred and small copies;
- one camera took both within a moment, and the embeddings are as near as shots of one moment are.

And, to be compared later, when nothing better is left to do: each of the `RANKS` nearest of a photo
with an embedding that is not far, for strong crops and frames. In a library of any size that is a
pair or two for each photo; a threshold that low alone would propose hundreds. Figures: of the
sixteen ways of tests/bench/alterations.py 9 in 10 copies are proposed at once, of the rest, mostly
crops to a quarter of the area, the original is among the two nearest in more than 9 of 10.

Axis names: m photos searched at once, k neighbours, dim features.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from photosim.core.hash_bands import HashBands
from photosim.core.neighbours import Neighbours
from photosim.core.pair import Thresholds
from photosim.core.records import Floats, Ids
from photosim.core.search import Projects, has_direction
from photosim.core.store import Store
from photosim.core.store.pairs import Key, Reach, key

NEAR = 0.8
"""Cosine of features from which embeddings alone propose: of different photos of many kinds about
one in a thousand pairs is so near, of real re-saves all (the least is .955)."""

PROJECTED_SLACK = 0.05
"""By how much the cosine of projected features may be below that of the features, from `NEAR` up:
of 7,000 such pairs of photos none was .04 below."""

WITH_HASH = 0.4
"""Cosine from which a near hash is believed: 5 % of different photos are so near, nearly no copy is
further away; blank skies have near hashes, too."""

RANKS = 2
_RANKED = 6
"""Neighbours by projected features among which the nearest by features are looked for."""

FIRST_K, MOST_K = 24, 384
"""Neighbours asked for; more when all of them are near, up to a limit: a photo with hundreds of
near ones is one of a series whose members find each other."""


@dataclass(slots=True)
class Proposals:
    """What a search proposed.

    Attributes:
        soon: pairs for which much speaks.
        later: pairs for which little speaks.
        reaches: how far the nearest of the searched photos are, and of those they came near to.
    """

    soon: set[Key] = field(default_factory=set)
    later: set[Key] = field(default_factory=set)
    reaches: dict[int, Reach] = field(default_factory=dict)


class Candidates:
    """Searches candidates. Used in the thread that owns the store.

    Args:
        store: where features and capture times are.
        neighbours: finds nearest photos.
        hashes: the perceptual hashes of all photos.
        projection: makes features into what `neighbours` holds.
        model: the number of the model of the features.
        limits: the thresholds that hold for it.
    """

    def __init__(
        self,
        store: Store,
        neighbours: Neighbours,
        hashes: HashBands,
        projection: Projects,
        model: int,
        limits: Thresholds,
    ) -> None:
        self._store = store
        self._neighbours = neighbours
        self._hashes = hashes
        self._projection = projection
        self._model = model
        self._limits = limits

    def of(self, photo_ids: Collection[int]) -> Proposals:
        """All pairs of some photos, a few dozen at once, with any other photo."""
        found = Proposals(reaches=dict.fromkeys(map(int, photo_ids), Reach(0.0, 0.0)))
        ids, features = self._store.embeddings.features(sorted(photo_ids), self._model)
        usable = has_direction(features) if len(ids) else np.empty(0, bool)
        if usable.any():
            self._search(ids[usable], features[usable], found)
        found.later -= found.soon
        return found

    def _search(self, ids: Ids, features: Floats, found: Proposals) -> None:
        photos, rows = ids.tolist(), _unit(features)
        projected = self._projection.apply(features)
        by_hash = self._near_hashes(photos)
        by_time = self._store.members.of_one_moment(photos, self._limits.moment_s)
        cosines: list[dict[int, float]] = [{} for _ in photos]
        left, k = list(range(len(photos))), FIRST_K
        while left:
            near, alike = self._neighbours.nearest(projected[left], k)
            wanted = [
                _merged(near[place], alike[place], by_hash[at], by_time.get(photos[at], ()))
                for place, at in enumerate(left)
            ]
            others = self._features({other for one in wanted for other in one})
            for at, one in zip(left, wanted, strict=True):
                cosines[at] = others.cosines(rows[at], one - {photos[at]})
            is_whole = near.shape[1] < k or k >= MOST_K
            left = [] if is_whole else [at for at in left if _is_crowded(cosines[at], k)]
            k *= 4
        known = self._store.pairs.reaches({o for one in cosines for o in one} - set(photos))
        for at, photo in enumerate(photos):
            self._propose(photo, cosines[at], by_hash[at], by_time.get(photo, ()), found)
            self._rank(photo, cosines[at], known, found)

    def _propose(
        self,
        photo: int,
        cosines: Mapping[int, float],
        by_hash: Collection[int],
        by_time: Collection[int],
        found: Proposals,
    ) -> None:
        for other, cosine in cosines.items():
            if self._speaks(cosine, other in by_hash, other in by_time):
                found.soon.add(key(photo, other))

    def _near_hashes(self, photos: Sequence[int]) -> list[set[int]]:
        near = self._hashes.near(self._store.members.phashes(photos))
        is_live = self._store.photos.is_live
        return [{other for other in row.tolist() if is_live(other)} for row in near]

    def _speaks(self, cosine: float, has_hash: bool, is_moment: bool) -> bool:
        if cosine >= NEAR or (has_hash and cosine >= WITH_HASH):
            return True
        return is_moment and cosine >= self._limits.moment_cosine

    def _rank(
        self, photo: int, cosines: Mapping[int, float], known: Mapping[int, Reach], found: Proposals
    ) -> None:
        """The nearest of a photo, and the photos among whose nearest it is now."""
        best = [*sorted(cosines.values(), reverse=True)[:RANKS], 0.0, 0.0]
        found.reaches[photo] = Reach(best[0], best[1])
        for other, cosine in cosines.items():
            if cosine < self._limits.candidate_cosine:
                continue
            earlier = known.get(other)
            if cosine >= best[1] or (earlier is not None and cosine >= earlier.second):
                found.later.add(key(photo, other))
            if earlier is not None and cosine > earlier.second:
                found.reaches[other] = found.reaches.get(other, earlier).with_another(cosine)

    def _features(self, photo_ids: Iterable[int]) -> _Rows:
        ids, features = self._store.embeddings.features(sorted(photo_ids), self._model)
        usable = has_direction(features) if len(ids) else np.empty(0, bool)
        if not usable.any():
            return _Rows({}, np.empty((0, 0), np.float32))
        places = {photo: place for place, photo in enumerate(ids[usable].tolist())}
        return _Rows(places, _unit(features[usable]))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Unit features of some photos: `rows` `(n, dim)` and the place of each photo in them."""

    places: dict[int, int]
    rows: Floats

    def cosines(self, row: Floats, photo_ids: Iterable[int]) -> dict[int, float]:
        """The cosines of one photo and others; without those that have no features."""
        there = [photo_id for photo_id in photo_ids if photo_id in self.places]
        if not there:
            return {}
        found = self.rows[[self.places[photo_id] for photo_id in there]] @ row
        return dict(zip(there, found.tolist(), strict=True))


def _merged(
    near: Ids, alike: Floats, by_hash: Collection[int], by_time: Collection[int]
) -> set[int]:
    """The photos whose exact cosine is asked for: near by projection, by hash or in time."""
    is_near = alike >= NEAR - PROJECTED_SLACK
    is_near[: _RANKED + 1] = True  # the photo itself is one of them
    return {*near[is_near].tolist(), *by_hash, *by_time}


def _is_crowded(cosines: Mapping[int, float], k: int) -> bool:
    """Whether so many are near that there may be more of them than were asked for."""
    return sum(cosine >= NEAR for cosine in cosines.values()) >= k // 2


def _unit(features: Floats) -> Floats:
    rows: Floats = features / np.linalg.norm(features, axis=1, keepdims=True)
    return rows
