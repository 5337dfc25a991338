"""The small facts about a library, by name: whether it is paused, which index belongs to it."""

from __future__ import annotations

import json
from typing import Any

from photosim.core.errors import Damage
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection


class LibraryFacts:
    """Reads and writes the rows of `note`; values are anything JSON can hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON)
        """The value under a name, or `default`."""
        sql = "SELECT value FROM note WHERE key = ?"
        row = self._connection.read_one(ColumnTypes(str), sql, (key,))
        if row is None:
            return default
        try:
            return json.loads(row[0])
        except json.JSONDecodeError as error:
            raise self._connection.damaged(Damage.NOTE, repr(key)) from error

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 (JSON)
        """Keep a value under a name."""
        self._connection.execute(
            "INSERT OR REPLACE INTO note (key, value) VALUES (?, ?)", (key, json.dumps(value))
        )
