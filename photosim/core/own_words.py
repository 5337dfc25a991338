"""The library's own words: labels, folders, cameras, dates; which of them stand in a text.

A text is first searched for these, here where the library is; the rest goes to the sentence model.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from photosim.core import dates, wording
from photosim.core.dates import When
from photosim.core.records import Ids
from photosim.core.wording import Sense, Term, Wording


class Labels(Protocol):
    """The labels that a person gave; see `store.labels`."""

    @property
    def version(self) -> int:
        """Another number whenever labels changed."""

    def names(self) -> list[str]:
        """All labels, by name."""

    def given(self, name: str) -> Ids:
        """Live photos with a label, ascending."""

    def of(self, photo_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
        """Names and states, 1 given and 0 refused, by photo."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as far as the library understands it.

    Attributes:
        text: as it was typed.
        rest: what is left for the sentence model when dates are taken out.
        own: phrases of the library that stand in the rest, in lower case.
        whens: the dates.
        is_cut: the text was so long that its end was left out.
    """

    text: str
    rest: str
    own: tuple[str, ...]
    whens: tuple[When, ...]
    is_cut: bool


def read(text: str, known: Iterable[str], now: datetime) -> Asked:
    """Take a text apart.

    Args:
        text: as a person typed it, of any length and content.
        known: labels, folders' names and cameras.
        now: for "last summer".
    """
    words, is_cut = wording.split(text)
    own = phrases_in(words, known)
    taken = {word for phrase in own for word in phrase.split()}
    whens, rest = (
        dates.find(words, now) if not taken & set(words) else _dates_beside(words, taken, now)
    )
    return Asked(text, " ".join(rest), own, tuple(whens), is_cut)


def unread(asked: Asked) -> Wording:
    """The words of a text as far as the library knows them, where there is no sentence model."""
    said = {word for phrase in asked.own for word in phrase.split()} | wording.FILLERS
    words = dict.fromkeys(word for word in asked.rest.split() if word not in said)
    own = [Term(phrase, Sense.OWN) for phrase in asked.own]
    # a word in no name is left out, as one that is not understood
    others = [Term(word, Sense.UNKNOWN) for word in words]
    return Wording((*own, *others), asked.is_cut)


def phrases_in(words: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """Those of some names that stand in a text word by word, in lower case."""
    line = f" {' '.join(words)} "
    found = {phrase for name in known if (phrase := joined(name))}
    return tuple(sorted(phrase for phrase in found if f" {phrase} " in line))


def joined(name: str) -> str:
    """A name as it is looked for in texts: its words in lower case."""
    return " ".join(wording.split(name)[0])


def _dates_beside(
    words: Sequence[str], taken: Collection[str], now: datetime
) -> tuple[list[When], list[str]]:
    """Dates among the words that are in no label or folder: "summer 2019" may be a label."""
    whens: list[When] = []
    rest: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if word and word not in taken:
            run.append(word)
            continue
        found, left = dates.find(run, now)
        whens += found
        rest += left + ([word] if word else [])
        run = []
    return whens, rest
