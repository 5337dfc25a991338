"""Opens the demonstration: in a process, a window and a library of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from photosim.gui.shell.welcome import Welcome
from photosim.services.runtime.other_start import OtherStart
from photosim.texts import error_wording

OPENING = (
    "The demo opens in a window of its own in a moment: pictures that photosim draws, in a library"
    " of their own."
)


class Starts(Protocol):
    """Another photosim, as `OtherStart`."""

    def run(self, ended: Callable[[str], None]) -> None:
        """Start it, and be told from any thread when it has ended."""


class DemoStarter(QObject):
    """Starts the demonstration when the first page asks for it.

    Args:
        welcome: the first page.
        start: another photosim; tests pass their own.

    Signals:
        said: something to tell the person. arg1: the sentence.
    """

    said = Signal(str)
    _ended = Signal(str)

    def __init__(
        self, welcome: Welcome, start: Starts | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._welcome = welcome
        self._start = start or OtherStart(["demo"])
        self._ended.connect(self._on_ended)
        welcome.demo.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._welcome.demo.setEnabled(False)
        self.said.emit(OPENING)
        self._start.run(self._tell)

    def _tell(self, sentence: str) -> None:
        """From any thread: the other photosim has ended, maybe after this window."""
        with contextlib.suppress(RuntimeError):  # what Qt raises once the window is destroyed
            self._ended.emit(sentence)

    def _on_ended(self, sentence: str) -> None:
        self._welcome.demo.setEnabled(True)
        if sentence:
            self.said.emit(error_wording.told(sentence))
