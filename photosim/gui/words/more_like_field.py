"""This picture, but more like…: words that give the query's picture another emphasis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.core.errors import PhotosimError
from photosim.core.records.photos import Query
from photosim.core.records.themes import Tag
from photosim.gui.shell.searching import Cancellable
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.words.ports import WordPort
from photosim.gui.words.suggester import Suggester
from photosim.gui.words.word_chips import WordChip, WordChips
from photosim.gui.words.word_field import WordField

MOST_SHOWN = 6


class MoreLikeField(QWidget):
    """A field, and words of the photo itself to press; shown while a picture is the query.

    Signals:
        wanted: search for this. arg1: `Query`, the same picture with other words or none.
        left: Esc in the field.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, source: WordPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._query: Query | None = None
        self._asked_of = 0
        self._words: tuple[str, ...] = ()
        self._awaited: Cancellable | None = None
        self.field = WordField(Suggester(source, bridge), "More like these words", "Other words")
        self.chips = WordChips("Words of this picture", most_lines=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.GAP_S)
        column.addWidget(appearance.label("More like", muted=True))
        column.addWidget(self.chips)
        column.addWidget(self.field)
        self.field.searched.connect(self._on_words)
        self.field.cleared.connect(self._on_cleared)
        self.field.left.connect(self.left)
        self.chips.pressed.connect(self._on_chip)
        self.hide()

    def show_query(self, query: Query, like_id: int) -> None:
        """The query now.

        Args:
            query: with a picture.
            like_id: the photo of the library whose words are offered, 0 for none.
        """
        is_other = self._query is None or _picture(query) != _picture(self._query)
        if is_other:
            self.field.forget()
        self._query = query
        self.show()
        if is_other or not self._asked_of:
            self._ask(like_id)
        self._show_chips()

    def show_nothing(self) -> None:
        """No picture is the query."""
        self._query = None
        self.hide()

    def _ask(self, photo_id: int) -> None:
        self._asked_of, self._words = photo_id, ()
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None
        if photo_id:
            self._awaited = self._bridge.bind(
                self._source.tags(photo_id), partial(self._on_tags, photo_id), self._on_failed
            )

    def _on_tags(self, photo_id: int, tags: Sequence[Tag]) -> None:
        if photo_id == self._asked_of:
            self._awaited = None
            self._words = tuple(dict.fromkeys(tag.text for tag in tags))[:MOST_SHOWN]
            self._show_chips()

    def _on_failed(self, error: Exception) -> None:
        """Without words to press there is still the field, and the search says what is wrong."""
        self._awaited = None
        if not isinstance(error, PhotosimError):
            raise error

    def _show_chips(self) -> None:
        chosen = self._query.text if self._query is not None else ""
        self.chips.replace([_chip(word, is_on=word == chosen) for word in self._words])
        # a word is shown once: as a chip that is on, or in the field
        self.field.keep("" if chosen in self._words else chosen)

    def _on_words(self, text: str) -> None:
        if text in self._words:
            self.field.clear()  # its chip is pressed instead
        if self._query is not None and text != self._query.text:
            self.wanted.emit(replace(self._query, text=text))

    def _on_chip(self, text: str) -> None:
        """A press on the chosen word takes it away."""
        if self._query is not None:
            self._on_words("" if text == self._query.text else text)

    def _on_cleared(self) -> None:
        self._on_words("")


def _picture(query: Query) -> Query:
    return replace(query, text="")


def _chip(word: str, *, is_on: bool) -> WordChip:
    tip = "Press to search by the picture alone." if is_on else "Press for more of this."
    return WordChip(word, tip, is_on=is_on)
