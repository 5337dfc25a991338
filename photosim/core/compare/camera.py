"""What the camera's own record says of two photos: one exposure, two, or nothing.

Copies keep the record, lose it, or lose a part. So a different record disproves, and an equal one
proves when it is fine enough: two shots of a burst share the second, not the part of a second. When
a file was saved says nothing of when its picture was taken.
"""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from photosim.core.records.photos import Metadata, Traces

_LEAST_RATIO = 1.02
"""Exposure values that differ less are one value, rounded by another program."""


class ShotCount(enum.Enum):
    """How many exposures two photos are."""

    ONE = enum.auto()
    TWO = enum.auto()
    UNKNOWN = enum.auto()


def exposures(first: Metadata, second: Metadata) -> ShotCount:
    """What the records say; unknown unless both name a camera.

    Without a camera a date is not one of taking: programs write when they saved a picture.
    """
    if first.camera is None or second.camera is None:
        return ShotCount.UNKNOWN
    if not _is_one_camera(first.camera, second.camera) or _settings_differ(first, second):
        return ShotCount.TWO
    apart = seconds_apart(first, second)
    if apart is None:
        return ShotCount.UNKNOWN
    if apart == 0:
        is_fine = first.taken is not None and first.taken.microsecond != 0
        return ShotCount.ONE if is_fine else ShotCount.UNKNOWN
    has_lost = _lost_fraction(first, second, apart) or _lost_time_of_day(first, second)
    return ShotCount.UNKNOWN if has_lost else ShotCount.TWO


def seconds_apart(first: Metadata, second: Metadata) -> float | None:
    """Seconds between two captures, None when a time is missing or is that of saving a copy.

    Clocks are compared as instants when both offsets from UTC are known, else as they showed.
    """
    if first.taken is None or second.taken is None or _is_one_saved_later(first, second):
        return None
    apart = second.taken - first.taken
    if first.utc_offset_s is not None and second.utc_offset_s is not None:
        apart -= timedelta(seconds=second.utc_offset_s - first.utc_offset_s)
    return abs(apart.total_seconds())


def _is_one_saved_later(first: Metadata, second: Metadata) -> bool:
    """Whether one time is of saving a file, and the other of taking a picture.

    Where both are of saving, as the simplest cameras write them, one of an edited file is.
    """
    traces = first.traces, second.traces
    saved = [Traces.SAVED in one for one in traces]
    return any(saved) and (not all(saved) or any(Traces.EDITED in one for one in traces))


def _is_one_camera(first: str, second: str) -> bool:
    """Whether two names are of one camera; some programs keep the model and drop the maker."""
    short, long = sorted((first, second), key=len)
    return long == short or long.endswith(f" {short}")


def _lost_time_of_day(first: Metadata, second: Metadata) -> bool:
    """Whether both name one day, and one of them no time of it: a date alone is its midnight."""
    taken = [one.taken for one in (first, second) if one.taken]
    is_one_day = len({time.date() for time in taken}) == 1
    return is_one_day and any(time.time() == datetime.min.time() for time in taken)


def _lost_fraction(first: Metadata, second: Metadata, apart: float) -> bool:
    """Whether the times differ only because one of them lost its part of a second."""
    return apart < 1 and any(
        one.taken is not None
        and one.taken.microsecond == 0
        and Traces.ON_THE_SECOND not in one.traces
        for one in (first, second)
    )


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
