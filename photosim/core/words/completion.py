"""Words to go on with while a person types: those that this library can answer.

The last word, or the last few, of the text are completed; what stands before stays. Labels first,
then things that photos show, folders, cameras, years, colours; by how many photos they find.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from photosim.core.records import accents
from photosim.core.records.themes import Suggestion, WordKind
from photosim.core.words import parsed_query

MOST = 8
LONGEST_BEGIN = 3
"""Words at the end of a text that may begin a name."""
MOST_CHARACTERS = 80
"""Of a text that is still completed."""
LIKE = 0.75
"""Likeness of a mistyped word to one that is known."""

_ORDER = (
    WordKind.LABEL,
    WordKind.THING,
    WordKind.FOLDER,
    WordKind.DATE,
    WordKind.CAMERA,
    WordKind.COLOUR,
    WordKind.FILE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that the library can answer; `key` is what a person may begin to type."""

    key: str
    suggestion: Suggestion


def words_of(entries: Iterable[tuple[str, WordKind, int]]) -> list[Word]:
    """Words of names, kinds and numbers of photos, the best first; each text once."""
    ordered = sorted(entries, key=lambda one: (_ORDER.index(one[1]), -one[2], one[0]))
    found: dict[str, Word] = {}
    for text, kind, n_photos in ordered:
        key = accents.plain(text)
        if key:
            found.setdefault(key, Word(key, Suggestion(text, kind, n_photos)))
    return list(found.values())


def complete(text: str, words: Sequence[Word]) -> list[Suggestion]:
    """Up to `MOST` texts that go on from what is typed."""
    if len(text) > MOST_CHARACTERS:
        return []
    typed = accents.plain(text).split()
    if not typed:
        return [word.suggestion for word in words if word.suggestion.n_photos > 0][:MOST]
    if text.endswith(" ") and typed[-1] in parsed_query.FILLERS:
        return _with_head(text.strip(), words[:MOST])
    for n in range(min(LONGEST_BEGIN, len(typed)), 0, -1):
        begin = " ".join(typed[-n:])
        found = _beginning(begin, words)
        if found:
            return _with_head(" ".join(text.split()[:-n]), found)
    return _with_head(" ".join(text.split()[:-1]), _alike(typed[-1], words))


def _beginning(begin: str, words: Sequence[Word]) -> list[Word]:
    """Words that begin so, then those of which a later part does."""
    first = [word for word in words if word.key.startswith(begin)]
    inside = f" {begin}"
    later = [word for word in words if inside in word.key and word not in first[:MOST]]
    return (first + later)[:MOST]


def _alike(typed: str, words: Sequence[Word]) -> list[Word]:
    """Words that may have been meant."""
    if len(typed) < len("abc"):
        return []
    by_key = {word.key: word for word in words if word.key[:1] == typed[0]}
    near = difflib.get_close_matches(typed, by_key, n=3, cutoff=LIKE)
    return [by_key[key] for key in near]


def _with_head(head: str, words: Sequence[Word]) -> list[Suggestion]:
    if not head:
        return [word.suggestion for word in words]
    return [
        Suggestion(f"{head} {one.text}", one.kind, 0) for one in (word.suggestion for word in words)
    ]
