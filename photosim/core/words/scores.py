"""Scores of words: how much each photo of the library is what a text says.

class weights of a word -> `(n,)` scores from the photos' best classes -> smoothed over the photos'
nearest neighbours, or, without those, ranked again by the look of the best -> from 0 to 1 ->
several words combined. n photos, in the order of the table's rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.records.photos import Floats, Ids
from photosim.core.words.class_table import WHOLE, ClassRows
from photosim.core.words.colours import ColourShares

BLOCK = 65_536
"""Photos scored at once: 2.6 MB of weights."""

NEIGHBOURS_SHARE = 0.6
"""Of a score that the neighbours give: mean average precision on Caltech-101 .676 without, .728 at
0.5, .739 at 0.7; on clothing .418, .460, .472."""
NEIGHBOURS_POWER = 4
"""Of a neighbour's similarity: that is its weight, here and where tags are voted for."""
MUCH_ALIKE = 0.5
"""Sum of the neighbours' similarities, to that power, from which they have their whole share: the
nearest photos of a small library may have nothing in common."""

HALF = 0.05
"""The score of one word that makes it half true: about one class among a photo's ten best."""
OFFSET = 0.05
"""Added to each word's score before they are multiplied, so that one that fails forbids nothing:
of pairs of Caltech-101's photos pasted side by side .47 mean average precision by both names, .05
with the sum, .44 with the minimum."""

N_PROTOTYPE = 20
"""Best photos whose look makes the prototype."""
LOOK_POWER = 4
LOOK_OFFSET = 0.1
"""Ranking the best again by their look lifts the mean average precision from .676 to .722 (clothing
.418 to .450) where there are no neighbours yet."""

Near = npt.NDArray[np.int32]


def seen(rows: ClassRows, weights: Floats) -> Floats:
    """`(n,)` how much the classes of each photo are what a word means.

    Args:
        rows: the photos.
        weights: `(number of classes,)` of the word.
    """
    scores = np.zeros(len(rows), np.float32)
    for start in range(0, len(rows), BLOCK):
        block = slice(start, start + BLOCK)
        chosen = weights.take(rows.classes[block])
        shares = rows.shares[block].astype(np.float32)
        scores[block] = np.einsum("nc,nc->n", chosen, shares) / WHOLE
    return scores


@dataclass(frozen=True, slots=True)
class RowNeighbours:
    """The neighbours of each photo of a table.

    Attributes:
        near: `(n, k)` their places.
        weights: `(n, k)` parts of `WHOLE`, which they sum to where the neighbours are much alike,
            to less where they are not.
    """

    near: Near
    weights: npt.NDArray[np.uint16]


def neighbours(ids: Ids, graph_ids: Ids, near: Near, similarity: Floats) -> RowNeighbours:
    """The neighbours of the photos of a table from a graph, which may know others.

    Args:
        ids: `(n,)` of the table, ascending.
        graph_ids: `(m,)` of the graph, ascending.
        near: `(m, k)` places in `graph_ids`, -1 where there are fewer.
        similarity: `(m, k)` from 0 to 1.
    """
    if not np.array_equal(ids, graph_ids):
        near, similarity = _aligned(ids, graph_ids, near, similarity)
    weights = np.where(near >= 0, np.maximum(similarity, 0), 0) ** NEIGHBOURS_POWER
    sums = weights.sum(axis=1, keepdims=True)
    parts = np.round(weights * (WHOLE / np.maximum(sums, MUCH_ALIKE)))
    return RowNeighbours(near, parts.astype(np.uint16))


def among_neighbours(scores: Floats, around: RowNeighbours) -> Floats:
    """`(n,)` scores mixed with the mean of the neighbours'; those without keep their own."""
    smoothed = scores.copy()
    for start in range(0, len(scores), BLOCK):
        block = slice(start, start + BLOCK)
        weights = around.weights[block].astype(np.float32)
        means = np.einsum("nk,nk->n", weights, scores.take(around.near[block])) / WHOLE
        share = NEIGHBOURS_SHARE * weights.sum(axis=1) / WHOLE
        smoothed[block] = (1 - share) * scores[block] + NEIGHBOURS_SHARE * means
    return smoothed


def _aligned(ids: Ids, graph_ids: Ids, near: Near, similarity: Floats) -> tuple[Near, Floats]:
    """A graph's rows for a table's photos; places are those of the table."""
    places = np.append(_places(ids, graph_ids), -1)  # graph to table; the last is for -1
    rows = _places(graph_ids, ids)
    known = rows >= 0
    moved = np.full((len(ids), near.shape[1]), -1, np.int32)
    alike = np.zeros(moved.shape, np.float32)
    moved[known] = places[near[rows[known]]]
    alike[known] = similarity[rows[known]]
    return moved, alike


def _places(among: Ids, ids: Ids) -> Ids:
    """The places of ids among others, both ascending; -1 where they are not there."""
    if not len(among):
        return np.full(len(ids), -1, np.int64)
    at = np.minimum(np.searchsorted(among, ids), len(among) - 1)
    return np.where(among[at] == ids, at, -1)


def by_look(scores: Floats, features: Floats) -> Floats:
    """`(m,)` scores of the best photos, ranked again by their likeness to the best of them.

    Args:
        scores: `(m,)`, the greatest first.
        features: `(m, dim)` of the same photos.
    """
    if not len(scores) or scores[0] <= 0:
        return scores
    lengths = np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-12)
    units = features / lengths
    prototype = scores[:N_PROTOTYPE] @ units[:N_PROTOTYPE]
    alike = np.maximum(units @ (prototype / max(float(np.linalg.norm(prototype)), 1e-12)), 0)
    ranked = (scores / scores[0] + LOOK_OFFSET) * alike**LOOK_POWER
    found: Floats = ranked * (scores[0] / (1 + LOOK_OFFSET))
    return found.astype(np.float32)


def settled(scores: Floats) -> Floats:
    """Scores as parts of 1, half at `HALF`."""
    return scores / (scores + np.float32(HALF))


def of_colour(shares: ColourShares, colour: int) -> Floats:
    """`(n,)` how much each photo has a colour: the root of its share, since a flower is small."""
    found: Floats = np.sqrt(shares[:, colour].astype(np.float32) / 255)
    return found


def together(scores: Sequence[Floats], trust: Sequence[float]) -> Floats:
    """`(n,)` scores of several words combined: a geometric mean, which forbids nothing.

    Args:
        scores: `(n,)` of each word, from 0 to 1.
        trust: how much each of them counts, above 0.
    """
    if len(scores) == 1:
        return scores[0]
    offset, total = np.float32(OFFSET), np.float32(sum(trust))
    logs = np.zeros_like(scores[0])
    for one, weight in zip(scores, trust, strict=True):
        logs += np.float32(weight) * np.log(one + offset)
    combined: Floats = np.clip(np.exp(logs / total) - offset, 0, 1)
    return combined.astype(np.float32)
