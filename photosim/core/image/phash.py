"""Perceptual hash: 64 bits that survive resizing, recompression and changes of tone.

Grey, 32x32 px, discrete cosine transform; of its 8x8 lowest frequencies (without the constant
ones) each bit says whether the coefficient is above their median. C. Zauner, "Implementation and
Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1 (pHash's DCT hash).

Turning or mirroring a picture only swaps and negates coefficients, so the hashes of all eight
orientations come from one transform.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

PerceptualHashes = npt.NDArray[np.uint64]
"""`(n,)` uint64 array of perceptual hashes."""

_SIDE = 32
_LOW = 8


def _basis() -> npt.NDArray[np.float64]:
    """`(8, 32)`: the cosines of frequencies 1..8 (DCT-II)."""
    frequencies = np.arange(1, _LOW + 1)[:, None]
    places = np.arange(_SIDE)[None, :]
    return np.cos(np.pi * frequencies * (2 * places + 1) / (2 * _SIDE))


_COSINES = _basis()
_COSINES.flags.writeable = False

_SIGNS = np.where(np.arange(1, _LOW + 1) % 2, -1.0, 1.0)
"""Mirroring negates the odd frequencies along that axis."""


def phash(image: Image.Image) -> int:
    """The hash of an RGB or grey image, 0 <= hash < 2**64."""
    return int(_bits(_frequencies(image)[None])[0])


def orientations(image: Image.Image) -> PerceptualHashes:
    """`(8,)` hashes of the image in its eight orientations, its own first."""
    down = _frequencies(image)
    turned = [
        frequencies * vertical * horizontal
        for frequencies in (down, down.T)
        for vertical in (1.0, _SIGNS[:, None])
        for horizontal in (1.0, _SIGNS[None, :])
    ]
    return _bits(np.stack(turned))


def hamming(hashes: PerceptualHashes, query: PerceptualHashes) -> npt.NDArray[np.uint8]:
    """How many bits each hash differs from the nearest of the query's.

    Args:
        hashes: `(n,)` uint64.
        query: `(m,)` uint64, m at least 1.

    Returns:
        `(n,)` uint8 in [0, 64].
    """
    nearest: npt.NDArray[np.uint8] = np.bitwise_count(hashes ^ query[0])
    for other in query[1:]:
        np.minimum(nearest, np.bitwise_count(hashes ^ other), out=nearest)
    return nearest


def _frequencies(image: Image.Image) -> npt.NDArray[np.float64]:
    """`(8, 8)` low frequencies, rows vertical, columns horizontal."""
    grey = image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    pixels = np.asarray(grey, dtype=np.float64)
    # Rounding: of a picture of one colour nothing but rounding errors would be left to compare.
    return np.round(_COSINES @ pixels @ _COSINES.T, 3)


def _bits(frequencies: npt.NDArray[np.float64]) -> PerceptualHashes:
    """`(n, 8, 8)` frequencies to `(n,)` hashes."""
    flat = frequencies.reshape(len(frequencies), -1)
    above = flat > np.median(flat, axis=1, keepdims=True)
    return np.packbits(above, axis=1).view(">u8").ravel().astype(np.uint64)
