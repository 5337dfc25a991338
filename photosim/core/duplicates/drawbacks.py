"""What speaks for a photo that rules would let go: then nothing is proposed.

Rules look at one thing at a time. The larger file, or the only one with a date, may still be an
edit of the other: mirrored, in black and white, cropped, compressed once more. Where it is not
known which one the camera wrote, that is for a person to look at. Pure.
"""

from __future__ import annotations

from photosim.core.compare.differences import is_cropped, is_lit, quarters, turned
from photosim.core.duplicates import originals, real_pixels
from photosim.core.records.pairs import Differences
from photosim.core.records.photos import Traces
from photosim.core.records.review import Member

_LOSSLESS = frozenset(("PNG", "TIFF", "BMP"))
"""Formats that mostly keep pixels as they are."""

_MUCH_LARGER = 2.0
"""Ratio of bytes from which a file of one size and format was compressed much less: JPEG of quality
95 instead of 80 to 85, of four photos (2026-11)."""

_SHARPER = 1.05
"""Ratio of sharpness from which one of two files of one size and format was sharpened, or the other
blurred: compressing down to quality 30 makes up to 1.04, a little sharpening 1.12 (2026-11)."""

COLOURED = "in colour, and the other one is black and white"
MIRRORED = "one of the two is mirrored"
TURNED = "one of the two is turned"
CROPPED = "the other one is cropped"
FRAMED = "the other one has a frame"
LIT = "one of the two was made brighter or darker"
SHARPENED = "the other one may have been sharpened"
EDITED = "the other one was saved by a program that edits"
MAY_SHOW_MORE = "it may show more than the other one"
LOSSLESS = "of a format that loses nothing, unlike the other one"
LESS_COMPRESSED = "less compressed than the other one"


def speaks_for(going: Member, staying: Member) -> str:
    """Why the one that would go may be the better one, in words; empty when nothing says so."""
    if originals.is_original_of(staying, going) or originals.have_equal_pixels((going, staying)):
        return ""
    return _look(going, staying) or _quality(going, staying)


def _look(going: Member, staying: Member) -> str:
    """By what comparing found the one that stays to be beside the other."""
    found = _beside(going, staying)
    if found is None:
        return ""
    if found.colour < 0:
        return COLOURED
    if found.is_framed:
        return FRAMED
    if is_cropped(found) and not _is_framed(going, staying):
        return CROPPED
    return "" if _is_made_by_editor(going, staying) else _change(found)


def _change(found: Differences) -> str:
    """In what one was changed, and nothing says which."""
    if found.is_mirrored:
        return MIRRORED
    if quarters(found):
        return TURNED
    return LIT if is_lit(found) else ""


def _quality(going: Member, staying: Member) -> str:
    """By what is known of the files."""
    if real_pixels.shows_more(staying, going):
        return ""
    if _is_made_by_editor(staying, going):
        return EDITED
    if real_pixels.is_larger(going, staying):
        return MAY_SHOW_MORE if real_pixels.may_show_more(going, staying) else ""
    if {going.photo.file_format, staying.photo.file_format} & _LOSSLESS:
        return "" if staying.photo.file_format in _LOSSLESS else LOSSLESS
    if _is_sharper(staying, going):
        return SHARPENED
    is_much_larger = going.photo.size > _MUCH_LARGER * staying.photo.size
    is_coarse = Traces.TWICE in going.origin.traces
    return LESS_COMPRESSED if is_much_larger and not is_coarse else ""


def _is_made_by_editor(one: Member, other: Member) -> bool:
    """Whether a program that edits saved one photo, and not the other."""
    return originals.is_edited(one) and not originals.is_edited(other)


def _is_sharper(one: Member, other: Member) -> bool:
    if one.photo.file_format != other.photo.file_format or real_pixels.is_larger(one, other):
        return False
    if one.sharpness is None or other.sharpness is None:
        return False
    return one.sharpness > _SHARPER * other.sharpness


def _beside(going: Member, staying: Member) -> Differences | None:
    """How the one that stays differs from the one that goes; None when nobody has compared them."""
    known = staying.compared.get(going.key)
    if known is None or known.differences is None:
        return None
    return known.differences if known.second == staying.key else turned(known.differences)


def _is_framed(going: Member, staying: Member) -> bool:
    """Whether what the one that goes shows beyond is only a frame."""
    known = staying.compared.get(going.key)
    if known is None or known.differences is None:
        return False
    return known.second == going.key and known.differences.is_framed
