"""What came of checking a library, part by part."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class CheckedPart(enum.Enum):
    """What of a library was checked."""

    DATABASE = enum.auto()
    EMBEDDINGS = enum.auto()
    THUMBNAILS = enum.auto()
    INDEX = enum.auto()
    FILES = enum.auto()


@dataclass(frozen=True, slots=True)
class Check:
    """One part that was checked, how much of it, and what was wrong, each coded.

    Attributes:
        n_skipped: how much could not be checked.
        missing: what is not there and is no fault, each coded: it is made again by itself.
    """

    part: CheckedPart
    n: int
    faults: tuple[str, ...] = ()
    n_skipped: int = 0
    missing: tuple[str, ...] = ()
