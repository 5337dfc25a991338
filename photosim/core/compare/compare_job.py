"""One photo compared with all its candidates, in a worker process: what goes in, what comes out.

`PartnersOrder -> Partners.compare -> PartnersAnswer`. The records need no OpenCV; `Partners`
imports it when it compares for the first time.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from photosim.core.records.pairs import Comparison, PairInput, Thresholds
from photosim.core.records.quality import Quality

if TYPE_CHECKING:
    from photosim.core.compare.comparison import Comparer
    from photosim.core.compare.prepared import Prepared

VERSION = 8
"""Of the way in which photos are compared: with another one all pairs are compared again."""

PREPARED = 64
"""Thumbnails that a worker keeps prepared, with all parts about 1 MB each: those of a series come
one after the other."""


@dataclass(frozen=True, slots=True)
class ComparedPhoto:
    """A photo as comparing sees it; `thumbnail` are its JPEG bytes."""

    look: PairInput
    content_hash: bytes
    thumbnail: bytes = field(repr=False)

    @property
    def rank(self) -> tuple[int, int, bytes]:
        """Sorts what is more likely the original first: more pixels, then the larger file."""
        return -self.look.width * self.look.height, -self.look.size, self.content_hash


@dataclass(frozen=True, slots=True)
class PartnersOrder:
    """A photo and those that it is to be compared with."""

    photo: ComparedPhoto
    partners: tuple[ComparedPhoto, ...]
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class PartnersAnswer:
    """What came of it: the comparisons in the order of the partners.

    Attributes:
        comparisons: the first photo of each is the one with more pixels.
        qualities: of the photos that are not different from another one, by id.
    """

    comparisons: tuple[Comparison, ...]
    qualities: dict[int, Quality]


class PartnerComparer:
    """Compares photos; keeps what was prepared of the last ones. For one thread."""

    def __init__(self) -> None:
        self._kept: collections.OrderedDict[bytes, Prepared] = collections.OrderedDict()
        self._comparer: tuple[Thresholds, Comparer] | None = None

    def compare(self, order: PartnersOrder) -> PartnersAnswer:
        """Compare a photo with its partners, the same whichever of two is the partner."""
        comparer = self._comparer_with(order.thresholds)
        comparisons = []
        for partner in order.partners:
            first, second = sorted((order.photo, partner), key=lambda seen: seen.rank)
            thumbnails = self._prepared(first), self._prepared(second)
            comparisons.append(comparer.compare(first.look, second.look, *thumbnails))
        alike = {c.first for c in comparisons if c.tier} | {c.second for c in comparisons if c.tier}
        seen = [one for one in (order.photo, *order.partners) if one.look.photo_id in alike]
        return PartnersAnswer(tuple(comparisons), self._measured(seen))

    def _comparer_with(self, thresholds: Thresholds) -> Comparer:
        from photosim.core.compare.comparison import Comparer

        if self._comparer is None or self._comparer[0] != thresholds:
            self._comparer = thresholds, Comparer(thresholds)
        return self._comparer[1]

    def _prepared(self, seen: ComparedPhoto) -> Prepared:
        from photosim.core.compare.prepared import Prepared

        prepared = self._kept.pop(seen.content_hash, None) or Prepared(seen.thumbnail)
        self._kept[seen.content_hash] = prepared
        while len(self._kept) > PREPARED:
            self._kept.popitem(last=False)
        return prepared

    def _measured(self, photos: Iterable[ComparedPhoto]) -> dict[int, Quality]:
        from photosim.core.compare.sharpness import measure

        return {
            seen.look.photo_id: measure(self._prepared(seen), seen.look.width, seen.look.height)
            for seen in photos
        }
