"""How much room there is where a library lies, and whether it was room that was wanting.

SQLite says "I/O error" when a quota or a limit is full, and also when a disk is broken. Which of
the two it was is asked of the system: it is made to write a little in the same folder.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

MOST_RESERVE_BYTES = 200 * 1024**2
"""Left free on a large disk: other programs, and the system itself, need some."""
RESERVE_SHARE = 0.02
"""Left free on a small one, of all of it: 0.8 MB of 40 MB, 80 MB of 4 GB."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when a disk, a quota or a size limit is full."""
_PROBE_BYTES = 256 * 1024
"""A few pages of SQLite's and their log: less room than this is none."""
_UNSURE = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,  # the log's own index could not grow
        sqlite3.SQLITE_IOERR_SHMOPEN,
    }
)
"""What SQLite says when writing failed for any reason but a full disk."""


@dataclass(frozen=True, slots=True)
class DiskSpace:
    """The disk under a folder, in bytes.

    Attributes:
        free: what may still be written.
        total: all of it.
    """

    free: int
    total: int

    @property
    def reserve(self) -> int:
        """What photosim leaves free, in bytes."""
        return min(MOST_RESERVE_BYTES, int(self.total * RESERVE_SHARE))

    @property
    def is_scarce(self) -> bool:
        """Whether no more than the reserve is free."""
        return self.free < self.reserve


def room(folder: Path) -> DiskSpace:
    """The room on the disk of a folder.

    Raises:
        OSError: it cannot be asked.
    """
    usage = shutil.disk_usage(folder)
    return DiskSpace(usage.free, usage.total)


def is_full(error: sqlite3.Error, path: Path) -> bool:
    """Whether SQLite failed to write to the database at `path` because there is no room."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return True
    return code in _UNSURE and refusal(path) in FULL


def refusal(path: Path) -> int | None:
    """The system's error number when it lets nothing be added to a file; None when it does.

    Args:
        path: the file; what is written for this goes to a nameless one beside it.
    """
    try:
        if _is_at_limit(path):
            return errno.EFBIG
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.write(bytes(_PROBE_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return error.errno
    return None


def _is_at_limit(path: Path) -> bool:
    """Whether a file, or the log beside it, is as large as this process may make one."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return False
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if limit == resource.RLIM_INFINITY:
        return False
    files = (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    largest = max((file.stat().st_size for file in files if file.exists()), default=0)
    return largest + _PROBE_BYTES > limit
