"""The dashed place that says what can be dropped; pressing it opens a picture."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosim.gui.widgets import appearance
from photosim.gui.widgets.pressing import PaintedButton

_LINE_PX = 22
_BELOW = "or paste it (Ctrl+V), or open one"


class DropZone(PaintedButton):
    """Two lines of words in a dashed frame. The window itself takes the drop."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_first = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip("Open a picture to search with (Ctrl+O)")
        self.set_first(True)

    def set_first(self, is_first: bool) -> None:
        """Be large and inviting before the first query, smaller afterwards."""
        self._is_first = is_first
        self.setText("Drop a picture here" if is_first else "Drop another picture here")
        self.setAccessibleName(f"{self.text()}, or paste it, or open one")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as is inviting."""
        return QSize(200, 180 if self._is_first else 96)

    def minimumSizeHint(self) -> QSize:
        """As wide as its words need."""
        words = (self.text(), appearance.Role.Text), (_BELOW, appearance.Role.PlaceholderText)
        widths = [QFontMetrics(_font(role)).horizontalAdvance(text) for text, role in words]
        return QSize(max(widths) + 2 * appearance.GAP_M, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Frame and words, around the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        middle = self.height() // 2
        self._paint_line(painter, middle - _LINE_PX, self.text(), appearance.Role.Text)
        self._paint_line(painter, middle + 4, _BELOW, appearance.Role.PlaceholderText)

    def _paint_frame(self, painter: QPainter) -> None:
        is_hot = self.hasFocus() or self.underMouse()
        role = appearance.Role.Highlight if is_hot else appearance.Role.PlaceholderText
        pen = QPen(self.palette().color(role), 2 if self.hasFocus() else 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_line(self, painter: QPainter, top: int, text: str, role: appearance.Role) -> None:
        painter.setFont(_font(role))
        painter.setPen(self.palette().color(role))
        width = self.width() - 2 * appearance.GAP_M
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)
        flags = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(appearance.GAP_M, top, width, _LINE_PX), flags, shown)


def _font(role: appearance.Role) -> QFont:
    """Of a line of words in this colour: the muted one is a little smaller."""
    is_second = role is appearance.Role.PlaceholderText
    return appearance.font(appearance.NORMAL_PX - (1 if is_second else 0))
