"""Restores units from the trash, and finds out what became of those that were being moved.

A unit comes back as one: while something else lies at the path of one of its files, all stay in
the trash. What somebody has emptied out of the trash holds up nobody else. `settle` looks, after
whatever ended the program, at the path and in the trash, and believes only what it finds there.
For the trash's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from photosim.core.disk.file_identity import content_hash, lying, why_not_reached
from photosim.core.errors import TrashError, TrashFault, coded
from photosim.core.records.photos import readable
from photosim.core.records.trash import Refusal
from photosim.core.records.trash_items import Item, ItemState
from photosim.core.trash import put_back
from photosim.core.trash.put_back import Trashed
from photosim.core.trash.trash_folders import TrashFolders
from photosim.services.runtime.asking import Asking
from photosim.services.trash.offline_drives import OfflineDrives
from photosim.services.trash.strangers import Strangers

ItemsOfUnit = Sequence[Item]


@dataclass(slots=True)
class RestoreResult:
    """What came back, and what did not."""

    items: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class Restorer:
    """Restores units; `put_file_back` is for a file alone. One for each trash.

    Args:
        ask: asks the library thread.
        folders: the trash folders of this system.
        offline_drives: where nothing can come back to now.
        strangers: puts back what went instead of a file.
        clock: epoch seconds.
    """

    def __init__(
        self,
        ask: Asking,
        folders: TrashFolders,
        offline_drives: OfflineDrives,
        strangers: Strangers,
        clock: Callable[[], float],
    ) -> None:
        self._ask = ask
        self._folders = folders
        self._offline_drives = offline_drives
        self._strangers = strangers
        self._clock = clock

    def restore(self, unit: ItemsOfUnit) -> RestoreResult:
        """Put back the files of a unit that are in the trash, because a person wants them.

        What came back is put down for the trash no more. May be called again after it was cut off
        anywhere.

        Raises:
            StoreError: the journal cannot be written; what came back is settled later.
        """
        result = self._restore(unit)
        back = {item.file.content_hash for item in result.items}
        if back:
            self._ask(lambda store: store.choices.open_contents(back))
        return result

    def _restore(self, unit: ItemsOfUnit) -> RestoreResult:
        """Put back all files of a unit, or none where one of them cannot come back now."""
        wanted = [i for i in unit if i.state in (ItemState.IN_TRASH, ItemState.RESTORING)]
        result = RestoreResult()
        try:
            files = {item.id: self._to_put_back(item) for item in wanted}
        except TrashError as error:
            self._leave_in_trash(wanted, str(error), result)
            return result
        for item in wanted:
            if files[item.id] is None:
                self._leave_in_trash([item], self._why_not_in_trash(item), result)
        coming = [(item, file) for item in wanted if (file := files[item.id]) is not None]
        ids = [item.id for item, _ in coming]
        self._ask(lambda store: store.journal.begin_restoring(ids))
        for item, file in coming:
            self._put_back(item, file, result)
        return result

    def recall(self, unit: ItemsOfUnit, reason: str) -> RestoreResult:
        """Put back the files of a unit that should not have gone; the journal says why.

        Raises:
            StoreError: as `restore`.
        """
        result = self._restore(unit)
        self._end(result.items, ItemState.FAILED, reason)
        return result

    def put_file_back(self, item: Item, place: bytes) -> None:
        """Put a file back that was moved just now, because it may not go after all.

        Raises:
            TrashError: it stays in the trash; the message says why.
        """
        put_back.put_file_back(_trashed(item, place), self._folders)

    def tidy(self, item: Item) -> None:
        """Remove what is left in the trash of moving a file that lies where it lay."""
        self._folders.tidy(item.file.path, item.began_at)

    def find(self, item: Item) -> bytes | None:
        """Where a file lies in the trash, by its content; None when it is not there."""
        if item.place and _holds(item.place, item):
            return item.place
        places = self._folders.find(item.file.path)
        return next((place for place in places if _holds(place, item)), None)

    def settle(self) -> set[bytes]:
        """Find out what became of every file that was being moved when the program ended.

        A unit of which only a part had gone is recalled; one that was being restored is restored.

        Returns:
            The directories in which something may have changed.

        Raises:
            StoreError: the journal cannot be read or written; nothing is concluded.
        """
        units = self._ask(lambda store: store.journal.unsettled())
        for unit in units:
            if any(item.state is ItemState.RESTORING for item in unit):
                self.restore(unit)
            else:
                self._settle_pending(unit)
        paths = (item.file.path for unit in units for item in unit)
        return {os.path.dirname(path) for path in paths}  # noqa: PTH120 (bytes)

    def _settle_pending(self, unit: ItemsOfUnit) -> None:
        """Find out where the files of a unit are that was being moved; it goes whole or not."""
        in_trash = [item for item in unit if item.state is ItemState.IN_TRASH]
        at_path: list[Item] = []
        nowhere: list[Item] = []
        for item in unit:
            if item.state is ItemState.PENDING:
                self._settle_one(item, in_trash, at_path, nowhere)
        self._end(at_path, ItemState.FAILED, coded(TrashFault.ENDED))
        if (at_path or nowhere) and in_trash:
            now = self._ask(lambda store: store.journal.items([item.id for item in in_trash]))
            self.recall(now, coded(TrashFault.ENDED_IN_SHOT))

    def _settle_one(
        self, item: Item, in_trash: list[Item], at_path: list[Item], nowhere: list[Item]
    ) -> None:
        """Add a pending file to one of three lists; one whose drive is away now stays pending."""
        try:
            if put_back.is_back(_trashed(item, b"")):
                self.tidy(item)
                at_path.append(item)
                return
        except TrashError as error:
            reason = str(error)
            self._ask(lambda store: store.journal.note([item.id], reason))
            return
        place = self.find(item)
        if place is not None:
            self._ask(lambda store: store.journal.moved(item.id, place, self._clock()))
            in_trash.append(item)
        elif os.path.ismount(item.file.mount):
            self._end([item], ItemState.FAILED, self._what_became_of(item))
            nowhere.append(item)
        else:
            uncertain = coded(TrashFault.UNCERTAIN)
            self._ask(lambda store: store.journal.note([item.id], uncertain))

    def _what_became_of(self, item: Item) -> str:
        """What became of a file that is nowhere: puts back what went to the trash in its stead."""
        place = self._strangers.find(item)
        if place is not None:
            return self._strangers.put_back(item, place)[0]
        is_replaced = os.path.lexists(item.file.path)
        what = TrashFault.REPLACED if is_replaced else TrashFault.VANISHED
        return coded(what, readable(item.file.path))

    def _to_put_back(self, item: Item) -> Trashed | None:
        """The file, if it can come back; None when it is not in the trash.

        Raises:
            TrashError: something lies at its path, its drive is away or the trash cannot be read.
        """
        place = self.find(item)
        if place is None and item.place is not None:
            _check_emptied(item.place)
        file = _trashed(item, place or item.place or b"")
        if put_back.is_blocked(file) or not put_back.is_back(file):
            if place is None and os.path.ismount(item.file.mount):
                return None
            if self._offline_drives.holding(file.path) is not None:
                raise TrashError(TrashFault.DRIVE_OFFLINE, readable(file.path))
            put_back.check_path_is_free(file)
        return file

    def _why_not_in_trash(self, item: Item) -> str:
        """Whether a file was emptied out of the trash, or still lies there and was changed."""
        path, place = item.file.path, item.place
        if place is not None and os.path.lexists(place) and not self._is_of_another(item, place):
            return coded(TrashFault.NOT_WHAT_WENT, readable(path), readable(place))
        return coded(TrashFault.EMPTIED, readable(path))

    def _is_of_another(self, item: Item, place: bytes) -> bool:
        """Whether the trash gave a file's place to another one after it had been emptied."""
        if self._folders.is_of_another(place, item.file.path):
            return True
        return self._ask(lambda store: store.journal.last_at(place)) != item.id

    def _put_back(self, item: Item, file: Trashed, result: RestoreResult) -> None:
        try:
            put_back.put_file_back(file, self._folders)
        except TrashError as error:
            self._leave_in_trash([item], str(error), result)
        else:
            self._end([item], ItemState.RESTORED, "")
            result.items.append(item)

    def _leave_in_trash(self, items: Sequence[Item], reason: str, result: RestoreResult) -> None:
        self._end(items, ItemState.IN_TRASH, reason)
        result.refused += [Refusal(os.fsdecode(item.file.path), reason) for item in items]

    def _end(self, items: Sequence[Item], state: ItemState, reason: str) -> None:
        if items:
            ids = [item.id for item in items]
            self._ask(lambda store: store.journal.end(ids, state, reason, self._clock()))


def _check_emptied(place: bytes) -> None:
    """Look whether nothing lies at a place because it is gone, not because nobody can look there.

    Raises:
        TrashError: its disk does not answer.
    """
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise TrashError(why_not_reached(place, error)) from error


def _trashed(item: Item, place: bytes) -> Trashed:
    return Trashed(item.file.path, place, item.file.content_hash, item.file.mount)


def _holds(place: bytes, item: Item) -> bool:
    try:
        is_likely = lying(place).size == item.file.size
        return is_likely and content_hash(place)[0] == item.file.content_hash
    except TrashError:
        return False
