"""What libraries complain of while they read a file, kept from the person: it is for the log.

Some print it (Libtiff, LibRaw, OpenCV), some warn or log it as Python does (Pillow). Of a file that
cannot be read the reason is said in a sentence anyway. For the processes that read pictures.
"""

from __future__ import annotations

import logging
import os
import sys

MOST_LINES = 20
LONGEST_LINE = 500
"""Of what is heard during one order; a hostile file may make a library complain for ever."""


def silence() -> None:
    """What is printed past Python, from now on, nobody sees; a traceback of ours still is."""
    if sys.stderr is None or sys.platform == "win32":
        return
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


class Warnings(logging.Handler):
    """Keeps what libraries warn of until it is taken. For one thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    @classmethod
    def from_now_on(cls) -> Warnings:
        """Hears everything in this process, Python's warnings, too."""
        heard = cls()
        logging.captureWarnings(True)
        logging.getLogger().addHandler(heard)
        return heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, as long as there are not too many."""
        if len(self._lines) < MOST_LINES:
            self._lines.append(f"{record.name}: {record.getMessage()}"[:LONGEST_LINE].strip())

    def take(self) -> tuple[str, ...]:
        """What was heard since it was taken last."""
        lines, self._lines = tuple(self._lines), []
        return lines
