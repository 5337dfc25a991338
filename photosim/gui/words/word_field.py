"""The field for words: typing, suggested words, Enter to search, Esc to leave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMoveEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolButton, QWidget

from photosim.core.records.themes import Suggestion
from photosim.gui.texts import word_texts
from photosim.gui.widgets.field import Field
from photosim.gui.words.suggester import Suggester
from photosim.gui.words.suggestions import SuggestionList


class WordField(Field):
    """A rounded field. Arrow keys put a suggested word into it, Tab completes to it.

    Signals:
        searched: Enter, or a suggested word was clicked. arg1: the text, empty when it was emptied.
        cleared: its button was pressed.
        left: Esc: the keyboard goes back to where it came from.
        picture_pasted: Ctrl+V while a picture or a file is on the clipboard.
    """

    searched = Signal(str)
    cleared = Signal()
    left = Signal()
    picture_pasted = Signal()

    def __init__(
        self, suggester: Suggester, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._suggester = suggester
        self._suggester.setParent(self)
        self._list: SuggestionList | None = None
        self._typed = ""
        self._kept = self._sent = ""
        self.setProperty("look", "search")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(word_texts.LONGEST)
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName("Clear the words")
            button.clicked.connect(self.cleared)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._search)
        suggester.suggested.connect(self._on_suggested)

    @property
    def suggested(self) -> list[str]:
        """The words that are suggested now; none while the list is closed."""
        return self._list.texts if self._list is not None and self._list.isVisible() else []

    @property
    def is_touched(self) -> bool:
        """Whether the person is in the field and has typed something that was not searched for."""
        return self.hasFocus() and self.text() not in (self._kept, self._sent)

    def keep(self, text: str) -> None:
        """This is what was searched for: shown unless the person types, and again after Esc."""
        if text == self._kept:
            return  # the page is the same as before: what is being searched for stays
        is_touched = self.is_touched
        self._kept = self._sent = text
        if not is_touched:
            self._show_kept()

    def forget(self) -> None:
        """Show nothing: what was searched for or typed here was said of something else."""
        self._kept = self._sent = ""
        self._show_kept()

    def enter(self) -> None:
        """Give it the keyboard, all of its text selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Tab completes to a suggested word; when there is nothing to complete, it goes on."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            if is_tab and self._complete():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through suggested words; Esc takes one step back."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif event.key() in steps and not event.modifiers() and self._list is not None:
            self._walk(steps[Qt.Key(event.key())])
        elif event.matches(QKeySequence.StandardKey.Paste) and _has_picture():
            self.picture_pasted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Suggestions belong to a field that is being typed in."""
        super().focusOutEvent(event)
        self._close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list stays below."""
        super().resizeEvent(event)
        self._follow()

    def moveEvent(self, event: QMoveEvent) -> None:
        """The list stays below."""
        super().moveEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """No list below what cannot be seen."""
        super().hideEvent(event)
        self._close()

    # -- what happens

    def _on_edited(self, text: str) -> None:
        self._typed = text
        self._suggester.type(text)

    def _on_suggested(self, found: Sequence[Suggestion]) -> None:
        if not self.hasFocus():
            return
        suggestions = self._open_list()
        suggestions.replace(found)
        suggestions.open()
        n_words = len(self.suggested)
        self.setAccessibleDescription(f"{n_words} suggested words" if n_words else "")

    def _open_list(self) -> SuggestionList:
        if self._list is None or self._list.parentWidget() is not self.window():
            self._list = SuggestionList(self)
            self._list.chosen.connect(self._on_chosen)
        return self._list

    def _on_chosen(self, text: str) -> None:
        self.setText(text)
        self._search()

    def _walk(self, by: int) -> None:
        suggestions = self._open_list()
        if suggestions.isVisible():
            suggestions.step(by)
            self.setText(suggestions.current or self._typed)
        elif self.text():
            self._typed = self.text()
            self._suggester.ask(self._typed)

    def _complete(self) -> bool:
        if not self.suggested or self._list is None:
            return False
        wanted = self._list.current or self.suggested[0]
        if wanted == self._typed:
            return False
        self.setText(wanted)
        self._on_edited(wanted)
        return True

    def _step_back(self) -> None:
        if self.suggested:
            self.setText(self._typed)
            self._close()
        else:
            self._show_kept()
            self.left.emit()

    def _search(self) -> None:
        text = word_texts.plain(self.text())
        self._close()
        if text != self.text():
            self.setText(text)
        self._sent = text
        self.searched.emit(text)

    def _show_kept(self) -> None:
        self._suggester.stop()
        if self.text() != self._kept:
            self.setText(self._kept)
            self.setCursorPosition(0)

    def _close(self) -> None:
        self._suggester.stop()
        if self._list is not None:
            self._list.hide()
        self.setAccessibleDescription("")

    def _follow(self) -> None:
        if self.suggested and self._list is not None:
            self._list.place()


def _has_picture() -> bool:
    copied = QGuiApplication.clipboard().mimeData()
    return copied.hasImage() or copied.hasUrls()
