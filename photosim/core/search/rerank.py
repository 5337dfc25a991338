"""The recheck of a search's best matches: are they the same picture as the query?

The network finds what looks alike, the perceptual hash what was hardly changed. What was cropped,
tilted or framed shows when the small pictures are laid on each other: then it probably is the same
picture, whatever else looks more alike; and what only seemed to be, is not called so any more. That
it is one, and not another bill of the same kind, only a close look at both files can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from photosim.core.compare.superposition import Superposition
from photosim.core.records.pairs import Thresholds
from photosim.core.records.photos import Evidence, Match

MOST = 20
"""Matches that are rechecked: some 20 ms each, in the background. Of Caltech-101 copies cropped to
a quarter 96 in 100 are among them (tests/bench/altered.py)."""

MOST_CLOSE = MOST
"""Matches whose files are looked at closely: .1 to .4 s each, and mostly there are but a few."""

FARTHEST = 0.7
"""Cosine distance from which a match is not worth the recheck."""


@dataclass(frozen=True, slots=True)
class SuperpositionsOrder:
    """To lay the query on matches: JPEG bytes of its small picture, and of theirs by photo id."""

    query: bytes = field(repr=False)
    matches: tuple[tuple[int, bytes], ...] = field(repr=False)
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class SuperpositionsAnswer:
    """What came of it, by photo id.

    Attributes:
        agreements: how far each match agrees with the query, 0..1; 0 when it is another picture.
        superpositions: how the query lies on each match; None where no way was found.
    """

    agreements: Mapping[int, float]
    superpositions: Mapping[int, Superposition | None]


def worth_a_recheck(matches: Sequence[Match]) -> list[int]:
    """Photo ids of the matches that are rechecked; equal bytes need no recheck."""
    near = [m for m in matches[:MOST] if m.distance <= FARTHEST]
    return [match.photo_id for match in near if match.evidence not in _CERTAIN]


def worth_a_close_look(matches: Sequence[Match]) -> list[int]:
    """Photo ids of the best matches that are only probably the same picture."""
    probable = [m.photo_id for m in matches if m.evidence is Evidence.PROBABLY_SAME]
    return probable[:MOST_CLOSE]


def lay_query(order: SuperpositionsOrder) -> SuperpositionsAnswer:
    """Lays the query's small picture on those of the matches.

    Imports OpenCV: for a worker process.
    """
    from photosim.core.compare.comparison import Comparer
    from photosim.core.compare.prepared import Prepared

    comparer, query = Comparer(order.thresholds), Prepared(order.query)
    laid = {
        photo_id: comparer.lay(query, Prepared(thumbnail)) for photo_id, thumbnail in order.matches
    }
    return SuperpositionsAnswer(
        {photo_id: agreement for photo_id, (agreement, _) in laid.items()},
        {photo_id: superposition for photo_id, (_, superposition) in laid.items()},
    )


def rechecked(matches: Sequence[Match], agreements: Mapping[int, float]) -> tuple[Match, ...]:
    """The matches as rechecked: the same pictures before all that only look alike."""
    return _ranked(_settled(match, agreements.get(match.photo_id)) for match in matches)


def looked_at(matches: Sequence[Match], is_same: Mapping[int, bool]) -> tuple[Match, ...]:
    """The matches with what a close look at their files found; others stay what they were."""
    return _ranked(
        replace(match, evidence=_FOUND[is_same[match.photo_id]])
        if match.photo_id in is_same
        else match
        for match in matches
    )


def _ranked(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(matches, key=lambda m: (_RANKS[m.evidence], m.distance, m.photo_id)))


_CERTAIN = (Evidence.SAME_FILE, Evidence.PART)
"""The query itself, or the photo that the query is a part of."""

_FOUND = {True: Evidence.SAME_PICTURE, False: Evidence.EMBEDDING}

_RANKS = {
    Evidence.SAME_FILE: 0,
    Evidence.PART: 0,
    Evidence.SAME_PICTURE: 1,
    Evidence.PROBABLY_SAME: 1,
    Evidence.EMBEDDING: 2,
}


def _settled(match: Match, agreement: float | None) -> Match:
    if agreement is None or match.evidence in _CERTAIN:
        return match
    if not agreement:
        return replace(match, evidence=Evidence.EMBEDDING)
    nearer = min(match.distance, 1.0 - agreement)
    return replace(match, distance=nearer, evidence=Evidence.PROBABLY_SAME)
