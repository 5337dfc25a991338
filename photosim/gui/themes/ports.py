"""The engine as themes need it. Answers come from any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from photosim.core.records.themes import Themes
from photosim.gui.grid.thumbnails import ThumbnailSource
from photosim.gui.labels.ports import Failed, LabelSource
from photosim.gui.shell.pages import ViewSource
from photosim.gui.shell.searching import Cancellable


class ThemeSource(Protocol):
    """The part of the engine that sorts photos into themes."""

    def at(
        self, level: float, done: Callable[[Themes], None], failed: Failed, parent: str = ...
    ) -> Cancellable:
        """The themes at a setting of the slider, or those that `parent` falls into.

        The first question starts the sorting, whose end is told by an event.
        """

    def sort_again(self, done: Callable[[None], None], failed: Failed) -> Cancellable:
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
