"""Where the window of a library listens for later starts, and how these find it.

A socket lies in a folder that is the person's own and closed to everybody else, so that nobody can
take its name: within the library's folder, else in the run folder of the session, else in a new
folder of a name that nobody can foresee. Which one it was stands in `window.json` in the library's
folder, for starts that see another environment.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import platform
import stat
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from photosim.core.disk import private
from photosim.core.errors import LogNote, coded

log = logging.getLogger(__name__)

LONGEST_PATH = 96
"""Bytes of a socket's path: the kernel takes 107 (104 on macOS); Qt listens under a name of its own
in the same folder first, which has some bytes more than ours."""
_LONGEST_NOTE = 4096
_PREFIX = "photosim-"


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """What a window leaves for later starts: its process, its computer, its socket."""

    pid: int
    host: str
    socket: str

    @property
    def is_here(self) -> bool:
        """Whether the window is on this computer."""
        return self.host == platform.node()


def places(library: Path) -> Iterator[str]:
    """Where a window may listen, best first; what stands there already is nobody else's.

    A folder is made when its turn comes; one that is not ours, or open to others, has no turn.
    """
    if sys.platform == "win32":  # a pipe of the user's own, under no folder
        yield _PREFIX + _digest(library)
        return
    for path in _known_places(library):
        if _fits(path) and _is_ready(path):
            yield str(path)
    with contextlib.suppress(OSError):
        path = Path(tempfile.mkdtemp(prefix=_PREFIX)) / "socket"
        if _fits(path):
            yield str(path)
        tidy(str(path))


def tidy(socket: str) -> None:
    """Remove the folder of a socket if it was made for it alone, and is empty."""
    folder = Path(socket).parent
    if sys.platform != "win32" and folder.name.startswith(_PREFIX) and is_own(folder):
        with contextlib.suppress(OSError):
            folder.rmdir()


def close_to_others(socket: str) -> None:
    """Give a socket the mode of photosim's other files; the folder it lies in is closed anyway."""
    if sys.platform != "win32" and socket:
        with contextlib.suppress(OSError):
            Path(socket).chmod(private.FILE_MODE)


def note(library: Path, socket: str) -> None:
    """Leave a note for later starts; without it they look in the usual places."""
    text = json.dumps({"pid": os.getpid(), "host": platform.node(), "socket": socket})
    path = _note_path(library)
    try:
        path.unlink(missing_ok=True)  # a link that somebody left is not followed
        with open(path, "x", encoding="utf-8", opener=private.opener) as file:
            file.write(text)
    except OSError as error:
        log.warning("%s", coded(LogNote.NOT_WRITABLE, path, error))


def noted(library: Path) -> OpenWindow | None:
    """The note of the window that has the library's lock; None when there is no good one."""
    path = _note_path(library)
    try:
        found = path.lstat()
        if (
            not stat.S_ISREG(found.st_mode)
            or not private.is_ours(found)
            or found.st_size > _LONGEST_NOTE
        ):
            return None
        known = json.loads(path.read_text("utf-8"))
        return OpenWindow(int(known["pid"]), str(known["host"]), str(known["socket"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def reachable(library: Path) -> Iterator[str]:
    """Where the window of a library may be listening: where it says, then the usual places."""
    left = noted(library)
    if sys.platform == "win32":
        yield _PREFIX + _digest(library)
        return
    known = [str(path) for path in _known_places(library)]
    for socket in dict.fromkeys([left.socket, *known] if left else known):
        if is_own(Path(socket).parent) and Path(socket).is_socket():
            yield socket


def is_own(folder: Path) -> bool:
    """Whether it is a folder of this user's, no link to one, and closed to everybody else."""
    try:
        found = folder.lstat()
    except (OSError, ValueError):
        return False
    is_closed = not found.st_mode & 0o077
    return stat.S_ISDIR(found.st_mode) and private.is_ours(found) and is_closed


def _known_places(library: Path) -> Iterator[Path]:
    yield library / "window" / "socket"
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(session):  # noqa: PTH117 (it is no path yet)
        yield Path(session) / f"{_PREFIX}{_digest(library)}"


def _is_ready(path: Path) -> bool:
    """Whether a socket can be made there; one that is left over goes, anything else stays."""
    try:
        if not path.parent.exists():
            path.parent.mkdir(private.FOLDER_MODE)
        if not is_own(path.parent):
            return False
        found = path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    if not stat.S_ISSOCK(found.st_mode):
        log.warning("%s", coded(LogNote.NO_SOCKET, path))
        return False
    with contextlib.suppress(OSError):
        path.unlink()
    return not os.path.lexists(path)


def _fits(path: Path) -> bool:
    """Whether the system and Qt can name a socket so."""
    try:
        return len(str(path).encode("utf-8")) <= LONGEST_PATH
    except UnicodeEncodeError:  # a name that is no text
        return False


def _note_path(library: Path) -> Path:
    return library / "window.json"


def _digest(library: Path) -> str:
    return hashlib.sha256(os.fsencode(library.resolve())).hexdigest()[:16]
