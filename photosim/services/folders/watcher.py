"""Turns file-system events into hints where to scan; where events cannot be had, a clock hints.

`events -> dirty directories -> quiet for a moment -> on_dirty`; whatever may have been missed ->
on_lost. watchdog loses events silently in many ways (full queue, limit of watches, a root that is
deleted or renamed), so its health is looked after here, and every folder is scanned now and then.

Threads: watchdog's only notes what is dirty. Everything else, the callbacks too, happens in the
thread that calls `tick`. `watch`, `unwatch` and `seen_away` may be called from any thread.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from photosim.core.disk.file_identity import Identity
from photosim.core.errors import Fault, LogNote, coded
from photosim.core.folders.exclusions import Exclusions
from photosim.core.folders.scan import FolderCheck, check_folder
from photosim.services.folders import file_systems
from photosim.services.folders.event_buffer import EventBuffer, Handler, OverflowListener
from photosim.services.folders.presence import Presence

SETTLE_S = 1.0
"""A directory is scanned when it was quiet for so long."""
LOOK_S = 2.0
"""Time between two looks whether the folders are there: no event tells that one is moved away."""
CHECK_S = 30.0
"""Time between two looks at the health of the watching."""
POLL_S = 600.0
"""Time between two scans of a folder without (all) events."""
RESCAN_S = 3600.0
"""Time between two scans of a watched folder: Windows drops events without a word."""

ON_NETWORK = coded(Fault.ON_NETWORK)
LIMITED = coded(Fault.WATCH_LIMIT)
LIMITS = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENFILE})
"""What inotify says when it may not watch more."""

RELEVANT: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.FileClosedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
    # where a closed file is no event; on Linux there would be thousands while one is written
    *([] if sys.platform.startswith("linux") else [events.FileModifiedEvent]),
]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _WatchedFolder:
    """A folder to be watched; `watch` and `identity` are None while it cannot be."""

    path: bytes
    watch: ObservedWatch | None = None
    identity: Identity | None = None
    next_scan: float = 0.0
    note: str = ""


class Watcher:
    """Watches folders; call `tick` some times a second.

    Args:
        on_dirty: `(folder_id, directory)`: something happened in a directory, relative to the
            folder, b"" for itself. A directory that came is told besides the one it is in; one
            that went is not, only the one it was in.
        on_lost: `(folder_id)`: anything may have happened, scan the whole folder. Also told when
            watching has begun, so that nothing falls between a scan and the watching.
        on_away: `(folder_id, problem)`: the folder cannot be read any more, and why, a coded fault;
            `on_lost` is told besides.
        on_note: `(folder_id, note)`: why a folder is not (only) watched from now on, a coded fault;
            empty when all is well again.
        is_photo: tells by its name whether a file matters.
        excluded: what is never looked at.
        clock: seconds that only go forward.
        settle_s: how long a directory must have been quiet.
        observer: makes a watchdog observer.
        needs_polling, watches_in_use, directories_in: what `file_systems` answers.
        presence: looks whether folders are there.
    """

    def __init__(
        self,
        on_dirty: Callable[[int, bytes], None],
        on_lost: Callable[[int], None],
        is_photo: Callable[[bytes], bool],
        excluded: Exclusions,
        *,
        clock: Callable[[], float] = time.monotonic,
        settle_s: float = SETTLE_S,
        observer: Callable[[], BaseObserver] = Observer,
        needs_polling: Callable[[bytes], bool] = file_systems.needs_polling,
        watches_in_use: Callable[[], int | None] = file_systems.watches_in_use,
        directories_in: Callable[[bytes], int] = file_systems.directories_in,
        on_away: Callable[[int, str], None] = lambda _folder_id, _problem: None,
        on_note: Callable[[int, str], None] = lambda _folder_id, _note: None,
        presence: Presence | None = None,
    ) -> None:
        self._on_dirty = on_dirty
        self._on_lost = on_lost
        self._on_away = on_away
        self._on_note = on_note
        self._presence = presence or Presence()
        self._clock = clock
        self._settle_s = settle_s
        self._make_observer = observer
        self._needs_polling = needs_polling
        self._watches_in_use = watches_in_use
        self._directories_in = directories_in
        self._buffer = EventBuffer(is_photo, excluded, clock)
        self._overflow = OverflowListener()
        self._lock = threading.Lock()  # never held while the observer is called: it calls us
        self._folders: dict[int, _WatchedFolder] = {}
        self._seen_away: dict[int, FolderCheck] = {}
        self._retired: list[ObservedWatch] = []
        self._observer: BaseObserver | None = None
        self._next_check = self._next_look = 0.0

    def start(self) -> None:
        """Begin to listen; the first `tick` begins to watch."""
        logging.getLogger("watchdog").addHandler(self._overflow)

    def stop(self) -> None:
        """Stop watching. No `tick` may run or follow."""
        logging.getLogger("watchdog").removeHandler(self._overflow)
        self._drop_observer()

    def watch(self, folder_id: int, path: bytes) -> None:
        """Watch a folder from the next `tick` on; it may be missing for now."""
        with self._lock:
            self._retire(folder_id)
            self._folders[folder_id] = _WatchedFolder(path)
            self._next_check = 0.0

    def unwatch(self, folder_id: int) -> None:
        """Forget a folder; nothing is told about it any more."""
        with self._lock:
            self._retire(folder_id)
        self._buffer.forget(folder_id)

    def seen_away(self, folder_id: int, seen: FolderCheck) -> None:
        """A scan saw that a folder is away, or empty; one that is otherwise at a look has come.

        It may be back before the next look, which then could not know that it was away.
        """
        with self._lock:
            self._seen_away[folder_id] = seen

    def tick(self) -> None:
        """Look after the watching and tell what is due. Always call from the same thread."""
        now = self._clock()
        with self._lock:
            check, folders = now >= self._next_check, dict(self._folders)
            if check:
                self._next_check = now + CHECK_S
            seen_away, self._seen_away = self._seen_away, {}
        for folder_id in seen_away.keys() & folders.keys():
            self._presence.remember(folders[folder_id].path, seen_away[folder_id])
        lost = set(folders) if self._overflow.heard() else self._buffer.lost()
        others = self._look_at_presence(now, folders)
        lost |= others
        if check or others:
            lost |= self.check()
        lost |= {number for number, folder in folders.items() if now >= folder.next_scan}
        for folder_id in sorted(lost & folders.keys()):
            self._lose(folder_id, folders[folder_id], now)
        for folder_id, directory in self._buffer.due(now, self._settle_s):
            if folder_id in folders:
                self._on_dirty(folder_id, directory)

    def _look_at_presence(self, now: float, folders: dict[int, _WatchedFolder]) -> set[int]:
        """The folders that came or went; what the looks of some moments ago have brought."""
        if now >= self._next_look:
            self._next_look = now + LOOK_S
            self._presence.ask(folder.path for folder in folders.values())
        found: set[int] = set()
        for path, seen in self._presence.others():
            numbers = {number for number, folder in folders.items() if folder.path == path}
            found |= numbers
            for number in numbers if seen.problem else ():
                self._on_away(number, seen.problem)
        return found

    def check(self) -> set[int]:
        """Make right what is wrong with the watching; `tick` does it every `CHECK_S`.

        Returns:
            Folders in which something may have been missed.
        """
        if self._observer is not None and not self._observer.is_alive():
            log.warning("%s", coded(LogNote.WATCHING_STOPPED))
            self._drop_observer()
        with self._lock:
            retired, self._retired = self._retired, []
            folders = dict(self._folders)
        for watch in retired:
            self._unschedule(watch)
        return {number for number, folder in folders.items() if self._looked_after(number, folder)}

    def _lose(self, folder_id: int, folder: _WatchedFolder, now: float) -> None:
        self._buffer.forget(folder_id)
        folder.next_scan = now + (POLL_S if folder.note else RESCAN_S)
        self._on_lost(folder_id)

    def _retire(self, folder_id: int) -> None:
        """Forget a folder; its watch is taken away at the next check. The lock is held."""
        folder = self._folders.pop(folder_id, None)
        if folder is not None and folder.watch is not None:
            self._retired.append(folder.watch)
            self._next_check = 0.0

    def _looked_after(self, folder_id: int, folder: _WatchedFolder) -> bool:
        """Bring one folder into order and say why it is watched no longer, or again."""
        before = folder.note
        was_missed = self._mended(folder_id, folder)
        if folder.note != before:
            self._on_note(folder_id, folder.note)
        return was_missed

    def _mended(self, folder_id: int, folder: _WatchedFolder) -> bool:
        """Bring the watch of one folder into order; whether something may have been missed."""
        if self._needs_polling(folder.path):
            folder.note = ON_NETWORK
            return False
        folder.path = os.path.realpath(folder.path)
        seen = check_folder(folder.path)
        is_other = self._presence.note(folder.path, seen)
        if is_other and seen.problem:
            self._on_away(folder_id, seen.problem)
        identity = seen.identity
        if identity == folder.identity and (identity is None or self._is_watched(folder)):
            return is_other
        was_watched = folder.watch is not None
        if folder.watch is not None:
            self._unschedule(folder.watch)
        folder.watch, folder.identity = None, identity
        if identity is not None:
            self._schedule(folder_id, folder)
        return was_watched or folder.watch is not None

    def _is_watched(self, folder: _WatchedFolder) -> bool:
        """Whether a folder's emitter lives."""
        if self._observer is None:
            return False
        return any(
            emitter.watch == folder.watch and emitter.is_alive()
            for emitter in self._observer.emitters
        )

    def _schedule(self, folder_id: int, folder: _WatchedFolder) -> None:
        """Watch a folder; when the system allows it not or in part, the note says so."""
        before = self._watches_in_use()
        folder.note = ""
        try:
            folder.watch = self._running_observer().schedule(
                Handler(folder_id, folder.path, self._buffer),
                os.fsdecode(folder.path),
                recursive=True,
                event_filter=RELEVANT,
            )
        except OSError as error:
            log.info("A folder cannot be watched: %s", error)
            folder.identity = None  # so that the next check tries again
            if error.errno in LIMITS:
                folder.note = LIMITED
        else:
            self._check_whole(folder, before)
            self._retire_forgotten(folder_id, folder)

    def _retire_forgotten(self, folder_id: int, folder: _WatchedFolder) -> None:
        """Take a watch away again whose folder was forgotten while it was scheduled."""
        with self._lock:
            if self._folders.get(folder_id) is not folder and folder.watch is not None:
                self._retired.append(folder.watch)
                self._next_check = 0.0

    def _check_whole(self, folder: _WatchedFolder, watches_before: int | None) -> None:
        """Note when a limit was reached: watchdog silently passes over what it cannot watch."""
        after = self._watches_in_use()
        if watches_before is None or after is None:
            return
        expected = self._directories_in(folder.path)
        vanished_meanwhile = 1 + expected // 100
        if after - watches_before < expected - vanished_meanwhile:
            folder.note = LIMITED

    def _running_observer(self) -> BaseObserver:
        if self._observer is None:
            self._observer = self._make_observer()
            self._observer.start()
        return self._observer

    def _unschedule(self, watch: ObservedWatch) -> None:
        if self._observer is not None and any(e.watch == watch for e in self._observer.emitters):
            self._observer.unschedule(watch)

    def _drop_observer(self) -> None:
        """Stop the observer; the folders are watched anew at the next check."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        self._observer = None
        with self._lock:
            self._retired.clear()
            for folder in self._folders.values():
                folder.watch = folder.identity = None
