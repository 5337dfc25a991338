"""What a person decided, of all kinds: taken out for a backup, and put back.

Labels, verdicts, choices and presets, the watched folders and the trash journal cannot be computed
again. They know photos by content, so they fit any library into which the photos are indexed.
Folders, labels and batches have numbers of their own in each library; other rows refer to those,
and follow them when they are put back.

A further kind is a table more in `TABLES`; where its rows refer to others, `_Places` says how.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from photosim.core.store.connection import Connection, durably
from photosim.core.store.library_facts import LibraryFacts

TABLES = (
    "folder",
    "label",
    "labelled",
    "verdict",
    "choice",
    "preset",
    "trash_batch",
    "trash_item",
)
"""The tables of decisions; those that others refer to come first."""
STAYING = frozenset({"folder", "trash_batch", "trash_item"})
"""Of these nothing is taken away when decisions are put back: folders that are watched now go on
being watched, and what went to the trash since can be brought back."""

CHANGED = "decided"
"""The note that is another one after every decision."""

DecisionRow = Mapping[str, Any]

_ONLY = {"folder": ("id", "path")}
"""Columns that count where not all do."""
_COUNTED = {"labelled": "state = 1 AND hash <> x''", "verdict": "NOT revoked"}
"""Rows that a person would count; all of them are copied."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class TableRows:
    """Some rows of one table."""

    table: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


class Decisions:
    """Reads and writes the tables of decisions. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def watch(self) -> None:
        """Note from now on when something changes; for the writing connection, once.

        Triggers of this connection alone do it: they follow the tables without a migration, and
        take no room in the schema, whose pages must be read whole.
        """
        if self.mark is None:
            self.changed()
        # the note is written for the first change after `arm`: for each it takes 30 us, three
        # times as long as giving a label
        self._connection.execute("CREATE TEMP TABLE is_noted (yes INTEGER)")
        for table in TABLES:
            of = f" OF {', '.join(_ONLY[table])}" if table in _ONLY else ""
            for what in ("INSERT", f"UPDATE{of}", "DELETE"):
                self._connection.execute(
                    f"CREATE TEMP TRIGGER {table}_{what[:6].lower()} AFTER {what} ON main.{table}"
                    " WHEN NOT EXISTS (SELECT 1 FROM temp.is_noted) BEGIN"
                    # UPDATE: a trigger takes over what the statement says of conflicts
                    """ UPDATE note SET value = '"' || hex(randomblob(8)) || '"'"""
                    f" WHERE key = '{CHANGED}'; INSERT INTO is_noted VALUES (1); END"
                )

    def arm(self) -> None:
        """Note the next change, too: the decisions of now are about to be copied."""
        self._connection.execute("DELETE FROM temp.is_noted")

    def changed(self) -> None:
        """The decisions are other ones now, though none of these triggers has seen it."""
        LibraryFacts(self._connection).set(CHANGED, secrets.token_hex(8))

    @property
    def mark(self) -> str | None:
        """Another text when something was decided since `arm`; None in a library of before."""
        value = LibraryFacts(self._connection).get(CHANGED)
        return None if value is None else str(value)

    def counts(self) -> dict[str, int]:
        """How many things a person decided, by table; what was taken back counts for nothing."""
        return {
            table: self._connection.number(
                f"SELECT count(*) FROM {table} WHERE {_COUNTED.get(table, 'TRUE')}"
            )
            for table in self._present()
        }

    def parts(self) -> Iterator[TableRows]:
        """All rows, in slices; they belong together only within one transaction."""
        for table in self._present():
            columns = _ONLY.get(table) or columns_of(self._connection, table)
            rows = self._connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
            while some := rows.fetchmany(_AT_ONCE):
                yield TableRows(table, tuple(columns), some)

    def replace(self, parts: Iterable[TableRows]) -> Counter[str]:
        """Have these in the place of all decisions but those that stay, through to the disk.

        See `STAYING`. All or nothing; returns how many rows came into each table.

        Raises:
            DiskFullError, StoreError: everything is as it was.
        """
        with durably(self._connection):
            for table in reversed(TABLES):
                if table not in STAYING:
                    self._connection.execute(f"DELETE FROM {table}")
            return self.put(parts)

    def put(self, parts: Iterable[TableRows]) -> Counter[str]:
        """Put rows into the tables; where something says otherwise already, that stays.

        Returns:
            How many rows came into each table.
        """
        places = _Places(self._connection)
        for part in parts:
            places.put(part)
        return places.counts

    def _present(self) -> list[str]:
        """The tables that are there: a library of an older photosim has fewer."""
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        present = {name for (name,) in self._connection.execute(names)}
        return [table for table in TABLES if table in present]


def columns_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The names of a table's columns; none when there is no such table."""
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    return tuple(name for (name,) in rows)


