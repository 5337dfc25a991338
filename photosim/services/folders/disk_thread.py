"""Looks at folders in threads of its own, so that a disk that does not answer stops nothing else.

A network share can block in one system call for minutes or for ever, and nothing can be done about
the thread that made the call. So the library thread never asks a disk itself. Each walk and each
check is a task in a daemon thread; the library thread takes what has come and else goes on with
other work (a scan yields False, its turn ends with `WAIT`, the task calls `wake` when there is
more).

- Which thread: `DiskThread` and the iterators it gives belong to the library thread,
  `_DiskTask._run` and what it calls to the task's. They meet under the task's condition, where
  nobody blocks.
- In step: a task lists for some hundredths of a second, hands that over, calls `wake`, and waits
  until all of it was used. Two threads that run Python side by side would take the interpreter's
  lock from each other at every system call; in step a scan is as fast as in one thread. It also
  bounds the memory.
- Silence: every entry is a sign of life. Without one for `SILENCE_S` the folder "does not answer":
  a check says so and a walk ends with a listing that could not be read, so that the scan makes the
  folder offline and forgets nothing. Its files are not handed to workers then.
- For ever: a stuck task is left alone, and its folder gets no other thread: whoever asks again is
  told at once that it does not answer. When the call returns after all, the task ends itself and
  `answers` is told, which asks for a scan. So there is at most one thread for each folder.
- Removed, paused, stopped: who closes the iterator abandons the task; it ends at its next sign of
  life. The threads are daemons: the program ends without them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from photosim.core.errors import Fault, coded
from photosim.core.folders.directory_lister import Disk
from photosim.core.folders.scan import FolderCheck, Listing
from photosim.core.records.photos import readable
from photosim.services.runtime.futures import shielded

T = TypeVar("T")

SILENCE_S = 30.0
"""A folder without a sign of life for so long does not answer; a sleeping disk needs some 10 s."""
BATCH_S = 0.03
"""How long a task gathers before it hands over; as long as a slice of a scan."""


class DiskThread:
    """Asks a disk without waiting for it; implements `DirectoryLister`. For the library thread.

    Args:
        disk: how folders are listed.
        wake: called from the tasks' threads when something has come.
        answers: called from a task's thread with the path of a folder that answers again.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        disk: Disk,
        wake: Callable[[], None],
        answers: Callable[[bytes], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._disk = disk
        self._wake = wake
        self._answers = answers
        self._clock = clock
        self._tasks: dict[bytes, _DiskTask[Any]] = {}

    def walk(self, root: bytes, start: bytes, *, recurse: bool) -> Iterator[Listing | None]:
        """As `DirectoryLister.walk`; of a folder that does not answer the last tells a problem."""
        silent = Listing(start, problem=silence(root), vanished=True)
        return self.ask(root, lambda disk: disk.walk(root, start, recurse=recurse), silent)

    def checks(self, root: bytes) -> Iterator[FolderCheck | None]:
        """As `DirectoryLister.checks`."""
        return self.ask(root, lambda disk: disk.checks(root), FolderCheck(problem=silence(root)))

    def ask(
        self, root: bytes, question: Callable[[Disk], Iterator[T]], silent: T
    ) -> Iterator[T | None]:
        """What a question about a folder gives, asked in a task; None while nothing has come.

        Args:
            root: the folder; a stuck task for it answers all further questions.
            question: called in the task's thread with a disk that notes signs of life.
            silent: the last item when the folder does not answer.
        """
        earlier = self._tasks.get(root)
        while earlier is not None and not earlier.is_over:
            if self._gives_up(earlier):
                yield silent
                return
            yield None
        task = _DiskTask(root, self._disk, question, self._wake, self._answers, self._clock)
        self._tasks[root] = task
        try:
            yield from self._taken(task, silent)
        finally:
            task.abandon()

    def is_stuck(self, root: bytes) -> bool:
        """Whether the folder did not answer and still does not."""
        task = self._tasks.get(root)
        return task is not None and task.is_given_up and not task.is_over

    def _taken(self, task: _DiskTask[T], silent: T) -> Iterator[T | None]:
        while True:
            was_over = task.is_over
            batch = task.take()
            yield from batch
            if was_over:
                task.raise_fault()
                return
            if not batch and self._gives_up(task):
                yield silent
                return
            if not batch:
                yield None

    def _gives_up(self, task: _DiskTask[Any]) -> bool:
        return task.silent_s > SILENCE_S and task.give_up()


def silence(root: bytes) -> str:
    """Why a folder that does not answer cannot be read."""
    return coded(Fault.FOLDER_SILENT, readable(root))


class _UnwantedError(Exception):
    """Nobody waits for this task any more."""


class _DiskTask(Generic[T]):
    """One question about a folder, asked in a thread of its own that begins at once."""

    def __init__(
        self,
        root: bytes,
        disk: Disk,
        question: Callable[[Disk], Iterator[T]],
        wake: Callable[[], None],
        answers: Callable[[bytes], None],
        clock: Callable[[], float],
    ) -> None:
        self._root = root
        self._disk = disk
        self._question = question
        self._wake = wake
        self._answers = answers
        self._clock = clock
        self._meeting = threading.Condition()
        self._found: list[T] = []
        self._is_waiting = self._is_abandoned = self._is_done = False
        self.is_given_up = False
        self.is_over = False
        self._heard_at = clock()
        threading.Thread(target=self._run, name="disk", daemon=True).start()

    # in the library thread

    def take(self) -> list[T]:
        """What has come; what was taken before was used up, so the task may go on."""
        with self._meeting:
            if not (self._is_waiting or self.is_over):
                return []
            found, self._found = self._found, []
            if self._is_waiting and not found:
                self._is_waiting = False
                self._heard_at = self._clock()
                self._meeting.notify()
            return found

    @property
    def silent_s(self) -> float:
        """Seconds without a sign of life, while it was the task's turn to give one."""
        return 0.0 if self._is_waiting else self._clock() - self._heard_at

    def give_up(self) -> bool:
        """The folder does not answer; False if the task has just ended after all."""
        with self._meeting:
            self.is_given_up = not self.is_over
            self._is_abandoned = True
            return self.is_given_up

    def abandon(self) -> None:
        """Nobody asks any more."""
        with self._meeting:
            self._is_abandoned = True
            self._meeting.notify()

    def raise_fault(self) -> None:
        """Fail as the task did: a bug, which its thread has logged."""
        if not self._is_done:
            raise RuntimeError("a folder could not be looked at; the log says why")

    # in the task's thread

    def _run(self) -> None:
        shielded(self._gather)
        with self._meeting:
            self.is_over = True
        if self.is_given_up:
            shielded(lambda: self._answers(self._root))
        self._wake()

    def _gather(self) -> None:
        try:
            began = self._clock()
            for item in self._question(self._disk.heard_by(self._hear)):
                self._found.append(item)
                if self._clock() - began >= BATCH_S:
                    self._hand_over()
                    began = self._clock()
        except _UnwantedError:
            return
        self._is_done = True

    def _hear(self) -> None:
        self._heard_at = self._clock()
        if self._is_abandoned:
            raise _UnwantedError

    def _hand_over(self) -> None:
        with self._meeting:
            self._is_waiting = True
            self._wake()
            while self._is_waiting and not self._is_abandoned:
                self._meeting.wait()
        self._hear()
