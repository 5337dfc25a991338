"""Whether the watched folders are there, asked every moment without ever waiting for an answer.

A folder that is moved away causes no event, and one on a network drive that is gone may hang
whoever asks for it: each is looked at in a thread of its own, one look at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from photosim.core.folders.scan import FolderCheck, check_folder
from photosim.services.folders import file_systems


class Presence:
    """Remembers what each folder was at the last look. Belongs to one thread.

    Args:
        look: looks at a folder; may hang.
        begin: has something done in another thread; tests do it at once.
        is_remote: whether a folder lies on a drive that may number it anew at any time, so that
            another inode says nothing.
    """

    def __init__(
        self,
        look: Callable[[bytes], FolderCheck] = check_folder,
        begin: Callable[[Callable[[], None]], None] | None = None,
        is_remote: Callable[[bytes], bool] = file_systems.needs_polling,
    ) -> None:
        self._look = look
        self._begin = begin or _in_a_thread
        self._is_remote = is_remote
        self._seen: dict[bytes, FolderCheck] = {}
        self._answers: dict[bytes, FolderCheck] = {}
        self._asked: set[bytes] = set()

    def ask(self, paths: Iterable[bytes]) -> None:
        """Have each of these folders looked at; one that did not answer yet is not asked twice."""
        for path in paths:
            if path not in self._asked:
                self._asked.add(path)
                self._begin(partial(self._answer, path))

    def others(self) -> Iterator[tuple[bytes, FolderCheck]]:
        """The folders that have come, gone, or are another one since the look before."""
        for path in list(self._answers):
            now = self._answers.pop(path)
            if self.note(path, now):
                yield path, now

    def note(self, path: bytes, now: FolderCheck) -> bool:
        """Remember what a folder is now; whether it has come, gone or was replaced since before.

        Another one in its place, on the same device, has another inode.
        """
        self._answers.pop(path, None)  # of a look before this one
        before, self._seen[path] = self._seen.get(path, now), now
        if before.identity == now.identity:
            return False
        return _device(before) != _device(now) or not self._is_remote(path)

    def remember(self, path: bytes, seen: FolderCheck) -> None:
        """What somebody else saw of a folder since the last look: the next is compared with it."""
        self._seen[path] = seen

    def _answer(self, path: bytes) -> None:
        self._answers[path] = self._look(path)
        self._asked.discard(path)


def _device(check: FolderCheck) -> int | None:
    """What tells one folder from another also where inodes are invented."""
    return None if check.identity is None else check.identity[0]


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="look at a folder", daemon=True).start()
