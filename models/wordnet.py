"""Reads WordNet's nouns from its dictionary files: synsets, what they are kinds of, senses.

The files are those of Princeton's release, as Debian's package `wordnet-base` has them in
/usr/share/wordnet; ImageNet's classes are numbered by the synsets of release 3.0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_HYPERNYMS = ("@", "@i")


@dataclass(slots=True)
class Synset:
    """One meaning: its words, the synsets above and below it, the subject it is filed under."""

    words: list[str]
    subject: int
    above: list[int]
    below: list[int] = field(default_factory=list)


class Nouns:
    """All nouns. A synset is known by its offset in the file, which ImageNet's ids carry.

    Args:
        folder: holds `data.noun` and `index.noun`.
    """

    def __init__(self, folder: Path) -> None:
        self.synsets = dict(_synset(line) for line in _lines(folder / "data.noun"))
        for offset, synset in self.synsets.items():
            for above in synset.above:
                self.synsets[above].below.append(offset)
        self.senses = dict(_senses(line) for line in _lines(folder / "index.noun"))
        self.above = cache(self._above)
        self.content = cache(self._content)
        self._under = cache(self._find_under)

    def _above(self, offset: int) -> frozenset[int]:
        """A synset and all above it."""
        found = {offset}
        for above in self.synsets[offset].above:
            found |= self.above(above)
        return frozenset(found)

    def _content(self, offset: int) -> float:
        """How much it says, 0 for the root to 1 for what has nothing below (Seco et al. 2004)."""
        return 1.0 - math.log(len(self._under(offset)) + 1) / math.log(len(self.synsets))

    def _find_under(self, offset: int) -> frozenset[int]:
        found: set[int] = set()
        for below in self.synsets[offset].below:
            found |= {below} | self._under(below)
        return frozenset(found)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith(" ")]  # the licence is indented


def _synset(line: str) -> tuple[int, Synset]:
    fields = line.partition(" | ")[0].split(" ")
    n_words = int(fields[3], 16)
    words = [fields[4 + 2 * i].replace("_", " ") for i in range(n_words)]
    start = 4 + 2 * n_words
    pointers = [fields[start + 1 + 4 * i : start + 5 + 4 * i] for i in range(int(fields[start]))]
    above = [int(pointer[1]) for pointer in pointers if pointer[0] in _HYPERNYMS]
    return int(fields[0]), Synset(words, int(fields[1]), above)


def _senses(line: str) -> tuple[str, list[int]]:
    fields = line.split()
    first = 6 + int(fields[3])  # behind the word, its counts and the kinds of its pointers
    return fields[0].replace("_", " "), [int(offset) for offset in fields[first:]]
