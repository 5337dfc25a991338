"""Tells a file that is gone from one whose drive is away, before or after it went to the trash.

What a person unplugs takes its photos along: they are not gone, and nothing is moved or brought
back in their place. Known are the watched folders and the drives that scans saw mounted in them.
For the trash's thread, which may wait for a disk.
"""

from __future__ import annotations

import os

from photosim.core.disk.file_identity import lying
from photosim.core.errors import TrashError, TrashFault, coded, parsed
from photosim.core.folders.directories import is_at_or_below, join
from photosim.core.folders.drives_below import MOUNTED
from photosim.core.folders.scan import check_folder
from photosim.core.records.photos import readable
from photosim.core.records.trash import TrashRequest
from photosim.core.store import Store
from photosim.services.runtime.asking import Asking


class OfflineDrives:
    """Looks anew at each question.

    Args:
        ask: asks the library thread.
    """

    def __init__(self, ask: Asking) -> None:
        self._ask = ask

    def holding(self, path: bytes) -> bytes | None:
        """The watched folder, or the drive in it, that a file lies on and that is away now.

        None when it is there, or when the library knows of no photo in that folder.

        Raises:
            StoreError: the library cannot be asked.
        """
        for folder, drives in self._ask(_with_photos):
            if is_at_or_below(path, folder) and not check_folder(folder).is_there:
                return folder
            for drive in (join(folder, directory) for directory in drives):
                if is_at_or_below(path, drive) and not os.path.ismount(drive):
                    return drive
        return None

    def why_not(self, request: TrashRequest, error: TrashError) -> str:
        """Why a file cannot go, as `coded`: it, or what should stay, is away; else the error.

        What should stay is the reason where none of it is there, or where the error is about the
        one that is away: that is not gone.

        Raises:
            StoreError: the library cannot be asked.
        """
        if drive := self.holding(os.fsencode(request.path)):
            return coded(
                TrashFault.FOLDER_AWAY, readable(drive), readable(os.fsencode(request.path))
            )
        keepers = [os.fsencode(path) for path in request.keepers]
        is_there = any(_is_there(keeper) for keeper in keepers)
        for keeper in keepers:
            if (not is_there or _is_about(error, keeper)) and (drive := self.holding(keeper)):
                return coded(TrashFault.KEEPER_AWAY, readable(drive), readable(keeper))
        return str(error)


def _is_there(path: bytes) -> bool:
    try:
        lying(path)
    except TrashError:
        return False
    return True


def _is_about(error: TrashError, path: bytes) -> bool:
    found = parsed(str(error))
    return found is not None and found[1][:1] == [readable(path)]


def _with_photos(store: Store) -> list[tuple[bytes, list[bytes]]]:
    """Watched folders of which something is known, and the drives in them, relative to them."""
    mounted = store.library_facts.get(MOUNTED, {})
    return [
        (row.path, [os.fsencode(directory) for directory in mounted.get(str(row.id), ())])
        for row in store.folders.all()
        if store.files.count(row.id)
    ]
