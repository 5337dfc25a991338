"""The small facts about a library, by name: whether it is paused, which index belongs to it."""

from __future__ import annotations

import json
import sqlite3
from typing import Any


class Notes:
    """Reads and writes the rows of `note`; values are anything JSON can hold."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 (JSON)
        """The value under a name, or `default`."""
        row = self._connection.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 (JSON)
        """Keep a value under a name."""
        self._connection.execute(
            "INSERT OR REPLACE INTO note (key, value) VALUES (?, ?)", (key, json.dumps(value))
        )
