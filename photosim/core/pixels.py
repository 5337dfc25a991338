"""How many of a photo's pixels are real: enlarging a picture adds pixels, and shows nothing more.

Pure: the share of real pixels along a line was measured when the photo was examined.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from photosim.core.differences import megapixels
from photosim.core.pair import Tier
from photosim.core.preference import Preference
from photosim.core.review import Member

_NATURAL = 0.85
"""Share of real pixels along a line from which a picture is not called enlarged: soft lenses and
noise reduction take as much."""

_SAME_SIZE = 1.03
"""Ratio of pixels below which two pictures have one size: 1.5 % along each side, what rounding and
padding to blocks make."""

_SURE = 1.25
"""Ratio of real pixels below which measuring cannot tell which of two pictures shows more, when one
of them is enlarged."""


def total(member: Member) -> int:
    """All pixels of a photo."""
    return member.photo.width * member.photo.height


def is_enlarged(member: Member) -> bool:
    """Whether a photo shows less than its pixels could."""
    detail = member.origin.detail
    return detail is not None and detail < _NATURAL


def real(member: Member) -> int:
    """The pixels of a photo that are real; all of them where that was not measured."""
    detail = member.origin.detail if is_enlarged(member) else None
    return round(total(member) * (detail or 1.0) ** 2)


def shows_more(one: Member, other: Member, ratio: float = _SURE) -> bool:
    """Whether one photo is larger than another and shows more, by more than this ratio.

    One that is not larger shows no more, however sharp it was made.
    """
    return total(one) > _SAME_SIZE * total(other) and real(one) > ratio * real(other)


def most_real(_: Tier, members: Sequence[Member]) -> Preference | None:
    """Prefer more real pixels; None for pictures of one size."""
    if _are_of_one_size(members):
        return None
    is_measured = any(is_enlarged(member) for member in members)
    slack = math.log(_SURE if is_measured else _SAME_SIZE)
    what = "real pixels" if is_measured else "pixels"
    return Preference(
        rank=lambda member: math.log(max(1, real(member))),
        stays=lambda best, other: f"most {what}: {_of(best, other)}",
        goes=lambda other, best: f"fewer {what}: {_of(other, best)}",
        slack=slack,
    )


def not_enlarged(_: Tier, members: Sequence[Member]) -> Preference | None:
    """Of pictures that show as much, prefer the ones that were not enlarged."""
    if _are_of_one_size(members):
        return None
    return Preference(
        rank=lambda member: not is_enlarged(member),
        stays=lambda best, _: "not enlarged",
        goes=lambda other, _: (
            f"enlarged: shows no more than {megapixels(real(other))}"
            f" of its {megapixels(total(other))} MP"
        ),
    )


def _are_of_one_size(members: Sequence[Member]) -> bool:
    sizes = [total(member) for member in members]
    return max(sizes) <= _SAME_SIZE * min(sizes)


def _of(one: Member, other: Member) -> str:
    first, second = megapixels(real(one)), megapixels(real(other))
    if first == second:
        return f"{real(one):,} instead of {real(other):,}"
    return f"{first} instead of {second} MP"
