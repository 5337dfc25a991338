"""Which photos of an answer are nearly the same picture, and which of alike photos is the better.

Matches in their order, their features, and the pairs that were compared already -> sets of photos
that a view may show as one. Every photo of a set is nearly the same as the first of it: no chains.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from photosim.core.index.vector_index import has_direction
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Floats, Ids, Match
from photosim.core.store import Store
from photosim.core.store.group_facts import QualityFacts

MOST = 500
"""Matches that are looked at, the best ones; nobody looks at more for copies."""

_STEP = math.log(1.1)
"""Photos with pixels so much apart (logarithm) have a different resolution to a person."""

_SHARPEST = 1000.0
"""No photo is as sharp as this; see `quality.Quality.sharpness`."""

_EVERY = 4
"""Every so many of the features say nearly as well how alike two photos are, in a third of the
time; all of it is 4 ms for 200 photos of a library of 100,000."""
_DOUBT = 0.15
"""By how much a part of the features may be wrong: by .054 at most for all pairs above .9 of 700
photos, bursts and copies among them."""

_NONE: Floats = np.zeros((0, 0), np.float32)

NearPairs = Collection[tuple[int, int]]
"""Photos that are nearly the same picture, by id."""


def of_matches(
    store: Store,
    matches: Sequence[Match],
    model: int,
    least_cosine: float,
    weighed: tuple[Ids, Floats] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Sets of two and more photos among the matches that are nearly the same picture.

    Args:
        store: of the library, in its thread.
        matches: most alike first.
        model: number of the model whose features count.
        least_cosine: of the features, from which two photos are nearly the same.
        weighed: ids and features that are at hand already, of other photos too.
    """
    wanted = [match.photo_id for match in matches[:MOST]]
    if len(wanted) < 2:
        return ()
    ids, features = weighed if weighed is not None else (np.zeros(0, np.int64), _NONE)
    is_wanted = np.isin(ids, wanted)
    if int(is_wanted.sum()) < len(wanted):
        ids, features = store.embeddings.features(wanted, model)
        is_wanted = np.ones(len(ids), np.bool_)
    compared = store.pairs.comparisons(wanted)
    known = {(one.first, one.second) for one in compared if one.tier is not Tier.SIMILAR_SHOTS}
    return folded(wanted, _near(ids[is_wanted], features[is_wanted], least_cosine) | known)


def folded(ids: Sequence[int], pairs: NearPairs) -> tuple[tuple[int, ...], ...]:
    """Photos in their order, put with the first one before them that they make a pair with.

    Only the first of a set is compared with: what is like the third alone stays by itself.
    """
    partners: dict[int, set[int]] = {}
    for one, other in pairs:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    sets: dict[int, list[int]] = {}
    placed: set[int] = set()
    for first in ids:
        if first in placed or first not in partners:
            continue
        joined = [one for one in ids if one in partners[first] and one not in placed]
        joined = [one for one in joined if one != first]
        placed.update(joined, [first])
        if joined:
            sets[first] = joined
    return tuple((first, *others) for first, others in sets.items())


def qualities(worths: Mapping[int, QualityFacts]) -> dict[int, float]:
    """How good photos are that are equally alike: first by resolution, then by sharpness.

    Numbers to be compared only; one step of resolution is 1, all of sharpness less.
    """
    return {
        photo_id: math.floor(math.log(max(1, worth.pixels)) / _STEP)
        + min(max(worth.sharpness, 0.0) / _SHARPEST, 0.999)
        for photo_id, worth in worths.items()
    }


def _near(ids: Ids, features: Floats, least_cosine: float) -> set[tuple[int, int]]:
    """Pairs of photos whose features are at least so alike."""
    usable = has_direction(features) if len(ids) else np.zeros(0, np.bool_)
    ids, rows = ids[usable], features[usable]
    if len(ids) < 2:
        return set()
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    first, second = _likely(rows, least_cosine - _DOUBT)
    cosines = np.einsum("nd,nd->n", rows[first], rows[second])
    near = cosines >= least_cosine
    return set(zip(ids[first[near]].tolist(), ids[second[near]].tolist(), strict=True))


def _likely(rows: Floats, least: float) -> tuple[Ids, Ids]:
    """Pairs, each once, that are at least so alike by a part of their features."""
    some = rows[:, ::_EVERY]
    lengths = np.linalg.norm(some, axis=1, keepdims=True)
    some = some / np.maximum(lengths, np.finfo(np.float32).tiny)
    first, second = np.nonzero(np.triu(some @ some.T >= least, 1))
    return first.astype(np.int64), second.astype(np.int64)
