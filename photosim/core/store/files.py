"""The files' table: where photos lie, what is still to be examined, what cannot be read."""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from photosim.core.records.photos import MatchedFile, Problem, Stamp, readable
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.numbers import Stored, stored, whole
from photosim.core.store.portions import portions


class FileState(enum.IntEnum):
    """What is known of a file's content."""

    DONE = 0
    PENDING = 1
    PROBLEM = 2


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: its place, stamp and the photo that it holds (None while it was never read).

    While it is not `is_done`, what lies there now may be another photo.
    """

    id: int
    folder_id: int
    directory: bytes
    name: bytes
    stamp: Stamp
    photo_id: int | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file to be examined: `path` is complete, in bytes."""

    id: int
    path: bytes
    stamp: Stamp
    photo_id: int | None


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that holds a photo: `path` is complete, in bytes, `content_hash` SHA-256 in hex."""

    id: int
    path: bytes
    stamp: Stamp
    content_hash: str


def sort_name(name: bytes) -> str:
    """A key that sorts names as people do: case ignored, numbers by value.

    >>> sort_name(b"IMG_9.jpg") < sort_name(b"img_10.JPG")
    True
    """
    return re.sub(r"\d+", lambda digits: digits[0].zfill(12), readable(name).casefold())


class Files:
    """Reads and writes the rows of `file`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def in_directory(self, folder_id: int, directory: bytes) -> dict[bytes, Stamp]:
        """Names and stamps of the known files directly in a directory."""
        rows = self._connection.read(
            ColumnTypes(bytes, *_STAMP),
            "SELECT name, mtime_ns, size, inode, ctime_ns FROM file"
            " WHERE folder_id = ? AND directory = ?",
            (folder_id, directory),
        )
        return {row[0]: _stamp(*row[1:]) for row in rows}

    def sizes(self, folder_id: int, directory: bytes) -> dict[bytes, int]:
        """Bytes of the known files directly in a directory, by name."""
        sql = "SELECT name, size FROM file WHERE folder_id = ? AND directory = ?"
        rows = self._connection.read(ColumnTypes(bytes, int | bytes), sql, (folder_id, directory))
        return {name: whole(size) for name, size in rows}

    def contents(
        self, folder_id: int, directory: bytes, names: Iterable[bytes]
    ) -> dict[bytes, str]:
        """Content hashes, hex, of examined photos in a directory, by name; others are left out."""
        found: dict[bytes, str] = {}
        for name in names:
            row = self._connection.read_one(
                ColumnTypes(bytes),
                "SELECT hash FROM file JOIN photo ON photo.id = photo_id"
                " WHERE folder_id = ? AND directory = ? AND name = ? AND state = 0",
                (folder_id, directory, name),
            )
            if row is not None:
                found[name] = row[0].hex()
        return found

    def directories(self, folder_id: int) -> set[bytes]:
        """Every directory of a folder in which files are known."""
        rows = self._connection.read(
            ColumnTypes(bytes),
            "SELECT DISTINCT directory FROM file WHERE folder_id = ?",
            (folder_id,),
        )
        return {directory for (directory,) in rows}

    def add(self, folder_id: int, directory: bytes, files: Mapping[bytes, Stamp]) -> None:
        """New files, to be examined."""
        self._connection.executemany(
            "INSERT INTO file (folder_id, directory, name, mtime_ns, size, inode, ctime_ns, state,"
            " sort_name) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
            [
                (folder_id, directory, name, *_numbers(s), sort_name(name))
                for name, s in files.items()
            ],
        )

    def change(self, folder_id: int, directory: bytes, files: Mapping[bytes, Stamp]) -> None:
        """Files with a new stamp: to be examined; what they held stays until that is done."""
        self._connection.executemany(
            "UPDATE file SET mtime_ns = ?, size = ?, inode = ?, ctime_ns = ?, state = 1,"
            " problem = NULL WHERE folder_id = ? AND directory = ? AND name = ?",
            [(*_numbers(s), folder_id, directory, name) for name, s in files.items()],
        )

    def note(self, folder_id: int, directory: bytes, files: Mapping[bytes, Stamp]) -> None:
        """Write down when files were last changed, where that was not known; nothing is read."""
        self._connection.executemany(
            "UPDATE file SET ctime_ns = ? WHERE folder_id = ? AND directory = ? AND name = ?",
            [(_stored(s.ctime_ns), folder_id, directory, name) for name, s in files.items()],
        )

    def rows(self, folder_id: int, directory: bytes, names: Collection[bytes]) -> list[FileRow]:
        """The rows of some names in one directory."""
        rows = self._connection.read(
            _COLUMNS, f"{_SELECT} WHERE folder_id = ? AND directory = ?", (folder_id, directory)
        )
        wanted = set(names)
        return [row for row in map(_row, rows) if row.name in wanted]

    def remove(self, file_ids: Iterable[int]) -> None:
        """Forget files; the photos that they held stay known."""
        self._connection.executemany(
            "DELETE FROM file WHERE id = ?", [(file_id,) for file_id in file_ids]
        )

    def remove_all(self, folder_id: int) -> None:
        """Forget every file of a folder; the photos that they held stay known."""
        self._connection.execute("DELETE FROM file WHERE folder_id = ?", (folder_id,))

    def photo_ids(self, folder_id: int) -> list[int]:
        """Ids of the photos that files of a folder hold."""
        rows = self._connection.read(
            ColumnTypes(int),
            "SELECT DISTINCT photo_id FROM file WHERE folder_id = ? AND photo_id IS NOT NULL",
            (folder_id,),
        )
        return [photo_id for (photo_id,) in rows]

    def find_pending(self, stamp: Stamp) -> FileRow | None:
        """A file never read that is surely one that is gone, with another path.

        Inode, size and time are the same, and so is the time of its last change: a directory above
        it was renamed. A file that was renamed itself has another one, and so has a new file that
        was given the inode and the time of the old one: only reading tells them apart.
        """
        row = self._connection.read_one(
            _COLUMNS,
            f"{_SELECT} WHERE state = 1 AND photo_id IS NULL AND mtime_ns = ? AND size = ?"
            " AND inode = ? AND (ctime_ns IS ? OR ? IS NULL)",
            (
                *map(stored, (stamp.mtime_ns, stamp.size, stamp.inode)),
                *(_stored(stamp.ctime_ns),) * 2,
            ),
        )
        return None if row is None else _row(row)

    def pending(self, limit: int, taken: Collection[int] = ()) -> list[PendingFile]:
        """Files to be examined in folders that are not offline, newest first, without `taken`."""
        rows = self._connection.read(
            ColumnTypes(int, bytes, bytes, bytes, *_STAMP, int | None),
            "SELECT file.id, folder.path, directory, name, mtime_ns, size, inode, ctime_ns,"
            " photo_id FROM file JOIN folder ON folder.id = folder_id"
            " WHERE state = 1 AND NOT offline ORDER BY mtime_ns DESC, file.id LIMIT ?",
            (limit + len(taken),),
        )
        files = [
            PendingFile(row[0], os.path.join(row[1], row[2], row[3]), _stamp(*row[4:8]), row[8])  # noqa: PTH118 (bytes)
            for row in rows
            if row[0] not in taken
        ]
        return files[:limit]

    def located(self, file_ids: Collection[int]) -> dict[int, MatchedFile]:
        """Where some files lie, by id; those that are gone are left out."""
        found: dict[int, MatchedFile] = {}
        wanted = [int(file_id) for file_id in file_ids]
        for marks, chunk in portions(wanted):
            rows = self._connection.read(
                ColumnTypes(int, int, bytes, bytes, bytes, int),
                "SELECT file.id, folder_id, folder.path, directory, name, offline"
                f" FROM file JOIN folder ON folder.id = folder_id WHERE file.id IN ({marks})",
                chunk,
            )
            for file_id, folder_id, folder, directory, name, offline in rows:
                path = os.fsdecode(os.path.join(folder, directory, name))  # noqa: PTH118 (bytes)
                found[file_id] = MatchedFile(path, folder_id, bool(offline))
        return found

    def of_photo(self, photo_id: int) -> list[MatchedFile]:
        """The files that hold a photo, by id."""
        sql = "SELECT id FROM file WHERE photo_id = ? ORDER BY id"
        ids = [file_id for (file_id,) in self._connection.read(ColumnTypes(int), sql, (photo_id,))]
        found = self.located(ids)
        return [found[file_id] for file_id in ids if file_id in found]

    def places(self, after: int, limit: int) -> list[tuple[int, int, bytes, bytes, bytes]]:
        """Files that hold photos, by id, from behind one: id, photo, folder, directory, name."""
        return self._connection.read(
            ColumnTypes(int, int, bytes, bytes, bytes),
            "SELECT file.id, photo_id, folder.path, directory, name"
            " FROM file JOIN folder ON folder.id = folder_id"
            " WHERE file.id > ? AND photo_id IS NOT NULL ORDER BY file.id LIMIT ?",
            (after, limit),
        )

    def held(self, after: int, limit: int) -> list[HeldFile]:
        """Files that hold photos in folders that are not offline, by id, from behind one."""
        rows = self._connection.read(
            ColumnTypes(int, bytes, bytes, bytes, *_STAMP, bytes),
            "SELECT file.id, folder.path, directory, name, mtime_ns, file.size, inode, ctime_ns,"
            " hash FROM file JOIN folder ON folder.id = folder_id JOIN photo ON photo.id = photo_id"
            " WHERE file.id > ? AND state = 0 AND NOT offline ORDER BY file.id LIMIT ?",
            (after, limit),
        )
        return [
            HeldFile(row[0], os.path.join(*row[1:4]), _stamp(*row[4:8]), row[8].hex())  # noqa: PTH118 (bytes)
            for row in rows
        ]

    def n_pending(self) -> int:
        """How many files are to be examined in folders that are not offline."""
        return self._connection.number(
            "SELECT count(*) FROM file JOIN folder ON folder.id = folder_id"
            " WHERE state = 1 AND NOT offline"
        )

    def n_unknown(self) -> int:
        """How many of these were never examined: nothing answers for them."""
        return self._connection.number(
            "SELECT count(*) FROM file JOIN folder ON folder.id = folder_id"
            " WHERE state = 1 AND photo_id IS NULL AND NOT offline"
        )

    def done(self, file_id: int, stamp: Stamp, photo_id: int) -> None:
        """The file was examined when it had `stamp`; a later change stays to be examined."""
        self._connection.execute(
            "UPDATE file SET photo_id = ?, problem = NULL,"
            f" state = CASE WHEN {_IS_UNCHANGED} THEN 0 ELSE 1 END WHERE id = ?",
            (photo_id, *_looked_at(stamp), file_id),
        )

    def failed(self, file_id: int, stamp: Stamp, reason: str) -> None:
        """The file with `stamp` cannot be read; what it held before is no longer there."""
        self._connection.execute(
            "UPDATE file SET state = 2, problem = ?, photo_id = NULL"
            f" WHERE id = ? AND {_IS_UNCHANGED}",
            (reason, file_id, *_looked_at(stamp)),
        )

    def examine_again(self, photo_ids: Iterable[int]) -> None:
        """Every file of these photos is to be examined."""
        self._connection.executemany(
            "UPDATE file SET state = 1 WHERE photo_id = ?", [(p,) for p in photo_ids]
        )

    def examine_older(self, examination: int, limit: int) -> int:
        """Mark one file each of photos that an older examination wrote; how many there were.

        Not of photos that are marked already, or whose folders are all offline.
        """
        cursor = self._connection.execute(
            f"UPDATE file SET state = 1 WHERE id IN ({_OLDER} GROUP BY photo.id LIMIT ?)",
            (examination, limit),
        )
        return cursor.rowcount

    def doubt(self, file_format: str, examination: int) -> None:
        """Count photos of a format as written by an older examination than this one."""
        self._connection.execute(
            "UPDATE photo SET examination = ? WHERE format = ? AND examination >= ?",
            (examination - 1, file_format, examination),
        )

    def n_older(self, examination: int) -> int:
        """How many photos `examine_older` would find, however many."""
        sql = f"SELECT count(*) FROM ({_OLDER} GROUP BY photo.id)"
        return self._connection.number(sql, (examination,))

    def retry_unfinished(self, reasons: Sequence[str], first_ns: int, last_ns: int) -> int:
        """Mark the problem files for these reasons but those last changed then; how many.

        A file of the future was changed before the clock was set back.
        """
        cursor = self._connection.execute(
            "UPDATE file SET state = 1, problem = NULL"
            f" WHERE state = 2 AND problem IN ({_marks(reasons)}) AND NOT mtime_ns BETWEEN ? AND ?",
            (*reasons, first_ns, last_ns),
        )
        return cursor.rowcount

    def next_unfinished(self, reasons: Sequence[str]) -> int | None:
        """When the first of the problem files for these reasons last changed, ns; None without."""
        row = self._connection.read_one(
            ColumnTypes(int | bytes | None),
            f"SELECT min(mtime_ns) FROM file WHERE state = 2 AND problem IN ({_marks(reasons)})",
            tuple(reasons),
        )
        return None if row is None or row[0] is None else whole(row[0])

    def retry_problems(self, reasons: Sequence[str] | None = None) -> None:
        """Every problem file, or those for these reasons, are to be examined once more."""
        which = "" if reasons is None else f" AND problem IN ({_marks(reasons)})"
        sql = f"UPDATE file SET state = 1, problem = NULL WHERE state = 2{which}"
        self._connection.execute(sql, tuple(reasons or ()))

    def problems(self) -> list[Problem]:
        """The files that cannot be read, with their reasons, by path."""
        rows = self._connection.read(
            ColumnTypes(bytes, bytes, bytes, str, int, int),
            "SELECT folder.path, directory, name, problem, folder_id, file.id FROM file"
            " JOIN folder ON folder.id = folder_id WHERE state = 2"
            " ORDER BY folder_id, directory, sort_name",
        )
        return [
            Problem(os.fsdecode(os.path.join(*row[:3])), row[3], row[4], row[5])  # noqa: PTH118 (bytes)
            for row in rows
        ]

    def n_problems(self) -> int:
        """How many files cannot be read."""
        return self._connection.number("SELECT count(*) FROM file WHERE state = 2")

    def n_with_photos(self) -> int:
        """How many files hold photos; as many as there are photos, and their copies."""
        return self._connection.number("SELECT count(photo_id) FROM file")

    def count(self, folder_id: int | None = None) -> int:
        """How many files are known, in one folder or in all."""
        if folder_id is None:
            return self._connection.number("SELECT count(*) FROM file")
        sql = "SELECT count(*) FROM file WHERE folder_id = ?"
        return self._connection.number(sql, (folder_id,))


