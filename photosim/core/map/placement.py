"""Where photos lie on the map: the first picture, the frame around the last, and places for more.

A map is a square; both coordinates are in 0..1. Once it is made nothing on it moves: photos that
come later are put among their neighbours. Pure numpy. Axis names: n photos, k neighbours.
"""

from __future__ import annotations

import numpy as np

from photosim.core.map.tsne import Positions
from photosim.core.records.photos import Floats

MARGIN = 0.02
"""Nothing lies nearer to the edge."""
_STEPS = 4096
"""Photos in the same of 4096 x 4096 places are parted."""
_GOLDEN = 2.399963
"""The golden angle, rad: points on a spiral with it lie evenly, as in a sunflower."""


def first_picture(rows: Floats) -> Floats:
    """Places `(n, 2)` by the two directions in which vectors `(n, dim)` differ most.

    The same vectors give the same places on every machine: signs are fixed.
    """
    if not len(rows):
        return np.empty((0, 2), np.float32)
    middle = rows.astype(np.float32) - rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    _, directions = np.linalg.eigh((middle.T @ middle).astype(np.float64))
    chosen = directions[:, :-3:-1]
    largest = np.abs(chosen).argmax(axis=0)
    chosen = chosen * np.sign(chosen[largest, range(chosen.shape[1])])
    flat = np.zeros((len(rows), 2), np.float32)
    flat[:, : chosen.shape[1]] = middle @ chosen.astype(np.float32)
    return flat


def framed(places: Floats) -> Floats:
    """Any places `(n, 2)` moved and scaled, both axes alike, into the square; equal ones parted."""
    if not len(places):
        return np.empty((0, 2), np.float32)
    low, high = places.min(axis=0), places.max(axis=0)
    extent = float((high - low).max())
    scale = (1 - 4 * MARGIN) / extent if extent > 1e-9 else 0.0
    return parted(((places - (low + high) / 2) * scale + 0.5).astype(np.float32))


def parted(places: Floats) -> Floats:
    """Photos at one place, in the square, laid around it like the seeds of a sunflower."""
    cells = np.floor(places * _STEPS).astype(np.int64) @ np.array([_STEPS, 1])
    order = np.argsort(cells, kind="stable")
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
    counts = np.diff(starts, append=len(cells))
    rank = np.empty(len(cells), np.int64)
    rank[order] = np.arange(len(cells)) - np.repeat(starts, counts)
    away = np.sqrt(rank) / _STEPS
    spiral = np.stack([np.cos(rank * _GOLDEN), np.sin(rank * _GOLDEN)], axis=1) * away[:, None]
    return np.clip(places + spiral, MARGIN, 1 - MARGIN).astype(np.float32)


def filled(places: Floats, near: Positions, similarity: Floats) -> Floats:
    """Places for those that have none, among their neighbours; no other place changes.

    Each comes to the middle (median) of its most alike neighbours that have places; those that have
    only new neighbours wait for these; who has none comes to the middle of the map.

    Args:
        places: `(n, 2)`, NaN where there is none yet.
        near: `(n, k)` rows of the nearest neighbours, -1 where there are fewer.
        similarity: `(n, k)` how alike they are.
    """
    made = places.copy()
    new = np.flatnonzero(np.isnan(made[:, 0])).astype(np.int32)
    left = new
    while len(left):
        found = _among(made, near[left], similarity[left])
        is_found = ~np.isnan(found[:, 0])
        if not is_found.any():
            break
        made[left[is_found]] = found[is_found]
        left = left[~is_found]
    made[left] = 0.5
    return _parted_from(made, new)


def _among(places: Floats, near: Positions, similarity: Floats) -> Floats:
    """The median place of the most alike half of those neighbours that have one."""
    there = np.where((near >= 0)[:, :, None], places[near], np.nan)
    is_there = ~np.isnan(there[:, :, 0])
    likeness = np.where(is_there, similarity, -np.inf)
    best = np.argsort(-likeness, axis=1, kind="stable")
    half = np.maximum(1, (is_there.sum(axis=1) + 1) // 2)
    is_best = np.arange(near.shape[1]) < half[:, None]
    ranked = np.take_along_axis(there, best[:, :, None], axis=1)
    chosen = np.where(is_best[:, :, None], ranked, np.nan)
    found = np.full((len(near), 2), np.nan, np.float32)
    has_some = is_there.any(axis=1)
    if has_some.any():
        found[has_some] = np.nanmedian(chosen[has_some], axis=1)
    return found


def _parted_from(places: Floats, new: Positions) -> Floats:
    """The places with the new ones beside whatever lies there already, not upon it."""
    order = np.concatenate([np.setdiff1d(np.arange(len(places)), new), new])
    apart = parted(places[order])
    made = places.copy()
    made[new] = apart[len(places) - len(new) :]
    return made
