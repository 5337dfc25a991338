"""Photos with all their files, many at once: what keep rules and clean-ups go by.

As `photos` and `members`, but everything in two queries and without a look at each file's row by
Python: 60,000 photos are read in a second.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from photosim.core.disk import file_times
from photosim.core.records.photos import EXAMINATION, Photo, Traces
from photosim.core.records.review import Origin
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.numbers import whole
from photosim.core.store.portions import portions


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """One file of a photo.

    Attributes:
        id: of the file.
        folder_id, directory, name: its place; the directory relative to the folder.
        path: the whole, `os.fsdecode`.
        modified: modification time.
        is_offline: its folder cannot be read now.
    """

    id: int
    folder_id: int
    directory: bytes
    name: bytes
    path: str
    modified: datetime
    is_offline: bool


@dataclass(frozen=True, slots=True)
class WholePhoto:
    """A live photo.

    Attributes:
        photo: as a cell shows it; its path is the first file's.
        files: where it lies, those that can be read first, then by id; at least one.
        sharpness: grey levels of fine detail, None where it was not measured.
        origin: how it came about.
    """

    photo: Photo
    files: tuple[PhotoFile, ...]
    sharpness: float | None
    origin: Origin


class WholePhotos:
    """Reads photos with their files. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, photo_ids: Iterable[int]) -> dict[int, WholePhoto]:
        """Some photos by id, without those that no file holds."""
        numbers = sorted({int(photo_id) for photo_id in photo_ids})
        folders = {
            row[0]: (row[1], bool(row[2]))
            for row in self._connection.read(
                ColumnTypes(int, bytes, int), "SELECT id, path, offline FROM folder"
            )
        }
        found: dict[int, WholePhoto] = {}
        for marks, chunk in portions(numbers):
            places = self._places(marks, chunk, folders)
            labels = self._labels(marks, chunk)
            for row in self._connection.read(_PHOTO_COLUMNS, _PHOTOS.format(marks), chunk):
                if row[0] in places:
                    found[row[0]] = self._whole(row, places[row[0]], labels.get(row[0], ()))
        return found

    def _places(
        self, marks: str, chunk: Sequence[int], folders: Mapping[int, tuple[bytes, bool]]
    ) -> dict[int, tuple[PhotoFile, ...]]:
        beginnings: dict[tuple[int, bytes], str] = {}
        found: dict[int, tuple[PhotoFile, ...]] = {}
        rows = self._connection.read(_FILE_COLUMNS, _FILES.format(marks), chunk)
        for photo_id, file_id, folder_id, directory, name, mtime_ns in rows:
            folder, is_offline = folders[folder_id]
            key = (folder_id, directory)
            if key not in beginnings:
                beginnings[key] = os.fsdecode(os.path.join(folder, directory, b""))  # noqa: PTH118 (bytes)
            path = beginnings[key] + os.fsdecode(name)
            modified = file_times.local(whole(mtime_ns))
            place = PhotoFile(file_id, folder_id, directory, name, path, modified, is_offline)
            found[photo_id] = (*found[photo_id], place) if photo_id in found else (place,)
        return found

    def _labels(self, marks: str, chunk: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The labels that were given to photos, by name."""
        found: dict[int, tuple[str, ...]] = {}
        for photo_id, name in self._connection.read(_LABEL_COLUMNS, _LABELS.format(marks), chunk):
            found[photo_id] = (*found.get(photo_id, ()), name)
        return found

    def _whole(
        self, row: tuple[Any, ...], files: tuple[PhotoFile, ...], labels: tuple[str, ...]
    ) -> WholePhoto:
        if len(files) > 1:
            files = tuple(sorted(files, key=lambda place: (place.is_offline, place.id)))
        first = files[0]
        photo = Photo(
            row[0],
            first.path,
            first.folder_id,
            len(files),
            row[1],
            row[2],
            row[3],
            row[4],
            self._connection.capture_time(row[5]),
            first.modified,
            row[6],
            row[7],
            row[8],
            row[9],
            row[10].hex(),
            first.is_offline,
            row[12],
            bool(row[13]),
            row[14] >= EXAMINATION,
        )
        return WholePhoto(photo, files, row[11], _origin(row, labels))


def _origin(row: tuple[Any, ...], labels: tuple[str, ...]) -> Origin:
    orientation, width, height, detail, pixel_hash, software, rating, traces, written = row[15:]
    is_told = width is not None and height is not None
    turned = (height, width) if orientation >= 5 else (width, height)
    return Origin(
        software,
        turned if is_told else None,
        detail,
        pixel_hash.hex() if pixel_hash else None,
        Traces(traces),
        rating,
        labels,
        written,
    )


_PHOTOS = """
SELECT id, size, width, height, format, taken, camera, latitude, longitude, mean_colour, hash,
    sharpness, n_frames, is_damaged, examination, orientation, recorded_width, recorded_height,
    detail, pixel_hash, software, rating, traces, written
FROM photo LEFT JOIN quality ON photo_id = id WHERE id IN ({})
"""
_PHOTO_COLUMNS = ColumnTypes(
    *(int, int, int, int, str, str | None, str | None, float | None, float | None, int, bytes),
    *(float | None, int, int, int, int, int | None, int | None, float | None, bytes | None),
    *(str | None, int | None, int, bytes),
)
_LABELS = """
SELECT photo.id, label.name FROM photo JOIN labelled ON labelled.hash = photo.hash AND state = 1
JOIN label ON label.id = label_id WHERE photo.id IN ({}) ORDER BY photo.id, label.key
"""
_LABEL_COLUMNS = ColumnTypes(int, str)
_FILES = """
SELECT photo_id, id, folder_id, directory, name, mtime_ns FROM file WHERE photo_id IN ({})
"""
_FILE_COLUMNS = ColumnTypes(int, int, int, bytes, bytes, int | bytes)
