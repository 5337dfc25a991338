"""A lock that one process holds and that the operating system lets go when it dies.

The lock is on the file, not in it: what the file holds, and who left it there, are of no matter. So
a lock that somebody's crash, a full disk or a stray program damaged is simply taken; what stands
in the way otherwise is told as it is.
"""

from __future__ import annotations

import contextlib
import errno
import stat
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from photosim.core.disk import private
from photosim.core.errors import (
    Code,
    DiskFullError,
    LibraryBusyError,
    Obstacle,
    StoreError,
    StoreFault,
)

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class ProcessLock:
    """Held by one process at a time. For the thread that made it.

    Args:
        path: the lock file, in a folder that is there; made when it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path, thread_local=False, mode=private.FILE_MODE)

    def take(self) -> bool:
        """Take the lock at once; False when a process that lives has it.

        Raises:
            DiskFullError: there is no room even for an empty file.
            StoreError: the lock's file cannot be opened or made; the error says why.
        """
        try:
            self._clear()
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            raise self._told(error) from error
        private.tighten_file(self._path)
        return True

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        self._lock.release()

    def _clear(self) -> None:
        """Remove what can be no lock of anybody, and make one usable that is ours."""
        self._path.parent.stat()  # a folder that is gone would be made, open to everybody
        try:
            found = self._path.lstat()
        except FileNotFoundError:
            return
        if stat.S_ISDIR(found.st_mode):
            self._path.rmdir()  # not if something lies in it
        elif not stat.S_ISREG(found.st_mode):
            self._path.unlink()
        elif private.is_ours(found) and not found.st_mode & stat.S_IWUSR:
            self._path.chmod(private.FILE_MODE)

    def _told(self, error: Exception) -> StoreError:
        number = error.errno if isinstance(error, OSError) else None
        if number in _FULL:
            return DiskFullError(StoreFault.FULL_FOR_LOCK, self._path)
        if self._path.is_dir():
            return StoreError(StoreFault.FOLDER_AS_LOCK, self._path)
        return StoreError(StoreFault.LOCK_REFUSED, self._path, self._reason(error))

    def _reason(self, error: Exception) -> Code | int | str:
        if isinstance(error, NotImplementedError):
            return Obstacle.NO_LOCKS
        number = error.errno if isinstance(error, OSError) else None
        if number in (errno.EACCES, errno.EPERM) and _is_of_another(self._path):
            return Obstacle.OTHER_USER
        return str(error).rstrip(".") if number is None else number


class WriterLock:
    """Held by the one program that writes to a library.

    Args:
        path: the lock file; its content is of no matter.
    """

    def __init__(self, path: Path) -> None:
        self._lock = ProcessLock(path)

    def acquire(self) -> None:
        """Take the lock at once.

        Raises:
            LibraryBusyError: another program has it.
            StoreError: it cannot be made; the error says why.
        """
        if not self._lock.take():
            raise LibraryBusyError(StoreFault.BUSY)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for a while.

        Raises:
            LibraryBusyError: another program has it.
        """
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        self._lock.release()


def _is_of_another(path: Path) -> bool:
    try:
        return not private.is_ours(path.lstat())
    except OSError:
        return False
