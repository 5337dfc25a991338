"""What mouse and touch do on the map: looking around, selecting, opening.

A drag moves the map; with Shift it draws a rectangle, with Alt a line around photos, and what a
drag does without them is a mode. Ctrl adds to what is selected.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QPainterPath, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from photosim.gui.map.map_canvas import MapCanvas
from photosim.gui.map.map_photos import MapPhotos

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


class MapMouse:
    """Turns what mouse and touch do into what the map shows and which photos are chosen.

    Attributes:
        mode: what a drag does.
    """

    def __init__(self, view: MapCanvas, photos: MapPhotos) -> None:
        self.mode = Mode.MOVE
        self._view = view
        self._photos = photos
        self._press: _MapPress | None = None

    def set_mode(self, mode: Mode) -> None:
        """Say what a drag does from now on."""
        self.mode = mode
        shapes = Qt.CursorShape
        self._view.setCursor(shapes.OpenHandCursor if mode is Mode.MOVE else shapes.CrossCursor)

    def press(self, event: QMouseEvent) -> None:
        """Take hold of the map, or begin to draw."""
        at = event.position()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            adds = bool(event.modifiers() & _Modifier.ControlModifier)
            self._press = _MapPress(at, at, self._mode_of(event), adds)
        elif event.button() == Qt.MouseButton.RightButton:
            row = self._view.row_at(at)
            if row >= 0 and not self._photos.chosen[row]:
                self._photos.choose(np.array([row]))

    def move(self, event: QMouseEvent) -> None:
        """Move the map, draw, or mark the photo under the mouse."""
        press, at = self._press, event.position()
        if press is None:
            self._view.hover(self._view.row_at(at))
            return
        away = (at - press.began).manhattanLength()
        press.is_drag = press.is_drag or away >= QApplication.startDragDistance()
        if press.is_drag:
            self._view.hover(-1)
            self._drag(press, at)

    def release(self, event: QMouseEvent) -> None:
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

    def double_click(self, event: QMouseEvent) -> None:
        """Open a photo; where there is none, look nearer."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row = self._view.row_at(event.position())
        if row >= 0:
            self._view.opened.emit(self._photos.photo_id(row))
        else:
            self._view.look_at(self._view.plane.zoomed(_NEARER, event.position()))

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Zoom around the mouse; a wheel that turns sideways moves the map."""
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            self._view.look_at(self._view.plane.moved(QPointF(turned.x(), 0)))
        else:
            self._view.zoom_by(turned.y() / 120, event.position())

    def pinch(self, event: QEvent) -> bool:
        """Zoom by two fingers; False when the event is something else."""
        view = self._view
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                view.look_at(view.plane.zoomed(1 + event.value(), event.position()))
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = QPointF(view.mapFromGlobal(pinch.centerPoint().toPoint()))
                view.look_at(view.plane.zoomed(pinch.scaleFactor(), at))
                return True
        return False

    def _mode_of(self, event: QMouseEvent) -> Mode:
        if event.button() == Qt.MouseButton.MiddleButton:
            return Mode.MOVE
        if event.modifiers() & _Modifier.ShiftModifier:
            return Mode.RECTANGLE
        return Mode.LASSO if event.modifiers() & _Modifier.AltModifier else self.mode

    def _drag(self, press: _MapPress, at: QPointF) -> None:
        before, press.at = press.at, at
        if press.mode is Mode.MOVE:
            self._view.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._view.look_at(self._view.plane.moved(at - before))
        elif press.mode is Mode.RECTANGLE:
            self._view.draw_band(QRectF(press.began, at).normalized())
        else:
            lasso = QPainterPath(self._view.lasso)
            if lasso.isEmpty():
                lasso.moveTo(press.began)
            lasso.lineTo(at)
            self._view.draw_lasso(lasso)

    def _enclose(self, press: _MapPress) -> None:
        """Select what was drawn around."""
        view = self._view
        if press.mode is Mode.RECTANGLE:
            band = view.band
            rows = view.as_seen(self._photos.within_rect(view.plane, band), band.contains)
        else:
            closed = QPainterPath(view.lasso)
            closed.closeSubpath()
            rows = view.as_seen(self._photos.within_path(view.plane, closed), closed.contains)
        view.draw_band(QRectF())
        view.draw_lasso(QPainterPath())
        self._photos.choose(rows, adds=press.adds)

    def _click(self, at: QPointF, *, toggles: bool) -> None:
        row = self._view.row_at(at)
        if row < 0:
            if not toggles:
                self._photos.clear()
            return
        self._view.current = row
        if toggles:
            self._photos.toggle(row)
        else:
            self._photos.choose(np.array([row]))
        self._view.tell_current()
