"""The views of a query picture: what it may look like in the library, one image each.

Libraries hold pictures upright and whole; people drop turned, mirrored, framed and tilted copies.
Each view is searched for, and the nearest counts. What a photo lost by cropping no view brings
back: there the embedding alone has to do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

_TOLERANCE = 24
"""Largest difference of a border's pixels from their median, of 255: JPEGs have noise."""

_DUST = 0.01
"""Share of a border's pixels that may differ: dust, and ringing of the compression."""

_LARGEST_TRIM = 0.45
"""Share of a side that may be border; above that nothing but sky or paper would be left."""

_SMALLEST_TRIM = 0.01
"""Share of a side below which a border is not worth a view."""

_BLACK = 16
"""Brightest pixel, of 255, of the corners that a tilted picture leaves."""

_STEPS = 40
"""How finely the largest middle part without black corners is looked for; it has at least half of
each side, enough for 45 degrees of a wide picture."""


def of_query(image: Image.Image, square: Image.Image | None = None) -> list[Image.Image]:
    """The views of an upright RGB query picture, itself first, five to seven.

    `square` is the same picture as the model takes it; what is not trimmed is made from it.
    """
    whole = square or image
    views = [
        whole,
        whole.transpose(Image.Transpose.ROTATE_90),
        whole.transpose(Image.Transpose.ROTATE_180),
        whole.transpose(Image.Transpose.ROTATE_270),
        whole.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    ]
    trimmed = without_border(image)
    return [*views, *(view for view in (trimmed, without_corners(trimmed or image)) if view)]


def without_border(image: Image.Image) -> Image.Image | None:
    """The picture without the frame of one colour around it; None when it has none."""
    pixels = np.asarray(image, dtype=np.int16)
    height, width = pixels.shape[:2]
    top, bottom = _border(pixels), _border(pixels[::-1])
    if top + bottom >= height:
        return None
    across = pixels[top : height - bottom].swapaxes(0, 1)
    left, right = _border(across), _border(across[::-1])
    shares = (top / height, bottom / height, left / width, right / width)
    if max(shares) < _SMALLEST_TRIM or max(shares) > _LARGEST_TRIM:
        return None
    # One row more: between frame and picture lies a mixture of both.
    top, bottom, left, right = (n and n + 1 for n in (top, bottom, left, right))
    return image.crop((left, top, width - right, height - bottom))


def _border(lines: npt.NDArray[np.int16]) -> int:
    """How many of the first lines `(n, length, 3)` have the one colour of the first line."""
    colour = np.median(lines[0], axis=0)
    for number, line in enumerate(lines):  # nearly always the first ends it
        differs = np.abs(line - colour).max(axis=1) > _TOLERANCE
        if differs.mean() > _DUST:
            return number
    return len(lines)


def without_corners(image: Image.Image) -> Image.Image | None:
    """The largest middle part without the black corners of a tilted picture; None without them."""
    bright = np.asarray(image, dtype=np.uint8).max(axis=2)
    if not _has_black_corners(bright):
        return None
    height, width = bright.shape
    for step in range(1, _STEPS // 2 + 1):
        x, y = width * step // (2 * _STEPS), height * step // (2 * _STEPS)
        part = bright[y : height - y, x : width - x]
        if part[[0, 0, -1, -1], [0, -1, 0, -1]].min() > _BLACK:
            return image.crop((x, y, width - x, height - y))
    return None


def _corner_size(bright: npt.NDArray[np.uint8]) -> int:
    """Side in px of the squares that are looked at in the corners."""
    return max(2, int(min(bright.shape)) // 64)


def _corners(bright: npt.NDArray[np.uint8]) -> list[bool]:
    """Whether each of the four corners is black."""
    n = _corner_size(bright)
    squares = (bright[:n, :n], bright[:n, -n:], bright[-n:, :n], bright[-n:, -n:])
    return [bool(square.max() <= _BLACK) for square in squares]


def _has_black_corners(bright: npt.NDArray[np.uint8]) -> bool:
    """Whether all four corners are black while the middles of the sides are not."""
    return all(_corners(bright)) and bool(bright[len(bright) // 2].max() > _BLACK)
