"""Which of the copies of one picture is the camera's own file, and which was made of it.

The camera's own file carries the camera's record, has the size that the record tells, and nothing
in it is a program's. Programs copy records into what they save, so a record alone is no proof: two
files that both look like the camera's own, with other pixels, are for a person to look at. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from photosim.core.duplicates import compared, real_pixels
from photosim.core.duplicates.ranking import Preference, Undecidable, says
from photosim.core.image import editors, pixel_hash
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Traces
from photosim.core.records.reasons import Reason, Trace, Why, reason
from photosim.core.records.review import Member

_CAMERA_FORMATS = frozenset(("JPEG", "HEIF", "RAW"))
"""What cameras and phones write; PNG, WebP, TIFF and the others are made of it."""

_MOST_OF_A_NAME = 40

_ONE_TIME = timedelta(seconds=1)
"""Up to which two times are one: programs drop parts of seconds, or round them."""

_AS_LARGE = 1.03
"""Ratio of lengths up to which things are of one size: errors of alignment are smaller."""

_AS_SHARP, _AS_DETAILED = 1.05, 1.1
"""Ratios up to which one picture is as sharp, or as detailed, as another (`drawbacks`)."""


def straight_from_camera(tier: Tier, members: Sequence[Member]) -> Preference | Undecidable | None:
    """Prefer the camera's own files to all that was made of them."""
    if tier is Tier.SAME_FILE:
        return None
    if _may_be_surpassed(members):
        return Undecidable(reason(Why.UNSURE))
    why = {member.key: _why_not(member, members) for member in members}
    return Preference(
        rank=lambda member: not why[member.key],
        stays=says(Why.STRAIGHT),
        goes=lambda other, _: reason(Why.MADE_OF_OTHER, why[other.key]),
        is_guess=True,
    )


def untouched(tier: Tier, members: Sequence[Member]) -> Preference | None:
    """Of several with a faultless record, prefer those that no program seems to have written.

    Asked only where another one certainly is a camera's file: with its note and no trace of a
    program. Files of equal pixels lost nothing, whoever wrote them.
    """
    if not _are_rivals(tier, members):
        return None
    return Preference(
        rank=lambda member: not _trace(member),
        stays=says(Why.STRAIGHT),
        goes=lambda other, _: reason(Why.MADE_OF_OTHER, _trace(other)),
        is_guess=True,
    )


def in_doubt(tier: Tier, members: Sequence[Member]) -> Undecidable | None:
    """Say so where several look like the camera's own file: the larger one may be a copy.

    And where formats differ: how many bytes they take says nothing then. A screenshot as PNG may
    be smaller than the JPEG that was made of it.
    """
    if _are_rivals(tier, members):
        return Undecidable(reason(Why.IN_DOUBT))
    has_formats = len({member.photo.file_format for member in members}) > 1
    return (
        Undecidable(reason(Why.OTHER_FORMATS))
        if tier is Tier.SAME_PICTURE and has_formats
        else None
    )


def have_equal_pixels(members: Sequence[Member]) -> bool:
    """Whether it is known that all show the same pixels."""
    return pixel_hash.are_equal(member.origin.pixel_hash for member in members)


def is_original_of(one: Member, other: Member) -> bool:
    """Whether one is the camera's own file as far as can be seen, and the other one is not."""
    if _fault(one, _FAULTS):
        return False
    if _fault(other, _FAULTS) or _is_made_of(other, one):
        return True
    return bool(_trace(other)) and not _trace(one)


def shows_all(one: Member, other: Member) -> bool:
    """Whether one is the whole picture that the camera took, and the other one was made of it."""
    return one.origin.recorded is not None and is_original_of(one, other)


