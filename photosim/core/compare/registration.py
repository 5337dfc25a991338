"""Lays two pictures on each other in as many pixels as a close look needs.

`the map that the thumbnails gave -> refined by ECC -> one grid`. The grid is that of the inner
picture in the coarser one's resolution, as in `alignment`.
"""

from __future__ import annotations

import cv2
import numpy as np

from photosim.core.compare import alignment, geometry
from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.geometry import Affine
from photosim.core.records.photos import Pixels

_REFINING_PX = 384
"""Long edge at which the map is refined: a tenth of a pixel there is a fifth of one at 768."""

_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 1e-5)

_LEAST_LIKENESS = 0.3
"""Correlation below which ECC has found nothing."""

_FARTHEST = 0.02
"""Share of the long edge by which refining may move a corner: the thumbnails were not so wrong."""


def common_grid(
    inner: Pixels, outer: Pixels, affine: Affine, long_edge: int
) -> tuple[CommonGrid, Affine]:
    """Both pictures in colour on one grid, and the map from the inner one's pixels to the outer's.

    Args:
        inner: `(h, w, 3)` uint8, upright.
        outer: the same.
        affine: px of the inner picture to those of the outer one, as their thumbnails lie.
        long_edge: of the grid at most, px.
    """
    found = nearer(inner, outer, affine)
    return alignment.common_grid(inner, outer, found, long_edge), found


def nearer(inner: Pixels, outer: Pixels, affine: Affine) -> Affine:
    """A map between the pixels of two pictures in colour, refined; as it was where that fails."""
    return _refined(_grey(inner), _grey(outer), affine)


def _grey(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def _refined(inner: Pixels, outer: Pixels, affine: Affine) -> Affine:
    """The map refined by ECC; as it was where that fails or leads astray."""
    scale = min(1.0, _REFINING_PX / max(inner.shape))
    outer_scale = min(1.0, scale / max(geometry.stretch(affine), 1e-6))
    small, large = alignment.resized(inner, scale), alignment.resized(outer, outer_scale)
    here, there = alignment.factors(inner, small), alignment.factors(outer, large)
    start = geometry.rescaled(affine, here, there).astype(np.float32)
    try:
        likeness, better = cv2.findTransformECC(
            small, large, start.copy(), cv2.MOTION_AFFINE, _STEPS, np.ones(large.shape, np.uint8), 3
        )
    except cv2.error:
        return affine
    height, width = small.shape
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]]).T
    moved = float(np.abs((np.asarray(better) - start) @ corners).max())
    if likeness < _LEAST_LIKENESS or moved > _FARTHEST * max(large.shape):
        return affine
    here, there = alignment.factors(small, inner), alignment.factors(large, outer)
    return geometry.rescaled(np.asarray(better, np.float64), here, there)
