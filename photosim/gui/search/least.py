"""The slider that leaves out what is less alike, or fits less well."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from photosim.gui.texts import word_texts
from photosim.gui.widgets import appearance


class Least(QWidget):
    """A slider and what it says: per cent of likeness, or how well photos fit words.

    Attributes:
        slider: 0 to 100.
        text: what its place means.

    Signals:
        changed: the person moved it. arg1: the least, 0..100.
    """

    changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_by_words = False
        self.slider = appearance.slider()
        self.slider.setRange(0, 100)
        self.text = appearance.label("", bold=True)
        row = QHBoxLayout()
        row.addWidget(appearance.label("At least", muted=True), stretch=1)
        row.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(self._on_changed)

    def show_least(self, least: int, *, is_by_words: bool) -> None:
        """Show what is left out now; sends nothing."""
        self._is_by_words = is_by_words
        name = "How well photos must fit" if is_by_words else "At least alike, per cent"
        self.slider.setAccessibleName(name)
        self.slider.blockSignals(True)
        self.slider.setValue(least)
        self.slider.blockSignals(False)
        self._say(least)

    def _say(self, value: int) -> None:
        told = word_texts.strength(value / 100)
        self.text.setText(told if self._is_by_words else f"{value}\N{NO-BREAK SPACE}%")
        self.slider.setAccessibleDescription(self.text.text())

    def _on_changed(self, value: int) -> None:
        self._say(value)
        self.changed.emit(value)
