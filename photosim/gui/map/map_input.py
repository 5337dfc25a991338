"""What a person does on the map comes in here: keys, mouse and touch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent

from photosim.gui.map.map_canvas import MapCanvas
from photosim.gui.map.map_keys import MapKeys
from photosim.gui.map.map_mouse import MapMouse, Mode
from photosim.gui.map.map_photos import MapPhotos

_Type = QEvent.Type


class MapInput(QObject):
    """Listens to a canvas, which it belongs to; `MapKeys` and `MapMouse` say what is meant.

    Attributes:
        mouse: knows what a drag does.

    Signals:
        menu_wanted: a context menu. arg1: where, global. arg2: sequence of the selected ids.
    """

    menu_wanted = Signal(QPoint, object)

    def __init__(self, canvas: MapCanvas, photos: MapPhotos) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._photos = photos
        self._keys = MapKeys(canvas, photos)
        self.mouse = MapMouse(canvas, photos)
        canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        canvas.grabGesture(Qt.GestureType.PinchGesture)
        canvas.installEventFilter(self)
        self.set_mode(Mode.MOVE)

    def set_mode(self, mode: Mode) -> None:
        """Say what a drag does from now on."""
        self.mouse.set_mode(mode)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is meant for the map; all else is left to the canvas, and to what is around."""
        match event:
            case QKeyEvent():
                return self._take_key(event)
            case QMouseEvent():
                return self._take_mouse(event)
            case QWheelEvent():
                self.mouse.turn_wheel(event)
                event.accept()
                return True
            case QContextMenuEvent():
                self._ask_for_menu(event)
                return True
        if event.type() is _Type.Leave:
            self._canvas.hover(-1)
        return self.mouse.pinch(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Keys that are shortcuts of menus elsewhere belong to the map here."""
        if event.type() is _Type.ShortcutOverride and self._keys.are_own(event):
            event.accept()
            return True
        return event.type() is _Type.KeyPress and self._keys.press(event)

    def _take_mouse(self, event: QMouseEvent) -> bool:
        taken = {
            _Type.MouseButtonPress: self.mouse.press,
            _Type.MouseMove: self.mouse.move,
            _Type.MouseButtonRelease: self.mouse.release,
            _Type.MouseButtonDblClick: self.mouse.double_click,
        }.get(event.type())
        if taken is not None:
            taken(event)
            event.accept()
        return taken is not None

    def _ask_for_menu(self, event: QContextMenuEvent) -> None:
        """Where the mouse is, or at the current photo."""
        where, canvas = event.globalPos(), self._canvas
        if event.reason() == QContextMenuEvent.Reason.Keyboard and canvas.current >= 0:
            where = canvas.mapToGlobal(canvas.rect_of(canvas.current).center().toPoint())
        if len(self._photos.chosen_ids):
            self.menu_wanted.emit(where, self._photos.chosen_ids)
