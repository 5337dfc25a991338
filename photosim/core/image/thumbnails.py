"""Thumbnails: the small JPEG of each photo, and the one colour that stands for it meanwhile."""

from __future__ import annotations

import io

from PIL import Image

LONG_EDGE = 384
"""Long edge of a thumbnail, px: enough for the grid at double density and for aligning pixels."""

_QUALITY = 85
"""JPEG quality: about 25 kB, differences invisible beside the photo itself."""


def shrink(image: Image.Image) -> Image.Image:
    """The image itself, or a smaller one when its long edge is above `LONG_EDGE`."""
    long_edge = max(image.size)
    if long_edge <= LONG_EDGE:
        return image
    size = tuple(max(1, round(edge * LONG_EDGE / long_edge)) for edge in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.BILINEAR, reducing_gap=2.0)


def make(image: Image.Image) -> bytes:
    """JPEG bytes of an upright sRGB image, long edge at most `LONG_EDGE` px."""
    encoded = io.BytesIO()
    shrink(image).save(encoded, "JPEG", quality=_QUALITY)
    return encoded.getvalue()


def mean_colour(image: Image.Image) -> int:
    """The mean colour of an RGB image as 0xRRGGBB."""
    mean = image.resize((1, 1), Image.Resampling.BOX, reducing_gap=1.0)
    red, green, blue = mean.tobytes()
    return red << 16 | green << 8 | blue
