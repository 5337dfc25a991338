"""How far two pictures that lie on each other agree, block by block.

Each block's pixels are compared after its own mean and contrast were taken out, so that changes of
tone do not count; one picture may be blurred as a whole. Blocks weigh by their structure: noise and
sky say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.geometry import Mask
from photosim.core.records.photos import Floats

BLOCKS = 12
"""Blocks along the long edge; they overlap by half."""

_NOISE = 4.0
"""Variance that compression alone leaves in a block, grey levels squared."""

_SOFT = 100.0
"""Variance at which a block weighs half."""

_BLURS_PX = (0.8, 1.5, 2.5)
"""Blurs of the sharper picture that are tried, standard deviation in px of the grid."""

_LEAST_CONTRAST = 2.0
"""Standard deviation, grey levels, below which a picture has nothing to compare."""

_GOOD = 0.95
"""Agreement from which nothing more is tried."""

_CLIPPED_LOW, _CLIPPED_HIGH = 5.0, 248.0
"""Block means, grey levels, outside which a flat block is burnt out or drowned."""

_BAD = 0.5
"""Correlation below which a block shows something else."""

_MOST_STRIP = 0.35
"""Share of a side that a strip of text may cover."""

_STRIP_WITHIN, _STRIP_REST = 0.35, 0.85
"""Mean correlation below which a strip shows something else, and above which the rest agrees."""

_AGREES = 0.6
"""Correlation from which a block says that both pictures show the same."""

_LEAST_SHOWN = 0.05
"""Share of the inner picture below which nothing can be said."""

_HOPELESS = 0.3
"""Agreement below which no blur is tried."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of two pictures on one grid, `(rows, columns)` each.

    Attributes:
        correlation: float32 in [-1, 1], own mean and contrast taken out.
        weight: float32 in [0, 1), 0 where the block has no structure or is not shown.
        inner, outer: float32, variance in grey levels squared; of the outer picture as if it had
            the contrast of the inner one.
        shown: float32 in [0, 1], the part that the outer picture shows.
    """

    correlation: Floats
    weight: Floats
    inner: Floats
    outer: Floats
    shown: Floats

    @property
    def mean(self) -> float:
        """Weighted mean of the correlation; 0 without structure."""
        return weighted_mean(self.correlation, self.weight)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two aligned pictures agree.

    Attributes:
        mean: mean correlation of their blocks, in [-1, 1], outside `strip`.
        bad: share of the weight of blocks outside `strip` that show something else in both.
        strip: share of the picture that a strip along one edge covers which only one picture has.
        marked: share of all blocks where only one picture has structure: text, a mark.
        grid: what was compared, `is_shown` without the strip.
        spread: how far what agrees is spread over the inner picture: standard deviation of its
            place, in shares of the side along which it is spread farther; .29 for all of it.
    """

    mean: float
    bad: float
    strip: float
    marked: float
    grid: CommonGrid
    spread: float = 0.0


def agree(grid: CommonGrid) -> Agreement:
    """Compares two pictures on one grid."""
    blocks = _best(grid)
    if blocks is None or not blocks.weight.any():
        return Agreement(0.0, 0.0, 0.0, 0.0, grid)
    strip = _strip(blocks) if blocks.mean < _GOOD else np.zeros_like(blocks.weight, np.bool_)
    weight = np.where(strip, np.float32(0), blocks.weight)
    is_bad = (blocks.correlation < _BAD) & (weight > 0)
    is_lonely = np.minimum(blocks.inner, blocks.outer) < 0.25 * np.maximum(
        blocks.inner, blocks.outer
    )
    seen = max(1, int((blocks.shown > 0.8).sum()))
    return Agreement(
        mean=weighted_mean(blocks.correlation, weight),
        bad=float(weight[is_bad & ~is_lonely].sum() / max(weight.sum(), 1e-6)),
        strip=float(strip.mean()),
        marked=float((is_bad & is_lonely).sum() / seen),
        grid=_without(grid, strip),
        spread=_spread(np.where(blocks.correlation > _AGREES, weight, np.float32(0))),
    )


def _spread(weight: Floats) -> float:
    """How far blocks of these weights are spread, as `Agreement` has it."""
    found = 0.0
    for axis in (0, 1):
        along = weight.sum(axis=axis, dtype=np.float64)
        places = np.arange(len(along)) / len(along)
        total = max(float(along.sum()), 1e-6)
        middle = float((along * places).sum()) / total
        found = max(found, float((along * (places - middle) ** 2).sum()) / total)
    return float(np.sqrt(found))


def _without(grid: CommonGrid, strip: Mask) -> CommonGrid:
    """The grid as if the outer picture did not show the blocks of a strip."""
    if not strip.any():
        return grid
    height, width = grid.is_shown.shape
    covered = cv2.resize(strip.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    margin = cv2.dilate(covered, np.ones((3, 3), np.uint8), iterations=block_px((height, width)))
    return CommonGrid(grid.inner, grid.outer, grid.is_shown & (margin == 0))


def blurred(pixels: Floats, sigma_px: float) -> Floats:
    """Pixels after a Gaussian blur; as they are for 0."""
    if not sigma_px:
        return pixels
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma_px), np.float32)


