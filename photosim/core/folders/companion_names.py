"""What a file's name says about the photo that it belongs to, kind by kind. Pure functions.

Names are bytes; ASCII letters are compared without case, others in one form of Unicode. A photo has
one name, stem and ending; a companion has been named after it in one of these ways, `(1)` being the
number of a copy:

    IMG_1.xmp  IMG_1.jpg.xmp            most programs: after the stem, or after the whole name
    IMG_1_01.jpg.xmp                    darktable: a second edit of IMG_1.jpg
    IMG_E1234.HEIC  IMG_O1234.AAE       Apple: the edited picture of IMG_1234, and what was done
    IMG_1_HEVC.MOV  IMG_1.HEIC.MOV      iCloud's downloaders: the film of a Live Photo
    PXL_1.MP  PXL_1.MP~2                Pixel: the film of PXL_1.MP.jpg and of PXL_1.MP~2.jpg
    PXL_1.RAW-01.COVER.jpg              Pixel: one shot with PXL_1.RAW-02.ORIGINAL.dng
    IMG_1.jpg.supplemental-metadata.json, IMG_1.jpg.suppl.json, IMG_1.jpg.json
    IMG_1.jpg.metadata.json             an exporter of iCloud
    IMG_1.jpg.supplemental-metadata(1).json, IMG_1.jpg(1).json     of IMG_1(1).jpg
    a name cut off after 46 characters, with (1) behind, and .json     Google Takeout

Only files of the same directory are meant: what Capture One, Nikon and others keep of a photo in
folders of their own (`CaptureOne/`, `NKSC_PARAM/`) is theirs, and is left where it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from photosim.core.image import formats

FILMS = frozenset((b"mov", b"mp4", b"mp", b"3gp", b"m4v"))
"""Endings of the film of a Live Photo; `mp` is Pixel's, also as `mp~2` for a copy."""

SOUNDS = frozenset((b"wav", b"m4a", b"amr"))
"""Endings of a spoken note."""

SIDECARS = frozenset(
    (
        *(b"xmp", b"acr", b"aae", b"thm"),
        *(b"pp3", b"arp", b"dop", b"vrd", b"dr4", b"on1"),
        *(b"cos", b"comask", b"nksc", b"rrdata", b"exv", b"ufraw"),
    )
)
"""Endings of files that only say something about a photo: by Adobe, darktable and digiKam; Apple;
cameras; RawTherapee, ART, DxO, Canon, ON1; Capture One, Nikon, RAW Power, exiv2, UFRaw."""

SIDECARS_OF_NAMES = SIDECARS | {b"json"}
"""The same after a whole file name, `IMG_1.jpg.json`: Google writes them with what it exports."""

CUT_AFTER = 46
"""UTF-16 units of a name that Google Takeout leaves before `.json`; read from people's exports."""

_COARSE = CUT_AFTER - len(".jpeg") + 1
"""Units of a stem that surely are in front of the cut: the longest ending stands behind them."""

_SUPPLEMENT = b"supplemental-metadata"

_EDITED_WORDS = (
    *("edited", "effects", "smile", "mix", "bearbeitet", "modifié", "modificato", "bewerkt"),
    *("edytowane", "ha editado", "editado", "editat", "redigeret", "redigert", "redigerad"),
    *("muokattu", "upravené", "düzenlendi", "編集済み", "编辑", "편집됨", "отредактировано"),
)
"""What Google puts behind the name of a picture that was edited there, by language."""

_EDITED = b"|".join(
    re.escape(b"-" + unicodedata.normalize(form, word).encode())
    for word in _EDITED_WORDS
    for form in ("NFC", "NFD")
)
_NUMBER = re.compile(rb"(.+)(\(\d+\))", re.DOTALL)
_EDIT = re.compile(rb"(.+?)(\(\d+\))?(?:" + _EDITED + rb")(\(\d+\))?", re.DOTALL)
_APPLE = re.compile(rb"img_[eo](\d{4}(?: ?\(\d+\)| \d+)?)")
_HEVC = re.compile(rb"(.+)[_-]hevc( ?\(\d+\))?", re.DOTALL)
_DARKTABLE = re.compile(rb"(.+)_\d\d", re.DOTALL)
_PIXEL = re.compile(
    rb"(.*pxl_\d+_\d+)\.(?!burst)([a-z_]+)-\d\d(?:\.mp)?(?:\.cover|\.origin(?:al?)?)?", re.DOTALL
)
_PIXEL_COARSE = re.compile(rb"(?:\.[a-z_]+-\d\d)?(?:\.mp)?(?:\.cover|\.origin(?:al?)?)?(~\d+)?\Z")
_COARSE_STEM = re.compile(
    rb"(.+?)( ?\(\d+\))?(?:" + _EDITED + rb"|[_-]hevc)?( ?\(\d+\))?", re.DOTALL
)
_NUMBERS = re.compile(rb"(?<!\A)(?:\(\d+\)|~\d+)+\Z")
"""Numbers of copies, which may stand elsewhere in the name than in what it has in common."""
_MARKS = (b"(", b"-", b".", b"_hevc")
"""One of these is in every stem that says more than the name of a shot."""

