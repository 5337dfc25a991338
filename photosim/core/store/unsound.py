"""Embeddings that cannot be one, which SQLite's own check does not see: a page that gave way.

Features of a model are all of one length and finite, classes come in pairs. A row that is not so
hides its photo from every search, or stops the making of the index for all of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import numpy as np

from photosim.core.store.embeddings import CLASS_BYTES, FEATURE_BYTES

_AT_ONCE = 500
"""Rows; 1.3 MB of features."""
_LENGTHS = "SELECT model_id, length(features), count(*) FROM embedding GROUP BY 1, 2 ORDER BY 3"
_ROWS = "SELECT photo_id, model_id, features, classes FROM embedding"

EmbeddingKey = tuple[int, int]
"""Numbers of a photo and a model."""


def unsound(execute: Callable[[str], sqlite3.Cursor]) -> list[EmbeddingKey]:
    """The embeddings that cannot be one; reads all of them, in slices.

    Args:
        execute: has a query done, on a database with the table.
    """
    usual = {model: length for model, length, _ in execute(_LENGTHS)}
    rows = execute(_ROWS)
    found: list[EmbeddingKey] = []
    while some := rows.fetchmany(_AT_ONCE):
        found += _unsound_of(some, usual)
    return found


def _unsound_of(
    rows: list[tuple[int, int, object, object]], usual: dict[int, int]
) -> list[EmbeddingKey]:
    found: list[EmbeddingKey] = []
    whole: dict[int, list[tuple[EmbeddingKey, bytes]]] = {}
    for photo, model, features, classes in rows:
        if isinstance(features, bytes) and _is_whole(features, usual[model], classes):
            whole.setdefault(model, []).append(((photo, model), features))
        else:
            found.append((photo, model))
    for of_one in whole.values():
        joined = np.frombuffer(b"".join(row for _, row in of_one), np.float16)
        is_number = np.isfinite(joined).reshape(len(of_one), -1)
        is_finite = np.asarray(is_number.all(axis=1), np.bool_)
        found += [key for (key, _), is_good in zip(of_one, is_finite, strict=True) if not is_good]
    return found


def _is_whole(features: bytes, usual: int, classes: object) -> bool:
    is_usual = 0 < len(features) == usual and len(features) % FEATURE_BYTES == 0
    return is_usual and isinstance(classes, bytes) and len(classes) % CLASS_BYTES == 0
