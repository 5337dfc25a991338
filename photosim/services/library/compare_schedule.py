"""Runs that compare: begun when all is up to date or somebody asks, told of when they end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from photosim.core.errors import DiskFullError, PhotosimError, ReviewFault, coded
from photosim.services.events import Event, Trouble
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.free_space_watch import FreeSpaceWatch
from photosim.services.runtime.futures import tell
from photosim.services.runtime.jobs import JobThread, LongWork, Turn
from photosim.services.runtime.run_once import RunOnce, Waiters


class CompareSchedule:
    """Begins and ends runs that compare; every method is for the library thread.

    Args:
        thread: the library thread.
        notify: told what goes wrong.
        recovers: whether what made a run fail is overcome and `ensure` called again afterwards.
    """

    def __init__(
        self,
        thread: JobThread,
        notify: Callable[[Event], None],
        recovers: Callable[[OpenedLibrary, Exception], bool],
    ) -> None:
        self._thread = thread
        self._notify = notify
        self._runs = RunOnce(self._start, self._ended, self._failed, recovers)

    def request(self, opened: OpenedLibrary, waiter: Future[None]) -> None:
        """Compare what is not compared yet, also while paused; who waits is told at the end."""
        self._runs.wait(waiter)
        self.ensure(opened)

    def ensure(self, opened: OpenedLibrary) -> None:
        """Look what there is to compare: in the run that is under way, or in another one."""
        opened.is_comparing_asked_for = self._runs.is_awaited
        opened.compare_run.again()
        if not (opened.library.live.is_open and self._runs.begin(opened)):
            self._thread.wake()

    def give_up(self, error: Exception) -> None:
        """The library cannot be used any more: tell those who wait."""
        self._runs.give_up(error)

    def _start(self, opened: OpenedLibrary) -> Future[None]:
        opened.compare_run.is_running = True
        return self._thread.run(opened.compare_run.run())

    def _ended(self, opened: OpenedLibrary, _: None, waiters: Waiters[None]) -> None:
        self._settle(opened)
        waiters.finish(None)

    def _failed(self, opened: OpenedLibrary, error: Exception, waiters: Waiters[None]) -> None:
        self._settle(opened)
        if isinstance(error, DiskFullError):
            self._go_on_later(opened)
            goes_on = ReviewFault.COMPARED_WITH_ROOM
        else:
            goes_on = ReviewFault.COMPARED_AT_START
        is_bug = not isinstance(error, PhotosimError)
        why = coded(ReviewFault.COMPARING_STOPPED, repr(error)) if is_bug else str(error)
        self._notify(Trouble(why, coded(goes_on)))
        waiters.fail(error)

    def _go_on_later(self, opened: OpenedLibrary) -> None:
        """Compare again once there is room; a run that somebody begins meanwhile is as good."""
        there_is_room = self._thread.run(_until_there_is_room(opened.room))
        tell(there_is_room, lambda _: self.ensure(opened))  # else it goes on at the next start

    def _settle(self, opened: OpenedLibrary) -> None:
        """The end of a run: nothing is asked for any more."""
        opened.is_comparing_asked_for = False
        opened.tell_phase()


def _until_there_is_room(watch: FreeSpaceWatch) -> LongWork[None]:
    watch.stopped()
    while not watch.has_returned():
        yield Turn.WAIT
