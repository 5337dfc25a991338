"""photosim under guard: each of its processes notes what it opens, and has no network to use.

Linux's kernel ends a process that asks for a socket of any other kind than those between programs
of one computer, whichever library asks; Python's audit hook tells who tried.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Callable
from pathlib import Path

HOOK = """
import os, sys
_folder = os.environ["PHOTOSIM_GUARD"]
def _note(name, text):
    with open(os.path.join(_folder, f"{name}-{os.getpid()}"), "a") as file:
        file.write(text + "\\n")
_network = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
def _guard(event, arguments):
    if event in _network and not str(arguments[-1]).startswith(("b'", "'", "/")):
        _note("network", f"{event} {arguments}")
    elif event == "import" and arguments[0] == "onnxruntime":
        _note("onnxruntime", os.environ.get("ORT_DISABLE_TELEMETRY", "not set"))
    elif event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.fsdecode(arguments[0])
        is_own = path.startswith(_folder)
        if os.environ["PHOTOSIM_WATCHED"] in path and not is_own and not os.path.isdir(path):
            _note("open", path)
with open("/proc/self/cmdline") as command:
    _note("process", command.read().replace("\\0", " "))
sys.addaudithook(_guard)
"""
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Linux's number of the architecture and of socket(2) in it."""
_AF_UNIX = 1
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000


class Guard:
    """What processes noted.

    Args:
        folder: for the notes.
        watched: files below it are noted when they are opened.
    """

    def __init__(self, folder: Path, watched: Path) -> None:
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(HOOK)
        self._folder = folder
        self._watched = watched

    def environment(self, repo: Path) -> dict[str, str | None]:
        """For `without_rights.run`."""
        return {
            "PHOTOSIM_GUARD": str(self._folder),
            "PHOTOSIM_WATCHED": str(self._watched),
            "PYTHONPATH": os.pathsep.join([str(self._folder), str(repo)]),
            "ORT_DISABLE_TELEMETRY": None,
        }

    def notes(self, name: str) -> dict[int, list[str]]:
        """Notes of this name by process."""
        found = sorted(self._folder.glob(f"{name}-*"))
        return {int(path.name.partition("-")[2]): path.read_text().splitlines() for path in found}


def without_network() -> Callable[[], None] | None:
    """What a child does before it becomes photosim: give up all sockets but those of this computer.

    None where that is not known to work.
    """
    if platform.system() != "Linux" or platform.machine() not in _SOCKET:
        return None
    architecture, socket = _SOCKET[platform.machine()]
    lines = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 4, architecture),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 2, socket),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL),
    )
    code = b"".join(struct.pack("HBBI", *line) for line in lines)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(lines), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)

    def give_up() -> None:
        kept = buffer, program  # noqa: F841 (the kernel reads them)
        if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, program, 0, 0):
            raise OSError(ctypes.get_errno(), "no filter")

    return give_up
