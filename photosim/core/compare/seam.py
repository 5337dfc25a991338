"""Whether one picture was pasted beside another one: a collage, not a photo that was cropped.

Where a photo was cropped, the larger one goes on as it was beyond the line along which that was
done. Where two photos were put side by side, there is a seam, and another photo beyond it.
"""

from __future__ import annotations

import itertools

import numpy as np

from photosim.core.compare.geometry import Affine, Size
from photosim.core.records.photos import Floats

_STRAIGHT_PX = 2.0
"""Px of a thumbnail by which the sides may be off upright ones."""

_LEAST_BEYOND = 0.15
"""Share of a side of the outer picture that lies beyond the seam at least."""

_NEAR_PX, _AROUND_PX = 2, 10
"""Where the seam is looked for, and where it is compared with."""

_STANDS_OUT, _LEAST_STEP = 3.5, 12.0
"""How many times as large as those beside it, and of how many grey levels, the mean step across a
seam is at least. Of 408 re-saved, cropped, framed and written on copies one has such a seam."""

_AS_BUSY = 0.5
"""How much goes on beyond the seam, for what goes on within: a frame, a blurred margin and the
ground of a screen have less."""


def is_beside_another(outer: Floats, affine: Affine, inner: Size) -> bool:
    """Whether the inner picture ends at a seam beyond which another picture begins.

    Args:
        outer: `(h, w)` grey levels of the thumbnail of which the inner picture shows a part.
        affine: px of the inner picture's thumbnail to those of the outer one's.
        inner: size of the inner picture's thumbnail.
    """
    corners = np.array(
        [[x, y, 1] for x, y in itertools.product((0, inner[0] - 1), (0, inner[1] - 1))]
    )
    placed = corners @ affine.T
    low, high = placed.min(axis=0), placed.max(axis=0)
    off = np.minimum(np.abs(placed - low), np.abs(placed - high))
    if off.max() > _STRAIGHT_PX:
        return False
    left, top, right, bottom = (round(place) for place in (*low.tolist(), *high.tolist()))
    across = outer[max(0, top) : bottom + 1]
    down = outer[:, max(0, left) : right + 1].T
    return any(
        _is_seam(part, start, end)
        for layer, near, far in ((across, left, right), (down, top, bottom))
        for part, start, end in (
            (layer, near, far),
            (layer[:, ::-1], layer.shape[1] - 1 - far, layer.shape[1] - 1 - near),
        )
    )


def _is_seam(rows: Floats, start: int, end: int) -> bool:
    """Whether rows of pixels have a seam where the inner picture starts, and much before it."""
    if start < max(_AROUND_PX, _LEAST_BEYOND * rows.shape[1]) or end <= start or not len(rows):
        return False
    steps = np.abs(np.diff(rows, axis=1)).mean(axis=0)
    around = steps[start - _AROUND_PX : start + _AROUND_PX]
    near = steps[start - 1 - _NEAR_PX : start + _NEAR_PX]
    usual = float(np.median(around))
    is_step = float(near.max()) > max(_LEAST_STEP, _STANDS_OUT * usual)
    beyond, within = (float(part.mean()) for part in (steps[: start - 4], steps[start + 4 : end]))
    return is_step and beyond > _AS_BUSY * within
