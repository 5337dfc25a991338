"""Under the map: what is selected there, or stands out, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from photosim.gui.map import map_texts
from photosim.gui.map.theme_names import NamedTheme
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import strip_row


class SelectionBar(QWidget):
    """One sentence and the buttons that make sense.

    Signals:
        label_wanted: give the selected photos a label.
        photos_wanted: show the selected photos, or those of the theme that stands out, in a grid.
        search_wanted: search with the selected photo.
        theme_chosen: select the photos of the theme that stands out.
        cleared: select nothing, let no theme stand out.
    """

    label_wanted = Signal()
    photos_wanted = Signal()
    search_wanted = Signal()
    theme_chosen = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Elided(muted=True, parent=self)
        self.choose = appearance.button("Select them", parent=self)
        self.label = appearance.primary_button("Label…", self)
        self.photos = appearance.button("Show in a grid", parent=self)
        self.search = appearance.button("Search like this", parent=self)
        self.clear = appearance.button("Clear", "quiet", self)
        self._lay_out()
        self.choose.clicked.connect(self.theme_chosen)
        self.label.clicked.connect(self.label_wanted)
        self.photos.clicked.connect(self.photos_wanted)
        self.search.clicked.connect(self.search_wanted)
        self.clear.clicked.connect(self.cleared)
        self.show_state(0, None)

    def show_state(self, n_chosen: int, picked: NamedTheme | None) -> None:
        """So many photos are selected; this theme stands out."""
        if n_chosen:
            self.sentence.set_text(map_texts.selected(n_chosen))
        elif picked is not None:
            self.sentence.set_text(map_texts.of_theme(picked))
        else:
            self.sentence.set_text(map_texts.HOW, map_texts.HOW_IN_SHORT)
        self.choose.setVisible(not n_chosen and picked is not None)
        self.label.setVisible(bool(n_chosen))
        self.photos.setVisible(bool(n_chosen))
        self.search.setVisible(n_chosen == 1)
        self.clear.setVisible(bool(n_chosen) or picked is not None)

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        row = strip_row(self, line_above=True)
        row.addWidget(self.sentence, 1)
        for button in (self.choose, self.clear, self.search, self.photos, self.label):
            row.addWidget(button)
        self.setFixedHeight(49)
