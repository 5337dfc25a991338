"""What can be done about watched folders, and the questions that go before it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from photosim.core.errors import PhotosimError
from photosim.core.records.photos import Folder
from photosim.gui.shell.banner import WHAT_TO_SEARCH, Banner
from photosim.gui.shell.navigation import Kind, Place
from photosim.gui.texts import counts
from photosim.gui.widgets.bridge import Bridge
from photosim.services.events import FoldersChanged
from photosim.texts import error_wording


class FolderKeeper(Protocol):
    """The part of the engine that keeps the watched folders."""

    def add(self, path: str) -> Future[Folder]:
        """Watch a folder and look at its photos."""

    def remove(self, folder_id: int) -> Future[None]:
        """Watch a folder no more."""

    def forget_missing(self, folder_id: int) -> Future[None]:
        """The photos of a vanished folder are really gone."""


class FolderActions(QObject):
    """Adds, removes and forgets; asks before anything is lost.

    Signals:
        added: a folder is watched now. arg1: `Folder`.
        place_wanted: go there. arg1: `Place`.
    """

    added = Signal(object)
    place_wanted = Signal(object)

    def __init__(
        self, source: FolderKeeper, bridge: Bridge, banner: Banner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._banner = banner
        self._source = source
        self._bridge = bridge
        self._window = window
        self._folders: Sequence[Folder] = ()
        bridge.folders_changed.connect(self._on_folders_changed)

    def choose(self) -> None:
        """Ask for a folder and add it."""
        dialog = QFileDialog(self._window, "Choose a folder with photos", pictures_folder() or "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, paths: Sequence[str]) -> None:
        """Add these folders; of all that are refused is said why."""
        said: list[str] = []

        def refused(error: Exception) -> None:
            said.append(error_wording.sentence(error))
            self._on_failed(error, " ".join(said))

        for path in paths:
            added = self._source.add(os.path.normpath(path))
            self._bridge.bind(added, self._on_added, refused)

    def offer(self, path: str) -> None:
        """A folder was dropped where a picture was expected: it can be added, or is known."""
        watched = self._watched_around(path)
        if watched is not None:
            self._show_known(path, watched)
            return
        self._banner.say(
            f"{counts.path(Path(path).name)} is a folder. photosim can look for photos in it.",
            "Add this folder",
            partial(self.add, [path]),
            about=WHAT_TO_SEARCH,
        )

    def _show_known(self, path: str, watched: Folder) -> None:
        name, whole = counts.path(Path(path).name), counts.path(watched.name)
        is_same = Path(path) == Path(watched.path)
        lies = "is a folder" if is_same else f"lies in {whole}, a folder"
        self._banner.say(
            f"{name} {lies} that photosim looks into already.",
            f"Show {whole}",
            lambda: self.place_wanted.emit(Place(Kind.PHOTOS, folder_id=watched.id)),
            passes=True,
            about=WHAT_TO_SEARCH,
        )

    def _watched_around(self, path: str) -> Folder | None:
        """The watched folder that a path is or lies in."""
        around = (one for one in self._folders if Path(path).is_relative_to(one.path))
        return next(around, None)

    def remove(self, folder: Folder) -> QMessageBox:
        """Ask, then take the folder out of photosim."""
        return self._ask(
            f"Remove {counts.path(folder.name)} from photosim?",
            "photosim forgets what it knows about the photos in it. "
            "The photos themselves stay where they are.",
            "Remove from photosim",
            lambda: self._tell_of(self._source.remove(folder.id)),
        )

    def forget(self, folder: Folder) -> QMessageBox:
        """Ask, then believe that the photos of the folder do not come back."""
        return self._ask(
            f"Are the photos of {counts.path(folder.name)} really gone?",
            "If the folder is on a disk that is only away, say no: photosim waits for it. "
            f"If yes, it forgets {counts.photos(folder.n_photos)}.",
            "They are gone",
            lambda: self._tell_of(self._source.forget_missing(folder.id)),
        )

    def _ask(self, question: str, about: str, yes: str, then: Callable[[], object]) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(about)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        accept.clicked.connect(then)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def _tell_of(self, change: Future[None]) -> None:
        self._bridge.bind(change, self._on_done, self._on_failed)

    def _on_folders_changed(self, event: FoldersChanged) -> None:
        if {one.id for one in self._folders} - {one.id for one in event.folders}:
            self._banner.settle(WHAT_TO_SEARCH)  # what lay in a folder that is gone
        self._folders = event.folders

    def _on_added(self, folder: Folder) -> None:
        self._banner.settle(WHAT_TO_SEARCH)
        self.added.emit(folder)

    def _on_done(self, _nothing: None) -> None:
        """The folders' new state comes as an event of the engine."""

    def _on_failed(self, error: Exception, said: str = "") -> None:
        if not isinstance(error, PhotosimError):
            raise error
        self._banner.say(said or error_wording.sentence(error))


def pictures_folder() -> str | None:
    """The system's folder for pictures, if it has one."""
    kind = QStandardPaths.StandardLocation.PicturesLocation
    path = QStandardPaths.writableLocation(kind)
    return os.path.normpath(path) if path and os.path.isdir(path) else None  # noqa: PTH112
