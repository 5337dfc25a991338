"""What is said above an answer to words: which are beyond photosim, and which would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.core.records.caseless import caseless
from photosim.core.records.themes import Suggestion
from photosim.gui.shell.navigation import ALL_PHOTOS, Stop
from photosim.gui.texts import word_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.intervals import SHOWN_AFTER_MS
from photosim.gui.widgets.layouts import flush_column
from photosim.gui.words.suggester import Suggester
from photosim.gui.words.word_chips import WordChip, WordChips
from photosim.texts import note_wording

INSTEAD = "Words that your photos can answer:"


class WordHints(QWidget):
    """A strip with a sentence and words to press; hidden while there is nothing to say.

    Signals:
        pressed: search for a word. arg1: its text.
    """

    pressed = Signal(str)

    def __init__(self, suggester: Suggester, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggester = suggester
        self._suggester.setParent(self)
        self._text = self._note = ""
        self.note = appearance.label()
        self.note.setWordWrap(True)
        self.chips = WordChips("Words that your photos can answer", most_lines=1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Window)
        inner = QVBoxLayout()
        inner.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_S, appearance.GAP_XL, appearance.GAP_S
        )
        inner.setSpacing(appearance.GAP_S)
        inner.addWidget(self.note)
        inner.addWidget(self.chips)
        column = flush_column(self)
        column.addLayout(inner)
        column.addWidget(appearance.line(parent=self))
        self._working = ""
        self._stop = Stop(ALL_PHOTOS)
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._clock.timeout.connect(self._say_working)
        suggester.suggested.connect(self._on_suggested)
        self.chips.pressed.connect(self.pressed)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self.note.text()

    def show_stop(self, stop: Stop) -> None:
        """Say what there is to say about a page."""
        self._stop = stop
        query, answer = stop.place.query, stop.answer
        self._suggester.stop()
        if query is None or answer is None or not query.text or not answer.n_photos:
            self.hide()
            return
        is_empty = word_texts.is_by_words(query) and not answer.matches
        self._text, self._note = query.text, "" if is_empty else note_wording.said(answer.notes)
        self.chips.replace(())
        self.note.setText(self._note)
        self.setVisible(bool(self._note))
        if answer.notes or is_empty:
            self._suggester.ask(query.text)

    def start_working(self, sentence: str) -> None:
        """A search has begun; said when it takes long."""
        self._working = sentence
        self._clock.start()

    def stop_working(self) -> None:
        """It is over: what was said before is said again, until another page is shown."""
        self._clock.stop()
        if not self.isHidden() and self.note.text() == self._working:
            self.show_stop(self._stop)

    def _say_working(self) -> None:
        self._suggester.stop()
        self.chips.replace(())
        self.note.setText(self._working)
        self.show()

    def _on_suggested(self, found: Sequence[Suggestion]) -> None:
        asked = caseless(self._text)
        others = [one.text for one in found if caseless(one.text) != asked]
        self.chips.replace([WordChip(text, "Press to search for it.") for text in others])
        if others:
            self.note.setText(self._note or INSTEAD)
            self.show()
