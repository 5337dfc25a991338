"""The words that photosim sees in the selected photo; a press searches for one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import Tag, TagKind
from photosim.gui.texts import word_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.latest_question import LatestQuestion
from photosim.gui.words.ports import TagPort
from photosim.gui.words.word_chips import WordChip, WordChips
from photosim.texts import error_wording

AFTER_MS = 80
"""A selection that stays so long is asked about: not each photo that the arrow keys pass."""
MOST_SHOWN = 8


class TagRow(QWidget):
    """The tags of one photo; nothing of several. Asks only while it can be seen. GUI thread.

    Signals:
        pressed: search for a tag. arg1: its text.
    """

    pressed = Signal(str)

    def __init__(self, source: TagPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._photo_id = 0
        self._is_known = False
        self._question = LatestQuestion(bridge, self)
        self._clock = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._clock.timeout.connect(self._ask)
        self.title = appearance.label("Seen in it", muted=True)
        self.chips = WordChips("Tags")
        self.trouble = appearance.label("", muted=True)
        self.trouble.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, appearance.GAP_S, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, self.chips, self.trouble):
            column.addWidget(widget)
        self.chips.pressed.connect(self.pressed)
        self._say((), "")

    def show_ids(self, ids: Sequence[int]) -> None:
        """These photos are selected now."""
        photo_id = ids[0] if len(ids) == 1 else 0
        if photo_id != self._photo_id:
            self._photo_id = photo_id
            self.refresh()
            if not photo_id:
                self._say((), "")

    def refresh(self) -> None:
        """Ask again: labels changed, or another photo is selected. The old is shown until then."""
        self._forget_question()
        self._is_known = False
        if self._photo_id and self.isVisible():
            self._clock.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Now it is of use to ask."""
        super().showEvent(event)
        if self._photo_id and not self._is_known:
            self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._forget_question()

    def _forget_question(self) -> None:
        self._clock.stop()
        self._question.forget()

    def _ask(self) -> None:
        self._question.ask(self._source.tags(self._photo_id), self._on_tags, self._on_failed)

    def _on_tags(self, tags: Sequence[Tag]) -> None:
        self._is_known = True
        # labels have a row of their own, above
        self._say([tag for tag in tags if tag.kind is not TagKind.LABEL], "")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PhotosimError):
            raise error
        self._is_known = True
        self._say((), error_wording.sentence(error))

    def _say(self, tags: Sequence[Tag], trouble: str) -> None:
        self.chips.replace([_chip(tag) for tag in tags[:MOST_SHOWN]])
        self.title.setVisible(bool(tags))
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))


def _chip(tag: Tag) -> WordChip:
    tip = f"{word_texts.sureness(tag)}. Press to search for it."
    mark = "?" if tag.kind is TagKind.SUGGESTED else ""
    return WordChip(tag.text, tip, mark, is_weak=word_texts.is_weak(tag))
