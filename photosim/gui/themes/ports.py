"""The engine as themes need it. Answers come from any thread."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.themes import Themes
from photosim.gui.grid.thumbnails import ThumbnailSource
from photosim.gui.labels.ports import LabelSource
from photosim.gui.shell.pages import ViewSource


class ThemeSource(Protocol):
    """The part of the engine that sorts photos into themes."""

    def at(self, level: float, parent: str = ...) -> Future[Themes]:
        """The themes at a setting of the slider, or those that `parent` falls into.

        The first question starts the sorting, whose end is told by an event.
        """

    def sort_again(self) -> Future[None]:
        """Sort anew, with the photos that came since; the end is told by an event."""


class ThemePhotoSource(ThumbnailSource, ViewSource, Protocol):
    """The part of the engine that has the photos of themes and labels."""


class ThemeEngine(Protocol):
    """All that themes and labels ask of the engine."""

    @property
    def themes(self) -> ThemeSource:
        """The themes."""

    @property
    def labels(self) -> LabelSource:
        """The labels."""

    @property
    def photos(self) -> ThemePhotoSource:
        """The photos."""
