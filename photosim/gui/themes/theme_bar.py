"""Above the photos of a theme: when they were taken, a way to name it, and a way into it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from photosim.core.records.themes import Theme
from photosim.gui.themes import theme_texts
from photosim.gui.widgets import appearance as look
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import strip_row


class ThemeBar(QWidget):
    """A strip of what can be done with a theme; hidden elsewhere.

    Signals:
        naming_wanted: write the title over.
        closer_wanted: show the themes within it.
    """

    naming_wanted = Signal()
    closer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = look.button("", parent=self)
        self.closer = look.button("", parent=self)
        self.span = Elided(muted=True, parent=self)
        self.name.clicked.connect(self.naming_wanted)
        self.closer.clicked.connect(self.closer_wanted)
        self._lay_out()
        self.hide()

    def show_theme(self, theme: Theme | None) -> None:
        """Show what can be done with a theme; None: there is none."""
        self.setVisible(theme is not None)
        if theme is None:
            return
        self.name.setText("Rename…" if theme.is_named else "Name this theme…")
        self.name.setToolTip("" if theme.is_named else theme_texts.NAMING)
        self.closer.setText(theme_texts.look_closer(theme))
        self.closer.setVisible(theme.n_parts > 1)
        self.span.set_text(theme_texts.span(theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half a span of years says nothing: it is shown where there is room for it."""
        super().resizeEvent(event)
        buttons = sum(
            button.sizeHint().width() + look.GAP_S
            for button in (self.name, self.closer)
            if not button.isHidden()
        )
        needed = self.span.fontMetrics().horizontalAdvance(self.span.whole) + 2 * look.GAP_XL
        self.span.setVisible(buttons + needed + look.GAP_L <= event.size().width())

    def _lay_out(self) -> None:
        row = strip_row(self)
        row.addWidget(self.name)
        row.addWidget(self.closer)
        row.addSpacing(look.GAP_S)
        row.addWidget(self.span, 1)
