"""Asks which words the library can answer while a person types; the latest text counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import Suggestion
from photosim.gui.shell.searching import Cancellable
from photosim.gui.texts import word_texts
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.words.ports import SuggestionPort

AFTER_MS = 150
"""A text is asked about when no key was pressed for so long."""


class Suggester(QObject):
    """Gives suggestions for one field. GUI thread.

    Signals:
        suggested: the answer to the latest text. arg1: tuple of `Suggestion`, maybe empty.
    """

    suggested = Signal(object)

    def __init__(
        self, source: SuggestionPort, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._text = ""
        self._turn = 0
        self._job: Cancellable | None = None
        self._clock = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._clock.timeout.connect(self._ask)

    def type(self, text: str) -> None:
        """The person typed: this is the text now."""
        self.stop()
        self._text = word_texts.plain(text)
        if self._text:
            self._clock.start()
        else:
            self.suggested.emit(())

    def ask(self, text: str) -> None:
        """Ask about a text at once."""
        self.stop()
        self._text = word_texts.plain(text)
        self._ask()

    def stop(self) -> None:
        """No suggestions are wanted any more."""
        self._turn += 1
        self._clock.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self) -> None:
        turn = self._turn
        self._job = self._bridge.bind(
            self._source.suggest(self._text),
            partial(self._on_done, turn),
            partial(self._on_failed, turn),
        )

    def _on_done(self, turn: int, found: Sequence[Suggestion]) -> None:
        if turn == self._turn:
            self._job = None
            self.suggested.emit(tuple(found))

    def _on_failed(self, turn: int, error: Exception) -> None:
        """Nothing is suggested then: the search itself says what is wrong."""
        if turn == self._turn:
            self._job = None
            self.suggested.emit(())
        if not isinstance(error, PhotosimError):
            raise error
