"""What stands in sidecars, as far as a disk says it at once.

Of other files beside a photo names and sizes tell enough; two edits of one photo have one name, and
often one size. Sidecars are small, so they are read: by a thread of their own, so that nobody
waits for a disk that does not answer. What was not read, is missing or large is unknown, and equal
to nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping

from photosim.core.disk.file_identity import OpenFile
from photosim.core.errors import TrashError

_MOST_BYTES = 2_000_000
"""Edits with masks take some 100 kB; what is larger is not read in passing."""

_SILENT_S = 1.0
"""After which a disk that has given no file more is asked for none any more."""


def content(path: bytes) -> str:
    """SHA-256 of a sidecar, hex; empty when it is not there, cannot be read or is large."""
    try:
        with OpenFile(path) as held:
            return held.content_hash() if held.lying.size <= _MOST_BYTES else ""
    except TrashError:
        return ""


class SidecarContents:
    """Reads sidecars. For the library thread; short-lived: it remembers.

    Args:
        read: gives the content of one; may take for ever.
        silent_s: seconds in which nothing was read, and after which nothing more is.
    """

    def __init__(self, read: Callable[[bytes], str] = content, silent_s: float = _SILENT_S) -> None:
        self._read_one = read
        self._silent_s = silent_s
        self._is_silent = False
        self._known: dict[bytes, str] = {}

    def of(self, paths: Collection[bytes]) -> Mapping[bytes, str]:
        """SHA-256 of some files, hex, by path, without those that are unknown."""
        unknown = [path for path in paths if path not in self._known]
        if unknown and not self._is_silent:
            self._read(unknown)
        return {path: self._known[path] for path in paths if self._known.get(path)}

    def _read(self, paths: Collection[bytes]) -> None:
        found: dict[bytes, str] = {}
        reading = threading.Thread(target=self._read_all, args=(paths, found), daemon=True)
        reading.start()
        n_read = -1
        while reading.is_alive() and n_read < len(found):
            n_read = len(found)
            reading.join(self._silent_s)
        self._is_silent = reading.is_alive()
        self._known |= found.copy()  # the thread may still write to it

    def _read_all(self, paths: Collection[bytes], found: dict[bytes, str]) -> None:
        for path in paths:
            found[path] = self._read_one(path)
