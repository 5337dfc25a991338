"""What the camera's own record says of two photos: one exposure, two, or nothing.

Copies keep the record or lose it. So a different record disproves, and an equal one proves when it
is fine enough: two shots of a burst share the second, not the part of a second.
"""

from __future__ import annotations

import enum
from datetime import timedelta

from photosim.core.records.photos import Metadata

_LEAST_RATIO = 1.02
"""Exposure values that differ less are one value, rounded by another program."""


class Exposures(enum.Enum):
    """How many exposures two photos are."""

    ONE = enum.auto()
    TWO = enum.auto()
    UNKNOWN = enum.auto()


def exposures(first: Metadata, second: Metadata) -> Exposures:
    """What the records say; unknown unless both name a camera.

    Without a camera a date is not one of taking: programs write when they saved a picture.
    """
    if first.camera is None or second.camera is None:
        return Exposures.UNKNOWN
    if first.camera != second.camera or _settings_differ(first, second):
        return Exposures.TWO
    apart = seconds_apart(first, second)
    if apart is None:
        return Exposures.UNKNOWN
    if apart == 0:
        is_fine = first.taken is not None and first.taken.microsecond != 0
        return Exposures.ONE if is_fine else Exposures.UNKNOWN
    return Exposures.UNKNOWN if _lost_fraction(first, second, apart) else Exposures.TWO


def seconds_apart(first: Metadata, second: Metadata) -> float | None:
    """Seconds between two captures, None when a time is missing.

    Clocks are compared as instants when both offsets from UTC are known, else as they showed.
    """
    if first.taken is None or second.taken is None:
        return None
    apart = second.taken - first.taken
    if first.utc_offset_s is not None and second.utc_offset_s is not None:
        apart -= timedelta(seconds=second.utc_offset_s - first.utc_offset_s)
    return abs(apart.total_seconds())


def _lost_fraction(first: Metadata, second: Metadata, apart: float) -> bool:
    """Whether the times differ only because one of them lost its part of a second."""
    fractions = [taken.microsecond for taken in (first.taken, second.taken) if taken]
    return apart < 1 and 0 in fractions


def _settings_differ(first: Metadata, second: Metadata) -> bool:
    pairs = (
        (first.exposure_s, second.exposure_s),
        (first.f_number, second.f_number),
        (first.iso, second.iso),
    )
    return any(
        max(one, other) > _LEAST_RATIO * min(one, other)
        for one, other in pairs
        if one is not None and other is not None
    )
