"""The payload of a file: the bytes that are the picture, without what is written about it.

In: a file's bytes and format. `of` walks the file's own structure, one module for each kind of
container. Out: a `Payload`: where the compressed picture lies, how many pages or frames a person
can see, and whether anything of it is cut off.

Pure, called in worker processes. Nothing is decoded, so a hostile file costs no more than its own
length: each walk ends at the end of the bytes or after `record.COUNTED_FRAMES` frames.
"""

from __future__ import annotations

import struct

from photosim.core.image.payload import gif, iso_media, jpeg, png, tiff, webp
from photosim.core.image.payload.record import COUNTED_FRAMES as COUNTED_FRAMES
from photosim.core.image.payload.record import Payload as Payload

_WALKS = {
    "JPEG": jpeg.walk,
    "MPO": jpeg.walk,
    "PNG": png.walk,
    "GIF": gif.walk,
    "WEBP": webp.walk,
    "TIFF": tiff.walk,
    "HEIF": iso_media.walk,
    "AVIF": iso_media.walk,
}


def of(data: bytes, file_format: str) -> Payload:
    """The payload of a whole file.

    Args:
        data: the file.
        file_format: Pillow's name of its format; one frame without pieces for one without a walk.
    """
    walk = _WALKS.get(file_format)
    if walk is None:
        return Payload()
    try:
        return walk(data)
    except (struct.error, LookupError):  # cut off, or nonsense where a number was expected
        return Payload(is_whole=False)
