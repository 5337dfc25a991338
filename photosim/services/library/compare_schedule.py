"""Runs of comparing: begun when all is up to date or somebody asks, told of when they end."""

from __future__ import annotations

from collections.abc import Callable

from photosim.core.errors import DamagedError, DiskFullError, PhotosimError
from photosim.services.events import Event, Progress, Trouble
from photosim.services.library.access import Failed
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.library.opening import ReopenedError
from photosim.services.runtime.free_space_watch import RoomWatch
from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.jobs import LibraryThread, LongWork, Turn

Waiting = tuple[Callable[[None], None], Failed]


class Comparisons:
    """Begins and ends runs of comparing; every method is for the library thread.

    Args:
        thread: the library thread.
        notify: told what goes wrong.
        revive: told when the index was found dead; has to call `ensure` afterwards.
        mend: told when the library was found damaged; likewise.
    """

    def __init__(
        self,
        thread: LibraryThread,
        notify: Callable[[Event], None],
        revive: Callable[[OpenedLibrary], None],
        mend: Callable[[OpenedLibrary, DamagedError], None],
    ) -> None:
        self._thread = thread
        self._notify = notify
        self._revive = revive
        self._mend = mend
        self._waiting: list[Waiting] = []

    def request(self, opened: OpenedLibrary, waiting: Waiting) -> None:
        """Compare what is not compared yet, also while paused; who waits is told at the end."""
        self._waiting.append(waiting)
        opened.is_comparing_asked_for = True
        self.ensure(opened)

    def ensure(self, opened: OpenedLibrary) -> None:
        """Look what there is to compare: in the run that is under way, or in another one."""
        opened.comparing.again()
        if opened.library.live.is_open and not opened.comparing.is_running:
            opened.comparing.is_running = True
            self._thread.run(
                opened.comparing.run(),
                lambda _: self._ended(opened),
                lambda error: self._failed(opened, error),
            )
        else:
            self._thread.wake()

    def _ended(self, opened: OpenedLibrary) -> None:
        waiting = self._settle(opened)
        for told, _ in waiting:
            told(None)

    def _failed(self, opened: OpenedLibrary, error: Exception) -> None:
        if isinstance(error, IndexDiedError):
            self._revive(opened)
            if opened.library.live.is_open:  # somebody else had it revived before
                self.ensure(opened)
            return
        if isinstance(error, ReopenedError):
            return
        if isinstance(error, DamagedError):
            self._mend(opened, error)
            return
        waiting = self._settle(opened)
        if isinstance(error, DiskFullError):
            self._go_on_later(opened)
            goes_on = "when there is room"
        else:
            goes_on = "at the next start"
        told = str(error) if isinstance(error, PhotosimError) else f"Comparing stopped: {error!r}"
        self._notify(Trouble(told, f"What is compared so far is kept; it goes on {goes_on}."))
        for _, failed in waiting:
            failed(error)

    def _go_on_later(self, opened: OpenedLibrary) -> None:
        """Compare again once there is room; a run that somebody begins meanwhile is as good."""
        self._thread.run(
            _until_there_is_room(opened.room), lambda _: self.ensure(opened), _never_mind
        )

    def _settle(self, opened: OpenedLibrary) -> list[Waiting]:
        """The end of a run: nothing is asked for any more."""
        waiting, self._waiting = self._waiting, []
        opened.is_comparing_asked_for = False
        if not opened.indexer.is_running:
            phase = opened.indexer.phase
            opened.news.progress(Progress(phase, n_photos=opened.library.n_photos))
        return waiting


def _until_there_is_room(watch: RoomWatch) -> LongWork[None]:
    watch.stopped()
    while not watch.has_returned():
        yield Turn.WAIT


def _never_mind(_error: Exception) -> None:
    """It goes on at the next start."""
