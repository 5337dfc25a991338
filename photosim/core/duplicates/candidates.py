"""Which photos are likely to be the same picture: from a photo to the pairs worth comparing first.

A pair is proposed when one of these speaks for it, none of which depends on the order of indexing:

- its embeddings are near (`NEAR`): copies, light edits, bursts;
- its perceptual hashes are near in one of eight orientations, and the embeddings not of unrelated
  things: turned, mirrored, blurred and small copies;
- one camera took both within a moment, and the embeddings are as near as shots of one moment are.

Of the sixteen ways of tests/bench/alterations.py 9 in 10 copies are proposed so; the others wait
for `nearest`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from photosim.core.duplicates.phash_index import PhashIndex
from photosim.core.index.feature_rows import Features
from photosim.core.records.pairs import Thresholds
from photosim.core.store import Store
from photosim.core.store.pairs import PairKey, key

NEAR = 0.8
"""Cosine of features from which embeddings alone propose: of different photos of many kinds about
one in a thousand pairs is so near, of real re-saves all (the least is .955)."""

PROJECTED_SLACK = 0.05
"""By how much the cosine of projected features may be below that of the features, from `NEAR` up:
of 7,000 such pairs of photos none was .04 below."""

NEAR_PROJECTED = NEAR - PROJECTED_SLACK
"""Cosine of projected features from which that of the features is looked at."""

WITH_HASH = 0.2
"""Cosine from which a near hash is believed. The model sees a picture that lies on its side as
another thing: of 600 turned copies the furthest has .28, of 58 others 5 less than .4. It costs next
to nothing: of 2.2 million pairs of photos 2 with a near hash have .2 to .4."""


class Candidates:
    """Says which pairs are likely. Used in the thread that owns the store.

    Args:
        store: where hashes and capture times are.
        features: for exact cosines.
        hashes: the perceptual hashes of all photos.
        limits: the thresholds that hold for the model.
    """

    def __init__(
        self, store: Store, features: Features, hashes: PhashIndex, limits: Thresholds
    ) -> None:
        self._store = store
        self._features = features
        self._hashes = hashes
        self._limits = limits

    def of(self, near: Mapping[int, Collection[int]]) -> set[PairKey]:
        """The likely pairs of some photos, a few dozen at once.

        Args:
            near: for each of the photos those that are near by projected features.
        """
        photos = list(near)
        hashes = self._near_hashes(photos)
        moments = self._store.group_facts.of_one_moment(photos, self._limits.moment_s)
        wanted = {
            photo: {*map(int, near[photo]), *by_hash, *moments.get(photo, ())} - {photo}
            for photo, by_hash in zip(photos, hashes, strict=True)
        }
        rows = self._features.rows({*photos, *(other for one in wanted.values() for other in one)})
        return {
            key(photo, other)
            for photo, by_hash in zip(photos, hashes, strict=True)
            for other, cosine in rows.cosines(photo, wanted[photo]).items()
            if self._speaks(cosine, other in by_hash, other in moments.get(photo, ()))
        }

    def _near_hashes(self, photos: Sequence[int]) -> list[set[int]]:
        near = self._hashes.near(self._store.group_facts.phashes(photos))
        live = self._store.photos.live({other for row in near for other in row.tolist()})
        return [live.intersection(row.tolist()) for row in near]

    def _speaks(self, cosine: float, has_hash: bool, is_moment: bool) -> bool:
        if cosine >= NEAR or (has_hash and cosine >= WITH_HASH):
            return True
        return is_moment and cosine >= self._limits.moment_cosine
