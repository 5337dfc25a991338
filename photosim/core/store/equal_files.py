"""Which files hold the same bytes, by their paths."""

from __future__ import annotations

import os
from collections.abc import Iterable

from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection


class EqualFiles:
    """Reads files of one photo. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, paths: Iterable[bytes]) -> dict[bytes, tuple[bytes, ...]]:
        """The other files that hold the same photos as some, complete paths; none that is offline.

        What was not examined as it is now is left out: as what is asked about, and as an answer.
        """
        folders = self._connection.read(ColumnTypes(int, bytes), "SELECT id, path FROM folder")
        found: dict[bytes, tuple[bytes, ...]] = {}
        for path in paths:
            photo_id = self._photo_of(path, folders)
            if photo_id is not None:
                found[path] = tuple(other for other in self._files(photo_id) if other != path)
        return found

    def _photo_of(self, path: bytes, folders: Iterable[tuple[int, bytes]]) -> int | None:
        for number, folder in folders:
            if not path.startswith(os.path.join(folder, b"")):  # noqa: PTH118 (bytes)
                continue
            directory, name = os.path.split(os.path.relpath(path, folder))
            rows = self._connection.read(
                ColumnTypes(int),
                "SELECT photo_id FROM file WHERE folder_id = ? AND directory = ? AND name = ?"
                " AND state = 0 AND photo_id IS NOT NULL",
                (number, directory, name),
            )
            if rows:
                return int(rows[0][0])
        return None

    def _files(self, photo_id: int) -> list[bytes]:
        rows = self._connection.read(
            ColumnTypes(bytes, bytes, bytes),
            "SELECT folder.path, directory, name FROM file JOIN folder ON folder.id = folder_id"
            " WHERE photo_id = ? AND state = 0 AND NOT offline ORDER BY file.id",
            (photo_id,),
        )
        return [os.path.join(*row) for row in rows]  # noqa: PTH118 (bytes)
