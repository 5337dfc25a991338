"""Whose an SQLite database is: photosim's own, or another program's, which is left as it is.

To find out, the file is read as it lies there: without a lock, and with nothing laid beside it. A
log is looked into in a copy, and only where the database itself holds no table yet.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from photosim.core.disk import read_only

NOTED_IN = "_sqlite_migrations"
"""The table in which sqlite-utils notes which migrations were applied; it is made first."""

MIGRATIONS = "photosim"
"""What photosim's own are called in it; other programs that use sqlite-utils have others there."""

_MOST_COPIED = 64 << 20
"""Bytes of a database without a table and of its log; what is larger is no log of a first start."""


def owns(database: Path) -> bool:
    """Whether a file is the database of another program; False for what cannot be read."""
    with contextlib.suppress(OSError, sqlite3.Error, UnicodeDecodeError):
        with _opened(database, read_only.STILL) as connection:
            if _tables(connection) or not read_only.has_log(database):
                return made(connection)
        return _made_copy(database)
    return False


def made(connection: sqlite3.Connection) -> bool:
    """Whether there are tables in a database, and no note of photosim's that it made them."""
    tables = _tables(connection)
    if NOTED_IN not in tables:
        return bool(tables)
    own = f"SELECT 1 FROM {NOTED_IN} WHERE migration_set = ?"
    is_noted = connection.execute(own, (MIGRATIONS,)).fetchone() is not None
    return not is_noted and tables != {NOTED_IN}  # alone it is of a first start that was ended


def _tables(connection: sqlite3.Connection) -> set[str]:
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
    return {name for (name,) in connection.execute(f"{names} ESCAPE '!'")}


def _made_copy(database: Path) -> bool:
    files = (database, database.with_name(f"{database.name}-wal"))
    if sum(file.stat().st_size for file in files) > _MOST_COPIED:
        return False
    with tempfile.TemporaryDirectory(prefix="photosim-") as folder:
        for file in files:
            shutil.copyfile(file, Path(folder) / file.name)
        with _opened(Path(folder) / database.name, read_only.READING) as connection:
            return made(connection)


@contextlib.contextmanager
def _opened(database: Path, options: str) -> Iterator[sqlite3.Connection]:
    uri = f"{database.absolute().as_uri()}?{options}"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection
