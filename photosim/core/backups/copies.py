"""The backups of decisions in a library's folder: one a day when there is something new, ten kept.

`backups/decisions-0012-2026-11-29.jsonl.gz`: the number counts up, so that their order does not
depend on the clock. What was set aside before decisions were put back says so in its name, and
stays. Files of other names are nobody's business here.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from photosim.core.backups import decision_file
from photosim.core.backups.decision_file import DecisionHeader
from photosim.core.disk import free_space, new_file
from photosim.core.errors import BackupError, BackupFault, DiskFullError, system_reason
from photosim.core.store import Store

T = TypeVar("T")

KEPT = 10
"""Backups that are kept; with one a day of use it is some weeks."""

_NAME = re.compile(r"decisions-(\d{4,})-(\d{4}-\d\d-\d\d)(-before-restore)?\.jsonl\.gz")


@dataclass(frozen=True, slots=True)
class Backup:
    """One file of decisions.

    Attributes:
        path: where it lies.
        number: what counts up.
        is_set_aside: it was made before decisions were put back, and stays.
        made: epoch seconds; None when the file is damaged.
        holds: rows by table.
        trouble: coded, why it cannot be gone back to; empty for one that is whole.
    """

    path: Path
    number: int
    is_set_aside: bool
    made: float | None = None
    holds: Mapping[str, int] | None = None
    trouble: str = ""

    @property
    def name(self) -> str:
        """What it is called where a person chooses it."""
        return self.path.name.removesuffix(".jsonl.gz")

    @property
    def is_whole(self) -> bool:
        """Whether all of it was as it was written when it was looked at."""
        return self.made is not None


class Backups:
    """The folder of the backups of one library; one program writes there, who has its lock.

    Args:
        folder: made with the first backup.
        now: wall clock, epoch seconds.
    """

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def all(self) -> list[Backup]:
        """Every backup, the newest first, each read to its end.

        Raises:
            BackupError: the folder cannot be read; so say all that look for backups.
        """
        return [backup for backup in self.listing() if backup is not None]

    def listing(self) -> Iterator[Backup | None]:
        """As `all`, in slices: None after each, and every backup once it was read."""
        for backup in self._found():
            seen = yield from _looking_at(backup)
            yield seen

    def newest(self) -> Backup | None:
        """The newest one that is whole and was not set aside."""
        return _at_once(self._newest())

    def find(self, name: str) -> Backup:
        """The whole backup of a name, with or without ending, or at a path.

        Raises:
            BackupError: there is none, or it is damaged.
        """
        wanted = Path(name).name.removesuffix(".jsonl.gz")
        for backup in self._found():
            if backup.name == wanted:
                decision_file.check(backup.path)
                return _at_once(_looking_at(backup))
        raise BackupError(BackupFault.BACKUP_MISSING, name, self._folder)

    def is_due(self, mark: str | None) -> bool:
        """As `looking`, in one go."""
        return _at_once(self.looking(mark))

    def looking(self, mark: str | None) -> Generator[None, None, bool]:
        """Whether decisions of this mark need a backup now: new ones, and none made today."""
        newest = yield from self._newest()
        if newest is None:
            return True
        if decision_file.head(newest.path).mark == mark:
            return False
        return not self._is_of_today(newest) or _has_folders_only(newest)

    def making(
        self, store: Store, arm: Callable[[], None], *, is_set_aside: bool = False
    ) -> Iterator[None]:
        """Copy the decisions of a store into a new file, in slices, and check it.

        Older ones than the last ten go then, and one of today that held nothing but folders.

        Args:
            store: read within one snapshot.
            arm: `Decisions.arm` of the writing store, called when the snapshot begins.
            is_set_aside: it is made before decisions are put back, and stays.

        Raises:
            DiskFullError: no room; nothing was made.
            BackupError: it could not be made.
        """
        before = None if is_set_aside else (yield from self._newest())
        path = self._folder / self._next_name(is_set_aside=is_set_aside)
        with self._told():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with new_file.written_beside(path) as beside:
                arm()
                with store.snapshot():
                    decisions = store.decisions
                    head = DecisionHeader(self._now(), decisions.counts(), decisions.mark)
                    yield from decision_file.writing(beside, head, decisions.parts())
                yield from decision_file.checking(beside)
            if before is not None and self._is_of_today(before) and _has_folders_only(before):
                before.path.unlink(missing_ok=True)
            yield from self._prune()

    def _newest(self) -> Generator[None, None, Backup | None]:
        for backup in self._usual():
            seen = yield from _looking_at(backup)
            if seen.is_whole:
                return seen
        return None

    def _prune(self) -> Iterator[None]:
        """Remove the oldest beyond those that are kept; a damaged one counts for nothing."""
        n_whole = 0
        for backup in self._usual():
            if n_whole == KEPT:
                backup.path.unlink(missing_ok=True)
            else:
                n_whole += (yield from _looking_at(backup)).is_whole

    def _usual(self) -> list[Backup]:
        return [backup for backup in self._found() if not backup.is_set_aside]

    def _found(self) -> list[Backup]:
        try:
            paths = list(self._folder.iterdir())
            os.stat(os.path.join(self._folder, os.curdir))  # noqa: PTH116, PTH118 (`Path` drops it)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            reason = error.errno or errno.EIO
            raise BackupError(BackupFault.BACKUPS_UNREADABLE, self._folder, reason) from error
        found = []
        for path in paths:
            if (match := _NAME.fullmatch(path.name)) and path.is_file():
                found.append(Backup(path, int(match[1]), bool(match[3])))
        return sorted(found, key=lambda backup: backup.number, reverse=True)

    def _next_name(self, *, is_set_aside: bool) -> str:
        number = max((backup.number for backup in self._found()), default=0) + 1
        day = time.strftime("%Y-%m-%d", time.localtime(self._now()))
        return f"decisions-{number:04}-{day}{'-before-restore' * is_set_aside}.jsonl.gz"

    def _is_of_today(self, backup: Backup) -> bool:
        return _day(backup.made or 0.0) == _day(self._now())

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """The system's reasons as errors for people."""
        try:
            yield
        except OSError as error:
            if error.errno in free_space.FULL:
                raise DiskFullError(BackupFault.BACKUP_NO_ROOM, self._folder) from error
            raise BackupError(
                BackupFault.BACKUP_REFUSED, self._folder, system_reason(error)
            ) from error


def _at_once(steps: Generator[None, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


def _looking_at(backup: Backup) -> Generator[None, None, Backup]:
    """The same backup with what it holds, once it was read to its end."""
    try:
        yield from decision_file.checking(backup.path)
        head = decision_file.head(backup.path)
    except BackupError as error:
        return replace(backup, trouble=str(error))
    return Backup(backup.path, backup.number, backup.is_set_aside, head.made, head.holds)


def _has_folders_only(backup: Backup) -> bool:
    return not any(n for table, n in (backup.holds or {}).items() if table != "folder")


def _day(at: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(at))
