"""The photos' table: what each content looks like, when and with what it was taken."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from photosim.core.disk import file_times
from photosim.core.records import accents
from photosim.core.records.photos import (
    EXAMINATION,
    Examined,
    Ids,
    Photo,
    SortKey,
    Stamp,
    View,
    readable,
)
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection
from photosim.core.store.numbers import stored, whole
from photosim.core.store.portions import portions

_WRAP = 1 << 64
_SIGN = 1 << 63

MOST_ID = 2**63 - 1
"""No photo's id is higher."""


class Photos:
    """Reads and writes the rows of `photo`. Belongs to the thread of its connection.

    A photo is live while a file holds it; one without a file stays known, so that a file that
    comes back needs no work, but no view and no search shows it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, examined: Examined, stamp: Stamp) -> int:
        """Write what was found out about a content; the photo's id, the old one if it was known."""
        meta = examined.metadata
        return self._connection.number(
            _PUT,
            (
                bytes.fromhex(examined.content_hash),
                examined.size,
                examined.width,
                examined.height,
                examined.file_format,
                meta.taken.isoformat() if meta.taken else None,
                meta.utc_offset_s,
                meta.camera,
                meta.orientation,
                meta.latitude,
                meta.longitude,
                meta.exposure_s,
                meta.f_number,
                meta.iso,
                examined.mean_colour,
                _signed(examined.phash),
                _sort_time(meta.taken, stamp),
                EXAMINATION,
                examined.n_frames,
                examined.is_damaged,
                bytes.fromhex(examined.pixel_hash) if examined.pixel_hash else None,
                examined.detail,
                meta.software,
                meta.recorded_width,
                meta.recorded_height,
                meta.rating,
                int(meta.traces),
                meta.written,
            ),
        )

    def put_details(self, details: Mapping[int, float]) -> None:
        """How much of the pixels of some photos is real, by id, measured since they were put."""
        sql = "UPDATE photo SET detail = ? WHERE id = ?"
        self._connection.executemany(sql, [(found, photo) for photo, found in details.items()])

    def id_of(self, content_hash: str) -> int | None:
        """The photo with this content, live or not."""
        sql = "SELECT id FROM photo WHERE hash = ?"
        row = self._connection.read_one(ColumnTypes(int), sql, (bytes.fromhex(content_hash),))
        return None if row is None else int(row[0])

    def known_hashes(self, size: int, model_id: int) -> frozenset[str]:
        """Contents of `size` bytes for which nothing is left to do with this model."""
        rows = self._connection.read(
            ColumnTypes(bytes),
            "SELECT hash FROM photo WHERE size = ? AND has_thumbnail AND examination >= ?"
            " AND EXISTS (SELECT 1 FROM embedding WHERE photo_id = photo.id AND model_id = ?)",
            (stored(size), EXAMINATION, model_id),
        )
        return frozenset(content_hash.hex() for (content_hash,) in rows)

    def doubt(self, photo_ids: Iterable[int]) -> None:
        """Count photos as seen by an older examination: their files are to be examined again."""
        self._connection.executemany(
            "UPDATE photo SET examination = ? WHERE id = ? AND examination >= ?",
            [(EXAMINATION - 1, int(photo_id), EXAMINATION) for photo_id in photo_ids],
        )

    def is_live(self, photo_id: int) -> bool:
        """Whether a file holds this photo."""
        sql = "SELECT 1 FROM file WHERE photo_id = ? LIMIT 1"
        # a number of numpy's would be bound as bytes and never be found
        return self._connection.execute(sql, (int(photo_id),)).fetchone() is not None

    def live(self, photo_ids: Collection[int]) -> set[int]:
        """Those of some photos that lie somewhere."""
        found: set[int] = set()
        wanted = sorted(photo_ids)
        for marks, chunk in portions(wanted):
            sql = f"SELECT DISTINCT photo_id FROM file WHERE photo_id IN ({marks})"
            found.update(row[0] for row in self._connection.read(ColumnTypes(int), sql, chunk))
        return found

    def live_ids(self) -> Ids:
        """`(n,)` ids of all live photos, ascending."""
        return self._ids("SELECT DISTINCT photo_id FROM file WHERE photo_id IS NOT NULL ORDER BY 1")

    def by_content(self) -> Ids:
        """`(n,)` ids of all known photos in an order that depends on their content alone."""
        return self._ids("SELECT id FROM photo ORDER BY hash")

    def count(self) -> int:
        """How many photos are live."""
        return self._connection.number(
            "SELECT count(DISTINCT photo_id) FROM file WHERE photo_id IS NOT NULL"
        )

    def view(self, view: View) -> Ids:
        """`(n,)` ids of the live photos of a view, in its order."""
        way = "DESC" if view.descending else "ASC"
        folder = "" if view.folder_id is None else "AND folder_id = :folder"
        if view.sort_key is SortKey.DATE:
            sql = (
                "SELECT id FROM photo WHERE EXISTS (SELECT 1 FROM file"
                f" WHERE photo_id = photo.id {folder}) ORDER BY sort_time {way}, id {way}"
            )
        else:
            sql = (
                f"SELECT photo_id FROM file WHERE photo_id IS NOT NULL {folder}"
                f" GROUP BY photo_id ORDER BY min(sort_name) {way}, photo_id {way}"
            )
        return self._ids(sql, {"folder": view.folder_id})

    def named(self, prefix: str) -> Ids:
        """`(n,)` ids of the live photos with a file whose name begins so, by id.

        Case and accents are ignored. A million names take about half a second.
        """
        wanted = accents.plain(prefix)
        if not wanted:
            return np.empty(0, np.int64)
        letters = re.split(r"\d", wanted, maxsplit=1)[0]  # numbers are sorted by value
        rows = self._connection.read(
            ColumnTypes(int, bytes),
            _NAMED,
            {
                "letters": letters,
                "n": len(letters),
                "begin": _begins_with(wanted),
                "first": accents.first_characters(wanted),
            },
        )
        found = {i for i, name in rows if accents.begins(readable(name), wanted)}
        return np.array(sorted(found), np.int64)

    def get(self, photo_ids: Sequence[int]) -> list[Photo]:
        """The photos as a cell shows them, in the order asked, without unknown and dead ones."""
        found: dict[int, Photo] = {}
        for marks, chunk in portions(map(int, photo_ids)):
            for row in self._connection.read(_COLUMNS, _GET.format(marks), chunk):
                found.setdefault(row[0], self._photo(row))
        return [found[int(photo_id)] for photo_id in photo_ids if int(photo_id) in found]

    def facts(self, photo_ids: Ids) -> list[tuple[int, float | None, str | None, int]]:
        """Id, capture time, camera and mean colour of photos that are known, by id.

        The time is None of a photo that does not know it: that of its file says when it was copied.
        """
        found: list[tuple[int, float | None, str | None, int]] = []
        for marks, chunk in portions(map(int, photo_ids)):
            found += self._connection.read(
                ColumnTypes(int, float | None, str | None, int),
                "SELECT id, CASE WHEN taken IS NOT NULL THEN sort_time END, camera, mean_colour"
                " FROM photo"
                f" WHERE id IN ({marks}) ORDER BY id",
                chunk,
            )
        return sorted(found, key=itemgetter(0))

    def hashes(self, photo_ids: Sequence[int]) -> dict[int, str]:
        """Content hashes, hex, by id."""
        marks = ",".join("?" * len(photo_ids))
        rows = self._connection.read(
            ColumnTypes(int, bytes),
            f"SELECT id, hash FROM photo WHERE id IN ({marks})",
            [int(i) for i in photo_ids],
        )
        return {photo_id: content_hash.hex() for photo_id, content_hash in rows}

    def path(self, photo_id: int) -> bytes | None:
        """Where a file of the photo lies, one in a folder that is not offline first."""
        row = self._connection.read_one(
            ColumnTypes(bytes, bytes, bytes),
            "SELECT folder.path, directory, name FROM file JOIN folder ON folder.id = folder_id"
            " WHERE photo_id = ? ORDER BY offline, file.id LIMIT 1",
            (int(photo_id),),
        )
        return None if row is None else os.path.join(*row)  # noqa: PTH118 (bytes)

    def newest(self) -> int:
        """The highest id there is, 0 without photos."""
        return self._connection.number("SELECT coalesce(max(id), 0) FROM photo")

    def phashes(self, first: int = 0, last: int = MOST_ID) -> tuple[Ids, npt.NDArray[np.uint64]]:
        """Ids and perceptual hashes, `(n,)` each, of photos, live or not, by id.

        All, or those from `first` to `last`.
        """
        rows = self._connection.read(
            ColumnTypes(int, int),
            "SELECT id, phash FROM photo WHERE id BETWEEN ? AND ? ORDER BY id",
            (first, last),
        )
        table = np.array(rows, dtype=np.int64).reshape(-1, 2)
        return table[:, 0].copy(), table[:, 1].copy().view(np.uint64)

    def lose_thumbnails(self, photo_ids: Iterable[int]) -> None:
        """Note that the cache has no thumbnail of these photos any more."""
        self._connection.executemany(
            "UPDATE photo SET has_thumbnail = 0 WHERE id = ?", [(int(i),) for i in photo_ids]
        )

    def _ids(self, sql: str, parameters: Mapping[str, object] | tuple[()] = ()) -> Ids:
        rows = self._connection.read(ColumnTypes(int), sql, parameters)
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def _photo(self, row: tuple[Any, ...]) -> Photo:
        return Photo(
            id=row[0],
            path=os.fsdecode(os.path.join(*row[1:4])),  # noqa: PTH118 (bytes)
            folder_id=row[4],
            n_files=row[5],
            size=row[6],
            width=row[7],
            height=row[8],
            file_format=row[9],
            taken=self._connection.capture_time(row[10]),
            modified=file_times.local(whole(row[11])),
            camera=row[12],
            latitude=row[13],
            longitude=row[14],
            mean_colour=row[15],
            content_hash=row[16].hex(),
            offline=bool(row[17]),
            n_frames=row[18],
            is_damaged=bool(row[19]),
            is_examined=row[20] >= EXAMINATION,
        )


