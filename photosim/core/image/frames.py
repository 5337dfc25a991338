"""The further pages and frames of a file, one after the other, small, upright as they lie.

What counts as a page is said by `payload`: previews and other auxiliary pictures are none.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageFile

from photosim.core.errors import DecodeError, Fault
from photosim.core.image import formats
from photosim.core.image.colour import ColourManager, plain
from photosim.core.image.decode import target_size
from photosim.core.records.photos import Pixels

MOST = 40
"""Frames that are compared, at most; some tenths of a second each."""

_REDUCED, _SUBFILE_TYPE = 1, 254
"""TIFF 6.0: the tag that says what a picture of the file is, and its bit for a small copy."""


def further(data: bytes, long_edge: int) -> Iterator[Pixels]:
    """All frames but the first, `(h, w, 3)` uint8 each; the file was opened before without fault.

    Args:
        data: the whole file.
        long_edge: px at most.

    Raises:
        DecodeError: a frame cannot be read.
    """
    colours = ColourManager()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=formats.PILLOW_FORMATS) as opened:
                for number in range(1, getattr(opened, "n_frames", 1)):
                    opened.seek(number)
                    if not _is_reduced(opened):
                        yield _small(opened, long_edge, colours)
    except formats.BROKEN_FILE_ERRORS as error:
        raise DecodeError(Fault.PAGE_UNREADABLE) from error


def _is_reduced(opened: ImageFile.ImageFile) -> bool:
    kind = getattr(opened, "tag_v2", {}).get(_SUBFILE_TYPE, 0)
    return isinstance(kind, int) and bool(kind & _REDUCED)


def _small(opened: ImageFile.ImageFile, long_edge: int, colours: ColourManager) -> Pixels:
    image = plain(opened)
    size = target_size(*image.size, long_edge, 0)
    if image.size != size:
        image = image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
    profile = opened.info.get("icc_profile")
    return np.asarray(colours.to_srgb(image, profile if isinstance(profile, bytes) else None))
