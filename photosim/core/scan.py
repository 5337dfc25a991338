"""What lies in a watched folder: one listing for each directory, compared with what is known.

`root -> walk -> Listing -> compare with the known stamps -> Changes`. Scanning alone is always
right; file-system events only say where to scan sooner. Nothing is concluded from what could not
be read: a listing with a problem says nothing about its files. Paths are bytes, because names need
not be Unicode; a file is its stamp here, nobody opens it.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from photosim.core.errors import FolderError
from photosim.core.records import Stamp, readable

JUNK = (
    ".*",  # hidden: .thumbnails, .Trash-1000, .git, ._resource forks
    "@eaDir",  # Synology's thumbnails
    "#recycle",
    "#snapshot",
    "$RECYCLE.BIN",
    "System Volume Information",
    "lost+found",
    "node_modules",
    "__pycache__",
)
"""Names of folders and files that never hold a person's photos."""

ONLINE_ONLY = stat.FILE_ATTRIBUTE_OFFLINE | 0x40000 | 0x400000
"""Windows file attributes OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS: reading such a file
downloads it. (Other systems have no certain sign.)"""

LARGEST_NUMBER = 2**63 - 1
"""Inode numbers are unsigned, SQLite's numbers are not."""

Scandir = Callable[[bytes], AbstractContextManager[Iterator["os.DirEntry[bytes]"]]]
Identity = tuple[int, int]
"""Device and inode of a directory."""


class Exclusions:
    """Names of folders and files that are never looked at, whatever case they are written in.

    Args:
        patterns: names or glob patterns, besides `JUNK`; they match one part of a path.
    """

    def __init__(self, patterns: Sequence[str] = ()) -> None:
        expressions = (fnmatch.translate(pattern) for pattern in (*JUNK, *patterns))
        self._matches = re.compile("|".join(expressions), re.IGNORECASE).match

    def excludes(self, name: bytes) -> bool:
        """Whether one name is excluded."""
        return self._matches(os.fsdecode(name)) is not None

    def excludes_path(self, relative: bytes) -> bool:
        """Whether any part of a path relative to the watched folder is excluded."""
        return any(self.excludes(part) for part in relative.split(os.fsencode(os.sep)) if part)


