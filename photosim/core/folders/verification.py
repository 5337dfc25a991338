"""Whether the files of a library hold what it says: read again, all of them or some.

A scan tells from time and size whether a file changed. What changes without these, by a program
that puts the old time back or on a drive that fails, is found by reading alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from photosim.core.disk.file_identity import content_hash, lying
from photosim.core.errors import Fault, TrashError, coded
from photosim.core.records.photos import readable
from photosim.core.store import Store
from photosim.core.store.files import HeldFile

READ_AT_ONCE = 1000
"""Rows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: how many files, a fault as `coded` for each that holds something else.

    `n_skipped`: files that changed since, or could not be read, whatever the sample.
    """

    n: int
    faults: list[str]
    n_skipped: int


def check(
    store: Store,
    n_sampled: int | None,
    told: Callable[[int, int], None] = lambda done, total: None,
    choose: random.Random | None = None,
) -> Reading:
    """Read files, and see whether they hold what the library says.

    Files that are away, cannot be read or have another time or size are left to the next scan.

    Args:
        store: of the library.
        n_sampled: how many files to read besides those that were touched since they were indexed;
            None for all.
        told: how many were read, and how many there are to read.
        choose: chooses the sample.
    """
    touched, others, n_skipped = _sorted_out(store)
    if n_sampled is not None and n_sampled < len(others):
        others = (choose or random.Random()).sample(others, n_sampled)
    n_read, faults = 0, []
    for number, file in enumerate((*touched, *others), 1):
        told(number, len(touched) + len(others))
        try:
            found, _ = content_hash(file.path)
        except TrashError:
            n_skipped += 1
            continue
        n_read += 1
        if found != file.content_hash:
            fault = Fault.TOUCHED if number <= len(touched) else Fault.ROTTEN
            faults.append(coded(fault, readable(file.path)))
    return Reading(n_read, faults, n_skipped)


def _sorted_out(store: Store) -> tuple[list[HeldFile], list[HeldFile], int]:
    """The files that were touched since they were indexed, those that seem to be as then.

    And how many are not there or have another time or size.
    """
    touched: list[HeldFile] = []
    others: list[HeldFile] = []
    n_skipped = 0
    for file in _held(store):
        try:
            now, then = lying(file.path), file.stamp
        except TrashError:
            n_skipped += 1
            continue
        if (now.mtime_ns, now.size) != (then.mtime_ns, then.size):
            n_skipped += 1
        else:
            is_touched = then.ctime_ns not in (None, now.ctime_ns)
            (touched if is_touched else others).append(file)
    return touched, others, n_skipped


def _held(store: Store) -> Iterator[HeldFile]:
    last = 0
    while rows := store.files.held(last, READ_AT_ONCE):
        yield from rows
        last = rows[-1].id


def shortened(faults: Sequence[str], most: int = 20) -> tuple[str, ...]:
    """The first faults, and how many more there are."""
    if len(faults) <= most:
        return tuple(faults)
    return (*faults[:most], coded(Fault.MORE_CHANGED, len(faults) - most))
