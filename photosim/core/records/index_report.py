"""What a bringing up to date did; the numbers of the command line's `index`."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.records.photos import LeftOut, Problem


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one bringing up to date did; the numbers of the command line's `index`."""

    photos: int = 0
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
