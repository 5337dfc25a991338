"""In what a photo differs from another, in words: "smaller, 3 of 12 MP", "cropped to 80 %"."""

from __future__ import annotations

from dataclasses import replace

from photosim.core.records.pairs import Differences, Spot

_SAME_SCALE = 1.03
"""Ratio of lengths below which two pictures have one size: errors of alignment are smaller."""

_CROPPED, _BEYOND = 0.97, 0.03
"""Shares of area from which something is missing, and from which something was added."""

_STRAIGHT = 1.5
"""Degrees below which a picture is not tilted."""

_BRIGHTER = 0.25
"""Stops from which a person sees a difference."""


def words(found: Differences) -> tuple[str, ...]:
    """What a person is told about the second photo beside the first; empty when nothing differs.

    The most important first; each a phrase that can stand alone.
    """
    said = [
        place(found.spot),
        _pixels(found),
        *_extent(found),
        *_turn(found),
        *_look(found),
        _format(found),
    ]
    kept = tuple(phrase for phrase in said if phrase)
    return kept or _compression(found)


def is_cropped(found: Differences) -> bool:
    """Whether the second photo lacks something at its edges that the first shows."""
    return found.shown < _CROPPED


def has_more_around(found: Differences) -> bool:
    """Whether the second photo shows something around what the first shows."""
    return found.beyond > _BEYOND


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
        spot=None if found.spot is None else _turned_spot(found.spot),
    )


def _turned_spot(spot: Spot) -> Spot:
    return replace(spot, first=spot.second, second=spot.first)


def place(spot: Spot | None) -> str:
    """That it is another picture in one place, and how much of it; empty without a place."""
    if spot is None:
        return ""
    share = round(spot.share * 100)
    return f"differs here, {f'{share} %' if share else 'less than 1 %'} of the picture"


def _pixels(found: Differences) -> str:
    """Which shows the same things in more pixels; a mere crop is as large as it was."""
    if 1 / _SAME_SCALE < found.enlarged < _SAME_SCALE:
        return ""
    word = "smaller" if found.enlarged < 1 else "larger"
    if found.shown < _CROPPED or found.beyond > _BEYOND:
        return f"{word}, at {max(1, round(found.enlarged * 100))} %"
    return f"{word}, {megapixels(found.second_px)} of {megapixels(found.first_px)} MP"


def megapixels(pixels: int) -> str:
    """Pixels in millions with as many digits as a person needs: "12", "3.1", "0.08"."""
    millions = pixels / 1e6
    if millions >= 10:
        return f"{millions:.0f}"
    return f"{millions:.1f}" if millions >= 1 else f"{millions:.2g}"


def _extent(found: Differences) -> list[str]:
    said = []
    if is_cropped(found):
        said.append(f"cropped to {max(1, round(found.shown * 100))} %")
    if has_more_around(found):
        said.append("framed" if found.is_framed else "shows more around it")
    return said


def _turn(found: Differences) -> list[str]:
    said = ["mirrored"] if found.is_mirrored else []
    turn = quarters(found)
    tilt = abs(found.degrees - round(found.degrees / 90) * 90)
    if turn:
        way = {90: "to the left", -90: "to the right"}.get(turn, "")
        said.append(f"turned by {abs(turn)}° {way}".strip())
    if tilt > _STRAIGHT:
        said.append(f"tilted by {round(tilt)}°")
    return said


def _look(found: Differences) -> list[str]:
    said = []
    if found.colour:
        said.append("black and white" if found.colour < 0 else "in colour")
    if is_lit(found):
        said.append("brighter" if found.stops > 0 else "darker")
    if found.is_marked:
        said.append("text or a mark added")
    return said


def _format(found: Differences) -> str:
    if found.first_format == found.second_format:
        return ""
    return f"{found.second_format} instead of {found.first_format}"


def _compression(found: Differences) -> tuple[str, ...]:
    if found.second_size == found.first_size:
        return ()
    word = "more" if found.second_size < found.first_size else "less"
    sizes = _bytes(found.second_size), _bytes(found.first_size)
    if sizes[0] == sizes[1]:  # too little for a person
        return (f"a little {word} compressed",)
    return (f"{word} compressed, {sizes[0]} of {sizes[1]}",)


def _bytes(size: int) -> str:
    """Bytes for people, decimal units."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
