"""Whether flat areas of a drawing have another colour in one of two pictures.

A close look compares what is light and dark, so that a copy in black and white, brightened or in a
warmer white is the same picture. In a drawing or a document, of which most is flat ground, a strong
colour whose hue is another one is another mark: a red logo is no blue one. Where grey takes on a
colour, too, the whole was toned.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.edits import OTHER_HUE, colour_strength
from photosim.core.compare.local_change import LocalChange
from photosim.core.records.photos import Floats

_LOOKED_AT_PX = 256
_STRONG = 25.0
"""Distance from grey in CIELAB from which a colour is strong."""

_LEAST = 0.002
"""Share of the picture that must have turned.

Of 114 real re-saves, and of 19 drawings, bills and chats saved at quality 10, brightened, darkened,
given contrast, cooled, warmed or made grey, none had so much; logos in two hues have 20 % and more.
Photos are left out: of 20, one had when it was brightened until it burnt out, one in another light.
"""

_GREY = 8.0
_LEAST_GREY = 0.1
"""Share of the picture that must be grey to say anything."""

_TONED = 12.0
"""Distance from grey that grey has, in the middle, when a picture was toned."""


def find(grid: CommonGrid) -> LocalChange:
    """Where two drawings in colour on one grid have other colours; as strong as can be there."""
    inner, outer = _colours(grid.inner), _colours(grid.outer)
    is_shown = _as_large(grid.is_shown, inner) > 0
    strength = np.zeros(grid.is_shown.shape, np.float32)
    turned = _turned(inner, outer) & is_shown
    cleaned = cv2.morphologyEx(turned.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    if cleaned.mean() < _LEAST or _is_toned(inner, outer, is_shown):
        return LocalChange(strength, 0.0)
    strength += np.float32(_GREATEST) * _as_large(cleaned > 0, strength)
    return LocalChange(strength, _GREATEST)


_GREATEST = 30.0
"""The strength of a place with another colour: as what is another thing for certain."""


def _colours(pixels: Floats) -> Floats:
    """`(h, w, 2)` CIELAB a and b of the picture made small."""
    factor = min(1.0, _LOOKED_AT_PX / max(pixels.shape[:2]))
    size = [max(1, round(side * factor)) for side in pixels.shape[1::-1]]
    small = cv2.GaussianBlur(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), (0, 0), 1.0)
    lab = cv2.cvtColor(np.asarray(small / 255, np.float32), cv2.COLOR_RGB2LAB)
    return np.asarray(lab[..., 1:], np.float32)


def _as_large(mask: npt.NDArray[np.bool_], other: Floats) -> npt.NDArray[np.uint8]:
    size = other.shape[1::-1]
    return np.asarray(
        cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST), np.uint8
    )


def _turned(one: Floats, other: Floats) -> npt.NDArray[np.bool_]:
    """Where both have a strong colour, and not the same one."""
    here, there = colour_strength(one), colour_strength(other)
    alike = (one * other).sum(axis=2) / np.maximum(here * there, np.float32(1e-3))
    return np.asarray((np.minimum(here, there) > _STRONG) & (alike < OTHER_HUE), np.bool_)


def _is_toned(one: Floats, other: Floats, is_shown: npt.NDArray[np.bool_]) -> bool:
    """Whether what is grey in one of them has a colour in the other."""
    here, there = colour_strength(one), colour_strength(other)
    for plain, seen in ((here, there), (there, here)):
        is_grey = (plain < _GREY) & is_shown
        if is_grey.mean() > _LEAST_GREY and np.median(seen[is_grey]) > _TONED:
            return True
    return False
