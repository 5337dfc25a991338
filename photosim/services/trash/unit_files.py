"""The files of units as their directories are now, read from the disk and not from the library.

What belongs to a photo besides itself, its RAW file, its film, its sidecars, may have come or gone
since the library looked, and films and sidecars it does not list at all. A disk may be slow or not
answer: never for the library's or the window's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from photosim.core.disk.file_identity import why_not_reached
from photosim.core.errors import TrashError, TrashFault
from photosim.core.folders import companions
from photosim.core.folders.companions import Unit
from photosim.core.records.photos import readable

AskCaptureTimes = Callable[[bytes, Collection[bytes]], Mapping[bytes, datetime | None]]
"""Capture times of files in a directory, by name, as far as the library knows them."""

AskEqualFiles = Callable[[Collection[bytes]], Mapping[bytes, Collection[bytes]]]
"""Of photos that the library knows the other files of equal bytes that can be read, by path."""


def none_known(_: Collection[bytes]) -> Mapping[bytes, Collection[bytes]]:
    """An answer to `AskEqualFiles` where no library is asked."""
    return {}


class UnitFiles:
    """Reads directories anew for each question.

    Args:
        taken: capture times.
    """

    def __init__(self, taken: AskCaptureTimes) -> None:
        self._taken = taken

    def unit_of(self, path: bytes) -> Unit:
        """The unit of a photo.

        Raises:
            TrashError: the directory cannot be read, or the photo is not in it.
        """
        name, around, taken = self._around(path)
        return companions.unit_of(name, around, taken)

    def leaving(self, path: bytes, chosen: Collection[bytes]) -> Unit:
        """What leaves when a photo does, together with what shares something with it.

        Args:
            path: of the photo.
            chosen: paths of all photos that are to leave.

        Raises:
            TrashError: the directory cannot be read, or the photo is not in it.
        """
        name, around, taken = self._around(path)
        directory = os.path.dirname(path)  # noqa: PTH120 (bytes)
        also = {other for other in around if os.path.join(directory, other) in chosen}  # noqa: PTH118
        return companions.leaving(name, around, also, taken)

    def _around(
        self, path: bytes
    ) -> tuple[bytes, Sequence[bytes], Mapping[bytes, datetime | None]]:
        """A photo's name, the names that may have to do with it, and their capture times."""
        directory, name = os.path.split(path)
        around = companions.relatives(name, names_in(directory))
        if name not in around or not companions.is_photo(name):
            raise TrashError(TrashFault.NO_PHOTO, readable(path))
        return name, around, self._taken(directory, of_one_stem(around))


def names_in(directory: bytes) -> list[bytes]:
    """The names of the ordinary files in a directory.

    Raises:
        TrashError: it cannot be read.
    """
    try:
        with os.scandir(directory) as entries:
            return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError as error:
        raise TrashError(why_not_reached(directory, error)) from error


def of_one_stem(names: Sequence[bytes]) -> list[bytes]:
    """Photos of one stem whose capture times tell whether they are one unit; none for one photo."""
    photos = [name for name in names if companions.is_photo(name)]
    return photos if len(photos) > 1 else []
