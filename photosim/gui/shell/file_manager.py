"""Hands files over to the system: shown in its file manager, their paths on its clipboard.

Paths go out as bytes, percent-encoded, so that names that are not Unicode arrive. Programs are
started in a thread of their own; a file manager that does not answer holds nobody up.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import quote_from_bytes

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from photosim.gui.widgets.bridge import Bridge

ANSWER_WITHIN_S = 5
"""How long a file manager may take to answer; a cold one needs a second or two."""
Run = Callable[[Sequence[str]], bool]


def address(path: str) -> str:
    """`path` as a `file:` address, percent-encoded from its bytes (RFC 8089); commas, too."""
    if os.name == "nt":
        return Path(path).as_uri()
    return "file://" + quote_from_bytes(os.fsencode(path), safe="/")


def reveal_commands(path: str, platform: str = sys.platform) -> list[list[str]]:
    """The programs that show `path` in a file manager, to be tried in this order."""
    if platform == "darwin":
        return [["open", "-R", path]]
    if platform == "win32":
        return [["explorer", f"/select,{path}"]]
    service = "org.freedesktop.FileManager1"
    target = "/org/freedesktop/FileManager1"
    uri = address(path)
    return [
        [
            *("dbus-send", "--session", "--print-reply", f"--dest={service}", target),
            *(f"{service}.ShowItems", f"array:string:{uri}", "string:"),
        ],
        [
            *("gdbus", "call", "--session", "--dest", service, "--object-path", target),
            *("--method", f"{service}.ShowItems", f"['{uri}']", ""),
        ],
    ]


def run(command: Sequence[str]) -> bool:
    """Run a program to its end; True when it was there and content."""
    if shutil.which(command[0]) is None:
        return False
    try:
        ended = subprocess.run(command, capture_output=True, timeout=ANSWER_WITHIN_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    # Explorer ends with 1 also when it has shown the file.
    return ended.returncode == 0 or command[0] == "explorer"


class FileManager(QObject):
    """Shows files in the system's file manager. Lives in the GUI thread."""

    def __init__(self, bridge: Bridge, run: Run = run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._run = run

    def reveal(self, path: str) -> None:
        """Show the file or folder, selected; where that does not work, open its folder."""
        fallback = self._bridge.call(self._open_folder)
        thread = threading.Thread(
            target=self._try, args=(path, fallback), name="reveal", daemon=True
        )
        thread.start()

    def open(self, folder: str) -> None:
        """Show what is in a folder."""
        QDesktopServices.openUrl(QUrl.fromEncoded(address(folder).encode()))

    def _try(self, path: str, fallback: Callable[[str], None]) -> None:
        if not any(self._run(command) for command in reveal_commands(path)):
            fallback(path)

    def _open_folder(self, path: str) -> None:
        self.open(str(Path(path).parent))


def copy_paths(paths: Iterable[str]) -> None:
    """Put paths on the clipboard: as text, one a line, and as files."""
    known = list(paths)
    copied = QMimeData()
    copied.setText("\n".join(os.fsencode(path).decode("utf-8", "replace") for path in known))
    uris = "".join(f"{address(path)}\r\n" for path in known)
    copied.setData("text/uri-list", uris.encode())
    QGuiApplication.clipboard().setMimeData(copied)
