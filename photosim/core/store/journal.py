"""The journal of the trash: what went, where it lies now, and what stayed in its place.

A row is written before a file is touched and again after, each time through to the disk; whatever
ends the program in between, the row says what to look for. Nothing is ever removed from it.

    pending ──moved──▶ in trash ──asked for──▶ restoring ──put back──▶ restored
       └──not moved──▶ failed                       └──could not──▶ in trash

What photosim itself puts back, because it should not have gone, ends as failed, with the reason.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from photosim.core.errors import Damage, TrashFault, coded
from photosim.core.records.caseless import caseless
from photosim.core.records.photos import Ids, readable
from photosim.core.records.trash_items import (
    NOT_IN_TRASH,
    UNSETTLED,
    Item,
    ItemState,
    JournalEntry,
    TrashBatch,
)
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection, durably, transaction
from photosim.core.store.numbers import stored, whole
from photosim.core.store.portions import portions

_MISSING_PATTERNS = (f"{coded(TrashFault.EMPTIED)} %", f"%{NOT_IN_TRASH}")
"""What SQL finds the reasons by of files that were looked for in the trash and are not there: it
was emptied, or something else took them out."""


class Journal:
    """Reads and writes `trash_batch` and `trash_item`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin_batch(self, n_planned: int, at: float) -> int:
        """A new batch; its number."""
        return self._connection.number(
            "INSERT INTO trash_batch (title, n_planned, at) VALUES ('', ?, ?) RETURNING id",
            (n_planned, at),
        )

    def begin(self, batch_id: int, files: Sequence[JournalEntry], at: float) -> list[Item]:
        """Write down, through to the disk, that these files are about to go: pending.

        Raises:
            DiskFullError, StoreError: it cannot be written; then nothing may go.
        """
        with durably(self._connection):
            ids = [self._insert(batch_id, file, ItemState.PENDING, "", at) for file in files]
        return self.items(ids)

    def refuse(self, batch_id: int, files: Sequence[JournalEntry], reason: str, at: float) -> None:
        """Write down that these files were not touched, and why."""
        with transaction(self._connection):
            for file in files:
                self._insert(batch_id, file, ItemState.FAILED, reason, at)

    def moved(self, item_id: int, place: bytes, at: float) -> None:
        """Write down, through to the disk, that a file lies in the trash."""
        with durably(self._connection):
            self._connection.execute(
                f"UPDATE trash_item SET state = {_IN_TRASH}, place = ?, reason = '', ended_at = ?"
                " WHERE id = ?",
                (place, at, item_id),
            )

    def end(self, item_ids: Sequence[int], state: ItemState, reason: str, at: float) -> None:
        """Write down, through to the disk, what became of files in the end."""
        with durably(self._connection):
            self._connection.executemany(
                "UPDATE trash_item SET state = :state, reason = :reason, ended_at = :at,"
                f" place = CASE WHEN :state = {_IN_TRASH} THEN place END WHERE id = :id",
                [{"state": int(state), "reason": reason, "at": at, "id": i} for i in item_ids],
            )

    def begin_restoring(self, item_ids: Sequence[int]) -> None:
        """Write down, through to the disk, that files in the trash are about to come back."""
        with durably(self._connection):
            self._connection.executemany(
                f"UPDATE trash_item SET state = {_RESTORING} WHERE id = ? AND state = {_IN_TRASH}",
                [(item_id,) for item_id in item_ids],
            )

    def note(self, item_ids: Sequence[int], reason: str) -> None:
        """Write down why files are still where they are."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE trash_item SET reason = ? WHERE id = ?", [(reason, i) for i in item_ids]
            )

    def unsettled(self) -> list[list[Item]]:
        """The units with a file of which nobody has written yet what became of it."""
        return self._units(f"{_UNIT_IN} ({_UNSETTLED_UNITS})", ())

    def units_of_batch(self, batch_id: int) -> list[list[Item]]:
        """All units of a batch, in the order they went."""
        return self._units("batch_id = ?", (batch_id,))

    def units_of(self, item_ids: Sequence[int]) -> list[list[Item]]:
        """The whole units that some files belong to, in the order they went."""
        found: dict[tuple[int, int], list[Item]] = {}
        for marks, chunk in portions(map(int, item_ids)):
            some = f"{_UNIT_IN} (SELECT {_UNIT} FROM trash_item WHERE id IN ({marks}))"
            found |= {_unit_key(unit[0]): unit for unit in self._units(some, chunk)}
        return [found[key] for key in sorted(found)]

    def ids(self, text: str = "", states: Sequence[ItemState] = ()) -> Ids:
        """`(n,)` numbers of the files whose path contains `text`, what came last first.

        Args:
            text: case and the way accents are written do not matter; empty for all.
            states: only these; empty for all.
        """
        wanted = ",".join(str(int(state)) for state in states or ItemState)
        rows = self._connection.read(
            ColumnTypes(int),
            f"SELECT id FROM trash_item WHERE state IN ({wanted})"
            " AND (? = '' OR instr(path_text, ?)) ORDER BY id DESC",
            (caseless(text), caseless(text)),
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    def items(self, item_ids: Sequence[int] | Ids) -> list[Item]:
        """The rows of some numbers, in the order asked, without unknown ones."""
        found: dict[int, Item] = {}
        for marks, chunk in portions(map(int, item_ids)):
            for item in self._read(f"{_SELECT} WHERE id IN ({marks})", chunk):
                found[item.id] = item
        return [found[int(item_id)] for item_id in item_ids if int(item_id) in found]

    def in_trash(self) -> frozenset[tuple[bytes, int, int]]:
        """What went to the trash and did not come back: path, mtime in ns and size of each file."""
        rows = self._connection.read(
            ColumnTypes(bytes, int | bytes, int | bytes),
            "SELECT path, mtime_ns, size FROM trash_item WHERE state = ?",
            (int(ItemState.IN_TRASH),),
        )
        return frozenset((path, whole(mtime_ns), whole(size)) for path, mtime_ns, size in rows)

    def came_back(self, since: float) -> dict[int, float]:
        """When photos came back from the trash last, those of which a file did.

        Args:
            since: only those that did then or later; epoch seconds.
        """
        rows = self._connection.read(
            ColumnTypes(int, float),
            "SELECT photo.id, max(ended_at) FROM trash_item JOIN photo USING (hash)"
            " WHERE state = ? AND ended_at >= ? GROUP BY photo.id",
            (int(ItemState.RESTORED), since),
        )
        return dict(rows)

    def last_at(self, place: bytes) -> int | None:
        """The number of the file that was put at a place in the trash last; None for none."""
        rows = self._connection.read(
            ColumnTypes(int | None), "SELECT max(id) FROM trash_item WHERE place = ?", (place,)
        )
        return next((row[0] for row in rows), None)

    def places(self, path: bytes) -> frozenset[bytes]:
        """Where files that lay at a path and did not come back lie in the trash."""
        rows = self._connection.read(
            ColumnTypes(bytes),
            "SELECT place FROM trash_item WHERE path = ? AND place IS NOT NULL",
            (path,),
        )
        return frozenset(place for (place,) in rows)

    def batches(self, limit: int, before: int | None = None) -> list[TrashBatch]:
        """The batches, the last first.

        Args:
            limit: how many at most.
            before: only those before this one, for the next page.
        """
        rows = self._connection.read(
            ColumnTypes(int, float, int, int, int, int, int, int),
            _BATCHES,
            (*_MISSING_PATTERNS, before, limit),
        )
        return [TrashBatch(*row) for row in rows]

    def _insert(
        self, batch_id: int, file: JournalEntry, state: ItemState, reason: str, at: float
    ) -> int:
        return self._connection.number(
            _INSERT,
            (
                batch_id,
                file.unit_number,
                file.path,
                caseless(readable(file.path)),
                bytes.fromhex(file.content_hash),
                stored(file.size),
                stored(file.mtime_ns),
                file.is_companion,
                file.mount,
                file.keeper,
                bytes.fromhex(file.keeper_hash),
                int(state),
                reason,
                at,
                None if state in UNSETTLED else at,
            ),
        )

    def _units(self, which: str, values: Sequence[object]) -> list[list[Item]]:
        """The units of the rows that fit, in one reading: a batch may have thousands."""
        rows = self._read(f"{_SELECT} WHERE {which} ORDER BY {_UNIT}, id", values)
        return [list(unit) for _, unit in itertools.groupby(rows, _unit_key)]

    def _read(self, sql: str, values: Sequence[object]) -> list[Item]:
        return [self._item(row) for row in self._connection.read(_COLUMNS, sql, values)]

    def _item(self, row: tuple) -> Item:  # type: ignore[type-arg] # a row of _SELECT
        item_id, batch_id, unit_number, path, digest, size, mtime_ns, is_companion, *rest = row
        mount, keeper, keeper_digest, state, place, reason, began_at, ended_at = rest
        if state not in iter(ItemState):
            raise self._connection.damaged(Damage.JOURNAL_STATE)
        file = JournalEntry(
            unit_number=unit_number,
            path=path,
            content_hash=digest.hex(),
            size=whole(size),
            mtime_ns=whole(mtime_ns),
            is_companion=bool(is_companion),
            mount=mount,
            keeper=keeper,
            keeper_hash=keeper_digest.hex(),
        )
        return Item(item_id, batch_id, file, ItemState(state), place, reason, began_at, ended_at)


def _unit_key(item: Item) -> tuple[int, int]:
    """What files of one unit have in common."""
    return item.batch_id, item.file.unit_number


_PENDING, _IN_TRASH = int(ItemState.PENDING), int(ItemState.IN_TRASH)
_FAILED = int(ItemState.FAILED)
_RESTORING, _RESTORED = int(ItemState.RESTORING), int(ItemState.RESTORED)
_UNIT = "batch_id, unit"
_UNIT_IN = "(batch_id, unit) IN"
_UNSETTLED_UNITS = f"SELECT {_UNIT} FROM trash_item WHERE state IN ({_PENDING}, {_RESTORING})"
_SELECT = (
    "SELECT id, batch_id, unit, path, hash, size, mtime_ns, is_companion, mount, keeper,"
    " keeper_hash, state, place, reason, began_at, ended_at FROM trash_item"
)
_COLUMNS = ColumnTypes(
    *(int, int, int, bytes, bytes, int | bytes, int | bytes, int, bytes, bytes | None, bytes),
    *(int, bytes | None, str, float, float | None),
)
_INSERT = """
INSERT INTO trash_item (batch_id, unit, path, path_text, hash, size, mtime_ns, is_companion, mount,
    keeper, keeper_hash, state, reason, began_at, ended_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
RETURNING id
"""
_IS_MISSING = "(reason LIKE ?1 OR reason LIKE ?2)"
_LIES_IN_TRASH = f"(state = {_RESTORING} OR state = {_IN_TRASH} AND NOT {_IS_MISSING})"
_BATCHES = f"""
SELECT trash_batch.id, at, n_planned,
    ifnull(sum({_LIES_IN_TRASH}), 0),
    ifnull(sum(state = {_RESTORED}), 0), ifnull(sum(state = {_FAILED}), 0),
    ifnull(sum(CASE WHEN {_LIES_IN_TRASH} THEN size ELSE 0 END), 0),
    ifnull(sum(state = {_IN_TRASH} AND {_IS_MISSING}), 0)
FROM trash_batch LEFT JOIN trash_item ON batch_id = trash_batch.id
WHERE trash_batch.id IN (
    SELECT id FROM trash_batch WHERE ?3 IS NULL OR id < ?3 ORDER BY id DESC LIMIT ?4)
GROUP BY trash_batch.id ORDER BY trash_batch.id DESC
"""