def is_proven_original(one: Member, other: Member) -> bool:
    """Whether one surely is the camera's own file, and the other one is not.

    Camera and time are copied into anything. Besides a record that fits the file, it takes a
    quality that cameras write, and no sign that it was saved again; and where it is the larger one
    and its record tells no size, or was compressed twice and may have been another file before,
    more than that.
    """
    if one.origin.recorded is None and _shows_it_larger(one, other):
        return False
    if may_be_converted_from(one, other):
        return False
    return _is_proven(one) and is_original_of(one, other)


def _shows_it_larger(one: Member, other: Member) -> bool:
    """Whether things are larger in one than in the other: not only more of them is there."""
    found = compared.beside(other, one)
    return found is not None and found.enlarged > _AS_LARGE


def is_edited(member: Member) -> bool:
    """Whether a program that edits saved it, by its name or by what it left."""
    return bool(_program(member))


def knows_time(member: Member) -> bool:
    """Whether it is known when the picture was taken: an editor's saving says nothing of that."""
    if member.photo.taken is None:
        return False
    return Traces.SAVED not in member.origin.traces or not is_edited(member)


def disagree_on_time(one: Member, other: Member) -> bool:
    """Whether both say when the picture was taken, and say different things.

    When a file was saved is no such time, and a date alone agrees with each time of that day.
    """
    times = [_told_time(member) for member in (one, other)]
    if times[0] is None or times[1] is None:
        return False
    is_one_day = times[0].date() == times[1].date()
    if is_one_day and any(time.time() == datetime.min.time() for time in times if time):
        return False
    return abs(times[0] - times[1]) > _ONE_TIME


def _told_time(member: Member) -> datetime | None:
    return None if Traces.SAVED in member.origin.traces else member.photo.taken


def may_be_of_camera(member: Member) -> bool:
    """Whether a photo has a camera's record and is laid out as a camera may have written it.

    Programs turn JPEG into HEIC and write the record with it. How much it was compressed then is
    not known of HEIC, other than of JPEG: only that of a camera has a small picture inside.
    """
    if member.photo.camera is None or member.photo.file_format not in _CAMERA_FORMATS:
        return False
    return member.photo.file_format != "HEIF" or Traces.LIBRARY not in member.origin.traces


def _is_proven(member: Member) -> bool:
    if member.photo.is_damaged or member.origin.traces & (Traces.COARSE | Traces.LATER):
        return False
    return may_be_of_camera(member)


def _are_rivals(tier: Tier, members: Sequence[Member]) -> bool:
    claim = sum(not _fault(member, _FAULTS) for member in members)
    return tier is Tier.SAME_PICTURE and claim > 1 and not have_equal_pixels(members)


def _may_be_surpassed(members: Sequence[Member]) -> bool:
    """Whether it is unclear of a camera's file if a larger one shows more.

    One with the camera's record may have been developed from RAW, or enlarged and made more
    colourful: an edited one is never surely better. One without was hardly made of
    anything but the file.
    """
    return any(
        other.photo.camera is not None
        and _may_show_more(other, own)
        and (is_edited(other) or not real_pixels.shows_more(other, own))
        for own in members
        if not _fault(own, _FAULTS)
        for other in members
    )


def _may_show_more(other: Member, own: Member) -> bool:
    """Whether a larger photo may show more than a camera's file.

    Where both may be the camera's own, the smaller one may have been made of the larger one, with
    its record: only that it is an enlargement tells them apart then.
    """
    if is_original_of(own, other):
        return real_pixels.is_hardly_enlarged(other, own)
    return real_pixels.may_show_more(other, own)


def _why_not(member: Member, members: Sequence[Member]) -> Reason | None:
    """Why a photo is not taken for the camera's own file; None when it is."""
    if found := _fault(member, _FAULTS):
        return found
    if any(_shows_more(other, member) for other in members):
        return reason(Trace.SHOWS_LESS)
    if any(_is_made_of(member, other) for other in members):
        # that of equal pixels was compressed as often
        twins = [other for other in members if have_equal_pixels((member, other))]
        if all(any(_is_made_of(twin, other) for other in members) for twin in twins):
            return reason(Trace.TWICE)
    return None


