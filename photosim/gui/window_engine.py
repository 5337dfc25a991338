"""The engine as the window uses it: the sum of what its parts ask for."""

from __future__ import annotations

from typing import Protocol

from photosim.gui.commands import IndexingSource
from photosim.gui.dialogs import StatusSource
from photosim.gui.folder_commands import FolderKeeper
from photosim.gui.gallery import GallerySource
from photosim.gui.pages import ViewSource
from photosim.gui.problems import ProblemSource
from photosim.gui.searching import SearchSource
from photosim.gui.viewer import ViewerSource


class WindowEngine(
    GallerySource,
    ViewerSource,
    ViewSource,
    SearchSource,
    FolderKeeper,
    ProblemSource,
    IndexingSource,
    StatusSource,
    Protocol,
):
    """What `services.engine.Engine` offers and the window's tests fake."""