_COPY = re.compile(rb"mp~\d+")


def folded(name: bytes) -> bytes:
    """A name as all are compared: ASCII letters small, others in one form of Unicode.

    What was unpacked or copied on a Mac may have an accent as a letter of its own.
    """
    if name.isascii():
        return name.lower()
    composed = unicodedata.normalize("NFC", _text(name))
    return composed.encode("utf-8", "surrogateescape").lower()


def parts(name: bytes) -> tuple[bytes, bytes]:
    """Stem, and ending in lower case; a name without a dot is all stem."""
    stem, dot, ending = name.rpartition(b".")
    return (stem, ending.lower()) if dot and stem else (name, b"")


def is_photo(name: bytes) -> bool:
    """Whether a file of this name is a picture, also a RAW file that cannot be read here."""
    return formats.is_photo_name(name, raw=True)


def is_recording(name: bytes) -> bool:
    """Whether a file of this name is a film or a sound."""
    ending = parts(name)[1]
    return ending in FILMS or ending in SOUNDS or _COPY.fullmatch(ending) is not None


def is_media(name: bytes) -> bool:
    """Whether a file of this name has a content of its own: no sidecar."""
    return is_photo(name) or is_recording(name)


def is_companion(name: bytes) -> bool:
    """Whether a file of this name may belong to a photo that it lies beside."""
    return is_media(name) or parts(name)[1] in SIDECARS_OF_NAMES


def shot(stem: bytes) -> bytes:
    """What the stems of all photos of one shot have in common; both in lower case."""
    if apple := _APPLE.fullmatch(stem):
        return b"img_" + apple[1]
    pixel = _PIXEL.fullmatch(stem)
    return b"%b.%b" % (pixel[1], pixel[2]) if pixel else stem


def original(stem: bytes) -> bytes | None:
    """The stem, lower case, of the picture that Google's edited copy was made of; None for none."""
    edit = _EDIT.fullmatch(stem)
    return edit[1] + (edit[2] or edit[3] or b"") if edit else None


def starts(name: bytes) -> tuple[bytes, ...]:
    """The beginnings, as a cut leaves them with the number behind, of a photo's name if it is long.

    More than one when the number may also be a part of the name.
    """
    stem, ending = parts(folded(name))
    numbered = _NUMBER.fullmatch(stem)
    read = [(stem, b""), *([(numbered[1], numbered[2])] if numbered else [])]
    begun = ((_cut(title + b"." + ending, CUT_AFTER), number) for title, number in read)
    return tuple(start + number for start, number in begun if start)


def cut_name(name: bytes) -> bytes | None:
    """What a JSON file of a name cut off inside the photo's has instead of it; None for others."""
    stem, ending = parts(folded(name))
    if ending != b"json":
        return None
    numbered = _NUMBER.fullmatch(stem)
    begun = numbered[1] if numbered else stem
    is_cut = _units(begun) == CUT_AFTER and not is_media(_unsupplemented(begun))
    return stem if is_cut else None


def named_by_json(name: bytes) -> bytes | None:
    """The name, lower case, of the file that Google's JSON is about; None for any other JSON."""
    stem = parts(folded(name))[0]
    if is_media(plain := _unsupplemented(stem)):
        return plain
    numbered = _NUMBER.fullmatch(stem)
    if numbered is None or not is_media(title := _unsupplemented(numbered[1])):
        return None
    before, ending = parts(title)
    return b"%b%b.%b" % (before, numbered[2], ending)


def named_by_sidecar(name: bytes) -> tuple[bytes, ...]:
    """Names, lower case, of the file that another sidecar may be about, the likeliest first."""
    stem, ending = parts(folded(name))
    if not is_media(stem):
        return ()
    before, media_ending = parts(stem)
    second = _DARKTABLE.fullmatch(before) if ending == b"xmp" else None
    return (stem, b"%b.%b" % (second[1], media_ending)) if second else (stem,)


