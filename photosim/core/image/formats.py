"""Which files are photos: names, formats and the limits that a single file may reach.

Pure tables and look-ups. Scanning asks `is_photo_name` for every file of a folder; decoding asks
for the formats it may open and for the limits.
"""

from __future__ import annotations

import importlib.util
import struct
import zlib

from PIL import Image, ImageCms

EXTENSIONS = frozenset(
    (
        *(b"jpg", b"jpeg", b"jpe", b"jfif", b"jfi", b"jif", b"pjpeg", b"pjp", b"mpo"),
        *(b"jps", b"insp", b"jpg_large"),  # stereo, of a 360-degree camera, saved from Twitter
        *(b"png", b"webp", b"avif", b"gif", b"bmp", b"dib"),
        *(b"heic", b"heif", b"hif"),
        *(b"tif", b"tiff"),
    )
)
"""File name endings of the formats that are always read: lower case, without the dot."""

RAW_EXTENSIONS = frozenset(
    (
        *(b"dng", b"cr2", b"cr3", b"crw", b"nef", b"nrw", b"arw", b"srf", b"sr2"),
        *(b"raf", b"orf", b"rw2", b"rwl", b"pef", b"srw", b"x3f", b"3fr", b"fff"),
        *(b"iiq", b"mrw", b"dcr", b"kdc", b"erf", b"mef", b"mos", b"gpr"),
        *(b"raw", b"rwz", b"k25", b"kc2", b"dcs", b"drf", b"bay", b"cap", b"ptx", b"pxn"),
    )
)
"""File name endings of RAW files; they are photos only when `raw_supported()`.

`raw` is Leica's and Panasonic's; other programs call other things so, which are problem files.
"""

PILLOW_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF", "BMP", "DIB")
"""The only parsers of Pillow that a file's bytes may reach, whatever the file is called.

Pillow carries 43 and chooses by content: without a list a `.jpg` may be read as PostScript or FITS.
MPO, several JPEGs in one file as many phones write it, comes through the JPEG parser.
"""

DEEP_MODES = frozenset(("I", "F", "I;16", "I;16L", "I;16B", "I;16N"))
"""Pillow's modes of loaded pictures with more than 8 bits: grey ones only, it rounds colours."""

MAX_PIXELS = 150_000_000
"""Largest picture that is opened, in pixels, where the whole picture must be decoded (0.6 GB)."""

MAX_PIXELS_SCALED = 512_000_000
"""Largest JPEG in pixels: it is decoded at a fraction of its size, so 200 MP phones fit easily."""

MAX_BYTES = 1_000_000_000
"""Largest file that is read, in bytes."""

BROKEN_FILE_ERRORS: tuple[type[Exception], ...] = (
    OSError,  # and UnidentifiedImageError
    EOFError,
    SyntaxError,  # how Pillow's parsers say "not mine"
    ValueError,  # and every Unicode error
    TypeError,
    AttributeError,
    LookupError,  # IndexError, KeyError
    ArithmeticError,  # OverflowError, ZeroDivisionError
    AssertionError,
    BufferError,
    MemoryError,
    RuntimeError,  # and NotImplementedError, RecursionError
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    ImageCms.PyCMSError,
)
"""What parsers raise over a damaged or hostile file, each seen or written in their sources.

Used only around calls into parsers, so that an error of photosim's own code is not among them.
"""


def is_photo_name(name: bytes, raw: bool = False) -> bool:
    """Whether a file of this name is taken for a photo.

    Args:
        name: file name or path as the file system gives it.
        raw: whether RAW files count; ask `raw_supported` once, before scanning.
    """
    ending = name[name.rfind(b".") + 1 :].lower()
    # "._x.jpg" is what macOS writes beside a photo on foreign drives: attributes, not a picture.
    if name[:2] == b"._" or len(ending) == len(name):
        return False
    return ending in EXTENSIONS or (raw and ending in RAW_EXTENSIONS)


def is_raw_name(name: str) -> bool:
    """Whether a file of this name is read as RAW, by its embedded preview."""
    ending = name.rpartition(".")[2].lower()
    return ending.encode("utf-8", "surrogateescape") in RAW_EXTENSIONS


def raw_supported() -> bool:
    """Whether rawpy is installed; costs a search of the import path."""
    return importlib.util.find_spec("rawpy") is not None


def max_pixels(file_format: str) -> int:
    """Largest picture of this format (Pillow's name) that is opened, in pixels."""
    return MAX_PIXELS_SCALED if file_format in ("JPEG", "MPO") else MAX_PIXELS
