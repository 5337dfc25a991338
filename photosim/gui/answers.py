"""Which matches of an answer are shown, and what is said above them. Pure."""

from __future__ import annotations

from photosim.core.records import Answer, Match
from photosim.gui import facts, words
from photosim.gui.finding import phrases

NOTHING_YET = "There are no photos to search in yet."
"""The sentence of any search in an empty library."""


def at_least(matches: tuple[Match, ...], least: int) -> tuple[Match, ...]:
    """The matches of at least `least` per cent, as people are told."""
    return tuple(match for match in matches if facts.percent(match) >= least)


def least_of(answer: Answer, n_best: int) -> int:
    """The least similarity, per cent, of the `n_best` best matches; 0 when there are none."""
    return min((facts.percent(match) for match in answer.matches[:n_best]), default=0)


def least_fitting(answer: Answer) -> int:
    """The least score, per cent, of what is shown of an answer to words, at first.

    Where nothing fits well, what fits half as well as the best is shown all the same.
    """
    best = facts.percent(answer.matches[0]) if answer.matches else 0
    return min(phrases.LEAST, best // 2)


def subtitle(n_alike: int, least: int, seconds: float) -> str:
    """What stands below an answer: "37 photos at least 72 % alike, 0.06 s"."""
    per_cent = f"{least}\N{NO-BREAK SPACE}%"
    return f"{words.photos(n_alike)} at least {per_cent} alike{words.DOT}{words.seconds(seconds)}"
