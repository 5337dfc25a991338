"""Above the photos of a label: what may belong to it, too, and what to say to that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from photosim.core.records.themes import Label
from photosim.gui.texts import counts, label_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import strip_row


class LabelBar(QWidget):
    """A strip; hidden while there is nothing to ask.

    Signals:
        look_wanted: show the photos that the label is suggested for.
        accepted: they belong to it: those that are selected, or all.
        refused: they do not.
    """

    look_wanted = Signal()
    accepted = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Elided(parent=self)
        self.look = appearance.button("Look", parent=self)
        self.add = appearance.button("", parent=self)
        self.no = appearance.button("", parent=self)
        self._label: Label | None = None
        self._is_suggested = False
        self._n_chosen = 0
        self._lay_out()
        self.look.clicked.connect(self.look_wanted)
        self.add.clicked.connect(self.accepted)
        self.no.clicked.connect(self.refused)
        self.hide()

    def show_label(self, label: Label | None, *, is_suggested: bool) -> None:
        """Ask about a label; on the page of its suggestions, about those. None: nothing."""
        self._label, self._is_suggested = label, is_suggested
        self._refresh()

    def show_chosen(self, n: int) -> None:
        """So many photos are selected."""
        self._n_chosen = n
        self._refresh()

    def _refresh(self) -> None:
        label = self._label
        if label is None or not label.n_suggested:
            self.hide()
            return
        chosen = self._n_chosen if self._is_suggested else 0
        if self._is_suggested:
            self.sentence.set_text(label_texts.about_suggestions(label.name))
            n = chosen or label.n_suggested
            is_some = bool(chosen) or n == 1
            self.add.setText(f"Add {counts.photos(n) if is_some else f'all {counts.count(n)}'}")
            no = "Not this" if n == 1 else "Not these"
            self.no.setText(no if is_some else "None of these")
        else:
            self.sentence.set_text(label_texts.suggestions(label.n_suggested, label.name))
            self.add.setText("Add")
            self.no.setText("No")
        self.look.setVisible(not self._is_suggested)
        self.show()

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Window)
        row = strip_row(self)
        row.addWidget(self.sentence, 1)
        for button in (self.look, self.add, self.no):
            row.addWidget(button)
