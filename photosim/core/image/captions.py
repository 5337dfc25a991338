"""Whether somebody wrote words into a file: a caption, keywords, names of people, a comment.

Cameras and programs write their own names where such words stand; these are none. Credits (artist,
copyright) are none either: programs write them into whatever they export.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PIL.ExifTags import Base

from photosim.core.image import editors

_IN_EXIF = (Base.ImageDescription, Base.XPTitle, Base.XPComment, Base.XPKeywords, Base.XPSubject)
_IN_XMP = re.compile(
    rb"<(?:dc:(?:title|description|subject)|Iptc4xmpExt:PersonInImage)\b[^<]*"
    rb"<rdf:(?:Alt|Bag|Seq)[^<]*<rdf:li\b[^>]*>[^<\s]"
    rb"|mwg-rs:Name\s*=\s*[\"'][^\"']|<mwg-rs:Name>[^<]"
    rb"|xmp:Label\s*=\s*[\"'][^\"'\s]|<xmp:Label>[^<\s]"
)
"""Titles, captions, keywords, names of people, colour labels (by Windows, Lightroom, digiKam)."""

_COMMENTS = ("comment", "Comment", "Description", "Title")
"""Where Pillow puts JPEG's and GIF's comment, and what PNG's text chunks are called."""

_ENCODINGS = {
    b"ASCII\0\0\0": "utf-8",
    b"UNICODE\0": "utf-16",
    b"JIS\0\0\0\0\0": "iso2022_jp",
    b"\0\0\0\0\0\0\0\0": "utf-8",
}
"""By the first 8 bytes of EXIF's user comment (CIPA DC-008, 4.6.5, table 9)."""

_BY_CAMERA = re.compile(
    r"$|(olympus|samsung|sony|konica|kodak|minolta|pentax|casio|nikon|fuji\w*)( digital camera)?$"
    r"|(default|untitled|digital camera|exif\w*|jpe?g|maker\w*|screenshot)$|dcim[\\/]\S*$"
    r"|(dji|gopr|dscf?|dscn|img|pict)[_\d]\S*$",
    re.IGNORECASE,
)
"""What cameras write where a caption stands, such as their own name or that of the file."""

_BY_PROGRAM = re.compile(
    r"creator\b|created (with|by|using)|software\b|file (source|written)|compress|optimi[sz]ed"
    r"|processed (with|by)|intel\(r\)|applemark|handmade|quality\b|encoder|https?:|www\.|[\[{<]",
    re.IGNORECASE,
)
"""How comments begin that programs leave in what they save."""

_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST = 65_536
"""Characters that are looked at."""


def are_in(record: Mapping[int, Any], packet: bytes, info: Mapping[Any, Any]) -> bool:
    """Whether somebody wrote words about the picture into its file.

    Args:
        record: EXIF, main and camera's directory in one.
        packet: XMP, b"" without. Programs that write IPTC write XMP, too.
        info: what else Pillow read of the file.
    """
    if any(_words(record.get(tag)) for tag in _IN_EXIF) or _IN_XMP.search(packet):
        return True
    comments = [_user_comment(record.get(Base.UserComment))]
    comments += [_comment(info.get(key)) for key in _COMMENTS]
    return any(_is_own(comment) for comment in comments)


def _words(value: object) -> str:
    """What somebody wrote; "" for what cameras write into every file."""
    if isinstance(value, tuple) and all(isinstance(one, int) and one < 256 for one in value):
        value = bytes(value)
    text = value.decode("utf-16-le", "replace") if isinstance(value, bytes) else value
    written = text.strip("\0 ") if isinstance(text, str) else ""
    return "" if _BY_CAMERA.match(written) else written


def _user_comment(value: object) -> str:
    if not isinstance(value, bytes) or len(value) <= 8:
        return value if isinstance(value, str) else ""
    encoding = _ENCODINGS.get(value[:8])
    return value[8 : 8 + _MOST].decode(encoding, "replace") if encoding else ""


def _comment(value: object) -> str:
    if isinstance(value, bytes):
        return value[:_MOST].decode("utf-8", "replace")
    return value[:_MOST] if isinstance(value, str) else ""


def _is_own(comment: str) -> bool:
    """Whether a person wrote a comment: words, and neither a camera's nor a program's."""
    text = comment.strip("\0 \r\n\t")
    if any(one < " " and one not in "\r\n\t" for one in text):  # not text
        return False
    if _BY_CAMERA.match(text) or _BY_PROGRAM.match(text) or editors.is_editor(text[:200]):
        return False
    return _LETTERS.search(text) is not None
