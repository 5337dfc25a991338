"""The map's place in the window: what it hears of the other parts, and what they hear of it."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.gui.actions import Actions
from photosim.gui.bridge import Bridge
from photosim.gui.folder_commands import FolderCommands
from photosim.gui.gallery import Gallery
from photosim.gui.labels.label_desk import LabelDesk
from photosim.gui.large_view import LargeView
from photosim.gui.map.chosen_photos import ChosenPhotos
from photosim.gui.map.map_desk import MapDesk
from photosim.gui.map.source import MapEngine
from photosim.gui.middle import Middle
from photosim.gui.pages import Pages
from photosim.gui.photo_commands import PhotoCommands
from photosim.gui.query import QueryPane
from photosim.gui.sidebar import Sidebar


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parts of the window that the map has to do with; `labels` is None without labels."""

    sidebar: Sidebar
    pages: Pages
    middle: Middle
    gallery: Gallery
    query_pane: QueryPane
    large_view: LargeView
    photo_commands: PhotoCommands
    folder_commands: FolderCommands
    labels: LabelDesk | None


def add_map(engine: MapEngine, bridge: Bridge, actions: Actions, around: Surroundings) -> MapDesk:
    """The map, connected with its surroundings, its page in the middle column."""
    desk = MapDesk(engine, bridge, actions, around.middle.window())
    pages, large, commands = around.pages, around.large_view, around.photo_commands
    around.middle.add_pages(desk.pages)
    ChosenPhotos(engine, bridge, around.gallery, pages)
    around.sidebar.show_map()
    around.sidebar.entered.connect(desk.focus)
    pages.shown.connect(lambda stop: desk.show_place(stop.place))
    desk.place_wanted.connect(pages.go)
    desk.back_wanted.connect(pages.back)
    desk.folder_wanted.connect(around.folder_commands.choose)
    desk.selection_changed.connect(around.query_pane.selected.show_ids)
    desk.selection_changed.connect(commands.set_ids)
    desk.menu_wanted.connect(commands.menu)
    desk.search_wanted.connect(commands.search_photo)
    desk.opened.connect(large.open)
    large.look_elsewhere(desk.ids_around)
    large.viewer.current_changed.connect(desk.go_to)
    large.viewer.closed.connect(desk.focus)
    if around.labels is not None:
        desk.offer_labels()
        desk.label_wanted.connect(around.labels.ask)
        desk.selection_changed.connect(around.labels.set_ids)
    return desk
