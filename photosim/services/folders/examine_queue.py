"""Feeds pending files to the workers and gathers their findings; for the library thread.

A file is in the workers' hands from `fill` until `take` hands out its finding. What can be read
later is put off: a file that is still being written is tried again; one that cannot be reached or
takes too long once more after its folder was scanned, for its drive may be gone or not answer. The
pool's thread only appends to a queue and wakes the library thread.
"""

from __future__ import annotations

import collections
import time
from collections.abc import Callable

from photosim.core.errors import (
    Fault,
    PhotosimError,
    coded,
    kept_as,
)
from photosim.core.library import Finding, Library
from photosim.core.records.photos import Examined
from photosim.core.store.files import PendingFile
from photosim.services.runtime.messages import HOPELESS, ExamineOrder, Outcome, Reply
from photosim.services.runtime.worker_pool import WorkerPool

TRIES = 4
"""How often a file that seems to be unfinished is read before it is called a problem."""
FRESH_S = 60.0
"""A file that was changed longer ago is not being written any more."""
FIRST_WAIT_S = 1.0

STILL_WRITTEN = coded(Fault.STILL_WRITTEN)
"""Said of a file within `FRESH_S` of its last change, and no longer: then it is read once more."""

_OWN_FAULT = coded(Fault.BUG_READING)


class ExamineQueue:
    """The files that are with the workers.

    Args:
        pool: who has the orders done.
        wake: called in the pool's thread when there is something to take.
        ahead: how many files without a reply may be with the workers or wait before them.
        now: wall clock, seconds; compared with the files' modification times, for nothing else: it
            may be set back.
        clock: seconds that only go forward.

    Attributes:
        unavailable: paths of files that could not be reached or took too long; their folders should
            be scanned.
    """

    def __init__(
        self,
        pool: WorkerPool,
        wake: Callable[[], None],
        ahead: int,
        now: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pool = pool
        self._wake = wake
        self._ahead = ahead
        self._now = now
        self._clock = clock
        self._replies: collections.deque[tuple[PendingFile, Reply]] = collections.deque()
        self._out: dict[int, PendingFile] = {}
        self._put_off: dict[int, tuple[float, int]] = {}
        self.unavailable: set[bytes] = set()

    def begin(self) -> None:
        """A new run: what was put off, and what the workers could not do, may be tried again."""
        for _ in range(len(self._replies)):  # the pool's thread may append meanwhile
            file, reply = self._replies.popleft()
            if reply.outcome in HOPELESS:
                del self._out[file.id]
            else:
                self._replies.append((file, reply))
        self._put_off.clear()
        self.unavailable.clear()

    def fill(self, library: Library) -> None:
        """Hand files to the workers while they have room for half of what they may have."""
        room = self._ahead - (len(self._out) - len(self._replies))
        if room * 2 < self._ahead:
            return
        taken = self._out.keys() | self._waiting()
        for file, known in library.next_files(room, taken):
            self._out[file.id] = file
            order = ExamineOrder(file.path, known)
            self._pool.submit(order, _FileReceiver(file, self._replies, self._wake))

    def take(self, most: int) -> list[Finding]:
        """Findings that have come, at most so many.

        Raises:
            PhotosimError: the workers cannot work at all: the model does not load, say.
        """
        findings: list[Finding] = []
        while self._replies and len(findings) < most:
            if self._replies[0][1].outcome in HOPELESS and findings:
                break  # what was found before is written down first
            file, reply = self._replies.popleft()
            del self._out[file.id]
            finding = self._finding(file, reply)
            if finding is not None:
                findings.append(finding)
        return findings

    @property
    def n_out(self) -> int:
        """Files that are with the workers."""
        return len(self._out)

    @property
    def n_replies(self) -> int:
        """Findings that wait to be taken."""
        return len(self._replies)

    def retry_unfinished(self, library: Library) -> float | None:
        """Mark files that may have been unfinished and have not been changed for a minute.

        Returns:
            s until the next one is due; None when no file waits for that.
        """
        files = library.store.files
        with library.store.transaction():
            fresh = [int((self._now() + side * FRESH_S) * 1e9) for side in (-1, 1)]
            files.retry_unfinished(kept_as(Fault.STILL_WRITTEN), *fresh)
        changed_ns = files.next_unfinished(kept_as(Fault.STILL_WRITTEN))
        return None if changed_ns is None else max(0.0, changed_ns / 1e9 + FRESH_S - self._now())

    def _finding(self, file: PendingFile, reply: Reply) -> Finding | None:
        match reply.outcome:
            case Outcome.OK if _is_damaged(reply) and self._may_come(file):
                return None
            case Outcome.OK:
                self._put_off.pop(file.id, None)
                return Finding(file, reply.value)
            case Outcome.UNFINISHED if self._may_come(file):
                return None
            case Outcome.UNFINISHED if self._is_fresh(file):
                return Finding(file, STILL_WRITTEN)
            case Outcome.UNAVAILABLE | Outcome.TOO_SLOW if self._put_off_once_more(file, tries=2):
                self.unavailable.add(file.path)
                return None
            case outcome if outcome in HOPELESS:
                raise PhotosimError(reply.reason)
            case Outcome.BUG:
                return Finding(file, _OWN_FAULT)
            case _:
                self._put_off.pop(file.id, None)
                return Finding(file, reply.reason)

    def _may_come(self, file: PendingFile) -> bool:
        """Whether the rest of a file may still come; it is read again a little later then."""
        return self._is_fresh(file) and self._put_off_once_more(file)

    def _is_fresh(self, file: PendingFile) -> bool:
        return abs(self._now() - file.stamp.mtime_ns / 1e9) < FRESH_S

    def _put_off_once_more(self, file: PendingFile, tries: int = TRIES) -> bool:
        _, tried = self._put_off.get(file.id, (0.0, 0))
        if tried + 1 >= tries:
            return False
        self._put_off[file.id] = (self._clock() + FIRST_WAIT_S * 2**tried, tried + 1)
        return True

    def _waiting(self) -> set[int]:
        now = self._clock()
        return {file_id for file_id, (due, _) in self._put_off.items() if due > now}


def _is_damaged(reply: Reply) -> bool:
    return isinstance(reply.value, Examined) and reply.value.is_damaged


class _FileReceiver:
    """Takes one reply in the pool's thread."""

    def __init__(
        self,
        file: PendingFile,
        replies: collections.deque[tuple[PendingFile, Reply]],
        wake: Callable[[], None],
    ) -> None:
        self._file = file
        self._replies = replies
        self._wake = wake

    def __call__(self, reply: Reply) -> None:
        self._replies.append((self._file, reply))
        self._wake()
