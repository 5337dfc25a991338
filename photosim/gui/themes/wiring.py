"""Labels' and themes' place in the window: what they hear of the other parts, and what they say.

Labels are wired here: their room stands beside those of the sidebar, the viewer and the query, of
which they hear, and imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from photosim.gui.labels.controller import LabelController
from photosim.gui.search.query import QueryPane
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.banner import Banner
from photosim.gui.shell.folder_actions import FolderActions
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.navigation import Kind, Place, Stop
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.undoing import Undoing
from photosim.gui.shell.view_actions import ViewActions
from photosim.gui.shell.window_state import WindowState
from photosim.gui.sidebar.sidebar import Sidebar
from photosim.gui.themes.controller import ThemeController
from photosim.gui.themes.ports import ThemePorts
from photosim.gui.viewer.viewer import Viewer
from photosim.gui.widgets.bridge import Bridge


@dataclass(frozen=True, slots=True)
class ThemesWiring:
    """The parts of the window that labels and themes have to do with."""

    sidebar: Sidebar
    pages: Pages
    middle: Middle
    gallery: Gallery
    query_pane: QueryPane
    folder_actions: FolderActions
    view_actions: ViewActions
    viewer: Viewer
    undoing: Undoing


def add_labels_and_themes(
    engine: ThemePorts,
    bridge: Bridge,
    actions: Actions,
    state: WindowState,
    around: ThemesWiring,
) -> tuple[LabelController, ThemeController]:
    """Labels and themes, connected with the window and with each other."""
    labels = add_labels(engine, bridge, actions, around)
    return labels, add_themes(engine, bridge, actions, state, labels, around)


def add_labels(
    engine: ThemePorts, bridge: Bridge, actions: Actions, around: ThemesWiring
) -> LabelController:
    """Labels, connected with their surroundings."""
    labels = LabelController(engine, bridge, actions, around.undoing, around.middle.window())
    pages, sidebar = around.pages, around.sidebar
    around.gallery.put_below_header(labels.bar)
    around.query_pane.selected.put_below(labels.chips)
    around.gallery.selection_changed.connect(labels.set_ids)
    pages.shown.connect(lambda stop: labels.show_place(stop.place))
    labels.place_wanted.connect(pages.go)
    _PageChoice(pages, around.gallery, labels)
    for answered in (labels.bar.accepted, labels.bar.refused):
        # else the keyboard would go to the search field with the button that is hidden
        answered.connect(around.gallery.setFocus)
    labels.said.connect(_UndoMessage(around.middle.banner, around.viewer, labels).say)
    labels.relabelled.connect(pages.labels_changed)
    labels.label_list.changed.connect(lambda: sidebar.show_labels(labels.label_list.labels))
    sidebar.label_menu_wanted.connect(labels.label_actions.menu)
    sidebar.label_dropped.connect(lambda name, ids: labels.undoable.label(ids, name))
    return labels


def add_themes(
    engine: ThemePorts,
    bridge: Bridge,
    actions: Actions,
    state: WindowState,
    labels: LabelController,
    around: ThemesWiring,
) -> ThemeController:
    """Themes, connected with their surroundings, their page in the middle column."""
    pages, sidebar = around.pages, around.sidebar
    window, title = around.middle.window(), around.gallery.title_line
    controller = ThemeController(engine, bridge, actions, state, labels, title, window)
    around.gallery.put_below_header(controller.bar)
    pages.name_themes(controller.session.name_of)
    pages.shown.connect(lambda stop: controller.show_place(stop.place))
    sidebar.entered.connect(controller.focus)
    sidebar.show_themes(0)
    controller.place_wanted.connect(pages.go)
    controller.place_wanted.connect(lambda place: _follow(place, around))
    _FirstShown(around, controller)
    controller.back_wanted.connect(pages.back)
    controller.folder_wanted.connect(around.folder_actions.choose)
    controller.counted.connect(sidebar.show_themes)
    controller.renamed.connect(pages.labels_changed)
    return controller


def _follow(place: Place, around: ThemesWiring) -> None:
    """From a card to its photos the keyboard goes along."""
    if place.kind is Kind.PHOTOS and not around.sidebar.view.hasFocus():
        around.gallery.setFocus()


class _PageChoice(QObject):
    """What is chosen on the page that is left is not what is meant on the next one."""

    def __init__(self, pages: Pages, gallery: Gallery, labels: LabelController) -> None:
        super().__init__(labels)
        self._gallery, self._labels = gallery, labels
        self._has_photos = True
        pages.shown.connect(self._on_shown)

    def _on_shown(self, stop: Stop) -> None:
        before = self._has_photos
        self._has_photos = stop.place.kind in (Kind.PHOTOS, Kind.QUERY)
        if before != self._has_photos:
            if self._has_photos:
                self._gallery.tell_selection()
            else:
                self._labels.set_ids(())


class _FirstShown(QObject):
    """Who comes to the cards finds them made, and with the keyboard, unless the sidebar has it."""

    def __init__(self, around: ThemesWiring, controller: ThemeController) -> None:
        super().__init__(controller)
        self._around, self._controller = around, controller
        self._is_open = False
        around.pages.shown.connect(self._on_shown)

    def _on_shown(self, stop: Stop) -> None:
        if stop.place.kind is not Kind.THEMES:
            return
        around, page = self._around, self._controller.page
        if not self._is_open:
            self._is_open = True
            around.middle.add_pages({Kind.THEMES: page})
            around.view_actions.zoom_elsewhere(Kind.THEMES, page.cards)
            around.middle.show_place(stop.place)
        if not around.sidebar.view.hasFocus():
            page.setFocus()


class _UndoMessage(QObject):
    """Says what was done over whatever is shown; undoing it can be found in the menu, too."""

    def __init__(self, banner: Banner, viewer: Viewer, parent: QObject) -> None:
        super().__init__(parent)
        self._banner, self._viewer = banner, viewer
        self._over_viewer = Banner(viewer)

    def say(self, sentence: str, text: str, undo: Callable[[], object] | None) -> None:
        """Show a sentence, with a button that undoes what it tells of."""
        shown = self._over_viewer if self._viewer.isVisible() else self._banner
        shown.say(sentence, text, undo, passes=True)
