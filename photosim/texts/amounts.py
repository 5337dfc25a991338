"""Pixels, bytes and times in plain words, the same in every locale: "12 instead of 3 MP"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime


def grouped(number: int) -> str:
    """A number with its digits grouped: "48,210"."""
    return f"{number:,}"


def photos(number: int, told: Callable[[int], str] = grouped) -> str:
    """How many photos: "1 photo", "48,210 photos"; `told` writes numbers as the locale does."""
    return "1 photo" if number == 1 else f"{told(number)} photos"


def files(number: int, told: Callable[[int], str] = grouped) -> str:
    """How many files: "1 file", "12 files"."""
    return "1 file" if number == 1 else f"{told(number)} files"


def photos_in_files(n_photos: int, n_files: int, told: Callable[[int], str] = grouped) -> str:
    """How many photos, and in how many files where these are more: "9 photos in 12 files"."""
    more = f" in {files(n_files, told)}" if n_files > n_photos else ""
    return photos(n_photos, told) + more


def unread(n_files: int, told: Callable[[int], str] = grouped) -> str:
    """How many problem files there are, in a sentence without its end."""
    what = "a photo" if n_files == 1 else "photos"
    return f"{files(n_files, told)} could not be read as {what}"


def megapixels(pixels: int) -> str:
    """Pixels in millions with as many digits as a person needs: "12", "3.1", "0.08"."""
    millions = pixels / 1e6
    if millions >= 10:
        return f"{millions:.0f}"
    return f"{millions:.1f}" if millions >= 1 else f"{millions:.2g}"


def size(n_bytes: int) -> str:
    """Bytes in decimal units: "3.1 MB", "12 kB"."""
    return f"{n_bytes / 1e6:.1f} MB" if n_bytes >= 1e6 else f"{max(1, round(n_bytes / 1e3))} kB"


def pixels_instead(one: int, other: int) -> str:
    """Two numbers of pixels, told apart."""
    first, second = megapixels(one), megapixels(other)
    return f"{one:,} instead of {other:,}" if first == second else f"{first} instead of {second} MP"


def sides_instead(width: int, height: int, other_width: int, other_height: int) -> str:
    """The same; of about equal pixels the sides."""
    first, second = (
        megapixels(max(1, width * height)),
        megapixels(max(1, other_width * other_height)),
    )
    if first != second:
        return f"{first} instead of {second} MP"
    return f"{width} × {height} instead of {other_width} × {other_height}"  # noqa: RUF001


def bytes_instead(one: int, other: int) -> str:
    """Two sizes of files, told apart."""
    for unit, name, digits in ((1e6, "MB", 1), (1e3, "kB", 0)):
        first, second = (f"{size / unit:.{digits}f}" for size in (one, other))
        if max(one, other) >= unit and first != second:
            return f"{first} instead of {second} {name}"
    return f"{one:,} instead of {other:,} bytes"


def moments_instead(one: datetime | None, other: datetime | None) -> str:
    """Two moments with as much of them as is needed to tell them apart."""
    told = ["", ""]
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        told = [f"{moment:{form}}" if moment else "unknown" for moment in (one, other)]
        if told[0] != told[1]:
            break
    return f"{told[0]} instead of {told[1]}"
