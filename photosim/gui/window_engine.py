"""The engine as the window uses it: one, with a part for each room."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from photosim.gui.duplicates.ports import CleanUpSource, OverlaySource, ReviewSource
from photosim.gui.grid.photo_list import PhotoListPorts
from photosim.gui.grid.thumbnails import ThumbnailSource
from photosim.gui.labels.ports import LabelSource
from photosim.gui.map.ports import MapSource
from photosim.gui.shell.backups_dialog import BackupSource
from photosim.gui.shell.commands import Rescannable
from photosim.gui.shell.folder_commands import FolderKeeper
from photosim.gui.shell.large_pictures import PictureSource
from photosim.gui.shell.pages import ViewSource
from photosim.gui.shell.problems import ProblemSource
from photosim.gui.shell.searching import SearchSource
from photosim.gui.themes.ports import ThemeSource
from photosim.gui.words.ports import WordSource


class FolderSource(FolderKeeper, Rescannable, Protocol):
    """The watched folders."""


class PhotoSource(
    ViewSource, PhotoListPorts, ThumbnailSource, PictureSource, OverlaySource, Protocol
):
    """Which photos there are, what is known of them, their pixels."""


class WindowEngine(SearchSource, ProblemSource, Protocol):
    """What `services.api.engine.Engine` offers and the window's tests fake."""

    @property
    def folders(self) -> FolderSource:
        """The watched folders."""

    @property
    def photos(self) -> PhotoSource:
        """The photos."""

    @property
    def words(self) -> WordSource:
        """Words to search for, and words for a photo."""

    @property
    def themes(self) -> ThemeSource:
        """What photos are about."""

    @property
    def labels(self) -> LabelSource:
        """What a person calls photos."""

    @property
    def map(self) -> MapSource:
        """The library as a picture."""

    @property
    def review(self) -> ReviewSource:
        """Groups of duplicates, and what a person says of them."""

    @property
    def trash(self) -> CleanUpSource:
        """The way to the trash and back."""

    @property
    def backups(self) -> BackupSource:
        """The copies of what was decided."""

    def pause(self) -> None:
        """Let indexing wait."""

    def resume(self) -> None:
        """Let it go on."""

    def status(self) -> Future[dict[str, object]]:
        """Counts, sizes and versions."""
