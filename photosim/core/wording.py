"""A searched text taken apart: what each of its words means, as the scoring needs it.

Made by `interpret` where the sentence model is, used by `words` where the library is.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass, field

import numpy as np

from photosim.core.records import Floats

MOST_CHARACTERS = 500
"""Of a text that are read."""
MOST_WORDS = 12
"""Words of a text that are looked for; nobody remembers more of a photo."""

_MARK = "\0"
"""Stands for a sign that belongs to the letter before it: a vowel in many alphabets."""
_PART = rf"[^\W_](?:[^\W_]|{_MARK})*"
_WORD = re.compile(rf"{_PART}(?:['\u2019.-]{_PART})*")

FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "on",
        "in",
        "at",
        "by",
        "with",
        "and",
        "or",
        "to",
        "from",
        "for",
        "near",
        "under",
        "over",
        "behind",
        "beside",
        "between",
        "into",
        "is",
        "are",
        "was",
        "some",
        "any",
        "this",
        "that",
        "my",
        "our",
        "your",
        "his",
        "her",
        "its",
        "their",
        "one",
        "two",
        "three",
        "many",
        "several",
        "photo",
        "photos",
        "picture",
        "pictures",
        "image",
        "images",
        "pic",
        "pics",
        "show",
        "me",
        "all",
    ]
)
"""Words that say nothing about what a photo shows."""


class Sense(enum.StrEnum):
    """How well photosim understands a word."""

    KNOWN = "known"
    """There is a class, a kind or a scene of that name."""
    COLOUR = "colour"
    """A colour."""
    NEAR = "near"
    """No class of its own, but what it is a kind of has some: `Term.near` says what."""
    GUESS = "guess"
    """Only the sentence model knows what is near to it: `Term.near` says what it thinks of."""
    UNKNOWN = "unknown"
    """It means nothing that can be seen."""
    OWN = "own"
    """A label, folder, camera or date of the library; it may be seen as well."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a text.

    Attributes:
        text: as it is searched, in lower case.
        sense: how well it is understood.
        weights: `(number of classes,)` float32, how much each class speaks for it; `(0,)` if none.
        hue: the colour that it names, see `hues.NAMES`; -1 for none.
        near: of `NEAR` and `GUESS` what it was taken for.
        is_script: it is written in letters that the sentence model does not know.
    """

    text: str
    sense: Sense
    weights: Floats = field(repr=False, default_factory=lambda: np.zeros(0, np.float32))
    hue: int = -1
    near: str = ""
    is_script: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A text taken apart; `is_cut` when it was so long that its end was left out."""

    terms: tuple[Term, ...]
    is_cut: bool = False


def split(text: str) -> tuple[list[str], bool]:
    """The words of a text in lower case, fillers included, and whether its end was left out."""
    words = _words(folded(text[:MOST_CHARACTERS]).replace(_MARK, " "))
    if len(text) > MOST_CHARACTERS and len(words) > 1:
        words.pop()  # the last one may be half a word
    content = [word for word in words if word not in FILLERS]
    is_cut = len(text.strip()) > MOST_CHARACTERS or len(content) > MOST_WORDS
    return words[: MOST_WORDS * 3], is_cut


def folded(text: str) -> str:
    """A text for comparing: one form of each letter, no capitals."""
    return unicodedata.normalize("NFC", text).casefold()


def _words(text: str) -> list[str]:
    if text.isascii():
        return _WORD.findall(text)
    marked = "".join(_MARK if unicodedata.category(c) in ("Mn", "Mc") else c for c in text)
    return [text[found.start() : found.end()] for found in _WORD.finditer(marked)]


def plain(phrase: str) -> str:
    """A phrase in lower case without accents, as vocabularies have it: "cafe" of "Café"."""
    apart = unicodedata.normalize("NFD", phrase.casefold())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


def is_latin(word: str) -> bool:
    """Whether all letters of a word are Latin ones, accents or not."""
    letters = [c for c in word if c.isalpha()]
    return all("LATIN" in unicodedata.name(c, "") for c in letters)
