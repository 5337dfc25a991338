"""Whether a picture is a document or a screen, or shows one: letters on flat ground.

Letters are small: a close look takes more pixels of a document than of a photo. A page that was
photographed by hand lies otherwise in each photo, so that letters may not be told from errors.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare.geometry import Mask
from photosim.core.records.photos import Floats, Pixels

_LOOKED_AT_PX = 384
_FLAT = 12
"""Grey levels by which the pixels of flat ground differ, 5 x 5 of them; compression leaves 8."""

_TONES = 9
"""Grey levels that are one tone."""

_LEAST = 0.35
"""Share of the picture that is flat and of one tone in documents and screens. Of 440 photos of the
benchmark of local changes 4 % have more: they only cost more time."""

_STROKE_PX, _STROKE = 13, 35
"""Dark things that are less wide are strokes, and how much darker than around them, grey levels."""

_BESIDE_PX = 9
_EVEN, _FEWEST, _MOST, _ON_GROUND = 0.6, 0.003, 0.12, 0.28
_LIGHT, _MOST_COLOURED = 120, 0.35
"""Of a page in uneven light: the share of the picture that is flat, in whatever tones; the share
that is strokes; the share of the strokes that has flat ground beside it; how light that is, and how
much of its strongest channel its weakest lacks, in the middle. Of 112 pages all are so, of 255
photos 5 % (2026-11)."""


def is_document(rgb: Pixels) -> bool:
    """Whether `(h, w, 3)` uint8 pixels are mostly ground of one tone."""
    grey = _grey(_small(rgb))
    counts = np.bincount(grey[_is_flat(grey)], minlength=256)
    return bool(np.convolve(counts, np.ones(_TONES, np.int64)).max() > _LEAST * grey.size)


def is_page_in_uneven_light(rgb: Pixels) -> bool:
    """Whether `(h, w, 3)` uint8 pixels are mostly flat, with thin dark strokes on light ground."""
    small = _small(rgb)
    grey = _grey(small)
    is_flat = _is_flat(grey)
    closer = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE_PX, _STROKE_PX))
    is_stroke = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, closer) > _STROKE
    if float(is_flat.mean()) <= _EVEN or not _FEWEST < float(is_stroke.mean()) < _MOST:
        return False
    beside = cv2.dilate(is_flat.astype(np.uint8), np.ones((_BESIDE_PX, _BESIDE_PX), np.uint8)) > 0
    is_written = is_stroke & beside
    ground = cv2.morphologyEx(small, cv2.MORPH_CLOSE, closer)[is_written].astype(np.float32)
    return bool(is_written.sum() > _ON_GROUND * is_stroke.sum()) and _is_paper(ground)


def _is_paper(ground: Floats) -> bool:
    """Whether colours `(n, 3)` are light, and hardly coloured."""
    strongest, weakest = ground.max(axis=1), ground.min(axis=1)
    lacks = np.median((strongest - weakest) / np.maximum(strongest, 1))
    return bool(np.median(ground) > _LIGHT and lacks < _MOST_COLOURED)


def _small(rgb: Pixels) -> Pixels:
    factor = min(1.0, _LOOKED_AT_PX / max(rgb.shape[:2]))
    size = (max(1, round(rgb.shape[1] * factor)), max(1, round(rgb.shape[0] * factor)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _grey(rgb: Pixels) -> npt.NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)


def _is_flat(grey: npt.NDArray[np.uint8]) -> Mask:
    square = np.ones((5, 5), np.uint8)
    return np.asarray(cv2.dilate(grey, square) - cv2.erode(grey, square) < _FLAT, np.bool_)