_NAMED = r"""
SELECT photo_id, name FROM file
WHERE photo_id IS NOT NULL AND (
    substr(sort_name, 1, :n) = :letters AND CAST(name AS TEXT) LIKE :begin ESCAPE '\'
    OR instr(:first, substr(sort_name, 1, 1)) AND CAST(name AS TEXT) GLOB '*[^ -~]*'
)
"""
"""Who may be named so: plain names that are, and others that begin with such a letter."""


def _begins_with(prefix: str) -> str:
    """A pattern for `LIKE`, which ignores the case of the letters a to z only."""
    escaped = re.sub(r"([%_\\])", r"\\\1", prefix)
    return re.sub(r"[^\x00-\x7f].*", "", escaped, flags=re.S) + "%"


_WRITTEN = (
    *("hash", "size", "width", "height", "format", "taken", "utc_offset_s", "camera"),
    *("orientation", "latitude", "longitude", "exposure_s", "f_number", "iso", "mean_colour"),
    *("phash", "sort_time", "examination", "n_frames", "is_damaged", "pixel_hash", "detail"),
    *("software", "recorded_width", "recorded_height", "rating", "traces", "written"),
)
"""The columns that an examination writes, in the order of `Photos.put`.

Detail that it does not measure stays as a close look measured it: the content is the same.
"""

