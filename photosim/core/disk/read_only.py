"""Reads SQLite files where nothing may be written, not even what SQLite lays beside them.

A database in WAL mode wants two files more, also for a reader. On a medium that can only be read,
in a closed folder or in somebody else's, and on a disk without room, SQLite refuses then, though
all there is to read lies there.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from photosim.core.disk import free_space

READING = "mode=ro"
"""Options of an SQLite address: beside a writer."""

STILL = "mode=ro&immutable=1"
"""Options of an SQLite address: as the file lies there; nobody must be writing it."""

_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def has_log(path: Path) -> bool:
    """Whether a database has a log, which counts: a program has it open, or was killed."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def is_needed(path: Path, error: BaseException | None) -> bool:
    """Whether a database that could not be opened for reading can be read with `STILL`.

    Args:
        path: of the database.
        error: what SQLite said.
    """
    if not isinstance(error, sqlite3.Error) or has_log(path):
        return False
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in _REFUSED or free_space.is_full(error, path)
