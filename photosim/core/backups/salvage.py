"""Reads what can be read of a damaged database: around damaged pages, table by table.

SQLite finds a row by its key as long as the pages on the way to it are whole. So a table is read
from its beginning until a page fails, and what lies behind is cut into halves, again and again:
halves that can be read are read, the others shrink until nothing but the damage is left.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from photosim.core.store.decisions import columns_of

_AT_ONCE = 200
_MOST_FAILURES = 20_000
"""Ranges of a table that fail before the rest is given up: some seconds."""
_BEYOND = 4096
"""How many rows are looked for behind the last known one, when a table's end is damaged."""
_PREFIX_BITS = 32
"""Hashes are cut into ranges by so many of their first bits."""


@dataclass(slots=True)
class Salvaged:
    """What became of one table.

    Attributes:
        n_read: rows that could be read.
        is_whole: whether nothing stood in the way; then no row is missing.
    """

    n_read: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Range:
    """Keys from `first` to `last`, both included, of the rows with `group` in the first column."""

    first: int
    last: int
    group: tuple[Any, ...] = ()


@dataclass(slots=True)
class _TableReading:
    """A table on its way out.

    Attributes:
        columns: what is read, after the key.
        prefix: column whose first bits are the key; None for tables with row ids.
    """

    table: str
    columns: Sequence[str]
    prefix: str | None
    told: Salvaged
    failures: int = 0
    waiting: deque[_Range] = field(default_factory=deque)


