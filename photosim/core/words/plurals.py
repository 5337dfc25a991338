"""Plurals: the forms under which a phrase may stand in a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

_IRREGULAR = {
    "people": "person",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "mice": "mouse",
    "geese": "goose",
    "feet": "foot",
    "teeth": "tooth",
    "wolves": "wolf",
    "knives": "knife",
    "leaves": "leaf",
    "loaves": "loaf",
    "shelves": "shelf",
    "scarves": "scarf",
    "calves": "calf",
    "halves": "half",
    "oxen": "ox",
    "cacti": "cactus",
    "fungi": "fungus",
    "octopi": "octopus",
    "buses": "bus",
    "lenses": "lens",
}
_ENDINGS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"))
_SHORTEST = 4
"""Letters of the shortest word that may be a plural: "cats", not "gas"."""


def forms(phrase: str) -> Iterator[str]:
    """A phrase in lower case itself, then the singulars and plurals of its last word."""
    yield phrase
    head, space, last = phrase.rpartition(" ")
    for word in _singulars(last):
        yield head + space + word
    if not last.endswith("s"):
        yield phrase + "s"


def _singulars(word: str) -> Iterator[str]:
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    for ending, singular in _ENDINGS:
        if word.endswith(ending) and len(word) >= _SHORTEST:
            yield word.removesuffix(ending) + singular
    if word.endswith("s") and not word.endswith("ss") and len(word) >= _SHORTEST:
        yield word[:-1]
