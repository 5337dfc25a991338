"""What was done to one of two pictures that are the same: other colours, another focus, noise.

None of it makes them two pictures. But then nobody knows from the files which of the two is the
better one, so it is told to whoever proposes one for the trash. On one grid, after a close look
found them the same.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare import focus
from photosim.core.compare.alignment import CommonGrid
from photosim.core.records.photos import Floats

_LOOKED_AT_PX = 256
_STRONG, _GREY = 18.0, 5.0
"""Distances from grey in CIELAB from which a colour is strong, and up to which it is none."""

OTHER_HUE = 0.71
"""Cosine of two hues below which they are other ones: 45 degrees."""

_LEAST_TURNED, _LEAST_STRONG = 0.1, 0.02
"""Share of the strong colours that must have turned, and of the picture that must be strong."""

_LEAST_FADED = 0.1
"""Share of the strong colours that must be grey in the other picture while others are not."""

_STRONGEST, _STAYS = 0.98, 0.5
"""Quantile of the colours that are left, and what is left of one that stays."""

_TONES_PX = 64
_FOCUS_PX, _REFOCUSED = 320, 0.4

_FLATTEST, _FEW_BLOCKS = 0.3, 10
"""Share of the blocks that are the flattest: there noise is seen."""

_MIDDLE, _WITHIN = 128.0, 96.0
"""Grey levels: what is darker or lighter is cut off, and noise with it."""

_COARSE_PX = 3.0
_BLOCK_PX = 8

_MOSTLY = 0.99
"""Share of a small pixel or a block that both pictures must show."""


def is_recoloured(grid: CommonGrid) -> bool:
    """Whether hues were turned, or some things made grey: no light or filter does that.

    Grey everywhere is a picture in black and white, which is told apart by itself.
    """
    inner, outer = _colours(grid.inner), _colours(grid.outer)
    shown = _shown(grid, inner)
    here, there = colour_strength(inner), colour_strength(outer)
    if turned(inner, outer, np.minimum(here, there), shown) > _LEAST_TURNED:
        return True
    return max(faded(here, there, shown), faded(there, here, shown)) > _LEAST_FADED


def toned(grid: CommonGrid) -> float:
    """By how many grey levels half of the picture, or more of it, has another tone or colour.

    Saving at quality 20 to 40 makes up to 2.3, at 10 3.3; 60 % of the colours taken 10, sepia 33, a
    warmer light 8, 16 steps a channel 7, half a stop 12 (fourfold means, 2026-11).
    """
    size = _size(grid.inner, _TONES_PX)
    inner, outer = (
        np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.float32)
        for layer in (grid.inner, grid.outer)
    )
    shown = _shown(grid, inner)
    if not shown.any():
        return 0.0
    return float(np.median(np.abs(inner - outer).mean(axis=2)[shown]))


def is_refocused(grid: CommonGrid) -> bool:
    """Whether one is sharper in some places only; of small pictures nobody can tell."""
    is_large = max(grid.inner.shape[:2]) >= _FOCUS_PX
    return is_large and focus_spread(grid) > _REFOCUSED


def focus_spread(grid: CommonGrid) -> float:
    """How much the blur between the two varies over the picture, px of a small grid."""
    size = _size(grid.inner, _FOCUS_PX)
    inner, outer, shown = (
        np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.float32)
        for layer in (
            _grey(grid.inner),
            _grey(grid.outer),
            grid.is_shown.astype(np.float32),
        )
    )
    return focus.spread(CommonGrid(inner, outer, shown > _MOSTLY))


def noise(grid: CommonGrid) -> float:
    """By how many grey levels the outer picture's flat parts are noisier than the inner one's."""
    grey = [_grey(layer) for layer in (grid.inner, grid.outer)]
    shown = _blocks(grid.is_shown.astype(np.float32)) > _MOSTLY
    told = shown & (np.abs(_blocks(grey[0]) - _MIDDLE) < _WITHIN)
    if told.sum() < _FEW_BLOCKS:
        return 0.0
    uneven = np.maximum(*(_uneven(layer) for layer in grey))
    flat = told & (uneven <= np.quantile(uneven[told], _FLATTEST))
    unrest = [float(np.median(_unrest(layer)[flat])) for layer in grey]
    return unrest[1] - unrest[0]


def _grey(rgb: Floats) -> Floats:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.float32)


def _uneven(grey: Floats) -> Floats:
    """Standard deviation of the coarse structure of each block, grey levels."""
    coarse = _soft(grey, _COARSE_PX)
    return np.asarray(np.sqrt(np.maximum(_blocks(coarse * coarse) - _blocks(coarse) ** 2, 0)))


def _unrest(grey: Floats) -> Floats:
    """Standard deviation of the finest structure of each block, grey levels."""
    fine = grey - _soft(grey, 1.0)
    return np.asarray(np.sqrt(_blocks(fine * fine)), np.float32)


def _soft(grey: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), sigma), np.float32)


def _blocks(layer: Floats) -> Floats:
    """Means of blocks."""
    height, width = layer.shape
    size = max(1, width // _BLOCK_PX), max(1, height // _BLOCK_PX)
    return np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.float32)


def _size(layer: Floats, long_edge: int) -> tuple[int, int]:
    height, width = layer.shape[:2]
    factor = min(1.0, long_edge / max(height, width))
    return max(1, round(width * factor)), max(1, round(height * factor))


def _colours(pixels: Floats) -> Floats:
    """`(h, w, 2)` CIELAB a and b of the picture made small."""
    size = _size(pixels, _LOOKED_AT_PX)
    small = cv2.GaussianBlur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), (0, 0), 1.5)
    lab = cv2.cvtColor(np.asarray(small / 255, np.float32), cv2.COLOR_RGB2LAB)
    return np.asarray(lab[..., 1:], np.float32)


def _shown(grid: CommonGrid, small: Floats) -> npt.NDArray[np.bool_]:
    shown = grid.is_shown.astype(np.float32)
    resized = cv2.resize(shown, small.shape[1::-1], interpolation=cv2.INTER_AREA)
    return np.asarray(resized > _MOSTLY, np.bool_)


def colour_strength(colours: Floats) -> Floats:
    """How far `(h, w, 2)` CIELAB a and b are from grey, `(h, w)`."""
    return np.asarray(np.hypot(colours[..., 0], colours[..., 1]), np.float32)


def turned(inner: Floats, outer: Floats, weaker: Floats, shown: npt.NDArray[np.bool_]) -> float:
    """The share of what is colourful in both that has another hue."""
    is_strong = (weaker > _STRONG) & shown
    if is_strong.sum() < _LEAST_STRONG * max(1, shown.sum()):
        return 0.0
    alike = (inner * outer).sum(axis=2)[is_strong]
    lengths = (colour_strength(inner) * colour_strength(outer))[is_strong]
    return float((alike < OTHER_HUE * lengths).mean())


def faded(one: Floats, other: Floats, shown: npt.NDArray[np.bool_]) -> float:
    """The share of what is colourful in one that is grey in the other; 0 if all is pale there."""
    is_strong = (one > _STRONG) & shown
    if is_strong.sum() < _LEAST_STRONG * max(1, shown.sum()):
        return 0.0
    left = other[is_strong] / one[is_strong]
    gone = float((other[is_strong] < _GREY).mean())
    return gone if np.quantile(left, _STRONGEST) > _STAYS else 0.0
