"""Writes a small file in a thread of its own, and tries again when it could not be written."""

from __future__ import annotations

import contextlib
import logging
import threading
from pathlib import Path

from photosim.core.disk import new_file, private
from photosim.core.errors import LogNote, coded

log = logging.getLogger(__name__)

RETRY_S = 30.0
"""A file that could not be written, on a full disk say, is tried again so often."""


class PatientWriter:
    """Keeps one file as it was put last. Every method is for any thread.

    Args:
        path: the file; its folder is made when it is missing.
        retry_s: how long to wait after a failure, seconds.
    """

    def __init__(self, path: Path, retry_s: float = RETRY_S) -> None:
        self._path = path
        self._retry_s = retry_s
        self._changed = threading.Condition()
        self._text: str | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    def put(self, text: str) -> None:
        """Have the file hold `text`, soon; returns at once."""
        with self._changed:
            self._text = text
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="settings", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Wait until it is written, or was tried once more."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (text := self._next()) is not None:
            is_written = self._write(text)
            with self._changed:
                is_newest = self._text is text
                if is_written and is_newest:
                    self._text = None
                elif is_newest and self._closing:
                    return
                elif is_newest:
                    self._changed.wait(self._retry_s)

    def _next(self) -> str | None:
        """What is to be written; None when nothing is and nothing will be."""
        with self._changed:
            while self._text is None and not self._closing:
                self._changed.wait()
            return self._text

    def _write(self, text: str) -> bool:
        """Write beside, then replace; whether it worked."""
        beside = self._path.with_name(self._path.name + ".new")
        try:
            private.make_folder(self._path.parent)
            with contextlib.suppress(OSError):
                beside.unlink()  # of a program that was killed
            beside = new_file.make(new_file.free_name(beside))
            try:
                beside.write_text(text, "utf-8")
                new_file.sync(beside)
                beside.replace(self._path)
            finally:
                beside.unlink(missing_ok=True)
        except OSError as error:
            log.warning("%s", coded(LogNote.NOT_WRITABLE, self._path, error))
            return False
        return True
