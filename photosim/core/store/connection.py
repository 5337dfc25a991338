"""Opens SQLite files and turns SQLite's errors into those that a person is told about."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from photosim.core.disk import free_space, obstacles, private, read_only
from photosim.core.errors import Damage, DamagedError, DiskFullError, StoreError, StoreFault, coded
from photosim.core.store.column_types import ColumnTypes

log = logging.getLogger(__name__)

_DAMAGED_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG}
_NUMBER = ColumnTypes(int)

_WRITER = (
    # For new libraries. An embedding of 1280 float16 takes 2.6 kB: one fits into a page of 4 kB,
    # three into one of 8 kB; 100,000 photos take 302 MB instead of 439 (measured 2026-11).
    "PRAGMA page_size=8192",
    "PRAGMA journal_mode=WAL",
    # An application crash loses nothing; a power cut at most the last commits, which
    # are computed again. What a person decides and what goes to the trash: see `durably`.
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16384",
    "PRAGMA temp_store=MEMORY",  # a statement with triggers keeps its way back there
)

_BUILDER = (_WRITER[0], "PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF")


class _Cursor(sqlite3.Cursor):
    """Tells plainly also what goes wrong while rows are fetched, as in a damaged table."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:  # noqa: ANN401 (sqlite3's own)
        with self.connection.telling():
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        with self.connection.telling():
            super().executemany(sql, parameters)
        return self

    def fetchone(self) -> Any:  # noqa: ANN401 (a row)
        with self.connection.telling():
            return super().fetchone()

    def fetchall(self) -> list[Any]:
        with self.connection.telling():
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override] # once, not row by row: quicker
        with self.connection.telling():
            yield from iter(super().fetchone, None)