def block_px(shape: tuple[int, ...]) -> int:
    """Side of a block on a grid, px, odd."""
    return max(7, round(max(shape[:2]) / BLOCKS)) | 1


def block_means(pixels: Floats, side: int) -> Floats:
    """Means of square blocks that overlap by half."""
    means = cv2.boxFilter(pixels, -1, (side, side), borderType=cv2.BORDER_REFLECT)
    first, step = side // 2, max(1, side // 2)
    rows, columns = (max(first + 1, length - first + 1) for length in pixels.shape[:2])
    return np.asarray(means[first:rows:step, first:columns:step], np.float32)


def weighted_mean(values: Floats, weights: Floats) -> float:
    """The mean, 0 without weight."""
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total > 0 else 0.0


def contrast_ratio(inner: Floats, outer: Floats, is_shown: Mask) -> float:
    """By what the outer picture's contrast is to be multiplied to be the inner one's."""
    spread = inner[is_shown].std(), outer[is_shown].std()
    return float(np.clip(spread[0] / max(spread[1], 1e-3), 0.2, 5.0))


def _best(grid: CommonGrid) -> Blocks | None:
    """The blocks with that blur of the sharper picture with which they agree best."""
    inner, outer, is_shown = grid.inner, grid.outer, grid.is_shown
    if is_shown.mean() < _LEAST_SHOWN:
        return None
    if min(inner[is_shown].std(), outer[is_shown].std()) < _LEAST_CONTRAST:
        return None
    best = _blocks(inner, outer, is_shown)
    if best.mean > _GOOD or best.mean < _HOPELESS:
        return best
    is_inner_sharper = _edges(inner) > _edges(outer) * contrast_ratio(inner, outer, is_shown)
    for sigma in _BLURS_PX:
        pair = (
            (blurred(inner, sigma), outer) if is_inner_sharper else (inner, blurred(outer, sigma))
        )
        tried = _blocks(*pair, is_shown)
        if tried.mean < best.mean + 0.002:
            break
        best = tried
    return best


def _edges(pixels: Floats) -> float:
    """Mean absolute difference of neighbours: what a blur takes away."""
    return float(np.abs(np.diff(pixels, axis=1)).mean() + np.abs(np.diff(pixels, axis=0)).mean())


def _blocks(inner: Floats, outer: Floats, is_shown: Mask) -> Blocks:
    side = block_px(inner.shape)
    ratio = np.float32(contrast_ratio(inner, outer, is_shown))
    x, y, xx, yy, xy, shown = (
        block_means(layer, side)
        for layer in (
            inner,
            outer,
            inner * inner,
            outer * outer,
            inner * outer,
            is_shown.astype(np.float32),
        )
    )
    x_var = np.maximum(xx - x * x, 0)
    y_var = np.maximum(yy - y * y, 0) * ratio * ratio
    noise = np.float32(_NOISE)
    spread: Floats = np.sqrt((x_var + noise) * (y_var + noise))
    correlation = (xy - x * y) * ratio / spread
    greater = np.maximum(x_var, y_var)
    usable = (shown > 0.8) & (greater > 3 * noise) & ~_is_clipped(x, y, x_var, y_var)
    weight: Floats = np.where(usable, greater / (greater + np.float32(_SOFT)), np.float32(0))
    return Blocks(correlation, weight, x_var, y_var, shown)


def _is_clipped(x: Floats, y: Floats, x_var: Floats, y_var: Floats) -> Mask:
    """Blocks that are burnt out or drowned in one picture: there it has lost what was there."""
    low, high = np.minimum(x, y), np.maximum(x, y)
    is_flat = np.minimum(x_var, y_var) < 6 * _NOISE
    return np.asarray(((low < _CLIPPED_LOW) | (high > _CLIPPED_HIGH)) & is_flat, np.bool_)


def _strip(blocks: Blocks) -> Mask:
    """The blocks of the strip along one edge that shows something else, as text does.

    Empty when there is none, or when the rest does not agree either.
    """
    best, best_mean = np.zeros(blocks.weight.shape, np.bool_), _STRIP_REST
    for axis in (0, 1):
        sums = (blocks.correlation * blocks.weight).sum(axis=1 - axis)
        weights = blocks.weight.sum(axis=1 - axis)
        for depth in range(1, int(_MOST_STRIP * len(sums)) + 1):
            for part in (slice(0, depth), slice(len(sums) - depth, len(sums))):
                inside, weight = float(sums[part].sum()), float(weights[part].sum())
                rest = max(float(weights.sum()) - weight, 1e-6)
                outside = (float(sums.sum()) - inside) / rest
                if inside < _STRIP_WITHIN * weight and outside > best_mean:
                    best, best_mean = np.zeros_like(best), outside
                    best[(part, slice(None)) if axis == 0 else (slice(None), part)] = True
    return best
