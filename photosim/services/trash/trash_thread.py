"""The trash's thread: moves photos to the system's trash and restores them, one run at a time.

Hashing and moving may take long, on a network for ever; neither the window nor the library thread
waits for it. The store is asked through the library thread, in small pieces. A run begins by
settling what an earlier one left open, after a crash or a full disk (see `restoring`); what is
true on the disk at each step of a move stands in `moving`. When this thread dies or hangs,
nothing more happens to any photo, and the next start settles what was open.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from photosim.core.errors import LogNote, StoreError, TrashFault, coded
from photosim.core.records.photos import readable
from photosim.core.records.trash import (
    Interrupted,
    Refusal,
    StoppableRun,
    Trash,
    TrashProgress,
    TrashReport,
    TrashRequest,
)
from photosim.core.records.trash_items import Item, ItemState
from photosim.core.store import Store
from photosim.core.trash.trash_folders import TrashFolders
from photosim.services.folders import file_systems
from photosim.services.folders.file_systems import CachedAnswers
from photosim.services.runtime.asking import Asking
from photosim.services.runtime.futures import pass_on
from photosim.services.runtime.jobs import JobThread
from photosim.services.trash import interruptions
from photosim.services.trash.interruptions import TrashRun
from photosim.services.trash.last_look import LastLook
from photosim.services.trash.moving import Mover
from photosim.services.trash.offline_drives import OfflineDrives
from photosim.services.trash.restoring import Restorer, RestoreResult
from photosim.services.trash.safety_checks import SafetyChecks
from photosim.services.trash.strangers import Strangers
from photosim.services.trash.unit_files import AskCaptureTimes, AskEqualFiles, UnitFiles

log = logging.getLogger(__name__)

STOPPED = coded(TrashFault.STOPPED)


class TrashThread:
    """Every method is for any thread; reports come from the trash's own.

    Args:
        ask: asks the library thread; closed by `stop`.
        trash: moves one file to the system's trash.
        folders: where the trash of this system lies.
        never_touch: asked at each run: folders whose files never go.
        changed: told the directories, complete paths, in which files went or came back.
        tell: told how far a run is, before each file; and, after the start, what was going on
            when the program ended.
        clock: epoch seconds.
        memory: how far the file system of a directory can be believed.
        wait: waits some seconds; None for until then or until the program ends.
    """

    def __init__(
        self,
        ask: Asking,
        trash: Trash,
        folders: TrashFolders,
        never_touch: Callable[[], Iterable[str]],
        changed: Callable[[frozenset[bytes]], None],
        tell: Callable[[TrashProgress | Interrupted], None],
        clock: Callable[[], float] = time.time,
        memory: Callable[[bytes], CachedAnswers] = file_systems.cached_answers,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._ask = ask
        self._trash = trash
        self._never_touch = never_touch
        self._changed = changed
        self._tell = tell
        self._clock = clock
        self._strangers = Strangers(ask, folders, clock)
        self._offline_drives = OfflineDrives(ask)
        self._restorer = Restorer(ask, folders, self._offline_drives, self._strangers, clock)
        self._is_ending = threading.Event()
        wait = wait or self._is_ending.wait
        self._last_look = LastLook(ask, self._restorer, memory, wait)
        self._thread = JobThread("trash")

    def start(self) -> None:
        """Begin: what was being moved when the program ended is settled first."""
        self._thread.start()
        self._thread.submit(self._begin)  # what goes wrong is logged; the next run meets it again

    def stop(self, timeout_s: float = 10.0) -> bool:
        """End after the file that is being moved; whether that was in time."""
        self._is_ending.set()
        has_ended = self._thread.stop(timeout_s=timeout_s)
        self._ask.close()
        return has_ended

    def move(
        self, requests: Sequence[TrashRequest], may_lose: Collection[str] = ()
    ) -> StoppableRun:
        """Move files to the trash, each with the rest of its unit.

        Args:
            requests: what shall go; each is checked anew before it does.
            may_lose: RAW files and films that the person was asked about: they go with their
                photos also if no copy of them stays.
        """
        run = StoppableRun()
        lost = frozenset(os.fsencode(path) for path in may_lose)
        return self._run(run, partial(self._move, tuple(requests), lost, run))

    def restore(self, item_ids: Sequence[int]) -> StoppableRun:
        """Bring files of the journal back, each with the rest of its unit."""
        ids = [int(item_id) for item_id in item_ids]
        run = StoppableRun()

        def find(store: Store) -> list[list[Item]]:
            return store.journal.units_of(ids)

        return self._run(run, lambda: self._restore(0, find, run))

    def restore_batch(self, batch_id: int) -> StoppableRun:
        """Bring everything of a batch back that is still in the trash."""
        run = StoppableRun()

        def find(store: Store) -> list[list[Item]]:
            return store.journal.units_of_batch(batch_id)

        return self._run(run, lambda: self._restore(batch_id, find, run))

    def _run(self, run: StoppableRun, work: Callable[[], TrashReport]) -> StoppableRun:
        pass_on(self._thread.submit(work), run.report)
        return run

    # in the trash's thread

    def _begin(self) -> None:
        """Settle what was open when the program ended, and say what that was."""
        interrupted = self._ask(interruptions.interrupted_run)
        self._settle()
        if not interrupted.batch_ids:
            return
        if not interrupted.is_restoring:
            self._look_again(interrupted)
        for one in self._ask(lambda store: interruptions.to_tell(store, interrupted)):
            log.warning("%s", coded(LogNote.RUN_INTERRUPTED, str(one)))
            self._tell(one)

    def _look_again(self, interrupted: TrashRun) -> None:
        """Look at what stays of a run that ended before it had looked."""
        for batch_id in interrupted.batch_ids:
            units = self._ask(partial(_units_of_batch, batch_id=batch_id))
            found = self._last_look.look_again(item for unit in units for item in unit)
            self._tell_changed(item.file.path for item in found.items)

    def _end(self) -> None:
        """The report of a run comes; nobody reads that of one which is ended with the program."""
        if not self._is_ending.is_set():
            with contextlib.suppress(StoreError):  # no room: then it is told once too often
                self._ask(interruptions.end)

    def _settle(self) -> None:
        directories = self._restorer.settle()
        if directories:
            self._changed(frozenset(directories))

    def _move(
        self,
        requests: Sequence[TrashRequest],
        may_lose: frozenset[bytes],
        run: StoppableRun,
    ) -> TrashReport:
        self._settle()
        never_touch = [os.fsencode(folder) for folder in self._never_touch()]
        batch_id = self._ask(lambda store: self._begin_batch(store, len(requests)))
        unit_files = UnitFiles(taken_by(self._ask))
        equal_files = equal_by(self._ask)
        safety_checks = SafetyChecks(requests, never_touch, unit_files, may_lose, equal_files)
        mover = Mover(
            self._ask,
            self._trash,
            self._restorer,
            self._offline_drives,
            self._strangers,
            safety_checks,
            self._last_look,
            self._clock,
            batch_id,
        )
        stopped = self._move_all(mover, requests, run)
        stopped = self._confirm(mover) or stopped
        result = mover.result
        self._tell_changed(result.reached)
        n_left = sum(os.fsencode(request.path) not in result.reached for request in requests)
        return _report(batch_id, result.items, result.refused, n_left, stopped)

    def _begin_batch(self, store: Store, n_planned: int) -> int:
        with store.transaction():
            batch_id = store.journal.begin_batch(n_planned, self._clock())
            interruptions.begin(store, TrashRun((batch_id,)))
        return batch_id

    def _move_all(self, mover: Mover, requests: Sequence[TrashRequest], run: StoppableRun) -> str:
        """Why not all were reached; empty when they were."""
        for index, request in enumerate(requests):
            if self._is_stopping(run):
                return STOPPED
            self._tell(TrashProgress(False, index, len(requests), _shown(request.path)))
            try:
                mover.move(request)
            except StoreError as error:
                return str(error)
            if mover.result.stopped:
                return mover.result.stopped
        return ""

    def _confirm(self, mover: Mover) -> str:
        """Look once more at what stays; why that was not possible, empty when it was."""
        try:
            mover.confirm()
        except StoreError as error:
            return str(error)  # the note of the run stays: the next start looks
        self._end()
        return ""

    def _restore(
        self, batch_id: int, find: Callable[[Store], list[list[Item]]], run: StoppableRun
    ) -> TrashReport:
        self._settle()
        units = [unit for unit in self._ask(find) if any(map(_is_in_trash, unit))]
        if not units:
            return _report(batch_id, (), (), 0, "")
        batches = tuple(sorted({unit[0].batch_id for unit in units}))
        self._ask(lambda store: _note_restoring(store, batches))
        result = RestoreResult()
        reached, stopped = 0, ""
        while reached < len(units) and not stopped:
            stopped = self._restore_unit(units[reached], reached, len(units), run, result)
            reached += not stopped
        self._end()
        self._tell_changed(item.file.path for unit in units[: reached + 1] for item in unit)
        n_left = sum(len(unit) for unit in units[reached:])
        return _report(batch_id, result.items, result.refused, n_left, stopped)

    def _restore_unit(
        self, unit: Sequence[Item], done: int, total: int, run: StoppableRun, result: RestoreResult
    ) -> str:
        """Why nothing more comes back; empty when all is well."""
        if self._is_stopping(run):
            return STOPPED
        self._tell(TrashProgress(True, done, total, readable(unit[-1].file.path)))
        try:
            one = self._restorer.restore(unit)
        except StoreError as error:
            return str(error)
        result.items += one.items
        result.refused += one.refused
        return ""

    def _is_stopping(self, run: StoppableRun) -> bool:
        return run.is_stopping or self._is_ending.is_set()

    def _tell_changed(self, paths: Iterable[bytes]) -> None:
        directories = frozenset(os.path.dirname(path) for path in paths)  # noqa: PTH120 (bytes)
        if directories:
            self._changed(directories)


def _is_in_trash(item: Item) -> bool:
    return item.state is ItemState.IN_TRASH


def _units_of_batch(store: Store, batch_id: int) -> list[list[Item]]:
    return store.journal.units_of_batch(batch_id)


def _note_restoring(store: Store, batches: tuple[int, ...]) -> None:
    with store.transaction():
        interruptions.begin(store, TrashRun(batches, is_restoring=True))


def taken_by(ask: Asking) -> AskCaptureTimes:
    """Capture times, asked of the library thread."""

    def taken(directory: bytes, names: Collection[bytes]) -> Mapping[bytes, datetime | None]:
        return ask(lambda store: store.capture_times.taken(directory, names)) if names else {}

    return taken


def equal_by(ask: Asking) -> AskEqualFiles:
    """Which files hold the same bytes, asked of the library thread."""

    def equal(paths: Collection[bytes]) -> Mapping[bytes, Collection[bytes]]:
        return ask(lambda store: store.equal_files.of(paths)) if paths else {}

    return equal


def _report(
    batch_id: int, items: Sequence[Item], refused: Sequence[Refusal], n_left: int, stopped: str
) -> TrashReport:
    size = sum(item.file.size for item in items)
    return TrashReport(batch_id, len(items), size, tuple(refused), n_left, stopped)


def _shown(path: str) -> str:
    return readable(os.fsencode(path))
