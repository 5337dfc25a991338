"""Pixels, bytes and times in plain words, the same in every locale: "12 instead of 3 MP"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

_MILLION = 1_000_000


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


def in_units(number: int, unit: int, places: int) -> str:
    """A number in a larger unit, halves up as a person rounds: 2,250,000 in millions is "2.3".

    `places` stand behind the point. Every size that is told is rounded here, so that it is the same
    wherever it is told.
    """
    exact = Decimal(number) / unit
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def megapixels(pixels: int) -> str:
    """Pixels in millions with as many digits as a person needs: "12", "3.1", "0.08"."""
    if pixels >= 9_950_000:
        return in_units(pixels, _MILLION, 0)
    if pixels >= _MILLION:
        return in_units(pixels, _MILLION, 1)
    places = 7 - len(str(pixels))  # two digits that are not zeros
    return in_units(pixels, _MILLION, places + 1).rstrip("0").rstrip(".")


def size(n_bytes: int) -> str:
    """Bytes in decimal units: "3.1 MB", "12 kB"."""
    if n_bytes >= _MILLION:
        return f"{in_units(n_bytes, _MILLION, 1)} MB"
    return f"{in_units(max(1000, n_bytes), 1000, 0)} kB"


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
    for unit, name, digits in ((_MILLION, "MB", 1), (1000, "kB", 0)):
        first, second = (in_units(size, unit, digits) for size in (one, other))
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
