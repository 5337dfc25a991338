"""What stands in the way of a database or of another file, asked of the system.

SQLite says "unable to open database file" of a file that may not be read, of a log that is a
folder, and when no more files can be opened; it never says which file it was. No file is opened
here to find out: closing one would take the locks of the connections to it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from pathlib import Path

from photosim.core.disk.free_space import FULL
from photosim.core.errors import Code, DiskFullError, Obstacle, StoreError, StoreFault
from photosim.core.records.photos import readable

ENDINGS = ("", "-wal", "-shm", "-journal")
"""Of a database and of what SQLite lays beside it."""
_AT_ONCE = 4
"""Files that SQLite opens at once: a database, its log, the log's index, a folder to sync."""
MANY_FILES = frozenset({errno.EMFILE, errno.ENFILE})
"""What the system says when this process, or the whole system, has too many files open."""
_OF_THE_DISK = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO}
)
"""What else the system says of a disk, and never of a mistake of photosim's."""
REFUSALS = frozenset(
    {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)
"""What SQLite says when the system does not let it do something."""
_WAITING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
ENVIRONMENT = frozenset(
    {*REFUSALS, *_WAITING, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT}
)
"""SQLite's primary codes that say nothing of what a database holds: no reason to repair it."""


def primary_code(error: BaseException | None) -> int:
    """SQLite's primary result code; 0 when Python's module itself raised, or something else did."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def told(error: sqlite3.Error, path: Path) -> StoreError | None:
    """What a person is told when SQLite could not use a database; None when nothing is known.

    Args:
        error: no damage, and no want of room.
        path: of the database.
    """
    code = primary_code(error)
    if code in _WAITING:
        return StoreError(StoreFault.HELD, path)
    if code not in REFUSALS and code != sqlite3.SQLITE_IOERR:
        return None
    found = of_reading(path) or of_writing(path) or of_opening()
    if found is None and code == sqlite3.SQLITE_IOERR:
        return StoreError(StoreFault.DISK_FAILS, path)
    return found


def of_system(error: Exception) -> StoreError | None:
    """What a person is told of the system's error; None for what may be a mistake of photosim's."""
    number = error.errno if isinstance(error, OSError) else None
    if number in FULL:
        return DiskFullError(StoreFault.DISK_FULL)
    if number in MANY_FILES:
        return StoreError(StoreFault.MANY_FILES)
    if number not in _OF_THE_DISK:
        return None
    name = getattr(error, "filename", None)
    where = Obstacle.SOME_FILE if name is None else readable(os.fsencode(name))
    return StoreError(StoreFault.SYSTEM_REFUSES, where, number)


def of_reading(path: Path) -> StoreError | None:
    """Which file of a database cannot be read, and why; None when all that are there can be."""
    for file in _files(path):
        try:
            is_other = not stat.S_ISREG(file.stat().st_mode)
        except FileNotFoundError:
            continue
        except OSError as error:
            return StoreError(StoreFault.NOT_READABLE, file, error.errno or errno.EACCES)
        if is_other:
            return StoreError(StoreFault.NEEDS_FILE, file)
        if not os.access(file, os.R_OK):
            return StoreError(StoreFault.NOT_READABLE, file, _refusal(file))
    return None


def of_writing(path: Path) -> StoreError | None:
    """Which file of a database cannot be written, and why; None when all that are there can be."""
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return StoreError(StoreFault.FOLDER_READ_ONLY, path.parent)
    for file in _files(path):
        if file.exists() and not os.access(file, os.W_OK):
            return StoreError(StoreFault.NOT_WRITABLE, file, _refusal(file))
    return None


def of_opening() -> StoreError | None:
    """Whether no more files can be opened than are open."""
    with contextlib.ExitStack() as opened:
        try:
            for _ in range(_AT_ONCE):
                opened.callback(os.close, os.open(os.devnull, os.O_RDONLY))
        except OSError as error:
            if error.errno in MANY_FILES:
                return StoreError(StoreFault.MANY_FILES)
    return None


def _files(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ENDINGS]


def _refusal(file: Path) -> Code | int:
    """Why a file may not be used."""
    if hasattr(os, "geteuid") and file.stat().st_uid != os.geteuid():
        return Obstacle.OTHER_USER
    return errno.EACCES
