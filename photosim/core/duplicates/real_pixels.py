"""Which of two copies of a picture shows more: enlarging adds pixels, and shows nothing more.

A close look tries out which of two was made of the other (`compare.resize_trial`). **That alone
says that the larger one is an enlargement**; else it stays. That it shows more is also believed
where its structure is fine enough. How fine that is was measured when each was examined
(`core.image.detail`); what a figure is depends on the picture, so only copies of one picture are
compared. Of a picture that was made `s` times as large along a line, the structure goes on `gain`
times as far as the smaller one's: 1 when it was enlarged, about `s` when the smaller one was made
of it, but 1 as well where it is soft and loses nothing by being made smaller. Measured 2026-11 on
60 photographs, as powers of `s`: made smaller of a sharp one and not proven .69 to 1.6, enlarged
and sharpened up to .83, made smaller of a soft one 0 and less. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from photosim.core.duplicates import compared
from photosim.core.duplicates.ranking import Preference, Undecidable
from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Reason, Why, reason
from photosim.core.records.review import Member

_SAME_SIZE = 1.03
"""Ratio of pixels below which two pictures have one size: 1.5 % along each side, what rounding and
padding to blocks make."""

_ENLARGED, _SHOWS_MORE = 0.5, 0.85
"""Powers of the ratio of lengths: enlargements gain less than the first one, as a rule; what gains
more than the second one shows more."""

_CLOSE = 1.25
"""Ratio of lengths below which the gain tells nothing: of 37 photographs made 1.05 to 1.2 times as
large it was .70 to 1.32, of those made smaller by as much .86 to 1.59 (2026-11)."""

_FAR = 1.7
"""Ratio of lengths from which no enlargement that was sharpened gains as much: of 31 the most was
.50, of 68 at 1.25 to 1.7 it was .83, of PNG and WebP more (2026-11)."""

_USUAL, _CRISPEST = 1.0, 1.3
"""Figure of a smaller picture that was not measured, because it is as its camera says: what it
usually is, and what it is at most."""

_MEASURED_PX = 256
"""Smaller pictures are not measured. What is larger than one of them was rarely made of it."""
_NATURAL = 0.7
"""Unless its own figure is below what photographs have."""


def total(member: Member) -> int:
    """All pixels of a photo."""
    return max(1, member.photo.width * member.photo.height)


def is_larger(one: Member, other: Member) -> bool:
    """Whether one photo has more pixels than another, by more than what decides nothing."""
    return total(one) > _SAME_SIZE * total(other)


def shows_more(one: Member, other: Member) -> bool:
    """Whether one photo surely shows more than another.

    One that is not larger shows no more, however sharp it was made.
    """
    if not is_larger(one, other) or _says_enlarged(one, other):
        return False
    if (tried := _tried(one, other)) is not None:
        return tried
    return _gains(one, other, _SHOWS_MORE, is_sure=True)


def seems_to_show_more(one: Member, other: Member) -> bool:
    """Whether one photo shows more than another as far as anybody can tell."""
    if not is_larger(one, other) or _is_enlarged(one, other):
        return False
    is_far = total(one) >= _FAR**2 * total(other)
    return _tried(one, other) or (is_far and _gains(one, other, _SHOWS_MORE))


def is_hardly_enlarged(one: Member, other: Member) -> bool:
    """Whether a larger photo that was made of another one seems to show more all the same.

    Its structure goes on further than that of an enlargement: the other one is not its source.
    """
    if not is_larger(one, other) or _is_enlarged(one, other):
        return False
    return _tried(one, other) or _gains(one, other, _ENLARGED)


def may_show_more(one: Member, other: Member) -> bool:
    """Whether one photo shows more than another, or that cannot be told."""
    return is_larger(one, other) and not _is_enlarged(one, other)


def _tried(one: Member, other: Member) -> bool | None:
    """Whether the smaller one was made of the larger one; None where nobody could try that out."""
    if compared.is_resized_from(one, other):
        return False
    return True if compared.is_resized_from(other, one) else None


def most_real(_: Tier, members: Sequence[Member]) -> Preference | Undecidable | None:
    """Prefer those that show most, of those the ones that were not enlarged."""
    if any(_is_unknown(one, other) for one in members for other in members):
        return Undecidable(reason(Why.UNSURE))
    best = _best(members)
    if len(best) == len(members):
        return Undecidable(reason(Why.UNSURE)) if _differ(best) else None
    if _differ(best):
        return Undecidable(reason(Why.UNSURE))
    keys = {member.key for member in best}
    return Preference(
        rank=lambda member: member.key in keys,
        stays=_why_it_stays,
        goes=_why_it_goes,
        is_guess=True,
    )


def _best(members: Sequence[Member]) -> list[Member]:
    """Those of which none other shows more, and which are no enlargement of another."""
    best: list[Member] = []
    for member in sorted(members, key=total):
        smaller = [other for other in best if is_larger(member, other)]
        if any(_is_enlarged(member, other) for other in smaller):
            continue
        shown = [other for other in smaller if seems_to_show_more(member, other)]
        best = [other for other in best if other not in shown]
        best.append(member)
    return best


def _is_enlarged(one: Member, other: Member) -> bool:
    """Whether that was tried out, or the record says so and no measure speaks against it."""
    if (tried := _tried(one, other)) is not None:
        return not tried
    is_measured = None not in (one.origin.detail, other.origin.detail)
    return not is_measured and _says_enlarged(one, other)


def _says_enlarged(one: Member, other: Member) -> bool:
    """Whether the camera's record in the larger one tells the other one's size.

    Programs that enlarge copy the record as it was, with the size that the camera wrote. That of a
    RAW file is the size of its preview.
    """
    told = one.origin.recorded
    if told is None or one.photo.file_format == "RAW":
        return False
    ratio = told[0] * told[1] / total(other)
    return 1 / _SAME_SIZE <= ratio <= _SAME_SIZE


def _gains(one: Member, other: Member, power: float, *, is_sure: bool = False) -> bool:
    """Whether the larger one gains more than this power of the ratio of lengths, or surely does."""
    scale = math.sqrt(total(one) / total(other))
    fine, other_fine = one.origin.detail, other.origin.detail
    if fine is None:
        return not is_sure or _is_tiny(other)
    if other_fine is None and _is_tiny(other):
        if is_sure and other.photo.camera is not None:
            return False  # it may be as its camera wrote it
        return fine >= _NATURAL and not _has_its_size(other)
    if is_sure and scale < _FAR:
        return False
    usual = _CRISPEST if is_sure else _USUAL
    gain = scale * fine / max(usual if other_fine is None else other_fine, 1e-3)
    return gain > math.pow(scale, power)


def _is_unknown(one: Member, other: Member) -> bool:
    """Whether the larger one may be an enlargement, for nobody has measured it, or cannot."""
    if not is_larger(one, other) or _tried(one, other) is not None or _is_enlarged(one, other):
        return False
    is_close = total(one) < _CLOSE**2 * total(other)
    return is_close or (one.origin.detail is None and not _is_tiny(other))


def _is_tiny(member: Member) -> bool:
    return min(member.photo.width, member.photo.height) < _MEASURED_PX


def _has_its_size(member: Member) -> bool:
    """Whether the camera's record says that the photo is as large as it was taken."""
    return member.origin.recorded == (member.photo.width, member.photo.height)


def _differ(members: Sequence[Member]) -> bool:
    sizes = [total(member) for member in members]
    return max(sizes) > _SAME_SIZE * min(sizes)


def _why_it_stays(best: Member, other: Member) -> Reason:
    if is_larger(best, other):
        return reason(Why.SHOWS_MOST, total(best), total(other))
    return reason(Why.NOT_ENLARGED)


def _why_it_goes(other: Member, best: Member) -> Reason:
    code = Why.SHOWS_LESS if is_larger(best, other) else Why.ENLARGED
    values = (total(other), total(best)) if code is Why.SHOWS_LESS else (total(best), total(other))
    return reason(code, *values)
