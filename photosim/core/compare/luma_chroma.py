"""How light the pixels of a picture in colour are, and in what colour: Y, Cb and Cr as in JPEG."""

from __future__ import annotations

import cv2
import numpy as np

from photosim.core.records.photos import Floats

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""Y of R, G, B (ITU-R BT.601, as JPEG has them)."""

CHROMA = np.array([[-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]], np.float32)
"""Cb and Cr of R, G, B (the same)."""


def luma(rgb: Floats) -> Floats:
    """`(h, w)` float32, 0..255, of a picture in colour."""
    return np.asarray(cv2.transform(rgb, LUMA[None, :]), np.float32)


def chroma(rgb: Floats) -> Floats:
    """`(h, w, 2)` float32 Cb and Cr of a picture in colour, 0 for grey."""
    return np.asarray(cv2.transform(rgb, CHROMA), np.float32)
