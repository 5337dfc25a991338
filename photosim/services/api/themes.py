"""What the window asks of themes, from any thread; sorting begins with the first question.

A run that clusters is a long job of the library thread; it begins
when themes are asked for that were never sorted, when much came since, or when a person says so.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from photosim.core.errors import PhotosimError, ThemeError, ThemeFault, coded
from photosim.core.records.themes import Themes
from photosim.services.events import Event, ThemesChanged, Trouble
from photosim.services.library.access import Access, Reviving
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import pass_failure
from photosim.services.runtime.jobs import LongWork
from photosim.services.runtime.run_once import RunOnce, Waiters

if TYPE_CHECKING:
    from photosim.core.themes.clustering import SortedPhotos


class ThemeQuestions:
    """Every method is for any thread; answers come from the library thread.

    Args:
        access: the way to the library.
        notify: told when themes are other ones, and what goes wrong.
        reviving: sees to it that an index that died is made again.
    """

    def __init__(
        self,
        access: Access,
        notify: Callable[[Event], None],
        reviving: Reviving,
    ) -> None:
        self._access = access
        self._notify = notify
        self._reviving = reviving
        self._runs = RunOnce(self._start, self._ended, self._failed)
        self._before: SortedPhotos | None = None

    def at(self, level: float, parent: str = "") -> Future[Themes]:
        """The themes at a setting of the slider, or those that `parent` falls into.

        The first question starts the clustering, whose end is told by `ThemesChanged`; fails
        with a `ThemeError` when it could not be done, and asking once more starts it again.
        """
        return self._reviving(self._access.run(lambda o: self._themes(o, level, parent)))

    def sort_again(self) -> Future[None]:
        """Sort anew, with the photos that came since; answers when it is done."""
        answer: Future[None] = Future()

        def begin(opened: OpenedLibrary) -> None:
            self._runs.wait(answer)
            self._runs.begin(opened)

        pass_failure(self._access.submit(begin), answer)
        return answer

    # in the library thread

    def _themes(self, opened: OpenedLibrary, level: float, parent: str) -> LongWork[Themes]:
        found = yield from opened.themes.themes(level, parent)
        run, n_photos = opened.clustering_run, opened.library.n_photos
        if found is None:
            if run.problem:
                problem, run.problem = run.problem, ""
                raise ThemeError(problem)
            if n_photos:
                self._runs.begin(opened)
            return Themes((), level, n_photos, is_ready=not n_photos)
        photos = yield from run.photos()
        if photos is not None and run.is_stale(photos) and not opened.indexer.is_running:
            self._runs.begin(opened)
            return replace(found, is_stale=True)
        return found

    def _start(self, opened: OpenedLibrary) -> Future[None]:
        opened.clustering_run.is_running = True
        self._before = opened.clustering_run.as_sorted
        return self._reviving(self._access.run(_sort))

    def _ended(self, opened: OpenedLibrary, _: None, waiters: Waiters[None]) -> None:
        opened.tell_phase()
        self._notify(ThemesChanged())
        waiters.finish(None)

    def _failed(self, opened: OpenedLibrary, error: Exception, waiters: Waiters[None]) -> None:
        opened.tell_phase()
        is_bug = not isinstance(error, PhotosimError)
        why = coded(ThemeFault.SORTING_WRONG) if is_bug else str(error)
        opened.clustering_run.problem = why
        if not waiters:
            self._notify(Trouble(why, coded(ThemeFault.SORTED_WHEN_OPENED)))
        made = opened.clustering_run.as_sorted
        if made is None or made is not self._before:  # else who hears it would begin it again
            self._notify(ThemesChanged())
        waiters.fail(error)


def _sort(opened: OpenedLibrary) -> LongWork[None]:
    """Sort, and put together what the first question will ask for."""
    yield from opened.clustering_run.run()
    opened.clustering_run.is_running = True
    try:
        yield from opened.themes.laid()
    finally:
        opened.clustering_run.is_running = False
