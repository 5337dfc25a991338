"""The engine: everything that the two doors and the window ask for, behind one plain interface.

It owns the library thread, the worker processes (one group for indexing, which stands back behind
other programs, and one process for query pictures, which does not), the process that holds the
index, the reader's thread, the watcher and a clock. Callbacks come from any of these threads.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from photosim.core import report
from photosim.core.errors import PhotosimError
from photosim.core.layout import Layout
from photosim.core.records import (
    Answer,
    Folder,
    Ids,
    IndexReport,
    Picture,
    Problem,
    Query,
    View,
)
from photosim.services.events import Event, Phase, Progress, Trouble
from photosim.services.index_process import IndexDiedError, IndexProcess
from photosim.services.jobs import Job, LibraryThread, LongWork, Turn
from photosim.services.looking import Looking
from photosim.services.lookout import Lookout
from photosim.services.news import News
from photosim.services.opened import EngineConfig as EngineConfig
from photosim.services.opened import OpenedLibrary
from photosim.services.reader import PhotosDone, Reader, ThumbnailDone
from photosim.services.rows import LibraryRows
from photosim.services.supervisor import Supervisor

T = TypeVar("T")
Failed = Callable[[Exception], None]
log = logging.getLogger(__name__)

NICE = 10
"""How far indexing stands back behind other programs."""
REVIVALS = 3
"""How often in a row the index process may die while it loads the index."""


class Engine:
    """A library at work. `start` once, `stop` once; every method is for any thread.

    Args:
        config: which library, how many workers, which model.
        notify: told every event, from any thread; must be quick.
        watch: whether to follow the folders; the command line does not.
    """

    def __init__(
        self, config: EngineConfig, notify: Callable[[Event], None], *, watch: bool = True
    ) -> None:
        self._config = config
        self._notify = notify
        self._watch = watch
        self._opened: OpenedLibrary | None = None
        self._problem: PhotosimError | None = None
        self._dark: tuple[Problem, ...] = ()
        self._early: list[tuple[Job, Callable[[OpenedLibrary], Any]]] = []
        self._runs: list[tuple[Callable[[IndexReport], None], Failed]] = []
        self._is_loading = False
        self._thread = LibraryThread()
        self._index = IndexProcess(max(1, (os.cpu_count() or 2) - 1))
        card = str(config.model_card)
        self._workers = Supervisor(config.n_workers, (card, 1, NICE))
        self._reader = Reader(self._rows, self._thumbnails_lost)
        self._looking = Looking(self._thread, self._if_open, card)
        self._lookout = Lookout(self._dirty, self.rescan, config.excluded)

    def start(self) -> None:
        """Begin; returns at once. Events follow as soon as the library is open."""
        self._workers.start()
        self._looking.start()
        self._thread.start()
        self._thread.run(self._open(), self._open_done, self._open_failed)

    def stop(self) -> None:
        """End everything; what is found and not written yet is found again at the next start."""
        self._lookout.stop()
        self._reader.stop()
        self._thread.stop(self._close)
        self._workers.stop()
        self._looking.stop()

    def add_folder(self, path: str, done: Callable[[Folder], None], failed: Failed) -> Job:
        """Watch one more folder and index it.

        `failed` gets a `FolderError` when it lies in or around a watched one.
        """
        return self._submit(lambda opened: self._add(opened, path), done, failed)

    def remove_folder(self, folder_id: int, done: Callable[[None], None], failed: Failed) -> Job:
        """Watch a folder no more; its photos stay where they are."""
        return self._submit(lambda opened: self._remove(opened, folder_id), done, failed)

    def forget_missing(self, folder_id: int, done: Callable[[None], None], failed: Failed) -> Job:
        """The person says that the photos of an empty or vanished folder are really gone."""
        return self._submit(lambda opened: self._forget(opened, folder_id), done, failed)

    def rescan(self, folder_id: int | None = None) -> None:
        """Scan one folder, or all, as a whole."""
        self._quietly(lambda opened: self._request(opened, folder_id))

    def update(self, done: Callable[[IndexReport], None], failed: Failed) -> None:
        """Scan all folders and tell when everything is up to date."""
        self._submit(lambda opened: self._request(opened, None, (done, failed)), _nothing, failed)

    def pause(self) -> None:
        """Stop indexing after the photos that are being read, until `resume`, also for later."""
        self._quietly(self._pause)

    def resume(self) -> None:
        """Go on, after `pause` or after trouble."""
        self._quietly(self._resume)

    def photo_ids(self, view: View, done: Callable[[Ids], None], failed: Failed) -> Job:
        """All ids of a view, `(n,)` int64, in its order."""
        return self._submit(lambda opened: opened.library.store.photos.view(view), done, failed)

    def search(
        self,
        query: Query,
        done: Callable[[Answer], None],
        failed: Failed,
        k: int = 200,
        refined: Callable[[Answer], None] | None = None,
    ) -> Job:
        """The k photos most alike a query; with `refined` at once and again after a closer look."""
        return self._looking.search(query, k, done, self._reviving(failed), refined)

    def picture(
        self, photo_id: int, max_px: int, done: Callable[[Picture], None], failed: Failed
    ) -> Job:
        """The pixels of a photo, its long edge at most `max_px`."""
        return self._looking.picture(photo_id, max_px, done, failed)

    def problems(self, done: Callable[[Sequence[Problem]], None], failed: Failed) -> Job:
        """The files and directories that could not be read, with reasons."""
        return self._submit(
            lambda opened: (*self._dark, *opened.library.store.files.problems()), done, failed
        )

    def retry_problems(self) -> None:
        """Read every problem file once more."""
        self._quietly(self._retry)

    def status(self, done: Callable[[dict[str, object]], None], failed: Failed) -> Job:
        """Counts, sizes and versions."""
        return self._submit(
            lambda opened: report.status(opened.library.store, opened.layout), done, failed
        )

    def photos(self, ids: Sequence[int], done: PhotosDone, channel: str = "grid") -> None:
        """Rows for painting; a newer request on the channel replaces an unanswered one."""
        self._reader.photos(ids, done, channel)

    def thumbnails(self, ids: Sequence[int], done: ThumbnailDone, channel: str = "grid") -> None:
        """Thumbnails for painting, one call of `done` for each id; b"" when there is none yet."""
        self._reader.thumbnails(ids, done, channel)

    def worker_pids(self) -> list[int]:
        """Process ids of the index workers that are running."""
        return self._workers.pids()

    # in the library thread

    def _open(self) -> LongWork[OpenedLibrary]:
        self._index.start()
        news = News(self._notify)
        opened = OpenedLibrary(self._config, self._index, self._workers, news, self._thread.wake)
        self._opened = opened
        self._do_early()
        self._reader.start()
        self._looking.serve_with(opened.library.serving.path)
        news.settled(opened.library, Phase.STARTING)
        yield Turn.WAIT  # the window asks for its photos now; loading the index can wait for that
        yield from self._open_index(opened)
        return opened

    def _open_index(self, opened: OpenedLibrary) -> LongWork[None]:
        self._is_loading = True
        try:
            for _ in range(REVIVALS - 1):
                try:
                    yield from self._load_index(opened)
                    return
                except IndexDiedError:
                    log.warning("The index process died while it loaded the index.")
            yield from self._load_index(opened)
        finally:
            self._is_loading = False

    def _load_index(self, opened: OpenedLibrary) -> LongWork[None]:
        if self._index.pid is None:
            self._index.start()
        for n_in, n_all in opened.library.open_index():
            opened.news.progress(Progress(Phase.STARTING, n_in, n_all, n_photos=n_in))
            yield Turn.AGAIN

    def _open_done(self, opened: OpenedLibrary) -> None:
        opened.news.settled(opened.library, opened.indexer.phase)
        if self._watch:  # it asks for a scan of every folder when it begins to follow it
            self._lookout.start(opened.library.store.folders.all())
        self._ensure_run(opened)

    def _open_failed(self, error: Exception) -> None:
        if not isinstance(error, PhotosimError):
            error = PhotosimError(f"The library cannot be opened: {error}")
        self._problem = error
        self._do_early()
        self._notify(Trouble(str(error), fatal=True))
        for _, failed in self._runs:
            failed(error)

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        else:
            self._index.stop()

    def _ready(self) -> OpenedLibrary:
        opened = self._if_open()
        if opened is None:
            raise PhotosimError("The library is not open yet.")
        return opened

    def _if_open(self) -> OpenedLibrary | None:
        if self._problem is not None:
            raise self._problem
        return self._opened

    def _request(
        self,
        opened: OpenedLibrary,
        folder_id: int | None,
        waiting: tuple[Callable[[IndexReport], None], Failed] | None = None,
    ) -> None:
        if waiting is not None:
            self._runs.append(waiting)
        for folder in opened.library.store.folders.all():
            if folder_id in (None, folder.id):
                opened.indexer.request(folder.id)
        self._ensure_run(opened)

    def _ensure_run(self, opened: OpenedLibrary) -> None:
        ready = opened.library.live.is_open and not opened.indexer.is_running
        if ready and (opened.indexer.has_work or self._runs):
            opened.indexer.is_running = True
            self._thread.run(opened.indexer.run(), self._ran, self._run_failed)
        else:
            self._thread.wake()

    def _ran(self, done: IndexReport) -> None:
        opened = self._ready()
        known = {problem.path for problem in opened.library.store.files.problems()}
        self._dark = tuple(p for p in done.problems if p.path not in known)
        if opened.library.finish():  # who waits is told when the other model's index is there too
            self._looking.serve_with(opened.library.serving.path)
            work = self._open_index(opened)
            self._thread.run(work, lambda _: self._up_to_date(opened, done), self._run_failed)
        else:
            self._up_to_date(opened, done)

    def _up_to_date(self, opened: OpenedLibrary, done: IndexReport) -> None:
        waiting, self._runs = self._runs, []
        for told, _ in waiting:
            told(done)
        self._ensure_run(opened)

    def _run_failed(self, error: Exception) -> None:
        opened = self._ready()
        if isinstance(error, IndexDiedError):
            self._revive(opened)
            return
        opened.indexer.is_stopped = True
        told = str(error) if isinstance(error, PhotosimError) else f"Indexing stopped: {error!r}"
        self._notify(Trouble(told, "Press Resume to try again."))
        opened.news.settled(opened.library, Phase.STOPPED)
        waiting, self._runs = self._runs, []
        for _, failed in waiting:
            failed(error)

    def _revive(self, opened: OpenedLibrary) -> None:
        """The process that holds the index died: another one loads it or makes it again."""
        if self._is_loading or self._index.pid is not None:  # it is being done, or was done
            return
        log.warning("The index process died and is started again.")
        opened.library.live.lost()
        self._thread.rest(0.0)
        self._is_loading = True
        self._thread.run(
            self._open_index(opened), lambda _: self._ensure_run(opened), self._open_failed
        )

    def _despite_index(self, opened: OpenedLibrary, change: Callable[[], None]) -> None:
        """A change of the store that the index follows: without one it is made from the store."""
        try:
            change()
        except IndexDiedError:
            self._revive(opened)

    def _pause(self, opened: OpenedLibrary) -> None:
        opened.set_paused(True)
        self._tell_phase(opened)

    def _resume(self, opened: OpenedLibrary) -> None:
        opened.set_paused(False)
        self._tell_phase(opened)
        self._ensure_run(opened)

    def _tell_phase(self, opened: OpenedLibrary) -> None:
        if not opened.indexer.is_running:  # a run tells it itself
            opened.news.settled(opened.library, opened.indexer.phase)
        self._thread.wake()

    def _add(self, opened: OpenedLibrary, path: str) -> Folder:
        row = opened.library.add_folder(os.path.realpath(os.fsencode(path)))
        opened.indexer.request(row.id)
        self._folders_changed(opened)
        return next(f for f in opened.library.store.folders.listed() if f.id == row.id)

    def _remove(self, opened: OpenedLibrary, folder_id: int) -> None:
        self._despite_index(opened, lambda: opened.library.remove_folder(folder_id))
        self._folders_changed(opened)

    def _forget(self, opened: OpenedLibrary, folder_id: int) -> None:
        self._despite_index(opened, lambda: opened.library.forget_missing(folder_id))
        opened.indexer.request(folder_id)
        self._folders_changed(opened)

    def _folders_changed(self, opened: OpenedLibrary) -> None:
        if self._watch:
            self._lookout.follow(opened.library.store.folders.all())
        opened.news.settled(opened.library, opened.indexer.phase)
        self._ensure_run(opened)

    def _retry(self, opened: OpenedLibrary) -> None:
        with opened.library.store.transaction():
            opened.library.store.files.retry_problems()
        self._ensure_run(opened)

    # from other threads

    def _submit(
        self, work: Callable[[OpenedLibrary], T], done: Callable[[T], None], failed: Failed
    ) -> Job:
        job = Job(done, failed)
        self._thread.submit(lambda: self._do(job, work), _nothing, job.fail)
        return job

    def _do(self, job: Job, work: Callable[[OpenedLibrary], Any]) -> None:
        """In the library thread: do it, or keep it until the library is open."""
        if self._opened is None and self._problem is None:
            self._early.append((job, work))
        elif not job.is_cancelled:
            job.finish(work(self._ready()))

    def _do_early(self) -> None:
        early, self._early = self._early, []
        for job, work in early:
            self._thread.submit(partial(self._do, job, work), _nothing, job.fail)

    def _quietly(self, work: Callable[[OpenedLibrary], Any]) -> None:
        self._submit(work, _nothing, self._tell)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, PhotosimError):
            self._notify(Trouble(str(error)))

    def _rows(self) -> LibraryRows:
        return LibraryRows(Layout(self._config.library))

    def _thumbnails_lost(self, ids: Sequence[int]) -> None:
        def work(opened: OpenedLibrary) -> None:
            opened.library.lost_thumbnails(ids)
            self._ensure_run(opened)

        self._quietly(work)

    def _dirty(self, folder_id: int, directories: set[bytes]) -> None:
        def work(opened: OpenedLibrary) -> None:
            opened.indexer.request(folder_id, directories)
            self._ensure_run(opened)

        self._quietly(work)

    def _reviving(self, failed: Failed) -> Failed:
        def told(error: Exception) -> None:
            if isinstance(error, IndexDiedError):
                self._quietly(self._revive)
            failed(error)

        return told


def _nothing(_: object) -> None:
    """Nobody waits for the answer."""
