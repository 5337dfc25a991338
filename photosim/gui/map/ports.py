"""What the map asks of the engine."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.themes import PhotoMap
from photosim.gui.grid.photo_list import RowPort
from photosim.gui.grid.thumbnails import ThumbnailPort
from photosim.gui.shell.pages import ViewPort


class MapPort(Protocol):
    """The part of the engine that knows the map."""

    def photo_map(self) -> Future[PhotoMap]:
        """The map as far as it is made; `MapChanged` tells of more."""


class MapPhotoPort(RowPort, ThumbnailPort, ViewPort, Protocol):
    """The part of the engine that has the photos on the map."""


class MapPorts(Protocol):
    """All that the map asks of the engine."""

    @property
    def map(self) -> MapPort:
        """The map."""

    @property
    def photos(self) -> MapPhotoPort:
        """The photos on it."""
