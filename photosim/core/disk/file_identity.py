"""What a file holds and which file it is, read now and not from memory.

Nothing else says whether two names are those of one file or directory. Before a photo goes to the
trash, and before it comes back, this is asked of the disk. Files are read piece by piece: a film
that belongs to a photo may be large.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from types import TracebackType

from photosim.core.errors import Fault, TrashError, TrashFault, coded, system_reason
from photosim.core.records.photos import readable

PIECE = 1 << 20
"""Bytes read at once, and of a file that is read from end to end in passing."""

_SAMPLE = 1 << 16
"""Bytes that are read in passing of a larger one at its beginning, its middle and its end."""

Identity = tuple[int, int]
"""Device and inode: equal for all names of one file or directory, and for nothing else."""

_REASONS = {
    errno.ENOENT: TrashFault.GONE,
    errno.ENOTDIR: TrashFault.GONE,
    errno.ESTALE: TrashFault.GONE,
    errno.ENODEV: TrashFault.GONE,
    errno.ELOOP: TrashFault.LINK,
    errno.EACCES: Fault.ENTRY_FORBIDDEN,
    errno.EPERM: Fault.ENTRY_FORBIDDEN,
}


@dataclass(frozen=True, slots=True)
class DiskState:
    """Which file lies at a path, and since when it is as it is.

    Attributes:
        device, inode: of the file itself; equal for two names of one file.
        size: bytes.
        mtime_ns, ctime_ns: when its bytes, and when anything about it, last changed.
    """

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def identity(self) -> Identity | None:
        """Which file it is; None where the file system numbers nothing."""
        return _identity(self.device, self.inode)

    def is_same_file(self, other: DiskState) -> bool:
        """Whether two paths lead to one file; False where the system does not number files."""
        return self.identity is not None and self.identity == other.identity

    def is_unchanged(self, other: DiskState) -> bool:
        """Whether it is one file whose bytes are the same; moving alone changes `ctime_ns`."""
        return (self.device, self.inode, self.size, self.mtime_ns) == (
            other.device,
            other.inode,
            other.size,
            other.mtime_ns,
        )


def identity_of(found: os.stat_result) -> Identity | None:
    """Which file or directory was asked about; None where the file system numbers nothing."""
    return _identity(found.st_dev, found.st_ino)


def keys_of(directory: bytes) -> set[bytes | Identity]:
    """What a directory can be recognised by, under whichever of its names.

    Two directories are one when they have a key in common: links, bind mounts and names in another
    case are seen through where it can be read.
    """
    real = os.path.realpath(directory)
    try:
        identity = identity_of(os.stat(real))  # noqa: PTH116 (bytes)
    except OSError:
        return {real}
    return {real} if identity is None else {real, identity}


def keys_upwards(directory: bytes) -> set[bytes | Identity]:
    """`keys_of` a directory and of all above it."""
    real = os.path.realpath(directory)
    keys = keys_of(real)
    while (parent := os.path.dirname(real)) != real:  # noqa: PTH120 (bytes)
        keys |= keys_of(parent)
        real = parent
    return keys


def lying(path: bytes) -> DiskState:
    """Which ordinary file lies there now; links are not followed.

    Raises:
        TrashError: there is none, or it cannot be looked at.
    """
    try:
        return _lying(path, os.lstat(path))
    except OSError as error:
        raise TrashError(why_not_reached(path, error)) from error


def content_hash(path: bytes) -> tuple[str, DiskState]:
    """SHA-256 of the bytes of an ordinary file, hex, and which file it was.

    Raises:
        TrashError: there is none, it cannot be read, or it changed while it was read.
    """
    with OpenFile(path) as held:
        return held.content_hash(), held.lying


def names_now(directory: bytes) -> frozenset[bytes]:
    """The names in a directory, listed anew and not as the system remembers them.

    Where a server answers, asking for a name that nobody can have asked for before makes the system
    look whether the directory has changed.

    Raises:
        OSError: it cannot be listed.
    """
    os.path.lexists(os.path.join(directory, os.urandom(16).hex().encode()))  # noqa: PTH118 (bytes)
    with os.scandir(directory) as entries:
        return frozenset(entry.name for entry in entries)


class OpenFile:
    """An ordinary file kept open: what becomes of its name, its bytes stay within reach.

    Args:
        path: as the file system gives it; a link is refused.

    Attributes:
        lying: which file it was when it was opened.

    Raises:
        TrashError: there is no ordinary file, or it cannot be opened.
    """

    def __init__(self, path: bytes) -> None:
        # without O_NONBLOCK opening a named pipe waits for somebody who writes into it
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
        self._path = path
        self._descriptor = -1
        try:
            self._descriptor = os.open(path, flags)
            self.lying = _lying(path, os.fstat(self._descriptor))
        except OSError as error:
            raise TrashError(why_not_reached(path, error)) from error
        except TrashError:
            self.close()
            raise

    def __enter__(self) -> OpenFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def content_hash(self) -> str:
        """SHA-256 of all its bytes, hex.

        Raises:
            TrashError: it cannot be read, or it changed meanwhile.
        """
        digest = hashlib.sha256()
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            while piece := os.read(self._descriptor, PIECE):
                digest.update(piece)
            after = os.fstat(self._descriptor)
        except OSError as error:
            raise TrashError(why_not_reached(self._path, error)) from error
        if not self.lying.is_unchanged(_lying(self._path, after)):
            raise TrashError(TrashFault.CHANGED, readable(self._path))
        return digest.hexdigest()

    def sampled_hash(self) -> str:
        """SHA-256 of its size and all its bytes, of a large file of three pieces of it; hex.

        Raises:
            TrashError: it cannot be read.
        """
        size = self.lying.size
        digest = hashlib.sha256(b"%d " % size)
        try:
            for start, length in _samples(size):
                os.lseek(self._descriptor, start, os.SEEK_SET)
                digest.update(os.read(self._descriptor, length))
        except OSError as error:
            raise TrashError(why_not_reached(self._path, error)) from error
        return digest.hexdigest()

    def read_anew(self) -> None:
        """Read its beginning from where it lies, as far as the system's memory can be passed over.

        Raises:
            TrashError: it cannot be read.
        """
        try:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(self._descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.read(self._descriptor, PIECE)
        except OSError as error:
            raise TrashError(why_not_reached(self._path, error)) from error

    def begins_with(self, path: bytes) -> bool:
        """Whether its first bytes are all that another file holds.

        Raises:
            OSError: one of the two cannot be read.
        """
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        with open(path, "rb") as other:  # noqa: PTH123 (bytes)
            while piece := other.read(PIECE):
                if os.read(self._descriptor, len(piece)) != piece:
                    return False
        return True

    def copy_to(self, descriptor: int) -> str:
        """Write all bytes into an open file and on to the disk; the SHA-256 of them, hex.

        Raises:
            OSError: one of the two cannot be read or written.
        """
        digest = hashlib.sha256()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        while piece := os.read(self._descriptor, PIECE):
            digest.update(piece)
            written = 0
            while written < len(piece):
                written += os.write(descriptor, piece[written:])
        os.fsync(descriptor)
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of it; harmless when that was done."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _samples(size: int) -> list[tuple[int, int]]:
    """Where to read in a file of this size, and how many bytes."""
    if size <= PIECE:
        return [(0, size)]
    return [(start, _SAMPLE) for start in (0, (size - _SAMPLE) // 2, size - _SAMPLE)]


def why_not_reached(path: bytes, error: OSError) -> str:
    """Why a file cannot be reached, as `coded`."""
    reason = _REASONS.get(error.errno or 0)
    if reason is None:
        why = system_reason(error) or str(error)
        return coded(TrashFault.UNREACHABLE, readable(path), why)
    return coded(reason, readable(path))


def why_not_taken(path: bytes, error: OSError) -> str:
    """Why the system's trash did not take a file, as `coded`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return coded(TrashFault.NO_ROOM, readable(path))
    return why_not_reached(path, error)


def _identity(device: int, inode: int) -> Identity | None:
    return (device, inode) if inode else None


def _lying(path: bytes, found: os.stat_result) -> DiskState:
    if stat.S_ISLNK(found.st_mode):
        raise TrashError(TrashFault.LINK, readable(path))
    if not stat.S_ISREG(found.st_mode):
        raise TrashError(TrashFault.NOT_ORDINARY, readable(path))
    return DiskState(
        found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    )
