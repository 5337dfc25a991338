"""Brings a library up to date: scans what was asked for and feeds the workers meanwhile.

One run is a long job of the library thread. What dies with the process is asked for again at the
next start: files that were found but not examined stand in the store as such.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from photosim.core.disk.free_space import DiskSpace, room
from photosim.core.errors import DiskFullError, IndexFileError, WorkFault, coded
from photosim.core.folders import reexamination
from photosim.core.folders.directory_lister import DirectoryLister
from photosim.core.folders.scan import FolderCheck
from photosim.core.folders.tally import Tally
from photosim.core.library import Library
from photosim.core.records.index_report import IndexReport
from photosim.core.records.photos import EXAMINATION, Examined
from photosim.services.events import Phase, Progress, Trouble
from photosim.services.folders.examine_queue import ExamineQueue
from photosim.services.folders.scan_queue import ScanQueue
from photosim.services.folders.thumbnail_embedding import ThumbnailEmbedding
from photosim.services.notifier import Notifier
from photosim.services.runtime.free_space_watch import FreeSpaceWatch
from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.runtime.throughput import Throughput

log = logging.getLogger(__name__)

BATCH = 48
BATCH_S = 0.3
"""Findings are written when there are so many, or when the oldest has waited so long."""
SAVE_S = 300.0
"""How often the index is saved during a long run."""
ROOM_CHECK_S = 5.0
"""How often is looked whether there is room for more, while indexing."""


class Indexer:
    """The state of indexing; every method is for the library thread, unless it says otherwise.

    Args:
        library: the open library.
        disk: what folders are listed with.
        queue: the way to the workers.
        thumbnails: embeds from thumbnails what is offline while the model changes.
        notifier: whom to tell.
        look: finds out how much room there is at a path; tests pass their own.
        seen_away: told of each folder that a scan made offline, and how the scan saw it.
        is_paused: whether the person paused it before.
    """

    def __init__(
        self,
        library: Library,
        disk: DirectoryLister,
        queue: ExamineQueue,
        thumbnails: ThumbnailEmbedding,
        notifier: Notifier,
        *,
        library_folder: Path,
        look: Callable[[Path], DiskSpace] = room,
        clock: Callable[[], float] = time.monotonic,
        seen_away: Callable[[int, FolderCheck], None] = lambda _folder_id, _seen: None,
        is_paused: bool = False,
    ) -> None:
        self._library = library
        self._queue = queue
        self._thumbnails = thumbnails
        self._notifier = notifier
        self._room = FreeSpaceWatch(library_folder, look, clock)
        self._clock = clock
        self._seen_away = seen_away
        self._pace = Throughput(clock)
        self._scans = ScanQueue(library, disk, clock)
        self.is_paused = is_paused
        self.is_stopped = False
        self.is_running = False
        self._waits_for_room = self._has_told_of_index = False
        self._last_record = self._last_save = self._last_room_check = clock()
        self._n_examined = self._n_recorded = 0

    def request(self, folder_id: int, directories: set[bytes] | None = None) -> None:
        """Have a folder scanned, whole or some directories of it."""
        self._scans.request(folder_id, directories)

    @property
    def has_work(self) -> bool:
        """Whether a run would find anything to do."""
        return self._scans.has_work or bool(self._library.n_to_examine)

    def resume(self) -> None:
        """Go on after a pause or after trouble."""
        self.is_paused = False
        self._go_on()

    def run(self) -> LongWork[IndexReport]:
        """Scan and examine until nothing is left to do; the counts of what was done."""
        self.is_running = True
        began = self._clock()
        tally = Tally()
        self._n_examined = 0
        self._pace.restart()
        self._queue.begin()
        self._thumbnails.begin()
        try:
            self._retry()
            yield from self._work(tally)
            yield from self._save(tally)
        finally:
            self._scans.abandon()
            self._notifier.scanning = frozenset()
            self.is_running = False
        self._notifier.settled(self._library, self.phase)
        return self._report(tally, self._clock() - began)

    def retry_unfinished(self) -> float | None:
        """Have files read again that were changed less than a minute before they were read.

        Returns:
            s until the next one is due; None when no file waits for that.
        """
        return self._queue.retry_unfinished(self._library)

    def keep_index(self) -> None:
        """Save the index; it is a cache: where that is refused it is said once, and work goes on.

        Raises:
            DiskFullError: no room; the earlier file still stands.
            IndexDiedError: it has to be made again first.
        """
        try:
            self._library.live.save()
        except IndexDiedError:
            raise
        except IndexFileError as error:
            log.log(logging.INFO if self._has_told_of_index else logging.WARNING, "%s", error)
            self._has_told_of_index = True

    def _retry(self) -> None:
        """What could not be read, and can perhaps be now, is to be examined again."""
        try:
            reexamination.retry_problems(self._library.store)
            reexamination.doubt_raw_files(self._library.store)
            self.retry_unfinished()
        except DiskFullError as error:
            self._stop(error)

    def _work(self, tally: Tally) -> LongWork[None]:
        while self._has_more():
            try:
                turn = self._hold(tally) if self.held else self._turn(tally)
            except DiskFullError as error:
                self._stop(error)
                turn = Turn.WAIT
            yield turn

    def _save(self, tally: Tally) -> LongWork[None]:
        """Save the index; on a full disk once there is room again."""
        while True:
            try:
                self.keep_index()
                return
            except DiskFullError as error:
                self._stop(error)
            while self.is_stopped:
                yield self._hold(tally)

    def _has_more(self) -> bool:
        if self._scans.has_work or self._queue.n_out:
            return True
        if self._library.store.files.pending(1):
            return True
        if self._thumbnails.has_more(self._library):
            return True
        return bool(self._library.store.files.n_older(EXAMINATION))

    def _hold(self, tally: Tally) -> Turn:
        """Paused: what the workers still have is written down, nothing new is begun."""
        if self._queue.n_replies and not self.is_stopped:
            self._record(tally)
        if self.is_stopped and self._waits_for_room and self._room.has_returned():
            log.info("There is room again: indexing goes on.")
            self._go_on()
        self._notifier.progress(self._progress(tally))
        return Turn.WAIT

    def _go_on(self) -> None:
        self.is_stopped = self._waits_for_room = False
        self._pace.restart()

    def _turn(self, tally: Tally) -> Turn:
        """One turn of scanning and examining; waits when neither has more to do at once."""
        is_idle = not self._queue.n_out and not self._scans.has_work
        is_busy = False
        if is_idle and not self._library.store.files.pending(1):
            reexamination.request(self._library.store)
            is_busy = self._thumbnails.turn(self._library)
        wrote = self._exchange(tally)
        scanned = self._scan(tally)
        if self._queue.unavailable:
            self._request_unavailable()
        self._notifier.progress(self._progress(tally))
        is_busy = is_busy or scanned or (wrote and self._queue.n_replies >= BATCH)
        return Turn.AGAIN if is_busy else Turn.WAIT

    def _scan(self, tally: Tally) -> bool:
        try:
            return self._scans.turn(tally)
        finally:
            while tally.seen_away:
                self._seen_away(*tally.seen_away.popitem())
            if self._scans.folder_ids != self._notifier.scanning:
                self._notifier.scanning = self._scans.folder_ids
                self._notifier.folders(self._library)

    def _exchange(self, tally: Tally) -> bool:
        self._check_room()
        self._queue.fill(self._library)
        n = self._queue.n_replies
        idle = n > 0 and self._queue.n_out == n
        if not idle and n < BATCH and (n == 0 or self._clock() - self._last_record < BATCH_S):
            return False
        self._record(tally)
        self._queue.fill(self._library)
        return True

    def _record(self, tally: Tally) -> None:
        findings = self._queue.take(BATCH)
        self._last_record = self._clock()
        if not findings:
            return
        self._library.record(findings, tally)
        self._pace.add(len(findings))
        self._n_recorded += len(findings)
        self._n_examined += sum(isinstance(f.result, Examined) for f in findings)
        self._notifier.photos(self._library)
        if self._clock() - self._last_save > SAVE_S:
            self._last_save = self._clock()
            self.keep_index()

    def _check_room(self) -> None:
        if self._clock() - self._last_room_check < ROOM_CHECK_S:
            return
        self._last_room_check = self._clock()
        if self._room.is_scarce:
            raise DiskFullError(WorkFault.NEARLY_FULL)

    def _request_unavailable(self) -> None:
        """Files could not be reached: whether their folder is there is for a scan to say."""
        paths, self._queue.unavailable = self._queue.unavailable, set()
        for folder in self._library.store.folders.all():
            inside = os.path.join(folder.path, b"")  # noqa: PTH118 (bytes)
            if any(path.startswith(inside) for path in paths):
                self.request(folder.id)

    def _stop(self, error: DiskFullError) -> None:
        self.is_stopped = self._waits_for_room = True
        self._room.stopped()
        self._notifier.trouble(Trouble(str(error), coded(WorkFault.GOES_ON_WITH_ROOM)))

    @property
    def held(self) -> Phase | None:
        """Why nothing new is begun: stopped by trouble, or paused by the person; else None."""
        if self.is_stopped:
            return Phase.STOPPED
        return Phase.PAUSED if self.is_paused else None

    @property
    def phase(self) -> Phase:
        """What indexing is doing."""
        return self.held or (Phase.INDEXING if self.is_running else Phase.IDLE)

    def _progress(self, tally: Tally) -> Progress:
        if self.phase is Phase.INDEXING and self._is_scanning:
            return Progress(Phase.SCANNING, tally.found, n_photos=self._n_photos())
        left = self._notifier.n_pending(self._library, self._n_recorded)
        done = self._pace.done
        rate = self._pace.per_second if self.phase is Phase.INDEXING else 0.0
        eta = self._pace.seconds_left(left) if rate else None
        return Progress(self.phase, done, done + left, rate, eta, self._n_photos())

    @property
    def _is_scanning(self) -> bool:
        """Whether scans are what is worth telling; not one that waits while files are examined."""
        return self._scans.is_lively or (self._scans.has_work and not self._queue.n_out)

    def _n_photos(self) -> int:
        return self._library.n_photos

    def _report(self, tally: Tally, seconds: float) -> IndexReport:
        files = self._library.store.files
        return IndexReport(
            photos=self._library.store.photos.count(),
            photo_files=files.n_with_photos(),
            files=files.count(),
            added=tally.added,
            changed=tally.changed,
            moved=tally.moved,
            gone=tally.gone,
            unchanged=tally.unchanged,
            offline=tally.offline,
            problems=(*files.problems(), *tally.problems),
            left_out=self._library.store.left_outs.all(),
            scanned=frozenset(tally.scanned),
            seconds=seconds,
            examined=self._n_examined,
        )
