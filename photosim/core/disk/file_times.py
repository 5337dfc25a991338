"""A file's times as calendars have them, for showing and sorting.

File systems hold every number: 1601 (what NTFS writes for "none"), 2300, or a year that no calendar
has. As it is, such a number is for comparing only.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_NS = 10**9
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROOM = timedelta(days=2)
"""What a time zone may take away at either end of the calendar."""
FIRST_S = (datetime.min.replace(tzinfo=UTC) + _ROOM - _EPOCH) // timedelta(seconds=1)
LAST_S = (datetime.max.replace(tzinfo=UTC) - _ROOM - _EPOCH) // timedelta(seconds=1)
"""Seconds since 1970 of the first and the last day that can be shown in every time zone."""


def seconds(time_ns: int) -> float:
    """Seconds since 1970 of a file's time; the nearest end of the calendar for one beyond it."""
    return min(max(time_ns, FIRST_S * _NS), LAST_S * _NS) / _NS


def local(time_ns: int) -> datetime:
    """A file's time on this computer's clock (naive); the nearest there is for one beyond it."""
    whole, rest = divmod(min(max(time_ns, FIRST_S * _NS), LAST_S * _NS), _NS)
    moment = _EPOCH + timedelta(seconds=whole, microseconds=rest // 1000)
    try:
        return moment.astimezone().replace(tzinfo=None)
    except (OSError, OverflowError, ValueError):  # Windows knows no zone before 1970
        return moment.replace(tzinfo=None)
