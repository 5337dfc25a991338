"""From sorted photos to what is shown of each theme: size, covers, time span, number of parts.

What a theme shows is put together from what its parts show, so that another setting of the slider
costs as much as there are parts, not photos. Axis names: n photos, p parts, t themes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.records.photos import Ids
from photosim.core.themes.clustering import SortedPhotos
from photosim.core.themes.tree import STEPS, ThemeTree

COVERS = 4
CLOSER = 3
"""Steps by which a theme is looked at closer than where it is whole: two to four parts mostly."""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What is known of the parts.

    Attributes:
        sizes: `(p,)` photos, copies of one picture counted once.
        n_photos: `(p,)` photos, copies and all.
        since, until: `(p,)` float64 capture times of the oldest and the newest photo that knows
            its own, s of the camera's clock since 1970; inf and -inf where none does.
        covers: `(c,)` the photos most at home in their part, up to `COVERS` of each.
        cover_parts: `(c,)` the part of each.
        cover_ranks: `(c,)` its place among those of its part.
    """

    sizes: Ids
    n_photos: Ids
    since: npt.NDArray[np.float64]
    until: npt.NDArray[np.float64]
    covers: Ids
    cover_parts: Ids
    cover_ranks: Ids


@dataclass(frozen=True, slots=True)
class Summary:
    """A theme without words: see `themes.Theme`."""

    node: int
    size: int
    n_photos: int
    covers: tuple[int, ...]
    since: float | None
    until: float | None
    n_parts: int


def part_facts(photos: SortedPhotos, times: npt.NDArray[np.float64]) -> PartFacts:
    """What is known of the parts.

    Args:
        photos: as they are sorted.
        times: `(n,)` when each was taken, s of the camera's clock since 1970; NaN where it does
            not know.
    """
    p = photos.tree.nodes.shape[1]
    placed = photos.part >= 0
    since, until = np.full(p, np.inf), np.full(p, -np.inf)
    timed = placed & ~np.isnan(times)
    np.minimum.at(since, photos.part[timed], times[timed])
    np.maximum.at(until, photos.part[timed], times[timed])
    own = np.flatnonzero(placed & (photos.stands == photos.ids))
    sizes = np.bincount(photos.part[own], minlength=p)
    n_photos = np.bincount(photos.part[placed], minlength=p)
    best = own[np.lexsort((photos.ids[own], -photos.weight[own], photos.part[own]))]
    parts = photos.part[best]
    ranks = np.arange(len(best)) - np.searchsorted(parts, parts)
    first = ranks < COVERS
    return PartFacts(
        sizes,
        n_photos,
        since,
        until,
        photos.ids[best[first]],
        parts[first].astype(np.int64),
        ranks[first],
    )


def summaries(
    tree: ThemeTree, facts: PartFacts, step: int, within: int | None = None
) -> list[Summary]:
    """The themes at a step, the largest first; those that have no photo now are left out.

    Args:
        tree: over the parts.
        facts: of the parts.
        step: of the slider.
        within: only the parts of this node.
    """
    wanted = facts.sizes > 0
    if within is not None:
        inside = np.zeros(len(wanted), bool)
        inside[tree.parts_of(within)] = True
        wanted &= inside
    if not wanted.any():
        return []
    nodes = tree.nodes[step]
    found, theme = np.unique(nodes[wanted], return_inverse=True)
    sizes = np.bincount(theme, weights=facts.sizes[wanted]).astype(np.int64)
    n_photos = np.bincount(theme, weights=facts.n_photos[wanted]).astype(np.int64)
    since, until = np.full(len(found), np.inf), np.full(len(found), -np.inf)
    np.minimum.at(since, theme, facts.since[wanted])
    np.maximum.at(until, theme, facts.until[wanted])
    covers = _covers(nodes, facts, wanted)
    n_parts = _n_parts(tree, step, wanted)
    listed = [
        Summary(node, size, n, tuple(covers[node]), _known(oldest), _known(newest), n_parts[node])
        for node, size, n, oldest, newest in zip(
            *(column.tolist() for column in (found, sizes, n_photos, since, until)), strict=True
        )
    ]
    return sorted(listed, key=_place)


def _known(time: float) -> float | None:
    return time if math.isfinite(time) else None


def _place(one: Summary) -> tuple[int, float, tuple[int, ...]]:
    """By which themes are put in order: the largest first, of equal ones the oldest."""
    return -one.size, math.inf if one.since is None else one.since, one.covers


def closer(tree: ThemeTree, node: int) -> int:
    """The step at which a theme is looked at closer."""
    return min(tree.last_step(node) + CLOSER, STEPS - 1)


def _covers(
    nodes: npt.NDArray[np.int32], facts: PartFacts, wanted: npt.NDArray[np.bool_]
) -> dict[int, list[int]]:
    """Up to `COVERS` photos of each node: the best of its largest parts, then the next best."""
    shown = wanted[facts.cover_parts]
    parts, ranks = facts.cover_parts[shown], facts.cover_ranks[shown]
    order = np.lexsort((facts.covers[shown], -facts.sizes[parts], ranks, nodes[parts]))
    found: dict[int, list[int]] = {}
    for node, photo in zip(
        nodes[parts][order].tolist(), facts.covers[shown][order].tolist(), strict=True
    ):
        some = found.setdefault(node, [])
        if len(some) < COVERS:
            some.append(photo)
    return found


def _n_parts(tree: ThemeTree, step: int, wanted: npt.NDArray[np.bool_]) -> dict[int, int]:
    """Into how many each node of a step falls when looked at closer."""
    last = np.zeros(tree.n_nodes, np.int64)
    for number in range(STEPS):
        last[tree.nodes[number]] = number
    nodes = tree.nodes[step].astype(np.int64)
    target = np.minimum(last[nodes] + CLOSER, STEPS - 1)
    inner = tree.nodes[target, np.arange(len(nodes))]
    pairs = np.unique(np.stack([nodes[wanted], inner[wanted]]), axis=1)
    counted = np.bincount(pairs[0], minlength=tree.n_nodes)
    return {int(node): int(counted[node]) for node in np.unique(nodes[wanted])}