class DamagedDatabase:
    """A damaged database, opened for reading only; for one thread.

    Args:
        path: of the database; with its log, if it has one.

    Raises:
        sqlite3.Error: not even its list of tables can be read.
    """

    def __init__(self, path: Path) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        self._connection.text_factory = _text
        try:
            # a table whose entry is damaged is no reason to refuse the others
            self._connection.execute("PRAGMA writable_schema = ON")
            tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            self.tables = frozenset(str(name) for (name,) in tables if name is not None)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close it; nothing was changed."""
        self._connection.close()

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table; none when there is none."""
        with contextlib.suppress(sqlite3.Error):
            return columns_of(self._connection, table)
        return ()

    def sequence(self, table: str) -> int | None:
        """The largest row id that a table has ever had; None when that cannot be read."""
        sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        with contextlib.suppress(sqlite3.Error):
            row = self._connection.execute(sql, (table,)).fetchone()
            return None if row is None or not isinstance(row[0], int) else row[0]
        return None

    def rows(
        self, table: str, columns: Sequence[str], prefix: tuple[str, str] | None, told: Salvaged
    ) -> Iterator[list[tuple[Any, ...]]]:
        """All rows of a table that can be read, in slices; some may come twice.

        Args:
            table: its name.
            columns: what to read of each row.
            prefix: None for a table with row ids; else the first column of its key, which has few
                values, and the second, of bytes.
            told: says at the end how it went.
        """
        if not self._is_sound(table):
            told.is_whole = False
        reading = _TableReading(table, columns, None if prefix is None else prefix[1], told)
        reading.waiting.extend(self._ranges(table, prefix))
        while reading.waiting and reading.failures < _MOST_FAILURES:
            yield from self._read(reading, reading.waiting.popleft(), prefix)

    def all_rows(
        self, table: str, columns: Sequence[str], told: Salvaged
    ) -> Iterator[list[tuple[Any, ...]]]:
        """All rows of a table in slices, up to the first that cannot be read: for caches."""
        told.is_whole = self._is_sound(table)
        try:
            cursor = self._connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
            while told.is_whole and (some := cursor.fetchmany(_AT_ONCE)):
                told.n_read += len(some)
                yield some
        except sqlite3.Error:
            told.is_whole = False

    def _is_sound(self, table: str) -> bool:
        """Whether SQLite's check finds nothing wrong in a table."""
        try:
            found = self._connection.execute(f"PRAGMA quick_check('{table}')").fetchall()
        except sqlite3.Error:
            return False
        return found == [("ok",)]

    def _ranges(self, table: str, prefix: tuple[str, str] | None) -> Iterator[_Range]:
        if prefix is None:
            yield _Range(0, self._last_id(table))
            return
        for group in self._groups(table, prefix[0]):
            yield _Range(0, (1 << _PREFIX_BITS) - 1, (group,))

    def _last_id(self, table: str) -> int:
        """An upper end for row ids: behind it nobody could tell damage from nothing at all."""
        last = f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1"
        known = f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'"
        for sql in (last, known):
            with contextlib.suppress(sqlite3.Error):
                row = self._connection.execute(sql).fetchone()
                if row is None and sql is last:
                    return 0
                if row and isinstance(row[0], int):
                    return row[0]
        return self._most_ids() + _BEYOND

    def _most_ids(self) -> int:
        """The largest row id that any table is known to have had, as far as it can be believed."""
        with contextlib.suppress(sqlite3.Error):
            found = self._connection.execute("SELECT seq FROM sqlite_sequence").fetchall()
            believed = [seq for (seq,) in found if isinstance(seq, int) and 0 < seq < 1 << 32]
            return max(believed, default=0)
        return 0

    def _groups(self, table: str, column: str) -> list[Any]:
        """The values in the first column of a key, from both ends, as far as they can be read."""
        found: dict[Any, None] = {}
        for order in ("ASC", "DESC"):
            sql = f"SELECT {column} FROM {table} ORDER BY {column} {order}"
            with contextlib.suppress(sqlite3.Error):
                for (value,) in self._connection.execute(sql):
                    found[value] = None
        for known in self._known_groups(table):
            found[known] = None
        return [value for value in found if value is not None]

    def _known_groups(self, table: str) -> list[Any]:
        """Values that others know of: the labels."""
        if table != "labelled":
            return []
        found: list[Any] = []
        with contextlib.suppress(sqlite3.Error):
            for (number,) in self._connection.execute("SELECT id FROM label NOT INDEXED"):
                found.append(number)
        return found

    def _read(
        self, reading: _TableReading, wanted: _Range, prefix: tuple[str, str] | None
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a range; what fails is put back in halves."""
        at = wanted.first
        try:
            cursor = self._connection.execute(*_selection(reading, wanted, prefix))
            while some := cursor.fetchmany(_AT_ONCE):
                keys = [_position(row[0]) for row in some]
                if not all(wanted.first <= key <= wanted.last for key in keys):
                    raise sqlite3.DatabaseError("rows of another place")
                reading.told.n_read += len(some)
                at = max(at, keys[-1] + (prefix is None))
                yield [row[1:] for row in some]
        except sqlite3.Error:
            reading.told.is_whole = False
            reading.failures += 1
            if wanted.first < wanted.last:
                reading.waiting.extend(_halves(wanted, at))


def _selection(
    reading: _TableReading, wanted: _Range, prefix: tuple[str, str] | None
) -> tuple[str, tuple[Any, ...]]:
    columns = ", ".join(reading.columns)
    if prefix is None:
        sql = f"SELECT rowid, {columns} FROM {reading.table} NOT INDEXED"
        return f"{sql} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", (wanted.first, wanted.last)
    first, second = prefix
    sql = f"SELECT {second}, {columns} FROM {reading.table} WHERE {first} = ? AND {second} >= ?"
    low = _bytes(wanted.first) if wanted.first else b""
    if wanted.last == (1 << _PREFIX_BITS) - 1:
        return f"{sql} ORDER BY {second}", (*wanted.group, low)
    return (
        f"{sql} AND {second} < ? ORDER BY {second}",
        (*wanted.group, low, _bytes(wanted.last + 1)),
    )


def _halves(wanted: _Range, at: int) -> list[_Range]:
    """What is left of a range from `at` on, in two; less each time, so that it ends."""
    middle = (at + wanted.last) // 2
    halves = [_Range(at, middle, wanted.group), _Range(middle + 1, wanted.last, wanted.group)]
    return [half for half in halves if half.first <= half.last]


def _position(key: object) -> int:
    """Where a row stands in its range: its id, or the first bits of its hash."""
    if isinstance(key, int):
        return key
    if isinstance(key, bytes):
        return int.from_bytes(key[:4].ljust(4, b"\0"), "big")
    raise sqlite3.DatabaseError("a key of the wrong kind")


def _bytes(prefix: int) -> bytes:
    return prefix.to_bytes(4, "big")


def _text(value: bytes) -> str | None:
    """A text; None, which the row's check refuses, for bytes that are none."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None