def stems_of_recording(name: bytes) -> tuple[bytes, ...]:
    """Stems, lower case, of the photos that a film or sound may belong to, the likeliest first."""
    stem, ending = parts(folded(name))
    if ending == b"mp" or _COPY.fullmatch(ending):
        moved = _NUMBER.sub(rb"\1.mp\2", stem)
        return (b"%b.%b" % (stem, ending), moved, stem + ending[2:])
    if hevc := _HEVC.fullmatch(stem):
        return (stem, hevc[1] + (hevc[2] or b""))
    return (stem, stem + b".mp")


def is_hevc(name: bytes) -> bool:
    """Whether a film's name says, as iCloud's downloaders do, that it is the one of the HEIC."""
    return _HEVC.fullmatch(parts(folded(name))[0]) is not None


def family(name: bytes, exists: Callable[[bytes], bool], cut: frozenset[bytes]) -> bytes:
    """What everything has in common that may be read as belonging to one photo; may be too much.

    Args:
        name: of any file.
        exists: whether there is a file of a name, lower case, in its directory.
        cut: `cut_family` of the cut names in its directory.
    """
    if (begun := cut_family(name)) is not None:
        return begun
    stem = _coarse(_media_stem(name, exists))
    long = _long(stem)
    return long if long in cut else stem


def cut_family(name: bytes) -> bytes | None:
    """The family of a JSON file whose photo's name was cut off; None for all others."""
    begun = cut_name(name)
    return None if begun is None else _long(_coarse(begun))


def beginnings(name: bytes) -> tuple[bytes, ...]:
    """With one of these, in lower case, the name of everything in the family of a photo begins."""
    stem = _NUMBERS.sub(b"", _coarse(parts(folded(name))[0]))
    short = _cut(stem, _COARSE) or stem
    if short.startswith(b"img_"):
        return (short, b"img_e" + short[4:], b"img_o" + short[4:])
    return (short,)


def _media_stem(name: bytes, exists: Callable[[bytes], bool]) -> bytes:
    """The stem, lower case, of the photo that a name is or speaks of."""
    stem, ending = parts(folded(name))
    if ending == b"json" and (media := named_by_json(name)) is not None:
        return parts(media)[0]
    if ending in SIDECARS:
        named = named_by_sidecar(name)
        there = [media for media in named if exists(media)]
        return parts((there or named)[0])[0] if named else stem
    if _COPY.fullmatch(ending):
        return stem + ending[2:]
    is_whole_name = is_recording(name) and is_photo(stem)
    return parts(stem)[0] if is_whole_name else stem


def _coarse(stem: bytes) -> bytes:
    """A stem without all that makes the difference between the files of a family."""
    is_plain = not any(mark in stem for mark in _MARKS)  # most are: spares three expressions
    read = None if is_plain else _COARSE_STEM.fullmatch(stem)
    if read is None:
        return shot(stem)
    before = _PIXEL_COARSE.sub(rb"\1", read[1]) or read[1]
    return shot(before + (read[2] or b"").lstrip() + (read[3] or b"").lstrip())


def _long(stem: bytes) -> bytes:
    """The family of a stem in a directory where its beginning is all that is left of it."""
    numbered = _NUMBER.fullmatch(stem)
    before, number = (numbered[1], numbered[2]) if numbered else (stem, b"")
    return b"\0" + (_cut(before, _COARSE) or before) + number


def _unsupplemented(stem: bytes) -> bytes:
    """A name without what Google puts behind it, as much of it as the cut has left."""
    before, dot, word = stem.rpartition(b".")
    is_added = _SUPPLEMENT.startswith(word) or word == b"metadata"
    return before if dot and is_added else stem


def _units(name: bytes) -> int:
    """UTF-16 units of a name."""
    if name.isascii():
        return len(name)
    return len(_text(name).encode("utf-16-le", "surrogatepass")) // 2


def _cut(name: bytes, units: int) -> bytes:
    """The first units of a name that has more; empty when it has not."""
    if len(name) <= units or _units(name) <= units:
        return b""
    if name.isascii():
        return name[:units]
    encoded = _text(name).encode("utf-16-le", "surrogatepass")[: 2 * units]
    text = encoded.decode("utf-16-le", "surrogatepass")
    whole = text[:-1] if "\ud800" <= text[-1] < "\udc00" else text  # half a letter is none
    return whole.encode("utf-8", "surrogateescape")


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
