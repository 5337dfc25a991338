"""A disk that does not answer for as long as a test wants."""

from __future__ import annotations

import os
import threading
from contextlib import AbstractContextManager


class HangingDrive:
    """`os.scandir` that hangs in some directories.

    Attributes:
        reached: how often somebody has begun to wait there.
    """

    def __init__(self) -> None:
        self.reached: dict[bytes, int] = {}
        self._hung: dict[bytes, threading.Event] = {}

    def hang(self, path: os.PathLike[str]) -> None:
        """Answer no more when this directory is listed."""
        self._hung[os.fsencode(path)] = threading.Event()

    def release(self) -> None:
        """Answer everybody who waits, and at once from now on."""
        for event in self._hung.values():
            event.set()

    def is_reached(self, path: os.PathLike[str]) -> bool:
        return os.fsencode(path) in self.reached

    def scandir(self, path: bytes) -> AbstractContextManager:
        if path in self._hung and not self._hung[path].is_set():
            self.reached[path] = self.reached.get(path, 0) + 1
            self._hung[path].wait()
        return os.scandir(path)
