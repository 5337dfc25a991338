"""The table of searched photos: whose pairs stand in `pair`, and how far the nearest of each are.

A cache that goes with `pairs` and is emptied with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from photosim.core.records.photos import Ids
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.photos import MOST_ID
from photosim.core.store.portions import id_portions

_EQUAL = 1e-5
"""Cosines that differ less are that of one pair, computed twice."""

_UNRANKED = -2.0
"""Stands for a cosine, which is -1 at least, where the nearest photos are not known yet."""


@dataclass(frozen=True, slots=True)
class NearestCosines:
    """Cosines of a photo's nearest and second nearest photo when it was searched."""

    nearest: float
    second: float

    def with_another(self, cosine: float) -> NearestCosines:
        """The same after a photo came; one that was there already is counted once."""
        if min(abs(cosine - self.nearest), abs(cosine - self.second)) < _EQUAL:
            return self
        nearest, second = sorted((self.nearest, self.second, cosine), reverse=True)[:2]
        return NearestCosines(nearest, second)


class PairSearchState:
    """Reads and writes `searched`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def unsearched(self, model: int, first: int = 0, last: int = MOST_ID) -> Ids:
        """`(n,)` ids of live photos with features of a model whose candidates are not known.

        Ascending, from `first` to `last`.
        """
        rows = self._connection.read(
            ColumnTypes(int),
            "SELECT photo_id FROM embedding WHERE photo_id BETWEEN ? AND ? AND model_id = ?"
            " AND NOT EXISTS (SELECT 1 FROM searched WHERE photo_id = embedding.photo_id)"
            " AND EXISTS (SELECT 1 FROM file WHERE photo_id = embedding.photo_id)"
            " ORDER BY photo_id",
            (first, last, model),
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    def reaches(self, photo_ids: Collection[int]) -> dict[int, NearestCosines]:
        """How far the nearest of some photos are; without those of which that is not known."""
        found = {}
        for marks, chunk in id_portions(photo_ids):
            sql = f"SELECT photo_id, nearest, reach FROM searched WHERE photo_id IN ({marks})"
            for row in self._connection.read(ColumnTypes(int, float, float), sql, chunk):
                if row[1] > _UNRANKED:
                    found[row[0]] = NearestCosines(row[1], row[2])
        return found

    def mark(self, photo_ids: Iterable[int]) -> None:
        """The likely pairs of these photos stand in the table; their nearest are not known yet."""
        self._connection.executemany(
            "INSERT INTO searched VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(photo_id, _UNRANKED, _UNRANKED) for photo_id in photo_ids],
        )

    def forget_gone(self, first: int, last: int) -> None:
        """Photos that lie nowhere, of some ids: should they come back, they are searched again.

        What came meanwhile was compared with what was there.
        """
        self._connection.execute(
            "DELETE FROM searched WHERE photo_id BETWEEN ? AND ? AND NOT EXISTS"
            " (SELECT 1 FROM file WHERE photo_id = searched.photo_id)",
            (first, last),
        )

    def forget(self, photo_ids: Iterable[int]) -> None:
        """These are searched again."""
        self._connection.executemany(
            "DELETE FROM searched WHERE photo_id = ?", [(photo_id,) for photo_id in photo_ids]
        )

    def unranked(self) -> Ids:
        """`(n,)` ids of live photos that were searched, but whose nearest are not known."""
        rows = self._connection.read(
            ColumnTypes(int),
            "SELECT photo_id FROM searched WHERE nearest = ?"
            " AND EXISTS (SELECT 1 FROM file WHERE photo_id = searched.photo_id)"
            " ORDER BY photo_id",
            (_UNRANKED,),
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    def put(self, reaches: Mapping[int, NearestCosines]) -> None:
        """The pairs of these photos with their nearest stand in the table."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO searched VALUES (?, ?, ?)",
            [(photo_id, reach.nearest, reach.second) for photo_id, reach in reaches.items()],
        )
