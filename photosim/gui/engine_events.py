"""What the engine says, told to the parts of the window that show it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from photosim.gui.search.query import QueryPane
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.searching import Searching
from photosim.gui.shell.statusline import holding
from photosim.gui.shell.view_actions import ViewActions
from photosim.gui.sidebar.sidebar import Sidebar
from photosim.gui.widgets.bridge import Bridge
from photosim.services import events


@dataclass(frozen=True, slots=True)
class Listeners:
    """The parts of the window that are told what is new."""

    sidebar: Sidebar
    middle: Middle
    query_pane: QueryPane
    pages: Pages
    view_actions: ViewActions
    searching: Searching


class EngineEvents(QObject):
    """Listens to the bridge. GUI thread."""

    def __init__(self, bridge: Bridge, listeners: Listeners, parent: QObject) -> None:
        super().__init__(parent)
        self._to = listeners
        self._is_open = False
        self._pictures: list[str] = []
        bridge.progress.connect(self._on_progress)
        bridge.photos_changed.connect(self._on_photos_changed)
        bridge.folders_changed.connect(self._on_folders_changed)
        bridge.problems_changed.connect(self._on_problems_changed)
        bridge.trouble.connect(listeners.middle.show_trouble)
        bridge.repaired.connect(listeners.middle.show_repaired)

    def search_when_open(self, pictures: list[str]) -> None:
        """Search with the first of these files that can be opened, as soon as the library is."""
        self._pictures = pictures
        self._search_waiting()

    def _search_waiting(self) -> None:
        if self._is_open and self._pictures:
            pictures, self._pictures = self._pictures, []
            self._to.searching.open(*pictures)

    def _on_progress(self, progress: events.Progress) -> None:
        self._to.middle.status_line.show_progress(progress)
        self._to.view_actions.show_held(is_held=holding(progress) is not None)
        if progress.phase is events.Phase.IDLE:
            self._to.pages.indexed(progress.n_photos)
        self._search_waiting()

    def _on_photos_changed(self, event: events.PhotosChanged) -> None:
        self._to.sidebar.show_photos(event.n_photos, event.n_files)
        self._to.pages.show_counts(event.n_photos, event.n_files)
        self._to.pages.photos_changed()

    def _on_folders_changed(self, event: events.FoldersChanged) -> None:
        self._is_open = True
        self._to.sidebar.show_folders(event.folders)
        self._to.query_pane.selected.show_folders(event.folders)
        self._to.pages.show_folders(event.folders)
        self._to.middle.show_folders(event.folders, self._to.pages.place)

    def _on_problems_changed(self, event: events.ProblemsChanged) -> None:
        self._to.sidebar.show_problems(event.n_problems)
        page = self._to.middle.problem_page
        if page.isVisible():
            page.refresh()
