"""What a window asks of the backups: which there are, and to go back to one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from photosim.core.backups.copies import Backup, Backups
from photosim.core.layout import Layout
from photosim.services.backups.going_back import WentBack, go_back
from photosim.services.library.access import Access, Failed
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job, LongWork, Turn
from photosim.services.runtime.lock import WriterLock

Reopen = Callable[
    [OpenedLibrary, LongWork[WentBack], Callable[[WentBack], None], Failed],
    None,
]


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as a window lists it.

    Attributes:
        name: for going back to it.
        made: epoch seconds; None for a damaged one, which cannot be gone back to.
        is_set_aside: it was made before an earlier going back.
        holds: rows of each of its tables; None for a damaged one.
    """

    name: str
    made: float | None
    is_set_aside: bool
    holds: Mapping[str, int] | None


class BackupQuestions:
    """Every method is for any thread.

    Args:
        access: the way to the library.
        reopen: closes the library, does something, and opens it again; see `Upkeep`.
    """

    def __init__(self, access: Access, reopen: Reopen) -> None:
        self._access = access
        self._reopen = reopen

    def all(self, done: Callable[[Sequence[BackupRow]], None], failed: Failed) -> Job:
        """The backups, the newest first, each read to its end."""
        return self._access.run(_listed, done, failed)

    def go_back(self, name: str, done: Callable[[Mapping[str, int]], None], failed: Failed) -> None:
        """Have the decisions of a backup in the place of those of now, which are set aside.

        `done` gets the rows of each table now. The library is closed for that moment.
        """

        def begin(opened: OpenedLibrary) -> None:
            backup = Backups(opened.layout.backups).find(name)
            self._reopen(
                opened,
                _going_back(opened.layout, backup),
                lambda went: done(went.holds),
                failed,
            )

        self._access.submit(begin, _nothing, failed)


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
    return BackupRow(backup.name, backup.made, backup.is_set_aside, holds)


def _going_back(layout: Layout, backup: Backup) -> LongWork[WentBack]:
    with WriterLock(layout.lock).held():
        return (yield from go_back(layout, backup))


def _nothing(_: object) -> None:
    """The answer comes when the library is open again."""
