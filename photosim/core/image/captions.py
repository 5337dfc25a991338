"""The words that somebody wrote into a file: captions, keywords, names of people, comments.

Cameras and programs write their own names where such words stand; these are none. Credits (artist,
copyright) are none either: programs write them into whatever they export.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2s
from typing import Any

from PIL.ExifTags import Base

from photosim.core.image import editors, xmp

_IN_EXIF = (Base.ImageDescription, Base.XPTitle, Base.XPComment, Base.XPKeywords, Base.XPSubject)

_DC, _IPTC_EXT = "http://purl.org/dc/elements/1.1/", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_PHOTOSHOP, _ACDSEE = "http://ns.adobe.com/photoshop/1.0/", "http://ns.acdsee.com/iptc/1.0/"
_DIGIKAM, _MICROSOFT = "http://www.digikam.org/ns/1.0/", "http://ns.microsoft.com/photo/1.0/"
_IN_XMP = frozenset(
    (
        *(_DC + name for name in ("title", "description", "subject")),
        *(_PHOTOSHOP + name for name in ("Headline", "City", "State", "Country")),
        *(_IPTC_EXT + name for name in ("PersonInImage", "LocationShown", "LocationCreated")),
        "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/Location",
        "http://www.metadataworkinggroup.com/schemas/regions/Name",
        "http://ns.microsoft.com/photo/1.2/t/Region#PersonDisplayName",
        "http://ns.adobe.com/xap/1.0/Label",
        "http://ns.adobe.com/lightroom/1.0/hierarchicalSubject",
        _DIGIKAM + "TagsList",
        _MICROSOFT + "LastKeywordXMP",
        "http://ns.adobe.com/exif/1.0/UserComment",
        *(_ACDSEE + name for name in ("caption", "notes", "keywords")),
    )
)
"""Titles, captions, keywords, names of people and places, colour labels: by Lightroom, Windows,
digiKam, Picasa and ACDSee."""

_MARKS = {
    _DIGIKAM + "PickLabel": "pick",
    _DIGIKAM + "ColorLabel": "colour",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/pick": "pick",
}
"""Flags and colours by number, 0 for none."""

_IN_IPTC = frozenset((2, number) for number in (5, 25, 90, 92, 95, 101, 105, 120))
"""Title, keywords, city, place in it, state, country, headline, caption (IPTC-IIM 4.2)."""

_PARTS_OF_TAG = re.compile(r"[|/;\\]")
"""What stands between the parts of a keyword in a tree, and between keywords of Windows."""

_COMPARED = 1000
"""Letters of a text that are compared; a caption that only begins as another one is its own."""

_LONGEST_TAG = 60
"""Letters of a text with blanks up to which it may be keywords and no sentence."""

MOST_TEXTS = 256
"""So many texts of a file are kept; a photo with a tree of keywords has some 30."""
DIGEST = 4
"""Bytes that are kept of a text."""

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


def texts(
    record: Mapping[int, Any],
    packet: bytes,
    info: Mapping[Any, Any],
    iptc: Iterable[tuple[tuple[int, int], bytes]] = (),
) -> frozenset[str]:
    """The words that somebody wrote about the picture into its file, each as it is compared.

    Args:
        record: EXIF, main and camera's directory in one.
        packet: XMP, b"" without.
        info: what else Pillow read of the file.
        iptc: datasets.
    """
    found = [_words(record.get(tag)) for tag in _IN_EXIF]
    found += [_words(_comment(value)) for name, value in iptc if name in _IN_IPTC]
    for name, text in xmp.texts(packet, _IN_XMP | _MARKS.keys()):
        found.append(_mark(name, text) if name in _MARKS else _words(text))
    comments = [_user_comment(record.get(Base.UserComment))]
    comments += [_comment(info.get(key)) for key in _COMMENTS]
    found += [comment for comment in comments if _is_own(comment)]
    return frozenset(plain for text in found for part in _split(text) if (plain := _plain(part)))


def digests(found: Collection[str]) -> bytes:
    """What is kept of texts: `DIGEST` bytes of a hash of each, ascending; of many only some."""
    hashed = {
        blake2s(text.encode("utf-8", "replace"), digest_size=DIGEST).digest() for text in found
    }
    return b"".join(sorted(hashed)[:MOST_TEXTS])


def _split(text: str) -> list[str]:
    """The parts of a short text, which may be keywords; a sentence is one."""
    return _PARTS_OF_TAG.split(text) if len(text) <= _LONGEST_TAG or " " not in text else [text]


def _plain(text: str) -> str:
    """A text without what programs rewrite: case, blanks, forms of Unicode."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())[:_COMPARED].strip()


def _mark(name: str, value: str) -> str:
    return "" if value.strip() in ("0", "") else f"{_MARKS[name]} {value}"


def _words(value: object) -> str:
    """What somebody wrote; "" for what cameras write into every file."""
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):
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
