"""The engine as themes need it. Answers come from any thread."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.themes import Themes
from photosim.gui.grid.thumbnails import ThumbnailPort
from photosim.gui.labels.ports import LabelPort
from photosim.gui.shell.pages import ViewPort


class ThemePort(Protocol):
    """The part of the engine that sorts photos into themes."""

    def at(self, level: float, parent: str = ...) -> Future[Themes]:
        """The themes at a setting of the slider, or those that `parent` falls into.

        The first question starts the clustering, whose end is told by an event.
        """

    def sort_again(self) -> Future[None]:
        """Sort anew, with the photos that came since; the end is told by an event."""


class ThemePhotoPort(ThumbnailPort, ViewPort, Protocol):
    """The part of the engine that has the photos of themes and labels."""


class ThemePorts(Protocol):
    """All that themes and labels ask of the engine."""

    @property
    def themes(self) -> ThemePort:
        """The themes."""

    @property
    def labels(self) -> LabelPort:
        """The labels."""

    @property
    def photos(self) -> ThemePhotoPort:
        """The photos."""
