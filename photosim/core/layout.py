"""Where things lie in a library's own folder, and where that folder lies by default."""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from photosim.core.disk import obstacles, other_program, private
from photosim.core.errors import DiskFullError, Obstacle, StoreError, StoreFault

_OURS = {
    "": (
        *("library.db*", "library-*.db*", "thumbnails.db*", "settings.toml*", "writer.lock"),
        *("window.ini*", "window.json*", "window.lock*", "window"),
        *("photosim.log*", "crash.log*", "index", "backups"),
    ),
    "index": ("index-*", "*.arrays*"),
    "backups": ("decisions-*",),
}
"""What photosim makes in the library's folder and in those below it: names and patterns."""


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
    def colours(self) -> Path:
        """The colours of every photo, a cache."""
        return self.index / "hues.arrays"

    @property
    def map(self) -> Path:
        """The map, a cache."""
        return self.index / "map.arrays"

    @property
    def backups(self) -> Path:
        """The folder of the backups of decisions."""
        return self.root / "backups"

    @property
    def settings(self) -> Path:
        """What the person chose."""
        return self.root / "settings.toml"

    @property
    def window_state(self) -> Path:
        """Size and columns of the window, of the last time."""
        return self.root / "window.ini"

    @property
    def crashes(self) -> Path:
        """Where the program was when it crashed."""
        return self.root / "crash.log"

    @property
    def lock(self) -> Path:
        """Held by the one program that writes."""
        return self.root / "writer.lock"

    @property
    def log(self) -> Path:
        """What happened, for the person who wants to look."""
        return self.root / "photosim.log"

    @property
    def demo_mark(self) -> Path:
        """Says that this is the library of the demonstration."""
        return self.root / "demo.json"

    @property
    def demo_pictures(self) -> Path:
        """The pictures of the demonstration, the only ones that lie in a library's own folder."""
        return self.root / "Pictures"

    def make(self) -> None:
        """Make the folders, for their owner only: thumbnails are personal, and so is all else.

        What photosim has made there before becomes its owner's alone. A folder that others may look
        into stays so when there is anything else in it; `is_open` tells.

        Raises:
            DiskFullError: no room.
            StoreError: the folder cannot be made there, or is none of photosim's.
        """
        self.check()
        try:
            private.make_folder(self.root)
            self._refuse_unusable()
            private.make_folder(self.index)
        except OSError as error:
            raise self._refused(error) from error
        for name, ours in _OURS.items():
            private.tighten(self.root / name, ours)

    def check(self) -> None:
        """Check that nothing stands where a file of the library should, and that one may look.

        Raises:
            StoreError: a folder, a pipe or a device does, which would not be read but waited for;
                a link that leads nowhere; or the database of another program.
        """
        files = (self.database, self.thumbnails, self.settings, self.window_state)
        for path in (*files, self.log, self.crashes):
            try:
                is_other = not stat.S_ISREG(path.stat().st_mode)
            except FileNotFoundError as error:
                if path == self.database and _leads_nowhere(path):
                    raise StoreError(StoreFault.LINK_NOWHERE, path) from error
                continue
            except OSError as error:
                raise self._refused(error) from error
            if is_other:
                raise StoreError(StoreFault.NEEDS_FILE, path)
        if other_program.owns(self.database):
            raise StoreError(StoreFault.OTHER_PROGRAM, self.database)

    @property
    def is_open(self) -> bool:
        """Whether other users of this computer may look into the folder, though not the files."""
        return private.is_open(self.root)

    def _refuse_unusable(self) -> None:
        """Before SQLite lays files beside the database that have its mode."""
        found = obstacles.of_reading(self.database) or obstacles.of_writing(self.database)
        if found is not None:
            raise found

    def _refused(self, error: OSError) -> StoreError:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFullError(StoreFault.FULL_FOR_FOLDER, self.root)
        if error.errno == errno.ELOOP and Path(error.filename).is_symlink():
            return StoreError(StoreFault.LINK_CIRCLE, error.filename)
        where = error.filename if isinstance(error, FileExistsError) else self.root
        if isinstance(error, FileExistsError | NotADirectoryError):
            return StoreError(StoreFault.FOLDER_REFUSED, where, Obstacle.FILE_IN_PLACE)
        return StoreError(StoreFault.FOLDER_REFUSED, where, error.errno or str(error))


def _leads_nowhere(path: Path) -> bool:
    """Whether a link leads to a folder that is not there; in another one a file can be made."""
    return path.is_symlink() and not path.resolve().parent.is_dir()
