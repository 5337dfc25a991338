"""Looks at what stays once more when all has gone, and recalls what went with it.

A pool of disks, an overlay or a network may show one file under a second path, with another number;
and when the file goes by the first path, the system may go on answering for the second one from
memory. What stays in such a place is therefore looked at again before anybody is told that
anything went: when that memory has run out, in a listing made anew, and by opening and reading it.
What cannot be shown to stay takes nothing with it: what went for its sake is recalled.

The note of the run (see `interruptions`) stands until then: when the program ends here, the next
start looks. For the trash's thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from photosim.core.disk.file_identity import DiskState, OpenFile, names_now
from photosim.core.errors import TrashError, TrashFault, coded
from photosim.core.records.photos import readable
from photosim.core.records.trash import Refusal
from photosim.core.records.trash_items import Item, ItemState
from photosim.services.folders.file_systems import CachedAnswers
from photosim.services.runtime.asking import Asking
from photosim.services.trash.restoring import Restorer, RestoreResult

MEMORY_S = 2.0
"""Programs behind FUSE (mergerfs, sshfs) and SMB let the system remember names for 1 s by default;
measured with mergerfs 2.33: a name that had gone was answered for 1.0 to 1.2 s."""

Known = Callable[[bytes], DiskState | None]
"""What stays, as it was when it was read; None when that is not known any more."""


def went_together(keeper: bytes, path: bytes) -> str:
    """Why a file comes back, as `coded`: what should stay went with it."""
    return coded(TrashFault.KEEPER_WENT, readable(keeper), readable(path))


class LastLook:
    """One for each trash.

    Args:
        ask: asks the library thread.
        restorer: recalls units.
        memory: how far the file system of a directory can be believed.
        wait: waits some seconds, or until the program ends.
    """

    def __init__(
        self,
        ask: Asking,
        restorer: Restorer,
        memory: Callable[[bytes], CachedAnswers],
        wait: Callable[[float], object],
    ) -> None:
        self._ask = ask
        self._restorer = restorer
        self._memory = memory
        self._wait = wait

    def look_again(
        self, items: Iterable[Item], known: Known = lambda keeper: None
    ) -> RestoreResult:
        """Recall, with their whole units, the files whose keeper is not there.

        Args:
            items: of the journal; those in the trash count.
            known: what stays, as it was; what is unknown is read from end to end.

        Returns:
            What came back, and why each photo among it did; or why it could not.

        Raises:
            StoreError: the journal cannot be read or written.
        """
        reasons = self._reasons([item for item in items if item.state is ItemState.IN_TRASH], known)
        found = RestoreResult()
        for unit in self._ask(lambda store: store.journal.units_of(list(reasons))):
            self._recall(unit, next(reasons[item.id] for item in unit if item.id in reasons), found)
        return found

    def _recall(self, unit: Sequence[Item], reason: str, found: RestoreResult) -> None:
        one = self._restorer.recall(unit, reason)
        photos = [item for item in one.items if not item.file.is_companion]
        found.items += one.items
        found.refused += one.refused
        found.refused += [Refusal(os.fsdecode(item.file.path), reason) for item in photos]

    def _reasons(self, items: Sequence[Item], known: Known) -> dict[int, str]:
        """By number, why files have to come back."""
        doubtful = self._doubtful(items)
        listed = {directory: _names(directory) for directory in map(_above, doubtful)}
        is_there = {
            keeper: os.path.basename(keeper) in listed[_above(keeper)]  # noqa: PTH119 (bytes)
            and _reads(keeper, known(keeper), hashed)
            for keeper, hashed in doubtful.items()
        }
        return {
            item.id: went_together(keeper, item.file.path)
            for item in items
            if (keeper := item.file.keeper) is not None and not is_there.get(keeper, True)
        }

    def _doubtful(self, items: Sequence[Item]) -> dict[bytes, str]:
        """What stays where a look may be answered from memory, with its content hash."""
        stays = {i.file.keeper: i.file.keeper_hash for i in items if i.file.keeper is not None}
        memory = {directory: self._memory(directory) for directory in set(map(_above, stays))}
        if CachedAnswers.FOR_A_WHILE in memory.values():
            self._wait(MEMORY_S)
        return {
            keeper: hashed
            for keeper, hashed in stays.items()
            if memory[_above(keeper)] is not CachedAnswers.NONE
        }


def _names(directory: bytes) -> frozenset[bytes]:
    try:
        return names_now(directory)
    except OSError:
        return frozenset()


def _reads(keeper: bytes, known: DiskState | None, hashed: str) -> bool:
    """Whether it can be read, and is the file that it was or holds what that held."""
    try:
        with OpenFile(keeper) as held:
            held.read_anew()
            is_it = known is not None and held.lying.is_unchanged(known)
            return is_it or held.content_hash() == hashed
    except TrashError:
        return False


def _above(path: bytes) -> bytes:
    return os.path.dirname(path)  # noqa: PTH120 (bytes)
