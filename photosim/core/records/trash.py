"""What is asked of the trash, what it tells meanwhile and what it answers; and what it needs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

Trash = Callable[[Path], Path | None]
"""Moves one file to the system's trash; where it lies now, None when the system does not say.

Raises `TrashError` or `OSError` when it does not; the file stays then.
"""

LastCopies = Collection[tuple[str, int]]
"""Members (group id, key) that may go although nothing of their group stays."""


@dataclass(frozen=True, slots=True)
class TrashRequest:
    """One file that a person wants to be rid of; the rest of its unit goes with it.

    Attributes:
        path: where it lies (`os.fsdecode`, may hold surrogate escapes).
        content_hash: SHA-256 of the photo that was looked at, hex.
        keepers: files of the photo that stays; one that can be read and is unchanged is enough.
        keeper_hash: SHA-256 of that photo, hex; the same as `content_hash` for equal bytes.
        may_be_last: the person was asked once more and said: also if no copy of it stays.
    """

    path: str
    content_hash: str
    keepers: tuple[str, ...] = ()
    keeper_hash: str = ""
    may_be_last: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that belongs to the unit of a photo and goes with it: RAW, film, sidecar.

    Attributes:
        path: where it lies (`os.fsdecode`).
        size: bytes.
        is_lost: no copy of it would stay; never said of a sidecar.
        has_no_equal: a sidecar of which no equal copy stays, although its photo does.
        shared_with: photos of other units that it belongs to as well; it goes when all of them go.
    """

    path: str
    size: int
    is_lost: bool = False
    has_no_equal: bool = False
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrashProgress:
    """How far a run is.

    Attributes:
        is_restoring: whether files come back; else they go.
        done, total: files that were asked for; of what is restored, units.
        path: the file that is next, for a person.
    """

    is_restoring: bool
    done: int
    total: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A clean-up, or bringing one back, in the middle of which photosim ended.

    Attributes:
        batch_id: its batch in the journal.
        at: when the clean-up was begun, epoch seconds.
        n_in_trash, n_planned: files that lie in the trash now, of those that were to go; what
            belongs to them is not counted.
        is_restoring: whether its files were coming back; else they were going.
    """

    batch_id: int
    at: float
    n_in_trash: int
    n_planned: int
    is_restoring: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that stays where it is, and why, as `coded`."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class TrashReport:
    """What one run did.

    Attributes:
        batch_id: the batch in the journal; 0 when files of several came back.
        n_files: files that were moved, companions among them.
        size: their bytes.
        refused: what was asked for and did not happen.
        n_left: files that were not reached, because the run was stopped.
        stopped: why it did not go to its end, as `coded`; empty when it did.
        missing_groups: ids of groups that were asked for and are not there any more: nothing
            went from them.
    """

    batch_id: int
    n_files: int
    size: int
    refused: tuple[Refusal, ...]
    n_left: int = 0
    stopped: str = ""
    missing_groups: tuple[str, ...] = ()


class StoppableRun:
    """A run of the trash that can be stopped; for any thread.

    Attributes:
        report: comes at the end, also of a run that was stopped, and when some or all files were
            refused. Fails with a `StoreError` when the journal cannot be begun: then nothing was
            moved.
    """

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self.report: Future[TrashReport] = Future()

    def stop(self) -> None:
        """Stop between two files. The report comes all the same: it says how far it went."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        """Whether it shall stop."""
        return self._stopping.is_set()
