"""Repairs a damaged library before it is opened, and says what became of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection

from photosim.core.backups.copies import Backup
from photosim.core.backups.repair import Repair, RepairReport
from photosim.core.errors import BackupFault, DamagedError, coded
from photosim.core.layout import Layout
from photosim.core.store import decisions
from photosim.services.backups import checkup
from photosim.services.events import Event, Repaired
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.lock import WriterLock

log = logging.getLogger(__name__)


class Repairing:
    """Repairs one library, at most once in a program's life. For the library thread.

    Args:
        layout: of the library.
        notify: told when it was repaired.
    """

    def __init__(self, layout: Layout, notify: Callable[[Event], None]) -> None:
        self._layout = layout
        self._notify = notify
        self._repair = Repair(layout)
        self._has_mended = False

    def prepare(self) -> LongWork[None]:
        """Before the library is opened: end a repair that was broken off, refuse an empty file.

        Raises:
            LibraryBusyError: another program has the library.
            StoreError: it cannot be repaired.
        """
        self._layout.make()
        with WriterLock(self._layout.lock).held():
            yield from self._prepare(None)

    def make_whole(self, backup: Backup) -> LongWork[None]:
        """Check the library and repair it with this backup, if there is one; has the lock already.

        Raises:
            StoreError: it cannot be repaired.
        """
        yield from self._prepare(backup)
        faults = checkup.faults_of(self._layout.database) if self._layout.database.exists() else []
        if faults:
            yield from self._mend(DamagedError(faults[0]), backup)

    def _prepare(self, backup: Backup | None) -> LongWork[None]:
        done = self._repair.finish()
        if done is not None:
            self._tell(done)
        try:
            self._repair.refuse_empty()
        except DamagedError as error:
            yield from self._mend(error, backup)

    def mend(self, why: DamagedError) -> LongWork[None]:
        """Repair it; no connection to it may be open.

        Raises:
            LibraryBusyError: another program has the library.
            DamagedError: it was repaired before, which did not help.
            DiskFullError, StoreError: it cannot be repaired.
        """
        with WriterLock(self._layout.lock).held():
            yield from self._mend(why)

    def _mend(self, why: DamagedError, backup: Backup | None = None) -> LongWork[None]:
        if self._has_mended:
            raise DamagedError(BackupFault.DAMAGED_AGAIN, why) from why
        self._has_mended = True
        log.info("The library is repaired: %s", why)
        steps = self._repair.mend(backup)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                self._tell(end.value)
                return
            yield Turn.AGAIN

    def _tell(self, mended: RepairReport) -> None:
        told = told_of(mended)
        log.warning(" ".join(["%s"] * len(told.said)), *told.said)
        self._notify(told)


def told_of(mended: RepairReport) -> Repaired:
    """What a person is told of a repair."""
    if (made_again := _made_again(mended)) is not None:
        return made_again
    lost = () if mended.report is None else mended.report.lost_tables
    said = [coded(BackupFault.REPAIRED)]
    if (fate := _fate_of_decisions(mended, lost)) is not None:
        said.append(fate)
    if "photo" in lost or "embedding" in lost or "file" in lost:
        said.append(coded(BackupFault.LOOKED_AT_AGAIN))
    if mended.aside is not None:
        said.append(coded(BackupFault.SET_ASIDE, mended.aside.name))
    return Repaired(
        tuple(said),
        set_aside="" if mended.aside is None else str(mended.aside),
        backup="" if mended.backup is None else mended.backup.name,
    )


def _made_again(mended: RepairReport) -> Repaired | None:
    """What is told when there was no database, only backups; None when there was one."""
    if mended.aside is not None or mended.report is None or mended.report.tables:
        return None
    if mended.backup is None or mended.backup.made is None:
        return None
    day = time.strftime("%Y-%m-%d", time.localtime(mended.backup.made))
    said = coded(BackupFault.MADE_AGAIN), coded(BackupFault.ALL_FROM_BACKUP, day)
    return Repaired(said, set_aside="", backup=mended.backup.name)


def _fate_of_decisions(mended: RepairReport, lost: Collection[str]) -> str | None:
    if mended.backup is not None and mended.backup.made is not None:
        made = time.strftime("%Y-%m-%d %H:%M", time.localtime(mended.backup.made))
        return coded(BackupFault.FROM_BACKUP, made)
    if mended.report is None:
        return None
    if mended.report.n_missing and any(table in decisions.TABLES for table in lost):
        return coded(BackupFault.WITHOUT_BACKUP)
    return coded(BackupFault.DECISIONS_WHOLE)
