"""Whether a picture is a document or a screen: most of it is flat ground of one tone.

Its letters are small: a close look takes more pixels of it than of a photo.
"""

from __future__ import annotations

import cv2
import numpy as np

from photosim.core.records.photos import Pixels

_LOOKED_AT_PX = 384
_FLAT = 12
"""Grey levels by which the pixels of flat ground differ, 5 x 5 of them; compression leaves 8."""

_TONES = 9
"""Grey levels that are one tone."""

_LEAST = 0.35
"""Share of the picture that is flat and of one tone in documents and screens. Of 440 photos of the
benchmark of local changes 4 % have more: they only cost more time."""


def is_document(rgb: Pixels) -> bool:
    """Whether `(h, w, 3)` uint8 pixels are mostly ground."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    factor = min(1.0, _LOOKED_AT_PX / max(grey.shape))
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    square = np.ones((5, 5), np.uint8)
    is_flat = cv2.dilate(small, square) - cv2.erode(small, square) < _FLAT
    counts = np.bincount(small[is_flat], minlength=256)
    return bool(np.convolve(counts, np.ones(_TONES, np.int64)).max() > _LEAST * small.size)
