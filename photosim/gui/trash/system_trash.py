"""The system's trash: Qt's way first, send2trash where that cannot, and never anything else.

Callable from any thread; it is called from the trash's. Whoever calls checks what it answers.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFile

from photosim.core.errors import TrashError, TrashFault, system_reason
from photosim.core.records.photos import readable

Fallback = Callable[[Path], None]


class SystemTrash:
    """Moves one file to the trash.

    Args:
        fallback: tried when Qt cannot; raises `OSError` when it cannot either.
    """

    def __init__(self, fallback: Fallback | None = None) -> None:
        self._fallback = fallback or _send2trash

    def __call__(self, path: Path) -> Path | None:
        """Move a file; where it lies now, None when the system does not say.

        Raises:
            TrashError: it stays where it is; the message says why.
            OSError: there is no room in the trash; it stays.
        """
        shown = readable(os.fsencode(path))
        if _is_windows_share(path):
            raise TrashError(TrashFault.ON_WINDOWS_SHARE, shown)
        _make_data_home()
        place = _by_qt(path) if _is_unicode(path) else None
        if place is None and os.path.lexists(path):
            try:
                self._fallback(path)
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise
                if error.errno == errno.ENAMETOOLONG:
                    raise TrashError(TrashFault.LONG_NAME, shown) from error
                reason = system_reason(error) or str(error)
                raise TrashError(TrashFault.REFUSED, shown, reason) from error
        return place


def _is_windows_share(path: Path) -> bool:
    """Whether a file lies where Windows erases instead of keeping: on another computer."""
    real = os.path.realpath(path)  # leads from the letter of a drive to the share behind it
    return real.startswith("\\\\") and not real.startswith("\\\\?\\")


def _by_qt(path: Path) -> Path | None:
    """Where Qt has moved it; None when it has not, or does not say."""
    file = QFile(str(path))
    if not file.moveToTrash():
        return None
    place = Path(file.fileName())
    return place if place != path else None


def _is_unicode(path: Path) -> bool:
    """Whether Qt can say this name: it leaves out the bytes that it cannot, and takes another."""
    try:
        os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _make_data_home() -> None:
    """Make the folder in which the trash lies: in a fresh home Qt fails without it."""
    if sys.platform in ("win32", "darwin"):
        return
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        shown = readable(os.fsencode(home))
        raise TrashError(TrashFault.NO_TRASH, shown, system_reason(error)) from error


def _send2trash(path: Path) -> None:
    # it looks for the trash when it is imported, so not before it is wanted
    from send2trash import send2trash

    send2trash(os.fspath(path))
