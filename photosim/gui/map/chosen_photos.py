"""The page of photos that were picked out on the map: they in a grid, sorted like all others."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject

from photosim.core.records.photos import Ids, View
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import Kind, Place
from photosim.gui.shell.pages import Pages, ViewPort
from photosim.gui.shell.searching import Cancellable
from photosim.gui.texts import counts
from photosim.gui.widgets.bridge import Bridge
from photosim.texts import error_wording

TITLE = "Chosen photos"
_FROM = "chosen on the map"
_GONE = "None of these photos is in the library any more."


class ChosenPhotos(QObject):
    """Shows them in the gallery. GUI thread.

    Args:
        source: knows in which order photos come.
        bridge: brings its answers.
        gallery: where they are shown.
        pages: where the person is.
    """

    def __init__(self, source: ViewPort, bridge: Bridge, gallery: Gallery, pages: Pages) -> None:
        super().__init__(pages)
        self._source = source
        self._bridge = bridge
        self._gallery = gallery
        self._pages = pages
        self._awaited: Cancellable | None = None
        pages.shown.connect(self._show)
        bridge.photos_changed.connect(self._show)

    def _show(self) -> None:
        """Ask in which order all photos come; those that are gone fall out."""
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None
        place = self._pages.place
        if place.kind is not Kind.CHOSEN:
            return
        ids = self._source.ids(View(None, *self._pages.sorting))
        self._awaited = self._bridge.bind(ids, partial(self._take, place), self._fail)

    def _take(self, place: Place, every: Ids) -> None:
        self._awaited = None
        if place != self._pages.place:
            return
        ids = every[np.isin(every, np.array(place.chosen, np.int64))]
        if len(ids):
            subtitle = counts.DOT.join([counts.photos(len(ids)), _FROM])
            self._gallery.show_view(TITLE, subtitle, ids, key=place)
        else:
            self._gallery.show_empty(_GONE, None, title=TITLE)

    def _fail(self, error: Exception) -> None:
        self._awaited = None
        self._gallery.show_empty(error_wording.sentence(error), None, title=TITLE)
