"""Where two aligned pictures differ by more than compression and resampling can explain.

1. The softer picture is predicted from the sharper one (`tone_match`); what remains may follow from
   errors of alignment up to half a pixel (B. Lucas and T. Kanade, "An Iterative Image Registration
   Technique", 1981): that much is taken away.
2. How large the rest is where much or little goes on, and where colours are strong or pale, is
   learned from this very pair: compression that was strong once was strong everywhere. The rest in
   units of that noise is `z`.
3. Compression changes values, seldom structure: the part of the local structure that the pictures
   do not share, `d`, is the second witness (the third factor of SSIM: Z. Wang and others, "Image
   Quality Assessment: From Error Visibility to Structural Similarity", 2004).
4. sqrt(d) times z, averaged over a few pixels: its maximum decides.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.geometry import Mask
from photosim.core.compare.tone_match import Matched, activity, match
from photosim.core.records.photos import Floats

_MOST_SHIFT_PX = 0.6
_FLOW_PX = 11
"""Side of the surroundings whose pixels are taken to be shifted alike."""

_FLAT = 4.0
"""Squared slope, grey levels, below which a shift cannot be seen."""

_SMOOTH_PX = 1.0
_REACH_PX = 5
"""Ringing reaches so far beside an edge, in all."""

_BINS = 14
_QUANTILE = 75
_NOISE_FACTOR = 1.2
MOST_NOISE = 14.0
"""Grey levels: JPEG at quality 10 leaves 8 where most goes on. More is no noise, it is something
else over a large part."""
_LEAST_NOISE = 0.6
"""Grey levels that rounding alone leaves."""

_MOST_Z = 30.0

_STRUCTURE_SMOOTH_PX = 1.5
_STRUCTURE_PX = 9
_STRUCTURE_NOISE = 12.0
"""Variance, grey levels squared, that compression leaves where nothing is."""

_SUSPICIOUS = 2.0
"""Strength from which a difference is looked at the other way round, too."""

_SPOT_PX = 5
"""Side of the square over which a difference must hold: half a digit of 12 px."""

_EDGE_PX = 4
"""Px beside the edge of what both show that are not judged."""

_AROUND_PX = 60
"""Px around a place that belong to it: an amount of several digits, a short word."""

_FEW = 40_000


@dataclass(frozen=True, slots=True)
class LocalChange:
    """How far two pictures differ, place by place.

    Attributes:
        strength: `(h, w)` float32, 0 for what compression explains; on the common grid.
        greatest: its maximum; infinite where the pictures are too small to say anything.
        unlike: share of all structure that they do not have in common, 0..1: .02 at most of
            re-saves, .4 and more of two other pictures.
    """

    strength: Floats
    greatest: float
    unlike: float = 0.0

    @property
    def elsewhere(self) -> float:
        """The maximum of all that is not near the strongest place."""
        row, column = divmod(int(self.strength.argmax()), self.strength.shape[1])
        rest = self.strength.copy()
        rows = slice(max(0, row - _AROUND_PX), row + _AROUND_PX + 1)
        rest[rows, max(0, column - _AROUND_PX) : column + _AROUND_PX + 1] = 0
        return float(rest.max())

    def where(self, least: float) -> tuple[tuple[int, int, int, int], float] | None:
        """The box around all that is stronger than `least`, and its share of the picture.

        Returns:
            Left, top, right, bottom in px of the grid; None when nothing is.
        """
        strong = (self.strength > least).astype(np.uint8)
        if not strong.any():
            return None
        around = cv2.dilate(strong, np.ones((_STRUCTURE_PX, _STRUCTURE_PX), np.uint8))
        left, top, width, height = cv2.boundingRect(around)
        return (left, top, left + width, top + height), float(around.mean())


def find(grid: CommonGrid) -> LocalChange:
    """The differences of two pictures in colour on one grid.

    Another thing can be told from neither picture: where it seems so, each is predicted from the
    other, and the lesser difference holds.
    """
    found = predicted(grid, match(grid))
    if not _SUSPICIOUS < found.greatest < math.inf:
        return found
    turned = predicted(grid, match(grid, is_turned=True))
    return min(found, turned, key=lambda change: change.greatest)


def both_ways(grid: CommonGrid) -> tuple[LocalChange, LocalChange]:
    """The differences with either picture predicted from the other one."""
    return predicted(grid, match(grid)), predicted(grid, match(grid, is_turned=True))


def predicted(grid: CommonGrid, matched: Matched) -> LocalChange:
    """The differences of what was predicted of one picture and what is seen in the other.

    Args:
        grid: both in colour; what they show, and where colours are strong.
        matched: a plane of each, luma or another one.
    """
    rest = _unshifted(matched.predicted, matched.seen - matched.predicted)
    busy = np.maximum(activity(matched.predicted), activity(matched.seen))
    busy = np.asarray(cv2.dilate(busy, np.ones((_REACH_PX, _REACH_PX), np.uint8)), np.float32)
    rest = np.abs(np.asarray(cv2.GaussianBlur(rest, (0, 0), _SMOOTH_PX), np.float32))
    shown = grid.is_shown
    left = cv2.max(noise(rest, busy, shown), noise(rest, _colourfulness(grid), shown))
    z = rest / (np.asarray(left, np.float32) + np.float32(_LEAST_NOISE))
    dissimilarity = _dissimilarity(matched.predicted, matched.seen)
    strength = np.sqrt(dissimilarity) * np.minimum(z, _MOST_Z)
    strength = cv2.boxFilter(strength, -1, (_SPOT_PX, _SPOT_PX))
    inside = _well_inside(shown)
    strength = np.where(inside, strength, np.float32(0))
    greatest = float(strength.max()) if inside.any() else math.inf
    return LocalChange(strength, greatest, _unlike(dissimilarity, busy, shown))


def _unlike(dissimilarity: Floats, busy: Floats, is_shown: Mask) -> float:
    weight = np.where(is_shown, busy, np.float32(0))
    return float((dissimilarity * weight).sum() / max(float(weight.sum()), 1e-6))


def _unshifted(predicted: Floats, rest: Floats) -> Floats:
    """The rest without what a shift of the surroundings by a part of a pixel explains."""
    across, down = (
        cv2.Sobel(predicted, cv2.CV_32F, dx, dy, ksize=3, scale=1 / 8)
        for dx, dy in ((1, 0), (0, 1))
    )
    xx, xy, yy, xr, yr = (
        cv2.boxFilter(product, -1, (_FLOW_PX, _FLOW_PX))
        for product in (across * across, across * down, down * down, across * rest, down * rest)
    )
    xx, yy = xx + np.float32(_FLAT), yy + np.float32(_FLAT)
    scale = 1 / (xx * yy - xy * xy)
    right = np.clip((yy * xr - xy * yr) * scale, -_MOST_SHIFT_PX, _MOST_SHIFT_PX)
    below = np.clip((xx * yr - xy * xr) * scale, -_MOST_SHIFT_PX, _MOST_SHIFT_PX)
    return np.asarray(rest - across * right - down * below, np.float32)


def _colourfulness(grid: CommonGrid) -> Floats:
    """How far the colours are from grey, `(h, w)`, grey levels: clipped ones lose their luma."""
    spreads = (
        cv2.max(cv2.max(*planes[:2]), planes[2]) - cv2.min(cv2.min(*planes[:2]), planes[2])
        for planes in (cv2.split(grid.inner), cv2.split(grid.outer))
    )
    return np.asarray(cv2.GaussianBlur(cv2.max(*spreads), (0, 0), _SMOOTH_PX), np.float32)


def noise(
    rest: Floats,
    busy: Floats,
    is_shown: Mask,
    most: float = MOST_NOISE,
    *,
    is_flat_calm: bool = False,
) -> Floats:
    """What is left everywhere where `busy` is as great, grey levels, `(h, w)`; grows with it.

    Args:
        rest: the differences, grey levels.
        busy: how much goes on around each pixel.
        is_shown: the pixels that count.
        most: grey levels that are noise at most.
        is_flat_calm: where less goes on there is no more noise than where more does: a flat patch
            that was changed may be most of what is flat, and would pass for its noise.
    """
    step = max(1, rest.size // _FEW) | 1  # odd: not the same columns in all rows
    shown = is_shown.ravel()[::step]
    here, left = busy.ravel()[::step][shown], rest.ravel()[::step][shown]
    if not len(here):
        return np.zeros_like(rest)
    order = np.argsort(here, kind="stable")
    parts = [part for part in np.array_split(order, _BINS) if len(part)]
    places = np.array([here[part].mean() for part in parts])
    levels = np.array([np.percentile(left[part], _QUANTILE) for part in parts])
    if is_flat_calm:
        levels = np.minimum.accumulate(levels[::-1])[::-1]
    levels = np.maximum.accumulate(levels)
    levels = np.minimum(levels * _NOISE_FACTOR, most)
    steps = np.interp(np.linspace(0, 255, 1024), places, levels).astype(np.float32)
    return np.asarray(steps[np.clip(busy * (1023 / 255), 0, 1023).astype(np.int16)], np.float32)


def _dissimilarity(one: Floats, other: Floats) -> Floats:
    """Share of the local structure that two pictures do not have in common, 0..1, `(h, w)`."""
    one, other = (
        np.asarray(cv2.GaussianBlur(layer, (0, 0), _STRUCTURE_SMOOTH_PX), np.float32)
        for layer in (one, other)
    )
    side = (_STRUCTURE_PX, _STRUCTURE_PX)
    here, there = cv2.boxFilter(one, -1, side), cv2.boxFilter(other, -1, side)
    shared = cv2.boxFilter(one * other, -1, side) - here * there
    own = cv2.sqrBoxFilter(one, cv2.CV_32F, side) - here * here
    own += cv2.sqrBoxFilter(other, cv2.CV_32F, side) - there * there
    alike = (2 * shared + _STRUCTURE_NOISE) / (np.maximum(own, 0) + _STRUCTURE_NOISE)
    return np.asarray(np.clip(1 - alike, 0, 1), np.float32)


def _well_inside(is_shown: Mask) -> Mask:
    """Pixels with some that both pictures show on every side."""
    framed = cv2.copyMakeBorder(is_shown.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    side = 2 * _EDGE_PX + 1
    inside = cv2.erode(framed, np.ones((side, side), np.uint8), borderValue=0)
    return np.asarray(inside[1:-1, 1:-1] > 0, np.bool_)
