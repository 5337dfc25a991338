"""Brings a library's tables up to date: each migration of `tables` is applied once, in order."""

from __future__ import annotations

import contextlib
import filecmp
import os
import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.core.disk import free_space, new_file, other_program
from photosim.core.errors import (
    DamagedError,
    DiskFullError,
    StoreError,
    StoreFault,
    StoreTooNewError,
    system_reason,
)
from photosim.core.store import tables
from photosim.core.store.connection import faults_of, told_plainly, unreadable

if TYPE_CHECKING:  # a tenth of a second that a start with nothing to migrate does not need
    from sqlite_utils.migrations import Migrations


def migrate(connection: sqlite3.Connection, path: Path, steps: Migrations | None = None) -> None:
    """Bring the tables up to date; before an existing library changes, a copy is kept beside it.

    Args:
        connection: the writing one.
        path: of the library's database.
        steps: the migrations, in order; those of `migrations()` unless told otherwise.

    Raises:
        StoreTooNewError: the library knows migrations that this photosim does not.
        StoreError: the file is the database of another program.
        DiskFullError: no room for the copy or the change; the library is as it was.
        DamagedError: the library is damaged and was not touched.
    """
    with told_plainly(path):
        if steps is None and _applied(connection) == _names():
            return
        _migrate(connection, path, steps or migrations())


def _migrate(connection: sqlite3.Connection, path: Path, steps: Migrations) -> None:
    from sqlite_utils import Database

    # the names of others' plugins have no business in somebody's library
    database = Database(connection, execute_plugins=False)
    refuse_newer(connection, steps)
    _refuse_other(connection, path)
    pending = steps.pending(database)
    if pending and steps.applied(database):
        _copy(connection, path.with_name(f"{path.stem}-before-{pending[0].name}.db"))
    if pending:
        steps.apply(database)


def refuse_newer(connection: sqlite3.Connection, steps: Migrations | None = None) -> None:
    """Check that no newer photosim has changed this library.

    Raises:
        StoreTooNewError: one has.
    """
    if _applied(connection) - (_names() if steps is None else _names_of(steps)):
        raise StoreTooNewError(StoreFault.TOO_NEW)


def is_older(connection: sqlite3.Connection) -> bool:
    """Whether an older photosim made this library, so that its tables are to be brought up to date.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    applied = _applied(connection)
    return bool(applied) and not _names() <= applied


def refuse_empty(connection: sqlite3.Connection, path: Path) -> None:
    """Check that there is a library in the file.

    Raises:
        StoreError: there is nothing in it, as when it was cut off, or what another program wrote.
    """
    _refuse_other(connection, path)
    if not _applied(connection):
        raise StoreError(StoreFault.NO_LIBRARY, path)


def _refuse_other(connection: sqlite3.Connection, path: Path) -> None:
    """Check that the tables in the file, if there are any, are photosim's.

    Raises:
        StoreError: they are not.
    """
    if other_program.made(connection):
        raise StoreError(StoreFault.OTHER_PROGRAM, path)


def _applied(connection: sqlite3.Connection) -> set[str]:
    table = "SELECT 1 FROM sqlite_master WHERE name = ?"
    if connection.execute(table, (other_program.NOTED_IN,)).fetchone() is None:
        return set()
    applied = f"SELECT name FROM {other_program.NOTED_IN} WHERE migration_set = ?"
    return {name for (name,) in connection.execute(applied, (other_program.MIGRATIONS,))}


def _names() -> set[str]:
    return {step.__name__.removeprefix("_") for step in tables.STEPS}


def _names_of(steps: Migrations) -> set[str]:
    from sqlite_utils import Database

    with contextlib.closing(sqlite3.connect(":memory:")) as empty:
        return {step.name for step in steps.pending(Database(empty, execute_plugins=False))}


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    """A checked copy at `path`, or beside it when something lies there; none of equal bytes."""
    try:
        with new_file.written_beside(path) as beside:
            _copy_to(connection, beside)
            if _lies_there_already(beside, path):  # a migration is tried once more
                beside.unlink()
    except OSError as error:
        if error.errno in free_space.FULL:
            raise DiskFullError(StoreFault.NO_ROOM_FOR_COPY, path.parent) from error
        raise StoreError(StoreFault.NO_COPY, path.parent, system_reason(error)) from error


def _copy_to(connection: sqlite3.Connection, path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path)) as copy:
            connection.backup(copy)
        found = faults_of(path)
    except sqlite3.Error as error:
        if free_space.is_full(error, path):
            raise DiskFullError(StoreFault.NO_ROOM_FOR_COPY, path.parent) from error
        raise
    if not found:
        return
    with told_plainly():
        damage = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if damage != "ok":
        unreadable(path, damage)
        raise DamagedError(StoreFault.NOT_MIGRATED)
    raise StoreError(StoreFault.NO_COPY, path.parent, found[0])


def _lies_there_already(copy: Path, path: Path) -> bool:
    """Whether an earlier copy is the same to the last byte; what else lies there is not opened."""
    others = path.parent.glob(f"{path.stem}*{path.suffix}")
    return any(
        _is_plain_file(other) and filecmp.cmp(copy, other, shallow=False) for other in others
    )


def _is_plain_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode) and os.access(path, os.R_OK)
    except OSError:
        return False


def migrations() -> Migrations:
    """Every change of the tables there ever was, in order."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations(other_program.MIGRATIONS)
    for step in tables.STEPS:
        steps(name=step.__name__.removeprefix("_"))(step)
    return steps