class _Places:
    """Gives rows the numbers that their folders, labels and batches have here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._columns = {table: frozenset(columns_of(connection, table)) for table in TABLES}
        self._folders: dict[int, int] = {0: 0}  # a choice for a photo belongs to no folder
        self._labels: dict[int, int] = {}
        self._batches: dict[int, int] = {}
        self._placed: dict[str, Callable[[dict[str, Any]], None]] = {
            "folder": self._folder,
            "label": self._label,
            "labelled": lambda row: self._refer("labelled", row, "label_id", self._labels),
            "choice": lambda row: self._refer("choice", row, "folder_id", self._folders),
            "trash_batch": self._batch,
            "trash_item": self._item,
        }
        self.counts: Counter[str] = Counter()

    def put(self, part: TableRows) -> None:
        """Rows of a table that this library has, as far as it has their columns."""
        known = self._columns.get(part.table, frozenset())
        if not known:
            return
        place = self._placed.get(part.table)
        for row in part.rows:
            values = {c: v for c, v in zip(part.columns, row, strict=True) if c in known}
            if place is None:
                self._insert(part.table, values)
            else:
                place(values)

    def _folder(self, row: dict[str, Any]) -> None:
        self._folders[row["id"]] = self._same("folder", row, ("path",)) or self._insert(
            "folder", row
        )

    def _label(self, row: dict[str, Any]) -> None:
        self._labels[row["id"]] = self._same("label", row, ("key",)) or self._insert("label", row)

    def _batch(self, row: dict[str, Any]) -> None:
        same = self._same("trash_batch", row, ("title", "n_planned", "at"))
        self._batches[row["id"]] = same or self._insert("trash_batch", row)

    def _item(self, row: dict[str, Any]) -> None:
        batch = self._batches.get(row["batch_id"])
        if batch is None:
            return
        row["batch_id"] = batch
        if self._same("trash_item", row, ("batch_id", "unit", "path")) is None:
            self._insert("trash_item", row)

    def _refer(self, table: str, row: dict[str, Any], key: str, numbers: Mapping[int, int]) -> None:
        if row[key] in numbers:
            row[key] = numbers[row[key]]
            self._insert(table, row)

    def _same(self, table: str, row: DecisionRow, key: Sequence[str]) -> int | None:
        """The number of the row that says the same here."""
        wanted = " AND ".join(f"{column} = ?" for column in key)
        found = self._connection.execute(
            f"SELECT id FROM {table} WHERE {wanted}", [row[column] for column in key]
        ).fetchone()
        return None if found is None else int(found[0])

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        """A new row, with its own number if that is free; its number."""
        if "id" in row and self._same(table, row, ("id",)) is not None:
            row = {column: value for column, value in row.items() if column != "id"}
        marks = ", ".join("?" * len(row))
        cursor = self._connection.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})",
            list(row.values()),
        )
        self.counts[table] += cursor.rowcount
        return int(cursor.lastrowid or 0)
