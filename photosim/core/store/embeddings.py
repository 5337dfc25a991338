"""The embeddings' table: each model's features of each photo, and their classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from photosim.core.errors import Damage
from photosim.core.records.photos import Examined, Floats, Ids
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.photos import MOST_ID
from photosim.core.store.portions import portions

CLASS_BYTES = 8
FEATURE_BYTES = 2
_AROUND = 8


class Embedding(NamedTuple):
    """What a model makes of one photo.

    Attributes:
        features: `(dim,)`, not normalised.
        classes: `(c, 2)` float32, class number and probability, best first.
    """

    features: npt.NDArray[np.floating[Any]]
    classes: Floats


class Embeddings:
    """Reads and writes the rows of `embedding`. Belongs to the thread of its connection.

    Features are kept as float16, half the room, for a cosine that differs by less than 0.0005.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def model(self, name: str) -> int:
        """The number of a model by its card's id; a new one when it is new."""
        sql = "SELECT id FROM model WHERE name = ?"
        row = self._connection.read_one(ColumnTypes(int), sql, (name,))
        if row is not None:
            return int(row[0])
        return self._connection.number("INSERT INTO model (name) VALUES (?) RETURNING id", (name,))

    def put(self, photo_id: int, model: int, examined: Examined) -> None:
        """Keep the features and classes of one photo."""
        self.put_many(model, {photo_id: Embedding(examined.features, examined.classes)})

    def put_many(self, model: int, found: Mapping[int, Embedding]) -> None:
        """Keep the features and classes of photos, by id."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?)",
            [
                (
                    photo_id,
                    model,
                    features.astype(np.float16).tobytes(),
                    classes.astype(np.float32).tobytes(),
                )
                for photo_id, (features, classes) in found.items()
            ],
        )

    def features(self, photo_ids: Sequence[int] | Ids, model: int) -> tuple[Ids, Floats]:
        """Ids `(n,)` and features `(n, dim)` float32 of those photos that have them, by id."""
        ids: list[int] = []
        rows: list[bytes] = []
        for marks, chunk in portions(map(int, photo_ids)):
            for photo_id, features in self._connection.read(
                ColumnTypes(int, bytes),
                "SELECT photo_id, features FROM embedding"
                f" WHERE model_id = ? AND photo_id IN ({marks})",
                [model, *chunk],
            ):
                ids.append(photo_id)
                rows.append(features)
        return np.array(ids, np.int64), self._matrix(ids, rows, model)

    def batches(self, photo_ids: Ids, model: int, size: int = 1024) -> Iterator[tuple[Ids, Floats]]:
        """All of `features`, in batches, for building an index."""
        for start in range(0, len(photo_ids), size):
            yield self.features(photo_ids[start : start + size], model)

    def classes(self, photo_id: int, model: int) -> Floats:
        """`(n, 2)` class number and probability, best first; empty when there are none."""
        row = self._connection.read_one(
            ColumnTypes(bytes),
            "SELECT classes FROM embedding WHERE photo_id = ? AND model_id = ?",
            (int(photo_id), model),
        )
        classes: bytes = row[0] if row else b""
        if len(classes) % CLASS_BYTES:
            raise self._connection.damaged(Damage.CLASSES)
        return np.frombuffer(classes, np.float32).reshape(-1, 2)

    def best_classes(
        self, photo_ids: Ids, model: int, n: int
    ) -> tuple[npt.NDArray[np.uint16], Floats]:
        """The n best classes of photos and their chances, `(len(photo_ids), n)` each.

        Chances are 0 where a photo has fewer classes, or is not there any more.
        """
        numbers = np.zeros((len(photo_ids), n), np.uint16)
        chances = np.zeros((len(photo_ids), n), np.float32)
        place = {photo_id: i for i, photo_id in enumerate(photo_ids.tolist())}
        for photo_id, packed in self._classes_of(list(place), model):
            if len(packed) % CLASS_BYTES:
                raise self._connection.damaged(Damage.CLASSES)
            best = np.frombuffer(packed, np.float32).reshape(-1, 2)[:n]
            row = place[photo_id]
            numbers[row, : len(best)] = best[:, 0]
            chances[row, : len(best)] = best[:, 1]
        return numbers, chances

    def ids(self, model: int, first: int = 0, last: int = MOST_ID) -> Ids:
        """`(n,)` ids of live photos that have features of this model, ascending.

        All, or those from `first` to `last`.
        """
        rows = self._connection.read(
            ColumnTypes(int),
            "SELECT photo_id FROM embedding WHERE photo_id BETWEEN ? AND ? AND model_id = ?"
            " AND EXISTS (SELECT 1 FROM file WHERE file.photo_id = embedding.photo_id)"
            " ORDER BY photo_id",
            (first, last, model),
        )
        return np.fromiter((row[0] for row in rows), np.int64)

    def request_missing(self, model: int) -> int:
        """Mark the files of live photos without features of this model; how many there are."""
        cursor = self._connection.execute(
            "UPDATE file SET state = 1 WHERE state = 0 AND NOT EXISTS (SELECT 1 FROM embedding"
            " WHERE embedding.photo_id = file.photo_id AND model_id = ?)",
            (model,),
        )
        return cursor.rowcount

    def missing(self, model: int, after: int, limit: int) -> dict[int, str]:
        """Live photos without features of this model: content hashes, hex, by ascending id."""
        rows = self._connection.read(
            ColumnTypes(int, bytes),
            "SELECT id, hash FROM photo WHERE id > ?"
            " AND NOT EXISTS (SELECT 1 FROM embedding WHERE photo_id = photo.id AND model_id = ?)"
            " AND EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id)"
            " ORDER BY id LIMIT ?",
            (after, model, limit),
        )
        return {photo_id: content_hash.hex() for photo_id, content_hash in rows}

    def remove(self, models: Iterable[int]) -> None:
        """Drop all features of some models."""
        self._connection.executemany(
            "DELETE FROM embedding WHERE model_id = ?", [(model,) for model in models]
        )

    def models(self) -> dict[str, int]:
        """Numbers of all known models by their cards' ids."""
        return dict(self._connection.read(ColumnTypes(str, int), "SELECT name, id FROM model"))

    def _classes_of(self, photo_ids: list[int], model: int) -> Iterator[tuple[int, bytes]]:
        for marks, chunk in portions(photo_ids):
            yield from self._connection.read(
                ColumnTypes(int, bytes),
                "SELECT photo_id, classes FROM embedding"
                f" WHERE model_id = ? AND photo_id IN ({marks})",
                [model, *chunk],
            )

    def _matrix(self, ids: list[int], rows: list[bytes], model: int) -> Floats:
        if not rows:
            return np.empty((0, 0), np.float32)
        lengths = {len(row) for row in rows}
        if len(rows) == 1:
            lengths |= self._lengths_around(ids[0], model)
        if len(lengths) > 1 or min(lengths) % FEATURE_BYTES:
            raise self._connection.damaged(Damage.FEATURES)
        return np.frombuffer(b"".join(rows), np.float16).reshape(len(rows), -1).astype(np.float32)

    def _lengths_around(self, photo_id: int, model: int) -> set[int]:
        """Bytes of the features of some other photos: those of a model are all of one length."""
        rows = self._connection.read(
            ColumnTypes(int),
            "SELECT length(features) FROM embedding"
            " WHERE photo_id BETWEEN ? AND ? AND model_id = ?",
            (photo_id - _AROUND, photo_id + _AROUND, model),
        )
        return {length for (length,) in rows}
