"""What lies in the watched folders and is no photo: a count for each kind in each directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from photosim.core.records.left_out import (
    FOLDER_SIGN,
    OWNED,
    LeftOut,
    LeftOutKind,
    LeftOutReason,
    Owner,
)
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection

_KIND = f"rtrim(ending, '{FOLDER_SIGN}'), reason"
_COUNTED = f"{_KIND}, sum(n), sum(n * (ending LIKE '%{FOLDER_SIGN}')) FROM left_out"
"""Files and folders of one ending together, and how many of them are folders."""

_NOW: Mapping[str, str] = {
    "install photosim[raw]": LeftOutReason.RAW,
    "only online": LeftOutReason.ONLINE,
    "picture of a kind that photosim does not read": LeftOutReason.OTHER_PICTURE,
    "companion of a photo": LeftOutReason.SIDECAR,
    "link, which is not followed": LeftOutReason.LINK,
    "no ordinary file": LeftOutReason.SPECIAL,
    "belongs to a program": OWNED + Owner.PROGRAM,
    "belongs to the system": OWNED + Owner.SYSTEM,
}
"""What was written when reasons were words for people; all others were as they are."""
_OWNED_BEFORE = "belongs to "


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
            f"SELECT folder_id, {_COUNTED} GROUP BY folder_id, {_KIND}",
        )
        found: dict[int, list[LeftOut]] = {}
        for folder_id, *counted in rows:
            found.setdefault(folder_id, []).append(LeftOut(*counted))
        return {folder_id: _together(some) for folder_id, some in found.items()}

    def all(self) -> tuple[LeftOut, ...]:
        """What all folders hold, the most first."""
        rows = self._connection.read(
            ColumnTypes(str, str, int, int),
            f"SELECT {_COUNTED} GROUP BY {_KIND}",
        )
        return _together(LeftOut(*row) for row in rows)

    def _in_directory(self, folder_id: int, directory: bytes) -> dict[LeftOutKind, int]:
        rows = self._connection.read(
            ColumnTypes(str, str, int),
            "SELECT ending, reason, n FROM left_out WHERE folder_id = ? AND directory = ?",
            (folder_id, directory),
        )
        return {(ending, _now(reason)): n for ending, reason, n in rows}


def _together(found: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """The counts of each kind in one, the most first."""
    kinds: dict[LeftOutKind, LeftOut] = {}
    for one in found:
        kind = one.ending, _now(one.reason)
        known = kinds.get(kind, LeftOut(*kind, 0))
        kinds[kind] = LeftOut(*kind, known.count + one.count, known.folders + one.folders)
    return tuple(sorted(kinds.values(), key=lambda one: (-one.count, one.reason, one.ending)))


def _now(reason: str) -> str:
    """A reason as it is written now, of a row of any age."""
    if reason.startswith(_OWNED_BEFORE) and reason not in _NOW:
        return OWNED + reason.removeprefix(_OWNED_BEFORE)
    return _NOW.get(reason, reason)