class Connection(sqlite3.Connection):
    """Every statement of the store goes through here, so that none forgets to tell plainly."""

    path = Path("library.db")

    def cursor(self, factory: Any = _Cursor) -> Any:  # noqa: ANN401 (sqlite3's own)
        """As `sqlite3.Connection.cursor`."""
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:  # noqa: ANN401 (sqlite3's own)
        """As `sqlite3.Connection.execute`; what is read has its types checked by nobody."""
        return _Cursor(self).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        """As `sqlite3.Connection.executemany`."""
        return _Cursor(self).executemany(sql, parameters)

    def read(self, columns: ColumnTypes, sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 (sqlite3's own)
        """All rows of a query.

        Raises:
            StoreError: the library is damaged: a row cannot be read or is not as `columns` say.
        """
        rows = self.execute(sql, parameters).fetchall()
        if not columns.fit(rows):
            raise self.damaged(Damage.WRONG_KIND)
        return rows

    def read_one(
        self,
        columns: ColumnTypes,
        sql: str,
        parameters: Any = (),  # noqa: ANN401 (sqlite3's own)
    ) -> tuple[Any, ...] | None:
        """The only row of a query, or the first; None when there is none."""
        rows = self.read(columns, sql, parameters)
        return rows[0] if rows else None

    def number(self, sql: str, parameters: Any = ()) -> int:  # noqa: ANN401 (sqlite3's own)
        """The number of a query that always has one."""
        row = self.read_one(_NUMBER, sql, parameters)
        if row is None:
            raise self.damaged(Damage.ROW_MISSING)
        number: int = row[0]
        return number

    def faults(self) -> list[str]:
        """What SQLite's own check finds wrong, as `coded`; empty when all is well. Reads all."""
        try:
            rows = self.execute("PRAGMA integrity_check(20)").fetchall()
        except DamagedError:  # so much that even the check cannot go on
            return [coded(Damage.UNREADABLE)]
        return found_by_check(rows, self.path)

    def telling(self) -> contextlib.AbstractContextManager[None]:
        """As `told_plainly`, for a statement of this connection."""
        return told_plainly(self.path, self.faults)

    def damaged(self, what: Damage, value: str = "") -> DamagedError:
        """The error for a database in which something cannot be."""
        found = coded(what, value) if value else coded(what)
        return DamagedError(StoreFault.DAMAGED_AT, found, self.path)

    def capture_time(self, text: str | None) -> datetime | None:
        """A capture time as a column has it; None where nothing stands.

        Raises:
            DamagedError: the text is no time.
        """
        try:
            return datetime.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.damaged(Damage.NO_TIME) from error


def open_writer(path: Path) -> Connection:
    """The one writing connection: WAL, transactions begun by hand. For the calling thread.

    Raises:
        StoreError: the file is not a database, is damaged or cannot be opened.
    """
    with contextlib.suppress(OSError):  # SQLite says better what is wrong
        private.make_file(path)
    return _open(path, "mode=rwc", _WRITER)


def open_builder(path: Path) -> Connection:
    """A connection that fills a new file, which is believed only when it was checked: no log.

    Raises:
        StoreError: it cannot be opened.
    """
    return _open(path, "mode=rwc", _BUILDER)


def open_reader(path: Path) -> Connection:
    """A connection that can only read; it never writes and so never meets the WAL-reset fault.

    SQLite makes files beside the database also for a reader. Where that is not permitted (a medium
    or a folder that is only to be read, somebody else's library) it is read as it lies there.

    Raises:
        StoreError: there is no such database or it is damaged.
    """
    try:
        return _open(path, read_only.READING, ())
    except StoreError as error:
        if not read_only.is_needed(path, error.__cause__):
            raise
    return _open(path, read_only.STILL, ())


def faults_of(path: Path, *, is_quick: bool = False) -> list[str]:
    """As `Connection.faults`, of a file that nobody writes.

    Args:
        path: of a database without a log.
        is_quick: leave out whether the indexes agree with their tables.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    uri = f"{path.absolute().as_uri()}?{read_only.STILL}"
    check = "quick_check" if is_quick else "integrity_check"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
        try:
            rows = connection.execute(f"PRAGMA {check}(20)").fetchall()
        except sqlite3.DatabaseError as error:
            return [coded(unreadable(path, error))]
    return found_by_check(rows, path)


def found_by_check(rows: Iterable[tuple[str]], path: Path) -> list[str]:
    """What a person is told of a report of SQLite's check, as `coded`; empty when all is well."""
    found = [row[0] for row in rows if row[0] != "ok"]
    return [coded(unreadable(path, *found))] if found else []


def unreadable(path: Path, *said: str | Exception) -> Damage:
    """What a person is told of damage that SQLite names; its own words are for the log."""
    log.info("SQLite says of %s: %s", str(path), "; ".join(map(str, said)))
    return Damage.UNREADABLE


def open_still(path: Path) -> Connection:
    """As `open_reader` for a database that nobody else has open: it leaves no file beside it.

    Raises:
        StoreError: there is no such database or it is damaged.
    """
    return _open(path, read_only.READING if read_only.has_log(path) else read_only.STILL, ())


def _open(path: Path, options: str, statements: Iterable[str]) -> Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    with told_plainly(path):
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, factory=Connection)
        connection.path = path
        try:
            for statement in (*statements, "SELECT count(*) FROM sqlite_master"):
                connection.execute(statement).fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back on any error; nests into an open one."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise


@contextlib.contextmanager
def durably(connection: Connection) -> Iterator[None]:
    """A transaction that is on the disk, not only in the system's memory, when it is over.

    Raises:
        RuntimeError: another transaction is open; SQLite would take no notice of the wish.
    """
    if connection.in_transaction:
        raise RuntimeError("What has to be on the disk needs a transaction of its own.")
    connection.execute("PRAGMA synchronous=FULL")
    try:
        with transaction(connection):
            yield
    finally:
        connection.execute("PRAGMA synchronous=NORMAL")


@contextlib.contextmanager
def attempt(connection: sqlite3.Connection) -> Iterator[None]:
    """A part of an open transaction: undone alone on any error, which is raised on; does not nest.

    Raises:
        RuntimeError: no transaction is open: it would begin one and leave it open.
    """
    if not connection.in_transaction:
        raise RuntimeError("An attempt is a part of a transaction.")
    connection.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite has undone all of it
            connection.execute("ROLLBACK TO attempt")
            connection.execute("RELEASE attempt")
        raise
    connection.execute("RELEASE attempt")


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read within is of one moment."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        _roll_back(connection)


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # on a full disk SQLite may have done it already
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def told_plainly(
    path: Path = Path("library.db"), faults: Callable[[], list[str]] = list
) -> Iterator[None]:
    """Turns SQLite's errors into `DiskFullError` and `StoreError`; a bug stays what it is.

    Args:
        path: where the database lies.
        faults: asked when a rule of a table was broken, which is a bug unless there are some.

    Raises:
        DiskFullError: no room left.
        DamagedError: something in it is not as it was written.
        StoreError: locked, unreadable, or the disk fails.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite3 could not even put its own error into words
        raise DamagedError(StoreFault.DAMAGED_AT, Damage.NO_TEXT, path) from error
    except sqlite3.DatabaseError as error:
        if free_space.is_full(error, path):
            raise DiskFullError(StoreFault.DISK_FULL) from error
        if _is_damage(error) or (isinstance(error, sqlite3.IntegrityError) and faults()):
            raise DamagedError(StoreFault.DAMAGED_AT, unreadable(path, error), path) from error
        if (obstacle := obstacles.told(error, path)) is not None:
            raise obstacle from error
        if isinstance(error, sqlite3.OperationalError):
            log.info("SQLite says of %s: %s", str(path), str(error))
            raise StoreError(StoreFault.UNUSABLE, path) from error
        raise


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's module itself: text that is no Unicode
        return isinstance(error, sqlite3.OperationalError)
    return code & 0xFF in _DAMAGED_CODES