# CROSS JOIN: from the photos of an older examination, of which there are soon none, to their files
_OLDER = """
SELECT min(file.id) FROM photo INDEXED BY photo_by_examination
CROSS JOIN file ON file.photo_id = photo.id
JOIN folder ON folder.id = folder_id
WHERE examination < ? AND NOT offline AND file.state = 0
    AND NOT EXISTS (SELECT 1 FROM file AS other WHERE other.photo_id = photo.id AND other.state = 1)
"""
_SELECT = (
    "SELECT id, folder_id, directory, name, mtime_ns, size, inode, ctime_ns, photo_id, state"
    " FROM file"
)
_STAMP = (int | bytes, int | bytes, int | bytes, int | bytes | None)
_COLUMNS = ColumnTypes(int, int, bytes, bytes, *_STAMP, int | None, int)
_IS_UNCHANGED = "mtime_ns = ? AND size = ? AND ctime_ns IS ?"


def _looked_at(stamp: Stamp) -> tuple[Stored | None, ...]:
    """The values of `_IS_UNCHANGED`."""
    return stored(stamp.mtime_ns), stored(stamp.size), _stored(stamp.ctime_ns)


def _numbers(stamp: Stamp) -> tuple[Stored | None, ...]:
    """The columns of a stamp, in the order of the table."""
    return (
        *map(stored, (stamp.mtime_ns, stamp.size, stamp.inode)),
        _stored(stamp.ctime_ns),
    )


def _stored(number: int | None) -> Stored | None:
    return None if number is None else stored(number)


def _stamp(mtime_ns: Stored, size: Stored, inode: Stored, ctime_ns: Stored | None) -> Stamp:
    known = None if ctime_ns is None else whole(ctime_ns)
    return Stamp(whole(mtime_ns), whole(size), whole(inode), known)


def _row(row: tuple[Any, ...]) -> FileRow:
    is_done = row[9] == FileState.DONE
    stamp = _stamp(*row[4:8])
    return FileRow(row[0], row[1], row[2], row[3], stamp, row[8], is_done)


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
