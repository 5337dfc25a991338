"""What the map asks of the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from photosim.core.records.themes import PhotoMap
from photosim.gui.grid.photo_list import RowSource
from photosim.gui.grid.thumbnails import ThumbnailSource
from photosim.gui.shell.pages import ViewSource
from photosim.gui.shell.searching import Cancellable


class MapSource(Protocol):
    """The part of the engine that knows the map."""

    def photo_map(
        self, done: Callable[[PhotoMap], None], failed: Callable[[Exception], None]
    ) -> Cancellable:
        """The map as far as it is made, to `done` in any thread; `MapChanged` tells of more."""


class MapPhotoSource(RowSource, ThumbnailSource, ViewSource, Protocol):
    """The part of the engine that has the photos on the map."""


class MapEngine(Protocol):
    """All that the map asks of the engine."""

    @property
    def map(self) -> MapSource:
        """The map."""

    @property
    def photos(self) -> MapPhotoSource:
        """The photos on it."""
