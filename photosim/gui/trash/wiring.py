"""The trash's place in the window: what it hears of the other parts, and what they hear of it."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.gui.duplicates.controller import ReviewController
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.file_manager import FileManager
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.photo_actions import PhotoActions
from photosim.gui.shell.undoing import Undoing
from photosim.gui.sidebar.sidebar import Sidebar
from photosim.gui.trash.controller import TrashController
from photosim.gui.trash.ports import TrashPorts
from photosim.gui.trash.to_trash import ToTrash
from photosim.gui.viewer.viewer import Viewer
from photosim.gui.widgets.bridge import Bridge


@dataclass(frozen=True, slots=True)
class TrashWiring:
    """The parts of the window that the trash has to do with."""

    sidebar: Sidebar
    pages: Pages
    middle: Middle
    viewer: Viewer
    file_manager: FileManager
    photo_actions: PhotoActions
    undoing: Undoing
    review: ReviewController


def add_trash(
    engine: TrashPorts, bridge: Bridge, actions: Actions, around: TrashWiring
) -> TrashController:
    """The trash, connected with what is around it, its journal in the middle column."""
    trash = TrashController(engine, bridge, actions, around.undoing, around.middle.window())
    trash.said.connect(around.middle.banner.say)
    trash.place_wanted.connect(around.pages.go)
    trash.reveal_wanted.connect(around.file_manager.reveal)
    around.pages.shown.connect(lambda stop: trash.show_place(stop.place))
    around.sidebar.entered.connect(trash.focus)
    around.middle.add_pages(trash.pages)
    connect_review(trash, around.review)
    to_trash = ToTrash(trash.cleaning, around.pages, around.photo_actions, around.viewer)
    to_trash.said.connect(around.middle.banner.say)
    actions["trash_photos"].triggered.connect(to_trash.ask)
    return trash


def connect_review(trash: TrashController, review: ReviewController) -> None:
    """Groups go from the review to the trash; a last copy leads from the dialog to its group."""
    review.trash_wanted.connect(trash.cleaning.ask)
    trash.changed.connect(review.on_trashed)
    trash.group_wanted.connect(review.group_finder.ask)
