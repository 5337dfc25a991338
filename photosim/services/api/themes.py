"""What the window asks of themes, from any thread; sorting begins with the first question.

A run of sorting is a long job of the library thread; it begins
when themes are asked for that were never sorted, when much came since, or when a person says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from photosim.core.errors import PhotosimError, ThemeError
from photosim.core.records.themes import Themes
from photosim.services.events import Event, ThemesChanged, Trouble
from photosim.services.library.access import Access, Failed
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job, LongWork
from photosim.services.runtime.run_once import RunOnce, Waiters

if TYPE_CHECKING:
    from photosim.core.themes.clustering import SortedPhotos


class ThemeQuestions:
    """Every method is for any thread; `done` and `failed` come from the library thread.

    Args:
        access: the way to the library.
        notify: told when themes are other ones, and what goes wrong.
        reviving: wraps a `failed` so that an index that died is made again.
    """

    def __init__(
        self,
        access: Access,
        notify: Callable[[Event], None],
        reviving: Callable[[Failed], Failed],
    ) -> None:
        self._access = access
        self._notify = notify
        self._reviving = reviving
        self._runs = RunOnce(self._start, self._ended, self._failed)
        self._before: SortedPhotos | None = None

    def at(
        self, level: float, done: Callable[[Themes], None], failed: Failed, parent: str = ""
    ) -> Job:
        """The themes at a setting of the slider, or those that `parent` falls into.

        The first question starts the sorting, whose end is told by `ThemesChanged`; `failed` gets
        a `ThemeError` when it could not be done, and asking once more starts it again.
        """
        return self._access.run(
            lambda o: self._themes(o, level, parent), done, self._reviving(failed)
        )

    def sort_again(self, done: Callable[[None], None], failed: Failed) -> Job:
        """Sort anew, with the photos that came since; `done` comes when it is done."""
        job = Job(done, failed)

        def begin(opened: OpenedLibrary) -> None:
            self._runs.wait(job)
            self._runs.begin(opened)

        self._access.submit(begin, _nothing, job.fail)
        return job

    # in the library thread

    def _themes(self, opened: OpenedLibrary, level: float, parent: str) -> LongWork[Themes]:
        found = yield from opened.themes.themes(level, parent)
        sorting, n_photos = opened.sorting, opened.library.n_photos
        if found is None:
            if sorting.problem:
                problem, sorting.problem = sorting.problem, ""
                raise ThemeError(problem)
            if n_photos:
                self._runs.begin(opened)
            return Themes((), level, n_photos, is_ready=not n_photos)
        photos = yield from sorting.photos()
        if photos is not None and sorting.is_stale(photos) and not opened.indexer.is_running:
            self._runs.begin(opened)
            return replace(found, is_stale=True)
        return found

    def _start(self, opened: OpenedLibrary, done: Callable[[None], None], failed: Failed) -> None:
        opened.sorting.is_running = True
        self._before = opened.sorting.as_sorted
        self._access.run(_sort, done, self._reviving(failed))

    def _ended(self, opened: OpenedLibrary, _: None, waiters: Waiters[None]) -> None:
        opened.tell_phase()
        self._notify(ThemesChanged())
        waiters.finish(None)

    def _failed(self, opened: OpenedLibrary, error: Exception, waiters: Waiters[None]) -> None:
        opened.tell_phase()
        told = str(error) if isinstance(error, PhotosimError) else "Sorting the photos went wrong."
        opened.sorting.problem = told
        if not waiters:
            self._notify(Trouble(told, "It is tried again when the themes are looked at."))
        made = opened.sorting.as_sorted
        if made is None or made is not self._before:  # else who hears it would begin it again
            self._notify(ThemesChanged())
        waiters.fail(error)


def _sort(opened: OpenedLibrary) -> LongWork[None]:
    """Sort, and put together what the first question will ask for."""
    yield from opened.sorting.run()
    opened.sorting.is_running = True
    try:
        yield from opened.themes.laid()
    finally:
        opened.sorting.is_running = False


def _nothing(_: object) -> None:
    """`done` comes with the end of the run."""
