"""What went to the trash instead of a file: another one that came in its place at that moment.

Between the last look at a file and the system's move lies a millisecond. What a program saves then,
over the file or into it, goes in its stead. It comes back at once, or at the next start, and where
that cannot be, because still another file is there by now, the journal says where it lies. For the
trash's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from photosim.core.disk.file_identity import content_hash
from photosim.core.errors import TrashError, TrashFault, coded
from photosim.core.records.photos import readable
from photosim.core.records.trash_items import Item
from photosim.core.trash.put_back import put_other_back
from photosim.core.trash.trash_folders import COARSE_S, TrashFolders
from photosim.services.runtime.asking import Asking


class Strangers:
    """Finds what went to the trash instead of a file, and puts it back.

    Args:
        ask: asks the library thread.
        folders: the trash folders of this system.
        clock: epoch seconds.
    """

    def __init__(self, ask: Asking, folders: TrashFolders, clock: Callable[[], float]) -> None:
        self._ask = ask
        self._folders = folders
        self._clock = clock

    def find(self, item: Item, reported: bytes | None = None) -> bytes | None:
        """Where in the trash lies what came from a file's path since it was to go; None if nothing.

        Args:
            item: of the journal; the file itself is known not to be in the trash.
            reported: where the trash says that it put something.
        """
        if reported is not None and os.path.lexists(reported):
            return reported
        path = item.file.path
        places = [p for p in self._folders.find(path) if _came_at(p) > item.began_at - COARSE_S]
        if not places:
            return None
        known = self._ask(lambda store: store.journal.places(path))
        return next((place for place in places if place not in known), None)

    def put_back(self, item: Item, place: bytes) -> tuple[str, Item | None]:
        """Put back what lies in the trash at a place; what happened, as `coded`.

        With it the line of the journal of what could not come back, if there is one.

        Raises:
            StoreError: the journal cannot be written.
        """
        path = item.file.path
        try:
            put_other_back(place, path)
        except TrashError as error:
            names = readable(path), readable(place)
            stuck = coded(TrashFault.CHANGED_AND_STUCK, *names, str(error))
            return stuck, self.write_down(item, place)
        self._folders.forget_note(place, path)
        return coded(TrashFault.CHANGED_AND_BACK, readable(path)), None

    def write_down(self, item: Item, place: bytes) -> Item | None:
        """Write down what lies in the trash at a place; None for what is no ordinary file."""
        try:
            digest, found = content_hash(place)
        except TrashError:
            return None
        file = replace(
            item.file,
            content_hash=digest,
            size=found.size,
            mtime_ns=found.mtime_ns,
            keeper=None,
            keeper_hash="",
        )
        now = self._clock()
        (new,) = self._ask(lambda store: store.journal.begin(item.batch_id, [file], now))
        self._ask(lambda store: store.journal.moved(new.id, place, now))
        return replace(new, place=place)


def _came_at(place: bytes) -> float:
    """When a file came into the trash, epoch seconds; 0 when nobody can tell."""
    try:
        return os.lstat(place).st_ctime
    except OSError:
        return 0.0