def _shows_more(other: Member, member: Member) -> bool:
    return real_pixels.shows_more(other, member) and not is_edited(other)


def may_be_requantised_from(member: Member, other: Member) -> bool:
    """Whether a photo may be what another one was saved as, at a higher quality.

    That it was compressed twice may be a phone's own doing: what it was made of must be there, of
    the same size, coarser and therefore in fewer bytes.
    """
    if Traces.TWICE not in member.origin.traces or Traces.TWICE in other.origin.traces:
        return False
    if have_equal_pixels((member, other)):
        return False
    is_of_one_size = not (
        real_pixels.is_larger(member, other) or real_pixels.is_larger(other, member)
    )
    return is_of_one_size and other.photo.size < member.photo.size


def may_be_converted_from(one: Member, other: Member) -> bool:
    """Whether one of two with a record, compressed twice, may come from the one that is no JPEG.

    A phone compresses twice itself; but what was only converted from that has equal pixels.
    """
    if Traces.TWICE not in one.origin.traces or other.photo.camera is None:
        return False
    is_of_one_size = not (real_pixels.is_larger(one, other) or real_pixels.is_larger(other, one))
    return is_of_one_size and other.photo.file_format not in _CAMERA_FORMATS


def _is_made_of(member: Member, other: Member) -> bool:
    """Whether a photo surely was made of a camera's file by saving that at a higher quality.

    Coarse compression and blur leave no trace of an earlier compression, so a copy that was made
    worse looks the same: what a camera would not write, or shows less, is no source.
    """
    if (
        not may_be_requantised_from(member, other)
        or _fault(other, _FAULTS)
        or not _is_proven(other)
    ):
        return False
    return _is_as_fine(other, member)


def _is_as_fine(one: Member, other: Member) -> bool:
    """Whether one photo shows what another one shows, as far as both were measured."""
    measures = (
        (one.sharpness, other.sharpness, _AS_SHARP),
        (one.origin.detail, other.origin.detail, _AS_DETAILED),
    )
    known = [(own, its, most) for own, its, most in measures if own is not None and its is not None]
    return bool(known) and all(most * own >= its for own, its, most in known)


def _fault(member: Member, faults: Sequence[Callable[[Member], Reason | None]]) -> Reason | None:
    return next((found for fault in faults if (found := fault(member))), None)


def _record(member: Member) -> Reason | None:
    if member.photo.camera is None:
        return reason(Trace.NO_RECORD)
    return None if knows_time(member) else reason(Trace.NO_TIME)


def _format(member: Member) -> Reason | None:
    own = member.photo.file_format
    return None if own in _CAMERA_FORMATS else reason(Trace.CONVERTED, own)


def _program(member: Member) -> Reason | None:
    software = member.origin.software or ""
    if editors.is_editor(software):
        return reason(Trace.SAVED_BY, software[:_MOST_OF_A_NAME].strip())
    return reason(Trace.EDITED) if Traces.EDITED in member.origin.traces else None


def _size(member: Member) -> Reason | None:
    """Nothing for RAW: its record is that of the preview, or leaves out the borders.

    Programs that turn a file without loss leave its record as it was: height by width fits, too.
    """
    told = member.origin.recorded
    if told is None or member.photo.file_format == "RAW":
        return None
    own = {member.photo.width, member.photo.height}
    return None if set(told) == own else reason(Trace.OTHER_SIZE)


def _trace(member: Member) -> Reason | None:
    traces = member.origin.traces
    if Traces.LATER in traces:
        return reason(Trace.LATER)
    if Traces.LIBRARY in traces:
        return reason(Trace.BY_PROGRAM)
    return None if Traces.MAKER_NOTE in traces else reason(Trace.NO_NOTE)


_FAULTS = (_record, _format, _program, _size)
