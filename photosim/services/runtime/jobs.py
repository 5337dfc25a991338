"""The library thread: one thread through which everything goes that touches the library.

Short jobs are functions, long ones generators that are turned once per `next`; a short job
overtakes a long one between two turns, and closing the generator cancels it. A generator yields
`Turn.AGAIN` when there is more to do at once and `Turn.WAIT` when it waits for `wake`.
Here, and nowhere else, every exception is caught: it goes to the job's `failed`.
"""

from __future__ import annotations

import collections
import enum
import logging
import threading
import time
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeVar

from photosim.core.errors import PhotosimError

T = TypeVar("T")
log = logging.getLogger(__name__)

LONGEST_WAIT_S = 0.25
"""A waiting generator is turned at least this often, so that clocks inside it go on."""


class Turn(enum.Enum):
    """What a long job says at the end of a turn."""

    AGAIN = enum.auto()
    WAIT = enum.auto()


LongWork = Generator[Turn, None, T]


class Job:
    """One piece of background work; `cancel` may be called from any thread, at any time.

    Args:
        done, failed: one of them is called, once.
        then: what follows it and is cancelled with it.
    """

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        then: Job | None = None,
    ) -> None:
        self._done = done
        self._failed = failed
        self._then = then
        self._cancelled = threading.Event()
        self._claim = threading.Lock()

    def cancel(self) -> None:
        """No callback comes after this returns to the thread that receives them."""
        self._cancelled.set()
        if self._then is not None:
            self._then.cancel()

    def go_on(self, then: Job) -> None:
        """Another job does the next part of this one; it is cancelled with it."""
        self._then = then
        if self.is_cancelled:
            then.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._cancelled.is_set()

    def finish(self, value: object) -> None:
        """Hand the answer over, once."""
        if self._is_first():
            self._done(value)

    def fail(self, error: Exception) -> None:
        """Hand the error over, once."""
        if self._is_first():
            self._failed(error)

    def _is_first(self) -> bool:
        """Whether the one callback is still to come; two threads may want to make it."""
        with self._claim:
            is_first = not self.is_cancelled
            self._cancelled.set()
            return is_first


class LibraryThread:
    """Runs jobs one after the other. `start` it once; every other method is for any thread."""

    def __init__(self, name: str = "library") -> None:
        self._wakeup = threading.Condition()
        self._short: collections.deque[tuple[Job, Callable[[], object]]] = collections.deque()
        self._long: collections.deque[tuple[Job, LongWork[None]]] = collections.deque()
        self._woken = False
        self._stopping = False
        self._waiting = 0
        self._resting_until = 0.0
        self._last: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Job:
        """Run a short function in the library thread, before the next turn of any long job."""
        return self._put(self._short, Job(done, failed), work)

    def run(
        self,
        work: LongWork[T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Job:
        """Turn a generator in the library thread until it returns, fails or is cancelled."""
        job = Job(done, failed)
        return self._put(self._long, job, _finishing(work, job))

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
        """Close the long jobs, drop the short ones, do `last`, end; whether it ended in time."""
        with self._wakeup:
            self._last = last or self._last
            self._stopping = True
            self._wakeup.notify()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def drop_long(self, error: Exception) -> None:
        """End all long jobs that wait for their turn, with this error. In the library thread."""
        with self._wakeup:
            dropped = list(self._long)
            self._long.clear()
            self._waiting = 0
        for job, work in dropped:
            self._guarded(job, work.close)
            shielded(partial(job.fail, error))

    def _put(self, queue: collections.deque[tuple[Job, Any]], job: Job, work: object) -> Job:
        with self._wakeup:
            queue.append((job, work))
            self._wakeup.notify()
        return job

    def _run(self) -> None:
        while self._wait():
            if self._short:
                self._run_short()
            elif self._long and not self._rest_left():
                self._turn_long()
        while self._long:
            job, work = self._long.popleft()
            job.cancel()
            self._guarded(job, work.close)
        if self._last is not None:
            self._guarded(Job(_nothing, _nothing), self._last)

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
        job, work = self._short.popleft()
        if not job.is_cancelled:
            self._guarded(job, lambda: job.finish(work()))

    def _turn_long(self) -> None:
        job, work = self._long.popleft()
        if job.is_cancelled:
            self._guarded(job, work.close)
            return
        turn = self._guarded(job, lambda: next(work, None))
        if turn is not None:
            self._waiting = self._waiting + 1 if turn is Turn.WAIT else 0
            self._long.append((job, work))

    def _guarded(self, job: Job, step: Callable[[], T]) -> T | None:
        try:
            return step()
        except Exception as error:  # noqa: BLE001 (the one place: see the module's docstring)
            self._report(job, error)
            return None

    def _report(self, job: Job, error: Exception) -> None:
        level = logging.INFO if isinstance(error, PhotosimError) else logging.ERROR
        log.log(level, "A job ended with an error: %s", error, exc_info=error)
        shielded(lambda: job.fail(error))


def shielded(step: Callable[[], object]) -> None:
    """Do one thing in a thread that must outlive it: what it raises is a bug and is logged."""
    try:
        step()
    except Exception:  # the same place: a thread that ends here ends in silence
        log.exception("A thread goes on after a mistake.")


def _finishing(work: LongWork[T], job: Job) -> LongWork[None]:
    job.finish((yield from work))


def _nothing(_: object) -> None:
    """Nobody waits for the last act; its errors are logged."""
