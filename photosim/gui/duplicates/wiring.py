"""The review's place in the window: what it hears of the other parts, and what they hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from photosim.gui.duplicates.controller import ReviewController
from photosim.gui.duplicates.ports import ReviewPorts
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.file_manager import FileManager
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.photo_actions import PhotoActions
from photosim.gui.shell.undoing import Undoing
from photosim.gui.shell.window_state import WindowState
from photosim.gui.sidebar.sidebar import Sidebar
from photosim.gui.widgets.bridge import Bridge

_THE_END = "the end of the groups"
"""What a sentence is about that says that no group follows; see `Banner.settle`."""


@dataclass(frozen=True, slots=True)
class ReviewWiring:
    """The parts of the window that the review has to do with."""

    sidebar: Sidebar
    pages: Pages
    middle: Middle
    file_manager: FileManager
    photo_actions: PhotoActions
    undoing: Undoing


def add_review(
    engine: ReviewPorts, bridge: Bridge, actions: Actions, state: WindowState, around: ReviewWiring
) -> ReviewController:
    """The review, connected with what is around it, its pages in the middle column."""
    controller = ReviewController(
        engine, bridge, actions, state, around.undoing, around.middle.window()
    )
    controller.said.connect(around.middle.banner.say)
    for part in (controller.judging, controller.group_finder):
        part.said.connect(partial(_say_here, around))
    controller.judging.ended.connect(partial(_say_here, around, about=_THE_END))
    controller.session.moved.connect(partial(_take_back_the_end, around, controller))
    controller.place_wanted.connect(around.pages.go)
    controller.reveal_wanted.connect(around.file_manager.reveal)
    controller.search_wanted.connect(around.photo_actions.search_photo)
    controller.left.connect(around.pages.back)
    controller.counted.connect(around.sidebar.show_groups)
    around.pages.shown.connect(lambda stop: controller.show_place(stop.place))
    around.sidebar.entered.connect(controller.focus)
    bridge.progress.connect(controller.show_progress)
    bridge.folders_changed.connect(controller.show_folders)
    around.middle.add_pages(controller.pages)
    around.sidebar.show_groups({})
    return controller


def _say_here(around: ReviewWiring, sentence: str, about: str = "") -> None:
    """Something that is true of the group that is shown: it goes with its page."""
    around.middle.banner.say(sentence, about=about, at=around.pages.place)


def _take_back_the_end(around: ReviewWiring, controller: ReviewController) -> None:
    """Who has stepped back is not at the last group any more."""
    if not controller.session.is_at_end:
        around.middle.banner.settle(_THE_END)
