"""Words as small round buttons, one after the other, in as many lines as the column needs."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from photosim.gui.widgets import appearance

_GAP_PX = 6
_PADDING_PX = 28
"""What the style sheet's padding and edge add to the words of a chip."""
_LONGEST_PX = 280


@dataclass(frozen=True, slots=True)
class WordChip:
    """A word on a button.

    Attributes:
        text: the whole word; shown shortened when it is longer than a line.
        tip: one sentence about it.
        mark: stands after the word: a question mark.
        is_weak: it is only a guess: muted.
        is_on: it is what is shown now.
    """

    text: str
    tip: str = ""
    mark: str = ""
    is_weak: bool = False
    is_on: bool = False


class WordChips(QWidget):
    """The chips; hidden while there are none.

    Signals:
        pressed: arg1: the whole text of the chip.
    """

    pressed = Signal(str)

    def __init__(self, name: str, most_lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_lines = most_lines
        self._chips: tuple[WordChip, ...] = ()
        self._buttons: list[QPushButton] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons that there is room for, in order."""
        return [button for button in self._buttons if not button.isHidden()]

    @property
    def texts(self) -> list[str]:
        """The words, in order, also those that there is no room for."""
        return [chip.text for chip in self._chips]

    def replace(self, chips: Sequence[WordChip]) -> None:
        """Show these."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        while len(self._buttons) < len(self._chips):
            self._buttons.append(self._make(len(self._buttons)))
        for button in self._buttons[len(self._chips) :]:
            button.hide()
        for chip, button in zip(self._chips, self._buttons, strict=False):
            _dress(button, chip)
        self.setVisible(bool(self._chips))
        self._place()

    def minimumSizeHint(self) -> QSize:
        """No width is needed."""
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Begin where lines begin."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def _make(self, at: int) -> QPushButton:
        button = appearance.button("", "chip", self)
        button.clicked.connect(lambda: self.pressed.emit(self._chips[at].text))
        return button

    def _place(self) -> None:
        """Put the chips into lines; what does not fit into the last line is left out."""
        room, at, line = self.width(), QPoint(0, 0), 1
        height = 0
        for chip, button in zip(self._chips, self._buttons, strict=False):
            size = self._fit(chip, button, room)
            if at.x() and at.x() + size.width() > room:
                at, line = QPoint(0, at.y() + size.height() + _GAP_PX), line + 1
            button.setVisible(line <= self._most_lines)
            if line <= self._most_lines:
                button.setGeometry(self._mirrored(QRect(at, size)))
                height = at.y() + size.height()
            at.setX(at.x() + size.width() + _GAP_PX)
        self.setFixedHeight(height)

    def _fit(self, chip: WordChip, button: QPushButton, room: int) -> QSize:
        """Shorten the words to a line, or so that others have room beside them."""
        room = min(room, _LONGEST_PX)
        metrics = QFontMetrics(button.font())
        words = " ".join(chip.text.split()) + chip.mark
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, max(room - _PADDING_PX, 24))
        button.setText(shown.replace("&", "&&"))
        size = button.sizeHint()
        return QSize(max(1, min(size.width(), room)), size.height())

    def _mirrored(self, rect: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(self.width() - rect.right() - 1)
        return rect


def _dress(button: QPushButton, chip: WordChip) -> None:
    button.setAccessibleName(chip.text)
    button.setAccessibleDescription(chip.tip)
    button.setToolTip(f"<p>{html.escape(chip.text)}<br>{html.escape(chip.tip)}</p>")
    button.setCheckable(chip.is_on)
    button.setChecked(chip.is_on)
    button.setProperty("weak", chip.is_weak)
    button.style().polish(button)
