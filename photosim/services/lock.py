"""One library, one writer: a lock that the operating system lets go when its holder dies."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from photosim.core.errors import LibraryBusyError


class WriterLock:
    """Held by the one program that writes to a library.

    Args:
        path: the lock file; its content is of no matter.
    """

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once.

        Raises:
            LibraryBusyError: another program has it.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryBusyError(
                "Another photosim is working on this library. Close it first, or wait until it is"
                " done."
            ) from error

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        self._lock.release()
