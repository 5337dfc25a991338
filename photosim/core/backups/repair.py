"""Repairs a damaged library: what can be read is kept, the damaged database is set aside.

What is true on the disk at each moment, so that a program that dies leaves nothing half done:

    library.db                                   the damaged one
    library.db, library.db.repairing             what can be read is being written: begun again
    library.db, library.db.repaired              the new one is whole: `finish` goes on from here
    library-damaged-DAY.db, library.db.repaired  the damaged one is set aside, with its log
    library-damaged-DAY.db, library.db           done

The log goes first: a new database must never find the log of another one beside it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from photosim.core.backups import decision_file
from photosim.core.backups.copies import Backup, Backups
from photosim.core.backups.rebuild import RebuildReport, rebuild
from photosim.core.disk import free_space, new_file
from photosim.core.errors import BackupFault, DamagedError, DiskFullError, StoreError, system_reason
from photosim.core.layout import Layout
from photosim.core.store import schema
from photosim.core.store.connection import faults_of, open_builder, told_plainly, transaction
from photosim.core.store.decisions import Decisions


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair came to.

    Attributes:
        aside: where the damaged database lies now; None when there was none any more.
        report: what became of each table; None when an earlier repair was only finished.
        backup: what the missing decisions came from.
    """

    aside: Path | None
    report: RebuildReport | None = None
    backup: Backup | None = None


class Repair:
    """Repairs one library. For the thread of a program that has its lock and no connection open.

    Args:
        layout: of the library.
        now: wall clock, epoch seconds.
    """

    def __init__(self, layout: Layout, now: Callable[[], float] = time.time) -> None:
        self._database = layout.database
        self._repairing = layout.database.with_name(f"{layout.database.name}.repairing")
        self._repaired = layout.database.with_name(f"{layout.database.name}.repaired")
        self._backups = Backups(layout.backups, now)
        self._now = now

    def finish(self) -> RepairReport | None:
        """Go on with a repair whose program died near its end; None when there is none.

        Raises:
            StoreError: a file cannot be renamed.
        """
        if not self._repaired.exists():
            return None
        with self._told():
            return RepairReport(self._swap())

    def refuse_empty(self) -> None:
        """A database without a byte, or none at all, would pass for a new library.

        Raises:
            DamagedError: there are backups, so it is none.
        """
        is_missing = not os.path.lexists(self._database)
        files = (self._database, _log_of(self._database))
        is_empty = self._database.is_file() and not any(map(_size, files))
        if (is_missing or is_empty) and self._backups.newest() is not None:
            what = BackupFault.DATABASE_MISSING if is_missing else BackupFault.DATABASE_EMPTY
            raise DamagedError(what, self._database)

    def mend(self, backup: Backup | None = None) -> Generator[None, None, RepairReport]:
        """Make a sound database and put it in the place of the damaged one, in slices.

        Args:
            backup: what missing decisions are taken from; the newest whole one unless told.

        Raises:
            DamagedError: nothing of it can be read and there is no backup; it is left alone.
            DiskFullError: no room for it; everything is as it was.
            StoreError: it cannot be written; everything is as it was.
        """
        backup = backup or self._backups.newest()
        with self._told():
            _remove(self._repairing, *_companions(self._repairing))
            new_file.make(self._repairing)
            try:
                report = yield from self._build(backup)
                new_file.sync(self._repairing)
                self._repairing.replace(self._repaired)
            finally:
                _remove(self._repairing, *_companions(self._repairing))
            new_file.sync_folder(self._database.parent)
            aside = self._swap()
        return RepairReport(aside, report, backup if report.from_backup else None)

    def _build(self, backup: Backup | None) -> Generator[None, None, RebuildReport]:
        parts = None if backup is None else functools.partial(decision_file.parts, backup.path)
        report = RebuildReport()
        with contextlib.closing(open_builder(self._repairing)) as connection:
            schema.migrate(connection, self._repairing)
            with transaction(connection):
                yield from rebuild(self._database, connection, parts, report)
                Decisions(connection).changed()
        if not report.tables and backup is None:
            raise DamagedError(BackupFault.NOTHING_LEFT, self._database)
        if faults_of(self._repairing):
            raise StoreError(BackupFault.REPAIR_FAILED, self._repairing)
        return report

    def _swap(self) -> Path | None:
        """Set the damaged database aside and put the new one in its place."""
        log = _log_of(self._database)
        aside = self._aside(has_log=log.exists())
        if log.exists():
            log.rename(_log_of(aside))
        is_there = os.path.lexists(self._database)
        if is_there:
            self._database.rename(aside)
        _remove(*_companions(self._database))
        new_file.sync_folder(self._database.parent)
        self._repaired.rename(self._database)
        new_file.sync_folder(self._database.parent)
        return aside if is_there or aside.exists() else None

    def _aside(self, *, has_log: bool) -> Path:
        """A name where neither a database nor, if there is one to go, a log lies."""
        day = time.strftime("%Y-%m-%d", time.localtime(self._now()))
        first = self._database.with_name(f"{self._database.stem}-damaged-{day}.db")
        name = new_file.free_name(first)
        number = 1
        while os.path.lexists(name) or (has_log and os.path.lexists(_log_of(name))):
            number += 1
            name = first.with_name(f"{first.stem}-{number}.db")
        return name

    @contextlib.contextmanager
    def _told(self) -> Generator[None, None, None]:
        """The system's reasons as errors for people, and what a full disk means here."""
        folder = self._database.parent
        try:
            with told_plainly(self._repairing):
                yield
        except DiskFullError as error:
            raise DiskFullError(BackupFault.REPAIR_NO_ROOM, folder) from error
        except OSError as error:
            if error.errno in free_space.FULL:
                raise DiskFullError(BackupFault.REPAIR_NO_ROOM, folder) from error
            raise StoreError(BackupFault.REPAIR_REFUSED, folder, system_reason(error)) from error


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _companions(database: Path) -> list[Path]:
    """What SQLite leaves beside a database that was not closed, but for the log."""
    return [database.with_name(f"{database.name}{ending}") for ending in ("-shm", "-journal")]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _remove(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
