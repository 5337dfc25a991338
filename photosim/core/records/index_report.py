"""What a bringing up to date did; the numbers of the command line's `index`."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.records.left_out import LeftOut
from photosim.core.records.photos import Problem

UNLISTED = "unlisted"
"""The note of a library that says how many directories could not be listed when last looked at."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one bringing up to date did; the numbers of the command line's `index`.

    Attributes:
        photos, photo_files: photos in the library, and the files that these are.
        files: all that are known, those that cannot be read or are not read yet among them.
    """

    photos: int = 0
    photo_files: int = 0
    files: int = 0
    added: int = 0
    changed: int = 0
    moved: int = 0
    gone: int = 0
    unchanged: int = 0
    offline: int = 0
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    scanned: frozenset[int] = frozenset()
    seconds: float = 0.0
    examined: int = 0
