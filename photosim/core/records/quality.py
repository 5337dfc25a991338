"""How good a photo is technically: which of similar shots to propose. `sharpness` measures it.

Only shots of one scene can be compared: what is in a picture decides how sharp it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosim.core.records.reasons import Merit

_MIDDLE, _FAR = 118.0, 100.0
"""Mean grey level of a well exposed photo (18 % of the light in sRGB), and how far is bad."""

_CLEARLY = 1.15
"""Ratio of sharpness that a person sees."""

_CLIPPED = 0.02
"""Share of pixels that a person notices when they are burnt out or drowned."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures of one photo.

    Attributes:
        sharpness: grey levels of fine detail in its sharpest parts, 0 and up.
        clipped: share of pixels that are burnt out or drowned, in [0, 1].
        mean: mean grey level, 0..255.
        pixels: of the whole photo.
    """

    sharpness: float
    clipped: float
    mean: float
    pixels: int

    @property
    def exposure(self) -> float:
        """1 for a well exposed photo, 0 for one that is black, white, or clipped all over."""
        off = min(1.0, abs(self.mean - _MIDDLE) / _FAR)
        return max(0.0, 1.0 - 0.5 * off * off - min(1.0, 3 * self.clipped))


def rank(qualities: Sequence[Quality]) -> list[int]:
    """The places of shots of one scene, the best first; equal ones in their own order."""
    scores = _scores(qualities)
    return sorted(range(len(qualities)), key=lambda place: (-scores[place], place))


def merits(qualities: Sequence[Quality], place: int) -> tuple[Merit, ...]:
    """Why this one of several shots may stand for them; empty if nothing speaks for it.

    What holds for all of them is no reason.
    """
    own = qualities[place]
    others = [quality for at, quality in enumerate(qualities) if at != place]
    if not others:
        return ()
    said = []
    if own.sharpness > _CLEARLY * max(other.sharpness for other in others):
        said.append(Merit.SHARPEST)
    elif own.sharpness > _CLEARLY * min(other.sharpness for other in others):
        said.append(Merit.SHARP)
    exposures = [other.exposure for other in others]
    if own.exposure >= max(exposures) - 0.02 and own.exposure > min(exposures) + 0.05:
        said.append(Merit.WELL_EXPOSED)
    if own.pixels > 1.05 * max(other.pixels for other in others):
        said.append(Merit.MOST_PIXELS)
    if own.clipped < _CLIPPED < min(other.clipped for other in others):
        said.append(Merit.NOT_CLIPPED)
    return tuple(said)


def _scores(qualities: Sequence[Quality]) -> list[float]:
    """Each relative to the best: sharpness counts most, then exposure, then pixels."""
    sharpest = max((quality.sharpness for quality in qualities), default=0.0) or 1.0
    largest = max((quality.pixels for quality in qualities), default=0) or 1
    return [
        quality.sharpness / sharpest
        + 0.7 * quality.exposure
        + 0.2 * (quality.pixels / largest) ** 0.5
        for quality in qualities
    ]
