"""Where things lie in a library's own folder, and where that folder lies by default."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from photosim.core.errors import DiskFullError, StoreError


def default_library() -> Path:
    """The platform's data folder for photosim."""
    return Path(platformdirs.user_data_dir("photosim", appauthor=False))


@dataclass(frozen=True, slots=True)
class Layout:
    """The names in a library's folder. Only `library.db` and `settings.toml` cannot be remade."""

    root: Path

    @property
    def database(self) -> Path:
        """The truth."""
        return self.root / "library.db"

    @property
    def thumbnails(self) -> Path:
        """The cache of thumbnails."""
        return self.root / "thumbnails.db"

    @property
    def index(self) -> Path:
        """The folder of the index files, a cache."""
        return self.root / "index"

    @property
    def graph(self) -> Path:
        """The nearest neighbours of every photo, a cache."""
        return self.index / "neighbours.arrays"

    @property
    def themes(self) -> Path:
        """The themes as they were sorted last, a cache."""
        return self.index / "themes.arrays"

    @property
    def seen(self) -> Path:
        """The best classes of every photo, which words are answered from, a cache."""
        return self.index / "seen.arrays"

    @property
    def hues(self) -> Path:
        """The colours of every photo, a cache."""
        return self.index / "hues.arrays"

    @property
    def map(self) -> Path:
        """The map, a cache."""
        return self.index / "map.arrays"

    @property
    def settings(self) -> Path:
        """What the person chose."""
        return self.root / "settings.toml"

    @property
    def lock(self) -> Path:
        """Held by the one program that writes."""
        return self.root / "writer.lock"

    @property
    def log(self) -> Path:
        """What happened, for the person who wants to look."""
        return self.root / "photosim.log"

    def make(self) -> None:
        """Make the folders, for their owner only: thumbnails are personal.

        Raises:
            DiskFullError: no room.
            StoreError: the folder cannot be made there.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.index.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFullError(f"The disk is full: {self.root} cannot be made.") from error
            raise StoreError(
                f"The folder {self.root} for photosim's library cannot be made: {error.strerror}."
                " Choose another with --library."
            ) from error
