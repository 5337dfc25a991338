"""Keeps a library open, whole and up to date: all that the library thread does without being asked.

`open -> load the index -> follow the folders -> runs of the indexer`, and again whenever something
asks for it: the person, the watch thread, a thumbnail that is missing, an index that was lost. Long
work that follows a run when all is up to date (`_up_to_date`) is a long job of its own, begun
there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TypeVar

from photosim.core.errors import (
    DamagedError,
    DiskFullError,
    Fault,
    PhotosimError,
    StoreError,
    StoreFault,
    WorkFault,
    coded,
    kept_as,
)
from photosim.core.folders.scan import Scandir
from photosim.core.layout import Layout
from photosim.core.records.index_report import UNLISTED, IndexReport
from photosim.core.records.photos import Problem
from photosim.services.backups.backing_up import BackingUp
from photosim.services.backups.checkup import Checkup
from photosim.services.events import Event, LabelsChanged, Phase, ThemesChanged, Trouble
from photosim.services.folders.refused import Refused
from photosim.services.library.access import Access
from photosim.services.library.compare_schedule import CompareSchedule
from photosim.services.library.index_lifecycle import IndexLifecycle
from photosim.services.library.open_library import EngineConfig, OpenedLibrary
from photosim.services.library.opening import Opening, ReopenedError, damage
from photosim.services.library.watched_folders import WatchedFolders
from photosim.services.notifier import Notifier
from photosim.services.runtime.futures import cancel_with, fail, finish, tell
from photosim.services.runtime.index_process import IndexDiedError, IndexProcess
from photosim.services.runtime.jobs import JobThread, LongWork, Turn
from photosim.services.runtime.reader import Reader
from photosim.services.runtime.run_once import RunOnce, Waiters
from photosim.services.runtime.worker_pool import WorkerPool

NICE = 10
"""How far indexing stands back behind other programs."""

_READER_TURNS = 20
"""How often is looked whether the reader has closed its databases: some seconds, not for ever."""

T = TypeVar("T")


class Maintenance:
    """What the library thread does for a library, and for its workers, index and watch thread.

    `start`, `stop`, `quietly`, `reviving` and `worker_pids` are for any thread, every other method
    for the library thread.

    Args:
        config: which library, how many workers, which model.
        thread: the library thread; started and stopped here.
        access: told when the library is open, or why it never will be.
        serve_with: told the model card of the model that answers from now on.
        notify: told every event.
        reader: reads beside the library thread; held while the library is closed.
        watch: whether to follow the folders.
        scandir: lists directories.
        clock: seconds, monotonic.
        index: holds the index; by default a process with all cores but one.
        workers: examine files; by default as many as `config` says, with its model.

    Attributes:
        folders: the watched folders, which may be changed.
        comparisons: runs that compare.
    """

    def __init__(
        self,
        config: EngineConfig,
        thread: JobThread,
        access: Access,
        serve_with: Callable[[Path], None],
        notify: Callable[[Event], None],
        *,
        reader: Reader,
        watch: bool,
        scandir: Scandir,
        clock: Callable[[], float] = time.monotonic,
        index: IndexProcess | None = None,
        workers: WorkerPool | None = None,
    ) -> None:
        self._config = config
        self._thread = thread
        self._access = access
        self._serve_with = serve_with
        self._notify = notify
        self._reader = reader
        self._scandir = scandir
        self._is_window = watch
        self._dark: tuple[Problem, ...] = ()
        self._is_awaiting = False
        self._clock = clock
        if index is None:
            index = IndexProcess(_n_index_threads())
        if workers is None:
            workers = WorkerPool(config.n_workers, (str(config.model_card), 1, NICE))
        self._index = IndexLifecycle(thread, index)
        self._workers = workers
        self._runs = RunOnce(self._start_run, self._up_to_date, self._run_failed, self._recovers)
        self.comparisons = CompareSchedule(thread, notify, self._recovers)
        self.folders = WatchedFolders(access, self._ensure_run, self._revive, config, watch=watch)

        self._opening = Opening(
            Layout(config.library), self._make, notify, thread.wake, is_window=watch
        )
        self._backing_up = BackingUp(thread, notify if watch else _tell_nobody)
        self._checkup = Checkup(self._checked, self._tick)
        self._refused = Refused(self._permitted)

    def start(self) -> None:
        """Begin; returns at once."""
        self._workers.start()
        self._thread.start()
        tell(self._thread.run(self._open()), self._open_done, self._open_failed)

    def stop(self) -> None:
        """End everything; what is found and not written yet is found again at the next start."""
        self.folders.stop()
        self._checkup.stop()
        self._refused.stop()
        self._thread.stop(self._close)
        self._workers.stop()

    def worker_pids(self) -> list[int]:
        """Process ids of the worker processes that are running."""
        return self._workers.pids()

    def reviving(self, future: Future[T]) -> Future[T]:
        """The same future; when it fails, an index that was found dead is revived first."""
        tell(future, failed=self._revive_after)
        return future

    # what a person asks for

    def update(self, opened: OpenedLibrary, waiter: Future[IndexReport]) -> LongWork[None]:
        """Have all folders scanned, those too that are being added; tell who waits at the end.

        Raises:
            PhotosimError: the library cannot be used.
        """
        while self.folders.is_adding:
            yield Turn.WAIT
        self._access.if_open()  # it may have been refused meanwhile
        self._runs.wait(waiter)
        self.folders.request(opened)

    def pause(self, opened: OpenedLibrary) -> None:
        """Begin nothing new until `resume`, also at the next start."""
        opened.set_paused(True)
        self._tell_phase(opened)

    def resume(self, opened: OpenedLibrary) -> None:
        """Go on after a pause or after trouble."""
        opened.set_paused(False)
        self._tell_phase(opened)
        self._ensure_run(opened)

    def retry_problems(self, opened: OpenedLibrary, reasons: Sequence[str] | None = None) -> None:
        """Read problem files once more, all or those for these reasons, and what was not listed."""
        with opened.library.store.transaction():
            opened.library.store.files.retry_problems(reasons)
        for folder in opened.library.store.folders.all():
            if any(problem.folder_id == folder.id for problem in self._dark):
                opened.indexer.request(folder.id)
        self._ensure_run(opened)

    def lost_thumbnails(self, opened: OpenedLibrary, ids: Sequence[int]) -> None:
        """Make thumbnails again that are not in the cache."""
        opened.library.lost_thumbnails(ids)
        self._ensure_run(opened)

    def problems(self, opened: OpenedLibrary) -> tuple[Problem, ...]:
        """The files and directories that could not be read, with reasons."""
        return (*self._dark, *opened.library.store.files.problems())

    # opening and closing

    def _open(self) -> LongWork[OpenedLibrary]:
        self._index.process.start()
        opened = yield from self._opening.open()
        self._access.grant(opened)
        self._reader.start()
        self._serve_with(opened.library.serving.path)
        opened.notifier.settled(opened.library, Phase.STARTING)
        yield Turn.WAIT  # the window asks for its photos now; loading the index can wait for that
        yield from self._index.open(opened)
        return opened

    def _make(self) -> OpenedLibrary:
        return OpenedLibrary(
            self._config,
            self._index.process,
            self._workers,
            Notifier(self._notify),
            self._thread.wake,
            self.folders.answers,
            self._scandir,
            self.folders.seen_away,
        )

    def _open_done(self, opened: OpenedLibrary) -> None:
        opened.notifier.settled(opened.library, opened.indexer.phase)
        self.folders.start(opened)
        if self._is_window:
            self._checkup.start(opened.layout.database)
        self._ensure_runs(opened)

    def _open_failed(self, error: Exception) -> None:
        if isinstance(error, ReopenedError):
            return
        if isinstance(error, DamagedError) and self._access.opened is not None:
            self._mend(self._access.opened, error)
            return
        if not isinstance(error, PhotosimError):
            error = PhotosimError(StoreFault.NOT_OPENED, error)
        self._access.refuse(error)
        self._notify(Trouble(str(error), fatal=True))
        self._runs.give_up(error)
        self.comparisons.give_up(error)

    def _close(self) -> None:
        opened = self._access.opened
        if opened is not None:
            opened.close()
        else:
            self._index.process.stop()

    # closed for a moment

    def reopen(self, opened: OpenedLibrary, meanwhile: LongWork[T]) -> Future[T]:
        """Close the library, do something with its files, and open it again.

        Whoever asks for something waits; the jobs that are under way end with `ReopenedError`.
        The answer, or what fails meanwhile, comes once the library is open again; the future is
        cancelled when that is done already, or cannot be.
        """
        answer: Future[T] = Future()
        if self._access.opened is not opened:
            meanwhile.close()
            answer.cancel()
            return answer
        self._access.withdraw()
        self._thread.drop_long(ReopenedError(StoreFault.OPENED_ANEW))

        def broken(error: Exception) -> None:
            self._open_failed(error)
            answer.cancel()

        again = self._thread.run(self._reopening(opened, meanwhile))
        cancel_with(again, answer)
        tell(again, partial(self._opened_again, answer), broken)
        return answer

    def _reopening(
        self, opened: OpenedLibrary, meanwhile: LongWork[T]
    ) -> LongWork[tuple[OpenedLibrary, T | PhotosimError]]:
        opened.notifier.settled(opened.library, Phase.STARTING)
        self._reader.hold()
        opened.close(saves=False)
        for _ in range(_READER_TURNS):
            if self._reader.is_holding:
                break
            yield Turn.WAIT
        answer: T | PhotosimError
        try:
            answer = yield from meanwhile
        except PhotosimError as error:
            if isinstance(error, StoreError) and not isinstance(error, DiskFullError):
                raise
            answer = error
        again = yield from self._open()
        return again, answer

    def _opened_again(
        self, answer: Future[T], again: tuple[OpenedLibrary, T | PhotosimError]
    ) -> None:
        opened, found = again
        opened.notifier.settled(opened.library, opened.indexer.phase)
        self.folders.start(opened)
        if self._runs.is_awaited:
            self.folders.request(opened)
        self._ensure_runs(opened)
        self._notify(LabelsChanged())
        self._notify(ThemesChanged())
        if isinstance(found, PhotosimError):
            fail(answer, found)
        else:
            finish(answer, found)

    def _mend(self, opened: OpenedLibrary, why: DamagedError) -> None:
        tell(self.reopen(opened, self._opening.mend(why)), failed=self._open_failed)

    def _checked(self, faults: list[str]) -> None:
        """In the thread of the check."""
        if faults:
            self._access.quietly(lambda opened: self._mend(opened, damage(faults)))

    def _tick(self) -> None:
        """In the same thread, every now and then."""
        self._access.quietly(self._back_up)

    def _back_up(self, opened: OpenedLibrary, then: Callable[[], None] = lambda: None) -> None:
        self._backing_up.ensure(opened.layout, opened.library.store, then)

    def _permitted(self) -> None:
        """In the thread that looks after what was refused: some of it may be read now."""
        self._access.quietly(
            lambda opened: self.retry_problems(opened, kept_as(Fault.NO_PERMISSION))
        )

    def _revive(self, opened: OpenedLibrary) -> None:
        if (loading := self._index.revive(opened)) is not None:
            tell(loading, lambda _: self._revived(opened), self._open_failed)

    def _revive_after(self, error: Exception) -> None:
        """For any thread: something failed."""
        if isinstance(error, IndexDiedError):
            self._access.quietly(self._revive)

    def _revived(self, opened: OpenedLibrary) -> None:
        self._tell_phase(opened)  # loading an index has told another one
        self._ensure_runs(opened)

    # runs of the indexer

    def _ensure_run(self, opened: OpenedLibrary) -> None:
        is_wanted = opened.indexer.has_work or self._runs.is_awaited
        if not (opened.library.live.is_open and is_wanted and self._runs.begin(opened)):
            self._thread.wake()

    def _ensure_runs(self, opened: OpenedLibrary) -> None:
        self._ensure_run(opened)
        self.comparisons.ensure(opened)

    def _start_run(self, opened: OpenedLibrary) -> Future[IndexReport]:
        opened.indexer.is_running = True
        return self._thread.run(self._run(opened))

    def _run(self, opened: OpenedLibrary) -> LongWork[IndexReport]:
        """A run of the indexer; where another model serves then, until its index is there too."""
        done = yield from opened.indexer.run()
        self._note_unlisted(opened, done)
        if opened.library.finish():
            self._serve_with(opened.library.serving.path)
            yield from self._index.open(opened)
            self._tell_phase(opened)  # loading an index has told another one
        return done

    def _recovers(self, opened: OpenedLibrary, error: Exception) -> bool:
        """Whether a run that ended so begins again: what it lacked is being made good."""
        if isinstance(error, IndexDiedError):
            self._revive(opened)
            if opened.library.live.is_open:  # somebody else had it revived before
                self._ensure_runs(opened)
            return True
        if isinstance(error, DamagedError):
            self._mend(opened, error)
            return True
        return isinstance(error, ReopenedError)

    def _note_unlisted(self, opened: OpenedLibrary, done: IndexReport) -> None:
        """Keep what could not be listed, until its folder was scanned to the end without that."""
        store = opened.library.store
        known = {problem.path for problem in store.files.problems()}
        found = {p.path: p for p in done.problems if p.path not in known}
        unseen = {folder.id for folder in store.folders.all()} - done.scanned
        kept = [p for p in self._dark if p.folder_id in unseen and p.path not in found]
        self._dark = (*kept, *found.values())
        if len(self._dark) != opened.notifier.n_unlisted:
            opened.notifier.n_unlisted = len(self._dark)
            opened.notifier.folders(opened.library)
        if len(self._dark) != store.library_facts.get(
            UNLISTED, 0
        ):  # for who reads the library beside it
            with store.transaction():
                store.library_facts.set(UNLISTED, len(self._dark))

    def _up_to_date(
        self, opened: OpenedLibrary, done: IndexReport, waiters: Waiters[IndexReport]
    ) -> None:
        self._back_up(opened, lambda: waiters.finish(done))
        self._await_unfinished(opened)
        if self._is_window:
            self._refused.look_after(self._refused_paths(opened))
        self._ensure_runs(opened)

    def _refused_paths(self, opened: OpenedLibrary) -> list[str]:
        """What could not be read or listed and may be permitted without an event."""
        files, refused = opened.library.store.files.problems(), kept_as(Fault.NO_PERMISSION)
        return [p.path for p in (*self._dark, *(f for f in files if f.reason in refused))]

    def _await_unfinished(self, opened: OpenedLibrary) -> None:
        """Read files again that may still be being written, when they no longer can be."""
        if self._is_awaiting or opened.indexer.retry_unfinished() is None:
            return

        def ended(_: object) -> None:
            self._is_awaiting = False

        self._is_awaiting = True
        tell(self._thread.run(self._awaiting(opened)), ended, ended)

    def _awaiting(self, opened: OpenedLibrary) -> LongWork[None]:
        while (left := opened.indexer.retry_unfinished()) is not None:
            due = self._clock() + left
            while self._clock() < due:
                yield Turn.WAIT
        self._ensure_run(opened)

    def _run_failed(
        self, opened: OpenedLibrary, error: Exception, waiters: Waiters[IndexReport]
    ) -> None:
        opened.indexer.is_stopped = True
        is_bug = not isinstance(error, PhotosimError)
        told = coded(WorkFault.INDEXING_STOPPED, repr(error)) if is_bug else str(error)
        self._notify(Trouble(told, coded(WorkFault.RESUME)))
        opened.notifier.settled(opened.library, Phase.STOPPED)
        waiters.fail(error)

    def _tell_phase(self, opened: OpenedLibrary) -> None:
        if not opened.indexer.is_running:  # a run tells it itself
            opened.notifier.settled(opened.library, opened.indexer.phase)
        self._thread.wake()


def _n_index_threads() -> int:
    """All cores but one, which the window keeps."""
    return max(1, (os.cpu_count() or 2) - 1)


def _tell_nobody(_event: Event) -> None:
    """The command line logs it; what it was asked for is done all the same."""
