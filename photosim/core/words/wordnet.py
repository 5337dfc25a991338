"""Nouns that no class is named after, and how near each class is to them, after WordNet.

"ibis" -> the lowest kind above it that has classes, "wading bird" -> `(1000,)` likenesses: for each
class 2 x content(common kind) / (content(noun) + content(class)), from 0 to 1 (Lin 1998; content
after Seco et al. 2004, computed by models/make_vocabulary.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photosim.core.errors import ModelError, WordFault
from photosim.core.model import card as cards
from photosim.core.records.photos import Floats

FILE = "nouns.json"

_ROUNDING = 0.006
"""Contents are written with two or three decimals."""


@dataclass(frozen=True, slots=True)
class NearNoun:
    """One meaning of a noun.

    Attributes:
        likeness: `(number of classes,)` float32 from 0 to 1.
        kind: what it is and its nearest classes are: "wading bird" for an ibis.
        is_kind: some classes are of this very kind, as couches are sofas.
    """

    likeness: Floats
    kind: str
    is_kind: bool = False


class Nouns:
    """WordNet's nouns that are near some class.

    Args:
        nodes: the kinds above the classes: name, content, numbers of the kinds above.
        classes: the node of each class.
        nouns: for each noun its senses, "content:node,node;...", the commonest first.
    """

    def __init__(
        self, nodes: Sequence[Sequence[Any]], classes: Sequence[int], nouns: Mapping[str, str]
    ) -> None:
        self._names = [str(node[0]) for node in nodes]
        self._content = np.array([node[1] for node in nodes], np.float32)
        self._above = [tuple(node[2:]) for node in nodes]
        self._classes = np.array(classes)
        self._below = self._find_below()
        self._nouns = nouns

    @classmethod
    def load(cls, folder: Path) -> Nouns:
        """Reads them from the folder of the models.

        Raises:
            ModelError: the file is missing or damaged.
        """
        path = folder / FILE
        content = cards.read_object(path)
        try:
            return cls(content["nodes"], content["classes"], content["nouns"])  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise ModelError(WordFault.NOUNS_DAMAGED, str(path)) from error

    def __contains__(self, word: str) -> bool:
        """Whether a noun in lower case has a meaning near some class."""
        return bool(self._nouns.get(word))

    def is_thing(self, word: str) -> bool:
        """Whether it can be photographed, be it near a class or not."""
        return word in self._nouns

    def senses(self, word: str) -> list[NearNoun]:
        """The meanings of a noun in lower case, the commonest first; empty when unknown."""
        return [self._sense(text) for text in self._nouns.get(word, "").split(";") if text]

    def _sense(self, text: str) -> NearNoun:
        content, _, nearest = text.partition(":")
        lowest = [int(node) for node in nearest.split(",")]
        common = np.zeros(len(self._classes), np.float32)
        for node in self._all_above(lowest):
            below = self._below[node]
            common[below] = np.maximum(common[below], self._content[node])
        likeness = 2 * common / np.maximum(float(content) + self._content[self._classes], 1e-6)
        kind = max(lowest, key=lambda node: float(self._content[node]))
        is_kind = float(self._content[kind]) >= float(content) - _ROUNDING
        return NearNoun(np.minimum(likeness, 1.0).astype(np.float32), self._names[kind], is_kind)

    def _all_above(self, nodes: Sequence[int]) -> set[int]:
        found = set(nodes)
        waiting = list(nodes)
        while waiting:
            for above in self._above[waiting.pop()]:
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return found

    def _find_below(self) -> list[list[int]]:
        below: list[list[int]] = [[] for _ in self._names]
        for number, node in enumerate(self._classes.tolist()):
            for above in self._all_above([node]):
                below[above].append(number)
        return below
