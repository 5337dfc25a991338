"""Whether two aligned pictures were focused differently: blur that varies over the picture.

A copy may be blurred or sharpened, but as a whole. For each block: the Gaussian blur after which
the sharper picture has as much fine structure as the other. A focus stack has blocks that are
sharper in the one and others in the other.
"""

from __future__ import annotations

import numpy as np

from photosim.core.compare import agreement
from photosim.core.compare.alignment import CommonGrid
from photosim.core.records.photos import Floats

_BLURS_PX = (0.0, 0.5, 0.8, 1.2, 1.7, 2.4, 3.4)
"""Blurs compared, standard deviation in px of the grid."""

_FLOOR = 0.15
"""Energy of rounding, grey levels squared, added to all."""

_LEAST_ENERGY = 3.0
"""Blocks with less fine structure in both pictures are noise."""

_SOFT = 20.0
"""Energy at which a block weighs half."""

_LEAST_BLOCKS = 4

_CLIPPED, _LEAST_TOLD = 250.0, 0.95
"""Grey level of burnt-out pixels, and the share of a block that must not be: they hide blur."""

_SHARES = (0.1, 0.9)
"""Between which quantiles the spread is measured."""


def spread(grid: CommonGrid) -> float:
    """How much the blur between the two varies over the picture, px of the grid; 0 unknown."""
    inner, outer = grid.inner, grid.outer
    ratio = agreement.contrast_ratio(inner, outer, grid.is_shown)
    side = max(9, agreement.block_px(inner.shape))
    is_told = grid.is_shown & (np.maximum(inner, outer) < _CLIPPED)
    told = agreement.block_means(is_told.astype(np.float32), side)
    energies = _energies(inner, side), _energies(outer * np.float32(ratio), side)
    most = np.maximum(energies[0][0], energies[1][0])
    usable = (told > _LEAST_TOLD) & (most > _LEAST_ENERGY)
    if usable.sum() < _LEAST_BLOCKS:
        return 0.0
    blurs = _relative_blur(*(np.log(energy[:, usable]) for energy in energies))
    weights = most[usable] / (most[usable] + np.float32(_SOFT))
    low, high = _quantiles(blurs, weights)
    return high - low


def _energies(pixels: Floats, side: int) -> Floats:
    """`(blurs, rows, columns)`: energy of the fine structure of each block after each blur."""
    energies = []
    for sigma in _BLURS_PX:
        soft = agreement.blurred(pixels, sigma)
        fine = soft - agreement.blurred(soft, 1.0)
        energies.append(agreement.block_means(fine * fine, side))
    return np.stack(energies) + np.float32(_FLOOR)


def _relative_blur(inner: Floats, outer: Floats) -> Floats:
    """`(n,)`: by how many px the inner picture is sharper, negative where the outer one is.

    Args:
        inner: `(blurs, n)` float32 logarithms of energies.
        outer: the same of the outer picture.
    """
    is_inner_sharper = inner[0] > outer[0]
    falling = np.where(is_inner_sharper, inner, outer)
    wanted = np.minimum(inner[0], outer[0])
    last = len(_BLURS_PX) - 2
    step = np.clip((falling > wanted).sum(axis=0) - 1, 0, last)
    columns = np.arange(len(wanted))
    high, low = falling[step, columns], falling[step + 1, columns]
    part = np.clip((high - wanted) / np.maximum(high - low, 1e-6), 0, 1)
    steps = np.array(_BLURS_PX, np.float32)
    blurs = steps[step] + part * (steps[step + 1] - steps[step])
    signed: Floats = np.where(is_inner_sharper, blurs, -blurs).astype(np.float32)
    return signed


def _quantiles(values: Floats, weights: Floats) -> tuple[float, float]:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    low, high = (
        values[order[min(len(values) - 1, int(np.searchsorted(reached, share * reached[-1])))]]
        for share in _SHARES
    )
    return float(low), float(high)
