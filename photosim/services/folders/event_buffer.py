"""What watchdog's thread notes down: which directories are dirty, where events were lost.

`event -> Handler -> EventBuffer -> due directories`. Noting is all that happens in watchdog's
thread: a slow handler makes its queue overflow, a handler that raises ends it.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from watchdog import events

from photosim.core.folders.exclusions import Exclusions

SEPARATOR = os.fsencode(os.sep)
PATIENCE_S = 10.0
"""A directory that is never quiet is scanned after so long."""
MOST_DIRTY = 1000
"""With more dirty directories in a folder, the whole folder is scanned at once."""


@dataclass(slots=True)
class _Dirty:
    """When a directory's first and latest unreported events came, in the clock's seconds."""

    first: float
    latest: float


class EventBuffer:
    """Dirty directories of all folders; written by watchdog's thread, read by another one."""

    def __init__(
        self, is_photo: Callable[[bytes], bool], excluded: Exclusions, clock: Callable[[], float]
    ) -> None:
        self._is_photo = is_photo
        self._excluded = excluded
        self._clock = clock
        self._lock = threading.Lock()
        self._dirty: dict[int, dict[bytes, _Dirty]] = {}
        self._lost: set[int] = set()

    def note_file(self, folder_id: int, relative: bytes) -> None:
        """Something happened to a file; those that are no photos do not matter."""
        if self._is_photo(relative) and not self._excluded.excludes_path(relative):
            self._note(folder_id, os.path.dirname(relative))  # noqa: PTH120 - bytes

    def note_directory(self, folder_id: int, relative: bytes) -> None:
        """A directory came: it is dirty, and the one it is in."""
        if not self._excluded.excludes_path(relative):
            self._note(folder_id, os.path.dirname(relative))  # noqa: PTH120 - bytes
            self._note(folder_id, relative)

    def note_gone(self, folder_id: int, relative: bytes) -> None:
        """A directory went: the one it was in is dirty, and in itself is nothing left to scan."""
        if self._excluded.excludes_path(relative):
            return
        with self._lock:
            dirty = self._dirty.get(folder_id, {})
            for directory in list(dirty):
                if (directory + SEPARATOR).startswith(relative + SEPARATOR):
                    del dirty[directory]
        self._note(folder_id, os.path.dirname(relative))  # noqa: PTH120 - bytes

    def _note(self, folder_id: int, directory: bytes) -> None:
        now = self._clock()
        with self._lock:
            dirty = self._dirty.setdefault(folder_id, {})
            dirty.setdefault(directory, _Dirty(now, now)).latest = now
            if len(dirty) > MOST_DIRTY:
                del self._dirty[folder_id]
                self._lost.add(folder_id)

    def note_lost(self, folder_id: int) -> None:
        """Anything may have happened in a folder."""
        with self._lock:
            self._lost.add(folder_id)

    def lost(self) -> set[int]:
        """The folders of `note_lost`, once."""
        with self._lock:
            lost, self._lost = self._lost, set()
            return lost

    def due(self, now: float, settle_s: float) -> list[tuple[int, bytes]]:
        """Dirty directories that are quiet or have waited enough, once, sorted."""
        with self._lock:
            due = [
                (folder_id, directory)
                for folder_id, directories in self._dirty.items()
                for directory, since in directories.items()
                if now - since.latest >= settle_s or now - since.first >= PATIENCE_S
            ]
            for folder_id, directory in due:
                del self._dirty[folder_id][directory]
        return sorted(due)

    def forget(self, folder_id: int) -> None:
        """Nothing is dirty in a folder: it is scanned whole or not watched any more."""
        with self._lock:
            self._dirty.pop(folder_id, None)
            self._lost.discard(folder_id)


class Handler(events.FileSystemEventHandler):
    """Notes the events of one folder, whose real path is given."""

    def __init__(self, folder_id: int, path: bytes, buffer: EventBuffer) -> None:
        self._folder_id = folder_id
        self._path = path
        self._inside = path.rstrip(SEPARATOR) + SEPARATOR
        self._buffer = buffer

    def dispatch(self, event: events.FileSystemEvent) -> None:
        """Note the directories that an event concerns."""
        came = event.event_type == events.EVENT_TYPE_CREATED
        # what moved along with its directory left nothing behind that could be scanned
        if not (event.is_synthetic and event.dest_path):
            self._note(event.src_path, event.is_directory, came)
        if event.dest_path:
            self._note(event.dest_path, event.is_directory, True)

    def _note(self, path: str | bytes, is_directory: bool, came: bool) -> None:
        try:
            place = os.fsencode(path)
        except ValueError:  # a path that cannot be bytes
            self._buffer.note_lost(self._folder_id)
            return
        if place == self._path:  # the folder itself went
            self._buffer.note_lost(self._folder_id)
        elif place.startswith(self._inside):
            self._note_inside(place[len(self._inside) :], is_directory, came)

    def _note_inside(self, relative: bytes, is_directory: bool, came: bool) -> None:
        if not is_directory:
            self._buffer.note_file(self._folder_id, relative)
        elif came:
            self._buffer.note_directory(self._folder_id, relative)
        else:
            self._buffer.note_gone(self._folder_id, relative)


class OverflowListener(logging.Handler):
    """Hears watchdog log that its queue was too small; it tells it in no other way."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._overflowed = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Note an overflow."""
        if "overflow" in str(record.msg).lower():
            self._overflowed.set()

    def heard(self) -> bool:
        """Whether there was an overflow since the last time this was asked."""
        heard = self._overflowed.is_set()
        self._overflowed.clear()
        return heard
