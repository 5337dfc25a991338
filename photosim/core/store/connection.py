"""Opens SQLite files and turns SQLite's errors into sentences for a person."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from photosim.core.errors import DiskFullError, StoreError

_DISK_FULL = "The disk is full. Free some space where the library of photosim lies, then resume."
_DAMAGED = "The library of photosim is damaged ({}). Restore {} from a backup or move it away."
_FULL_CODES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
_DAMAGED_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def open_writer(path: Path) -> sqlite3.Connection:
    """The one writing connection: WAL, transactions begun by hand. For the calling thread.

    Raises:
        StoreError: the file is not a database, is damaged or cannot be opened.
    """
    with told_plainly(path):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        # An application crash loses nothing; a power cut at most the last commits, which
        # are computed again. Decisions of a person will be written with FULL.
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-16384")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that can only read; it never writes and so never meets the WAL-reset fault.

    Raises:
        StoreError: there is no such database or it is damaged.
    """
    with told_plainly(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
        )
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error; nests into an open one."""
    if connection.in_transaction:
        yield
        return
    with told_plainly():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # on a full disk SQLite may have done it already
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def told_plainly(path: Path = Path("library.db")) -> Iterator[None]:
    """Turns SQLite's errors into `DiskFullError` and `StoreError`; a bug stays what it is.

    Raises:
        DiskFullError: no room left.
        StoreError: damaged, locked or unreadable.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        code: int | None = getattr(error, "sqlite_errorcode", None)
        if code in _FULL_CODES:
            raise DiskFullError(_DISK_FULL) from error
        if code is not None and code & 0xFF in _DAMAGED_CODES:
            raise StoreError(_DAMAGED.format(error, path)) from error
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError(f"The library of photosim cannot be used: {error}.") from error
        raise
