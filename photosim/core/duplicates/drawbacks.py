"""What speaks for a photo that rules would let go: then nothing is proposed.

Rules look at one thing at a time. The larger file, or the only one with a date, may still be an
edit of the other: mirrored, in black and white, cropped, compressed once more. Where it is not
known which one the camera wrote, that is for a person to look at. Pure.
"""

from __future__ import annotations

from photosim.core.compare.differences import (
    has_more_around,
    is_cropped,
    is_lit,
    is_stretched,
    quarters,
)
from photosim.core.duplicates import compared, originals, real_pixels
from photosim.core.records.pairs import Differences
from photosim.core.records.photos import Traces
from photosim.core.records.reasons import Drawback
from photosim.core.records.review import Member

_LOSSLESS = frozenset(("PNG", "TIFF", "BMP"))
"""Formats that mostly keep pixels as they are."""

_MUCH_LARGER = 1.3
"""Ratio of bytes from which a file of one size and format was compressed less: a step of five
in quality of JPEG between 75 and 95 makes 1.15 to 1.5 (2026-11)."""

_ENLARGED = 0.75
"""Ratio of real pixels below which one of two of one size was enlarged or blurred: its bytes tell
nothing."""

_SHARPER = 1.05
"""Ratio of sharpness from which one of two files of one size and format was sharpened, or the other
blurred: compressing down to quality 30 makes up to 1.04, a little sharpening 1.12 (2026-11)."""

_FINER = 1.35
"""Ratio of detail from which one of two files of one size shows more: blur of a pixel makes 1.5 to
3.3, compressing down to quality 50 up to 1.34 (40 photos, 2026-11)."""

_BLURRED = 1.8
"""Ratio of detail from which the one that shows less was blurred, whatever its record: blur of a
pixel makes 1.9 to 3.4, sharpening of photos that are sharp or as soft as most 1.6 at most, of those
that are softer still up to 1.7, and more where it is strong (18 photos, 2026-11)."""

_TONED = 4.0
"""Grey levels by which half of the picture must have other tones (`core.compare.edits.toned`)."""

_NOISIER = 1.25
"""Grey levels by which flat parts must be noisier, at the size of a close look: noise of 20 levels
makes 1.4 to 3.6, and a copy of half the size at quality 60 lost 1.2 at most (2026-11)."""


def speaks_for(going: Member, staying: Member) -> Drawback | None:
    """Why the one that would go may be the better one, None when nothing says so."""
    if originals.disagree_on_time(going, staying):
        return Drawback.OTHER_TIME
    if originals.have_equal_pixels((going, staying)):
        return None
    found = compared.beside(going, staying)
    lacks = _lacks(going, staying, found)
    is_one = found is not None and found.is_equal and found.first_px == found.second_px
    if not lacks and found is not None and (found.resaved or found.resized):
        # which of them was made of the other is known: no record says more
        return _made_of(found)
    if lacks or is_one or _is_proven_by_record(going, staying):
        return lacks
    return _look(going, staying, found) or _quality(going, staying, found)


def _is_proven_by_record(going: Member, staying: Member) -> bool:
    """Whether the camera's record in the one that stays outweighs all signs.

    Somebody may have made a copy smaller, or smoothed it, with its record, and kept the large one
    without: no record outweighs that one shows more.
    """
    if not originals.is_proven_original(staying, going):
        return False
    return not (real_pixels.may_show_more(going, staying) or _is_blurred_beside(staying, going))


def _is_blurred_beside(one: Member, other: Member) -> bool:
    """Whether one shows so much less than another that this was hardly made sharper."""
    fine, other_fine = one.origin.detail, other.origin.detail
    return fine is not None and other_fine is not None and other_fine > _BLURRED * fine


def _made_of(found: Differences) -> Drawback | None:
    """Why the source of the one that stays must not go; None when it is the other way round."""
    if found.resaved > 0:
        return Drawback.RESAVED
    if found.resized <= 0:
        return None
    return Drawback.ENLARGED if found.second_px > found.first_px else Drawback.REDUCED


def _lacks(going: Member, staying: Member, found: Differences | None) -> Drawback | None:
    """What the one that stays does not show: then no record makes it the better one."""
    if Traces.PALETTE in staying.origin.traces and Traces.PALETTE not in going.origin.traces:
        return Drawback.MORE_COLOURS
    if found is None:
        return None
    if found.colour < 0:
        return Drawback.COLOURED
    if found.is_framed and has_more_around(found):
        return Drawback.FRAMED
    if not is_cropped(found) or found.is_first_framed:
        return None
    return Drawback.ADDED_AROUND if originals.shows_all(staying, going) else Drawback.CROPPED


