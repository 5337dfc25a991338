"""What rows of a list have in common: pictures with round corners, lines of text cut short.

Painted with the palette's roles, mirrored where lines begin at the right.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPalette, QPixmap

from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role

_MOST_KEPT = 2000
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class RowPainter:
    """Paints rows with one palette; make a new one when it changes."""

    def __init__(self, palette: QPalette, *, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._is_mirrored = is_mirrored
        self._shown: dict[tuple[str, str, int, Qt.TextElideMode], str] = {}
        self._small = appearance.font(appearance.SMALL_PX)
        self._small_bold = appearance.font(appearance.SMALL_PX, bold=True)
        self._plain = appearance.font(appearance.NORMAL_PX - 1)
        self._plain_bold = appearance.font(appearance.NORMAL_PX - 1, bold=True)

    def _begin(self, painter: QPainter) -> None:
        """Save the painter and set it up."""
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

    def _draw_picture(self, painter: QPainter, frame: QRectF, picture: QPixmap | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(frame, 4, 4)
        if picture is None:
            painter.fillPath(path, self._palette.color(Role.Dark))
            return
        painter.save()
        painter.setClipPath(path)
        painter.drawPixmap(frame, picture, _square(picture))
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        inner: QRectF,
        place: tuple[float, float, float],
        text: str,
        font: QFont,
        is_strong: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        left, top, width = place
        box = self._placed(inner, left, top, width, 18)
        painter.setFont(font)
        painter.setPen(self._palette.color(Role.Text if is_strong else Role.PlaceholderText))
        shown = self._elided(text, font, round(box.width()), elide)
        side = Qt.AlignmentFlag.AlignRight if self._is_mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | _LINE, shown)

    def _elided(self, text: str, font: QFont, width: int, elide: Qt.TextElideMode) -> str:
        """Measuring a line costs as much as painting it; a list says the same things again."""
        key = (text, font.key(), width, elide)
        if key not in self._shown:
            if len(self._shown) >= _MOST_KEPT:
                self._shown.clear()
            self._shown[key] = QFontMetricsF(font).elidedText(text, elide, width)
        return self._shown[key]

    def _placed(
        self, inner: QRectF, left: float, top: float, width: float, height: float
    ) -> QRectF:
        """A box of a row, from the side where lines begin."""
        x = inner.right() - left - width if self._is_mirrored else inner.left() + left
        return QRectF(QPointF(x, inner.top() + top), QSizeF(width, height))


def _square(picture: QPixmap) -> QRectF:
    """The largest square in the middle of a picture."""
    side = min(picture.width(), picture.height())
    made = QRectF(0, 0, side, side)
    made.moveCenter(QPointF(picture.width() / 2, picture.height() / 2))
    return made
