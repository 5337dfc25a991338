"""What lies in the watched folders and is no photo: a count for each kind in each directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from photosim.core.records.photos import FOLDER_SIGN, LeftOut, LeftOutKind
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection

_KIND = f"rtrim(ending, '{FOLDER_SIGN}'), reason"
_COUNTED = f"{_KIND}, sum(n), sum(n * (ending LIKE '%{FOLDER_SIGN}')) FROM left_out"
"""Files and folders of one ending together, and how many of them are folders."""


class LeftOuts:
    """Reads and writes the rows of `left_out`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, folder_id: int, directory: bytes, counts: Mapping[LeftOutKind, int]) -> None:
        """Write down what a directory holds now; costs one question when that is as before."""
        if counts == self._in_directory(folder_id, directory):
            return
        self.forget(folder_id, [directory])
        self._connection.executemany(
            "INSERT INTO left_out (folder_id, directory, ending, reason, n) VALUES (?, ?, ?, ?, ?)",
            [(folder_id, directory, *kind, n) for kind, n in counts.items()],
        )

    def directories(self, folder_id: int) -> set[bytes]:
        """Every directory of a folder that holds something which is no photo."""
        sql = "SELECT DISTINCT directory FROM left_out WHERE folder_id = ?"
        return {row[0] for row in self._connection.read(ColumnTypes(bytes), sql, (folder_id,))}

    def forget(self, folder_id: int, directories: Iterable[bytes]) -> None:
        """Directories that are not there any more."""
        self._connection.executemany(
            "DELETE FROM left_out WHERE folder_id = ? AND directory = ?",
            [(folder_id, directory) for directory in directories],
        )

    def by_folder(self) -> dict[int, tuple[LeftOut, ...]]:
        """What each folder holds, the most first; a folder where all are photos is missing."""
        rows = self._connection.read(
            ColumnTypes(int, str, str, int, int),
            f"SELECT folder_id, {_COUNTED} GROUP BY folder_id, {_KIND} ORDER BY 4 DESC, 3, 2",
        )
        found: dict[int, tuple[LeftOut, ...]] = {}
        for folder_id, *counted in rows:
            found[folder_id] = (*found.get(folder_id, ()), LeftOut(*counted))
        return found

    def all(self) -> tuple[LeftOut, ...]:
        """What all folders hold, the most first."""
        rows = self._connection.read(
            ColumnTypes(str, str, int, int),
            f"SELECT {_COUNTED} GROUP BY {_KIND} ORDER BY 3 DESC, 2, 1",
        )
        return tuple(LeftOut(*row) for row in rows)

    def _in_directory(self, folder_id: int, directory: bytes) -> dict[LeftOutKind, int]:
        rows = self._connection.read(
            ColumnTypes(str, str, int),
            "SELECT ending, reason, n FROM left_out WHERE folder_id = ? AND directory = ?",
            (folder_id, directory),
        )
        return {(ending, reason): n for ending, reason, n in rows}
