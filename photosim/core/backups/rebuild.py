"""Makes a sound database of what can be read of a damaged one and of a backup of decisions.

The new one has every table of a new library. What can be computed again is left out where it could
not be read whole, and the files it belongs to are examined again; decisions that could not be read
come from the backup. Ids stay what they were, and none is used twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from photosim.core.backups.salvage import DamagedDatabase, Salvaged
from photosim.core.errors import Damage
from photosim.core.records.review import Choice
from photosim.core.records.trash_items import ItemState
from photosim.core.store import decisions
from photosim.core.store.connection import Connection
from photosim.core.store.decisions import Decisions, TableRows
from photosim.core.store.pairs import METHOD
from photosim.core.store.unsound import unsound

FACTS = ("model", "photo", "embedding", "file", "left_out", "note")
"""Tables that can be computed again row by row, or can do with some rows missing."""
CACHES = ("pair", "searched", "quality", "touched")
"""Tables that belong together and are computed again as a whole."""

_PREFIXES: Mapping[str, tuple[str, str]] = {
    "labelled": ("label_id", "hash"),
    "choice": ("tier", "hash"),
    "left_out": ("folder_id", "directory"),
}
"""Tables without row ids: the first two columns of their keys."""
_COUNTED = ("photo", "file", "folder", "verdict", "trash_batch", "trash_item")
"""Tables whose ids are never used twice."""
_GAP = 100_000
"""Left between the ids that are known and new ones when it is not known how far they had come."""
_NOTE_OF_INDEX = "index"
_NOTES_OF_PAIRS = (METHOD, "all triangles are closed")
"""Notes that are true only of what they were written for."""


@dataclass(slots=True)
class RebuildReport:
    """What became of the tables of a damaged library.

    Attributes:
        tables: by name; a table that was not there is missing.
        from_backup: rows that came out of the backup, by table.
        has_backup: whether there was one.
    """

    tables: dict[str, Salvaged] = field(default_factory=dict)
    from_backup: dict[str, int] = field(default_factory=dict)
    has_backup: bool = False

    @property
    def n_missing(self) -> int:
        """Tables of decisions that may lack rows, for which there was no backup either."""
        return 0 if self.has_backup else sum(t in decisions.TABLES for t in self.lost_tables)

    @property
    def lost_tables(self) -> tuple[str, ...]:
        """Tables of which something could not be read."""
        every = (*decisions.TABLES, *FACTS)
        return tuple(t for t in every if t not in self.tables or not self.tables[t].is_whole)


def rebuild(
    damaged: Path,
    connection: Connection,
    backup: Callable[[], Iterator[TableRows]] | None,
    report: RebuildReport,
) -> Iterator[None]:
    """Fill the empty library of a connection, in slices.

    Args:
        damaged: the database that is read; it is not changed.
        connection: the writing one of a new library, nothing of which is kept on an error.
        backup: the rows of a backup that is whole, None without one.
        report: says in the end what became of the tables.

    Raises:
        DiskFullError: no room.
        StoreError: it cannot be written.
    """
    yield from _copy(damaged, connection, report)
    put = Decisions(connection).put
    report.has_backup = backup is not None
    if backup is not None and (missing := _missing_decisions(report)):
        wanted = {*missing, *_referred_to(missing)}
        counts = put(part for part in backup() if part.table in wanted)
        report.from_backup = {table: n for table, n in counts.items() if n}
    yield
    _mend(connection, report)
    yield


def _missing_decisions(report: RebuildReport) -> tuple[str, ...]:
    return tuple(table for table in report.lost_tables if table in decisions.TABLES)


def _referred_to(tables: Sequence[str]) -> set[str]:
    """Tables whose numbers others use: they are needed to find out which row is which."""
    return {
        known
        for table, known in (
            ("labelled", "label"),
            ("choice", "folder"),
            ("trash_item", "trash_batch"),
        )
        if table in tables
    }


def _copy(damaged: Path, connection: Connection, report: RebuildReport) -> Iterator[None]:
    try:
        source = DamagedDatabase(damaged)
    except sqlite3.Error:
        return
    try:
        for table in (*decisions.TABLES, *FACTS):
            yield from _copy_table(source, connection, table, report)
        yield from _copy_caches(source, connection, report)
        _keep_counting(source, connection, report)
    finally:
        source.close()


def _copy_table(
    source: DamagedDatabase, connection: Connection, table: str, report: RebuildReport
) -> Iterator[None]:
    columns = _shared_columns(source, connection, table)
    if not columns:
        return
    told = report.tables[table] = Salvaged()
    sql = _insertion(table, columns)
    is_good = _RowCheck(connection, table, columns)
    for some in source.rows(table, columns, _PREFIXES.get(table), told):
        good = [row for row in some if is_good(row)]
        told.is_whole = told.is_whole and len(good) == len(some)
        connection.executemany(sql, good)
        yield


def _copy_caches(
    source: DamagedDatabase, connection: Connection, report: RebuildReport
) -> Iterator[None]:
    """All of them as they were, or none of them."""
    is_whole = report.tables.get("photo", Salvaged(is_whole=False)).is_whole
    for table in CACHES:
        columns = _shared_columns(source, connection, table)
        if not is_whole or not columns:
            is_whole = False
            break
        told = report.tables[table] = Salvaged()
        is_good = _RowCheck(connection, table, columns)
        for some in source.all_rows(table, columns, told):
            told.is_whole = told.is_whole and all(map(is_good, some))
            connection.executemany(_insertion(table, columns), some)
            yield
        is_whole = told.is_whole
    if not is_whole:
        for table in CACHES:
            connection.execute(f"DELETE FROM {table}")


def _shared_columns(source: DamagedDatabase, connection: Connection, table: str) -> tuple[str, ...]:
    """What both know of a table: the damaged one may be of an older photosim."""
    if table not in source.tables:
        return ()
    there = frozenset(source.columns(table))
    return tuple(c for c in decisions.columns_of(connection, table) if c in there)


def _insertion(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"


class _RowCheck:
    """Whether a row can be one of a table: a damaged page can give anything."""

    _KINDS: Mapping[str, tuple[type, ...]] = {
        "INTEGER": (int,),
        "REAL": (float, int),
        "TEXT": (str,),
        "BLOB": (bytes,),
    }

    def __init__(self, connection: Connection, table: str, columns: Sequence[str]) -> None:
        sql = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)'
        rules = {name: rule for name, *rule in connection.execute(sql, (table,))}
        self._rules = [
            (self._KINDS[kind], not is_needed and not is_key)
            for kind, is_needed, is_key in (rules[column] for column in columns)
        ]
        self._columns = columns
        self._makes_sense = _SENSE.get(table)

    def __call__(self, row: tuple[Any, ...]) -> bool:
        for value, (kinds, may_be_none) in zip(row, self._rules, strict=True):
            if not (may_be_none if value is None else isinstance(value, kinds)):
                return False
        if self._makes_sense is None:
            return True
        return self._makes_sense(dict(zip(self._columns, row, strict=True)))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_SENSE: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "note": lambda row: _is_json(row["value"]),
    "preset": lambda row: _is_json(row["content"]),
    "choice": lambda row: row["choice"] in Choice.__members__,
    "trash_item": lambda row: row["state"] in iter(ItemState),
    "folder": lambda row: bool(row["path"]) and b"\0" not in row["path"],
}
"""What values of a table must be besides their types."""


def _keep_counting(source: DamagedDatabase, connection: Connection, report: RebuildReport) -> None:
    """See to it that no id is used for a second row: caches beside the library know them."""
    for table in _COUNTED:
        highest = connection.number(f"SELECT ifnull(max(id), 0) FROM {table}")
        known = source.sequence(table)
        if known is None or known < highest:
            told = report.tables.get(table)
            is_whole = told is not None and told.is_whole and known is not None
            known = highest if is_whole else highest + _GAP
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, known))


def _mend(connection: Connection, report: RebuildReport) -> None:
    """Bring the tables in line with each other."""
    _drop_unsound(connection, report)
    for sql in _MENDING:
        connection.execute(sql)
    if not all(report.tables.get(table, Salvaged(0, False)).is_whole for table in CACHES):
        connection.execute(_FORGET_NOTES, _NOTES_OF_PAIRS)
    if "photo" in report.lost_tables or "embedding" in report.lost_tables:
        connection.execute("DELETE FROM note WHERE key = ?", (_NOTE_OF_INDEX,))
    if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
        raise connection.damaged(Damage.LOOSE_ROWS, broken[0][0])


def _drop_unsound(connection: Connection, report: RebuildReport) -> None:
    """Embeddings that cannot be one are made again, as those that could not be read."""
    found = unsound(connection.execute)
    if found:
        sql = "DELETE FROM embedding WHERE photo_id = ? AND model_id = ?"
        connection.executemany(sql, found)
        report.tables["embedding"].is_whole = False


_FORGET_NOTES = "DELETE FROM note WHERE key IN (?, ?)"
_MENDING = (
    # a name is lost, the photos that had it are not
    """
    INSERT INTO label (id, key, name)
    SELECT DISTINCT label_id, 'recovered ' || label_id, 'recovered ' || label_id FROM labelled
    WHERE label_id NOT IN (SELECT id FROM label)
    """,
    """
    DELETE FROM label WHERE id NOT IN (SELECT label_id FROM labelled)
    """,
    """
    INSERT INTO trash_batch (id, title, n_planned, at)
    SELECT batch_id, 'Recovered', count(*), min(began_at) FROM trash_item
    WHERE batch_id NOT IN (SELECT id FROM trash_batch) GROUP BY batch_id
    """,
    "DELETE FROM file WHERE folder_id NOT IN (SELECT id FROM folder)",
    "DELETE FROM left_out WHERE folder_id NOT IN (SELECT id FROM folder)",
    """
    DELETE FROM embedding WHERE photo_id NOT IN (SELECT id FROM photo)
    OR model_id NOT IN (SELECT id FROM model)
    """,
    """
    UPDATE file SET state = 1, photo_id = NULL
    WHERE photo_id IS NOT NULL AND photo_id NOT IN (SELECT id FROM photo)
    """,
    """
    UPDATE file SET state = 1
    WHERE state = 0 AND (photo_id IS NULL OR photo_id NOT IN (SELECT photo_id FROM embedding))
    """,
    """
    DELETE FROM pair
    WHERE first NOT IN (SELECT id FROM photo) OR second NOT IN (SELECT id FROM photo)
    """,
    "DELETE FROM searched WHERE photo_id NOT IN (SELECT id FROM photo)",
    "DELETE FROM quality WHERE photo_id NOT IN (SELECT id FROM photo)",
    """
    INSERT OR REPLACE INTO note (key, value)
    SELECT 'not looked beside', '[' || ids || ']'
    FROM (SELECT group_concat(id) AS ids FROM folder) WHERE ids IS NOT NULL
    """,
    # a bit that turned over in a hash can be seen in no row: each photo is examined again
    "UPDATE photo SET examination = 0",
)
"""Rows that refer to nothing, and what became of them."""
