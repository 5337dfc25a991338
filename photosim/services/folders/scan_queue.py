"""The scans that were asked for and those that run: several while one waits for its disk."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass

from photosim.core.errors import PhotosimError
from photosim.core.folders.directory_lister import DirectoryLister
from photosim.core.folders.tally import Tally
from photosim.core.library import Library

log = logging.getLogger(__name__)

PATIENCE_S = 1.0
"""When the disk of the running scan has not answered for so long, another folder's scan begins."""


@dataclass(slots=True)
class _Scan:
    """A running scan; `directories` is None for a whole one, `since` when it last went on."""

    work: Generator[bool, None, None]
    directories: set[bytes] | None
    since: float


class ScanQueue:
    """Scans folders, each only once at a time. For the library thread.

    Args:
        library: the open library.
        disk: what folders are listed with.
        clock: seconds, monotonic.
    """

    def __init__(
        self, library: Library, disk: DirectoryLister, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._disk = disk
        self._clock = clock
        self._whole: dict[int, None] = {}
        self._dirty: dict[int, set[bytes]] = {}
        self._running: dict[int, _Scan] = {}

    def request(self, folder_id: int, directories: set[bytes] | None = None) -> None:
        """Have a folder scanned, whole or some directories of it."""
        if directories is None:
            self._whole[folder_id] = None
        else:
            self._dirty.setdefault(folder_id, set()).update(directories)

    @property
    def has_work(self) -> bool:
        """Whether a scan runs or is asked for."""
        return bool(self._whole or self._dirty or self._running)

    @property
    def folder_ids(self) -> frozenset[int]:
        """The folders that are being scanned."""
        return frozenset(self._running)

    @property
    def is_lively(self) -> bool:
        """Whether a scan runs that does not only wait for its disk."""
        return any(self._clock() - scan.since < PATIENCE_S for scan in self._running.values())

    def turn(self, tally: Tally) -> bool:
        """One slice of every scan that runs; whether any of them has more to do at once.

        Raises:
            PhotosimError: the store or the index failed a scan; it is asked for again.
        """
        if not self.is_lively:
            self._begin_next(tally)
        return any([self._advance(folder_id) for folder_id in list(self._running)])

    def abandon(self) -> None:
        """End all scans and have them done once more later."""
        for folder_id, scan in self._running.items():
            scan.work.close()
            self.request(folder_id, scan.directories)
        self._running.clear()

    def _begin_next(self, tally: Tally) -> None:
        for folder_id in (*self._whole, *self._dirty):
            if folder_id not in self._running:
                directories = self._take(folder_id)
                work = self._library.scan(folder_id, self._disk, tally, directories)
                self._running[folder_id] = _Scan(work, directories, self._clock())
                return

    def _take(self, folder_id: int) -> set[bytes] | None:
        directories = self._dirty.pop(folder_id, set())
        if folder_id not in self._whole:
            return directories
        del self._whole[folder_id]
        return None

    def _advance(self, folder_id: int) -> bool:
        """One slice of a scan; whether it has more to do at once, or has ended."""
        scan = self._running[folder_id]
        goes_on: bool | None = None
        try:
            self._library.store.folders.get(folder_id)  # removed meanwhile? then no more of it
            goes_on = next(scan.work, None)
        except KeyError:
            log.info("A folder was removed before its scan was done.")
        except PhotosimError:
            self.request(folder_id, scan.directories)
            raise
        finally:
            if goes_on is None:
                del self._running[folder_id]
                scan.work.close()
        if goes_on:
            scan.since = self._clock()
        return goes_on is not False
