"""What a window asks of the backups: which there are, and to go back to one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from photosim.core.backups.copies import Backup, Backups
from photosim.core.layout import Layout
from photosim.services.backups.reverting import revert
from photosim.services.library.access import Access
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import chained
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.lock import WriterLock

Holds = Mapping[str, int]
"""How many rows of each table."""
Reopen = Callable[[OpenedLibrary, LongWork[Holds]], Future[Holds]]


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as a window lists it.

    Attributes:
        name: for going back to it.
        made: epoch seconds; None for a damaged one, which cannot be gone back to.
        is_set_aside: it was made before an earlier going back.
        holds: rows of each of its tables; None for a damaged one.
        trouble: coded, why it cannot be gone back to; empty for one that can.
    """

    name: str
    made: float | None
    is_set_aside: bool
    holds: Mapping[str, int] | None
    trouble: str = ""


class BackupQuestions:
    """Every method is for any thread.

    Args:
        access: the way to the library.
        reopen: closes the library, does something, and opens it again; see `Maintenance`.
    """

    def __init__(self, access: Access, reopen: Reopen) -> None:
        self._access = access
        self._reopen = reopen

    def all(self) -> Future[Sequence[BackupRow]]:
        """The backups, the newest first, each read to its end."""
        return self._access.run(_listed)

    def revert(self, name: str) -> Future[Holds]:
        """Have the decisions of a backup in the place of those of now, which are set aside.

        Answers with the rows of each table now. The library is closed for that moment.
        """

        def begin(opened: OpenedLibrary) -> Future[Holds]:
            backup = Backups(opened.layout.backups).find(name)
            return self._reopen(opened, _going_back(opened.layout, backup))

        return chained(self._access.submit(begin), lambda going: going)


def _listed(opened: OpenedLibrary) -> LongWork[list[BackupRow]]:
    rows: list[BackupRow] = []
    listing = Backups(opened.layout.backups).listing()
    while True:
        try:
            seen = next(listing)
        except StopIteration:
            return rows
        if seen is not None:
            rows.append(_row(seen))
        yield Turn.AGAIN


def _row(backup: Backup) -> BackupRow:
    holds = (backup.holds or {}) if backup.is_whole else None
    return BackupRow(backup.name, backup.made, backup.is_set_aside, holds, backup.trouble)


def _going_back(layout: Layout, backup: Backup) -> LongWork[Holds]:
    with WriterLock(layout.lock).held():
        went = yield from revert(layout, backup)
    return went.holds
