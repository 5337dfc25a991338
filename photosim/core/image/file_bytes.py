"""The bytes of one file, read in one go, or why they cannot be had."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from typing import Protocol

from photosim.core.errors import (
    DecodeError,
    Fault,
    UnavailableFileError,
    UnfinishedFileError,
    system_reason,
)
from photosim.core.image import formats

_FAULTS: dict[int, Fault] = {
    errno.EACCES: Fault.NO_PERMISSION,
    errno.EPERM: Fault.NO_PERMISSION,
    errno.ENOENT: Fault.GONE,
    errno.ENOTDIR: Fault.GONE,
    errno.EISDIR: Fault.IS_FOLDER,
    errno.ENXIO: Fault.NOT_ORDINARY,
    errno.EIO: Fault.DISK_ERROR,
    errno.ESTALE: Fault.INTERRUPTED,
    errno.ELOOP: Fault.BROKEN_LINK,
    errno.ENAMETOOLONG: Fault.LONG_PATH,
    errno.ENOMEM: Fault.MUCH_MEMORY,
}

_UNAVAILABLE = (errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE)
"""What the system says when a drive or a file is gone: for the next scan to judge."""


class OpenedPicture(Protocol):
    """A file that is open for reading."""

    def fileno(self) -> int:
        """The descriptor, as `os.fstat` takes it."""

    def read(self) -> bytes:
        """All its bytes."""

    def close(self) -> None:
        """Close the descriptor."""


Opens = Callable[[bytes], OpenedPicture]


def open_file(path: bytes) -> OpenedPicture:
    """A file opened for reading, unbuffered; never waits for another program."""
    # Without O_NONBLOCK opening a named pipe waits for somebody who writes into it.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, flags), "rb", buffering=0)


def read(path: bytes, opened: Opens = open_file) -> bytes:
    """The bytes of an ordinary file, read in one go.

    Raises:
        UnfinishedFileError: the file changed while it was read.
        UnavailableFileError: the file or its drive is not there.
        DecodeError: it cannot be read, is too large, or is no ordinary file.
    """
    try:
        with contextlib.closing(opened(path)) as file:
            before = os.fstat(file.fileno())
            _check(before)
            data = file.read()
            after = os.fstat(file.fileno())
    except OSError as error:
        kind = UnavailableFileError if error.errno in _UNAVAILABLE else DecodeError
        if (fault := _FAULTS.get(error.errno or 0)) is None:
            raise kind(Fault.UNREADABLE, system_reason(error)) from error
        raise kind(fault) from error
    except MemoryError as error:
        raise DecodeError(Fault.MUCH_MEMORY) from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
        raise UnfinishedFileError(Fault.CHANGED)
    return data


def _check(found: os.stat_result) -> None:
    """Refuses what is no ordinary file and what is too large."""
    if not stat.S_ISREG(found.st_mode):
        raise DecodeError(Fault.NOT_ORDINARY)
    if found.st_size > formats.MAX_BYTES:
        most = formats.MAX_BYTES // 1_000_000
        raise DecodeError(Fault.LARGE_FILE, found.st_size // 1_000_000, most)
