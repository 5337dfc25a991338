"""The line over the map: how much is on it, what a drag does, how near one looks."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from photosim.gui.map import map_texts
from photosim.gui.map.map_mouse import Mode
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import HeadLines, title_lines

_NARROW_PX = 620
_BELOW = QMargins(appearance.GAP_M, 0, appearance.GAP_M, appearance.GAP_S)
_MODES = (
    (Mode.MOVE, "Move", "A drag moves the map"),
    (Mode.RECTANGLE, "Rectangle", "A drag selects the photos in a rectangle (or Shift and a drag)"),
    (Mode.LASSO, "Lasso", "A drag selects the photos that you draw around (or Alt and a drag)"),
)


class MapHead(QWidget):
    """Title, modes and zoom.

    Signals:
        mode_chosen: what a drag does. arg1: `Mode`.
        legend_wanted: show the themes beside their colours, or not. arg1: whether.
        zoomed: look nearer. arg1: steps, negative for further away, 0 for the whole map.
    """

    mode_chosen = Signal(object)
    legend_wanted = Signal(bool)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Elided(map_texts.TITLE, bold=True, parent=self)
        self.title.setFont(appearance.font(appearance.LARGE_PX, bold=True))
        self.subtitle = Elided(muted=True, parent=self)
        self.modes = {mode: self._mode_button(*rest) for mode, *rest in _MODES}
        self.further = self._zoom_button("\N{MINUS SIGN}", "Further away", -1)
        self.nearer = self._zoom_button("+", "Nearer", 1)
        self.whole = self._zoom_button("Whole map", "The whole map", 0)
        self._group = QButtonGroup(self)
        for mode, button in self.modes.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, mode=mode: self.mode_chosen.emit(mode))
        self.modes[Mode.MOVE].setChecked(True)
        self.legend = appearance.button("Legend", "quiet", self)
        self.legend.setCheckable(True)
        self.legend.setChecked(True)
        self.legend.setToolTip("Which colour is which theme")
        self.legend.toggled.connect(self.legend_wanted)
        self._lines = HeadLines(self, gap_px=4, below=_BELOW)
        self._lines.row.addLayout(title_lines(self.title, self.subtitle), 1)
        self._lines.below.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._is_narrow = False
        self._place_controls()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the controls go below the title."""
        super().resizeEvent(event)
        if (event.size().width() < _NARROW_PX) != self._is_narrow:
            self._is_narrow = not self._is_narrow
            self._place_controls()

    def show_controls(self, *, is_shown: bool, has_themes: bool) -> None:
        """Without photos there is nothing to look at nearer; without themes there is no legend."""
        for button in (*self.modes.values(), self.further, self.nearer, self.whole):
            button.setVisible(is_shown)
        self.legend.setVisible(has_themes)

    def _mode_button(self, text: str, tip: str) -> QPushButton:
        button = appearance.button(text, "quiet", self)
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        return button

    def _zoom_button(self, text: str, name: str, steps: int) -> QPushButton:
        button = appearance.button(text, "quiet", self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.zoomed.emit(float(steps)))
        return button

    def _place_controls(self) -> None:
        """All beside the title; in a narrow page modes and legend below it."""
        row, below = self._lines.row, self._lines.below
        for button in (*self.modes.values(), self.legend):
            row.removeWidget(button)
            below.removeWidget(button)
            (below if self._is_narrow else row).addWidget(button)
        for button in (self.further, self.nearer, self.whole):  # they stand last
            row.removeWidget(button)
            row.addWidget(button)
        self._lines.open_below(self._is_narrow)
