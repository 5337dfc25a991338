"""What lies in a watched folder: one listing for each directory, compared with what is known.

`root -> walk -> Listing -> compare with the known stamps -> DirectoryChanges`. Scanning alone is
always right; file-system events only say where to scan sooner. Nothing is concluded from what could
not be read: a listing with a problem says nothing about its files. Paths are bytes, because names
need not be Unicode; a file is its stamp here, nobody opens it.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from photosim.core.disk.file_identity import Identity, identity_of
from photosim.core.errors import Fault, coded, system_reason
from photosim.core.folders import companion_names as naming
from photosim.core.folders import left_out as kinds
from photosim.core.folders.exclusions import Exclusions
from photosim.core.records.left_out import LeftOutKind, LeftOutReason
from photosim.core.records.photos import Stamp, readable

ONLINE_ONLY = stat.FILE_ATTRIBUTE_OFFLINE | 0x40000 | 0x400000
"""Windows file attributes OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS: reading such a file
downloads it. (Other systems have no certain sign.)"""

FARTHEST = 2**127
"""No file system has a larger number, of whatever kind: seconds have 64 bits, ReFS's inodes 128."""

Scandir = Callable[[bytes], AbstractContextManager[Iterator["os.DirEntry[bytes]"]]]
Stat = Callable[[bytes], os.stat_result]


@dataclass(frozen=True, slots=True)
class Listing:
    """One directory as it is now.

    Attributes:
        directory: relative to the watched folder, b"" for itself.
        files: photos by name.
        subdirectories: names of the directories that are looked into, sorted.
        skipped: photos that are there but cannot be used, with the reason for a person.
        left_out: how many files and directories there are of each kind that is no photo.
        left_out_names: names of what is excluded, which an earlier scan may have taken for photos.
        unread: names of photos that lie there and cannot be read now: only online, RAW without
            rawpy. Those that are known stay.
        beside: bytes of what is none of `files` and may belong to one, by name: RAW that cannot be
            read, films, excluded ones, too; 0 for sidecars, which have no content of their own.
        problem: why the directory could not be read, a coded fault; then all else is empty and the
            files known in it must be kept.
        is_mounted: another drive begins here than the one it is mounted on.
        device: number of the device that it lies on, until that is mounted anew; None when unknown.
        vanished: the problem is only that the directory is not there (any more); nothing to report,
            the directory it was in tells the rest.
    """

    directory: bytes
    files: dict[bytes, Stamp] = field(default_factory=dict)
    subdirectories: tuple[bytes, ...] = ()
    skipped: dict[bytes, str] = field(default_factory=dict)
    left_out: dict[LeftOutKind, int] = field(default_factory=dict)
    left_out_names: frozenset[bytes] = frozenset()
    unread: frozenset[bytes] = frozenset()
    beside: dict[bytes, int] = field(default_factory=dict)
    problem: str | None = None
    vanished: bool = False
    is_mounted: bool = False
    device: int | None = None


@dataclass(frozen=True, slots=True)
class DirectoryChanges:
    """What became of the files of one directory; names, each sorted.

    Attributes:
        added, changed, gone, unchanged: each file is one of these.
        touched: of those unchanged, what was changed without another time or size, or renamed, or
            given other permissions: only the content tells.
        noted: of those unchanged, what the file system says more of than was known before.
    """

    added: tuple[bytes, ...]
    changed: tuple[bytes, ...]
    gone: tuple[bytes, ...]
    unchanged: tuple[bytes, ...]
    touched: tuple[bytes, ...] = ()
    noted: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """Whether a watched folder can be read now; `problem` is a coded fault, empty when it can.

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
    stat: Stat = os.stat,
    now_ns: Callable[[], int] = time.time_ns,
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
        stat: tells which directory it is as `os.stat` does.
        now_ns: the system's clock.

    Yields:
        A listing for each directory, also for those that cannot be read.
    """
    met = {_identity(left_out)} if left_out else set()
    waiting = [(start, _device(os.path.dirname(_place(root, start)), stat))]  # noqa: PTH120 - bytes
    while waiting:
        directory, device_above = waiting.pop()
        path = _place(root, directory)
        found_there, makes_up_times = _looked_up(path, stat, now_ns)
        identity = identity_of(found_there) if found_there else None
        if identity is not None and identity in met:
            continue
        met.add(identity)
        found = _ListedDirectory(path, directory, excluded, is_photo, makes_up_times=makes_up_times)
        device = found_there.st_dev if found_there else None
        is_mounted = None not in (device, device_above) and device != device_above
        listing = replace(found.listed(scandir), is_mounted=is_mounted, device=device)
        yield listing
        if recurse:
            below = (os.path.join(directory, name) for name in listing.subdirectories)  # noqa: PTH118 - bytes
            waiting.extend((one, device) for one in sorted(below, reverse=True))


