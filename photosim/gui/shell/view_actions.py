"""The actions about where one is, what is searched and how photos are shown, each with its slot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from photosim.core.records.photos import Query, SortKey
from photosim.gui.shell import view_texts
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import ALL_PHOTOS, PROBLEM_FILES, History, Kind
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.searching import Searching

SORTS = {
    "sort_date_down": (SortKey.DATE, True),
    "sort_date_up": (SortKey.DATE, False),
    "sort_name_up": (SortKey.NAME, False),
    "sort_name_down": (SortKey.NAME, True),
}
ZOOM = 1.2
"""How much larger or smaller the photos get in a step."""
_PICTURES = (
    "Pictures (*.jpg *.jpeg *.png *.webp *.avif *.heic *.heif *.tif *.tiff *.gif *.bmp);;"
    "All files (*)"
)


class Rescannable(Protocol):
    """The part of the engine that can look at folders again."""

    def rescan(self, folder_id: int | None = None) -> None:
        """Scan one folder or all again."""


class IndexingPort(Protocol):
    """What of the engine can be told to look again, to wait and to go on."""

    @property
    def folders(self) -> Rescannable:
        """The watched folders."""

    def pause(self) -> None:
        """Let indexing wait."""

    def resume(self) -> None:
        """Let it go on."""


class Zoomable(Protocol):
    """A part of a page whose contents can be larger or smaller."""

    def zoom_by(self, factor: float) -> None:
        """Show them larger, or with less than 1 smaller."""

    def zoom_usual(self) -> None:
        """Show them as large as at first."""


class ViewActions(QObject):
    """Connects these actions and keeps them as they are: enabled, checked. GUI thread.

    Signals:
        folder_wanted: there are no photos; another folder would help.
    """

    folder_wanted = Signal()

    def __init__(
        self,
        engine: IndexingPort,
        actions: Actions,
        pages: Pages,
        gallery: Gallery,
        searching: Searching,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._engine = engine
        self._actions = actions
        self._pages = pages
        self._gallery = gallery
        self._searching = searching
        self._window = window
        self._usual_cell_px = gallery.cell_size
        self._zoomed: dict[Kind, Zoomable] = {}
        self._connect()
        self.show_held(is_held=False)
        self.show_history(pages.history)

    def show_held(self, *, is_held: bool) -> None:
        """Offer to pause or to go on, whichever makes sense."""
        self._actions.enable(("resume",), is_held)
        self._actions.enable(("pause",), not is_held)

    def show_history(self, history: History) -> None:
        """Enable back and forward where there is somewhere to go."""
        self._actions.enable(("back",), history.can_go_back)
        self._actions.enable(("forward",), history.can_go_forward)

    def sort(self, sort_key: SortKey, descending: bool) -> None:
        """Sort the views, here and in the menu."""
        for name, sort in SORTS.items():
            self._actions[name].setChecked(sort == (sort_key, descending))
        self._pages.sort(sort_key, descending)

    def paste(self) -> None:
        """Search with what is on the clipboard, or say why not."""
        self._searching.take(QGuiApplication.clipboard().mimeData())

    def open_picture(self) -> None:
        """Ask for a file to search with."""
        dialog = QFileDialog(self._window, "Open a picture to search with", "", _PICTURES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._searching.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def leave(self) -> None:
        """Esc, where nothing nearer has taken it: out of the full screen, to the page before."""
        pages = self._pages
        if self._window.isFullScreen():
            self._actions["full_screen"].trigger()
        elif pages.place == ALL_PHOTOS:
            return
        elif pages.history.can_go_back:
            pages.back()
        else:
            pages.go(ALL_PHOTOS)
        if self._gallery.isVisible():
            self._gallery.setFocus()

    def help_empty(self) -> None:
        """The button of a page without photos."""
        if self._pages.place.query is not None:
            self._help_query(self._pages.place.query)
        elif view_texts.is_limited(self._pages.place):
            self._pages.go(view_texts.way_out(self._pages.place))
        else:
            self._help_folders(self._gallery.empty_button)

    def _help_folders(self, button: str) -> None:
        if button == view_texts.SCAN_AGAIN:
            self._engine.folders.rescan(self._pages.place.folder_id)
        elif button == view_texts.GO_ON:
            self._engine.resume()
        elif button == view_texts.PROBLEMS:
            self._pages.go(PROBLEM_FILES)
        else:
            self.folder_wanted.emit()

    def _help_query(self, query: Query) -> None:
        stop = self._pages.history.current
        if stop.trouble:
            self._searching.search(query)
        elif stop.answer is not None and not stop.answer.matches:
            self._pages.go(ALL_PHOTOS)
        else:
            self._pages.show_best()

    def help_notice(self) -> None:
        """The button of the strip above the photos."""
        query = self._pages.place.query
        if self._pages.history.current.late:
            self._pages.show_late()
        elif query is not None:
            self._searching.search(query)
        else:
            self._engine.folders.rescan(self._pages.place.folder_id)

    def _connect(self) -> None:
        slots: dict[str, Callable[..., object]] = {
            "open_picture": self.open_picture,
            "paste": self.paste,
            "select_all": self._gallery.grid.selectAll,
            "larger": partial(self._zoom, ZOOM),
            "smaller": partial(self._zoom, 1 / ZOOM),
            "usual_size": self._on_usual_size,
            "back": self._pages.back,
            "forward": self._pages.forward,
            "all_photos": partial(self._pages.go, ALL_PHOTOS),
            "problem_files": partial(self._pages.go, PROBLEM_FILES),
            "rescan": self._on_rescan,
            "pause": self._engine.pause,
            "resume": self._engine.resume,
        }
        for name, sort in SORTS.items():
            slots[name] = partial(self.sort, *sort)
        for name, slot in slots.items():
            self._actions[name].triggered.connect(slot)

    def zoom_elsewhere(self, kind: Kind, zoomed: Zoomable) -> None:
        """At places of this kind the size of something else is changed than of the photos."""
        self._zoomed[kind] = zoomed

    def _zoom(self, factor: float) -> None:
        zoomed = self._zoomed.get(self._pages.place.kind)
        if zoomed is not None:
            zoomed.zoom_by(factor)
        else:
            self._gallery.set_cell_size(round(self._gallery.cell_size * factor))

    def _on_usual_size(self) -> None:
        zoomed = self._zoomed.get(self._pages.place.kind)
        if zoomed is not None:
            zoomed.zoom_usual()
        else:
            self._gallery.set_cell_size(self._usual_cell_px)

    def _on_rescan(self) -> None:
        self._engine.folders.rescan()
