"""What lies beside photos is compared by what it holds, as far as a disk says it at once.

Two edits of one photo have one name and often one size, and so may two films or two spoken notes.
Sidecars are small, so they are read from end to end; of a film or a RAW file that nobody examined
three pieces, as before it goes (`services.trash.companion_copies`). A thread of its own reads, so
that nobody waits for a disk that does not answer. What was not read, is missing or is a large
sidecar is unknown, and equal to nothing.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection, Mapping

from photosim.core.disk.file_identity import OpenFile
from photosim.core.errors import TrashError
from photosim.core.folders import companions

_MOST_BYTES = 2_000_000
"""Edits with masks take some 100 kB; what is larger is not read in passing."""

_SILENT_S = 1.0
"""After which a disk that has given no file more is asked for none any more."""

_MOST_S = 3.0
"""How long one question may take: a slow disk gives a file now and then, and the library waits."""


def content(path: bytes) -> str:
    """SHA-256 of a sidecar, hex, or of pieces of what has a content of its own.

    Empty when it is not there, cannot be read or is a large sidecar.
    """
    try:
        with OpenFile(path) as held:
            if companions.is_media(os.path.basename(path)):  # noqa: PTH119 (bytes)
                return held.sampled_hash()
            return held.content_hash() if held.lying.size <= _MOST_BYTES else ""
    except TrashError:
        return ""


class CompanionContents:
    """Reads what lies beside photos. For the library thread; short-lived: it remembers.

    Args:
        read: gives the content of one; may take for ever.
        silent_s: seconds in which nothing was read, and after which nothing more is.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        read: Callable[[bytes], str] = content,
        silent_s: float = _SILENT_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read_one = read
        self._silent_s = silent_s
        self._clock = clock
        self._is_silent = False
        self._known: dict[bytes, str] = {}

    def of(self, paths: Collection[bytes]) -> Mapping[bytes, str]:
        """What some files hold, by path, without those that are unknown."""
        unknown = [path for path in paths if path not in self._known]
        if unknown and not self._is_silent:
            self._read(unknown)
        return {path: self._known[path] for path in paths if self._known.get(path)}

    def _read(self, paths: Collection[bytes]) -> None:
        found: dict[bytes, str] = {}
        reading = threading.Thread(target=self._read_all, args=(paths, found), daemon=True)
        reading.start()
        n_read, end = -1, self._clock() + _MOST_S
        while reading.is_alive() and n_read < len(found) and self._clock() < end:
            n_read = len(found)
            reading.join(self._silent_s)
        self._is_silent = reading.is_alive()
        self._known |= found.copy()  # the thread may still write to it

    def _read_all(self, paths: Collection[bytes], found: dict[bytes, str]) -> None:
        for path in paths:
            found[path] = self._read_one(path)
