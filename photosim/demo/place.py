"""The folder of the demonstration: its library and its pictures; nothing of the person's.

A file in it says that photosim made it. A folder without that file which holds anything is not
touched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import platformdirs

from photosim.core.disk import private
from photosim.core.errors import StoreError, StoreFault, system_reason
from photosim.core.layout import Layout, default_library
from photosim.demo import album

VERSION = 1
"""Of what is drawn; another one is drawn anew."""

AlbumProgress = Callable[[int, int], None]


class DemoFolders:
    """Where the demonstration lies.

    Args:
        library: its library's folder; the default of the platform stands for a folder beside it.
    """

    def __init__(self, library: Path) -> None:
        own = Path(platformdirs.user_data_dir("photosim-demo", appauthor=False))
        self.library = own if library == default_library() else library

    @property
    def pictures(self) -> Path:
        """The folder of the album."""
        return Layout(self.library).demo_pictures

    @property
    def query(self) -> Path:
        """The picture that is searched with."""
        return self.pictures / album.QUERY

    def make(self, progress: AlbumProgress) -> None:
        """Draw the album unless it is there as it was drawn.

        Args:
            progress: told pictures drawn and pictures in all.

        Raises:
            StoreError: the folder holds something else, or cannot be written.
        """
        try:
            if self._is_foreign():
                raise StoreError(StoreFault.NO_DEMO, self.library)
            if self._marked() != self._described():
                self._draw(progress)
        except OSError as error:
            raise StoreError(
                StoreFault.DEMO_NOT_WRITTEN, self.library, system_reason(error)
            ) from error

    def _draw(self, progress: AlbumProgress) -> None:
        private.make_folder(self.pictures)
        self._mark(None)  # from now on it is photosim's, though not whole
        for done, total in album.write(self.pictures):
            progress(done, total)
        self._mark(self._described())

    def _is_foreign(self) -> bool:
        if not self.library.exists():
            return False
        return self._marked() is None and any(self.library.iterdir())

    def _marked(self) -> object:
        """What the mark says; None when there is none of ours."""
        try:
            known = json.loads(Layout(self.library).demo_mark.read_text("utf-8"))
        except (FileNotFoundError, ValueError, RecursionError):
            return None
        is_ours = isinstance(known, dict) and known.get("program") == "photosim demo"
        return known["album"] if is_ours and "album" in known else None

    def _mark(self, described: str | None) -> None:
        text = json.dumps({"program": "photosim demo", "album": described or "begun"})
        with open(
            Layout(self.library).demo_mark, "w", encoding="utf-8", opener=private.opener
        ) as file:
            file.write(text)

    def _described(self) -> str:
        """The version and the files that are there, with their sizes."""
        found = hashlib.sha256(str(VERSION).encode())
        for path in sorted(self.pictures.rglob("*.jpg")):
            found.update(f"{path.relative_to(self.pictures)} {path.stat().st_size}\n".encode())
        return found.hexdigest()
