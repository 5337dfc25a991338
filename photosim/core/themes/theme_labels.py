"""Which labels are names of themes now, and which photos that came since they are suggested for.

A label names the theme in which the largest share of the photos that were there when it was given
has it: for every setting of the slider, and after every new sorting.
Photos that came later and fall into the theme that is most like the labelled ones are suggested;
others never are.
Axis names: n photos, p parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.index.neighbour_graph import places_in
from photosim.core.records.photos import Ids
from photosim.core.themes.clustering import SortedPhotos
from photosim.core.themes.tree import STEPS

MAJORITY = 0.5
"""Share of a theme's photos that must have a label for it to be the theme's name."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """A label that names a theme.

    Attributes:
        name: as the person wrote it.
        given: `(m,)` the photos that have it, ascending.
        refused: photos that it was taken from.
        newest: the last photo there was when the theme was named.
    """

    name: str
    given: Ids
    refused: Ids
    newest: int


@dataclass(frozen=True, slots=True)
class _Spread:
    """The photos that were there when a label was given, by part: that have it, and all."""

    given: Counts
    then: Counts


class ThemeLabels:
    """Lays labels over themes.

    Args:
        photos: as they are sorted now.
        labels: those that name themes.
    """

    def __init__(self, photos: SortedPhotos, labels: list[ThemeLabel]) -> None:
        self._photos = photos
        self._labels = {label.name: label for label in labels}
        then = {newest: _then(photos, newest) for newest in {label.newest for label in labels}}
        self._spreads = {label.name: _spread(photos, label, then[label.newest]) for label in labels}
        self._suggested: dict[str, Ids] = {}

    def names(self, step: int) -> dict[int, str]:
        """The names that persons gave to the themes of a step, by node; each name once."""
        nodes = self._photos.tree.nodes[step]
        claims = []
        for name, spread in self._spreads.items():
            claims += [(-fit, name, node) for node, fit in _fits(nodes, spread)]
        found: dict[int, str] = {}
        for _, name, node in sorted(claims):
            if node not in found and name not in found.values():
                found[node] = name
        return found

    def name(self, node: int) -> str:
        """The name that a person gave to a theme, empty for none."""
        step = self._photos.tree.last_step(node)
        return self.names(step).get(node, "")

    def suggested(self, name: str) -> Ids:
        """The photos that a label is suggested for, ascending."""
        if name not in self._suggested and name in self._labels:
            self._suggested[name] = self._suggest(self._labels[name])
        return self._suggested.get(name, np.empty(0, np.int64))

    def n_suggested(self, name: str, step: int) -> dict[int, int]:
        """How many photos of each theme of a step a label is suggested for, by node."""
        places = np.searchsorted(self._photos.ids, self.suggested(name))
        nodes = self._photos.tree.nodes[step][self._photos.part[places]]
        found, counts = np.unique(nodes, return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))

    def _suggest(self, label: ThemeLabel) -> Ids:
        home = self._home(label.name)
        if home is None:
            return np.empty(0, np.int64)
        there = self._photos.photos(home)
        new = there[there > label.newest]
        return np.setdiff1d(new, np.concatenate([label.given, label.refused]))

    def _home(self, name: str) -> int | None:
        """The theme, at any step, that is most like the photos of a label; of equals the finest."""
        best: tuple[float, int] | None = None
        for step in range(STEPS):
            for node, fit in _fits(self._photos.tree.nodes[step], self._spreads[name]):
                if best is None or fit >= best[0]:
                    best = fit, node
        return None if best is None else best[1]


def _spread(photos: SortedPhotos, label: ThemeLabel, all_then: Counts) -> _Spread:
    """Of a label, with the photos that were there then of all parts."""
    places = places_in(photos.ids, label.given[label.given <= label.newest])
    parts = photos.part[places[places >= 0]]
    return _Spread(np.bincount(parts[parts >= 0], minlength=len(all_then)), all_then)


def _then(photos: SortedPhotos, newest: int) -> Counts:
    """`(p,)` photos of each part up to the newest one."""
    parts = photos.part[: np.searchsorted(photos.ids, newest, "right")]
    return np.bincount(parts[parts >= 0], minlength=photos.tree.nodes.shape[1])


def _fits(nodes: npt.NDArray[np.int32], spread: _Spread) -> list[tuple[int, float]]:
    """The themes most of whose photos have a label, and how well each fits it (Jaccard)."""
    if not len(nodes):
        return []
    given = np.bincount(nodes, weights=spread.given)
    then = np.bincount(nodes, weights=spread.then)
    fit = given / np.maximum(1, then + spread.given.sum() - given)
    return [(int(node), float(fit[node])) for node in np.flatnonzero(given > MAJORITY * then)]