def _look(going: Member, staying: Member, found: Differences | None) -> Drawback | None:
    """By what comparing found the one that stays to be beside the other."""
    if found is None:
        return None
    if found.noise > _NOISIER:
        return Drawback.NOISIER
    return None if _is_made_by_editor(going, staying) else _change(found)


def has_other_tones(found: Differences) -> bool:
    """Whether half of one picture, or more, has other tones or colours than the other."""
    return found.toned > _TONED


def _change(found: Differences) -> Drawback | None:
    """In what one was changed, and nothing says which."""
    changes = {
        Drawback.MIRRORED: found.is_mirrored,
        Drawback.TURNED: bool(quarters(found)),
        Drawback.AROUND: has_more_around(found),
        Drawback.STRETCHED: is_stretched(found),
        Drawback.RECOLOURED: found.is_recoloured,
        Drawback.REFOCUSED: found.is_refocused,
        Drawback.LIT: is_lit(found),
        Drawback.TONED: has_other_tones(found),
    }
    return next((code for code, is_so in changes.items() if is_so), None)


def _quality(going: Member, staying: Member, found: Differences | None) -> Drawback | None:
    """By what is known of the files."""
    is_edited = _is_made_by_editor(staying, going)
    if real_pixels.shows_more(staying, going):
        return Drawback.EDITED if is_edited and going.photo.camera is not None else None
    if is_edited:
        return Drawback.EDITED
    if real_pixels.is_larger(going, staying) or real_pixels.is_larger(staying, going):
        return _size(going, staying)
    return _saving(going, staying, found)


def _size(going: Member, staying: Member) -> Drawback | None:
    """Of two sizes: whether the larger one shows more, or was only made larger."""
    if real_pixels.is_larger(going, staying):
        return Drawback.MAY_SHOW_MORE if real_pixels.may_show_more(going, staying) else None
    return None if real_pixels.seems_to_show_more(staying, going) else Drawback.ENLARGED


def _saving(going: Member, staying: Member, found: Differences | None) -> Drawback | None:
    """Of about one size: by how sharp they are, and how they were saved."""
    are_lossless = [one.photo.file_format in _LOSSLESS for one in (going, staying)]
    if any(are_lossless) and not all(are_lossless):
        return None if are_lossless[1] else Drawback.LOSSLESS
    signs = {
        Drawback.SHARPENED: _is_sharper(staying, going),
        Drawback.SHARPER: _is_finer(going, staying, found),
        Drawback.RESAVED: originals.may_be_requantised_from(staying, going)
        or originals.may_be_converted_from(staying, going),
        Drawback.LESS_COMPRESSED: is_less_compressed(going, staying),
        Drawback.UNPROVEN: found is not None and not _is_told_by_record(going, staying),
    }
    return next((code for code, is_so in signs.items() if is_so), None)


def _is_told_by_record(going: Member, staying: Member) -> bool:
    """Whether an editor's or a camera's record says that the one that stays was there first."""
    has_camera = originals.may_be_of_camera(staying) and going.photo.camera is None
    return has_camera or _is_made_by_editor(going, staying)


def is_less_compressed(one: Member, other: Member) -> bool:
    """Whether one of two of about one size and format surely was compressed less."""
    if one.photo.file_format != other.photo.file_format or one.photo.file_format in _LOSSLESS:
        return False
    if real_pixels.is_larger(one, other) or real_pixels.is_larger(other, one):
        return False
    fine, other_fine = one.origin.detail, other.origin.detail
    if fine is not None and other_fine is not None and fine < _ENLARGED * other_fine:
        return False
    is_coarse = Traces.TWICE in one.origin.traces
    return one.photo.size > _MUCH_LARGER * other.photo.size and not is_coarse


def _is_made_by_editor(one: Member, other: Member) -> bool:
    """Whether a program that edits saved one photo, and not the other."""
    return originals.is_edited(one) and not originals.is_edited(other)


def _is_finer(going: Member, staying: Member, found: Differences | None) -> bool:
    """Whether the one that goes shows more of one size: the other one may have been smoothed.

    What is noisier beside the only one with a capture time had noise added, or lost that time.
    Sharpness is that of a small picture; blur and smoothing that it does not show are in detail.
    """
    if real_pixels.is_larger(staying, going):
        return False
    if found is not None and -found.noise > _NOISIER:
        return not originals.knows_time(staying) or originals.knows_time(going)
    fine, other_fine = going.origin.detail, staying.origin.detail
    if fine is not None and other_fine is not None and fine > _FINER * other_fine:
        return True
    return _is_sharper(going, staying)


def _is_sharper(one: Member, other: Member) -> bool:
    if one.photo.file_format != other.photo.file_format or real_pixels.is_larger(one, other):
        return False
    if one.sharpness is None or other.sharpness is None:
        return False
    return one.sharpness > _SHARPER * other.sharpness
