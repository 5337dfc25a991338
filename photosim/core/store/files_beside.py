"""What lies beside photos and may belong to them: films, sidecars, RAW that cannot be read.

Photos are rows of `file`; of the rest there are names only, and no more than a listing tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from photosim.core.errors import Damage
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.library_facts import LibraryFacts
from photosim.core.store.numbers import stored, whole

NOT_LOOKED = "not looked beside"
"""The note of the folders that are to be scanned before anything is said of what lies there."""


class FilesBeside:
    """Reads and writes the rows of `beside`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._notes = LibraryFacts(connection)

    def put(self, folder_id: int, directory: bytes, sizes: Mapping[bytes, int]) -> None:
        """Write down what lies there now; costs one question when that is as before.

        Args:
            folder_id: of the watched folder.
            directory: in it.
            sizes: bytes by name, 0 for what has no content of its own.
        """
        before = self.in_directory(folder_id, directory)
        if sizes == before:
            return
        place = (folder_id, directory)
        self._connection.executemany(
            "DELETE FROM beside WHERE folder_id = ? AND directory = ? AND name = ?",
            [(*place, name) for name in before if name not in sizes],
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO beside (folder_id, directory, name, size) VALUES (?, ?, ?, ?)",
            [
                (*place, name, stored(size))
                for name, size in sizes.items()
                if before.get(name) != size
            ],
        )

    def in_directory(self, folder_id: int, directory: bytes) -> dict[bytes, int]:
        """Bytes of what lies there, by name."""
        rows = self._connection.read(
            ColumnTypes(bytes, int | bytes),
            "SELECT name, size FROM beside WHERE folder_id = ? AND directory = ?",
            (folder_id, directory),
        )
        return {name: whole(size) for name, size in rows}

    def forget(self, folder_id: int, directories: Iterable[bytes]) -> None:
        """Directories that are not there any more."""
        self._connection.executemany(
            "DELETE FROM beside WHERE folder_id = ? AND directory = ?",
            [(folder_id, directory) for directory in directories],
        )

    def set_known(self, folder_id: int) -> None:
        """A folder was scanned to the end: what lies beside its photos is known."""
        unknown = self.unknown()
        if folder_id in unknown:
            self._notes.set(NOT_LOOKED, sorted(unknown - {folder_id}))

    def unknown(self) -> frozenset[int]:
        """Folders that were last scanned by a photosim that did not look for what lies beside."""
        ids = self._notes.get(NOT_LOOKED, [])
        if not isinstance(ids, list) or not all(isinstance(one, int) for one in ids):
            raise self._connection.damaged(Damage.NOTE, repr(NOT_LOOKED))
        return frozenset(ids)
