"""What the journal of the trash knows of a file: before it went, and what became of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from photosim.core.errors import TrashFault, parsed


class ItemState(enum.IntEnum):
    """What became of one file; libraries keep the numbers.

    Attributes:
        PENDING: it is about to be moved to the trash; found at a start, it was being moved.
        IN_TRASH: it lies in the trash, as far as photosim knows.
        FAILED: it is not in the trash: it was not moved, or was put back at once, as it should not
            have gone.
        RESTORING: it is about to be put back; found at a start, it was being put back.
        RESTORED: it was put back because a person wanted it.
    """

    PENDING = 0
    IN_TRASH = 1
    FAILED = 2
    RESTORING = 3
    RESTORED = 4


NOT_IN_TRASH = "is not in the trash any more."
"""How that reason ends in journals that were written when reasons were sentences."""

UNSETTLED = (ItemState.PENDING, ItemState.RESTORING)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A file that is about to go.

    Attributes:
        unit_number: of the unit in its batch that it belongs to; a unit goes and comes as one.
        path: where it lies, as the file system gives it.
        content_hash: SHA-256 of its bytes, hex.
        size, mtime_ns: bytes, and when they last changed.
        is_companion: it is no photo that was chosen, but belongs to one.
        mount: the top of the file system it lies on.
        keeper: the file that stays, None for a last copy that the person let go, and for sidecars.
        keeper_hash: SHA-256 of that file's bytes, hex; empty without one.
    """

    unit_number: int
    path: bytes
    content_hash: str
    size: int
    mtime_ns: int
    is_companion: bool
    mount: bytes
    keeper: bytes | None = None
    keeper_hash: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A file as the journal knows it.

    Attributes:
        id, batch_id: numbers, ascending in time.
        file: what was written before it was touched.
        state: what became of it.
        place: where it lies in the trash; None when it does not.
        reason: why it failed or could not come back, as `coded`, or a sentence that an older
            photosim wrote; empty when all is well.
        began_at, ended_at: epoch seconds; None while it is unsettled.
    """

    id: int
    batch_id: int
    file: JournalEntry
    state: ItemState
    place: bytes | None
    reason: str
    began_at: float
    ended_at: float | None

    @property
    def is_missing(self) -> bool:
        """Whether it went to the trash, was looked for there, and is there no more."""
        found = parsed(self.reason)
        is_emptied = found[0] is TrashFault.EMPTIED if found else self.reason.endswith(NOT_IN_TRASH)
        return self.state is ItemState.IN_TRASH and is_emptied


@dataclass(frozen=True, slots=True)
class TrashBatch:
    """What a person moved to the trash at once.

    Attributes:
        id: number, ascending in time.
        at: epoch seconds.
        n_planned: photos that were to go; some may never have been reached.
        n_in_trash, n_restored, n_failed: files by what became of them.
        size: bytes of the files in the trash.
        n_missing: files that were looked for in the trash, and are there no more.
    """

    id: int
    at: float
    n_planned: int
    n_in_trash: int
    n_restored: int
    n_failed: int
    size: int
    n_missing: int = 0
