"""A long job of which one runs at a time, and those who wait for its end.

`begin ─▶ running ─▶ ended or failed ─▶ who waits is told`, and back to running without telling
anybody when what made it fail is overcome, such as an index process that died. For the library
thread; who waits may give up from any thread, by cancelling its future.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Generic, TypeVar

from photosim.services.runtime.futures import fail, finish, tell
from photosim.services.runtime.index_process import IndexDiedError

S = TypeVar("S")
T = TypeVar("T")

REVIVALS = 3
"""How often in a row a run begins again because the index had to be made again."""


class Waiters(Generic[T]):
    """Those who wait for one end; each is told once, whatever the others do with it."""

    def __init__(self) -> None:
        self._futures: list[Future[T]] = []

    def __bool__(self) -> bool:
        """Whether anybody still waits."""
        return any(not future.done() for future in self._futures)

    def add(self, future: Future[T]) -> None:
        """One more."""
        self._futures.append(future)

    def finish(self, value: T) -> None:
        """It is done."""
        for future in self._take():
            finish(future, value)

    def fail(self, error: Exception) -> None:
        """It cannot be done."""
        for future in self._take():
            fail(future, error)

    def _take(self) -> list[Future[T]]:
        futures, self._futures = self._futures, []
        return futures


class RunOnce(Generic[S, T]):
    """Runs over something, such as the open library, one at a time.

    Who waits when a run ends is handed to `ended` or `failed`, which tell them when all is said
    that belongs before it; whoever asks from then on waits for the next run.

    Args:
        start: begins a run; gets what it works on.
        ended: told of a good end: what was worked on, the result, who waits.
        failed: told of a bad one, likewise.
        recovers: whether an error is overcome and `begin` called again for it; who waits goes on
            waiting. By default the run begins again when the index died, some times in a row.

    Attributes:
        is_running: whether a run is under way.
    """

    def __init__(
        self,
        start: Callable[[S], Future[T]],
        ended: Callable[[S, T, Waiters[T]], None],
        failed: Callable[[S, Exception, Waiters[T]], None],
        recovers: Callable[[S, Exception], bool] | None = None,
    ) -> None:
        self._start = start
        self._ended = ended
        self._failed = failed
        self._recovers = recovers or self._begins_again
        self._waiters: Waiters[T] = Waiters()
        self._n_revived = 0
        self.is_running = False

    @property
    def is_awaited(self) -> bool:
        """Whether anybody waits for the end of a run, this one or the next."""
        return bool(self._waiters)

    def wait(self, future: Future[T]) -> None:
        """Complete this one as well at the end of the run that is under way, else of the next."""
        self._waiters.add(future)

    def begin(self, subject: S) -> bool:
        """Begin a run unless there is one; whether it was begun."""
        if self.is_running:
            return False
        self.is_running = True
        run = self._start(subject)
        tell(run, partial(self._on_ended, subject), partial(self._on_failed, subject))
        return True

    def give_up(self, error: Exception) -> None:
        """There will be no run: tell those who wait."""
        self._take().fail(error)

    def _on_ended(self, subject: S, value: T) -> None:
        self.is_running = False
        self._n_revived = 0
        self._ended(subject, value, self._take())

    def _on_failed(self, subject: S, error: Exception) -> None:
        self.is_running = False
        if not self._recovers(subject, error):
            self._n_revived = 0
            self._failed(subject, error, self._take())

    def _begins_again(self, subject: S, error: Exception) -> bool:
        if not isinstance(error, IndexDiedError) or self._n_revived >= REVIVALS:
            return False
        self._n_revived += 1
        return self.begin(subject)  # it waits until the index is there again

    def _take(self) -> Waiters[T]:
        waiters, self._waiters = self._waiters, Waiters()
        return waiters
