"""Finds near perceptual hashes, in all eight orientations, without looking at all of them.

Each hash is cut into four bands of 16 bits. Of two hashes that differ by at most eleven bits, one
band differs by at most two: looking up each band and its 136 neighbours finds them all. That is
exact, so the result depends on nothing but the hashes. Axis names: n photos, m queries.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from photosim.core.image.phash import PerceptualHashes
from photosim.core.records.photos import Ids

MOST_BITS = 10
"""Bits by which hashes may differ, as `Thresholds.candidate_bits`. Of copies that were turned or
mirrored, then saved at quality 60 to 92, 7 % differ by more than 7 bits, 1 % by more than 10: what
lies between the median and zero is guessed. Of 2.2 million pairs of photos that are not near by
their features either, 6 differ by 8 to 10 bits, 38 by 12."""

_BANDS, _WIDTH, _IN_BAND = 4, 16, 2
_MASK = np.uint64(0xFFFF)
_PROBES = np.array(
    [
        sum(1 << bit for bit in bits)
        for n_bits in range(_IN_BAND + 1)
        for bits in combinations(range(_WIDTH), n_bits)
    ],
    np.uint64,
)
_ROWS, _COLUMNS = np.uint64(0xFF00FF00FF00FF00), np.uint64(0xAAAAAAAAAAAAAAAA)
_MIRRORINGS = np.array([0, _ROWS, _COLUMNS, _ROWS ^ _COLUMNS], np.uint64)
_ORIENTATIONS = 8
_ID_BITS = 40
"""Bits for a photo's id where a query's place stands before it."""
_TRANSPOSING = (
    (7, 0x00AA00AA00AA00AA),
    (14, 0x0000CCCC0000CCCC),
    (28, 0x00000000F0F0F0F0),
)
_TAIL = 1024
"""Hashes that are looked at one by one before the bands are made anew."""


class PhashIndex:
    """Perceptual hashes by their bands; 40 bytes a photo."""

    def __init__(self, ids: Ids, hashes: PerceptualHashes) -> None:
        """Takes `(n,)` photo ids and hashes."""
        self._ids, self._hashes = ids, hashes
        self._make_bands()

    def add(self, ids: Ids, hashes: PerceptualHashes) -> None:
        """More photos; ones that are there already stay as they are."""
        known = np.isin(ids, self._ids)
        self._ids = np.concatenate([self._ids, ids[~known]])
        self._hashes = np.concatenate([self._hashes, hashes[~known]])
        if len(self._ids) - self._n_banded > _TAIL:
            self._make_bands()

    def near(self, hashes: PerceptualHashes) -> list[Ids]:
        """For each of `(m,)` hashes the photos that differ by at most `MOST_BITS`, ascending."""
        seen = oriented(hashes)
        found = [self._in_tail(seen), *(self._in_band(seen, band) for band in range(_BANDS))]
        pairs = np.unique(np.concatenate(found))
        starts = np.searchsorted(pairs, np.arange(len(hashes) + 1) << _ID_BITS)
        ids = pairs & ((1 << _ID_BITS) - 1)
        return [ids[starts[at] : starts[at + 1]] for at in range(len(hashes))]

    def _in_band(self, seen: PerceptualHashes, band: int) -> Ids:
        """`(k,)` queries, in the highest bits, and photos that share nearly all of one band."""
        keys = (_band(seen, band)[:, :, None] ^ _PROBES).ravel().astype(np.intp)
        lows, highs = self._starts[band][keys], self._starts[band][keys + 1]
        places = self._order[band][_ranges(lows, highs)]
        asked = np.repeat(np.arange(len(keys)) // len(_PROBES), highs - lows)
        bits = np.bitwise_count(self._hashes[places] ^ seen.ravel()[asked])
        near = bits <= MOST_BITS
        return _joined(asked[near] // _ORIENTATIONS, self._ids[places[near]])

    def _in_tail(self, seen: PerceptualHashes) -> Ids:
        """The same among photos that are in no band yet."""
        tail = slice(self._n_banded, None)
        bits = np.bitwise_count(self._hashes[tail] ^ seen[:, :, None]).min(axis=1)
        asked, places = np.nonzero(bits <= MOST_BITS)
        return _joined(asked, self._ids[tail][places])

    def _make_bands(self) -> None:
        self._n_banded = len(self._ids)
        self._order, self._starts = [], []
        for band in range(_BANDS):
            keys = _band(self._hashes, band).astype(np.uint16)
            order = np.argsort(keys, kind="stable").astype(np.int32)
            counts = np.bincount(keys, minlength=1 << _WIDTH)
            self._order.append(order)
            self._starts.append(np.concatenate([[0], np.cumsum(counts)]))


def oriented(hashes: PerceptualHashes) -> PerceptualHashes:
    """`(m, 8)`: what `(m,)` hashes would be in the eight orientations; see `phash_bits`."""
    both = np.stack([hashes, transposed(hashes)], axis=1)
    return (both[:, :, None] ^ _MIRRORINGS).reshape(len(hashes), _ORIENTATIONS)


def transposed(hashes: PerceptualHashes) -> PerceptualHashes:
    """`(n,)` hashes of the pictures mirrored at their diagonals; see `phash_bits.transposed`."""
    for shift, mask in _TRANSPOSING:
        by = np.uint64(shift)
        swapped = (hashes ^ (hashes >> by)) & np.uint64(mask)
        hashes = hashes ^ swapped ^ (swapped << by)
    return hashes


def _joined(asked: Ids, ids: Ids) -> Ids:
    joined: Ids = (asked.astype(np.int64) << _ID_BITS) | ids
    return joined


def _band(hashes: PerceptualHashes, band: int) -> PerceptualHashes:
    return (hashes >> np.uint64(band * _WIDTH)) & _MASK


def _ranges(lows: Ids, highs: Ids) -> Ids:
    """All whole numbers of some half-open ranges, one range after the other."""
    lengths = highs - lows
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    steps = np.arange(total) - np.repeat(ends - lengths, lengths)
    places: Ids = np.repeat(lows, lengths) + steps
    return places
