"""Sentences in the place of photos, or just above them, each with the one action that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import strip_row

_WIDEST_PX = 420


class EmptyPage(QWidget):
    """A page without photos: one sentence, one button.

    Signals:
        acted: the button was pressed.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = appearance.label(muted=True, parent=self)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._button = appearance.primary_button("", self)
        self._button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setSpacing(appearance.GAP_L)
        column.addStretch(2)
        column.addWidget(self._sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    @property
    def shown_sentence(self) -> str:
        """What it says; empty while another page is shown in its place."""
        return "" if self.isHidden() else self.sentence

    @property
    def button_text(self) -> str:
        """What its button says; empty when there is none."""
        return self._button.text()

    def say(self, sentence: str, button_text: str | None) -> None:
        """Show a sentence and, if there is something to do about it, a button."""
        self._sentence.setText(sentence)
        self._fit()
        self._button.setText(button_text or "")
        self._button.setVisible(button_text is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page breaks the sentence sooner."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        margins = self.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * appearance.GAP_L
        width = max(1, min(_WIDEST_PX, room))
        self._sentence.setFixedWidth(width)
        # the layout gives a wrapped label less than it needs when the page is made again
        self._sentence.setMinimumHeight(max(0, self._sentence.heightForWidth(width)))


class Notice(QWidget):
    """A strip above photos: what is wrong or still to come, while all that is there is shown.

    Signals:
        acted: the button was pressed.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Elided(parent=self)
        self._button = appearance.link_button("", self)
        self._button.clicked.connect(self.acted)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Window)
        row = strip_row(self)
        row.setSpacing(appearance.GAP_M)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._button)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says; empty when it is hidden."""
        return self._sentence.whole

    def say(self, sentence: str, button_text: str | None) -> None:
        """Show a sentence; an empty one hides the strip."""
        self._sentence.set_text(sentence)
        self._button.setText(button_text or "")
        self._button.setVisible(button_text is not None)
        self.setVisible(bool(sentence))
