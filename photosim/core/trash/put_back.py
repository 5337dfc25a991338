"""Puts a file back from the trash to where it lay; what lies there by now is never replaced.

Within one file system the file gets its old name as a second one, which fails when something is
there, and then loses the one in the trash: whenever it stops in between, the bytes have a name.
From another file system it is copied, checked and only then named, and the trash keeps its own.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from photosim.core.disk.file_identity import (
    Identity,
    OpenFile,
    content_hash,
    identity_of,
    lying,
    why_not_reached,
)
from photosim.core.errors import TrashError, TrashFault
from photosim.core.records.photos import readable
from photosim.core.trash.trash_folders import TrashFolders

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
"""What file systems answer that know no second names: FAT, exFAT, some network drives."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file that was moved to the trash.

    Attributes:
        path: where it lay.
        place: where it lies in the trash.
        content_hash: SHA-256 of its bytes, hex.
        mount: the top of the file system it lay on.
    """

    path: bytes
    place: bytes
    content_hash: str
    mount: bytes


def is_back(file: Trashed) -> bool:
    """Whether its bytes lie where it lay, whoever brought them there.

    Raises:
        TrashError: what lies there cannot be read.
    """
    return _is_taken(file.path) and content_hash(file.path)[0] == file.content_hash


def is_blocked(file: Trashed) -> bool:
    """Whether something lies where it lay that is no ordinary file: a folder, a link, a device.

    Raises:
        TrashError: that cannot be told.
    """
    mode = _mode(file.path)
    return mode != 0 and not stat.S_ISREG(mode)


def check_path_is_free(file: Trashed) -> None:
    """Look whether the file's drive is there and nothing lies at its path.

    Raises:
        TrashError: it cannot be put back now; the message says why.
    """
    if not os.path.ismount(file.mount):
        raise TrashError(TrashFault.DRIVE_OFFLINE, readable(file.path))
    if is_blocked(file):
        raise TrashError(TrashFault.PLACE_NO_FILE, readable(file.path))
    if _is_taken(file.path):
        raise TrashError(TrashFault.PLACE_TAKEN, readable(file.path))


def put_file_back(file: Trashed, folders: TrashFolders) -> None:
    """Put the file where it lay, as it was, and remove the trash's note of it.

    May be called again after it was cut off anywhere.

    Raises:
        TrashError: it cannot be put back; it lies in the trash as before.
    """
    if is_blocked(file) or not is_back(file):
        check_path_is_free(file)
        _check_content(file)
        try:
            os.makedirs(os.path.dirname(file.path), exist_ok=True)  # noqa: PTH103, PTH120 (bytes)
            _put_at_path(file)
        except FileExistsError as error:
            raise TrashError(TrashFault.ALREADY_THERE, readable(file.path)) from error
        except OSError as error:
            raise TrashError(why_not_reached(file.path, error)) from error
    _drop_second_name(file)
    folders.forget_note(file.place, file.path)


def put_other_back(place: bytes, path: bytes) -> None:
    """Put whatever lies in the trash, also a link or a folder, where it lay before it went there.

    May be called again after it was cut off anywhere.

    Raises:
        TrashError: it cannot be done, or something else is there by now; it stays in the trash.
    """
    try:
        if not _is_one(place, path):
            if stat.S_ISREG(os.lstat(place).st_mode):
                _put_at_path(Trashed(path, place, content_hash(place)[0], b""))
            else:
                _give_name(place, path)
        if _is_one(place, path):
            os.unlink(place)  # noqa: PTH108 (bytes)
    except FileExistsError as error:
        raise TrashError(TrashFault.OTHER_BY_NOW, readable(path)) from error
    except OSError as error:
        raise TrashError(why_not_reached(path, error)) from error


def _is_one(place: bytes, path: bytes) -> bool:
    """Whether two paths are two names of one thing; False where the system numbers nothing."""
    if not (os.path.lexists(place) and os.path.lexists(path)):
        return False
    one, other = os.lstat(place), os.lstat(path)
    identity = identity_of(one)
    return identity is not None and identity == identity_of(other) and other.st_nlink > 1


def _is_taken(path: bytes) -> bool:
    """Whether anything lies there; also a link that leads nowhere is something.

    Raises:
        TrashError: that cannot be told.
    """
    return _mode(path) != 0


def _mode(path: bytes) -> int:
    """What lies there, as `st_mode`; 0 for nothing.

    Raises:
        TrashError: that cannot be told.
    """
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError as error:
        raise TrashError(why_not_reached(path, error)) from error


def _check_content(file: Trashed) -> None:
    if not _is_taken(file.place):
        raise TrashError(TrashFault.EMPTIED, readable(file.path))
    if content_hash(file.place)[0] != file.content_hash:
        raise TrashError(TrashFault.NOT_WHAT_WENT, readable(file.path), readable(file.place))


def write_back(held: OpenFile, path: bytes, expected: str) -> None:
    """Write the bytes of a file that is still open, but has no name any more, to where it lay.

    Raises:
        TrashError: that cannot be done, or something else is there.
    """
    try:
        with _new_beside(path) as (temporary, descriptor):
            if held.copy_to(descriptor) != expected:
                raise TrashError(TrashFault.CHANGED_MEANWHILE, readable(path))
            os.utime(temporary, ns=(held.lying.mtime_ns, held.lying.mtime_ns))
            _give_name(temporary, path)
    except OSError as error:
        raise TrashError(why_not_reached(path, error)) from error


def _put_at_path(file: Trashed) -> None:
    try:
        _give_name(file.place, file.path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(file)
    _make_durable(os.path.dirname(file.path))  # noqa: PTH120 (bytes)


def _copy(file: Trashed) -> None:
    with _new_beside(file.path) as (temporary, descriptor), OpenFile(file.place) as held:
        if held.copy_to(descriptor) != file.content_hash:
            raise TrashError(TrashFault.NOT_COPIED, readable(file.path))
        shutil.copystat(file.place, temporary)
        _give_name(temporary, file.path)


@contextlib.contextmanager
def _new_beside(path: bytes) -> Iterator[tuple[bytes, int]]:
    """A new file in the same directory, hidden, open for writing; its name goes at the end."""
    directory = os.path.dirname(path)  # noqa: PTH120 (bytes)
    descriptor, temporary = tempfile.mkstemp(b".part", b".photosim-", directory)
    try:
        yield temporary, descriptor
    finally:
        os.close(descriptor)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 (bytes)


def _give_name(source: bytes, target: bytes) -> None:
    """Let a file be called `target`, too, or instead where a file can have only one name.

    Raises:
        FileExistsError: something is there.
        OSError: it cannot be done.
    """
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
        os.rename(source, target)  # noqa: PTH104 (bytes)


def _drop_second_name(file: Trashed) -> None:
    """Take the name in the trash away, if it is a second name of the file that is back."""
    if not os.path.lexists(file.place) or not lying(file.place).is_same_file(lying(file.path)):
        return
    one, other = os.path.dirname(file.place), os.path.dirname(file.path)  # noqa: PTH120 (bytes)
    has_two_names = os.lstat(file.path).st_nlink > 1 and _directory(one) != _directory(other)
    if has_two_names:
        with contextlib.suppress(OSError):  # a name too many loses nothing
            os.unlink(file.place)  # noqa: PTH108 (bytes)


def _directory(path: bytes) -> Identity | None:
    return identity_of(os.stat(path))  # noqa: PTH116 (bytes)


def _make_durable(directory: bytes) -> None:
    """Write the names of a directory on to the disk, where the system can be asked to."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)
