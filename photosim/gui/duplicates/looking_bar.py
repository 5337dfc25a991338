"""The line below the photos: how they are looked at, as words that can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from photosim.gui.duplicates.panes import MOST, Panes
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided

_ROOMY_PX = 620


class LookingBar(QWidget):
    """Zoom, blinking, differences, and how many photos are side by side.

    Signals:
        number_wanted: see so many photos at once. arg1: how many.
    """

    number_wanted = Signal(int)

    def __init__(self, panes: Panes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes = panes
        self._zoom = Elided(muted=True, parent=self)
        self.blink = self._button("Blink", "Space", "See one photo in the place of the other")
        self.difference = self._button("Difference", "D", "Colour what differs from the first")
        self.together = self._button("Together", "L", "The same zoom and place in all photos")
        self.whole = self._button("Whole", "0", "Show whole photos")
        self.full = self._button("Full size", "F", "One pixel of the photo on one of the screen")
        for button in (self.blink, self.difference, self.together, self.whole, self.full):
            button.setCheckable(True)
        self._numbers = {n: self._number(n) for n in range(2, MOST + 1)}
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def zoom_text(self) -> str:
        """How large the photos are shown."""
        return self._zoom.whole

    def show_number(self, n_shown: int, n_members: int) -> None:
        """Say how many are side by side; only what the group allows can be chosen."""
        for n, button in self._numbers.items():
            button.setVisible(n_members > 2 and n <= n_members)
            button.setChecked(n == n_shown)
        for button in (self.blink, self.difference, self.together):
            button.setEnabled(n_members > 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the page; what has no room then is in the menu and on its key."""
        return QSize(300, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, blinking and differences come first."""
        super().resizeEvent(event)
        for button in (self.together, self.whole, self.full):
            button.setVisible(event.size().width() >= _ROOMY_PX)

    def _button(self, text: str, key: str, tip: str) -> QPushButton:
        made = appearance.button(text, "quiet", self)
        made.setToolTip(f"{tip} ({key})")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _number(self, n: int) -> QPushButton:
        made = appearance.button(str(n), "chip", self)
        made.setCheckable(True)
        made.setAccessibleName(f"{n} photos side by side")
        made.setToolTip(f"{n} photos side by side")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.number_wanted.emit(n))
        return made

    def _connect(self) -> None:
        panes = self._panes
        panes.changed.connect(self._refresh)
        self.blink.clicked.connect(self._on_blink)
        self.difference.clicked.connect(panes.show_difference)
        self.together.clicked.connect(panes.lock)
        self.whole.clicked.connect(lambda: panes.fit())
        self.full.clicked.connect(lambda: panes.full_size())

    def _on_blink(self, is_on: bool) -> None:
        if is_on:
            self._panes.blink()
        else:
            self._panes.stop_blinking()

    def _refresh(self) -> None:
        self._zoom.set_text(self._panes.zoom_text)
        self.blink.setChecked(self._panes.blinking is not None)
        self.difference.setChecked(self._panes.is_difference)
        self.together.setChecked(self._panes.is_locked)
        self.whole.setChecked(self._panes.is_fitted)
        self.full.setChecked(self._panes.percents[:1] == [100])

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(self._zoom, 1)
        for button in (self.blink, self.difference, self.together, self.whole, self.full):
            row.addWidget(button)
        row.addSpacing(appearance.GAP_S)
        for button in self._numbers.values():
            row.addWidget(button)
