"""What one picture would look like with the tones and the sharpness of another one.

Two re-saves of a picture differ in brightness, contrast, colours and resolution as a whole. All of
that is one curve of tones, a share of the colours and one small filter, the same everywhere; they
are fitted so that what differs in a small place only does not count (iteratively reweighted least
squares with Cauchy weights: P. Holland and R. Welsch, "Robust regression using iteratively
reweighted least-squares", 1977). What remains is another thing in one picture, or noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.geometry import Mask
from photosim.core.compare.luma_chroma import LUMA, luma
from photosim.core.records.photos import Floats

_KNOTS = 17
"""Places of the curve of tones, evenly from 0 to 255."""

_SMOOTH_PX = 1.5
"""Blur before tones are fitted: other sharpness is no other tone."""

_RADIUS = 2
"""Of the filter, px: 5 x 5 taps reach from sharpened to a quarter of the resolution."""

_MEAN_PX = 11
"""Side of the surroundings whose mean the filter leaves alone."""

_FEW = 16_000
"""Pixels that are fitted, at most."""

_LEAST = 200
"""Pixels below which nothing is fitted."""

_ROUNDS = 3
_FLOOR = 2.0
"""Least scale of the Cauchy weights, grey levels."""

_RIDGE = 0.004
"""Of the pull towards leaving all as it is, in shares of the evidence."""

_BEND, _LOOSE = 0.0005, 1e-6
"""How much the curve of tones resists bending, and leaving its place, in shares of the evidence:
what a single small thing says of its tone alone bends nothing."""

_COLOURS = 7
"""Terms of colour."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The sharper picture as the softer one would show it, and the softer one.

    Attributes:
        predicted, seen: `(h, w)` float32 luma, 0..255.
    """

    predicted: Floats
    seen: Floats


def match(grid: CommonGrid, *, is_turned: bool = False) -> Matched:
    """Both pictures of a grid in colour, in the tones and the sharpness of the softer one.

    Args:
        grid: both pictures.
        is_turned: in those of the sharper one instead: that may be burnt out where the softer one
            still shows something.
    """
    sharper, softer = _ordered(grid)
    if is_turned:
        sharper, softer = softer, sharper
    seen = luma(softer)
    toned = _toned(sharper, seen, grid.is_shown)
    return Matched(_filtered(toned, seen, grid.is_shown), seen)


def activity(pixels: Floats) -> Floats:
    """How much goes on around each pixel of `(h, w)`, grey levels: there compression is noisy."""
    across, down = (
        cv2.Sobel(pixels, cv2.CV_32F, dx, dy, ksize=3, scale=1 / 8) for dx, dy in ((1, 0), (0, 1))
    )
    slope = cv2.magnitude(across, down)
    mean = cv2.boxFilter(pixels, -1, (7, 7))
    variance = cv2.sqrBoxFilter(pixels, cv2.CV_32F, (7, 7)) - mean * mean
    spread = cv2.sqrt(np.maximum(variance, 0))
    return np.asarray(cv2.max(1.5 * slope, 0.6 * spread), np.float32)


def _ordered(grid: CommonGrid) -> tuple[Floats, Floats]:
    """The sharper picture first: it has more differences of neighbours for its contrast."""
    inner, outer = grid.inner, grid.outer
    is_inner = _sharpness(inner, grid.is_shown) >= _sharpness(outer, grid.is_shown)
    return (inner, outer) if is_inner else (outer, inner)


def _sharpness(rgb: Floats, is_shown: Mask) -> float:
    pixels = luma(rgb)
    steps = float(np.abs(np.diff(pixels, axis=1)).sum()) / pixels.size
    return steps / max(1.0, float(pixels[is_shown].std()))


def _toned(sharper: Floats, seen: Floats, is_shown: Mask) -> Floats:
    """The sharper picture's luma in the softer one's tones, `(h, w)`."""
    smooth = np.asarray(cv2.GaussianBlur(sharper, (0, 0), _SMOOTH_PX), np.float32)
    there = _some(np.flatnonzero(is_shown))
    if len(there) < _LEAST:
        return luma(sharper)
    colours = smooth.reshape(-1, 3)[there]
    smooth_seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), _SMOOTH_PX), np.float32)
    wanted = smooth_seen.ravel()[there]
    terms = np.hstack([_hats(colours), _colour_terms(colours)])
    prior = np.concatenate([np.linspace(0, 255, _KNOTS), np.zeros(_COLOURS)]).astype(np.float32)
    fitted = _robust(terms, wanted, prior, _stiffness())
    fitted[:_KNOTS] = _rising(fitted[:_KNOTS], terms[:, :_KNOTS].sum(axis=0))
    return _curved(sharper, fitted)


def _rising(knots: Floats, evidence: Floats) -> Floats:
    """A curve of tones in which no tone is brighter than a lighter one.

    From the tone in the middle of all evidence outwards: a thing in a tone that nothing else has,
    black writing on snow, would else move all the others.
    """
    middle = int(np.searchsorted(np.cumsum(evidence), evidence.sum() / 2))
    rising = knots.copy()
    rising[middle:] = np.maximum.accumulate(rising[middle:])
    rising[: middle + 1] = np.minimum.accumulate(rising[middle::-1])[::-1]
    return rising


def _stiffness() -> Floats:
    """`(m, m)`: how the curve resists bending, and the colours being of any weight."""
    bends = np.diff(np.eye(_KNOTS, dtype=np.float32), n=2, axis=0)
    pull = np.eye(_KNOTS + _COLOURS, dtype=np.float32) * np.float32(_RIDGE)
    pull[:_KNOTS, :_KNOTS] = _BEND * bends.T @ bends + np.eye(_KNOTS, dtype=np.float32) * _LOOSE
    return pull


def _hats(rgb: Floats) -> Floats:
    """`(n, knots)`: the two neighbouring knots of each channel with their weights in the luma.

    A program that brightens does so channel by channel, and each is burnt out by itself.
    """
    place = np.clip(rgb / 255 * (_KNOTS - 1), 0, _KNOTS - 1)
    hats = np.zeros((len(rgb), _KNOTS), np.float32)
    for channel, weight in enumerate(LUMA):
        near = np.abs(place[:, channel, None] - np.arange(_KNOTS, dtype=np.float32))
        hats += weight * np.maximum(0, 1 - near)
    return hats


def _colour_terms(rgb: Floats) -> Floats:
    """`(n, 7)`: what red and blue have beyond the luma, alone, where it is bright, and squared."""
    pixels = (rgb @ LUMA)[:, None]
    beyond = (rgb[:, ::2] - pixels) / 64
    product = beyond[:, :1] * beyond[:, 1:]
    return np.hstack([beyond, beyond * pixels / 255, beyond**2, product]).astype(np.float32)


def _curved(rgb: Floats, fitted: Floats) -> Floats:
    """What `_hats` and `_colour_terms` with these factors make of all pixels, `(h, w)`."""
    pixels = luma(rgb)
    steps = np.interp(np.linspace(0, 255, 1024), np.linspace(0, 255, _KNOTS), fitted[:_KNOTS])
    places = np.clip(rgb * (1023 / 255) + 0.5, 0, 1023).astype(np.int16)
    toned = luma(steps.astype(np.float32)[places])
    red, blue = ((rgb[..., channel] - pixels) / 64 for channel in (0, 2))
    reds, blues, bright_reds, bright_blues, red_squares, blue_squares, both = fitted[_KNOTS:]
    toned += red * (reds + bright_reds / 255 * pixels + red_squares * red + both * blue)
    toned += blue * (blues + bright_blues / 255 * pixels + blue_squares * blue)
    return toned


def _filtered(toned: Floats, seen: Floats, is_shown: Mask) -> Floats:
    """The toned picture through the small filter that makes it as sharp as the other one."""
    active = np.where(is_shown, activity(seen), -1)
    active[:_RADIUS] = active[-_RADIUS:] = active[:, :_RADIUS] = active[:, -_RADIUS:] = -1
    flat = active.ravel()
    wanted = min(flat.size - 1, max(2000, flat.size // 3))
    there = _some(np.flatnonzero(flat > max(1e-3, float(np.partition(flat, -wanted)[-wanted]))))
    if len(there) < _LEAST:
        return toned
    taps = range(-_RADIUS, _RADIUS + 1)
    mean = _mean(toned)
    columns = [
        toned.ravel()[there + down * toned.shape[1] + across] for down in taps for across in taps
    ]
    around = mean.ravel()[there]
    terms = np.stack(columns, axis=1) - around[:, None]
    rest = (seen - _mean(seen)).ravel()[there]
    prior = np.zeros(terms.shape[1], np.float32)
    prior[len(prior) // 2] = 1
    strength = _RIDGE * max(1.0, float((terms**2).mean()))  # a flat picture proves nothing
    pull = np.eye(len(prior), dtype=np.float32) * np.float32(strength)
    kernel = _robust(terms, rest, prior, pull).reshape(len(taps), len(taps))
    return np.asarray(
        cv2.filter2D(toned, -1, kernel) + (1 - float(kernel.sum())) * mean, np.float32
    )


def _mean(pixels: Floats) -> Floats:
    """The mean of each pixel's surroundings, `(h, w)`."""
    return np.asarray(cv2.boxFilter(pixels, -1, (_MEAN_PX, _MEAN_PX)), np.float32)


def _some(places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return places[:: max(1, len(places) // _FEW)]


def _robust(terms: Floats, wanted: Floats, prior: Floats, pull: Floats) -> Floats:
    """Factors of the terms `(n, m)` that make most of `wanted`, near `prior` without proof.

    It begins with the prior, where that makes more than the least squares do: these bend the whole
    to a thing that stands alone, and what was bent once does not come back.
    """
    ridge = pull.astype(np.float64) * len(wanted)

    def fit(weights: Floats) -> Floats:
        weighted = terms * weights[:, None]
        left = (weighted.T @ terms).astype(np.float64) + ridge
        right = (weighted.T @ wanted).astype(np.float64) + ridge @ prior
        return np.linalg.solve(left, right).astype(np.float32)

    def missing(factors: Floats) -> Floats:
        return np.abs(wanted - terms @ factors)

    starts = prior, fit(np.ones(len(wanted), np.float32))
    fitted = min(starts, key=lambda factors: float(np.median(missing(factors))))
    for _ in range(_ROUNDS):
        left_over = missing(fitted)
        scale = max(_FLOOR, 2 * float(np.median(left_over)))
        fitted = fit((1 / (1 + (left_over / scale) ** 2)).astype(np.float32))
    return fitted
