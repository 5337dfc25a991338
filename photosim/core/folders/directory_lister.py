"""How scans see the file system: `scan` with the library's own choices filled in."""

from __future__ import annotations

import contextlib
import copy
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from photosim.core.folders import scan
from photosim.core.folders.exclusions import Exclusions
from photosim.core.image import formats


class DirectoryLister(Protocol):
    """What a scan asks of a disk; either may answer None for now: nothing has come yet."""

    def walk(self, root: bytes, start: bytes, *, recurse: bool) -> Iterator[scan.Listing | None]:
        """One listing for each directory at and below `start`; nothing below without `recurse`."""

    def checks(self, root: bytes) -> Iterator[scan.FolderCheck | None]:
        """Whether the folder can be read now, and which one it is; the last item is the answer."""


class Disk:
    """Lists and checks watched folders; implements `DirectoryLister` and answers at once.

    Args:
        excluded: names or patterns that are never looked at.
        left_out: the library's own folder.
        included: names or patterns that are looked at all the same, see `Exclusions`.
        is_photo: tells by its name whether a file is a photo.
        scandir, stat: list a directory and tell which it is, as those of `os` do; tests pass their
            own.
    """

    def __init__(
        self,
        excluded: Sequence[str] = (),
        left_out: bytes | None = None,
        is_photo: Callable[[bytes], bool] = formats.is_photo_name,
        scandir: scan.Scandir = os.scandir,
        included: Sequence[str] = (),
        stat: scan.Stat = os.stat,
    ) -> None:
        self._excluded = Exclusions(excluded, included)
        self._left_out = left_out
        self._is_photo = is_photo
        self._scandir, self._stat = scandir, stat

    def walk(self, root: bytes, start: bytes, *, recurse: bool) -> Iterator[scan.Listing]:
        """One listing for each directory at and below `start`; nothing below without `recurse`."""
        return scan.walk(
            root,
            self._excluded,
            self._is_photo,
            start=start,
            recurse=recurse,
            left_out=self._left_out,
            scandir=self._scandir,
            stat=self._stat,
        )

    def check(self, root: bytes) -> scan.FolderCheck:
        """Whether the folder can be read now, and which one it is."""
        return scan.check_folder(root, self._scandir)

    def checks(self, root: bytes) -> Iterator[scan.FolderCheck]:
        """The one answer of `check`."""
        yield self.check(root)

    def heard_by(self, heard: Callable[[], None]) -> Disk:
        """The same disk, which calls `heard` with every entry that it lists."""
        disk = copy.copy(self)
        disk._scandir = _heard(self._scandir, heard)
        return disk


def _heard(scandir: scan.Scandir, heard: Callable[[], None]) -> scan.Scandir:
    @contextlib.contextmanager
    def listed(path: bytes) -> Iterator[Iterator[os.DirEntry[bytes]]]:
        with scandir(path) as entries:
            yield _telling(entries, heard)

    return listed


def _telling(
    entries: Iterator[os.DirEntry[bytes]], heard: Callable[[], None]
) -> Iterator[os.DirEntry[bytes]]:
    for entry in entries:
        heard()
        yield entry
