"""In what a member of a group differs from the first, by what is known of the two files as well.

Comparing sees pixels. That the one which shows less is the camera's whole picture, and that a part
of a file is missing, stands in the files. Pure.
"""

from __future__ import annotations

from photosim.core.compare.differences import changes
from photosim.core.duplicates import originals
from photosim.core.records.pairs import Differences
from photosim.core.records.reasons import Change, Reason, reason
from photosim.core.records.review import Member

_BYTES_SAY_NOTHING = frozenset(("PNG", "TIFF", "BMP", "GIF"))
"""Formats of which the size of a file tells nothing of how well a picture is kept."""


def changes_beside(cover: Member, member: Member, found: Differences) -> tuple[Reason, ...]:
    """What a person is told about a member beside the first one of its group.

    Args:
        cover: the first one.
        member: the other.
        found: how `member` differs from `cover`.
    """
    said = changes(found)
    if found.is_first_framed or originals.shows_all(member, cover):
        said = _replaced(said, Change.CROPPED, reason(Change.LESS_AROUND))
    if member.photo.is_damaged or cover.photo.is_damaged:
        return _of_damaged(said, member)
    if _are_sizes_alone(cover, member, found):
        sizes = found.second_size, found.first_size
        code = Change.SMALLER_FILE if sizes[0] < sizes[1] else Change.LARGER_FILE
        return _replaced(said, Change.COMPRESSION, reason(code, *sizes))
    return said


def known_changes(member: Member) -> tuple[Reason, ...]:
    """What a person is told of a member that was compared with nothing: what its file says."""
    return (reason(Change.PART_MISSING),) if member.photo.is_damaged else ()


def _are_sizes_alone(cover: Member, member: Member, found: Differences) -> bool:
    """Whether the bytes tell of what else is in the files, such as a film, and of no quality."""
    are_bytes_silent = {cover.photo.file_format, member.photo.file_format} <= _BYTES_SAY_NOTHING
    return are_bytes_silent or found.is_equal or originals.have_equal_pixels((cover, member))


def _of_damaged(said: tuple[Reason, ...], member: Member) -> tuple[Reason, ...]:
    """What is missing looks as if something was laid over it, and its bytes are not there."""
    told = [one for one in said if one.code not in (Change.MARKED, Change.COMPRESSION)]
    return (*known_changes(member), *told)


def _replaced(said: tuple[Reason, ...], code: Change, told: Reason) -> tuple[Reason, ...]:
    return tuple(told if one.code is code else one for one in said)
