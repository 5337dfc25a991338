"""The review's place in the window: what it hears of the other parts, and what they hear of it."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.gui.duplicates.controller import ReviewController
from photosim.gui.duplicates.ports import ReviewEngine
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.columns import ThreeColumns
from photosim.gui.shell.file_manager import FileManager
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.photo_commands import PhotoCommands
from photosim.gui.shell.sidebar import Sidebar
from photosim.gui.shell.undoing import Undoing
from photosim.gui.shell.window_state import WindowState
from photosim.gui.widgets.bridge import Bridge


@dataclass(frozen=True, slots=True)
class ReviewWiring:
    """The parts of the window that the review has to do with."""

    sidebar: Sidebar
    pages: Pages
    columns: ThreeColumns
    middle: Middle
    file_manager: FileManager
    photo_commands: PhotoCommands
    undoing: Undoing


def add_desk(
    engine: ReviewEngine, bridge: Bridge, actions: Actions, state: WindowState, around: ReviewWiring
) -> ReviewController:
    """A desk, connected with its surroundings, its pages in the middle column."""
    desk = ReviewController(engine, bridge, actions, state, around.undoing, around.middle.window())
    desk.said.connect(around.middle.banner.say)
    desk.place_wanted.connect(around.pages.go)
    desk.reveal_wanted.connect(around.file_manager.reveal)
    desk.search_wanted.connect(around.photo_commands.search_photo)
    desk.left.connect(around.pages.back)
    desk.counted.connect(around.sidebar.show_groups)
    desk.room_wanted.connect(lambda wants: around.columns.give_room(not wants))
    around.pages.shown.connect(lambda stop: desk.show_place(stop.place))
    around.sidebar.entered.connect(desk.focus)
    bridge.progress.connect(desk.show_progress)
    bridge.folders_changed.connect(desk.show_folders)
    around.middle.add_pages(desk.pages)
    around.sidebar.show_groups({})
    return desk
