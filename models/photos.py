"""Real photos as the pixels a model takes, for calibrating and for fitting."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def find(folders: Sequence[Path], at_most: int | None = None) -> list[Path]:
    """The photos below folders, sorted; evenly chosen ones when there are more than wanted."""
    found = [
        Path(parent) / name
        for folder in folders
        for parent, _, names in os.walk(folder)
        for name in names
        if Path(name).suffix.lower() in SUFFIXES
    ]
    found.sort(key=lambda path: (path.as_posix().lower(), path))
    if at_most is None or len(found) <= at_most:
        return found
    return [found[round(i)] for i in np.linspace(0, len(found) - 1, at_most)]


def pixels(path: Path, size: int) -> npt.NDArray[np.uint8]:
    """A photo as `(1.

    Size, size, 3)` uint8 RGB, squashed as `photosim.core.model.embed` does it.
    """
    with Image.open(path) as opened:
        opened.draft("RGB", (2 * size, 2 * size))
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    squashed = upright.resize((size, size), Image.Resampling.HAMMING, reducing_gap=1.0)
    return np.asarray(squashed)[np.newaxis]
