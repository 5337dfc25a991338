"""Whether there is a screen to open a window on, asked before Qt is: it aborts without one.

Linux and its like only. A copy of this process tries to make a Qt application and says how that
went; it costs some hundredths of a second, and nothing when no window is wanted at all.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from ctypes.util import find_library

from PySide6.QtGui import QGuiApplication

_UNSEEN = frozenset({"offscreen", "minimal", "minimalegl"})
"""Platforms of Qt that show nothing, and need nothing."""
_UNREACHABLE = ("could not connect to display", "Failed to create wl_display")
_PROBE_WITHIN_S = 20.0
"""An X server on a slow line may take seconds; one that takes longer is none."""
_LONGEST_SAYING = 4096
_SUCCESS = b"\nopen\n"


def missing() -> str:
    """Why no window can be opened, in sentences; empty when one can.

    Must be called before a Qt application is made and before other threads are started.
    """
    if sys.platform in ("win32", "darwin") or QGuiApplication.instance() is not None:
        return ""
    if is_unseen(_asked_platform()):
        return ""
    if not _asked_platform() and not _displays():
        return (
            "photosim has no screen to open its window on: neither DISPLAY nor WAYLAND_DISPLAY is"
            " set."
        )
    said = _tried()
    if said is None:
        return ""
    return f"photosim cannot open its window{_place()}: {_reason(said)}."


def is_unseen(platform: str) -> bool:
    """Whether a platform of Qt, with or without its options, shows nothing to anybody."""
    return platform.split(":")[0] in _UNSEEN


def is_seen() -> bool:
    """Whether a person can see a window that is opened now. As `missing`, before all else."""
    return not is_unseen(_asked_platform()) and not missing()


def _asked_platform() -> str:
    return os.environ.get("QT_QPA_PLATFORM", "")


def _displays() -> list[str]:
    named = [os.environ.get(name, "") for name in ("WAYLAND_DISPLAY", "DISPLAY")]
    return [display for display in named if display]


def _place() -> str:
    displays = _displays()
    return f" on the screen {' or '.join(displays)}" if displays else ""


def _tried() -> str | None:
    """What Qt said when a copy of this process could not reach the screen; None when it could."""
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        _try(writing)
    os.close(writing)
    try:
        said = _heard(reading)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(copy, signal.SIGKILL)  # it has ended, or waits for a server that is silent
        os.waitpid(copy, 0)
    if said is None:
        return "it does not answer"
    return None if said.endswith(_SUCCESS) else said.decode("utf-8", "replace")


def _try(writing: int) -> None:
    """In the copy: make a Qt application, say so, and end. Never returns."""
    try:
        signal.signal(signal.SIGABRT, signal.SIG_DFL)
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # Qt aborts: no core file of it
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        app = QGuiApplication(sys.argv[:1])
        os.write(writing, _SUCCESS if app.primaryScreen() is not None else b"there is no screen")
    finally:
        os._exit(0)


def _heard(reading: int) -> bytes | None:
    """All that the copy says until it ends or has succeeded; None when it takes too long."""
    said = b""
    while len(said) < _LONGEST_SAYING and not said.endswith(_SUCCESS):
        if not select.select([reading], [], [], _PROBE_WITHIN_S)[0]:
            return None
        piece = os.read(reading, _LONGEST_SAYING)
        if not piece:
            break
        said += piece
    return said


def _reason(said: str) -> str:
    """Qt's own words, made short."""
    if any(words in said for words in _UNREACHABLE):
        return "it cannot be reached"
    # Qt says that this one is needed whenever anything is wrong; that it is missing, it does not
    if "xcb-cursor0" in said and find_library("xcb-cursor") is None:
        return "the library libxcb-cursor is missing (Debian's package libxcb-cursor0)"
    lines = [line.split(": ", 1)[-1].strip() for line in said.splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else "Qt gives no reason"
