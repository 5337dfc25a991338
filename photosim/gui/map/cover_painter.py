"""Paints a thumbnail of the map: the picture, its edge in the colour of its theme, its state.

Edges and rings are painted once for a size and state, and copied from then on. GUI thread.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QPixmap

from photosim.gui.grid.cell import PALE
from photosim.gui.grid.cell_frames import RING_PX, ring_reach
from photosim.gui.widgets.appearance import Role

RADIUS_PX = 4.0
_EDGE_PX = 2.0
_GAP_PX = 1.5
_CHECK_PX = 16.0
_STACK_PX = 2.5
_MOST_KEPT = 256


class CoverState(NamedTuple):
    """How a thumbnail stands: chosen, current by keyboard, under the mouse, one of several."""

    is_chosen: bool = False
    is_current: bool = False
    is_hovered: bool = False
    is_stack: bool = False


class CoverPainter:
    """Paints thumbnails in the colours of one palette."""

    def __init__(self, palette: QPalette) -> None:
        self._palette = palette
        self._kept: dict[tuple[float, float, int, CoverState], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        picture: QPixmap | QColor,
        edge: QColor,
        state: CoverState,
        *,
        is_pale: bool = False,
    ) -> None:
        """Paint one.

        Args:
            painter: of the view.
            rect: where, on whole px.
            picture: its pixels, covering `rect` or more, or the colour that stands for them.
            edge: the colour of its theme.
            state: see there.
            is_pale: the theme or the folder it is in is not the one that matters now.
        """
        ratio = painter.device().devicePixelRatioF()
        if is_pale:
            painter.setOpacity(PALE)
        if isinstance(picture, QPixmap):
            painter.drawPixmap(rect, picture, _middle(picture, rect.width() * ratio))
        else:
            painter.fillRect(rect, picture)
        frame = self._frame(rect.width(), ratio, edge, state)
        reach = ring_reach(ratio)
        painter.drawPixmap(rect.topLeft() - QPointF(reach, reach), frame)
        if is_pale:
            painter.setOpacity(1)

    def _frame(self, side: float, ratio: float, edge: QColor, state: CoverState) -> QPixmap:
        key = (side, ratio, edge.rgb(), state)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._make(side, ratio, edge, state)
        return self._kept[key]

    def _make(self, side: float, ratio: float, edge: QColor, state: CoverState) -> QPixmap:
        reach = ring_reach(ratio)
        made = QPixmap((QSizeF(side + 2 * reach, side + 2 * reach) * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(reach, reach, side, side)
        if state.is_stack:
            self._draw_stack(painter, frame, edge)
        self._draw_edge(painter, frame, edge)
        self._draw_rings(painter, frame, state)
        painter.end()
        return made

    def _draw_stack(self, painter: QPainter, frame: QRectF, edge: QColor) -> None:
        """More photos lie behind it: two lines, as of cards."""
        colour = QColor(edge)
        for step, alpha in ((1, 0.85), (2, 0.5)):
            colour.setAlphaF(alpha)
            painter.setPen(QPen(colour, 1.5))
            away = step * _STACK_PX
            top, right = frame.top() - away, frame.right() + away
            corner = QPainterPath(QPointF(frame.left() + away + RADIUS_PX, top))
            corner.lineTo(right - RADIUS_PX, top)
            corner.quadTo(QPointF(right, top), QPointF(right, top + RADIUS_PX))
            corner.lineTo(right, frame.bottom() - away - RADIUS_PX)
            painter.drawPath(corner)

    def _draw_edge(self, painter: QPainter, frame: QRectF, edge: QColor) -> None:
        corners = QPainterPath()
        corners.addRect(frame)
        corners.addRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        painter.fillPath(corners, self._palette.color(Role.Base))
        painter.setPen(QPen(edge, _EDGE_PX))
        half = _EDGE_PX / 2
        inner = frame.adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, RADIUS_PX - half, RADIUS_PX - half)

    def _draw_rings(self, painter: QPainter, frame: QRectF, state: CoverState) -> None:
        if state.is_chosen:
            self._outline(painter, frame, Role.Highlight)
            self._draw_check(painter, frame)
        elif state.is_hovered:
            self._outline(painter, frame, Role.Shadow)
        if state.is_current:
            self._outline(painter, frame, Role.Text)

    def _outline(self, painter: QPainter, frame: QRectF, role: QPalette.ColorRole) -> None:
        out = _GAP_PX + RING_PX / 2
        painter.setPen(QPen(self._palette.color(role), RING_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = frame.adjusted(-out, -out, out, out)
        painter.drawRoundedRect(ring, RADIUS_PX + out, RADIUS_PX + out)

    def _draw_check(self, painter: QPainter, frame: QRectF) -> None:
        disc = QRectF(frame.left() + 4, frame.top() + 4, _CHECK_PX, _CHECK_PX)
        painter.setPen(QPen(self._palette.color(Role.HighlightedText), 1.5))
        painter.setBrush(self._palette.color(Role.Highlight))
        painter.drawEllipse(disc)
        painter.setPen(QPen(self._palette.color(Role.HighlightedText), 1.8))
        middle = disc.center()
        bends = (QPointF(-3.4, 0.3), QPointF(-1.1, 2.7), QPointF(3.5, -2.6))
        painter.drawPolyline([middle + bend for bend in bends])


def _middle(picture: QPixmap, side: float) -> QRectF:
    """The square in the middle of a picture: pixel for pixel when it was made for `side`."""
    whole = QSizeF(picture.width(), picture.height())
    smaller = min(whole.width(), whole.height())
    part = side if abs(smaller - side) < 1.5 else smaller
    left, top = (whole.width() - part) // 2, (whole.height() - part) // 2
    return QRectF(max(0.0, left), max(0.0, top), min(part, smaller), min(part, smaller))
