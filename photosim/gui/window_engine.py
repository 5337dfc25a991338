"""The engine as the window uses it: one, with a part for each room."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from photosim.gui.duplicates.ports import OverlayPort, ReviewPort
from photosim.gui.grid.photo_list import PhotoListPorts
from photosim.gui.grid.thumbnails import ThumbnailPort
from photosim.gui.labels.ports import LabelPort
from photosim.gui.map.ports import MapPort
from photosim.gui.shell.backups_dialog import BackupPort
from photosim.gui.shell.folder_actions import FolderKeeper
from photosim.gui.shell.pages import ViewPort
from photosim.gui.shell.problems import ProblemPort
from photosim.gui.shell.searching import SearchPort
from photosim.gui.shell.view_actions import Rescannable
from photosim.gui.themes.ports import ThemePort
from photosim.gui.trash.ports import TrashPort
from photosim.gui.viewer.large_pictures import PicturePort
from photosim.gui.words.ports import WordPort


class FolderPort(FolderKeeper, Rescannable, Protocol):
    """The watched folders."""


class PhotoPort(ViewPort, PhotoListPorts, ThumbnailPort, PicturePort, OverlayPort, Protocol):
    """Which photos there are, what is known of them, their pixels."""


class WindowEngine(SearchPort, ProblemPort, Protocol):
    """What `services.api.engine.Engine` offers and the window's tests fake."""

    @property
    def folders(self) -> FolderPort:
        """The watched folders."""

    @property
    def photos(self) -> PhotoPort:
        """The photos."""

    @property
    def words(self) -> WordPort:
        """Words to search for, and words for a photo."""

    @property
    def themes(self) -> ThemePort:
        """What photos are about."""

    @property
    def labels(self) -> LabelPort:
        """What a person calls photos."""

    @property
    def map(self) -> MapPort:
        """The library as a picture."""

    @property
    def review(self) -> ReviewPort:
        """Groups of duplicates, and what a person says of them."""

    @property
    def trash(self) -> TrashPort:
        """The way to the trash and back."""

    @property
    def backups(self) -> BackupPort:
        """The copies of what was decided."""

    def pause(self) -> None:
        """Let indexing wait."""

    def resume(self) -> None:
        """Let it go on."""

    def status(self) -> Future[dict[str, object]]:
        """Counts, sizes and versions."""
