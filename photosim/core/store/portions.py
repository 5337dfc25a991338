"""Values in portions that one statement takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

VALUES_AT_ONCE = 500
"""Values in one statement; SQLite allows 999 in its oldest builds."""


def portions(values: Iterable[T]) -> Iterator[tuple[str, list[T]]]:
    """Values in their order, some at once, each time with their question marks."""
    left = iter(values)
    while some := list(islice(left, VALUES_AT_ONCE)):
        yield ",".join("?" * len(some)), some


def id_portions(ids: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    """As `portions`: each id once, ascending."""
    return portions(sorted({int(one) for one in ids}))
