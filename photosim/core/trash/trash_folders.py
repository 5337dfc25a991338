"""Where a file that was moved to the trash lies now, as the system's own notes tell it.

The freedesktop.org Trash specification, version 1.0: `info/NAME.trashinfo` says where
`files/NAME` came from, in the trash of the home and in `.Trash/UID` or `.Trash-UID` at the top of
every other file system. macOS keeps no such notes, only the files, under their own names.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from photosim.core.disk.file_identity import identity_of

_ENDING = b".trashinfo"
COARSE_S = 2.0
"""By so much a file system's times may be behind the clock: FAT counts in two seconds."""


class TrashFolders:
    """Looks into the trash.

    Removes only notes, and second names in the trash of a file that still lies where it lay; never
    a file's last name.

    Args:
        home: the trash of the home folder.
        uid: the person's number, as in the names of other file systems' trash folders.
        plain: a folder of files without notes, as macOS has it.
    """

    def __init__(self, home: bytes, uid: int, plain: bytes | None = None) -> None:
        self._home = home
        self._uid = b"%d" % uid
        self._plain = plain

    @classmethod
    def of_this_person(cls) -> TrashFolders:
        """Those of whoever runs this program; on Windows, which has no such folders, empty ones."""
        home = os.path.expanduser(b"~")  # noqa: PTH111 (bytes)
        data = os.fsencode(os.environ.get("XDG_DATA_HOME") or home + b"/.local/share")
        uid = os.getuid() if hasattr(os, "getuid") else 0
        return cls(data + b"/Trash", uid, home + b"/.Trash" if sys.platform == "darwin" else None)

    def find(self, path: bytes) -> list[bytes]:
        """Files in the trash that came from `path`, what was trashed last first.

        The same path may have been trashed many times: who asks compares the content.
        """
        found: list[tuple[int, bytes]] = []
        for trash, top in self._folders(path):
            for name in _likely(trash + b"/info", _stem(path)):
                note = trash + b"/info/" + name
                if _origin(note, top) in (path, _real(path)):
                    _add(found, trash + b"/files/" + name.removesuffix(_ENDING))
        if self._plain is not None:
            for name in _listed(self._plain):
                if name.startswith(_stem(path)):
                    _add(found, self._plain + b"/" + name)
        return [place for _, place in sorted(found, reverse=True)]

    def forget_note(self, place: bytes, path: bytes) -> None:
        """Remove the note of a file that lies in the trash no more, because it is back at `path`.

        Nothing happens while the file is still there, or when the note is about another one.
        """
        files, name = os.path.split(place)
        trash, last = os.path.split(files)
        if last != b"files" or os.path.lexists(place):
            return
        note = trash + b"/info/" + name + _ENDING
        for folder, top in self._folders(path):
            if folder == trash and _origin(note, top) in (path, _real(path)):
                _unlink(note)

    def is_of_another(self, place: bytes, path: bytes) -> bool:
        """Whether a note says that what lies in the trash at a place did not come from `path`."""
        files, name = os.path.split(place)
        trash = os.path.dirname(files)  # noqa: PTH120 (bytes)
        note = trash + b"/info/" + name + _ENDING
        said = {_origin(note, top) for folder, top in self._folders(path) if folder == trash}
        said.discard(None)
        return bool(said) and not said & {path, _real(path)}

    def tidy(self, path: bytes, since: float = math.inf) -> None:
        """Remove what a trash that was cut off has left of a file that lies where it lay.

        Qt gives a file a second name in the trash, then writes the note, then takes the first name
        away. Only names and notes that nobody else can mean are removed, never a file's last name.

        Args:
            path: of the file.
            since: epoch seconds; an empty note with its name that was written later is its own: a
                full disk leaves such notes.
        """
        for trash, top in self._folders(path):
            notes = set(_listed(trash + b"/info"))
            own = {n for n in notes if _origin(trash + b"/info/" + n, top) in (path, _real(path))}
            own |= {n for n in notes - own if _is_empty_of(trash + b"/info/" + n, path, since)}
            for name in _second_names(path, trash + b"/files"):
                if name + _ENDING in own or name + _ENDING not in notes:
                    _unlink(trash + b"/files/" + name)
            for note in own:
                if not os.path.lexists(trash + b"/files/" + note.removesuffix(_ENDING)):
                    _unlink(trash + b"/info/" + note)

    def _folders(self, path: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Trash folders in which `path` may be, each with what its notes are relative to."""
        yield self._home, os.path.dirname(self._home)  # noqa: PTH120 (bytes)
        top = mount_point(path)
        yield _join(top, b".Trash/" + self._uid), top
        yield _join(top, b".Trash-" + self._uid), top


def mount_point(path: bytes) -> bytes:
    """The top of the file system on which a path lies, or lay while its folders were there."""
    path = _real(path)
    while not os.path.ismount(path) and (parent := os.path.dirname(path)) != path:  # noqa: PTH120 (bytes)
        path = parent
    return path


def _origin(note: bytes, top: bytes) -> bytes | None:
    """Where a file came from, as its note says; None when there is no note that can be read."""
    try:
        with open(note, "rb") as file:  # noqa: PTH123 (bytes)
            lines = file.read(65536).splitlines()
    except OSError:
        return None
    values = [line[5:] for line in lines if line.startswith(b"Path=")]
    return _join(top, unquote_to_bytes(values[0])) if values else None


def _is_empty_of(note: bytes, path: bytes, since: float) -> bool:
    """Whether a note that says nothing was made for the file at `path`, from a time on."""
    name = os.path.basename(note)  # noqa: PTH119 (bytes)
    if not (name.startswith(_stem(path)) and name.endswith(_ENDING)):
        return False
    try:
        found = os.lstat(note)
    except OSError:
        return False
    return found.st_size == 0 and found.st_mtime >= since - COARSE_S


def _likely(folder: bytes, stem: bytes) -> list[bytes]:
    """The notes whose names begin as the file's did; all when there is none: some trash renames."""
    notes = [name for name in _listed(folder) if name.endswith(_ENDING)]
    return [name for name in notes if name.startswith(stem)] or notes


def _listed(folder: bytes) -> list[bytes]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 (bytes)
    except OSError:
        return []


def _second_names(path: bytes, folder: bytes) -> list[bytes]:
    """Names in a folder of the very file that lies at `path`, which keeps that one."""
    try:
        found = os.lstat(path)
        identity = identity_of(found)
        if found.st_nlink < 2 or identity is None:
            return []
        with os.scandir(folder) as entries:
            return [
                entry.name
                for entry in entries
                if entry.inode() == found.st_ino
                and identity_of(entry.stat(follow_symlinks=False)) == identity
            ]
    except OSError:
        return []


def _unlink(path: bytes) -> None:
    with contextlib.suppress(OSError):  # one too many loses nothing
        os.unlink(path)  # noqa: PTH108 (bytes)


def _add(found: list[tuple[int, bytes]], place: bytes) -> None:
    """Note a file with the time at which it came into the trash, as far as the system tells."""
    with contextlib.suppress(OSError):
        found.append((os.lstat(place).st_ctime_ns, place))


def _stem(path: bytes) -> bytes:
    name = os.path.basename(path)  # noqa: PTH119 (bytes)
    return os.path.splitext(name)[0]  # noqa: PTH122 (bytes)


def _real(path: bytes) -> bytes:
    """A path without links on the way to it; the file itself may be gone."""
    directory, name = os.path.split(path)
    return _join(os.path.realpath(directory), name)


def _join(folder: bytes, name: bytes) -> bytes:
    return os.path.normpath(os.path.join(folder, name))  # noqa: PTH118 (bytes)
