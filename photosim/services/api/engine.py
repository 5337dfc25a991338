"""The engine: everything that command line and window ask for, behind one plain interface.

It only passes on: what is asked goes by `access` to the library thread, where `maintenance` keeps
the library up to date; queries by `search` to their process, what is painted to the `reader`
and its thread. Answers come from any of these threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from photosim.core import report
from photosim.core.folders.scan import Scandir
from photosim.core.layout import Layout
from photosim.core.records.index_report import IndexReport
from photosim.core.records.photos import Problem, Query
from photosim.core.records.trash import Trash
from photosim.services.api.backups import BackupQuestions
from photosim.services.api.folders import FolderQuestions
from photosim.services.api.labels import LabelQuestions
from photosim.services.api.map import MapQuestions
from photosim.services.api.photos import PhotoQuestions
from photosim.services.api.pictures import PictureQuestions
from photosim.services.api.review import ReviewQuestions
from photosim.services.api.search import Answering, SearchQuestions
from photosim.services.api.themes import ThemeQuestions
from photosim.services.api.trash import TrashQuestions, no_trash
from photosim.services.api.words import WordQuestions
from photosim.services.events import Event
from photosim.services.library.access import Access
from photosim.services.library.maintenance import Maintenance
from photosim.services.library.open_library import EngineConfig as EngineConfig
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.library.opening import ReopenedError
from photosim.services.runtime.futures import fail, tell
from photosim.services.runtime.jobs import JobThread
from photosim.services.runtime.library_rows import LibraryRows
from photosim.services.runtime.reader import Reader


class Engine:
    """A library at work. `start` once, `stop` once; every method is for any thread.

    Args:
        config: which library, how many workers, which model.
        notify: told every event, from any thread; must be quick.
        watch: whether to follow the folders; the command line does not.
        scandir: lists directories as `os.scandir` does; tests pass their own.
        trash: moves one file to the system's trash; the command line has none.

    Attributes:
        folders, photos, words, themes, labels, map, review, trash, backups: what can be asked of
            each; their classes stand in the module of that name.
    """

    def __init__(
        self,
        config: EngineConfig,
        notify: Callable[[Event], None],
        *,
        watch: bool = True,
        scandir: Scandir = os.scandir,
        trash: Trash = no_trash,
    ) -> None:
        self._layout = Layout(config.library)
        thread = JobThread()
        access = self._access = Access(thread, notify)
        self._reader = Reader(self._rows, self._thumbnails_lost)
        words = self.words = WordQuestions(access, thread.rest)
        self._search = SearchQuestions(thread, access.if_open, words, str(config.model_card))
        maintenance = self._maintenance = Maintenance(
            config,
            thread,
            access,
            self._search.serve_with,
            notify,
            reader=self._reader,
            watch=watch,
            scandir=scandir,
        )
        reviving = maintenance.reviving
        self.folders = FolderQuestions(access, maintenance.folders)
        pictures = PictureQuestions(thread, access.if_open, self._search.ask)
        self.photos = PhotoQuestions(access, self._reader, pictures, reviving)
        self.themes = ThemeQuestions(access, notify, reviving)
        self.labels = LabelQuestions(access, notify, reviving)
        self.map = MapQuestions(access, notify, reviving, self.themes.at)
        self.review = ReviewQuestions(access, maintenance.comparisons.request)
        self.trash = TrashQuestions(access, trash, maintenance.folders.request_directories, notify)
        self.backups = BackupQuestions(access, maintenance.reopen)

    def start(self) -> None:
        """Begin; returns at once. Events follow as soon as the library is open."""
        self._search.start()
        self._maintenance.start()
        self.trash.start()

    def stop(self) -> None:
        """End everything; what is found and not written yet is found again at the next start."""
        self._reader.stop()
        self.trash.stop()
        self._maintenance.stop()
        self._search.stop()

    def update(self) -> Future[IndexReport]:
        """Scan all folders; answers when everything is up to date.

        A library that is found damaged meanwhile is repaired and opened anew, at most once.
        """
        answer: Future[IndexReport] = Future()

        def ask() -> None:
            tell(
                self._access.run(lambda o: self._maintenance.update(o, answer)), failed=failed_once
            )

        def failed_once(error: Exception) -> None:
            if isinstance(error, ReopenedError):
                ask()
            else:
                fail(answer, error)

        ask()
        return answer

    def pause(self) -> None:
        """Stop indexing after the photos that are being read, until `resume`, also for later."""
        self._access.quietly(self._maintenance.pause)

    def resume(self) -> None:
        """Go on, after `pause` or after trouble."""
        self._access.quietly(self._maintenance.resume)

    def search(self, query: Query, k: int = 200, *, is_refined: bool = False) -> Answering:
        """The k photos most alike a query; refined: at once, and a better answer later.

        Words alone have one answer: the photos that they fit, by how well. With a picture: the
        photos most alike it, what is in it of the words counting more.
        """
        found = self._search.search(query, k, is_refined=is_refined)
        self._maintenance.reviving(found.answer)
        return found

    def problems(self) -> Future[Sequence[Problem]]:
        """The files and directories that could not be read, with reasons."""
        return self._access.submit(self._maintenance.problems)

    def retry_problems(self) -> None:
        """Read every problem file once more."""
        self._access.quietly(self._maintenance.retry_problems)

    def status(self) -> Future[dict[str, object]]:
        """Counts, sizes and versions."""
        return self._access.submit(_status)

    def worker_pids(self) -> list[int]:
        """Process ids of the worker processes that are running."""
        return self._maintenance.worker_pids()

    def _rows(self) -> LibraryRows:
        return LibraryRows(self._layout)

    def _thumbnails_lost(self, ids: Sequence[int]) -> None:
        self._access.quietly(lambda opened: self._maintenance.lost_thumbnails(opened, ids))


def _status(opened: OpenedLibrary) -> dict[str, object]:
    return report.status(opened.library.store, opened.layout)
