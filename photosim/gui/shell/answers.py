"""Which matches of an answer are shown, and what is said above them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core.records.photos import Answer, Match
from photosim.gui.texts import counts, photo_facts, word_texts

NOTHING_YET = "There are no photos to search in yet."
"""The sentence of any search in an empty library."""


def at_least(matches: tuple[Match, ...], least: int) -> tuple[Match, ...]:
    """The matches of at least `least` per cent, as people are told."""
    return tuple(match for match in matches if photo_facts.percent(match) >= least)


def least_of(answer: Answer, n_best: int) -> int:
    """The least similarity, per cent, of the `n_best` best matches; 0 when there are none."""
    return min((photo_facts.percent(match) for match in answer.matches[:n_best]), default=0)


def least_fitting(answer: Answer) -> int:
    """The least score, per cent, of what is shown of an answer to words, at first.

    Where nothing fits well, what fits half as well as the best is shown all the same.
    """
    best = photo_facts.percent(answer.matches[0]) if answer.matches else 0
    return min(word_texts.LEAST, best // 2)


def with_kept(
    shown: Sequence[Match], known: Sequence[Match], kept: Sequence[int]
) -> tuple[Match, ...]:
    """The matches that are to be shown, those with the ids `kept` first, in that order.

    Args:
        shown: in their own order.
        known: all matches of the answer; what is kept and not shown otherwise is taken from here.
        kept: ids of the photos that are in front of the person.
    """
    by_id = {match.photo_id: match for match in known}
    first = [by_id[photo_id] for photo_id in kept if photo_id in by_id]
    ids = {match.photo_id for match in first}
    return (*first, *(match for match in shown if match.photo_id not in ids))


def came_late(before: Answer, now: Answer, kept: Sequence[int]) -> tuple[int, ...]:
    """Ids of the same pictures that a close look has found and that are not among `kept`."""
    known = {m.photo_id for m in before.matches if m.evidence in photo_facts.SAME}
    found = [m.photo_id for m in now.matches if m.evidence in photo_facts.SAME]
    return tuple(one for one in found if one not in known and one not in kept)


STILL_LOOKING = "still looking closer"


def subtitle(
    n_alike: int, least: int, seconds: float, *, is_refining: bool = False, n_folded: int = 0
) -> str:
    """What stands below an answer: "37 photos at least 72 % alike · 5 folded · 0.06 s"."""
    per_cent = f"{least}\N{NO-BREAK SPACE}%"
    closer = [STILL_LOOKING] if is_refining else []
    alike = f"{counts.photos(n_alike)} at least {per_cent} alike"
    return counts.DOT.join(
        [alike, *word_texts.not_seen(n_folded), counts.seconds(seconds), *closer]
    )