def _place(root: bytes, directory: bytes) -> bytes:
    return os.path.join(root, directory) if directory else root  # noqa: PTH118 - bytes


def _device(path: bytes, stat: Stat) -> int | None:
    try:
        return stat(path).st_dev
    except OSError:
        return None


def _identity(path: bytes) -> Identity | None:
    """Device and inode; None when it is gone or the file system numbers nothing."""
    try:
        found = os.stat(path)  # noqa: PTH116 - bytes
    except OSError:
        return None
    return identity_of(found)


def _looked_up(
    path: bytes, stat: Stat, now_ns: Callable[[], int]
) -> tuple[os.stat_result | None, bool]:
    """Which directory it is, and whether the file system makes up the time of the last change.

    It does when it says that the directory was changed just while it was asked.
    """
    before = now_ns()
    try:
        found = stat(path)
    except OSError:
        return None, False
    return found, before <= found.st_ctime_ns <= now_ns()


class _ListedDirectory:
    """One directory while it is listed."""

    def __init__(
        self,
        path: bytes,
        directory: bytes,
        excluded: Exclusions,
        is_photo: Callable[[bytes], bool],
        *,
        makes_up_times: bool,
    ) -> None:
        self._path = path
        self._directory = directory
        self._excluded = excluded
        self._is_photo = is_photo
        self._makes_up_times = makes_up_times
        self._files: dict[bytes, Stamp] = {}
        self._skipped: dict[bytes, str] = {}
        self._subdirectories: list[bytes] = []
        self._kinds: list[LeftOutKind] = []
        self._left_out_names: list[bytes] = []
        self._unread: list[bytes] = []
        self._beside: dict[bytes, int] = {}

    def listed(self, scandir: Scandir) -> Listing:
        """What is in it, or why that cannot be said."""
        try:
            with scandir(self._path) as entries:
                for entry in entries:
                    self._take(entry)
        except OSError as error:
            vanished = isinstance(error, FileNotFoundError | NotADirectoryError)
            problem = _fault(self._path, error)
            return Listing(self._directory, problem=problem, vanished=vanished)
        return Listing(
            self._directory,
            self._files,
            tuple(sorted(self._subdirectories)),
            self._skipped,
            kinds.counted(self._kinds),
            frozenset(self._left_out_names),
            frozenset(self._unread),
            self._beside,
        )

    def _take(self, entry: os.DirEntry[bytes]) -> None:
        try:
            self._sort(entry)
        except FileNotFoundError:
            return  # it vanished in between
        except OSError as error:
            # nobody says what it is: the photo that it may be stays, and so does what is below it
            self._skipped[entry.name] = _fault(entry.path, error)
            self._subdirectories.append(entry.name)

    def _sort(self, entry: os.DirEntry[bytes]) -> None:
        if entry.is_dir(follow_symlinks=False):
            self._take_directory(entry.name)
        elif entry.is_file(follow_symlinks=False):
            self._take_file(entry)
        else:
            ending, _ = kinds.kind_of(entry.name)
            reason = LeftOutReason.LINK if entry.is_symlink() else LeftOutReason.SPECIAL
            self._kinds.append((ending, reason))

    def _take_directory(self, name: bytes) -> None:
        reason = self._excluded.reason(name, is_directory=True, above=self._path)
        if reason is None:
            self._subdirectories.append(name)
        else:
            self._kinds.append(kinds.kind_of_folder(name, reason))
            self._left_out_names.append(name)

    def _take_file(self, entry: os.DirEntry[bytes]) -> None:
        original = kinds.placeholder_of(entry.name)
        if original is not None and self._is_photo(original):
            self._leave_online(original)
            return
        reason = self._excluded.reason(entry.name, is_directory=False)
        if reason is None and self._is_photo(entry.name):
            self._look_at(entry)
            return
        self._note_beside(entry)
        if reason is not None:
            self._kinds.append((kinds.ending_of(entry.name), reason))
            self._left_out_names.append(entry.name)
        else:
            kind = kinds.kind_of(entry.name)
            self._kinds.append(kind)
            if kind[1] == LeftOutReason.RAW:
                self._unread.append(entry.name)

    def _leave_online(self, name: bytes) -> None:
        """A photo that would have to be downloaded; one that is known stays."""
        self._kinds.append((kinds.ending_of(name), LeftOutReason.ONLINE))
        self._unread.append(name)

    def _note_beside(self, entry: os.DirEntry[bytes]) -> None:
        """Note what may belong to a photo; only what has a content of its own is asked its size."""
        if naming.is_media(entry.name):
            self._beside[entry.name] = _size(entry)
        elif naming.is_companion(entry.name):
            self._beside[entry.name] = 0

    def _look_at(self, entry: os.DirEntry[bytes]) -> None:
        """Put a photo where it belongs; one that vanished in between is nowhere."""
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return
        except OSError as error:
            self._skipped[entry.name] = _fault(entry.path, error)
            return
        if getattr(found, "st_file_attributes", 0) & ONLINE_ONLY:
            self._leave_online(entry.name)
            self._beside[entry.name] = found.st_size
            return
        stamp = _stamp(found, makes_up_times=self._makes_up_times)
        if stamp is None:
            self._skipped[entry.name] = coded(Fault.ENTRY_SENSELESS, readable(entry.path))
        else:
            self._files[entry.name] = stamp


