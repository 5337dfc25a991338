"""What happens to a box that is drawn, moved or resized within a picture. Pure arithmetic.

Boxes and points are fractions of the picture, 0 to 1, whatever its size on the screen.
"""

from __future__ import annotations

import enum

from photosim.core.records.photos import Box

LEAST = 0.06
"""Shares of the picture's sides that a box has at least, so that it can be seen and grasped."""
STEP = 0.02
"""By how much of the picture an arrow key moves a box."""
MIDDLE = Box(0.25, 0.25, 0.5, 0.5)
"""Where a box begins that was asked for by a key, without a proposal."""

_NEAR_ALL = 0.98


class Grip(enum.Enum):
    """What of a box is grasped: which edges follow the mouse (x, y), -1 the first, 1 the second."""

    NORTH_WEST = (-1, -1)
    NORTH = (0, -1)
    NORTH_EAST = (1, -1)
    EAST = (1, 0)
    SOUTH_EAST = (1, 1)
    SOUTH = (0, 1)
    SOUTH_WEST = (-1, 1)
    WEST = (-1, 0)
    INSIDE = (0, 0)


def drawn(start: tuple[float, float], end: tuple[float, float]) -> Box | None:
    """The box between two points, cut to the picture; None while it is too small to be meant."""
    left, right = sorted((_within(start[0]), _within(end[0])))
    top, bottom = sorted((_within(start[1]), _within(end[1])))
    if right - left < LEAST or bottom - top < LEAST:
        return None
    return Box(left, top, right - left, bottom - top)


def moved(box: Box, x: float, y: float) -> Box:
    """The box somewhere else, but within the picture."""
    left = min(max(0.0, box.x + x), 1.0 - box.width)
    top = min(max(0.0, box.y + y), 1.0 - box.height)
    return Box(left, top, box.width, box.height)


def resized(box: Box, grip: Grip, x: float, y: float) -> Box:
    """The box with the edges of a grip moved by so much; never smaller than `LEAST`."""
    across, down = grip.value
    left, right = _edges(box.x, box.x + box.width, across, x)
    top, bottom = _edges(box.y, box.y + box.height, down, y)
    return Box(left, top, right - left, bottom - top)


def pulled(box: Box, grip: Grip, x: float, y: float) -> Box:
    """The box after its grip was pulled by so much."""
    return moved(box, x, y) if grip is Grip.INSIDE else resized(box, grip, x, y)


def is_all(box: Box) -> bool:
    """Whether a box is, to a person, the whole picture."""
    return box.width >= _NEAR_ALL and box.height >= _NEAR_ALL


def spoken(box: Box) -> str:
    """Where a box lies, for who cannot see it."""
    left, top, width, height = (
        round(100 * share) for share in (box.x, box.y, box.width, box.height)
    )
    return (
        f"{width} per cent wide and {height} per cent high, "
        f"{left} per cent from the left and {top} per cent from the top"
    )


def _edges(first: float, second: float, which: int, by: float) -> tuple[float, float]:
    """Two opposite edges after one of them was moved."""
    if which < 0:
        return min(max(0.0, first + by), second - LEAST), second
    if which > 0:
        return first, max(min(1.0, second + by), first + LEAST)
    return first, second


def _within(share: float) -> float:
    return min(max(0.0, share), 1.0)
