"""What a file shows of how it came about: straight from a camera, or saved again by a program.

Programs that copy a camera's record into what they save leave it as it was, but write the file in
their own way: the free JPEG library puts a JFIF marker first and scales the standard's example
tables (ITU-T T.81, annex K), that for HEIC adds no small picture; cameras mostly do neither. No
camera writes progressive JPEG: a program did, perhaps without touching a pixel.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

from photosim.core.image import captions, editors, formats, iptc
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Traces

_LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57),
    *(69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64),
    *(81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99),
)
"""The example of a table for brightness in ITU-T T.81, row by row."""

_SAVED_WITHIN = timedelta(minutes=1)
"""A camera writes its file within this time after taking the picture: raised by long exposures'
dark frames, which take as long again as the exposure."""

_RATING = re.compile(rb"xmp:Rating(?:\s*=\s*[\"']|>)\s*([1-5])(?:\.0+)?\s*[\"'<]")
_PER_CENT = re.compile(rb"MicrosoftPhoto:Rating(?:\s*=\s*[\"']|>)\s*(\d{1,2})\s*[\"'<]")
_RATING_PERCENT = 0x4749
_PER_CENT_OF_STARS = (1, 25, 50, 75, 99)
"""What Windows writes for one to five stars."""

_FEW_COLOURS = 256
"""What a palette holds; counting stops there, so that it costs a photo next to nothing."""

_WITH_PALETTE = frozenset(("PNG", "GIF", "BMP", "TIFF", "WEBP"))
"""Formats in which a picture of few colours keeps them; JPEG and its kind make more of them."""

_DEEP_LAYOUT = re.compile(r";(?:12|14|16|32)")
"""In Pillow's name of how pixels lie in a file, such as "RGB;16B"."""

_LEAST_QUALITY = 75
"""Quality, as the free JPEG library counts it, below which no camera compresses.

By the sum of the table for brightness, of 14 files that cameras wrote (Canon, Nikon, Olympus, DJI;
2026-11): 83 to 94. What programs had made of such files for the web: 13 to 62, and 80 and more.
"""


def read(image: Image.Image) -> Traces:
    """The traces in a file, as Pillow opened it, but for what only an examination asks for."""
    found = Traces.NONE
    record = _record(image)
    if record.get(Base.MakerNote):
        found |= Traces.MAKER_NOTE
    if _is_later(record):
        found |= Traces.LATER
    if _is_by_library(image):
        found |= Traces.LIBRARY
    if _is_edited(image):
        found |= Traces.EDITED
    if _is_coarse(image):
        found |= Traces.COARSE
    return found


def written(image: Image.Image) -> bytes:
    """Digests of what somebody wrote into a file, as `captions.digests`; b"" for nothing."""
    datasets = iptc.datasets(image)
    return captions.digests(captions.texts(_record(image), _packet(image), image.info, datasets))


def has_few_colours(image: Image.Image) -> bool:
    """Whether a loaded picture in colour has as many colours as a palette holds, or fewer.

    Nothing is converted: a picture of 150 megapixels is there once.
    """
    if image.format not in _WITH_PALETTE:
        return False
    if image.mode in ("P", "PA"):
        levels = image.getpalette("RGB") or []
        return any(len({*levels[at : at + 3]}) > 1 for at in range(0, len(levels), 3))
    colours = image.getcolors(_FEW_COLOURS) if image.mode in ("RGB", "RGBA") else None
    levels_of = (one[:3] for _, one in colours or () if isinstance(one, tuple))
    return any(len({*levels}) > 1 for levels in levels_of)


def depth(image: Image.Image) -> Traces:
    """`Traces.DEEP` of a file with more than 8 bits for a colour, opened and not loaded yet.

    Pillow tells it by how the pixels lie in the file, the plugin for HEIC by the bits; of AVIF
    nothing is known.
    """
    if image.mode in formats.DEEP_MODES or image.info.get("bit_depth", 8) > 8:
        return Traces.DEEP
    layouts = (str(tile[3]) for tile in getattr(image, "tile", ()) if len(tile) > 3)
    return Traces.DEEP if any(_DEEP_LAYOUT.search(one) for one in layouts) else Traces.NONE


def rating(image: Image.Image) -> int | None:
    """The stars that a file says it was given, 1 to 5; None for none."""
    said = _record(image).get(Base.Rating)
    if isinstance(said, int) and 1 <= said <= 5:
        return said
    if found := _RATING.search(_packet(image)):
        return int(found[1])
    per_cent = _PER_CENT.search(_packet(image))
    return _stars(int(per_cent[1]) if per_cent else _record(image).get(_RATING_PERCENT))


def _stars(per_cent: object) -> int | None:
    """One to five stars of what Windows writes for them."""
    if not isinstance(per_cent, int) or not 1 <= per_cent <= 100:
        return None
    return bisect.bisect_right(_PER_CENT_OF_STARS, per_cent)


def _record(image: Image.Image) -> Mapping[int, Any]:
    """Main and camera's directory of EXIF in one; empty when they cannot be parsed."""
    try:
        main = image.getexif()
        return {**main, **main.get_ifd(IFD.Exif)}
    except BROKEN_FILE_ERRORS:
        return {}


def _is_later(record: Mapping[int, Any]) -> bool:
    taken, changed = _moment(record.get(Base.DateTimeOriginal)), _moment(record.get(Base.DateTime))
    return taken is not None and changed is not None and changed - taken > _SAVED_WITHIN


def _moment(value: object) -> datetime | None:
    try:
        return datetime.strptime(str(value)[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None


def _is_by_library(image: Image.Image) -> bool:
    if image.format == "HEIF":
        return not image.info.get("thumbnails")
    if image.info.get("progressive"):
        return True
    return "jfif" in image.info and _has_example_tables(image)


def _is_edited(image: Image.Image) -> bool:
    comment = image.info.get("comment", b"")
    text = comment.decode("latin-1") if isinstance(comment, bytes) else str(comment)
    if editors.is_editor(text[:200]):
        return True
    return editors.edits_in_history(_packet(image))


def _packet(image: Image.Image) -> bytes:
    """The XMP packet, b"" when there is none."""
    for key in ("xmp", "XML:com.adobe.xmp"):
        found = image.info.get(key)
        if isinstance(found, str):
            return found.encode("utf-8", "replace")
        if isinstance(found, bytes):
            return found
    return b""


def _has_example_tables(image: Image.Image) -> bool:
    tables = getattr(image, "quantization", None) or {}
    return tuple(tables.get(0, ())) in _scaled()


def _is_coarse(image: Image.Image) -> bool:
    tables = getattr(image, "quantization", None) or {}
    scale = 2 - _LEAST_QUALITY / 50
    return bool(sum(tables.get(0, ())) > scale * sum(_LUMINANCE))


@cache
def _scaled() -> frozenset[tuple[int, ...]]:
    """The example scaled to qualities 1 to 100, as the library does it (jcparam.c)."""
    scales = [5000 // quality if quality < 50 else 200 - 2 * quality for quality in range(1, 101)]
    return frozenset(
        tuple(min(255, max(1, (value * scale + 50) // 100)) for value in _LUMINANCE)
        for scale in scales
    )