def _stamp(found: os.stat_result, *, makes_up_times: bool) -> Stamp | None:
    """The stamp of a file, none of it changed; None when it cannot be one.

    This is where what a file system says is checked: everything behind relies on it.
    """
    ctime_ns = None if makes_up_times else getattr(found, "st_ctime_ns", None)
    stamp = Stamp(found.st_mtime_ns, found.st_size, found.st_ino, ctime_ns)
    numbers = (stamp.mtime_ns, stamp.size, stamp.inode, stamp.ctime_ns or 0)
    if stamp.size < 0 or any(abs(number) > FARTHEST for number in numbers):
        return None
    return stamp


def _size(entry: os.DirEntry[bytes]) -> int:
    """Bytes of a file; 0, which no film has, when it does not say."""
    try:
        return max(0, entry.stat(follow_symlinks=False).st_size)
    except OSError:
        return 0


def _fault(path: bytes, error: OSError) -> str:
    shown = readable(path)
    if isinstance(error, PermissionError):
        return coded(Fault.ENTRY_FORBIDDEN, shown)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return coded(Fault.ENTRY_MISSING, shown)
    if error.errno == errno.ENAMETOOLONG:
        return coded(Fault.ENTRY_LONG)
    return coded(Fault.ENTRY_UNREADABLE, shown, system_reason(error) or str(error))


def compare(
    files: Mapping[bytes, Stamp],
    known: Mapping[bytes, Stamp],
    skipped: Collection[bytes] = (),
) -> DirectoryChanges:
    """What became of the known files of one directory.

    Any other size or modification time is a change, also an older one and one of exactly an hour
    (daylight saving on FAT): the content hash decides later. Another inode alone is none: SMB, FAT
    and FUSE number anew at each mount. Where one is kept, a file that was put in the place of
    another has another `ctime_ns` as well: that can be set by nobody.

    Args:
        files: what lies there now.
        known: what lay there at the last scan.
        skipped: what lies there but could not be looked at: if known, it is unchanged.
    """
    added, changed, unchanged = [], [], []
    touched: list[bytes] = []
    noted: list[bytes] = []
    for name in sorted(files):
        before, now = known.get(name), files[name]
        if before is None:
            added.append(name)
        elif before.mtime_ns != now.mtime_ns or before.size != now.size:
            changed.append(name)
        else:
            unchanged.append(name)
            if now.ctime_ns is None or now.ctime_ns == before.ctime_ns:
                continue
            (noted if before.ctime_ns is None else touched).append(name)
    missing = sorted(known.keys() - files.keys())
    kept = [name for name in missing if name in skipped]
    gone = [name for name in missing if name not in skipped]
    return DirectoryChanges(
        tuple(added),
        tuple(changed),
        tuple(gone),
        tuple(sorted(unchanged + kept)),
        tuple(touched),
        tuple(noted),
    )


def check_folder(root: bytes, scandir: Scandir = os.scandir) -> FolderCheck:
    """Whether a watched folder can be read, and which one it is.

    Ask before and after a scan: when the answer differs, a drive came or went in between and
    nothing may be concluded from what was not seen.
    """
    try:
        found = os.stat(root)  # noqa: PTH116 - bytes
        with scandir(root) as entries:
            next(iter(entries), None)
    except OSError as error:
        return FolderCheck(problem=_fault(root, error))
    # not `identity_of`: also a folder on a file system that numbers nothing is there, on its device
    return FolderCheck((found.st_dev, found.st_ino))
