"""What groups need to know of many photos at once: one row of facts each, and their files."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from photosim.core.records.quality import Quality
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.devices import Devices
from photosim.core.store.numbers import Stored
from photosim.core.store.portions import id_portions

_MOST_OF_A_MOMENT = 64


@dataclass(frozen=True, slots=True)
class FileFact:
    """One file of a photo.

    Attributes:
        id: of the file.
        folder_id, directory, name: its place.
        link: equal for names of one file: hard links share inode, time and size.
        device: on which it lies; None while that is not known.
        is_offline: its folder cannot be read now.
    """

    id: int
    folder_id: int
    directory: bytes
    name: bytes
    link: tuple[Stored, Stored, Stored]
    device: int | None
    is_offline: bool


@dataclass(frozen=True, slots=True)
class MemberFact:
    """One live photo as groups see it.

    Attributes:
        content_hash: SHA-256 of its bytes.
        size: bytes of one file.
        pixels: of the whole photo.
        time: capture time, else modification time, epoch seconds.
        is_taken: whether it is a capture time.
        has_camera: the camera's own record is there.
        files: where it lies, by id; at least one.
        quality: None when it was not measured.
    """

    id: int
    content_hash: bytes
    size: int
    pixels: int
    file_format: str
    time: float
    is_taken: bool
    has_camera: bool
    files: tuple[FileFact, ...]
    quality: Quality | None

    @property
    def copies(self) -> tuple[FileFact, ...]:
        """Its files, of those that are one file by several names only the first."""
        first: dict[object, FileFact] = {}
        are_known = all(file.device is not None for file in self.files)
        for file in self.files:
            link = (file.device if are_known else None, *file.link)
            first.setdefault(link if file.link[0] else file.id, file)
        return tuple(first.values())


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """What of a photo says which of two alike ones is the better.

    Attributes:
        pixels: of the whole photo.
        sharpness: as in `Quality`; 0 when it was not measured.
    """

    pixels: int
    sharpness: float


class GroupFacts:
    """Reads facts about photos. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def facts(self, photo_ids: Collection[int]) -> dict[int, MemberFact]:
        """The facts of some photos, without those that no file holds."""
        found: dict[int, MemberFact] = {}
        for marks, chunk in id_portions(photo_ids):
            files = self._files(marks, chunk)
            for row in self._connection.read(_PHOTO_COLUMNS, _PHOTOS.format(marks), chunk):
                if row[0] in files:
                    found[row[0]] = _fact(row, tuple(files[row[0]]))
        return found

    def worths(self, photo_ids: Collection[int]) -> dict[int, QualityFacts]:
        """What some photos are worth, by id."""
        found = {}
        for marks, chunk in id_portions(photo_ids):
            rows = self._connection.read(ColumnTypes(int, int, float), _WORTHS.format(marks), chunk)
            found.update({row[0]: QualityFacts(row[1], row[2]) for row in rows})
        return found

    def phashes(self, photo_ids: Sequence[int]) -> npt.NDArray[np.uint64]:
        """`(n,)` perceptual hashes of photos, each of which must be known, in their order."""
        found: dict[int, int] = {}
        for marks, chunk in id_portions(photo_ids):
            sql = f"SELECT id, phash FROM photo WHERE id IN ({marks})"
            found.update(self._connection.read(ColumnTypes(int, int), sql, chunk))
        return np.array([found[photo_id] for photo_id in photo_ids], np.int64).view(np.uint64)

    def of_one_moment(self, photo_ids: Sequence[int], seconds: float) -> dict[int, set[int]]:
        """For photos that say when and with what they were taken, those of the same moment.

        At most `_MOST_OF_A_MOMENT` for each, the nearest in time.
        """
        found = {}
        for marks, chunk in id_portions(photo_ids):
            sql = (
                "SELECT id, camera, sort_time FROM photo"
                f" WHERE id IN ({marks}) AND camera IS NOT NULL AND taken IS NOT NULL"
            )
            for photo, camera, time in self._connection.read(_SHOT_COLUMNS, sql, chunk):
                found[photo] = self._of_moment(photo, camera, time, seconds)
        return found

    def _of_moment(self, photo_id: int, camera: str, time: float, seconds: float) -> set[int]:
        rows = self._connection.read(
            ColumnTypes(int),
            "SELECT id FROM photo WHERE sort_time BETWEEN ? AND ? AND camera = ?"
            " AND taken IS NOT NULL AND id <> ?"
            " AND EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id)"
            " ORDER BY abs(sort_time - ?), hash LIMIT ?",
            (time - seconds, time + seconds, camera, photo_id, time, _MOST_OF_A_MOMENT),
        )
        return {row[0] for row in rows}

    def with_copies(self) -> list[int]:
        """Photos that more than one file holds."""
        sql = (
            "SELECT photo_id FROM file WHERE photo_id IS NOT NULL"
            " GROUP BY photo_id HAVING count(*) > 1"
        )
        return [row[0] for row in self._connection.read(ColumnTypes(int), sql)]

    def directory(self, folder_id: int, directory: bytes) -> dict[bytes, int]:
        """Photo ids of the photos in one directory, by name."""
        rows = self._connection.read(
            ColumnTypes(bytes, int),
            "SELECT name, photo_id FROM file"
            " WHERE folder_id = ? AND directory = ? AND photo_id IS NOT NULL",
            (folder_id, directory),
        )
        return dict(rows)

    def taken(self, photo_ids: Collection[int]) -> dict[int, datetime | None]:
        """Capture times of photos, None where the camera wrote none."""
        found: dict[int, datetime | None] = {}
        for marks, chunk in id_portions(photo_ids):
            sql = f"SELECT id, taken FROM photo WHERE id IN ({marks})"
            for photo_id, taken in self._connection.read(ColumnTypes(int, str | None), sql, chunk):
                found[photo_id] = self._connection.capture_time(taken)
        return found

    def path(self, file_id: int) -> bytes | None:
        """Where a file lies."""
        row = self._connection.read_one(
            ColumnTypes(bytes, bytes, bytes),
            "SELECT folder.path, directory, name FROM file JOIN folder ON folder.id = folder_id"
            " WHERE file.id = ?",
            (file_id,),
        )
        return None if row is None else os.path.join(*row)  # noqa: PTH118 (bytes)

    def _files(self, marks: str, chunk: Sequence[int]) -> dict[int, list[FileFact]]:
        devices = Devices(self._connection)
        files: dict[int, list[FileFact]] = {}
        for row in self._connection.read(_FILE_COLUMNS, _FILES.format(marks), chunk):
            device = devices.of(row[2], row[3])
            fact = FileFact(row[1], row[2], row[3], row[4], row[5:8], device, bool(row[8]))
            files.setdefault(row[0], []).append(fact)
        return files