@dataclass(frozen=True, slots=True)
class Listing:
    """One directory as it is now.

    Attributes:
        directory: relative to the watched folder, b"" for itself.
        files: photos by name.
        subdirectories: names of the directories that are looked into, sorted.
        skipped: photos that are there but cannot be used, with the reason for a person.
        problem: why the directory could not be read, as a sentence; then all else is empty and the
            files known in it must be kept.
        vanished: the problem is only that the directory is not there (any more); nothing to report,
            the directory it was in tells the rest.
    """

    directory: bytes
    files: dict[bytes, Stamp] = field(default_factory=dict)
    subdirectories: tuple[bytes, ...] = ()
    skipped: dict[bytes, str] = field(default_factory=dict)
    problem: str | None = None
    vanished: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the files of one directory; names, each sorted."""

    added: tuple[bytes, ...]
    changed: tuple[bytes, ...]
    gone: tuple[bytes, ...]
    unchanged: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """Whether a watched folder can be read now; `problem` is a sentence, empty when it can.

    Another `identity` after a scan than before it means that a drive came or went.
    """

    identity: Identity | None = None
    problem: str = ""

    @property
    def is_there(self) -> bool:
        """Whether it can be read."""
        return not self.problem


def walk(
    root: bytes,
    excluded: Exclusions,
    is_photo: Callable[[bytes], bool],
    *,
    start: bytes = b"",
    recurse: bool = True,
    left_out: bytes | None = None,
    scandir: Scandir = os.scandir,
) -> Iterator[Listing]:
    """List a directory and all below it, parents first, names in byte order.

    Links are not followed: a link to a file inside the folder is the same photo again, a link to a
    directory may be a loop. A directory that was met before under another name (a bind mount) is
    passed over, so that the scan ends and no photo is its own duplicate.

    Args:
        root: the watched folder.
        excluded: what not to look at.
        is_photo: tells by its name whether a file is a photo.
        start: directory relative to `root` to begin with.
        recurse: whether to go on below `start`.
        left_out: a directory that is passed over wherever it lies: the library's own.
        scandir: lists a directory as `os.scandir` does.

    Yields:
        A listing for each directory, also for those that cannot be read.
    """
    met = {_identity(left_out)} if left_out else set()
    waiting = [start]
    while waiting:
        directory = waiting.pop()
        path = os.path.join(root, directory) if directory else root  # noqa: PTH118 - bytes
        identity = _identity(path)
        if identity is not None and identity in met:
            continue
        met.add(identity)
        listing = _list(path, directory, excluded, is_photo, scandir)
        yield listing
        if recurse:
            below = (os.path.join(directory, name) for name in listing.subdirectories)  # noqa: PTH118 - bytes
            waiting.extend(sorted(below, reverse=True))


def _identity(path: bytes) -> Identity | None:
    """Device and inode; None when it is gone or the file system numbers nothing."""
    try:
        found = os.stat(path)  # noqa: PTH116 - bytes
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_ino else None


def _list(
    path: bytes,
    directory: bytes,
    excluded: Exclusions,
    is_photo: Callable[[bytes], bool],
    scandir: Scandir,
) -> Listing:
    files: dict[bytes, Stamp] = {}
    skipped: dict[bytes, str] = {}
    subdirectories: list[bytes] = []
    try:
        with scandir(path) as entries:
            for entry in entries:
                name = entry.name
                if is_photo(name) and entry.is_file(follow_symlinks=False):
                    if not excluded.excludes(name):
                        _look_at(entry, files, skipped)
                elif entry.is_dir(follow_symlinks=False) and not excluded.excludes(name):
                    subdirectories.append(name)
    except OSError as error:
        vanished = isinstance(error, FileNotFoundError | NotADirectoryError)
        return Listing(directory, problem=_sentence(path, error), vanished=vanished)
    return Listing(directory, files, tuple(sorted(subdirectories)), skipped)


def _look_at(
    entry: os.DirEntry[bytes], files: dict[bytes, Stamp], skipped: dict[bytes, str]
) -> None:
    """Put a photo where it belongs; one that vanished in between is nowhere."""
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError as error:
        skipped[entry.name] = _sentence(entry.path, error)
        return
    if getattr(found, "st_file_attributes", 0) & ONLINE_ONLY:
        skipped[entry.name] = "This photo is only online; make it available on this computer first."
        return
    files[entry.name] = Stamp(found.st_mtime_ns, found.st_size, found.st_ino & LARGEST_NUMBER)


def _sentence(path: bytes, error: OSError) -> str:
    shown = readable(path)
    if isinstance(error, PermissionError):
        return f"{shown} cannot be read: it is not permitted."
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{shown} is not there."
    return f"{shown} cannot be read: {error.strerror or error}."


def compare(
    files: Mapping[bytes, Stamp],
    known: Mapping[bytes, Stamp],
    skipped: Collection[bytes] = (),
) -> Changes:
    """What became of the known files of one directory.

    Any other size or modification time is a change, also an older one and one of exactly an hour
    (daylight saving on FAT): the content hash decides later. Another inode alone is none: some
    file systems number anew at each mount.

    Args:
        files: what lies there now.
        known: what lay there at the last scan.
        skipped: what lies there but could not be looked at: if known, it is unchanged.
    """
    added, changed, unchanged = [], [], []
    for name in sorted(files):
        before, now = known.get(name), files[name]
        if before is None:
            added.append(name)
        elif before.mtime_ns != now.mtime_ns or before.size != now.size:
            changed.append(name)
        else:
            unchanged.append(name)
    missing = sorted(known.keys() - files.keys())
    kept = [name for name in missing if name in skipped]
    gone = [name for name in missing if name not in skipped]
    return Changes(tuple(added), tuple(changed), tuple(gone), tuple(sorted(unchanged + kept)))


def folder_is_there(root: bytes, scandir: Scandir = os.scandir) -> FolderCheck:
    """Whether a watched folder can be read, and which one it is.

    Ask before and after a scan: when the answer differs, a drive came or went in between and
    nothing may be concluded from what was not seen.
    """
    try:
        found = os.stat(root)  # noqa: PTH116 - bytes
        with scandir(root) as entries:
            next(iter(entries), None)
    except OSError as error:
        return FolderCheck(problem=_sentence(root, error))
    return FolderCheck((found.st_dev, found.st_ino))


def refuse_nested(path: bytes, others: Sequence[bytes]) -> None:
    """Check that a folder to be watched lies neither inside nor around a watched one.

    Links, bind mounts and names in another case are seen through where the folders can be read.

    Raises:
        FolderError: it does.
    """
    for other in others:
        if _own_keys(path) & _own_keys(other):
            raise FolderError(f"{readable(path)} is already watched.")
        if _own_keys(other) & _keys_upwards(path):
            raise FolderError(f"{readable(path)} lies in {readable(other)}, which is watched.")
        if _own_keys(path) & _keys_upwards(other):
            raise FolderError(
                f"{readable(path)} contains {readable(other)}, which is watched; "
                "remove that one first."
            )


def _own_keys(path: bytes) -> set[bytes | Identity]:
    """What a directory can be recognised by."""
    real = os.path.realpath(path)
    identity = _identity(real)
    return {real} if identity is None else {real, identity}


def _keys_upwards(path: bytes) -> set[bytes | Identity]:
    """`_own_keys` of a directory and of all above it."""
    real = os.path.realpath(path)
    keys = _own_keys(real)
    while (parent := os.path.dirname(real)) != real:  # noqa: PTH120 - bytes
        keys |= _own_keys(parent)
        real = parent
    return keys
