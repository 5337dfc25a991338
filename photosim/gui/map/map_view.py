"""The map as a person uses it: keys, mouse and touch reach it here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.map.map_canvas import MapCanvas
from photosim.gui.map.map_keys import MapKeys
from photosim.gui.map.map_mouse import MapMouse, Mode
from photosim.gui.map.map_photos import MapPhotos
from photosim.gui.map.map_rows import MapRows


class MapView(MapCanvas):
    """A map that listens: `MapKeys` and `MapMouse` say what keys and mouse mean.

    Attributes:
        mouse: knows what a drag does.

    Signals:
        menu_wanted: a context menu. arg1: where, global. arg2: sequence of the selected ids.
    """

    menu_wanted = Signal(QPoint, object)

    def __init__(
        self,
        photos: MapPhotos,
        rows: MapRows,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        self._keys = MapKeys(self, photos)
        self.mouse = MapMouse(self, photos)
        super().__init__(photos, rows, thumbnails, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.set_mode(Mode.MOVE)

    def set_mode(self, mode: Mode) -> None:
        """Say what a drag does from now on."""
        self.mouse.set_mode(mode)

    def event(self, event: QEvent) -> bool:
        """Keys that are shortcuts of menus elsewhere belong to the map here; pinch to zoom."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and isinstance(event, QKeyEvent) and self._keys.are_own(event):
            event.accept()
            return True
        return self.mouse.pinch(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `MapKeys`."""
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See `MapMouse`."""
        self.mouse.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See `MapMouse`."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See `MapMouse`."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See `MapMouse`."""
        self.mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See `MapMouse`."""
        self.mouse.turn_wheel(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing any more."""
        self.hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu where the mouse is, or at the current photo."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current >= 0:
            where = self.mapToGlobal(self.rect_of(self.current).center().toPoint())
        if len(self._photos.chosen_ids):
            self.menu_wanted.emit(where, self._photos.chosen_ids)
