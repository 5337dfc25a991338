"""Whole numbers of any size in SQLite, whose own hold 64 bits: larger ones are stored as bytes.

A file of 1601 or 2300 has a time in ns that 64 bits do not hold, and inode numbers are unsigned.
Nothing of a stamp may be lost: two stamps are equal only when all of them is. Columns of the type
INTEGER keep bytes as they are; they sort behind all numbers.
"""

from __future__ import annotations

_LEAST, _MOST = -(2**63), 2**63 - 1

Stored = int | bytes
"""What stands in the column."""


def stored(number: int) -> Stored:
    """A number as it is stored; equal numbers are equal there, too."""
    if _LEAST <= number <= _MOST:
        return number
    return number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)


def whole(found: Stored) -> int:
    """The number that was stored."""
    return found if isinstance(found, int) else int.from_bytes(found, "big", signed=True)
