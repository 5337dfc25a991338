"""Drives that are mounted on a watched folder or below it: where one is away, nothing is gone.

A drive that is unplugged leaves the directory it was mounted on, empty or with what a program wrote
there since; or the system takes that directory away, too. A scan sees by the number of the device
where a drive begins, and the library remembers it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

from photosim.core.folders.directories import head_of, is_at_or_below, is_below
from photosim.core.folders.scan import Listing
from photosim.core.store import Store
from photosim.core.store.devices import DEVICES

MOUNTED = "drives below folders"
"""The note of the directories on which drives were mounted, by the folder's id."""


class DrivesBelow:
    """The drives on and below one watched folder during one scan. For the library thread.

    Attributes:
        away: the directories, relative to the folder, whose drives are not there now.
    """

    def __init__(self, store: Store, folder_id: int) -> None:
        self._store, self._folder_id = store, folder_id
        noted = store.library_facts.get(MOUNTED, {}).get(str(folder_id), ())
        self._known = frozenset(os.fsencode(directory) for directory in noted)
        self._seen: set[bytes] = set()
        self._left: set[bytes] = set()
        self.away: set[bytes] = set()

    def hides(self, listing: Listing) -> bool:
        """Whether a directory lies where a drive should be: it says nothing of what is known.

        Where something that is known lies without the drive, the photos were moved there: it is a
        directory like others from now on.
        """
        directory = listing.directory
        if listing.is_mounted:
            self._seen.add(directory)
        elif directory in self._known and self._is_any_known_below(directory):
            (self._left if self._holds_known(listing) else self.away).add(directory)
        return any(is_at_or_below(directory, drive) for drive in self.away)

    def note_device(self, listing: Listing) -> None:
        """Remember on which device a folder lies, and a drive below it. In a transaction."""
        directory, device = os.fsdecode(listing.directory), listing.device
        if device is None or not (listing.is_mounted or not directory):
            return
        noted = dict(self._store.library_facts.get(DEVICES, {}))
        of_folder = noted.get(str(self._folder_id), {})
        if of_folder.get(directory) != device:
            noted[str(self._folder_id)] = of_folder | {directory: device}
            self._store.library_facts.set(DEVICES, noted)

    def lost(self, directories: Collection[bytes], above: bytes = b"") -> set[bytes]:
        """Those of some vanished directories that did not vanish with a drive.

        Args:
            directories: relative to the folder.
            above: the directory that was listed, and that they are no longer in.
        """
        missing = [
            drive
            for drive in self._known - self._seen - self._left
            if not above or not is_at_or_below(above, drive)
        ]
        with_drive = {d: list(_holding(d, missing)) for d in directories}
        self.away.update(drive for drives in with_drive.values() for drive in drives)
        return {directory for directory, drives in with_drive.items() if not drives}

    def save(self) -> None:
        """Remember where drives are mounted. In a transaction."""
        mounted = (self._known | self._seen) - self._left
        if mounted == self._known:
            return
        noted = dict(self._store.library_facts.get(MOUNTED, {}))
        noted[str(self._folder_id)] = sorted(os.fsdecode(drive) for drive in mounted)
        self._store.library_facts.set(MOUNTED, noted)

    def _is_any_known_below(self, drive: bytes) -> bool:
        known = self._store.files.directories(self._folder_id)
        return any(is_at_or_below(directory, drive) for directory in known)

    def _holds_known(self, listing: Listing) -> bool:
        """Whether a file or directory that is known lies directly in a directory."""
        files, drive = self._store.files, listing.directory
        if not listing.files.keys().isdisjoint(files.in_directory(self._folder_id, drive)):
            return True
        below = {d for d in files.directories(self._folder_id) if is_below(d, drive)}
        heads = {os.path.basename(head_of(directory, drive)) for directory in below}  # noqa: PTH119 (bytes)
        return not heads.isdisjoint(listing.subdirectories)


def _holding(directory: bytes, drives: Collection[bytes]) -> Iterator[bytes]:
    return (drive for drive in drives if is_at_or_below(directory, drive))
