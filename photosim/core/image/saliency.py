"""The box around a picture's subject: the part of it that its features come from.

In: the features `(dim,)` and the feature map `(dim, h, w)` of one run of the model. The places of
the map whose features resemble those of the whole picture most are the seeds; every place is rated
by its resemblance to the seeds; the connected area around the best place gives the box. Class
activation maps need the weights of the last layer and a class that fits; this needs the feature map
alone, and is no worse: on photos pasted onto a plain ground, or into a scene, the box and the photo
shared .63 and .63 (intersection by union; by the five best classes .60 and .51), of two photos side
by side .89 of the box lay in one of them (.82). 60 pictures each; tests/bench/parts.py measures it
on any photos.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosim.core.records.photos import Box, Floats

_SIDE = 56
"""The map is looked at so finely, in cells along each side; the model's own has 7."""

_N_SEEDS = 3
"""Places that say what the subject is; with one the box is a part of it too often."""

_LEVEL = 0.45
"""Share of the way from the weakest to the strongest place where the subject begins; .35 to .60
were tried on 180 composed pictures."""

_LEAST_SIDE = 0.12
"""Shares of the picture's width and height that a box has at least, so that it can be grasped."""

_LARGEST = 0.6
"""Share of the picture from which its subject is all of it."""

_FAINTEST = 0.42
"""Activation outside of the box to that inside, from which nothing stands out: walls, pebbles,
text and coins have .46 and more, of 60 photos with a subject none had more than .39."""


def find(features: Floats, feature_map: Floats) -> Box | None:
    """The main subject of a picture; None when nothing stands out or it is all of the picture.

    Args:
        features: `(dim,)` float32, of the whole picture.
        feature_map: `(dim, h, w)` float32, of the same run.
    """
    heat = _fine(_activation(features, feature_map))
    if heat is None:
        return None
    inside = _connected(heat >= _LEVEL, np.unravel_index(int(heat.argmax()), heat.shape))
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    top, bottom = _widened(int(rows[0]), int(rows[-1]) + 1)
    left, right = _widened(int(columns[0]), int(columns[-1]) + 1)
    if (bottom - top) * (right - left) > _LARGEST * _SIDE * _SIDE:
        return None
    if not _stands_out(heat, (slice(top, bottom), slice(left, right))):
        return None
    return Box(left / _SIDE, top / _SIDE, (right - left) / _SIDE, (bottom - top) / _SIDE)


def _activation(features: Floats, feature_map: Floats) -> Floats:
    """`(h, w)`: how much of what the picture is about lies in each place."""
    places = feature_map.reshape(len(feature_map), -1)
    likeness = features @ places
    seeds = np.argsort(-likeness, kind="stable")[:_N_SEEDS]
    activation: Floats = (places[:, seeds].mean(axis=1) @ places).reshape(feature_map.shape[1:])
    return activation


def _fine(activation: Floats) -> Floats | None:
    """The activation from 0 to 1 on the fine grid; None when it is the same everywhere."""
    if not np.isfinite(activation).all() or activation.max() <= activation.min():
        return None
    image = Image.fromarray(activation.astype(np.float32))
    fine = np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BILINEAR))
    span = float(fine.max() - fine.min())
    if span <= 1e-6 * float(np.abs(fine).max()):
        return None
    scaled: Floats = (fine - fine.min()) / np.float32(span)
    return scaled


def _connected(mask: npt.NDArray[np.bool_], start: tuple[np.intp, ...]) -> npt.NDArray[np.bool_]:
    """The cells of `mask` that hang together with one of them."""
    reached = np.zeros_like(mask)
    reached[start] = True
    n_before = 0
    while (n_now := int(reached.sum())) > n_before:
        n_before = n_now
        grown = np.pad(reached, 1)
        beside = grown[:-2, 1:-1] | grown[2:, 1:-1] | grown[1:-1, :-2] | grown[1:-1, 2:]
        reached = (reached | beside) & mask
    return reached


def _widened(low: int, high: int) -> tuple[int, int]:
    """The cells from `low` to `high`, around their middle at least as many as a box has."""
    missing = max(0, round(_LEAST_SIDE * _SIDE) - (high - low))
    low = min(max(0, low - missing // 2), _SIDE - (high - low + missing))
    return low, max(high, low + round(_LEAST_SIDE * _SIDE))


def _stands_out(heat: Floats, inside: tuple[slice, slice]) -> bool:
    outside = np.ones_like(heat, np.bool_)
    outside[inside] = False
    return float(heat[outside].mean()) < _FAINTEST * float(heat[inside].mean())
