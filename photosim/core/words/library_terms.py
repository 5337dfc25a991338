"""The library's own words: labels, folders, cameras, dates; which of them stand in a text.

A text is first searched for these, here where the library is; the rest goes to the sentence model.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from photosim.core.records import accents
from photosim.core.records.photos import Ids
from photosim.core.words import dates, parsed_query
from photosim.core.words.dates import When
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term

MAKERS = frozenset(
    [
        "agfa",
        "agfaphoto",
        "canon",
        "casio",
        "contax",
        "dji",
        "epson",
        "fujifilm",
        "gopro",
        "hasselblad",
        "huawei",
        "insta360",
        "kodak",
        "konica",
        "kyocera",
        "leica",
        "lumix",
        "mamiya",
        "minolta",
        "motorola",
        "nikon",
        "nokia",
        "olympus",
        "oneplus",
        "oppo",
        "panasonic",
        "pentax",
        "ricoh",
        "rollei",
        "samsung",
        "sanyo",
        "sony",
        "vivitar",
        "xiaomi",
        "yashica",
    ]
)
"""Who made cameras, as they write it into photos: what their names look like is nothing."""


class GivenLabels(Protocol):
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
class ParsedText:
    """A text as far as the library understands it.

    Attributes:
        text: as it was typed.
        rest: what is left for the sentence model when dates are taken out; phrases to be left out
            stand in it as a person writes them, see `parsed_query.parted`.
        own: phrases of the library that stand in the rest, in lower case.
        whens: the dates.
        without: the dates after a minus: photos of then are left out.
        beside: the dates in each phrase of the rest that is to be left out: "dog" of then.
        is_cut: the text was so long that its end was left out.
    """

    text: str
    rest: str
    own: tuple[str, ...]
    whens: tuple[When, ...]
    is_cut: bool
    without: tuple[When, ...] = ()
    beside: tuple[tuple[When, ...], ...] = ()

    def dates(self) -> tuple[When, ...]:
        """All of them, whatever is wanted of them."""
        return (*self.whens, *self.without, *itertools.chain(*self.beside))


def read(text: str, known: Iterable[str], now: datetime) -> ParsedText:
    """Take a text apart.

    Args:
        text: as a person typed it, of any length and content.
        known: labels, folders' names and cameras.
        now: for "last summer".
    """
    kept, left_out = parsed_query.parted(text)
    known = list(known)
    own, whens, rest, is_cut = _read(kept, known, now)
    without: list[When] = []
    others: list[str] = []
    beside: list[tuple[When, ...]] = []
    for phrase in left_out:
        more, dated, left, _ = _read(phrase, known, now)
        own = (*own, *more)
        if dated and all(word in parsed_query.FILLERS for word in left.split()):
            without += dated
        else:
            others.append(left if dated else phrase)
            beside.append(tuple(dated))
    is_cut |= len(text.strip()) > parsed_query.MOST_CHARACTERS
    rest = parsed_query.joined(rest, others)
    return ParsedText(text, rest, own, tuple(whens), is_cut, tuple(without), tuple(beside))


def _read(
    text: str, known: Iterable[str], now: datetime
) -> tuple[tuple[str, ...], list[When], str, bool]:
    """The library's phrases and the dates of a text, what is left of it, whether it was cut."""
    words, is_cut = parsed_query.split(text)
    own = phrases_in(words, known)
    taken = {word for phrase in own for word in phrase.split()}
    whens, rest = (
        dates.find(words, now) if not taken & set(words) else _dates_beside(words, taken, now)
    )
    return own, whens, " ".join(rest), is_cut


def is_maker(term: Term) -> bool:
    """Whether a word is who made cameras, and nothing that can be seen, as an apple is."""
    return term.text in MAKERS and not term.is_learnt


def unread(asked: ParsedText) -> ParsedQuery:
    """The words of a text as far as the library knows them, where there is no sentence model."""
    rest, left_out = parsed_query.parted(asked.rest)
    terms = _unread(rest, asked.own)
    for number, phrase in enumerate(left_out, 1):
        terms += [replace(term, left_out=number) for term in _unread(phrase, asked.own)]
    return ParsedQuery(tuple(terms), asked.is_cut)


def _unread(text: str, own: Collection[str]) -> list[Term]:
    words, _ = parsed_query.split(text)
    line = f" {' '.join(words)} "
    mine = [phrase for phrase in own if f" {phrase} " in line]
    said = {word for phrase in mine for word in phrase.split()} | parsed_query.FILLERS
    # a word in no name is left out, as one that is not understood
    others = [Term(word, Sense.UNKNOWN) for word in dict.fromkeys(words) if word not in said]
    return [*(Term(phrase, Sense.OWN) for phrase in mine), *others]


def phrases_in(words: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """Those of some names that stand in a text word by word, as they are typed; accents or not."""
    found = {phrase for name in known if (phrase := joined(name))}
    plain = [accents.plain(word) for word in words]
    line, said = f" {' '.join(plain)} ", set()
    for phrase in found:
        wanted = f" {accents.plain(phrase)} "
        if wanted in line:
            at = line[: line.index(wanted)].count(" ")
            said.add(" ".join(words[at : at + len(phrase.split())]))
    return tuple(sorted(said))


def joined(name: str) -> str:
    """A name as it is looked for in texts: its words in lower case."""
    return " ".join(parsed_query.split(name)[0])


def is_called(name: str, phrase: str) -> bool:
    """Whether a phrase of a text is a name, in any spelling of its letters."""
    return accents.plain(joined(name)) == accents.plain(phrase)


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
