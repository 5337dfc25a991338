"""A clock that keeps the watcher going and passes on what it finds, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from photosim.core.folders.exclusions import Exclusions
from photosim.core.folders.scan import FolderCheck
from photosim.core.store.folders import FolderRow
from photosim.services.folders.watcher import Watcher
from photosim.services.runtime.futures import shielded

TICK_S = 0.3


class WatchThread:
    """Follows the watched folders. Every method is for any thread; callbacks come from its own.

    Args:
        dirty: `(folder_id, directories)`: something happened in these directories.
        lost: `(folder_id)`: anything may have happened; also told once for each new folder.
        is_photo: tells by its name whether a file matters.
        excluded: what is never looked at.
        away: `(folder_id, problem)`: the folder cannot be read any more, and why.
        note: `(folder_id, note)`: why the folder is not (only) watched; empty when it is again.
    """

    def __init__(
        self,
        dirty: Callable[[int, set[bytes]], None],
        lost: Callable[[int], None],
        is_photo: Callable[[bytes], bool],
        excluded: Exclusions,
        away: Callable[[int, str], None] = lambda _folder_id, _problem: None,
        note: Callable[[int, str], None] = lambda _folder_id, _note: None,
    ) -> None:
        self._dirty = dirty
        self._found: dict[int, set[bytes]] = {}
        self._watcher = Watcher(self._gather, lost, is_photo, excluded, on_away=away, on_note=note)
        self._followed: dict[int, bytes] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self, folders: Sequence[FolderRow]) -> None:
        """Begin to follow these folders."""
        self._watcher.start()
        self.follow(folders)
        self._thread.start()

    def follow(self, folders: Sequence[FolderRow]) -> None:
        """Follow exactly these folders from now on."""
        wanted = {folder.id: folder.path for folder in folders}
        for folder_id in self._followed.keys() - wanted.keys():
            self._watcher.unwatch(folder_id)
        for folder_id in wanted.keys() - self._followed.keys():
            self._watcher.watch(folder_id, wanted[folder_id])
        self._followed = wanted

    def seen_away(self, folder_id: int, seen: FolderCheck) -> None:
        """A scan saw that a folder is away: its return is to be told, however soon it comes."""
        self._watcher.seen_away(folder_id, seen)

    def stop(self, timeout_s: float = 3.0) -> None:
        """Follow nothing any more."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._stopping.wait(TICK_S):
            shielded(self._tick)
        self._watcher.stop()

    def _tick(self) -> None:
        self._watcher.tick()
        found, self._found = self._found, {}
        for folder_id, directories in found.items():
            self._dirty(folder_id, directories)

    def _gather(self, folder_id: int, directory: bytes) -> None:
        self._found.setdefault(folder_id, set()).add(directory)
