"""The engine as the window uses it: the sum of what its parts ask for."""

from __future__ import annotations

from typing import Protocol

from photosim.gui.shell.commands import IndexingSource
from photosim.gui.shell.dialogs import StatusSource
from photosim.gui.shell.folder_commands import FolderKeeper
from photosim.gui.shell.gallery import GallerySource
from photosim.gui.shell.pages import ViewSource
from photosim.gui.shell.problems import ProblemSource
from photosim.gui.shell.searching import SearchSource
from photosim.gui.shell.viewer import ViewerSource


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
