"""A scrolled column whose width does not depend on whether it has to be scrolled.

The height of a picture follows from its width. With a scroll bar that comes and goes the column
would become narrower, therefore shorter, lose the bar, become wider, and so on for ever.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

BAR_PX = 12
"""Width of a vertical scroll bar, as the style sheet has it."""


class SteadyArea(QScrollArea):
    """Holds a column; the room of its scroll bar is always there, inside of the margin."""

    def __init__(
        self, body: QWidget, column: QVBoxLayout, margins: QMargins, parent: QWidget | None = None
    ) -> None:
        """Holds `body`, whose layout `column` gets `margins`, the bar taken off where lines end."""
        super().__init__(parent)
        self._column = column
        self._margins = margins
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        self._on_range_changed(bar.minimum(), bar.maximum())
        self.setWidget(body)
        self._align()

    def minimumSizeHint(self) -> QSize:
        """As wide as what it holds and the bar: it is not scrolled sideways."""
        body = self.widget()
        width = body.minimumSizeHint().width() if body is not None else 0
        return QSize(width + BAR_PX, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds may need another width now."""
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """The bar lies where lines end."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        taken = QMargins(0, 0, BAR_PX, 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            taken = QMargins(BAR_PX, 0, 0, 0)
        self._column.setContentsMargins(self._margins - taken)

    def _on_range_changed(self, low: int, high: int) -> None:
        self.verticalScrollBar().setEnabled(high > low)  # a disabled bar is not painted
