"""The thumbnail cache: JPEG bytes by content hash, in an SQLite file of its own.

Nothing in it is worth keeping: a damaged or foreign file is set aside and a new one begun, and
photosim makes the thumbnails again. One writer (the library thread) and any number of readers,
each in its own thread.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from photosim.core.disk import free_space, new_file, obstacles, private, read_only
from photosim.core.errors import CacheFault, DiskFullError, StoreError
from photosim.core.store.portions import portions

log = logging.getLogger(__name__)

_APPLICATION_ID = 0x70687468
"""SQLite's `application_id` of these files: "phth"."""

_PATIENCE_S = 10.0
"""How long is waited for another connection's lock, seconds."""

_DAMAGE_CODES = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_NOTHING_CODES = _DAMAGE_CODES | {sqlite3.SQLITE_ERROR}
"""What a reader meets where there are no thumbnails; the last one: there is no such table."""


class ThumbStore:
    """Thumbnails by content hash (hex). Use each object in the thread that made it.

    Attributes:
        has_met_damage: whether something could not be read because the file is damaged.
    """

    has_met_damage = False

    def __init__(self, path: Path) -> None:
        """Opens the file for reading and writing, and begins it when it is missing or damaged.

        Raises:
            DiskFullError: no room.
            StoreError: it cannot be opened for another reason, such as permissions.
        """
        self._path = path
        self._is_reader = False
        with _told(path):
            self._connection = self._open_or_begin()

    @classmethod
    def open_reader(cls, path: Path) -> ThumbStore:
        """A reading connection for another thread; a missing file is not made, and holds none.

        Raises:
            StoreError: it cannot be opened.
        """
        reader = cls.__new__(cls)
        reader._path = path
        reader._is_reader = True
        with _told(path):
            reader._connection = _connect_reader(path)
        return reader

    def put_many(self, thumbnails: Mapping[str, bytes]) -> None:
        """Stores JPEG bytes by content hash, in one transaction; replaces what was there.

        Raises:
            DiskFullError: no room; nothing of this call is stored.
            StoreError: it cannot be written for another reason.
        """
        rows = [(bytes.fromhex(key), jpeg) for key, jpeg in thumbnails.items()]
        with _told(self._path):
            self._write("INSERT OR REPLACE INTO thumb VALUES (?, ?)", rows)

    def get_many(self, hashes: Collection[str]) -> dict[str, bytes]:
        """JPEG bytes by content hash, of those that are there; a damaged file holds none."""
        found: dict[str, bytes] = {}
        with _told(self._path):
            for marks, keys in portions(map(bytes.fromhex, hashes)):
                found.update(
                    (key.hex(), jpeg)
                    for key, jpeg in self._read(
                        f"SELECT hash, jpeg FROM thumb WHERE hash IN ({marks})", keys
                    )
                )
        return found

    def has(self, content_hash: str) -> bool:
        """Whether there is a thumbnail of this content hash."""
        sql = "SELECT 1 FROM thumb WHERE hash = ?"
        with _told(self._path):
            return bool(self._read(sql, (bytes.fromhex(content_hash),)))

    def missing(self, hashes: Collection[str]) -> set[str]:
        """Those of the content hashes that have no thumbnail."""
        there: set[str] = set()
        with _told(self._path):
            for marks, keys in portions(map(bytes.fromhex, hashes)):
                sql = f"SELECT hash FROM thumb WHERE hash IN ({marks})"
                there.update(key.hex() for (key,) in self._read(sql, keys))
        return set(hashes) - there

    def count(self) -> int:
        """How many thumbnails there are."""
        with _told(self._path):
            return sum(n for (n,) in self._read("SELECT count(*) FROM thumb", ()))

    def size(self) -> int:
        """Bytes on the disk, the log included."""
        return sum(file.stat().st_size for file in _files(self._path) if file.exists())

    def close(self) -> None:
        """Closes the connection; the object is not used after that."""
        self._connection.close()

    def _open_or_begin(self) -> sqlite3.Connection:
        """The writing connection to a sound file."""
        private.make_folder(self._path.parent)
        private.make_file(self._path)
        connection = _connect(self._path)
        try:
            if _is_ours(connection):
                return connection
        except sqlite3.DatabaseError as error:
            if obstacles.primary_code(error) not in _DAMAGE_CODES:
                connection.close()
                raise
        connection.close()
        return self._begin_again()

    def _begin_again(self) -> sqlite3.Connection:
        """Sets a damaged or foreign file aside and begins a new one."""
        if self._path.exists():
            self._path.replace(_aside(self._path))
        for file in _files(self._path):
            file.unlink(missing_ok=True)
        private.make_file(self._path)
        connection = _connect(self._path)
        _make_schema(connection)
        return connection

    def _write(self, sql: str, rows: Sequence[tuple[bytes, ...]]) -> None:
        """Executes one statement for all rows in one transaction; a damaged file is replaced."""
        try:
            with self._connection:
                self._connection.executemany(sql, rows)
        except sqlite3.DatabaseError as error:
            if obstacles.primary_code(error) not in _DAMAGE_CODES:
                raise
            self._connection.close()
            self._connection = self._begin_again()
            with self._connection:
                self._connection.executemany(sql, rows)

    def _read(self, sql: str, values: Sequence[bytes]) -> list[tuple[Any, ...]]:
        """All rows of a query; of a damaged file none."""
        of_none = _NOTHING_CODES if self._is_reader else _DAMAGE_CODES
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if (code := obstacles.primary_code(error)) not in of_none:
                raise
            self.has_met_damage |= code in _DAMAGE_CODES
        if self._is_reader:  # the writer sets the damaged file aside: look at the new one next
            self._connection.close()
            self._connection = _connect_reader(self._path)
        return []


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that may write."""
    return sqlite3.connect(path, timeout=_PATIENCE_S)


def _connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing; to an empty database where there is none."""
    if not path.exists():
        return sqlite3.connect(":memory:")
    try:
        return _connect_with(path, read_only.READING)
    except sqlite3.OperationalError as error:
        if not read_only.is_needed(path, error):
            raise
    return _connect_with(path, read_only.STILL)


