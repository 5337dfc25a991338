"""Notices that what was refused may be read again: no event tells that a permission was given back.

Files and folders that could not be read are asked for every moment, in a thread of its own that may
wait for their drive. Nothing of them is opened.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable

from photosim.services.runtime.futures import shielded

EVERY_S = 15.0
"""Time between two looks; one takes some microseconds for each path."""


def is_permitted(path: str) -> bool:
    """Whether the person may read a file, or list a folder."""
    is_folder = os.path.isdir(path)  # noqa: PTH112 (raises nothing where one may not look)
    needed = os.R_OK | os.X_OK if is_folder else os.R_OK
    return os.access(path, needed)


class Refused:
    """Looks after paths that were refused. Every method is for any thread.

    Args:
        given_back: told that some of them may be read now; in the thread that looks. A path that
            is refused all the same is told once only, until it is seen to be forbidden again.
        is_permitted: says of a path whether it may be read.
        every_s: time between two looks, seconds.
    """

    def __init__(
        self,
        given_back: Callable[[], None],
        is_permitted: Callable[[str], bool] = is_permitted,
        every_s: float = EVERY_S,
    ) -> None:
        self._given_back = given_back
        self._is_permitted = is_permitted
        self._every_s = every_s
        self._paths: frozenset[str] = frozenset()
        self._permitted: frozenset[str] = frozenset()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def look_after(self, paths: Iterable[str]) -> None:
        """Look after exactly these from now on."""
        self._paths = frozenset(paths)
        if self._paths and self._thread is None and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._run, name="refused", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that waits for its drive is left alone."""
        self._stopping.set()

    def look(self) -> None:
        """Look once at all of them."""
        permitted = frozenset(filter(self._is_permitted, self._paths))
        new, self._permitted = permitted - self._permitted, permitted
        if new and not self._stopping.is_set():
            self._given_back()

    def _run(self) -> None:
        while not self._stopping.wait(self._every_s):
            shielded(self.look)
