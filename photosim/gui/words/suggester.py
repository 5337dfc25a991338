"""Asks which words the library can answer while a person types; the latest text counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import Suggestion
from photosim.gui.texts import word_texts
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.latest_question import LatestQuestion
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
        self._text = ""
        self._question = LatestQuestion(bridge, self)
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
        self._clock.stop()
        self._question.forget()

    def _ask(self) -> None:
        self._question.ask(self._source.suggest(self._text), self._on_done, self._on_failed)

    def _on_done(self, found: Sequence[Suggestion]) -> None:
        self.suggested.emit(tuple(found))

    def _on_failed(self, error: Exception) -> None:
        """Nothing is suggested then: the search itself says what is wrong."""
        self.suggested.emit(())
        if not isinstance(error, PhotosimError):
            raise error
