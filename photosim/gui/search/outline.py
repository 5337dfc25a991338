"""How a box looks on its picture, and which grip of it lies under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen

from photosim.core.records.photos import Box
from photosim.gui.search.boxes import Grip
from photosim.gui.widgets import appearance

_VEIL = 0.45
"""Opacity over what is not searched by."""
_SOFT, _NEAR = 0.8, 1.0
"""Opacity of a proposal, and of one under the mouse."""
_GRIP_PX = 9.0
_REACH_PX = 9.0
"""How far from a grip or an edge it can still be grasped."""
_CORNERS = (Grip.NORTH_WEST, Grip.NORTH_EAST, Grip.SOUTH_WEST, Grip.SOUTH_EAST)


class PartOutline:
    """Draws boxes over a picture that fills `target`, px; also tells where their grips are."""

    def __init__(self, palette: QPalette, target: QRect) -> None:
        self._palette = palette
        self._target = QRectF(target)

    def draw_chosen(self, painter: QPainter, box: Box) -> None:
        """A box that is searched by: veil around it, bright edge, a grip at each corner."""
        rect = self._rect(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QPainterPath()
        around.addRoundedRect(self._target, appearance.RADIUS, appearance.RADIUS)
        inside = QPainterPath()
        inside.addRect(rect)
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlphaF(_VEIL)
        painter.fillPath(around.subtracted(inside), veil)
        self._edge(painter, rect, Qt.PenStyle.SolidLine, 1.0)
        painter.setPen(QPen(QColor(Qt.GlobalColor.white), 1.5))
        painter.setBrush(self._palette.color(appearance.Role.Highlight))
        room = self._target.adjusted(_GRIP_PX / 2, _GRIP_PX / 2, -_GRIP_PX / 2, -_GRIP_PX / 2)
        for grip in _CORNERS:
            painter.drawEllipse(_held(_at(rect, grip), room), _GRIP_PX / 2, _GRIP_PX / 2)

    def draw_proposed(self, painter: QPainter, box: Box, *, is_near: bool) -> None:
        """A box that may be taken: a dashed edge, nothing is veiled."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._edge(painter, self._rect(box), Qt.PenStyle.DashLine, _NEAR if is_near else _SOFT)

    def grip_at(self, box: Box, at: QPointF) -> Grip | None:
        """What of a box a press would grasp: a corner, an edge, its inside, or nothing."""
        rect = self._rect(box)
        if not rect.adjusted(-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX).contains(at):
            return None
        # of a small box the inside must still be there to move it
        reach = min(_REACH_PX, rect.width() / 3, rect.height() / 3)
        across = _side(at.x(), rect.left(), rect.right(), reach)
        down = _side(at.y(), rect.top(), rect.bottom(), reach)
        return Grip((across, down))

    def _rect(self, box: Box) -> QRectF:
        return QRectF(
            self._target.left() + box.x * self._target.width(),
            self._target.top() + box.y * self._target.height(),
            box.width * self._target.width(),
            box.height * self._target.height(),
        )

    def _edge(self, painter: QPainter, rect: QRectF, style: Qt.PenStyle, opacity: float) -> None:
        """Bright on dark, so that it is seen on any picture."""
        painter.setOpacity(opacity)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dark = QColor(Qt.GlobalColor.black)
        dark.setAlphaF(0.55)
        painter.setPen(QPen(dark, 3.0))
        painter.drawRect(rect)
        painter.setPen(QPen(QColor(Qt.GlobalColor.white), 1.5, style))
        painter.drawRect(rect)
        painter.setOpacity(1.0)


def _side(at: float, first: float, second: float, reach: float) -> int:
    if abs(at - first) <= reach or at < first:
        return -1
    return 1 if abs(at - second) <= reach or at > second else 0


def _at(rect: QRectF, grip: Grip) -> QPointF:
    """Where a grip lies."""
    across, down = grip.value
    x = rect.center().x() + across * rect.width() / 2
    return QPointF(x, rect.center().y() + down * rect.height() / 2)


def _held(at: QPointF, room: QRectF) -> QPointF:
    """The nearest place within `room`: a grip at the picture's edge is seen whole."""
    x = min(max(at.x(), room.left()), room.right())
    return QPointF(x, min(max(at.y(), room.top()), room.bottom()))
