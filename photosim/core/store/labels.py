"""Labels: words that a person gave to photos, by their content, for good.

A label needs no row of its photos: it outlives removing them, another model, and every new look at
them. Beside what was given stands what was refused, so that it is not suggested again. A label that
names a theme has a row without content, which says how far photos had come when the theme was
named: those that came since and fall into the theme are suggested.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from photosim.core.records.label_names import clean, key
from photosim.core.records.photos import Ids
from photosim.core.records.themes import Label
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection, durably
from photosim.core.store.portions import portions

GIVEN = 1
REFUSED = 0
THEME = b""
"""The content hash of the row that says that a label names a theme."""


LabelledRow = tuple[bytes, str, int | None]
"""Content hash, name of the label, and the state, None for a row that is not there."""


class Labels:
    """Reads and writes `label` and `labelled`. Belongs to the thread of its connection.

    Attributes:
        version: another number whenever labels changed through this object.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # a library of an older photosim that is only read has no tables for labels
        table = "SELECT count(*) FROM sqlite_master WHERE name = 'labelled'"
        self._is_there = connection.number(table) > 0
        self.version = 0

    def rows(self, name: str, contents: Iterable[bytes]) -> list[LabelledRow]:
        """The rows of a label for some contents, as they are now."""
        label = self._number(name)
        states: dict[bytes, int] = {}
        wanted = list(dict.fromkeys(contents))
        if label is not None:
            for marks, chunk in portions(wanted):
                sql = f"SELECT hash, state FROM labelled WHERE label_id = ? AND hash IN ({marks})"
                states.update(self._read(ColumnTypes(bytes, int), sql, (label, *chunk)))
        spelled = self.spelled(name) or name
        return [(content, spelled, states.get(content)) for content in wanted]

    def all_rows(self, name: str) -> list[LabelledRow]:
        """All rows of a label."""
        rows = self._read(
            ColumnTypes(bytes, str, int),
            "SELECT hash, name, state FROM labelled JOIN label ON label.id = label_id"
            " WHERE key = ? ORDER BY hash",
            (key(name),),
        )
        return [(content, spelled, state) for content, spelled, state in rows]

    def put(self, rows: Iterable[LabelledRow], at: float) -> None:
        """Write rows down, through to the disk: None takes a row away.

        Args:
            rows: in any order, of any labels, which are spelled from now on as they are here; a
                label that has no row left is gone.
            at: epoch seconds.

        Raises:
            DiskFullError, StoreError: nothing of it is written.
        """
        by_name: dict[str, list[tuple[bytes, int | None]]] = {}
        for content, name, state in rows:
            by_name.setdefault(name, []).append((content, state))
        self.version += 1
        with durably(self._connection):
            for name, some in by_name.items():
                self._put(name, sorted(some, key=lambda row: row[0]), at)

    def spelled(self, name: str) -> str | None:
        """A label's name as the person wrote it first; None when there is no such label."""
        row = self._read_one(ColumnTypes(str), "SELECT name FROM label WHERE key = ?", (key(name),))
        return None if row is None else str(row[0])

    def listed(self) -> list[Label]:
        """The labels that were given to any photo, by name; suggestions are not counted here."""
        rows = self._read(ColumnTypes(str, int, int), _LISTED)
        found = [Label(name, n_photos, 0, cover) for name, n_photos, cover in rows]
        return sorted(found, key=lambda label: (key(label.name), label.name))

    def names(self) -> list[str]:
        """The names of all labels, by name."""
        rows = self._read(ColumnTypes(str), "SELECT name FROM label")
        return sorted((name for (name,) in rows), key=lambda name: (key(name), name))

    def names_themes(self) -> bool:
        """Whether any label names a theme."""
        return bool(self._read(ColumnTypes(int), "SELECT 1 FROM labelled WHERE hash = x'' LIMIT 1"))

    def given(self, name: str) -> Ids:
        """The live photos with a label, ascending; none for an unknown one."""
        return self._photos(name, GIVEN)

    def refused(self, name: str) -> Ids:
        """The live photos that a label was taken from, ascending."""
        return self._photos(name, REFUSED)

    def naming(self) -> list[tuple[str, int]]:
        """The labels that name a theme, by name, and the last photo there was then."""
        rows = self._read(ColumnTypes(str, int), _NAMING)
        return sorted(rows, key=lambda row: (key(row[0]), row[0]))

    def of(self, photo_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
        """What was given to photos, and what was refused: name and state, by name."""
        found: dict[int, list[tuple[str, int]]] = {}
        for marks, chunk in portions([int(photo_id) for photo_id in photo_ids]):
            rows = self._read(ColumnTypes(int, str, int), _OF.format(marks), chunk)
            for photo_id, name, state in rows:
                found.setdefault(photo_id, []).append((name, state))
        return {photo: sorted(some, key=lambda one: key(one[0])) for photo, some in found.items()}

    def contents(self, photo_ids: Sequence[int] | Ids) -> dict[int, bytes]:
        """The content hashes of photos."""
        found: dict[int, bytes] = {}
        for marks, chunk in portions([int(photo_id) for photo_id in photo_ids]):
            sql = f"SELECT id, hash FROM photo WHERE id IN ({marks})"
            found.update(self._read(ColumnTypes(int, bytes), sql, chunk))
        return found

    def count(self) -> int:
        """How many labels there are."""
        return len(self._read(ColumnTypes(int), "SELECT id FROM label"))

    def _read(
        self, columns: ColumnTypes, sql: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        return self._connection.read(columns, sql, parameters) if self._is_there else []

    def _read_one(
        self, columns: ColumnTypes, sql: str, parameters: Sequence[object]
    ) -> tuple[Any, ...] | None:
        rows = self._read(columns, sql, parameters)
        return rows[0] if rows else None

    def _photos(self, name: str, state: int) -> Ids:
        rows = self._read(ColumnTypes(int), _PHOTOS, (key(name), state))
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def _number(self, name: str) -> int | None:
        row = self._read_one(ColumnTypes(int), "SELECT id FROM label WHERE key = ?", (key(name),))
        return None if row is None else int(row[0])

    def _put(self, name: str, rows: list[tuple[bytes, int | None]], at: float) -> None:
        label = self._number(name)
        gone = [(label, content) for content, state in rows if state is None]
        stay = [(content, state) for content, state in rows if state is not None]
        if stay:
            label = self._connection.number(_SPELL, (key(name), clean(name)))
        if label is None:
            return
        self._connection.executemany("DELETE FROM labelled WHERE label_id = ? AND hash = ?", gone)
        self._connection.executemany(_PUT, [(label, content, state, at) for content, state in stay])
        self._connection.execute(
            "DELETE FROM label WHERE id = ? AND NOT EXISTS"
            " (SELECT 1 FROM labelled WHERE label_id = label.id)",
            (label,),
        )


# for 20,000 photos a third of the time that INSERT OR REPLACE takes (2026-11)
_PUT = """
INSERT INTO labelled (label_id, hash, state, at) VALUES (?, ?, ?, ?)
ON CONFLICT (label_id, hash) DO UPDATE SET state = excluded.state, at = excluded.at
"""
_SPELL = """
INSERT INTO label (key, name) VALUES (?, ?)
ON CONFLICT (key) DO UPDATE SET name = excluded.name RETURNING id
"""
_LIVE = "EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id)"
_NAMING = """
SELECT name, state FROM labelled JOIN label ON label.id = label_id WHERE hash = x''
"""
_PHOTOS = f"""
SELECT photo.id FROM labelled JOIN label ON label.id = label_id
JOIN photo ON photo.hash = labelled.hash WHERE key = ? AND state = ? AND {_LIVE} ORDER BY photo.id
"""
_LISTED = f"""
SELECT name, count(photo.id), ifnull(max(photo.id), 0)
FROM label JOIN labelled ON label_id = label.id AND state = 1 AND labelled.hash <> x''
LEFT JOIN photo ON photo.hash = labelled.hash AND {_LIVE} GROUP BY label.id
"""
_OF = """
SELECT photo.id, name, state FROM photo JOIN labelled ON labelled.hash = photo.hash
JOIN label ON label.id = label_id WHERE photo.id IN ({})
"""