def _connect_with(path: Path, options: str) -> sqlite3.Connection:
    """A connection that has read something, so that what SQLite refuses is known."""
    uri = f"{path.absolute().as_uri()}?{options}"
    connection = sqlite3.connect(uri, timeout=_PATIENCE_S, uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if obstacles.primary_code(error) not in _DAMAGE_CODES:
            connection.close()
            raise
    return connection


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the file is a thumbnail cache; an empty file is made one.

    Raises:
        sqlite3.DatabaseError: it is damaged or no SQLite file.
    """
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        _make_schema(connection)
        return True
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != _APPLICATION_ID:
        return False
    connection.execute("SELECT hash, jpeg FROM thumb LIMIT 1").fetchall()
    _configure(connection)
    return True


def _make_schema(connection: sqlite3.Connection) -> None:
    """Makes an empty file a thumbnail cache."""
    _configure(connection)
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    with connection:
        connection.execute("CREATE TABLE thumb (hash BLOB PRIMARY KEY, jpeg BLOB NOT NULL)")


def _configure(connection: sqlite3.Connection) -> None:
    """Readers never wait for the writer; the disk is waited for only when the log is folded in."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _files(path: Path) -> tuple[Path, Path, Path]:
    """The database, its log and the log's index."""
    return path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def _aside(path: Path) -> Path:
    """Where a damaged file goes: over an earlier one, over nothing else."""
    aside = path.with_name(path.name + ".damaged")
    is_plain = aside.is_file() and not aside.is_symlink()
    return aside if is_plain else new_file.free_name(aside)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system raise into errors for people."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if _is_full(error, path):
            raise DiskFullError(CacheFault.THUMBNAILS_NO_ROOM, path.parent) from error
        obstacle = obstacles.told(error, path) if isinstance(error, sqlite3.Error) else None
        if obstacle is not None:
            raise obstacle from error
        log.info("The thumbnails in %s: %s", str(path), str(error))
        raise StoreError(CacheFault.THUMBNAILS_REFUSED, path) from error


def _is_full(error: sqlite3.Error | OSError, path: Path) -> bool:
    if isinstance(error, sqlite3.Error):
        return free_space.is_full(error, path)
    return error.errno in free_space.FULL
