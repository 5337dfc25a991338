"""Which matches of an answer are shown, in which order, and what is folded into what. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from photosim.core.records.photos import Evidence, Match
from photosim.gui.texts import photo_facts


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the person chose.

    Attributes:
        folds: nearly equal photos are shown as one.
        better_first: of photos that are equally alike the better one comes first.
    """

    folds: bool = True
    better_first: bool = True


@dataclass(frozen=True, slots=True)
class Folded:
    """An answer as it is shown.

    Attributes:
        matches: what is shown, in order.
        counts: by photo id how many photos are folded into it; negative when they are shown
            behind it.
        stands_for: by id of a photo that is not shown the one that it is folded into.
    """

    matches: tuple[Match, ...]
    counts: Mapping[int, int] = field(default_factory=dict)
    stands_for: Mapping[int, int] = field(default_factory=dict)


def ordered(
    matches: Sequence[Match], qualities: Mapping[int, float], choice: Arrangement
) -> list[Match]:
    """The matches, the better first of those with the same per cent and the same evidence."""
    if not choice.better_first:
        return list(matches)
    found: list[Match] = []
    for _, run in itertools.groupby(matches, _alike):
        found += sorted(run, key=lambda match: -qualities.get(match.photo_id, 0.0))
    return found


def folded(
    matches: Sequence[Match],
    sets: Sequence[Collection[int]],
    opened: Collection[int],
    choice: Arrangement,
) -> Folded:
    """Each set in the place of its first match; behind it the others, when it was opened.

    Args:
        matches: in order.
        sets: photos that are nearly equal, by id; some may not be among the matches.
        opened: photos of which one is in a set that is to be shown whole.
        choice: whether anything is folded at all.
    """
    if not choice.folds:
        return Folded(tuple(matches))
    set_of = {photo_id: number for number, one in enumerate(sets) for photo_id in one}
    members: dict[int, list[Match]] = {}
    for match in matches:
        if match.photo_id in set_of:
            members.setdefault(set_of[match.photo_id], []).append(match)
    shown: list[Match] = []
    counts: dict[int, int] = {}
    stands_for: dict[int, int] = {}
    for match in matches:
        own = members.get(set_of.get(match.photo_id, -1), [match])
        if own[0] is not match:
            continue
        is_open = any(one in opened for one in (other.photo_id for other in own))
        shown += own if is_open else own[:1]
        if len(own) > 1:
            counts[match.photo_id] = (1 - len(own)) if is_open else (len(own) - 1)
        if not is_open:
            stands_for.update((hidden.photo_id, match.photo_id) for hidden in own[1:])
    return Folded(tuple(shown), counts, stands_for)


def behind(answer: Folded, shown: Sequence[Match]) -> dict[int, list[int]]:
    """By id of a photo those that are folded into it, and are not `shown` themselves."""
    seen = {match.photo_id for match in shown}
    found: dict[int, list[int]] = {}
    for hidden, photo_id in answer.stands_for.items():
        if hidden not in seen:
            found.setdefault(photo_id, []).append(hidden)
    return found


def _alike(match: Match) -> tuple[int, Evidence]:
    """Matches for which this is the same look the same to a person."""
    return photo_facts.percent(match), match.evidence
