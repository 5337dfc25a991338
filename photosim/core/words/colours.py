"""Colours as people name them: how much of a small picture each of eleven takes.

thumbnail (JPEG) -> `(SIDE, SIDE)` pixels -> CIE L*a*b* -> the nearest of some samples of each
colour -> share of each colour, pixels in the middle counting more, since there is what was meant.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from photosim.core.errors import DecodeError, Fault
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Floats

SIDE = 24
"""Edge in px of the picture that is looked at."""

ColourShares = npt.NDArray[np.uint8]
"""`(n, 11)`: the share of each colour, 255 all of it."""

SAMPLES = {
    "black": (0x101010, 0x1A1612, 0x14181E, 0x262626),
    "white": (0xFFFFFF, 0xF4F4F2, 0xF2EEE6, 0xE8ECF0),
    "grey": (0x808080, 0xA8A8A8, 0x585858, 0x8A8F96, 0xC4C4C4, 0x6C6660, 0x3C3C3C),
    "red": (0xD01818, 0xA01010, 0xE04030, 0x80101C, 0xC8283C, 0xB03028),
    "orange": (0xF08010, 0xE06818, 0xF8A040, 0xD87020),
    "yellow": (0xF8E020, 0xF0D050, 0xE8C010, 0xF4E890, 0xC8A818),
    "green": (0x208030, 0x50A040, 0x104818, 0x80C060, 0x607828, 0xA0B848, 0x2C4020, 0x70D890),
    "blue": (0x1848C0, 0x4080E0, 0x102868, 0x80B8F0, 0x2890D0, 0x6078A8, 0x183050, 0x40B8C8),
    "purple": (0x702090, 0x9860C0, 0x481858, 0xB090D8, 0x602868),
    "pink": (0xF090B0, 0xE85898, 0xF8C0D0, 0xD870A8, 0xE8A0A0),
    "brown": (0x704020, 0x502C18, 0x8C5C34, 0xA87850, 0x3C2414, 0xB89870, 0xC8A888),
}
"""0xRRGGBB of some pictures' pixels that people call so; chosen by hand over the hue circle."""

NAMES = tuple(SAMPLES)

ALSO = {
    "gray": "grey",
    "silver": "grey",
    "violet": "purple",
    "lilac": "purple",
    "golden": "yellow",
    "turquoise": "blue",
    "cyan": "blue",
    "crimson": "red",
    "scarlet": "red",
    "beige": "brown",
    "tan": "brown",
    "magenta": "pink",
    "dark": "black",
}
"""Other words for them."""


def number(word: str) -> int | None:
    """The colour that a word in lower case means, a place in `NAMES`; None when it is none."""
    name = ALSO.get(word, word)
    return NAMES.index(name) if name in SAMPLES else None


class ColourNamer:
    """Names the colours of pixels, by a table of 20 x 20 x 20 reds, greens and blues.

    It takes some 20 ms to make one.
    """

    def __init__(self) -> None:
        steps = (np.arange(_STEPS, dtype=np.float32) + 0.5) / _STEPS
        cube: Floats = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1)
        self._names = _nearest(_lab(cube.reshape(-1, 3))).astype(np.uint8)
        self._middle = _middle(SIDE, SIDE)

    def shares_of(self, jpegs: Sequence[bytes]) -> ColourShares:
        """`(n, 11)` shares of thumbnails; none of any colour where one cannot be read."""
        rows = np.zeros((len(jpegs), len(NAMES)), np.uint8)
        for row, jpeg in zip(rows, jpegs, strict=True):
            with contextlib.suppress(DecodeError):
                row[:] = self.shares(jpeg)
        return rows

    def shares(self, jpeg: bytes) -> ColourShares:
        """`(11,)` uint8 shares of the colours of a thumbnail.

        Raises:
            DecodeError: it is no picture.
        """
        from PIL import Image  # the process with the window has no use for it

        try:
            with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
                image.draft("RGB", (SIDE * 2, SIDE * 2))
                small = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
        except BROKEN_FILE_ERRORS as error:
            raise DecodeError(Fault.THUMBNAIL_UNREADABLE) from error
        return self.of_pixels(np.asarray(small))

    def of_pixels(self, pixels: npt.NDArray[np.uint8]) -> ColourShares:
        """`(11,)` shares of the colours of `(SIDE, SIDE, 3)` RGB pixels."""
        counted = np.bincount(self._found(pixels.reshape(-1, 3)), self._middle, len(NAMES))
        shares: ColourShares = np.round(255 * counted / self._middle.sum()).astype(np.uint8)
        return shares

    def of_means(self, colours: npt.NDArray[np.int64]) -> ColourShares:
        """`(n, 11)` shares of `(n,)` mean colours 0xRRGGBB: the first guess of each photo."""
        packed = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
        one = np.arange(len(NAMES)) == self._found(packed)[:, None]
        shares: ColourShares = (one * np.uint8(_MEAN_SHARE)).astype(np.uint8)
        return shares

    def _found(self, pixels: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
        """`(n,)` number of the colour of each of `(n, 3)` pixels of 0..255."""
        steps = pixels.astype(np.int32) * _STEPS // 256
        found: npt.NDArray[np.uint8] = self._names[
            (steps[:, 0] * _STEPS + steps[:, 1]) * _STEPS + steps[:, 2]
        ]
        return found


_STEPS = 20
_MEAN_SHARE = 64
"""A mean colour says less than a colour that was seen: a quarter."""


def _nearest(lab: Floats) -> npt.NDArray[np.int64]:
    """`(n,)` the colour whose sample is nearest to each of `(n, 3)`."""
    samples = _lab(_rgb([sample for one in SAMPLES.values() for sample in one]))
    owners = np.repeat(np.arange(len(NAMES)), [len(one) for one in SAMPLES.values()])
    best = np.full(len(lab), np.inf, np.float32)
    nearest = np.zeros(len(lab), np.int64)
    for owner, sample in zip(owners.tolist(), samples, strict=True):
        apart = ((lab - sample) ** 2 * _WEIGHTS).sum(axis=1)
        nearest[apart < best] = owner
        best = np.minimum(best, apart)
    return nearest


_WEIGHTS = np.array([0.35, 1.0, 1.0], np.float32)
"""Lightness counts less than hue: a shaded apple stays red."""


def _middle(height: int, width: int) -> Floats:
    """`(h * w,)` weight of each pixel: 1 in the middle, 0.25 in the corners."""
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    x = np.linspace(-1, 1, width, dtype=np.float32)[None] ** 2
    return (1 - 0.375 * (y + x)).ravel().astype(np.float32)


def _rgb(colours: list[int]) -> Floats:
    packed = np.array(colours)
    return (np.stack([packed >> 16, packed >> 8 & 255, packed & 255], 1) / 255).astype(np.float32)


def _lab(rgb: Floats) -> Floats:
    """CIE L*a*b* (D65) of `(n, 3)` sRGB from 0 to 1."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    lightness = 116 * f[:, 1] - 16
    red, yellow = 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])
    return np.stack([lightness, red, yellow], axis=1).astype(np.float32)


_TO_XYZ = np.array(
    [
        [0.4339, 0.3762, 0.1899],
        [0.2127, 0.7152, 0.0722],
        [0.0178, 0.1095, 0.8727],
    ],
    np.float32,
)
"""Linear sRGB to XYZ, each by its white, so that grey is a = b = 0."""
