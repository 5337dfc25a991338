"""The watched folders' table."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from photosim.core.errors import Damage
from photosim.core.records.photos import Folder, FolderState
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.files import FileState
from photosim.core.store.left_outs import LeftOuts


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A watched folder as the store has it; `path` in bytes, `scanned_at` epoch seconds."""

    id: int
    path: bytes
    offline: bool
    note: str
    scanned_at: float | None


class Folders:
    """Reads and writes the rows of `folder`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, path: bytes) -> FolderRow:
        """A new watched folder, or the one that is already there under this path."""
        self._connection.execute("INSERT OR IGNORE INTO folder (path) VALUES (?)", (path,))
        return self.get(self._connection.number("SELECT id FROM folder WHERE path = ?", (path,)))

    def get(self, folder_id: int) -> FolderRow:
        """The row of one folder.

        Raises:
            KeyError: there is no such folder.
        """
        row = self._connection.read_one(_COLUMNS, f"{_SELECT} WHERE id = ?", (folder_id,))
        if row is None:
            raise KeyError(folder_id)
        return self._row(row)

    def all(self) -> list[FolderRow]:
        """Every watched folder, in the order they were added."""
        rows = self._connection.read(_COLUMNS, f"{_SELECT} ORDER BY id")
        return [self._row(row) for row in rows]

    def remove(self, folder_id: int) -> None:
        """Forget a folder and its files; their photos stay known, so coming back is cheap."""
        self._connection.execute("DELETE FROM folder WHERE id = ?", (folder_id,))

    def set_state(self, folder_id: int, *, offline: bool, note: str = "") -> None:
        """Note whether the folder can be read, and why not."""
        self._connection.execute(
            "UPDATE folder SET offline = ?, note = ? WHERE id = ?", (offline, note, folder_id)
        )

    def set_scanned(self, folder_id: int, at: float) -> None:
        """Note when the folder was last scanned completely, epoch seconds."""
        self._connection.execute("UPDATE folder SET scanned_at = ? WHERE id = ?", (at, folder_id))

    def listed(self, scanning: frozenset[int] = frozenset()) -> tuple[Folder, ...]:
        """The folders as the window lists them, with the number of photos and what is none."""
        left_out = LeftOuts(self._connection).by_folder()
        counts = {
            folder_id: (n_photos, n_files)
            for folder_id, n_photos, n_files in self._connection.read(
                ColumnTypes(int, int, int),
                "SELECT folder_id, count(DISTINCT photo_id), count(photo_id) FROM file"
                " WHERE photo_id IS NOT NULL GROUP BY folder_id",
            )
        }
        folders = (
            self._listed(row, _state(row, scanning), *counts.get(row.id, (0, 0)))
            for row in self.all()
        )
        return tuple(replace(one, left_out=left_out.get(one.id, ())) for one in folders)

    def _listed(self, row: FolderRow, state: FolderState, n_photos: int, n_files: int) -> Folder:
        return Folder(
            row.id,
            os.fsdecode(row.path),
            state,
            n_photos,
            row.note,
            n_files,
            is_scanned=row.scanned_at is not None,
            has_waiting=not n_photos and self._has(row.id, FileState.PENDING),
            has_unread=not n_photos and self._has(row.id, FileState.PROBLEM),
        )

    def _has(self, folder_id: int, state: FileState) -> bool:
        """Whether any file of a folder is in a state."""
        sql = "SELECT EXISTS (SELECT 1 FROM file WHERE folder_id = ? AND state = ?)"
        return bool(self._connection.number(sql, (folder_id, state)))

    def _row(self, row: tuple[int, bytes, int, str, float | None]) -> FolderRow:
        if not row[1] or b"\0" in row[1]:
            raise self._connection.damaged(Damage.FOLDER_WITHOUT_PATH)
        return FolderRow(row[0], row[1], bool(row[2]), row[3], row[4])


def _state(row: FolderRow, scanning: frozenset[int]) -> FolderState:
    if row.offline:
        return FolderState.OFFLINE
    return FolderState.SCANNING if row.id in scanning else FolderState.WATCHING


_SELECT = "SELECT id, path, offline, note, scanned_at FROM folder"
_COLUMNS = ColumnTypes(int, bytes, int, str, float | None)
