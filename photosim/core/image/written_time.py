"""A date and time as cameras, phones and programs write it, read whatever its spelling.

EXIF writes "2019:07:31 18:05:59" (CIPA DC-008), XMP "2019-07-31T18:05:59+02:00" (ISO 8601), IPTC
"20190731" and "180559+0200"; phones write more kinds than that. Nonsense is None, never an error.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

FIRST_YEAR = 1826
"""The year of the oldest photograph that still exists, Niépce's view from his window."""

_SEPARATED = re.compile(
    r"\s*(?P<year>\d{4})\s*[:\-/. ]\s*(?P<month>\d{1,2})\s*[:\-/. ]\s*(?P<day>\d{1,2})"
    r"(?:\s*[T ,]\s*(?P<noon>上午|下午|오전|오후|[AP]\.?M\.?)?\s*"
    r"(?P<hour>\d{1,2})\s*[:.\-h]\s*(?P<minute>\d{1,2})(?:\s*[:.\-m]\s*(?P<second>\d{1,2}))?"
    r"(?:[.,](?P<fraction>\d{1,9}))?\s*(?P<after>上午|下午|오전|오후|[AP]\.?M\.?)?"
    r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?)?",
    re.I,
)
_COMPACT = re.compile(
    r"\s*(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[T _\-]?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:\.(?P<fraction>\d{1,9}))?"
    r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?)?(?!\d)",
    re.I,
)
_OFFSET = re.compile(r"\s*([+-])(\d{2}):?(\d{2})")
_AFTERNOON = ("下午", "오후", "p")
_MORNING = ("上午", "오전", "a")

Time = tuple[datetime, int | None]
"""A time by the clock that was looked at, and that clock's offset from UTC in seconds."""


def read(text: str, sub_seconds: str = "") -> Time | None:
    """The time that a text says; None for nonsense such as "0000:00:00 00:00:00".

    The hour 24, which some phones write after midnight, is the hour 0 of the day that is written.

    Args:
        text: begins with the date; a date alone is its midnight.
        sub_seconds: digits behind the point, where they are written elsewhere.
    """
    found = _SEPARATED.match(text) or _COMPACT.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    try:
        day = datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        taken = day + _since_midnight(parts, sub_seconds)
    except (ValueError, OverflowError):
        return None
    return (taken, offset(parts["offset"] or "")) if taken.year >= FIRST_YEAR else None


def is_on_the_second(text: str, sub_seconds: str = "") -> bool:
    """Whether a text, as `read` takes it, says that the part of a second is 0, and not nothing."""
    found = _SEPARATED.match(text) or _COMPACT.match(text)
    digits = found and (found["fraction"] or sub_seconds).strip()
    return bool(digits) and set(digits or "") == {"0"}


def _since_midnight(parts: dict[str, str | None], sub_seconds: str) -> timedelta:
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError("no time of day")
    digits = parts["fraction"] or sub_seconds
    micro = int(digits[:6].ljust(6, "0")) if re.fullmatch(r"[0-9]+", digits) else 0
    hour = _hour(hour % 24, (parts.get("noon") or parts.get("after") or "").lower())
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)


def _hour(hour: int, half: str) -> int:
    """The hour of the day of one that is counted from noon or midnight."""
    if half.startswith(_AFTERNOON) and hour < 12:
        return hour + 12
    return 0 if half.startswith(_MORNING) and hour == 12 else hour


def offset(text: str) -> int | None:
    """Seconds of "+02:00"; None outside the offsets that exist on Earth, -12:00 to +14:00."""
    found = _OFFSET.match(text)
    if not found:
        return 0 if text.strip().upper() == "Z" else None
    seconds = int(found[2]) * 3600 + int(found[3]) * 60
    seconds = -seconds if found[1] == "-" else seconds
    return seconds if -12 * 3600 <= seconds <= 14 * 3600 else None
