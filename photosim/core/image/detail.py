"""How much of a picture's pixels is real: one that was enlarged has none of the finest detail.

luma -> the liveliest squares -> power at each frequency along rows and columns -> how far up
something goes on. What enlarging adds is smooth, whatever the kind of interpolation: the upper
frequencies stay empty. Blur, the softness of a lens and strong compression empty them, too; so the
figure compares copies of one picture, and judges none alone.
"""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Floats

SIDE = 128
"""Side of the squares, px: 64 frequencies; a 1.1-fold enlargement loses five of them."""
N_SQUARES = 24
"""Squares that are looked at, of those with most going on."""
_STEPS = 12
"""Along each side of the picture the squares are chosen from so many places at most."""
LEAST_SIDE = 2 * SIDE
"""Smaller pictures say too little."""

_LEAST_SQUARES = 4
_ROUNDING = 0.12
"""Power of rounding to whole levels, 1/12, and a little more: below it nothing can be seen."""
_SHARE = 0.9
_WHOLE = 0.66
"""Share of the frequencies that hold `_SHARE` of what goes on, in a picture with nothing but real
pixels; .60 to .80 in photographs as cameras and scalers make them (tests/bench/detail.py)."""
_MOST = 2.0
"""Crisp drawings reach 1.6."""
_BY_TURNS = 0.45
"""Correlation of changes two or three columns apart, less that of neighbours: at most .30 in 40
photos at quality 30 to 95 and enlarged by Lanczos; from .64 on where each column was repeated once
or twice, .29 to 1.4 where every second one was (quality 80 and 95, 2026-11)."""
_REPEATED = 0.35
"""Of the largest change around: less is a column that was repeated."""
_BEND = 1.5
"""Enlarging twofold leaves more than half of that share, .42 of .66; bent by this power it is the
half (1.25-fold: .58, 1.5-fold: .52; bilinear, bicubic and Lanczos, saved as JPEG)."""


def measure(image: Image.Image) -> float | None:
    """Share of the pixels along a line that are real; None when that cannot be said.

    In (0, `_MOST`]; pictures that are crisper than most have more than 1, and enlarged ones of them
    may have 1: figures of copies of one picture are to be compared (`core.duplicates.real_pixels`).

    Args:
        image: decoded at its whole size, mode L or one that Pillow turns into it.
    """
    if min(image.size) < LEAST_SIDE:
        return None
    squares = _liveliest(image)
    if len(squares) < _LEAST_SQUARES:
        return None
    along = (squares, squares.swapaxes(1, 2))
    return float(min(_MOST, max(0.01, *(_real(one) for one in along))))


def of_jpeg(data: bytes) -> float | None:
    """The same of a JPEG file, which is decoded whole for it, without colours; 10 ms a megapixel.

    None also where it cannot be decoded.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "MPO")) as large:
            large.draft("L", large.size)  # colours cost as much again, and say nothing of detail
            return measure(large)
    except BROKEN_FILE_ERRORS:
        return None


def _liveliest(image: Image.Image) -> Floats:
    """`(n, SIDE, SIDE)` luma of the squares with most fine structure, at most `N_SQUARES`."""
    columns = _places(image.width)
    rows = _places(image.height)
    found = []
    for top in rows:
        band = np.asarray(image.crop((0, top, image.width, top + SIDE)).convert("L"), np.float32)
        found += [band[:, left : left + SIDE] for left in columns]
    squares: Floats = np.stack(found)
    strengths = np.abs(np.diff(squares, axis=2)).mean((1, 2))
    strengths += np.abs(np.diff(squares, axis=1)).mean((1, 2))
    # over- and underexposed parts have edges of their own making
    clipped = ((squares <= 1) | (squares >= 254)).mean((1, 2))
    strengths = np.where(clipped > 0.2, 0, strengths)
    best = np.argsort(-strengths, kind="stable")[:N_SQUARES]
    return squares[best[strengths[best] > 1.0]]


def _real(squares: Floats) -> float:
    """Share of the pixels along rows that are real, without a limit."""
    found = float((_reach(_power(squares)) / _WHOLE) ** _BEND)
    real = _unrepeated(squares)
    # the edges of repeated columns make the structure seem finer than it is
    return found if real == 1.0 else min(1.0, found) * real**2


def _unrepeated(squares: Floats) -> float:
    """Share of the columns that repeat none, of a picture enlarged by repeating; else 1.

    That makes edges as fine as real ones, but the change from column to column is high and low by
    turns, every second or third; in no other picture is it.
    """
    changes = np.abs(np.diff(squares, axis=2)).mean(axis=1)
    levels = np.log(changes + _ROUNDING)
    levels -= levels.mean(axis=1, keepdims=True)
    together = [(levels[:, :-by] * levels[:, by:]).mean(axis=1) for by in (1, 2, 3)]
    every, second, third = (float((one / (levels**2).mean(axis=1)).mean()) for one in together)
    if max(second, third) - every < _BY_TURNS:
        return 1.0
    around = np.stack([np.roll(changes, by, axis=1) for by in (-2, -1, 0, 1, 2)]).max(axis=0)
    return float((changes >= _REPEATED * around).mean())


def _places(length: int) -> list[int]:
    n = min(_STEPS, length // SIDE)
    return [int(place) for place in np.linspace(0, length - SIDE, n)]


def _power(squares: Floats) -> npt.NDArray[np.float64]:
    """Mean power along rows, `(SIDE / 2,)`, frequencies from above 0 up to the highest."""
    window = np.hanning(SIDE).astype(np.float32)
    lines = (squares - squares.mean(axis=2, keepdims=True)) * window
    spectra = np.abs(np.fft.rfft(lines, axis=2)) ** 2 / float((window**2).sum())
    return np.asarray(spectra.mean(axis=(0, 1))[1:], np.float64)


def _reach(power: npt.NDArray[np.float64]) -> float:
    """The share of the frequencies, from the lowest on, that holds `_SHARE` of what goes on.

    Fine structure has less power by nature, with the square of its frequency, which is made up for.
    The power of the very finest is taken for noise: of rounding, of the camera, of JPEG.
    """
    frequencies = np.arange(1, len(power) + 1) / len(power)
    noise = max(_ROUNDING, float(np.median(power[-4:])))
    weights = np.maximum(power - noise, 0) * frequencies**2
    if not weights.any():
        return 0.0
    summed = np.concatenate([[0.0], np.cumsum(weights) / weights.sum()])
    return float(np.interp(_SHARE, summed, np.arange(len(summed)) / len(power)))
