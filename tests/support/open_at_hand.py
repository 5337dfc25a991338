"""What a library is opened with, at hand instead of in processes; and a thread that owns it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from support.fakes import FakeIndex
from support.waiting import SOON_S

from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.jobs import JobThread


class IndexAtHand(FakeIndex):
    """An index as `IndexProcess` holds one, which can die.

    Attributes:
        n_starts: how often it was started.
        dies_at: it dies when one of these is asked of it.
        fails_at: what it fails with when one of these is asked of it next.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pid: int | None = None
        self.n_starts = 0
        self.dies_at: set[str] = set()
        self.fails_at: dict[str, Exception] = {}

    def start(self) -> None:
        self.n_starts += 1
        self.pid = self.n_starts
        super().create(4, 1)

    def stop(self) -> None:
        self.pid = None

    def create(self, dim: int, capacity: int = 0) -> None:
        self._live_on("create")
        super().create(dim, capacity)

    def save(self, path):
        self._live_on("save")
        return super().save(path)

    def remove(self, ids) -> None:
        self._live_on("remove")
        super().remove(ids)

    def _live_on(self, asked: str) -> None:
        if asked in self.fails_at:
            raise self.fails_at.pop(asked)
        if asked in self.dies_at:
            self.pid = None
        if self.pid is None:
            raise IndexDiedError("The index died.")


class NoWorkers:
    """A worker pool of which nothing is asked in these tests but to begin and to end."""

    def __init__(self) -> None:
        self.is_running = False

    def start(self) -> None:
        self.is_running = True

    def stop(self) -> None:
        self.is_running = False

    def pids(self) -> list[int]:
        return [1] if self.is_running else []


class OwnThread(JobThread):
    """A library thread that a test asks and waits for."""

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What a function answers in this thread; what it raises is raised."""
        return self.submit(lambda: work(*arguments)).result(SOON_S)

    def end(self, work: Generator) -> Any:
        """What long work answers at its end."""
        return self.run(work).result(SOON_S)


@contextmanager
def own_thread():
    """Such a thread, started, until it is stopped."""
    thread = OwnThread()
    thread.start()
    yield thread
    assert thread.stop()
