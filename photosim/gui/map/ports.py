"""What the map asks of the engine."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.themes import PhotoMap
from photosim.gui.grid.photo_list import RowSource
from photosim.gui.grid.thumbnails import ThumbnailSource
from photosim.gui.shell.pages import ViewSource


class MapSource(Protocol):
    """The part of the engine that knows the map."""

    def photo_map(self) -> Future[PhotoMap]:
        """The map as far as it is made; `MapChanged` tells of more."""


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
