"""What kind of file some bytes are, and whether they end too early, told from their structure.

`content_of` looks at the first bytes and names what is no picture, for a reason people understand;
`ends_too_early` and `stated_length` look at the frame that a format puts around its data: JPEG (ITU
T.81), PNG (W3C), RIFF for WebP, ISO base media boxes for HEIC and AVIF. `is_raw` looks into the
first directory of a TIFF file (TIFF 6.0): most RAW files are one inside.
"""

from __future__ import annotations

import struct

from photosim.core.errors import FileContent

_STARTS: tuple[tuple[bytes, FileContent], ...] = (
    (b"%PDF", FileContent.PDF),
    (b"%!PS", FileContent.POSTSCRIPT),
    (b"PK\x03\x04", FileContent.ZIP),
    (b"Rar!", FileContent.RAR),
    (b"7z\xbc\xaf", FileContent.SEVEN_ZIP),
    (b"\x1f\x8b", FileContent.COMPRESSED),
    (b"8BPS", FileContent.PHOTOSHOP),
    (b"gimp xcf", FileContent.GIMP),
    (b"\x1aE\xdf\xa3", FileContent.VIDEO),
    (b"\x00\x00\x01\xba", FileContent.VIDEO),
    (b"FLV", FileContent.VIDEO),
    (b"ID3", FileContent.SOUND),
    (b"fLaC", FileContent.SOUND),
    (b"OggS", FileContent.SOUND),
    (b"\x7fELF", FileContent.PROGRAM),
    (b"MZ", FileContent.PROGRAM),
    (b"SQLite format 3", FileContent.DATABASE),
    (b"SIMPLE  =", FileContent.FITS),
    (b"DDS ", FileContent.DDS),
    (b"qoif", FileContent.QOI),
    (b"\x00\x00\x00\x0cjP  ", FileContent.JPEG_2000),
    (b"\xffO\xffQ", FileContent.JPEG_2000),
    (b"\xff\x0a", FileContent.JPEG_XL),
    (b"\x00\x00\x00\x0cJXL ", FileContent.JPEG_XL),
    (b"\x00\x05\x16\x07", FileContent.MACOS_ATTRIBUTES),
)

_MARKUP = (b"<svg", b"<?xml", b"<html", b"<!doctype", b"<x:xmpmeta")

_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
)

_RAW_STARTS: tuple[tuple[int, bytes], ...] = (
    (0, b"FUJIFILMCCD-RAW"),
    (0, b"FOVb"),  # Sigma
    (0, b"\x00MRM"),  # Minolta
    (0, b"IIRO"),  # Olympus, as the next two
    (0, b"IIRS"),
    (0, b"MMOR"),
    (0, b"IIU\x00"),  # Panasonic, Leica
    (4, b"ftypcrx "),  # Canon: CR3, CR2, CRW
    (8, b"CR\x02"),
    (6, b"HEAPCCDR"),
)
"""What RAW files that are no TIFF files begin with, and where."""

_SUBFILE, _PHOTOMETRIC, _SUB_DIRECTORIES, _DNG_VERSION = 254, 262, 330, 50706
SENSOR_PIXELS = (32803, 34892)
"""TIFF's photometric interpretations of RAW files: colour filter array, linear raw (DNG 1.4)."""

_MOST_TAGS = 1000
"""A directory of a TIFF file has some dozens."""

_HEIF_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"))
_AVIF_BRANDS = frozenset((b"avif", b"avis"))


def picture_format(data: bytes) -> str | None:
    """The picture format that the bytes begin like, or None: "JPEG", "PNG", "HEIF" and so on."""
    for start, name in _PICTURES:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "HEIF" if brand in _HEIF_BRANDS else "AVIF" if brand in _AVIF_BRANDS else None
    return None


def is_raw(data: bytes) -> bool:
    """Whether the bytes are a camera's RAW file, whatever it is called.

    A parser that knows no RAW files takes many of them for TIFF files of the size of their preview.
    """
    if any(data.startswith(start, at) for at, start in _RAW_STARTS):
        return True
    if picture_format(data) != "TIFF":
        return False
    tags = _first_directory(data)
    is_preview = tags.get(_SUBFILE, 0) & 1 and _SUB_DIRECTORIES in tags
    return bool(is_preview or _DNG_VERSION in tags or tags.get(_PHOTOMETRIC, 0) in SENSOR_PIXELS)


def _first_directory(data: bytes) -> dict[int, int]:
    """The tags of a TIFF file's first directory with their values, or what stands there instead."""
    order = "<" if data[:2] == b"II" else ">"
    if len(data) < 8:
        return {}
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    if at + 2 > len(data):
        return {}
    (n,) = struct.unpack_from(f"{order}H", data, at)
    tags: dict[int, int] = {}
    for start in range(at + 2, min(at + 2 + 12 * min(n, _MOST_TAGS), len(data) - 11), 12):
        tag, kind = struct.unpack_from(f"{order}HH", data, start)
        is_short = kind == 3
        (tags[tag],) = struct.unpack_from(f"{order}{'H' if is_short else 'I'}", data, start + 8)
    return tags


def content_of(data: bytes) -> FileContent | None:
    """What a file holds that is no readable picture, or None."""
    for start, content in _STARTS:
        if data.startswith(start):
            return content
    if data[4:8] == b"ftyp" and picture_format(data) is None:
        return FileContent.VIDEO
    if data[:4] == b"RIFF":
        return {b"AVI ": FileContent.VIDEO, b"WAVE": FileContent.SOUND}.get(data[8:12])
    beginning = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(_MARKUP):
        return FileContent.SVG if b"<svg" in beginning else FileContent.MARKUP
    return _emptiness(data)


def _emptiness(data: bytes) -> FileContent | None:
    """For bytes without structure: nothing but zeros, or plain text."""
    head = data[:4096]
    if not any(head):
        return FileContent.ZEROS
    if all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in head):
        return FileContent.TEXT
    return None


def ends_too_early(data: bytes) -> bool:
    """Whether the file stops before its own frame says it should: it may still be growing."""
    name = picture_format(data)
    if name == "JPEG":
        # Phones append videos and gain maps: the end marker need not be the last two bytes.
        return data.rfind(b"\xff\xd9") < 0
    if name == "PNG":
        return b"IEND" not in data[-4096:] and data.rfind(b"IEND") < 0
    if name == "GIF":
        return not data.rstrip(b"\x00").endswith(b";")
    length = stated_length(data)
    return length is not None and len(data) < length


def stated_length(data: bytes) -> int | None:
    """Bytes that the file has by its own frame; None for formats that do not say."""
    name = picture_format(data)
    if name == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8
    return _end_of_boxes(data) if name in ("HEIF", "AVIF") else None


def _end_of_boxes(data: bytes) -> int:
    """Where the last of the top boxes ends (ISO/IEC 14496-12, 4.2), perhaps behind the bytes."""
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:  # 0 means "to the end of the file", anything else is nonsense
            return len(data)
        at += size
    return at
