"""Texts without what a person may leave out when typing: "cafe" of "Café", "manana" of "mañana".

Words, names of files, of themes and of labels are looked for by this one rule.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata

_ONE_STROKE = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "\u0131": "i",
}
"""Latin letters that Unicode does not take apart, as they are typed without them."""

_WITHOUT_ACCENTS = ("LATIN", "GREEK", "CYRILLIC SMALL LETTER IE")
"""Letters whose accents a person may leave out, as Unicode calls them."""

_MOST_OF_A_LETTER = 4
"""Characters that stand for one typed letter: itself and three marks."""

_BLOCKS = (range(0x80, 0x3400), range(0xAC00, 0x20000))
"""Where characters have others in them; of the ideographs between them none has."""


def plain(text: str) -> str:
    """A text in lower case without accents, as vocabularies have it.

    Only what a person may leave out when typing goes: accents of Latin and Greek letters, the
    points of the Russian ё, the vowel marks of Arabic and Hebrew, wide and narrow forms. What makes
    another letter stays: the marks of kana, the vowels of Thai and of the alphabets of India.
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept: list[str] = []
    is_bare = False  # whether marks on the letter at hand may be left out
    for character in apart:
        if unicodedata.combining(character):
            if is_bare or _is_vowel_mark(character):
                continue
        else:
            is_bare = _goes_without_accents(character)
        kept.append(_ONE_STROKE.get(character, character))
    return unicodedata.normalize("NFC", "".join(kept))


def begins(text: str, wanted: str) -> bool:
    """Whether a text begins with `wanted`, which is `plain`; how long the text is costs nothing."""
    return plain(text[: _MOST_OF_A_LETTER * (len(wanted) + 1)]).startswith(wanted)


def first_characters(wanted: str) -> str:
    """Every character that a text may have first of which one says that it `begins` so."""
    first = _first_part(wanted)
    return first + _others_by_first_part().get(first, "")


@functools.cache
def _goes_without_accents(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_WITHOUT_ACCENTS)


def _is_vowel_mark(character: str) -> bool:
    return "\u0591" <= character <= "\u05c7" or "\u064b" <= character <= "\u0670"


@functools.cache
def _others_by_first_part() -> dict[str, str]:
    """Characters that become another one, or several, by what these begin with: some 0.1 s."""
    found: dict[str, list[str]] = {}
    for character in map(chr, itertools.chain(*_BLOCKS)):
        if (first := _first_part(plain(character))) != character:
            found.setdefault(first, []).append(character)
    return {first: "".join(others) for first, others in found.items()}


def _first_part(text: str) -> str:
    return unicodedata.normalize("NFKD", text)[:1]
