"""A thread that runs jobs one after the other.

The library thread is one: everything that touches the library goes through it. Moving to the trash
and looking for companions have threads of their own, for what they read and move.

Short jobs are functions, long ones generators that are turned once per `next`; a short job
overtakes a long one between two turns, and closing the generator cancels it. A generator yields
`Turn.AGAIN` when there is more to do at once and `Turn.WAIT` when it waits for `wake`.
Here, and nowhere else, every exception is caught: it is logged and goes to the job's future.
"""

from __future__ import annotations

import collections
import enum
import logging
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any, TypeVar

from photosim.core.disk import obstacles
from photosim.core.errors import PhotosimError
from photosim.services.runtime.futures import fail, finish, shielded

T = TypeVar("T")
log = logging.getLogger(__name__)

LONGEST_WAIT_S = 0.25
"""A waiting generator is turned at least this often, so that clocks inside it go on."""


class Turn(enum.Enum):
    """What a long job says at the end of a turn."""

    AGAIN = enum.auto()
    WAIT = enum.auto()


LongWork = Generator[Turn, None, T]


class JobThread:
    """Runs jobs one after the other. `start` it once; every other method is for any thread."""

    def __init__(self, name: str = "library") -> None:
        self._wakeup = threading.Condition()
        self._short: collections.deque[tuple[Future[Any], Callable[[], object]]] = (
            collections.deque()
        )
        self._long: collections.deque[tuple[Future[Any], LongWork[None]]] = collections.deque()
        self._woken = False
        self._stopping = False
        self._waiting = 0
        self._resting_until = 0.0
        self._last: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Run a short function in its thread, before the next turn of any long job."""
        future: Future[T] = Future()
        self._put(self._short, future, work)
        return future

    def run(self, work: LongWork[T]) -> Future[T]:
        """Turn a generator in its thread until it returns, fails or is cancelled."""
        future: Future[T] = Future()
        self._put(self._long, future, _finishing(work, future))
        return future

    def wake(self) -> None:
        """Something that a waiting long job waits for has happened."""
        with self._wakeup:
            self._woken = True
            self._wakeup.notify()

    def rest(self, seconds: float) -> None:
        """Leave the long jobs alone for a moment: a person waits, and Python's lock is one."""
        with self._wakeup:
            self._resting_until = time.monotonic() + seconds
            self._wakeup.notify()

    def stop(self, last: Callable[[], None] | None = None, timeout_s: float = 10.0) -> bool:
        """Cancel all jobs, do `last`, end; whether it ended in time."""
        with self._wakeup:
            self._last = last or self._last
            self._stopping = True
            self._wakeup.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def drop_long(self, error: Exception) -> None:
        """End all long jobs that wait for their turn, with this error. In its thread."""
        with self._wakeup:
            dropped = list(self._long)
            self._long.clear()
            self._waiting = 0
        for future, work in dropped:
            self._guarded(future, work.close)
            fail(future, error)

    def _put(
        self, queue: collections.deque[tuple[Future[Any], Any]], future: Future[Any], work: object
    ) -> None:
        with self._wakeup:
            is_late = self._stopping
            if not is_late:
                queue.append((future, work))
                self._wakeup.notify()
        if is_late:
            future.cancel()

    def _run(self) -> None:
        while self._wait():
            if self._short:
                self._run_short()
            elif self._long and not self._rest_left():
                self._turn_long()
        while self._short:
            self._short.popleft()[0].cancel()
        while self._long:
            future, work = self._long.popleft()
            future.cancel()
            self._guarded(future, work.close)
        if self._last is not None:
            shielded(self._last)

    def _wait(self) -> bool:
        with self._wakeup:
            rest = self._rest_left()
            idle = not self._short and (not self._long or self._waiting >= len(self._long))
            if rest and not self._short and not self._stopping:
                self._wakeup.wait(rest)
            elif idle and not self._woken and not self._stopping:
                self._wakeup.wait(LONGEST_WAIT_S if self._long else None)
            if idle or self._woken:  # whoever waits may look again, also when others are busy
                self._waiting = 0
            self._woken = False
            return not self._stopping

    def _rest_left(self) -> float:
        return max(0.0, self._resting_until - time.monotonic())

    def _run_short(self) -> None:
        future, work = self._short.popleft()
        if not future.done():
            self._guarded(future, lambda: finish(future, work()))

    def _turn_long(self) -> None:
        future, work = self._long.popleft()
        if future.done():
            self._guarded(future, work.close)
            return
        turn = self._guarded(future, lambda: next(work, None))
        if turn is not None:
            self._waiting = self._waiting + 1 if turn is Turn.WAIT else 0
            self._long.append((future, work))

    def _guarded(self, future: Future[Any], step: Callable[[], T]) -> T | None:
        try:
            return step()
        except Exception as error:
            told = obstacles.of_system(error) or error
            if isinstance(told, PhotosimError):  # it is told to whoever asked
                log.info("A job ended with an error: %s", told)
            else:
                log.error("A job ended with an error: %s", told, exc_info=error)
            fail(future, told)
            return None


def _finishing(work: LongWork[T], future: Future[T]) -> LongWork[None]:
    finish(future, (yield from work))
