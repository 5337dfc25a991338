"""When photos were taken, as far as the library knows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime

from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection


class CaptureTimes:
    """Reads capture times, by path or by photo. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def taken(self, directory: bytes, names: Iterable[bytes]) -> dict[bytes, datetime | None]:
        """Capture times of the photos in one directory, by name, as the camera's clock showed them.

        Args:
            directory: complete path.
            names: of files in it; those that the library does not know are left out.
        """
        folder = self._folder_of(directory)
        return self.taken_in(*folder, names) if folder else {}

    def taken_in(
        self, folder_id: int, directory: bytes, names: Iterable[bytes]
    ) -> dict[bytes, datetime | None]:
        """The same for a directory of a watched folder, relative to it."""
        found: dict[bytes, datetime | None] = {}
        for name in names:
            row = self._connection.read_one(
                ColumnTypes(str | None),
                "SELECT taken FROM file JOIN photo ON photo.id = photo_id"
                " WHERE folder_id = ? AND directory = ? AND name = ?",
                (folder_id, directory, name),
            )
            if row is not None:
                found[name] = self._connection.capture_time(row[0])
        return found

    def by_id(self, after: int, limit: int) -> list[tuple[int, bytes, float | None]]:
        """Ids, content hashes and times of known photos with a greater id than `after`, by id.

        The time is when it was taken, in seconds of the camera's clock, as if that showed UTC; None
        of a photo that does not know it: that of its file says when it was copied.
        """
        sql = (
            "SELECT id, hash, CASE WHEN taken IS NOT NULL THEN sort_time END"
            " FROM photo WHERE id > ? ORDER BY id LIMIT ?"
        )
        rows = self._connection.read(ColumnTypes(int, bytes, float | None), sql, (after, limit))
        return [(photo_id, content, time) for photo_id, content, time in rows]

    def _folder_of(self, directory: bytes) -> tuple[int, bytes] | None:
        """The watched folder that a directory lies in, and its path relative to it."""
        for number, path in self._connection.read(
            ColumnTypes(int, bytes), "SELECT id, path FROM folder"
        ):
            if directory == path:
                return number, b""
            if directory.startswith(os.path.join(path, b"")):  # noqa: PTH118 (bytes)
                return number, os.path.relpath(directory, path)
        return None
