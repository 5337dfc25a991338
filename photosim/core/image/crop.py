"""A part of a query picture: the box that a person drew, and the image it is cut out as."""

from __future__ import annotations

import math

from PIL import Image

from photosim.core.errors import BoxError, Fault
from photosim.core.image.decode import target_size
from photosim.core.image.thumbnails import LONG_EDGE
from photosim.core.records.photos import Box

_LEAST_PX = 8
"""Fewer pixels of the picture than these along a side show nothing that could be alike."""

_LARGEST_PX = 8192
"""Long edge up to which a picture is decoded for a small part of it: 50 megapixels at most."""

_ROUNDING = 1e-9
"""Sums of fractions may lie above 1 by so much."""

_FULL_ENOUGH = 2
"""The part is cut from a picture so much larger than needed that making it smaller keeps detail."""


def clipped(box: Box) -> Box:
    """The part of a box that lies in the picture.

    Raises:
        BoxError: it has no size, lies outside of the picture, or is no box.
    """
    numbers = (box.x, box.y, box.width, box.height)
    if not all(math.isfinite(number) for number in numbers):
        raise BoxError(Fault.NO_BOX)
    if box.width <= 0 or box.height <= 0:
        raise BoxError(Fault.BOX_WITHOUT_SIZE)
    if min(box.x, box.y) >= 0 and max(box.x + box.width, box.y + box.height) <= 1 + _ROUNDING:
        return box  # as it is, to the last bit: it is compared with what was asked
    left, top = max(0.0, box.x), max(0.0, box.y)
    right, bottom = min(1.0, box.x + box.width), min(1.0, box.y + box.height)
    if right <= left or bottom <= top:
        raise BoxError(Fault.BOX_OUTSIDE)
    return Box(left, top, right - left, bottom - top)


def long_edge(box: Box) -> int:
    """Long edge in px of the whole picture from which a part has all the detail it needs."""
    least = _FULL_ENOUGH * LONG_EDGE / _LARGEST_PX
    return math.ceil(_FULL_ENOUGH * LONG_EDGE / max(least, min(box.width, box.height)))


def cut(image: Image.Image, box: Box) -> Image.Image:
    """The part of an upright image, at the pixels that the image has.

    Raises:
        BoxError: it has so few pixels that nothing can be seen in it.
    """
    left, top = round(box.x * image.width), round(box.y * image.height)
    right = min(image.width, round((box.x + box.width) * image.width))
    bottom = min(image.height, round((box.y + box.height) * image.height))
    if min(right - left, bottom - top) < _LEAST_PX:
        raise BoxError(Fault.SMALL_BOX)
    return image.crop((left, top, right, bottom))


def small(image: Image.Image, short_edge: int) -> Image.Image:
    """A part as small as whole pictures are examined; itself when it has no more pixels."""
    size = target_size(image.width, image.height, LONG_EDGE, short_edge)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
