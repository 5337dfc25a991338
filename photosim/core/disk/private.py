"""Files and folders for their owner only: what photosim writes down of somebody's photos.

Files are made with mode 0600, folders with 0700, whatever the umask says. The process's umask is
left alone: it would go on to the programs that photosim starts. SQLite and Qt open files by
themselves: they take an empty file that is there already, and keep its mode (SQLite gives its
`-wal` and `-shm` the mode of the database). On Windows the folders of a user's profile are private
as they are.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase as fnmatch
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_OTHERS = 0o077
"""What a group and everybody else may do."""


def opener(path: str | os.PathLike[str], flags: int) -> int:
    """For `open(path, "w", opener=private.opener)`: a file that is made is its owner's alone."""
    return os.open(path, flags, FILE_MODE)


def is_ours(found: os.stat_result) -> bool:
    """Whether a file is this person's; on Windows that is not asked."""
    return sys.platform == "win32" or found.st_uid == os.geteuid()


def make_file(path: Path) -> None:
    """Make an empty file, or let nobody else read or write the one that is there.

    Raises:
        OSError: it cannot be made there; a mode that cannot be changed is no error.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
        return
    tighten_file(path)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing; one that is there stays as it is.

    Raises:
        OSError: it cannot be made, or something else lies there.
    """
    missing = [path]
    while not os.path.lexists(missing[-1]) and missing[-1] != missing[-1].parent:
        missing.append(missing[-1].parent)
    for folder in reversed(missing):
        folder.mkdir(FOLDER_MODE, exist_ok=True)


def tighten_file(path: Path) -> None:
    """Take what others may do with a file of ours; links, others' files and devices are left."""
    with contextlib.suppress(OSError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode) and _is_open(found):
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def tighten(folder: Path, ours: Sequence[str]) -> None:
    """Make the files private that photosim has made in a folder, and the folder if it has no other.

    Args:
        folder: one that photosim keeps things in.
        ours: names and patterns of what photosim makes there, folders included.
    """
    with contextlib.suppress(OSError):
        entries = list(folder.iterdir())
        mine = [path for path in entries if any(fnmatch(path.name, name) for name in ours)]
        for path in mine:
            tighten_file(path)
        found = folder.stat()
        if len(mine) == len(entries) and _is_open(found):
            folder.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def is_open(folder: Path) -> bool:
    """Whether others may look into a folder; False where there are no such modes."""
    with contextlib.suppress(OSError):
        return sys.platform != "win32" and bool(folder.stat().st_mode & _OTHERS)
    return False


def _is_open(found: os.stat_result) -> bool:
    """Whether it is ours, so that its mode is ours to change, and others may do something."""
    is_ours = sys.platform != "win32" and found.st_uid == os.geteuid()
    return is_ours and bool(found.st_mode & _OTHERS)
