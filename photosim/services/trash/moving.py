"""Moves the units of one batch to the trash, and says what became of each. For the trash's thread.

For each unit, in this order; what is true on the disk when everything ends right there:

1. `SafetyChecks` reads what stays and what goes. Nothing was touched.
2. The journal says, through to the disk, that its files are pending. All lie where they lay;
   the next start finds them there and says so.
3. Each file is opened, looked at once more, and handed to the system's trash. It lies at its path
   or in the trash under the name that the trash's own note gives: the next start looks for both.
4. What lies in the trash now is read: it must be the bytes that were looked at. When another file
   came in its place in that moment, that one goes back where it lay (see `strangers`); when the
   trash has lost or damaged it, it is written back from the open file, and nothing else goes.
   What stays must still be there, opened and read: a file on a network can have two names that no
   number gives away. When the drive does not answer, nothing is concluded: the next run looks
   again.
5. The journal says, through to the disk, where it lies.

When all have gone, what stays where the system answers from memory is looked at again (see
`last_look`); only then is anything told to have gone.

A unit of which a file cannot go comes back whole, at once or at the next start.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from photosim.core.disk.file_identity import (
    OpenFile,
    content_hash,
    identity_of,
    lying,
    why_not_reached,
    why_not_taken,
)
from photosim.core.errors import StoreError, TrashError, TrashFault, coded
from photosim.core.records.photos import readable
from photosim.core.records.trash import Refusal, Trash, TrashRequest
from photosim.core.records.trash_items import Item, ItemState, JournalEntry
from photosim.core.store import Store
from photosim.core.trash.put_back import write_back
from photosim.core.trash.trash_folders import mount_point
from photosim.services.runtime.asking import Asking
from photosim.services.trash.last_look import LastLook, went_together
from photosim.services.trash.offline_drives import OfflineDrives
from photosim.services.trash.restoring import Restorer
from photosim.services.trash.safety_checks import CheckedFile, SafetyChecks
from photosim.services.trash.strangers import Strangers

CAN_HOLD = os.name != "nt"
"""Whether a file can be moved while it is open."""


@dataclass(slots=True)
class MoveResult:
    """What went to the trash, and what did not.

    Attributes:
        items: files in the trash.
        refused: what stays, and why, as `coded`.
        reached: paths of all files that were asked for and need no further thought.
        stopped: why nothing more may go, as `coded`: the trash cannot be trusted; empty when all
            is well.
    """

    items: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    reached: set[bytes] = field(default_factory=set)
    stopped: str = ""


class Mover:
    """One batch.

    Args:
        ask: asks the library thread.
        trash: the system's.
        restorer: puts back what may not go.
        offline_drives: tells what is gone from what is away.
        strangers: puts back what went instead.
        safety_checks: checks what may.
        last_look: looks once more at what stays.
        clock: epoch seconds.
        batch_id: of the journal.
    """

    def __init__(
        self,
        ask: Asking,
        trash: Trash,
        restorer: Restorer,
        offline_drives: OfflineDrives,
        strangers: Strangers,
        safety_checks: SafetyChecks,
        last_look: LastLook,
        clock: Callable[[], float],
        batch_id: int,
    ) -> None:
        self._ask = ask
        self._trash = trash
        self._restorer = restorer
        self._offline_drives = offline_drives
        self._strangers = strangers
        self._safety_checks = safety_checks
        self._last_look = last_look
        self._clock = clock
        self._batch_id = batch_id
        self._n_units = 0
        self.result = MoveResult()

    def move(self, request: TrashRequest) -> None:
        """Move one file, and the rest of its unit, if it has not gone with another already.

        Raises:
            StoreError: the journal cannot be written; whatever was not written down is where it
                was, or is found at the next start.
        """
        path = os.fsencode(request.path)
        if path in self.result.reached:
            return
        self._n_units += 1
        self.result.reached.add(path)
        try:
            checked = self._safety_checks.check(request, self._n_units)
        except TrashError as error:
            self._refuse(request, self._offline_drives.why_not(request, error))
            return
        self.result.reached.update(one.file.path for one in checked)
        items = self._begin(request, [one.file for one in checked])
        self._move_unit(list(zip(items, checked, strict=True)))

    def confirm(self) -> None:
        """Look once more at what stays, before anybody is told that something went.

        Raises:
            StoreError: the journal cannot be written; the next start looks.
        """
        found = self._last_look.look_again(self.result.items, self._safety_checks.keeper_as_read)
        back = {item.id for item in found.items}
        self.result.items = [item for item in self.result.items if item.id not in back]
        self.result.refused += found.refused

    def _begin(self, request: TrashRequest, files: Sequence[JournalEntry]) -> list[Item]:
        try:
            return self._ask(lambda store: self._write_down(store, request, files))
        except StoreError as error:
            self.result.refused.append(Refusal(request.path, str(error)))
            raise

    def _write_down(
        self, store: Store, request: TrashRequest, files: Sequence[JournalEntry]
    ) -> list[Item]:
        """In the library thread: these are about to go, and what stays for them goes nowhere."""
        if request.keeper_hash not in ("", request.content_hash):
            store.choices.open_staying(bytes.fromhex(request.keeper_hash))
        return store.journal.begin(self._batch_id, files, self._clock())

    def _refuse(self, request: TrashRequest, reason: str) -> None:
        path = os.fsencode(request.path)
        file = JournalEntry(
            self._n_units, path, request.content_hash, 0, 0, False, mount_point(path)
        )
        self._ask(lambda store: store.journal.refuse(self._batch_id, [file], reason, self._clock()))
        self.result.refused.append(Refusal(request.path, reason))

    def _move_unit(self, pairs: Sequence[tuple[Item, CheckedFile]]) -> None:
        moved: list[Item] = []
        try:
            for item, checked in pairs:
                place = self._move_file(item, checked)
                moved.append(replace(item, state=ItemState.IN_TRASH, place=place))
                self._note_done(item, place)
                self._check_keeper(item)
        except _UnknownError as error:
            self._leave_open([item for item, _ in pairs], str(error))
        except (TrashError, StoreError) as error:
            self._put_unit_back([item for item, _ in pairs], moved, str(error))
            if isinstance(error, StoreError):
                raise
        else:
            self.result.items += moved

    def _note_done(self, item: Item, place: bytes) -> None:
        self._ask(lambda store: store.journal.moved(item.id, place, self._clock()))

    def _put_unit_back(self, items: Sequence[Item], moved: Sequence[Item], reason: str) -> None:
        """Put back what had gone of a unit that cannot go whole."""
        stuck: dict[int, str] = {}
        for item in moved:
            try:
                self._restorer.put_file_back(item, item.place or b"")
            except TrashError as error:
                stuck[item.id] = str(error)
        self.result.items += [item for item in moved if item.id in stuck]
        self.result.refused += [
            Refusal(os.fsdecode(item.file.path), reason)
            for item in items
            if item.id not in stuck and not item.file.is_companion
        ]
        back = [item.id for item in items if item.id not in stuck]
        now = self._clock()
        self._ask(lambda store: store.journal.end(back, ItemState.FAILED, reason, now))
        for item_id, why in stuck.items():
            self._note(item_id, why)

    def _note(self, item_id: int, reason: str) -> None:
        self._ask(lambda store: store.journal.note([item_id], reason))

    def _leave_open(self, items: Sequence[Item], reason: str) -> None:
        """Where files are cannot be told now: conclude nothing, and let nothing else go."""
        self.result.stopped = reason
        for item in items:
            self._note(item.id, reason)

    def _move_file(self, item: Item, checked: CheckedFile) -> bytes:
        """Move one file; where it lies in the trash.

        Raises:
            TrashError: it did not go, or it was put back.
            _UnknownError: nobody can tell where it is.
        """
        path = item.file.path
        with OpenFile(path) as held:
            if held.lying != checked.found:
                raise TrashError(TrashFault.CHANGED_AT_LAST, readable(path))
            if not CAN_HOLD:
                held.close()
            reported, problem = self._hand_over(path)
            if _is_there(path, checked):
                if reported is not None and not _holds(reported, checked.file.content_hash):
                    self._put_stranger_back(item, reported)
                self._restorer.tidy(item)
                raise TrashError(problem or coded(TrashFault.NOT_TAKEN, readable(path)))
            place = self._place(item, checked, reported)
            if place is None and not os.path.ismount(item.file.mount):
                raise _UnknownError(coded(TrashFault.DRIVE_AWAY, readable(path)))
            if place is None:
                other = self._strangers.find(item, reported)
                if other is not None and _is_whole(other, held):
                    self._put_stranger_back(item, other)
                self._rescue(item, held)
        return place

    def _put_stranger_back(self, item: Item, place: bytes) -> None:
        """Put back what went instead of a file.

        Raises:
            TrashError: always; the message says what became of it.
        """
        if os.path.lexists(place):
            said, noted = self._strangers.put_back(item, place)
            self.result.items += [noted] if noted is not None else []
            raise TrashError(said)

    def _check_keeper(self, item: Item) -> None:
        keeper = item.file.keeper
        if keeper is not None and not self._safety_checks.keeper_still_stays(keeper):
            raise TrashError(went_together(keeper, item.file.path))

    def _hand_over(self, path: bytes) -> tuple[bytes | None, str]:
        """Where the trash says that it put a file, and what went wrong."""
        try:
            place = self._trash(Path(os.fsdecode(path)))
        except TrashError as error:
            return None, str(error)
        except OSError as error:
            return None, why_not_taken(path, error)
        return None if place is None else os.fsencode(place), ""

    def _place(self, item: Item, checked: CheckedFile, reported: bytes | None) -> bytes | None:
        """Where a file lies that has left its place; None when nobody can tell."""
        if reported is not None and _holds(reported, checked.file.content_hash):
            return reported
        return self._restorer.find(replace(item, place=reported))

    def _rescue(self, item: Item, held: OpenFile) -> NoReturn:
        """The trash has lost a file: write it back, and trust that trash no more."""
        shown = readable(item.file.path)
        try:
            if not CAN_HOLD:
                raise TrashError(TrashFault.NO_WAY_BACK)
            write_back(held, item.file.path, item.file.content_hash)
        except TrashError as error:
            self.result.stopped = coded(TrashFault.LOST, shown, str(error))
        else:
            self.result.stopped = coded(TrashFault.NOT_KEPT, shown)
        raise TrashError(self.result.stopped)


class _UnknownError(Exception):
    """Where a file is cannot be told now: its drive does not answer."""


def _is_there(path: bytes, checked: CheckedFile) -> bool:
    """Whether the file lies where it lay; another one that came meanwhile does not count.

    Raises:
        _UnknownError: that cannot be told.
    """
    try:
        os.lstat(path)
        now = lying(path)
    except (FileNotFoundError, NotADirectoryError, TrashError):
        return False
    except OSError as error:
        raise _UnknownError(why_not_reached(path, error)) from error
    return now.is_same_file(checked.found) or now.is_unchanged(checked.found)


def _holds(place: bytes, expected: str) -> bool:
    """Whether the bytes at a place in the trash are the ones that were looked at."""
    try:
        return content_hash(place)[0] == expected
    except TrashError:
        return False


def _is_whole(place: bytes, held: OpenFile) -> bool:
    """Whether what lies in the trash was moved there as it was, and is no bad copy of the file.

    A move within one file system takes a file as it is. Of a copy, or what is only the beginning of
    the file, nobody knows what it should be: then the open file is written back.
    """
    try:
        found = os.lstat(place)
        if stat.S_ISREG(found.st_mode):
            is_moved = found.st_dev == held.lying.device
            is_same = is_moved and identity_of(found) == held.lying.identity
            return is_same or (is_moved and not (CAN_HOLD and held.begins_with(place)))
    except OSError:
        return False
    return True  # a link or a folder: no trash makes them out of a file
