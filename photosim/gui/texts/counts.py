"""Counts, sizes and times left in words, as the person's locale writes them. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from photosim.core.records.photos import shown
from photosim.texts import amounts

DOT = "  \N{MIDDLE DOT}  "
"""Stands between facts of one line."""
NO_BREAK = "\N{NO-BREAK SPACE}"


def ever_shorter(*lines: Sequence[str]) -> tuple[str, ...]:
    """Lines of facts that say the same, each shorter than the one before; none twice."""
    return tuple(dict.fromkeys(map(DOT.join, lines)))


def count(number: int) -> str:
    """A number with its digits grouped: "48,210"."""
    return QLocale().toString(number)


def photos(number: int) -> str:
    """How many photos: "1 photo", "48,210 photos"."""
    return amounts.photos(number, count)


def photos_in_files(n_photos: int, n_files: int) -> str:
    """How many photos, and in how many files where these are more: "9 photos in 12 files"."""
    return amounts.photos_in_files(n_photos, n_files, count)


def unread(n_files: int) -> str:
    """How many problem files there are: "12 files could not be read as photos"."""
    return amounts.unread(n_files, count)


def files(number: int) -> str:
    """How many files: "1 file", "12 files"."""
    return amounts.files(number, count)


def path(path: str) -> str:
    """A path that may hold bytes which are not Unicode, as text that can be shown in one line."""
    return shown(path)


def megapixels(pixels: int) -> str:
    """How many pixels: "12 MP", "3.1 MP", "0.08 MP"."""
    return f"{_local(amounts.megapixels(pixels))}{NO_BREAK}MP"


def size(n_bytes: int) -> str:
    """A size in MB: "4.1 MB"; in GB from a thousand of them, below one in kB: "3 kB"."""
    if n_bytes < 999_500:
        return kilobytes(n_bytes)
    if n_bytes >= 1_000_000_000:
        return f"{_local(amounts.in_units(n_bytes, 1_000_000_000, 1))}{NO_BREAK}GB"
    places = 1 if n_bytes < 100_000_000 else 0
    return f"{_local(amounts.in_units(n_bytes, 1_000_000, places))}{NO_BREAK}MB"


def kilobytes(n_bytes: int) -> str:
    """A size in kB, of which each file that is not empty has at least one: "1,234 kB"."""
    at_least_one = max(n_bytes, 1000 * min(n_bytes, 1))
    return f"{_local(amounts.in_units(at_least_one, 1000, 0))}{NO_BREAK}kB"


def seconds(duration: float) -> str:
    """A short time in seconds: "0.06 s", "1.2 s"."""
    digits = 1 if duration >= 1 else 2
    return f"{QLocale().toString(duration, 'f', digits)}{NO_BREAK}s"


def time_left(seconds: float) -> str:
    """About how long it will take: "about 25 min left", rounded so that it does not flicker."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 50:
        return f"about {round(seconds / 10) * 10} s left"
    minutes = max(1, round(seconds / 60))
    if minutes > 20:
        minutes = round(minutes / 5) * 5
    if minutes < 60:
        return f"about {minutes} min left"
    hours, rest = divmod(round(minutes / 15) * 15, 60)
    if hours >= 10 or rest == 0:
        return f"about {round(minutes / 60)} h left"
    return f"about {hours} h {rest} min left"


def _local(number: str) -> str:
    """A number that is rounded already, as the locale writes it."""
    return QLocale().toString(float(number), "f", len(number.partition(".")[2]))
