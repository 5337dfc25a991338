"""A searched text taken apart: what each of its words means, as the scoring needs it.

Made by `query_parser` where the sentence model is, used by `words` where the library is.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from photosim.core.records.photos import Floats

MOST_CHARACTERS = 500
"""Of a text that are read."""
MOST_WORDS = 12
"""Words of a text that are looked for; nobody remembers more of a photo."""

_MARK = "\0"
"""Stands for a sign that belongs to the letter before it: a vowel in many alphabets."""
_PART = rf"[^\W_](?:[^\W_]|{_MARK})*"
_DATE = (
    r"(?<![\w/])(?:[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}"
    r"|[0-9]{1,2}/[0-9]{4}|[0-9]{4}/(?:0?[1-9]|1[0-2]|[0-9]{4}))(?![\w/])"
)
"""The strokes of 3/5/2019, 05/2019 and 2019/2020 part no words."""
_WORD = re.compile(rf"{_DATE}|{_PART}(?:['\u2019.-]{_PART})*")

_PICTOGRAPHS = "\u2190-\u2bff\U0001f000-\U0001faff"
_LEFT_OUT = re.compile(rf'(?:^|(?<=\s))[-\u2212](?:"([^"]*)"|(?=[^\W_]|[{_PICTOGRAPHS}])([^\s"]+))')
"""A phrase after a minus; a hyphen inside a word or between spaces is none."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai and Lao, Myanmar, Khmer
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"  # Hangul
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"  # kana, Han
    "\U00020000-\U0003ffff]"
)

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
        colour: the colour that it names, see `colours.NAMES`; -1 for none.
        near: of `NEAR` and `GUESS` what it was taken for.
        is_learnt: photosim knows by itself how it looks: it is a colour, or a class, a kind or a
            scene is called so.
        is_script: it is written in letters that the sentence model does not know.
        left_out: 0, or the number of the phrase after a minus, from 1, that it is a part of: photos
            that fit the whole phrase are left out.
    """

    text: str
    sense: Sense
    weights: Floats = field(repr=False, default_factory=lambda: np.zeros(0, np.float32))
    colour: int = -1
    near: str = ""
    is_learnt: bool = False
    is_script: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A text taken apart; `is_cut` when it was so long that its end was left out."""

    terms: tuple[Term, ...]
    is_cut: bool = False


def parted(text: str) -> tuple[str, list[str]]:
    """What is to be found, and the phrases after a minus, which are to be left out.

    >>> parted('beach -people -"red car"')
    ('beach', ['people', 'red car'])
    >>> parted("2019-05-03 - the day after")
    ('2019-05-03 - the day after', [])
    """
    read = text[:MOST_CHARACTERS]
    phrases = [found[1] or found[2] or "" for found in _LEFT_OUT.finditer(read)]
    if not phrases:
        return text, []
    shorter = " ".join(_LEFT_OUT.sub(" ", read).replace('"', " ").split())
    kept, more = parted(shorter)  # what stood beside a phrase may be one now
    return kept, [phrase for phrase in (*phrases, *more) if phrase.strip()]


def joined(text: str, left_out: Sequence[str]) -> str:
    """The text that `parted` takes apart so."""
    return " ".join(filter(None, [text, *(f'-"{phrase}"' for phrase in left_out)]))


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


def is_unspaced(character: str) -> bool:
    """Whether words in its writing stand side by side without spaces, as in Chinese.

    Korean has spaces, but joins nouns: 서울여행 is a journey to Seoul.
    """
    return bool(_UNSPACED.match(character))


def is_latin(word: str) -> bool:
    """Whether all letters of a word are Latin ones, accents or not."""
    letters = [c for c in word if c.isalpha()]
    return all("LATIN" in unicodedata.name(c, "") for c in letters)
