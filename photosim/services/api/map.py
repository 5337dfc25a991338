"""What the window asks of the map, from any thread; drawing begins with the first question.

The answer is the map as far as it is; when a better one is ready,
`MapChanged` says so. Colours are those of the themes at their usual setting.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import numpy as np
import numpy.typing as npt

from photosim.core.errors import PhotosimError, ThemeFault, coded
from photosim.core.index.neighbour_graph import places_in
from photosim.core.records.photos import Ids
from photosim.core.records.themes import DEFAULT_LEVEL, PhotoMap, Themes
from photosim.services.events import Event, MapChanged, Trouble
from photosim.services.library.access import Access, Reviving
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.run_once import RunOnce, Waiters

_AT_ONCE = 8
"""Themes whose photos are looked up in one turn."""

BeginSorting = Callable[[float], Future[Themes]]


class MapQuestions:
    """`photo_map` is for any thread; answers come from the library thread.

    Args:
        access: the way to the library.
        notify: told when there is a better map, and what goes wrong.
        reviving: sees to it that an index that died is made again.
        themes: asks for themes; the first time this begins the clustering.
    """

    def __init__(
        self,
        access: Access,
        notify: Callable[[Event], None],
        reviving: Reviving,
        themes: BeginSorting,
    ) -> None:
        self._access = access
        self._notify = notify
        self._reviving = reviving
        self._themes = themes
        self._runs = RunOnce(self._start, self._ended, self._failed)

    def photo_map(self) -> Future[PhotoMap]:
        """The map as it is now: at first where vectors point, later who is alike.

        The first question begins the drawing; what went wrong is tried again by the next one.
        """
        return self._reviving(self._access.run(self._map))

    # in the library thread

    def _map(self, opened: OpenedLibrary) -> LongWork[PhotoMap]:
        kept = yield from opened.map.map()
        themes, names = yield from self._colours(opened, kept.ids)
        is_final = opened.map.is_final(kept)
        if opened.map.is_stale(kept):
            self._runs.begin(opened)
        return PhotoMap(kept.ids, kept.places, themes, names, is_final)

    def _colours(
        self, opened: OpenedLibrary, ids: Ids
    ) -> LongWork[tuple[npt.NDArray[np.int32], tuple[str, ...]]]:
        """For each photo the number of its theme, the largest theme first; and their names."""
        numbers = np.full(len(ids), -1, np.int32)
        found = yield from opened.themes.themes(DEFAULT_LEVEL)
        if found is None:
            if len(ids):
                self._themes(DEFAULT_LEVEL)  # the window asks again when themes are there
            return numbers, ()
        for number, theme in enumerate(found.themes):
            rows = places_in(ids, (yield from opened.themes.photos(theme.id)))
            numbers[rows[rows >= 0]] = number
            if number % _AT_ONCE == 0:
                yield Turn.AGAIN
        return numbers, tuple(theme.name for theme in found.themes)

    def _start(self, opened: OpenedLibrary) -> Future[None]:
        opened.map.is_running = True
        return self._reviving(self._access.run(lambda o: o.map.run()))

    def _ended(self, opened: OpenedLibrary, _: None, _waiters: Waiters[None]) -> None:
        opened.tell_phase()
        self._notify(MapChanged())

    def _failed(self, opened: OpenedLibrary, error: Exception, _waiters: Waiters[None]) -> None:
        opened.tell_phase()
        is_bug = not isinstance(error, PhotosimError)
        why = coded(ThemeFault.MAP_WRONG) if is_bug else str(error)
        self._notify(Trouble(why, coded(ThemeFault.DRAWN_WHEN_OPENED)))
