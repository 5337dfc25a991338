"""What can be done with the selected photos: search like one, show its file, copy paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photosim.core.records.photos import Photo, Query
from photosim.gui.grid.photo_list import RowPort
from photosim.gui.shell import file_manager as files
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.file_manager import FileManager
from photosim.gui.widgets.bridge import Bridge

MENU = (
    "open_photo",
    "search_like",
    "unfold",
    "",
    "label",
    "unlabel",
    "",
    "reveal",
    "copy_photo_path",
    "",
    "trash_photos",
)
"""The context menu: a part of the menu bar; empty: a line."""
WHERE_POSSIBLE = ("unfold", "unlabel")
"""Entries that are left out where they make no sense."""
NEED_ONE = ("open_photo", "search_like", "reveal")
NEED_SOME = ("copy_path", "copy_photo_path")


class PhotoActions(QObject):
    """Acts on the selection; asks the engine for the rows it needs.

    Signals:
        search_wanted: search with a photo of the library. arg1: `Query`.
        open_wanted: show a photo large. arg1: photo id.
        said: a sentence for the person. arg1: the sentence.
    """

    search_wanted = Signal(object)
    open_wanted = Signal(int)
    said = Signal(str)

    def __init__(
        self,
        source: RowPort,
        bridge: Bridge,
        actions: Actions,
        file_manager: FileManager,
        window: QWidget,
        as_told: Callable[[Photo], Photo] = lambda photo: photo,
    ) -> None:
        super().__init__(window)
        self._as_told = as_told
        self._source = source
        self._bridge = bridge
        self._actions = actions
        self._file_manager = file_manager
        self._window = window
        self._ids: Sequence[int] = ()
        self._folded: Sequence[int] = ()
        actions["open_photo"].triggered.connect(self.open)
        actions["search_like"].triggered.connect(self.search_like)
        actions["reveal"].triggered.connect(self.reveal)
        actions["copy_path"].triggered.connect(self.copy_paths)
        actions["copy_photo_path"].triggered.connect(self.copy_paths)
        self.set_ids(())

    @property
    def ids(self) -> Sequence[int]:
        """The photos that are selected now."""
        return self._ids

    @property
    def folded(self) -> Sequence[int]:
        """The photos that are not seen, because they are folded into the selected ones."""
        return self._folded

    def set_ids(self, ids: Sequence[int], folded: Sequence[int] = ()) -> None:
        """These photos are selected now, and with them those that are `folded` into them."""
        self._ids, self._folded = ids, folded
        self._actions.enable(NEED_ONE, len(ids) == 1)
        self._actions.enable(NEED_SOME, len(ids) > 0)

    def menu(self, where: QPoint, ids: Sequence[int], folded: Sequence[int] = ()) -> QMenu:
        """Show the context menu of the selection at a place of the screen."""
        self.set_ids(ids, folded)
        menu = QMenu(self._window)
        for name in MENU:
            if name in WHERE_POSSIBLE and not self._actions[name].isEnabled():
                continue
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
        return menu

    def open(self) -> None:
        """Show the selected photo large."""
        if len(self._ids) == 1:
            self.open_wanted.emit(self._ids[0])

    def search_like(self) -> None:
        """Search with the selected photo."""
        if len(self._ids) == 1:
            self.search_photo(self._ids[0])

    def search_photo(self, photo_id: int) -> None:
        """Search with a photo, called by its name."""
        self._ask([photo_id], self._on_search)

    def reveal(self) -> None:
        """Show the selected photo in the file manager."""
        if len(self._ids) == 1:
            self.reveal_photo(self._ids[0])

    def reveal_photo(self, photo_id: int) -> None:
        """Show a photo in the file manager."""
        self._ask([photo_id], self._on_reveal)

    def copy_paths(self) -> None:
        """Put the paths of the selected photos, and of what is folded in, on the clipboard."""
        if self._ids:
            self._ask([*self._ids, *self._folded], self._on_copy)

    def _ask(self, ids: Sequence[int], then: Callable[[Sequence[Photo]], None]) -> None:
        def told(photos: Sequence[Photo]) -> None:
            then([self._as_told(photo) for photo in photos])

        self._source.rows(list(ids), self._bridge.call(told), channel="actions")

    def _on_search(self, photos: Sequence[Photo]) -> None:
        for photo in photos:
            self.search_wanted.emit(Query(photo_id=photo.id, name=photo.name))

    def _on_reveal(self, photos: Sequence[Photo]) -> None:
        for photo in photos:
            if photo.offline:
                self.said.emit(f"{photo.name} is in a folder that is offline.")
            else:
                self._file_manager.reveal(photo.path)

    def _on_copy(self, photos: Sequence[Photo]) -> None:
        files.copy_paths(photo.path for photo in photos)
        n = len(photos)
        self.said.emit("The path is copied." if n == 1 else f"{n} paths are copied.")
