"""The cosine transform of a JPEG's blocks: what a picture holds of each frequency."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BLOCK, FREQUENCIES = 8, 64
"""Px of a block along a side; frequencies of a block, row by row, the mean first."""

_MOST_BLOCKS = 6000
"""Blocks that are looked at, evenly spread."""


def coefficients(grey: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """`(n, 64)` coefficients of the blocks of a grey picture, in grey levels, row by row.

    Blocks begin at its left top corner; what is left of a block at the other edges is left out.
    """
    h, w = grey.shape[0] // BLOCK, grey.shape[1] // BLOCK
    places = np.unique(np.linspace(0, h * w - 1, min(_MOST_BLOCKS, h * w)).astype(np.int64))
    rows = grey[: h * BLOCK, : w * BLOCK].reshape(h, BLOCK, w, BLOCK)
    blocks = rows[places // max(w, 1), :, places % max(w, 1)] - 128
    return (_COSINES @ blocks @ _COSINES.T).reshape(-1, FREQUENCIES).astype(np.float32, copy=False)


def _cosines() -> npt.NDArray[np.float32]:
    """The 8-point discrete cosine transform of ITU-T T.81 as a matrix: a row a frequency."""
    place = np.arange(BLOCK)
    waves = np.cos((2 * place[None, :] + 1) * place[:, None] * np.pi / (2 * BLOCK))
    scale = np.sqrt(np.where(place == 0, 1, 2) / BLOCK)[:, None]
    return (waves * scale).astype(np.float32)


_COSINES = _cosines()
