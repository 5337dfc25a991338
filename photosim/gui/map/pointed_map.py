"""What mouse and touch do on the map: looking around, selecting, opening.

A drag moves the map; with Shift it draws a rectangle, with Alt a line around photos, and what a
drag does without them is a mode. Ctrl adds to what is selected.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainterPath,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.map.map_photos import MapPhotos
from photosim.gui.map.map_rows import MapRows
from photosim.gui.map.walked_map import WalkedMap

_NEARER = 2.0
_Modifier = Qt.KeyboardModifier


class Mode(enum.Enum):
    """What a drag with the left button does."""

    MOVE = enum.auto()
    RECTANGLE = enum.auto()
    LASSO = enum.auto()


@dataclass(slots=True)
class _MapPress:
    """A button that is held: where it went down, where it is, what its drag does."""

    began: QPointF
    at: QPointF
    mode: Mode
    adds: bool
    is_drag: bool = False


class PointedMap(WalkedMap):
    """A map that listens.

    Attributes:
        mode: what a drag does.

    Signals:
        menu_wanted: a context menu. arg1: where, global. arg2: sequence of the selected ids.
        hovered_changed: another photo is under the mouse, or none.
    """

    menu_wanted = Signal(QPoint, object)
    hovered_changed = Signal()

    def __init__(
        self,
        photos: MapPhotos,
        rows: MapRows,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(photos, rows, thumbnails, parent)
        self.mode = Mode.MOVE
        self._press: _MapPress | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.set_mode(Mode.MOVE)

    def set_mode(self, mode: Mode) -> None:
        """Say what a drag does from now on."""
        self.mode = mode
        shapes = Qt.CursorShape
        self.setCursor(shapes.OpenHandCursor if mode is Mode.MOVE else shapes.CrossCursor)

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map, or begin to draw."""
        at = event.position()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            adds = bool(event.modifiers() & _Modifier.ControlModifier)
            self._press = _MapPress(at, at, self._mode_of(event), adds)
        elif event.button() == Qt.MouseButton.RightButton:
            row = self.row_at(at)
            if row >= 0 and not self._photos.chosen[row]:
                self._photos.choose(np.array([row]))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map, draw, or mark the photo under the mouse."""
        press, at = self._press, event.position()
        if press is None:
            self._hover(self.row_at(at))
            return
        away = (at - press.began).manhattanLength()
        press.is_drag = press.is_drag or away >= QApplication.startDragDistance()
        if press.is_drag:
            self._hover(-1)
            self._drag(press, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or select what was clicked."""
        press, self._press = self._press, None
        if press is None:
            return
        if not press.is_drag:
            if event.button() == Qt.MouseButton.LeftButton:
                self._click(event.position(), toggles=press.adds)
        elif press.mode is not Mode.MOVE:
            self._enclose(press)
        self.set_mode(self.mode)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a photo; where there is none, look nearer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row = self.row_at(event.position())
        if row >= 0:
            self.opened.emit(self._photos.photo_id(row))
        else:
            self.look_at(self.plane.zoomed(_NEARER, event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse; a wheel that turns sideways moves the map."""
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            self.look_at(self.plane.moved(QPointF(turned.x(), 0)))
        else:
            self.zoom_by(turned.y() / 120, event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu where the mouse is, or at the current photo."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current >= 0:
            where = self.mapToGlobal(self.rect_of(self.current).center().toPoint())
        if len(self._photos.chosen_ids):
            self.menu_wanted.emit(where, self._photos.chosen_ids)

    def _mode_of(self, event: QMouseEvent) -> Mode:
        if event.button() == Qt.MouseButton.MiddleButton:
            return Mode.MOVE
        if event.modifiers() & _Modifier.ShiftModifier:
            return Mode.RECTANGLE
        return Mode.LASSO if event.modifiers() & _Modifier.AltModifier else self.mode

    def _drag(self, press: _MapPress, at: QPointF) -> None:
        before, press.at = press.at, at
        if press.mode is Mode.MOVE:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.look_at(self.plane.moved(at - before))
        elif press.mode is Mode.RECTANGLE:
            self.draw_band(QRectF(press.began, at).normalized())
        else:
            lasso = QPainterPath(self._lasso)
            if lasso.isEmpty():
                lasso.moveTo(press.began)
            lasso.lineTo(at)
            self.draw_lasso(lasso)

    def _enclose(self, press: _MapPress) -> None:
        """Select what was drawn around."""
        if press.mode is Mode.RECTANGLE:
            band = self._band
            rows = self.as_seen(self._photos.within_rect(self.plane, band), band.contains)
        else:
            closed = QPainterPath(self._lasso)
            closed.closeSubpath()
            rows = self.as_seen(self._photos.within_path(self.plane, closed), closed.contains)
        self.draw_band(QRectF())
        self.draw_lasso(QPainterPath())
        self._photos.choose(rows, adds=press.adds)

    def _click(self, at: QPointF, *, toggles: bool) -> None:
        row = self.row_at(at)
        if row < 0:
            if not toggles:
                self._photos.clear()
            return
        self.current = row
        if toggles:
            self._photos.toggle(row)
        else:
            self._photos.choose(np.array([row]))
        self._tell_current()

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.refresh()
            self.hovered_changed.emit()

    # -- touch

    def event(self, event: QEvent) -> bool:
        """Pinch to zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.look_at(self.plane.zoomed(1 + event.value(), event.position()))
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
                self.look_at(self.plane.zoomed(pinch.scaleFactor(), at))
                return True
        return super().event(event)
