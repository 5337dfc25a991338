"""The whole window answers a picture that is held over it, before the button is released."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.gui.widgets import appearance

_VEIL = 0.93
"""How much of the window disappears behind the overlay."""


class DropOverlay(QWidget):
    """Covers `over` while something is dragged; takes no events itself.

    Attributes:
        promise: what releasing the button will do, or why it will not.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.promise = ""
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._heading = appearance.heading(parent=self)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heading.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * appearance.GAP_XL] * 4)
        column.addStretch()
        column.addWidget(self._heading)
        column.addStretch()
        self.hide()

    def show_promise(self, promise: str) -> None:
        """Cover the window and say what will happen."""
        self.promise = promise
        self.setAccessibleName(promise)
        self._heading.setText(promise)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil and a dashed frame in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self.palette().color(appearance.Role.Base))
        veil.setAlphaF(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(
            QPen(self.palette().color(appearance.Role.Highlight), 2, Qt.PenStyle.DashLine)
        )
        inset = float(appearance.GAP_XL)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
