"""Measures how good a photo is, from its thumbnail. Imports OpenCV, which `quality` does not."""

from __future__ import annotations

import cv2
import numpy as np

from photosim.core.compare.prepared import Prepared
from photosim.core.errors import DecodeError
from photosim.core.records.quality import Quality

_SIDE = 384
"""Long edge at which sharpness is measured, px; smaller thumbnails are not enlarged."""

_BLOCK = 24
"""Side of the blocks in which it is measured, px."""

_SHARPEST = 0.9
"""Quantile of the blocks that counts: a face in focus before a soft background is sharp."""

_DARK, _BRIGHT = 4, 251
"""Grey levels of pixels that are drowned or burnt out."""


def measure(prepared: Prepared, width: int, height: int) -> Quality:
    """Measures a photo of this many pixels; one with a damaged thumbnail counts as worst."""
    try:
        grey = prepared.grey
    except DecodeError:
        return Quality(0.0, 1.0, 0.0, width * height)
    clipped = (grey <= _DARK) | (grey >= _BRIGHT)
    return Quality(
        _sharpness(grey.astype(np.float32)),
        float(clipped.mean()),
        float(grey.mean()),
        width * height,
    )


def _sharpness(grey: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> float:
    """Root mean square of the Laplacian, after noise, in the sharpest blocks."""
    fine = cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 0.7), cv2.CV_32F)
    energy = cv2.boxFilter(fine * fine, -1, (_BLOCK, _BLOCK), borderType=cv2.BORDER_REFLECT)
    step = max(1, min(_BLOCK // 2, *grey.shape))
    return float(np.sqrt(np.quantile(energy[::step, ::step], _SHARPEST)))
