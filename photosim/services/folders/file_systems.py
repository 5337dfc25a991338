"""What the operating system says about a folder: does it lie on a network, is it watched whole.

Linux answers in /proc; elsewhere the answers are "no" and "unknown".
"""

from __future__ import annotations

import os
import re
from enum import Enum, auto
from pathlib import Path

REMOTE = re.compile(
    rb"(nfs\d?|cifs|smb\d?|smbfs|afs|ceph|9p|davfs2?|fuse\..+|vboxsf|vmhgfs|prl_fs|virtiofs|drvfs)"
)
"""Types of file systems whose changes by others cause no events here: network drives, folders of a
virtual machine's host, programs behind FUSE (sshfs, rclone, gvfs). Not `fuseblk`: local disks."""

PLAIN = re.compile(
    rb"(ext[234]|xfs|btrfs|zfs|f2fs|bcachefs|jfs|reiserfs|tmpfs|ramfs|vfat|msdos|exfat|ntfs3?"
    rb"|fuseblk|hfs|hfsplus|apfs|udf|iso9660)"
)
"""Types of file systems in which what happens to a file happens through the system itself: it never
has two paths to a file that it does not know for one. An overlay and a pool of disks have."""

OF_SYSTEM = re.compile(
    rb"(proc|sysfs|devtmpfs|devpts|cgroup2?|configfs|debugfs|tracefs|securityfs|pstore|bpf|mqueue"
    rb"|binfmt_misc|efivarfs|hugetlbfs|autofs|rpc_pipefs|nsfs|selinuxfs|fusectl)"
)
"""Types of file systems that hold no files of anybody: the kernel makes what is seen in them."""

MOUNTS = Path("/proc/mounts")
DESCRIPTORS = Path("/proc/self/fd")


def needs_polling(path: bytes, mounts: Path = MOUNTS) -> bool:
    """Whether a folder lies where file-system events cannot be relied on.

    Args:
        path: the folder.
        mounts: the table of mounts, as Linux writes it.
    """
    if path.startswith(rb"\\"):  # a Windows network path
        return True
    try:
        table = mounts.read_bytes()
    except OSError:
        return False
    if REMOTE.fullmatch(_file_system(path, table)):  # not touched: it may not answer
        return True
    return REMOTE.fullmatch(_file_system(os.path.realpath(path), table)) is not None


def is_of_system(path: bytes, mounts: Path = MOUNTS) -> bool:
    """Whether the system makes a folder up while it runs; `path` is a real one."""
    try:
        table = mounts.read_bytes()
    except OSError:
        return False
    return OF_SYSTEM.fullmatch(_file_system(path, table)) is not None


class CachedAnswers(Enum):
    """What a file system says of a name that has gone by another way, as through a second mount."""

    NONE = auto()
    """The truth: there is no other way."""
    OF_NAMES = auto()
    """A single name may be answered from memory; a listing tells the truth."""
    FOR_A_WHILE = auto()
    """Anything may be answered from memory for some seconds."""


def cached_answers(directory: bytes, mounts: Path = MOUNTS) -> CachedAnswers:
    """What the file system of a directory may answer from memory; a look at it may block.

    Args:
        directory: a complete path.
        mounts: the table of mounts, as Linux writes it.
    """
    if needs_polling(directory, mounts):
        return CachedAnswers.FOR_A_WHILE
    try:
        table = mounts.read_bytes()
    except OSError:
        return CachedAnswers.OF_NAMES
    kind = _file_system(os.path.realpath(directory), table)
    return CachedAnswers.NONE if PLAIN.fullmatch(kind) else CachedAnswers.OF_NAMES


def _file_system(path: bytes, table: bytes) -> bytes:
    """Type of the file system that a real path lies on; the later of two mounts hides the first."""
    best, kind = -1, b""
    for line in table.splitlines():
        columns = line.split(b" ")
        if len(columns) < 3:
            continue
        point = _unescaped(columns[1]).rstrip(b"/")
        if len(point) >= best and (path + b"/").startswith(point + b"/"):
            best, kind = len(point), columns[2]
    return kind


def _unescaped(point: bytes) -> bytes:
    """A mount point's path; spaces and the like are written as octal numbers."""
    return re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8)]), point)


def watches_in_use(descriptors: Path = DESCRIPTORS) -> int | None:
    """Directories that this process watches by inotify; None where that cannot be told."""
    try:
        names = [entry.name for entry in descriptors.iterdir()]
    except OSError:
        return None
    infos = descriptors.with_name("fdinfo")
    return sum(_watches_of(descriptors / name, infos / name) for name in names)


def _watches_of(descriptor: Path, info: Path) -> int:
    """Watches of one file descriptor; 0 when it is no inotify or was closed meanwhile."""
    try:
        if "inotify" not in str(descriptor.readlink()):
            return 0
        return info.read_bytes().count(b"inotify wd:")
    except OSError:
        return 0


def directories_in(path: bytes) -> int:
    """The number of readable directories at and below a path, links not followed."""
    return sum(1 for _ in os.walk(path))