def _fact(row: tuple[Any, ...], files: tuple[FileFact, ...]) -> MemberFact:
    pixels = row[3] * row[4]
    quality = None if row[9] is None else Quality(row[9], row[10], row[11], pixels)
    is_taken, has_camera = bool(row[7]), bool(row[8])
    return MemberFact(
        row[0], row[1], row[2], pixels, row[5], row[6], is_taken, has_camera, files, quality
    )


_WORTHS = """
SELECT id, width * height, coalesce(sharpness, 0.0)
FROM photo LEFT JOIN quality ON photo_id = id WHERE id IN ({})
"""
_PHOTOS = """
SELECT id, hash, size, width, height, format, sort_time, taken IS NOT NULL,
    camera IS NOT NULL, sharpness, clipped, mean
FROM photo LEFT JOIN quality ON photo_id = id WHERE id IN ({})
"""
_PHOTO_COLUMNS = ColumnTypes(
    *(int, bytes, int, int, int, str, float, int, int),
    *(float | None, float | None, float | None),
)
_SHOT_COLUMNS = ColumnTypes(int, str, float)
_FILES = """
SELECT photo_id, file.id, folder_id, directory, name, inode, mtime_ns, size, offline
FROM file JOIN folder ON folder.id = folder_id WHERE photo_id IN ({}) ORDER BY file.id
"""
_FILE_COLUMNS = ColumnTypes(int, int, int, bytes, bytes, *(int | bytes,) * 3, int)