_PUT = f"""
INSERT INTO photo ({", ".join(_WRITTEN)}) VALUES ({", ".join("?" * len(_WRITTEN))})
ON CONFLICT (hash) DO UPDATE SET has_thumbnail = 1,
    {", ".join(f"{name} = excluded.{name}" for name in _WRITTEN[1:] if name != "detail")},
    detail = coalesce(excluded.detail, detail)
RETURNING id
"""

_GET = """
SELECT photo.id, folder.path, directory, name, folder_id,
    (SELECT count(*) FROM file WHERE photo_id = photo.id),
    photo.size, width, height, format, taken, mtime_ns, camera, latitude, longitude,
    mean_colour, hash, offline, n_frames, is_damaged, examination
FROM photo JOIN file ON file.photo_id = photo.id JOIN folder ON folder.id = folder_id
WHERE photo.id IN ({}) ORDER BY offline, file.id
"""


_COLUMNS = ColumnTypes(
    *(int, bytes, bytes, bytes, int, int, int, int, int, str, str | None, int | bytes),
    str | None,
    *(float | None, float | None, int, bytes, int, int, int, int),
)


def _sort_time(taken: datetime | None, stamp: Stamp) -> float:
    # The camera's clock is taken as it stands: photos sort by the time of day people remember.
    return taken.replace(tzinfo=UTC).timestamp() if taken else file_times.seconds(stamp.mtime_ns)


def _signed(number: int) -> int:
    return number - _WRAP if number >= _SIGN else number
