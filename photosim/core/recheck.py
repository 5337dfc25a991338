"""The last look at a search's best matches: are they the same picture as the query?

The network finds what looks alike, the perceptual hash what was hardly changed. What was cropped,
tilted or framed shows when the small pictures are laid on each other: then it is the same picture,
whatever else looks more alike; and what only seemed to be, is not called so any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from photosim.core.pair import Thresholds
from photosim.core.records import Evidence, Match

MOST = 20
"""Matches that are looked at: some 20 ms each, in the background. Of Caltech-101 copies cropped to
a quarter 96 in 100 are among them (tests/bench/altered.py)."""

FARTHEST = 0.7
"""Cosine distance from which a match is not worth the look."""


@dataclass(frozen=True, slots=True)
class RecheckOrder:
    """JPEG bytes of the query's small picture and of some matches', by photo id."""

    query: bytes = field(repr=False)
    matches: tuple[tuple[int, bytes], ...] = field(repr=False)
    thresholds: Thresholds


def worth_a_look(matches: Sequence[Match]) -> list[int]:
    """Photo ids of the matches that are looked at; equal bytes need no look."""
    near = [m for m in matches[:MOST] if m.distance <= FARTHEST]
    return [match.photo_id for match in near if match.evidence not in _CERTAIN]


def same_pictures(order: RecheckOrder) -> dict[int, float]:
    """How far each match agrees with the query, 0..1; 0 when it is another picture.

    Imports OpenCV: for a worker process.
    """
    from photosim.core.comparison import Comparer
    from photosim.core.sight import Sight

    comparer, query = Comparer(order.thresholds), Sight(order.query)
    return {
        photo_id: comparer.agreement(query, Sight(thumbnail))
        for photo_id, thumbnail in order.matches
    }


def rechecked(matches: Sequence[Match], agreements: Mapping[int, float]) -> tuple[Match, ...]:
    """The matches with what the look found: the same pictures before all that only look alike."""
    looked_at = [_settled(match, agreements.get(match.photo_id)) for match in matches]
    return tuple(sorted(looked_at, key=lambda m: (_RANKS[m.evidence], m.distance, m.photo_id)))


_CERTAIN = (Evidence.SAME_FILE, Evidence.PART)
"""The query itself, or the photo that the query is a part of."""

_RANKS = {Evidence.SAME_FILE: 0, Evidence.PART: 0, Evidence.SAME_PICTURE: 1, Evidence.EMBEDDING: 2}


def _settled(match: Match, agreement: float | None) -> Match:
    if agreement is None or match.evidence in _CERTAIN:
        return match
    if not agreement:
        return replace(match, evidence=Evidence.EMBEDDING)
    nearer = min(match.distance, 1.0 - agreement)
    return replace(match, distance=nearer, evidence=Evidence.SAME_PICTURE)
