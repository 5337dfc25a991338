"""The map put together: what is asked of the engine, and what the person does with photos."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from photosim.core.errors import PhotosimError
from photosim.core.records.photos import Ids
from photosim.gui.map.map_photos import PhotosOnMap
from photosim.gui.map.page import MapPage
from photosim.gui.map.ports import MapPorts
from photosim.gui.shell.navigation import ALL_PHOTOS, Kind, Place, of_chosen
from photosim.gui.shell.searching import Cancellable
from photosim.gui.widgets.bridge import Bridge
from photosim.services.events import PhotosChanged
from photosim.services.runtime.futures import mapped
from photosim.texts import error_wording

DRAW_EVERY_MS = 1000
"""While photos come in, the map is asked for at most so often."""
AROUND = 500
"""Photos around an opened one through which the arrows go in the large view."""
_BUG = "The map cannot be drawn; photosim made a mistake."


class MapController(QObject):
    """Everything about the map. GUI thread.

    Attributes:
        page: what is shown.
        pages: the page of each kind of place.

    Signals:
        place_wanted: go there. arg1: `Place`.
        back_wanted: to the page before.
        folder_wanted: there are no photos: another folder would help.
        opened: show a photo large. arg1: photo id.
        selection_changed: other photos are selected. arg1: sequence of ids.
        menu_wanted: a context menu. arg1: where, global. arg2: sequence of the selected ids.
        label_wanted: give photos a label. arg1: sequence of ids.
        search_wanted: search with a photo. arg1: its id.
    """

    place_wanted = Signal(object)
    back_wanted = Signal()
    folder_wanted = Signal()
    opened = Signal(int)
    selection_changed = Signal(object)
    menu_wanted = Signal(QPoint, object)
    label_wanted = Signal(object)
    search_wanted = Signal(int)

    def __init__(self, engine: MapPorts, bridge: Bridge, window: QWidget) -> None:
        super().__init__(window)
        self._engine = engine
        self._bridge = bridge
        self._place: Place = ALL_PHOTOS
        self._awaited: Cancellable | None = None
        self._is_stale = True
        self.page = MapPage(engine.photos, bridge)
        self.pages: dict[Kind, QWidget] = {Kind.MAP: self.page}
        self._clock = QTimer(self, singleShot=True, interval=DRAW_EVERY_MS)
        self._clock.timeout.connect(self._on_clock)
        self._connect(bridge)

    def show_place(self, place: Place) -> None:
        """The person is there."""
        was_here, self._place = self.is_here, place
        if not self.is_here:
            return
        if self._is_stale:
            self._ask()
        if not was_here:
            self.selection_changed.emit(self.page.photos.chosen_ids)

    def focus(self) -> None:
        """The person pressed Enter on this place, or clicked it: keys are for the map now."""
        if self.is_here:
            self.page.setFocus()

    def go_to(self, photo_id: int) -> None:
        """The person has come to this photo in the large view."""
        photos, row = self.page.photos, self.page.photos.row_of(photo_id)
        if self.is_here and row >= 0:
            if not photos.chosen[row]:
                photos.choose(np.array([row]))
            self.page.view.go_to(row)

    def ids_around(self, photo_id: int) -> Ids | None:
        """The photos through which the arrows go from an opened one: the selected, or the nearest.

        None while the map is not shown, or the photo is not on it.
        """
        photos, row = self.page.photos, self.page.photos.row_of(photo_id)
        if not self.is_here or row < 0:
            return None
        chosen = photos.shown.ids[photos.chosen]
        is_among = len(chosen) > 1 and bool(photos.chosen[row])
        return chosen if is_among else photos.nearest_ids(row, AROUND)

    # -- asking

    @property
    def is_here(self) -> bool:
        """Whether the person is at the map."""
        return self._place.kind is Kind.MAP

    def _ask(self) -> None:
        self._is_stale = False
        if self._awaited is not None:
            self._awaited.cancel()
        prepared = mapped(self._engine.map.photo_map(), PhotosOnMap.of)  # not in this thread
        self._awaited = self._bridge.bind(prepared, self._take, self._give_up)

    def _take(self, prepared: PhotosOnMap) -> None:
        self._awaited = None
        self.page.show_map(prepared)

    def _give_up(self, error: Exception) -> None:
        self._awaited = None
        self._is_stale = True
        self.page.show_failure(
            error_wording.sentence(error) if isinstance(error, PhotosimError) else _BUG
        )

    def _make_stale(self) -> None:
        """Ask again, now or when the person comes here; not before they have been here at all."""
        self._is_stale = True
        if self.is_here and not self._clock.isActive():
            self._clock.start()

    @Slot()
    def _on_clock(self) -> None:
        if self._is_stale and self.is_here:
            self._ask()

    @Slot(object)
    def _on_photos_changed(self, event: PhotosChanged) -> None:
        self.page.show_photos(event.n_photos)
        self._make_stale()

    @Slot(object)
    def _on_map_changed(self, _event: object) -> None:
        self._is_stale = True
        if self.is_here:
            self._ask()

    @Slot(object)
    def _on_themes_changed(self, _event: object) -> None:
        self._make_stale()

    # -- what the person does

    @Slot()
    def _on_chosen(self) -> None:
        if self.is_here:
            self.selection_changed.emit(self.page.photos.chosen_ids)

    @Slot()
    def _on_photos_wanted(self) -> None:
        self.place_wanted.emit(of_chosen(tuple(self._chosen())))

    @Slot()
    def _on_label_wanted(self) -> None:
        self.label_wanted.emit(self._chosen())

    @Slot()
    def _on_search_wanted(self) -> None:
        for photo_id in self._chosen()[:1]:
            self.search_wanted.emit(photo_id)

    def _chosen(self) -> Sequence[int]:
        return self.page.photos.chosen_ids

    def _connect(self, bridge: Bridge) -> None:
        page, bar = self.page, self.page.bar
        bridge.progress.connect(page.show_progress)
        bridge.photos_changed.connect(self._on_photos_changed)
        bridge.map_changed.connect(self._on_map_changed)
        bridge.themes_changed.connect(self._on_themes_changed)
        page.folder_wanted.connect(self.folder_wanted)
        page.again_wanted.connect(self._ask)
        page.photos.chosen_changed.connect(self._on_chosen)
        page.view.opened.connect(self.opened)
        page.view.left.connect(self.back_wanted)
        page.input.menu_wanted.connect(self.menu_wanted)
        bar.photos_wanted.connect(self._on_photos_wanted)
        bar.label_wanted.connect(self._on_label_wanted)
        bar.search_wanted.connect(self._on_search_wanted)
