"""Photos as comparing sees them: what the camera wrote, the perceptual hash and the features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from photosim.core.records.pairs import PairInput
from photosim.core.records.photos import Floats, Metadata, Traces
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.embeddings import Embeddings
from photosim.core.store.portions import portions

_UNSIGNED = (1 << 64) - 1


class PairInputs:
    """Reads photos to be compared. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._embeddings = Embeddings(connection)

    def of(self, photo_ids: Iterable[int], model: int) -> dict[int, tuple[PairInput, bytes]]:
        """Looks and content hashes of photos, without those that no file holds.

        Features without direction are all 0: they are alike nothing.
        """
        numbers = sorted({int(photo_id) for photo_id in photo_ids})
        ids, rows = self._embeddings.features(numbers, model)
        features = dict(zip(ids.tolist(), _unit(rows), strict=True))
        found = {}
        for marks, chunk in portions(numbers):
            sql = _SELECT.format(marks)
            for row in self._connection.read(_COLUMNS, sql, chunk):
                if row[0] in features:
                    found[row[0]] = self._look(row, features[row[0]]), row[15]
        return found

    def _look(self, row: tuple[Any, ...], features: Floats) -> PairInput:
        taken = self._connection.capture_time(row[1])
        metadata = replace(Metadata(taken, *row[2:10]), traces=Traces(row[18]))
        size = row[11:15]
        return PairInput(row[0], features, row[10] & _UNSIGNED, metadata, *size, *row[16:18])


def _unit(rows: Floats) -> Floats:
    """Rows of `(n, dim)` with length 1; 0 where there is no direction."""
    if not len(rows):
        return rows
    with np.errstate(invalid="ignore", over="ignore"):
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 0)
    safe = np.where(usable, lengths, np.float32(1))
    unit: Floats = np.where(usable, rows / safe, np.float32(0)).astype(np.float32)
    return unit


_SELECT = """
SELECT id, taken, utc_offset_s, camera, orientation, latitude, longitude, exposure_s, f_number,
    iso, phash, width, height, format, size, hash, n_frames, pixel_hash, traces
FROM photo WHERE id IN ({}) AND EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id)
"""
_COLUMNS = ColumnTypes(
    *(int, str | None, int | None, str | None, int, float | None, float | None),
    *(
        float | None,
        float | None,
        int | None,
        int,
        int,
        int,
        str,
        int,
        bytes,
        int,
        bytes | None,
        int,
    ),
)
