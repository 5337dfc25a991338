"""How the tones of two aligned pictures differ, and whether another exposure explains it.

A camera that exposes longer multiplies the light; editing programs that brighten a picture multiply
the pixel values of sRGB, mix in contrast or change colours. Where only the light was multiplied,
pixels cannot tell an edit from a second exposure: then it may be one. sRGB: IEC 61966-2-1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from photosim.core.compare.alignment import Alignment, CommonGrid, colour_grid
from photosim.core.compare.prepared import Prepared
from photosim.core.records.photos import Floats

_SIDE = 64
"""Long edge at which tones are compared, px: small errors of alignment average out."""

_STOPS = np.arange(0.0, 5.01, 0.05, dtype=np.float32)
_GAINS = np.arange(1.0, 5.01, 0.025, dtype=np.float32)
_CLIPPED = 235.0 / 255.0

_SMOOTHING_PX = 1.0
"""Blur before tones are compared: what remains of errors of alignment."""

_LEAST_SAMPLES = 60

_FEW = 600
"""Samples that are compared, at most."""

_LEAST_STOPS = 0.4
"""Stops below which a difference of tone is no other exposure: cameras bracket by 1/2 and more."""

_EXPLAINED = 0.4
"""Share of the difference that may remain once an exposure has been accounted for."""

_TIGHT = 2.5
"""Mean error in grey levels of an edit that multiplied pixel values: what compression leaves."""

_GREY = 6.0
"""Mean difference of the channels, grey levels, of a picture in black and white."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How the outer picture's tones differ from the inner one's.

    Attributes:
        stops: exposure of the outer picture, in stops, above that of the inner one.
        difference: mean difference of the pixels, grey levels.
        exposure_error: what remains of it if the light was multiplied.
        gain_error: what remains of it if the pixel values were multiplied.
        inner_colour, outer_colour: mean difference of the channels, grey levels.
    """

    stops: float = 0.0
    difference: float = 0.0
    exposure_error: float = 0.0
    gain_error: float = 0.0
    inner_colour: float = 0.0
    outer_colour: float = 0.0

    @property
    def may_be_exposure(self) -> bool:
        """Whether the pictures may be two exposures of one scene."""
        if abs(self.stops) < _LEAST_STOPS:
            return False
        if self.exposure_error > _EXPLAINED * self.difference:
            return False
        is_edit = self.gain_error < _TIGHT and self.gain_error < 0.8 * self.exposure_error
        return not is_edit

    @property
    def lost_colour(self) -> int:
        """1 when only the outer picture is black and white, -1 when only the inner one, else 0."""
        return (self.outer_colour < _GREY < self.inner_colour / 2) - (
            self.inner_colour < _GREY < self.outer_colour / 2
        )


def compare(first: Prepared, second: Prepared, alignment: Alignment) -> Tone:
    """Compares the tones of two pictures where both show the same.

    Raises:
        DecodeError: a thumbnail is damaged.
    """
    inner, outer = _samples(colour_grid(first, second, alignment, _SIDE))
    if len(inner) < _LEAST_SAMPLES:
        return Tone()
    colours = tuple(float(np.ptp(pixels, axis=1).mean()) * 255 for pixels in (inner, outer))
    is_outer_brighter = bool(outer.mean() >= inner.mean())
    dark, bright = (inner, outer) if is_outer_brighter else (outer, inner)
    dark, bright = dark.ravel(), bright.ravel()
    difference = float(np.abs(bright - dark).mean()) * 255
    kept = bright < _CLIPPED  # what is burnt out says nothing about the curve
    if kept.sum() < _LEAST_SAMPLES:
        return Tone(0.0, difference, difference, difference, *colours)
    dark, bright = dark[kept], bright[kept]
    light = _light(dark)
    stops, exposure_error = _fit(_STOPS, lambda stop: _pixel(light * np.exp2(stop)), bright)
    _, gain_error = _fit(_GAINS, lambda gain: dark * gain, bright)
    remaining = float(np.abs(bright - dark).mean()) * 255
    return Tone(
        stops if is_outer_brighter else -stops, remaining, exposure_error, gain_error, *colours
    )


def _samples(grid: CommonGrid) -> tuple[Floats, Floats]:
    """`(n, 3)` float32 RGB in [0, 1] of both, where both have pixels."""
    inner, outer = (
        cv2.GaussianBlur(layer, (0, 0), _SMOOTHING_PX)[grid.is_shown]
        for layer in (grid.inner, grid.outer)
    )
    step = max(1, len(inner) // _FEW)
    return inner[::step] / np.float32(255), outer[::step] / np.float32(255)


def _fit(
    values: Floats, predicted: Callable[[Floats], Floats], wanted: Floats
) -> tuple[float, float]:
    """The value with the least mean error, coarse first, and that error in grey levels."""
    coarse = range(0, len(values), 8)
    near = min(coarse, key=lambda i: _error(predicted(values[i]), wanted))
    fine = range(max(0, near - 7), min(len(values), near + 8))
    best = min(fine, key=lambda i: _error(predicted(values[i]), wanted))
    return float(values[best]), _error(predicted(values[best]), wanted)


def _error(predicted: Floats, wanted: Floats) -> float:
    return float(np.abs(np.minimum(predicted, 1) - wanted).mean()) * 255


def _light(pixels: Floats) -> Floats:
    """Linear light of sRGB values, both in [0, 1]."""
    dark = pixels / np.float32(12.92)
    bright = ((pixels + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
    return np.where(pixels <= 0.04045, dark, bright)


def _pixel(light: Floats) -> Floats:
    """Values in sRGB of linear light."""
    dark = light * np.float32(12.92)
    bright = np.float32(1.055) * np.maximum(light, np.float32(1e-9)) ** np.float32(1 / 2.4)
    return np.where(light <= 0.0031308, dark, bright - np.float32(0.055))
