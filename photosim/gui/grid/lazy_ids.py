"""Ids of photos as a sequence that costs nothing until somebody reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from photosim.core.records.photos import Ids


class LazyIds(Sequence[int]):
    """Ids as ints, made when they are asked for: a list of a million takes 25 ms."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            part: list[int] = self._ids[at].tolist()
            return part
        return int(self._ids[at])

    def __iter__(self) -> Iterator[int]:
        whole: list[int] = self._ids.tolist()
        return iter(whole)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # compares by value, as a list

    def __repr__(self) -> str:
        return f"LazyIds({self._ids!r})"
