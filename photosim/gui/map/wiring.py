"""The map's place in the window: what it hears of the other parts, and what they hear of it.

Until the person goes there for the first time nothing of it is loaded or made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from photosim.gui.labels.controller import LabelController
from photosim.gui.map.ports import MapPorts
from photosim.gui.search.query import QueryPane
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.folder_actions import FolderActions
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.navigation import MAP, Kind, Stop
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.photo_actions import PhotoActions
from photosim.gui.sidebar.sidebar import Sidebar
from photosim.gui.viewer.large_view import LargeView
from photosim.gui.widgets.bridge import Bridge
from photosim.services.events import Phase, PhotosChanged, Progress

if TYPE_CHECKING:
    from photosim.gui.map.controller import MapController


OF_GALLERY = ("select_all", "larger", "smaller", "usual_size")
"""Actions about the photos of the gallery; their keys do the like on the map while it is shown."""


@dataclass(frozen=True, slots=True)
class MapWiring:
    """The parts of the window that the map has to do with."""

    sidebar: Sidebar
    pages: Pages
    middle: Middle
    gallery: Gallery
    query_pane: QueryPane
    large_view: LargeView
    photo_actions: PhotoActions
    folder_actions: FolderActions
    labels: LabelController


class LazyMap(QObject):
    """Leads to the map, which is made when somebody comes through. GUI thread.

    Attributes:
        controller: of the map; None until the person was there.
    """

    def __init__(
        self, engine: MapPorts, bridge: Bridge, actions: Actions, around: MapWiring
    ) -> None:
        super().__init__(around.middle.window())
        self.controller: MapController | None = None
        self._engine = engine
        self._bridge = bridge
        self._around = around
        self._actions = actions
        self._progress = Progress(Phase.STARTING)
        self._n_photos = 0
        around.sidebar.show_map()
        actions["map"].triggered.connect(lambda: around.pages.go(MAP))
        bridge.progress.connect(self._on_progress)
        bridge.photos_changed.connect(self._on_photos_changed)
        around.pages.shown.connect(self._on_shown)

    def _on_progress(self, progress: Progress) -> None:
        self._progress = progress

    def _on_photos_changed(self, event: PhotosChanged) -> None:
        self._n_photos = event.n_photos

    def _on_shown(self, stop: Stop) -> None:
        if self.controller is None and stop.place.kind is Kind.MAP:
            self.controller = self._make()
            self._around.middle.add_pages(self.controller.pages)
            self._around.middle.show_place(stop.place)
        if self.controller is not None:
            is_map = stop.place.kind is Kind.MAP
            self._actions.enable(OF_GALLERY, not is_map)
            if self.controller.is_here and not is_map:
                # what is done now is done to what is selected there
                self._around.gallery.tell_selection()
            self.controller.show_place(stop.place)

    def _make(self) -> MapController:
        # loaded here so that the window starts as fast as without
        from photosim.gui.map.chosen_photos import ChosenPhotos
        from photosim.gui.map.controller import MapController

        around = self._around
        controller = MapController(self._engine, self._bridge, around.middle.window())
        controller.page.show_progress(self._progress)
        controller.page.show_photos(self._n_photos)
        ChosenPhotos(self._engine.photos, self._bridge, around.gallery, around.pages)
        self._connect(controller)
        return controller

    def _connect(self, controller: MapController) -> None:
        around, large, photo_actions = (
            self._around,
            self._around.large_view,
            self._around.photo_actions,
        )
        around.sidebar.entered.connect(controller.focus)
        controller.place_wanted.connect(around.pages.go)
        controller.back_wanted.connect(around.pages.back)
        controller.folder_wanted.connect(around.folder_actions.choose)
        controller.selection_changed.connect(around.query_pane.selected.show_ids)
        controller.selection_changed.connect(photo_actions.set_ids)
        controller.menu_wanted.connect(photo_actions.menu)
        controller.search_wanted.connect(photo_actions.search_photo)
        controller.opened.connect(large.open)
        large.look_elsewhere(controller.ids_around)
        large.viewer.current_changed.connect(controller.go_to)
        large.viewer.closed.connect(controller.focus)
        controller.label_wanted.connect(around.labels.ask)
        controller.selection_changed.connect(around.labels.set_ids)
