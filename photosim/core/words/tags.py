"""Tags: a few words for a photo, from its classes, its neighbours' classes, and their labels.

classes `(c,)` with chances -> readable names and kinds -> a handful that say different things; the
labels of neighbours vote, weighted by their likeness. Words are for people: "dog", not "canine".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from photosim.core.records.photos import Floats
from photosim.core.records.themes import Tag, TagKind
from photosim.core.words.class_table import TEMPERATURE, WHOLE
from photosim.core.words.scores import MUCH_ALIKE, NEIGHBOURS_POWER
from photosim.core.words.vocabulary import Vocabulary

MOST = 6
LEAST_NAME = 0.12
"""Chance of a class for its name to be a tag; of Caltech-101's photos the right one has it in
nine of ten (tests/bench/words.py)."""
LEAST_KIND = 0.35
"""The same for a kind, whose classes' chances are summed."""
BREADTH = 0.6
"""How much the size of a kind counts against it: "animal", 398 classes, has .48 of its chance."""
WIDE = 150
SAME = 0.9
"""Of a kind so wide as "animal" nothing is said when a narrower one has so much of its chance."""

OWN_SHARE = 0.5
"""Of a photo's own classes beside its neighbours': of Caltech-101's photos .865 have the right
name among the five best of forty without neighbours, .890 with half of them."""
LEAST_VOTE = 0.4
"""Weight of the neighbours with a label, of all, for it to be suggested."""


class Tagger:
    """Names what classes mean.

    Args:
        words: the vocabulary of the model whose classes are named.
    """

    def __init__(self, words: Vocabulary) -> None:
        self._names = words.names
        self._kinds: list[tuple[str, frozenset[int], float]] = [
            (kind, frozenset(numbers.tolist()), _narrowness(len(numbers)))
            for kind, numbers in words.kinds.items()
        ]
        self._kinds_of = self._find_kinds_of(len(words.names))

    def seen(self, chances: Mapping[int, float]) -> list[Tag]:
        """What the chances of some classes say, best first, at most `MOST`."""
        found: dict[str, tuple[float, float]] = {}
        for number, chance in chances.items():
            name = self._names[number]
            whole = found.get(name, (0.0, 0.0))[0] + chance
            found[name] = (whole, whole)
        kinds = self._kind_chances(chances)
        chosen = {name: one for name, one in found.items() if one[0] >= LEAST_NAME}
        for kind, chance in kinds.items():
            if chance >= LEAST_KIND and not self._is_needless(kind, chance, kinds):
                weight = chance * self._kinds[kind][2]
                name = self._kinds[kind][0]
                chosen[name] = max(chosen.get(name, (0.0, 0.0)), (chance, weight))
        best = sorted(chosen.items(), key=lambda one: (-one[1][1], one[0]))
        return [Tag(name, round(min(chance, 1.0), 4)) for name, (chance, _) in best[:MOST]]

    def _kind_chances(self, chances: Mapping[int, float]) -> dict[int, float]:
        summed: dict[int, float] = {}
        for number, chance in chances.items():
            for kind in self._kinds_of[number]:
                summed[kind] = summed.get(kind, 0.0) + chance
        return summed

    def _is_needless(self, kind: int, chance: float, kinds: Mapping[int, float]) -> bool:
        """Whether a much narrower kind says it better: "animal" of a dog."""
        wide = self._kinds[kind][1]
        return len(wide) >= WIDE and any(
            other != kind and kinds[other] >= SAME * chance and self._kinds[other][1] < wide
            for other in kinds
        )

    def _find_kinds_of(self, n: int) -> list[list[int]]:
        of: list[list[int]] = [[] for _ in range(n)]
        for place, (_, numbers, _) in enumerate(self._kinds):
            for number in numbers:
                of[number].append(place)
        return of


def chances_of(shares: npt.NDArray[np.uint16]) -> Floats:
    """Chances `(n, c)` of the best classes as the model gives them, from a table's softer ones."""
    powers = (shares.astype(np.float32) / WHOLE) ** np.float32(TEMPERATURE)
    sums = powers.sum(axis=1, keepdims=True)
    chances: Floats = np.where(sums > 0, powers / np.where(sums > 0, sums, 1), 0)
    return chances.astype(np.float32)


def mixed(
    own: Mapping[int, float], others: Sequence[Mapping[int, float]], weights: Sequence[float]
) -> dict[int, float]:
    """The chances of a photo's classes mixed with its neighbours', by their weights."""
    total = max(sum(weights), MUCH_ALIKE)
    own_share = 1 - (1 - OWN_SHARE) * sum(weights) / total
    found = {number: own_share * chance for number, chance in own.items()}
    for other, weight in zip(others, weights, strict=True):
        for number, chance in other.items():
            share = (1 - OWN_SHARE) * weight / total * chance
            found[number] = found.get(number, 0.0) + share
    return found


def votes(
    labels: Sequence[Sequence[str]], similarities: Sequence[float], without: frozenset[str]
) -> list[Tag]:
    """Labels that a photo's neighbours suggest, best first.

    Args:
        labels: of each neighbour.
        similarities: of each, from 0 to 1.
        without: labels that it has, or that were refused.
    """
    weights = [max(similarity, 0.0) ** NEIGHBOURS_POWER for similarity in similarities]
    total = max(sum(weights), MUCH_ALIKE)
    summed: dict[str, float] = {}
    for names, weight in zip(labels, weights, strict=True):
        for name in set(names) - without:
            summed[name] = summed.get(name, 0.0) + weight
    chosen = [(name, one / total) for name, one in summed.items() if one >= LEAST_VOTE * total]
    return [
        Tag(name, round(share, 4), TagKind.SUGGESTED)
        for name, share in sorted(chosen, key=lambda one: (-one[1], one[0]))
    ]


def _narrowness(n: int) -> float:
    """From 1 for a kind of one class down to 1 - `BREADTH` for all thousand."""
    return 1.0 - BREADTH * float(np.log(max(n, 1)) / np.log(1000))
