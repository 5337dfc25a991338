"""Lays one thumbnail on another: which pixels show the same place.

Proposals, cheapest first: the whole pictures in the orientation in which their overviews agree;
then the similarity that local features agree on, then that of the mirrored picture. Each is refined
by ECC (G. Evangelidis and E. Psarakis, "Parametric Image Alignment Using Enhanced Correlation
Coefficient Maximization", PAMI 2008), which is blind to brightness and contrast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare import geometry, keypoints
from photosim.core.compare.geometry import Affine
from photosim.core.compare.prepared import Prepared
from photosim.core.records.photos import Floats, Pixels

_LEAST_OVERVIEW = 0.7
"""Correlation of overviews from which whole pictures are laid on each other; copies that were
neither cropped nor framed have .9 and more, 99 % of different photos less than .6."""

_ENOUGH_FEATURES = 25
"""Local features that agree by which the mirrored picture need not be tried."""

_REFINING_PX = 192
"""Long edge at which maps are refined; at 128 framed and tilted copies are a pixel off."""

_ECC_STEPS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 20, 1e-4)
_ECC_BLUR_PX = 3
_LEAST_ECC = 0.3

GRID_PX = 256
"""Long edge of the grid on which two pictures are compared."""

_LEAST_GRID_PX = 48

_SAME_MAP = 0.02
"""Difference of matrices, px for the shift, that is not worth a second look."""

_MOST_STRETCH, _MOST_SQUEEZE = 12.0, 2.5
"""Maps that enlarge more, or one way so much more than the other, are mistakes."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A map from the inner picture, of which more is shown in the other, to the outer one.

    Attributes:
        affine: thumbnail px of the inner picture to those of the outer one.
        is_swapped: the inner picture is the second of the pair.
        n_features: local features that agree on it; 0 when it was found without them.
    """

    affine: Affine
    is_swapped: bool
    n_features: int = 0


@dataclass(frozen=True, slots=True)
class CommonGrid:
    """Two pictures on one grid, that of the inner picture: pixels that show the same place.

    Attributes:
        inner, outer: `(h, w)` or `(h, w, 3)` float32, 0..255.
        is_shown: `(h, w)` bool, where the outer picture has pixels.
    """

    inner: Floats
    outer: Floats
    is_shown: npt.NDArray[np.bool_]


def proposals(first: Prepared, second: Prepared) -> Iterator[Alignment]:
    """Ways to lay one picture on the other, the cheapest and likeliest first; maybe none."""
    orientation, likeness = nearest_orientation(first, second)
    if likeness >= _LEAST_OVERVIEW:
        affine = geometry.whole(first.size, second.size, orientation)
        yield from _refined(first, second, affine, 0)
    for features in _both_ways(second):
        affine_of, n_features = keypoints.agreed_map(first.features, features)
        if affine_of is not None and n_features >= keypoints.LEAST:
            yield from _refined(first, second, affine_of, n_features)
        if n_features >= _ENOUGH_FEATURES:
            return


def _both_ways(picture: Prepared) -> Iterator[keypoints.Keypoints]:
    """Its local features, then, found only when they are asked for, those of it mirrored."""
    yield picture.features
    yield picture.mirrored_features


def nearest_orientation(first: Prepared, second: Prepared) -> tuple[int, float]:
    """The orientation in which the overviews agree best, and their correlation in it."""
    seen = geometry.oriented(second.overview)
    likenesses = [float((first.overview * overview).sum()) for overview in seen]
    best = int(np.argmax(likenesses))
    return best, likenesses[best]


def grey_grid(first: Prepared, second: Prepared, alignment: Alignment) -> CommonGrid:
    """Both pictures without colour on the inner one's grid, in the coarser one's resolution."""
    inner, outer = _ordered(first, second, alignment)
    return common_grid(inner.grey, outer.grey, alignment.affine, GRID_PX)


def colour_grid(
    first: Prepared, second: Prepared, alignment: Alignment, long_edge: int
) -> CommonGrid:
    """Both pictures in colour on a grid with this long edge at most, px."""
    inner, outer = _ordered(first, second, alignment)
    return common_grid(inner.rgb, outer.rgb, alignment.affine, long_edge)


def _ordered(first: Prepared, second: Prepared, alignment: Alignment) -> tuple[Prepared, Prepared]:
    return (second, first) if alignment.is_swapped else (first, second)


def common_grid(inner: Pixels, outer: Pixels, affine: Affine, grid_px: int) -> CommonGrid:
    """Two pictures on the inner one's grid, in the coarser one's resolution.

    Args:
        inner: without colour or with it.
        outer: the same.
        affine: px of the inner picture to those of the outer one.
        grid_px: long edge of the grid at most.
    """
    stretch = geometry.stretch(affine)
    long_edge = max(inner.shape[:2])
    scale = min(1.0, grid_px / long_edge, max(stretch, _LEAST_GRID_PX / long_edge))
    outer_scale = min(1.0, scale / max(stretch, 1e-6))
    small, large = resized(inner, scale), resized(outer, outer_scale)
    affine = geometry.rescaled(affine, factors(inner, small), factors(outer, large))
    size = (small.shape[1], small.shape[0])
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(large, affine, size, flags=way, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(np.full(large.shape[:2], 255, np.uint8), affine, size, flags=way)
    return CommonGrid(small.astype(np.float32), laid.astype(np.float32), inside > 252)


def _refined(first: Prepared, second: Prepared, affine: Affine, n: int) -> Iterator[Alignment]:
    """The proposal from the inner picture to the outer one, refined when that succeeds."""
    if not _is_plausible(affine):
        return
    start = _turned_inwards(first, second, Alignment(affine, False, n))
    inner, outer = _ordered(first, second, start)
    better = _ecc(inner, outer, start.affine)
    if better is not None and _is_plausible(better):
        yield _turned_inwards(first, second, Alignment(better, start.is_swapped, n))
        if np.abs(better - start.affine).max() < _SAME_MAP:
            return
    yield start  # text over a part of the picture leads refinement astray


def _turned_inwards(first: Prepared, second: Prepared, alignment: Alignment) -> Alignment:
    """The alignment from the picture of which the larger share is shown in the other."""
    inner, outer = _ordered(first, second, alignment)
    back = geometry.inverse(alignment.affine)
    there = geometry.coverage(alignment.affine, inner.size, outer.size)
    if geometry.coverage(back, outer.size, inner.size) > there:
        return Alignment(back, not alignment.is_swapped, alignment.n_features)
    return alignment


def _is_plausible(affine: Affine) -> bool:
    if not np.isfinite(affine).all():
        return False
    pose = geometry.pose(affine)
    least, greatest = pose.least_stretch, pose.greatest_stretch
    is_even = greatest <= _MOST_SQUEEZE * least
    return is_even and greatest <= _MOST_STRETCH and least >= 1 / _MOST_STRETCH


def _ecc(inner: Prepared, outer: Prepared, affine: Affine) -> Affine | None:
    """The map refined on small pictures, None when that does not converge."""
    scale = min(1.0, _REFINING_PX / max(inner.size))
    outer_scale = min(1.0, scale / max(geometry.stretch(affine), 1e-6))
    small, large = resized(inner.grey, scale), resized(outer.grey, outer_scale)
    here, there = factors(inner.grey, small), factors(outer.grey, large)
    start = geometry.rescaled(affine, here, there).astype(np.float32)
    everywhere = np.ones(large.shape, np.uint8)
    try:
        likeness, found = cv2.findTransformECC(
            small, large, start, cv2.MOTION_AFFINE, _ECC_STEPS, everywhere, _ECC_BLUR_PX
        )
    except cv2.error:
        return None  # it diverged, or the pictures do not overlap
    if likeness < _LEAST_ECC:
        return None
    here, there = factors(small, inner.grey), factors(large, outer.grey)
    return geometry.rescaled(np.asarray(found, np.float64), here, there)


def factors(before: Pixels, after: Pixels) -> geometry.Factors:
    """By what resizing multiplied a picture's width and height."""
    return after.shape[1] / before.shape[1], after.shape[0] / before.shape[0]


def resized(pixels: Pixels, factor: float) -> Pixels:
    """A picture made smaller by a factor, of which each pixel is the mean; never larger."""
    if factor >= 1:
        return pixels
    height, width = (max(1, round(side * factor)) for side in pixels.shape[:2])
    small = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)
