"""In what a photo differs from another so that a person sees it: smaller, cropped, turned."""

from __future__ import annotations

from dataclasses import replace

from photosim.core.compare import geometry
from photosim.core.records.pairs import Differences, Spot
from photosim.core.records.reasons import Change, Reason, reason

_SAME_SCALE = 1.03
"""Ratio of lengths below which two pictures have one size: errors of alignment are smaller."""

_CROPPED, _BEYOND = 0.97, 0.03
"""Shares of area from which something is missing, and from which something was added."""

_STRAIGHT = 1.5
"""Degrees up to which a person is not told that a picture is tilted."""

_BRIGHTER = 0.25
"""Stops from which a person sees a difference."""


def changes(found: Differences) -> tuple[Reason, ...]:
    """What a person is told about the second photo beside the first; empty when nothing differs.

    The most important first; each can stand alone.
    """
    spot = place(found.spot)
    said = [
        *([spot] if spot else []),
        *_pixels(found),
        *_extent(found),
        *_turn(found),
        *_look(found),
        *_format(found),
    ]
    return tuple(said) or _compression(found)


def is_cropped(found: Differences) -> bool:
    """Whether the second photo lacks something at its edges that the first shows."""
    return found.shown < _CROPPED


def has_more_around(found: Differences) -> bool:
    """Whether the second photo shows something around what the first shows."""
    return found.beyond > _BEYOND


def is_first_inner(found: Differences) -> bool:
    """Whether the first photo is laid on the second: the larger share of it is shown there."""
    return is_inner(found.shown, found.beyond)


def is_inner(shown: float, beyond: float) -> bool:
    """Whether a picture is the inner one of a pair.

    Args:
        shown: share of its area that the other one shows.
        beyond: share of the other one's area that it does not show.
    """
    return shown >= 1 - beyond


def is_stretched(found: Differences) -> bool:
    """Whether one of the two is wider or higher than it was."""
    return found.stretched > _SAME_SCALE


def is_lit(found: Differences) -> bool:
    """Whether one of the two is brighter, so that a person sees it."""
    return abs(found.stops) >= _BRIGHTER


def quarters(found: Differences) -> int:
    """By how many degrees the second photo is turned in whole quarters: 0, 90, 180 or -90."""
    degrees = round(found.degrees / 90) * 90
    return degrees if degrees % 360 else 0


def turned(found: Differences) -> Differences:
    """The differences of the first photo from the second."""
    return Differences(
        first_px=found.second_px,
        second_px=found.first_px,
        enlarged=1 / found.enlarged if found.enlarged else 0.0,
        shown=1 - found.beyond,
        beyond=1 - found.shown,
        degrees=found.degrees if found.is_mirrored else -found.degrees,
        is_mirrored=found.is_mirrored,
        is_framed=found.is_first_framed,
        is_marked=found.is_marked,
        stops=-found.stops,
        colour=-found.colour,
        first_format=found.second_format,
        second_format=found.first_format,
        first_size=found.second_size,
        second_size=found.first_size,
        is_first_framed=found.is_framed,
        stretched=found.stretched,
        is_recoloured=found.is_recoloured,
        is_refocused=found.is_refocused,
        noise=-found.noise,
        is_equal=found.is_equal,
        toned=found.toned,
        resaved=-found.resaved,
        resized=-found.resized,
        placed=None if found.placed is None else _back(found.placed),
        is_of_one_thing=found.is_of_one_thing,
        spot=None if found.spot is None else _turned_spot(found.spot),
    )


def _back(placed: tuple[float, ...]) -> tuple[float, ...] | None:
    """The map the other way."""
    affine = geometry.of_numbers(placed)
    return None if affine is None else geometry.as_numbers(geometry.inverse(affine))


def _turned_spot(spot: Spot) -> Spot:
    return replace(spot, first=spot.second, second=spot.first)


def place(spot: Spot | None) -> Reason | None:
    """That it is another picture in one place, and how much of it; None without a place."""
    return None if spot is None else reason(Change.PLACE, round(spot.share * 100))


def _pixels(found: Differences) -> list[Reason]:
    """Which shows the same things in more pixels; a mere crop is as large as it was."""
    if 1 / _SAME_SCALE < found.enlarged < _SAME_SCALE:
        return []
    is_smaller = found.enlarged < 1
    if found.shown < _CROPPED or found.beyond > _BEYOND:
        code = Change.SMALLER_PART if is_smaller else Change.LARGER_PART
        return [reason(code, max(1, round(found.enlarged * 100)))]
    code = Change.SMALLER if is_smaller else Change.LARGER
    return [reason(code, found.second_px, found.first_px)]


def _extent(found: Differences) -> list[Reason]:
    said = []
    if is_cropped(found):
        said.append(reason(Change.CROPPED, max(1, round(found.shown * 100))))
    if has_more_around(found):
        said.append(reason(Change.FRAMED if found.is_framed else Change.SHOWS_MORE))
    return said


def _turn(found: Differences) -> list[Reason]:
    said = [reason(Change.MIRRORED)] if found.is_mirrored else []
    turn = quarters(found)
    tilt = geometry.tilt(found.degrees)
    if turn:
        said.append(reason(Change.TURNED, turn))
    if tilt > _STRAIGHT:
        said.append(reason(Change.TILTED, round(tilt)))
    return said


def _look(found: Differences) -> list[Reason]:
    said = []
    if found.colour:
        said.append(reason(Change.LOST_COLOUR if found.colour < 0 else Change.GAINED_COLOUR))
    if is_lit(found):
        said.append(reason(Change.BRIGHTER if found.stops > 0 else Change.DARKER))
    if found.is_marked:
        said.append(reason(Change.MARKED))
    return said


def _format(found: Differences) -> list[Reason]:
    if found.first_format == found.second_format:
        return []
    return [reason(Change.FORMAT, found.second_format, found.first_format)]


def _compression(found: Differences) -> tuple[Reason, ...]:
    if found.second_size == found.first_size:
        return ()
    return (reason(Change.COMPRESSION, found.second_size, found.first_size),)
