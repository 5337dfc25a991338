"""The pairs' table: which photos are to be compared with each other, and what came of it.

A cache, and at the same time the list of what is still to be done: a pair is written down as soon
as something proposes it, so a run that was ended goes on where it stopped. All of it holds for one
method (model, thresholds, version of the comparer); `begin` empties it when the method is another.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from photosim.core.errors import Damage
from photosim.core.records.pairs import Comparison, Differences, Doubt, Spot, Tier
from photosim.core.records.photos import Box
from photosim.core.records.quality import Quality
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.library_facts import LibraryFacts
from photosim.core.store.portions import id_portions

METHOD = "compared with"
"""The note of the method that all rows were made with."""

_BEFORE: Mapping[Doubt, str] = {
    Doubt.CAMERA: "the camera says that they are two shots",
    Doubt.FOCUS: "they are focused differently",
    Doubt.EXPOSURE: "they may be two exposures",
    Doubt.PLACE: "they differ in one place",
    Doubt.FRAMES: "they do not have the same pages or frames",
    Doubt.UNDECIDED: "a close look could not decide it",
    Doubt.MANY: "there are many nearly equal ones, and not every two were looked at closely",
}
"""What libraries hold that were written when doubts were sentences."""
_NOW = {before: doubt for doubt, before in _BEFORE.items()}

PairKey = tuple[int, int]
"""Two photo ids, the lesser one first."""


class PairState(enum.IntEnum):
    """What is to be done with a pair."""

    SOON = 0
    LATER = 1
    """Little speaks for it: its turn comes when nothing else is left to do."""
    COMPARED = 2


@dataclass(frozen=True, slots=True)
class Alike:
    """Two photos that are not different ones; ids with the lesser one first.

    `is_certain` is as in `Comparison`.
    """

    first: int
    second: int
    tier: Tier
    similarity: float
    is_certain: bool = True


class Pairs:
    """Reads and writes `pair` and what goes with it. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._notes = LibraryFacts(connection)

    def begin(self, method: str) -> bool:
        """From now on this method; what another one found is forgotten. In a transaction.

        Returns whether it is another method than before.
        """
        if self._notes.get(METHOD) == method:
            return False
        for table in ("pair", "searched", "quality"):
            self._connection.execute(f"DELETE FROM {table}")
        self._notes.set(METHOD, method)
        return True

    # candidates

    def propose(self, keys: Iterable[PairKey], state: PairState) -> int:
        """Pairs to be compared; those that are known stay as they are. How many were new."""
        cursor = self._connection.executemany(
            "INSERT INTO pair (first, second, state) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET state = excluded.state WHERE state = 1 AND excluded.state"
            " = 0",
            [(first, second, state) for first, second in keys],
        )
        return cursor.rowcount

    def unknown(self, keys: Collection[PairKey]) -> list[PairKey]:
        """Those of some pairs that are not in the table, in their own order."""
        known: set[PairKey] = set()
        for marks, chunk in id_portions({first for first, _ in keys}):
            sql = f"SELECT first, second FROM pair WHERE first IN ({marks})"
            known.update(self._connection.read(ColumnTypes(int, int), sql, chunk))
        return [key for key in keys if key not in known]

    # what is to be compared

    def waiting(self, state: PairState, limit: int, after: PairKey = (0, 0)) -> list[PairKey]:
        """Pairs to be compared behind a pair, in the table's order, of photos that are live."""
        rows = self._connection.read(
            ColumnTypes(int, int),
            # the partial index is used only where its own condition is repeated
            "SELECT first, second FROM pair WHERE state < 2 AND state = ?"
            " AND (first, second) > (?, ?)"
            " AND EXISTS (SELECT 1 FROM file WHERE photo_id = first)"
            " AND EXISTS (SELECT 1 FROM file WHERE photo_id = second)"
            " ORDER BY first, second LIMIT ?",
            (state, *after, limit),
        )
        return [(first, second) for first, second in rows]

    def n_waiting(self, state: PairState) -> int:
        """How many photos have pairs to be compared, each pair counted with its first photo."""
        sql = "SELECT count(DISTINCT first) FROM pair WHERE state < 2 AND state = ?"
        return self._connection.number(sql, (state,))

    def put(self, comparisons: Iterable[Comparison]) -> None:
        """What was found out about some pairs."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(_values, comparisons),
        )

    def forget(self, photo_ids: Collection[int]) -> None:
        """Drop the pairs of photos that look otherwise than was thought."""
        for column in ("first", "second"):
            self._connection.executemany(
                f"DELETE FROM pair WHERE {column} = ?", [(int(one),) for one in photo_ids]
            )

    def propose_equal(self) -> int:
        """Pairs of equal pixels that a camera's record made two shots: compare them once more.

        Their pixels were not known when they were compared. Returns how many there were.
        """
        cursor = self._connection.execute(_EQUAL, (Doubt.CAMERA, _BEFORE[Doubt.CAMERA]))
        return cursor.rowcount

    # what is to be looked at closely

    def uncertain(self) -> list[PairKey]:
        """Pairs whose files wait for a close look and can be read now.

        Each is a photo and a better one: more pixels, then the larger file. In the order of the
        photos, and for each of them of the better ones, the best first.
        """
        sql = f"SELECT first, second FROM pair WHERE {_TO_LOOK_AT}"
        pairs = self._connection.read(ColumnTypes(int, int), sql)
        ranks = self._ranks({photo_id for pair in pairs for photo_id in pair})
        ranked = (sorted(pair, key=ranks.__getitem__, reverse=True) for pair in pairs)
        ordered = sorted(ranked, key=lambda pair: (ranks[pair[0]], ranks[pair[1]]))
        return [(photo, better) for photo, better in ordered]

    def _ranks(self, photo_ids: Collection[int]) -> dict[int, tuple[int, int, bytes]]:
        """Sorts what is more likely the original first, as `compare_job.ComparedPhoto.rank`."""
        sql = "SELECT id, width * height, size, hash FROM photo WHERE id IN ({})"
        return {
            row[0]: (-row[1], -row[2], row[3])
            for marks, chunk in id_portions(photo_ids)
            for row in self._connection.read(_RANK_COLUMNS, sql.format(marks), chunk)
        }

    def conclude(self, comparisons: Iterable[Comparison]) -> None:
        """What follows of pairs that were compared, without a look at their files."""
        self._connection.executemany(
            "UPDATE pair SET tier = ?, doubt = ?, is_certain = 1 WHERE first = ? AND second = ?",
            [(c.tier, c.doubt, *key(c.first, c.second)) for c in comparisons],
        )

    def n_uncertain(self) -> int:
        """How many pairs wait for a close look and can be read now."""
        return self._connection.number(f"SELECT count(*) FROM pair WHERE {_TO_LOOK_AT}")

    # what they are to each other

    def alike(self, after: PairKey = (0, 0), limit: int = 5000) -> list[Alike]:
        """Pairs that are not different photos, behind a pair, in the table's order."""
        rows = self._connection.read(
            _ALIKE_COLUMNS,
            f"{_ALIKE} AND (first, second) > (?, ?) ORDER BY first, second LIMIT ?",
            (*after, limit),
        )
        return [self._alike(row) for row in rows]

    def comparisons(self, photo_ids: Collection[int]) -> list[Comparison]:
        """All that is known of pairs of these photos with each other that are not different."""
        wanted = set(photo_ids)
        found = []
        for marks, chunk in id_portions(wanted):
            sql = f"{_COMPARISON} AND first IN ({marks}) ORDER BY first, second"
            rows = self._connection.read(_COMPARISON_COLUMNS, sql, chunk)
            found += [self._comparison(row) for row in rows if row[1] in wanted]
        return found

    # quality

    def put_qualities(self, qualities: Mapping[int, Quality]) -> None:
        """The measures of some photos."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO quality VALUES (?, ?, ?, ?)",
            [(photo, q.sharpness, q.clipped, q.mean) for photo, q in qualities.items()],
        )

    # changes

    def touched(self, limit: int = 5000) -> list[int]:
        """Photos whose files came, went or changed since `settle` was told of them."""
        sql = "SELECT photo_id FROM touched LIMIT ?"
        return [row[0] for row in self._connection.read(ColumnTypes(int), sql, (limit,))]

    def settle(self, photo_ids: Iterable[int]) -> None:
        """These changes are dealt with."""
        self._connection.executemany(
            "DELETE FROM touched WHERE photo_id = ?", [(photo_id,) for photo_id in photo_ids]
        )

    def settle_all(self) -> None:
        """All changes are dealt with."""
        self._connection.execute("DELETE FROM touched")

    def _alike(self, row: tuple[Any, ...]) -> Alike:
        return Alike(row[0], row[1], self._member(Tier, row[2]), row[3], bool(row[4]))

    def _comparison(self, row: tuple[Any, ...]) -> Comparison:
        first, second = (row[1], row[0]) if row[2] else (row[0], row[1])
        return Comparison(
            first,
            second,
            self._member(Tier, row[3]),
            row[4],
            None if row[5] is None else self._differences(row[5]),
            None if row[6] is None else self._member(Doubt, _NOW.get(row[6], row[6])),
            bool(row[7]),
        )

    def _member(self, kind: Any, text: str) -> Any:  # noqa: ANN401 (an enum's class and member)
        try:
            return kind(text)
        except ValueError as error:
            raise self._connection.damaged(Damage.PAIR) from error

    def _differences(self, text: str) -> Differences:
        try:
            return _read(json.loads(text))
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise self._connection.damaged(Damage.DIFFERENCES) from error


def key(one: int, other: int) -> PairKey:
    """The pair of two photos as the table has it."""
    return (one, other) if one < other else (other, one)


def _values(found: Comparison) -> tuple[Any, ...]:
    differences = found.differences
    return (
        *key(found.first, found.second),
        PairState.COMPARED,
        found.first > found.second,
        found.tier,
        float(found.similarity),
        None if differences is None else _written(differences),
        found.doubt,
        found.is_certain,
    )


_SPOT = 9
"""Numbers of a spot: two boxes and a share; the map of two photos has six."""


def _written(differences: Differences) -> str:
    """Compact JSON: the values in the order of the fields, with five digits; a spot as a list.

    A map has nine digits: the close look lays the files on each other by it.
    """
    *values, _ = (_rounded(value) for value in asdict(differences).values())
    if (spot := differences.spot) is not None:
        sides = [round(side, 5) for side in (*_sides(spot.first), *_sides(spot.second))]
        values.append([*sides, max(round(spot.share, 5), 1e-5)])
    return json.dumps(values, separators=(",", ":"))


def _rounded(value: object) -> object:
    if isinstance(value, tuple):
        return [round(number, 9) for number in value]
    return round(value, 5) if isinstance(value, float) else value


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.width, box.height


def _read(values: list[Any]) -> Differences:
    """What `_written` made; without a spot there is a value less."""
    sides = values.pop() if isinstance(values[-1], list) and len(values[-1]) == _SPOT else None
    found = Differences(*values)
    if found.placed is not None:
        found = replace(found, placed=tuple(map(float, found.placed)))
    if sides is None:
        return found
    return replace(found, spot=Spot(Box(*sides[:4]), Box(*sides[4:8]), sides[8]))


_ALIKE = "SELECT first, second, tier, similarity, is_certain FROM pair WHERE tier IS NOT NULL"
_ALIKE_COLUMNS = ColumnTypes(int, int, str, float, int)
_COMPARISON = (
    "SELECT first, second, is_swapped, tier, similarity, differences, doubt, is_certain FROM pair"
    " WHERE tier IS NOT NULL"
)
_RANK_COLUMNS = ColumnTypes(int, int, int, bytes)
_COMPARISON_COLUMNS = ColumnTypes(int, int, int, str, float, str | None, str | None, int)
_EQUAL = """
UPDATE pair SET state = 0, is_certain = 1
WHERE tier IS NOT NULL AND doubt IN (?, ?) AND EXISTS (
    SELECT 1 FROM photo AS one JOIN photo AS other ON one.pixel_hash = other.pixel_hash
    WHERE one.id = pair.first AND other.id = pair.second
)
"""
_READABLE = """EXISTS (
    SELECT 1 FROM file JOIN folder ON folder.id = folder_id
    WHERE photo_id = pair.{} AND state = 0 AND NOT offline
)"""
_TO_LOOK_AT = f"is_certain = 0 AND {_READABLE.format('first')} AND {_READABLE.format('second')}"
