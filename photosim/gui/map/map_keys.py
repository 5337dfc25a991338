"""What the keyboard does on the map: moving it, zooming, going from photo to photo, opening."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from photosim.gui.map.map_canvas import MapCanvas
from photosim.gui.map.map_photos import MapPhotos

_PAN_SHARE = 0.15
_Key = Qt.Key
_Modifier = Qt.KeyboardModifier
_ARROWS = {
    _Key.Key_Left: QPointF(-1, 0),
    _Key.Key_Right: QPointF(1, 0),
    _Key.Key_Up: QPointF(0, -1),
    _Key.Key_Down: QPointF(0, 1),
}
_Standard = QKeySequence.StandardKey


class MapKeys:
    """Turns key presses into what the map shows and which photos are chosen."""

    def __init__(self, view: MapCanvas, photos: MapPhotos) -> None:
        self._view = view
        self._photos = photos

    def are_own(self, event: QKeyEvent) -> bool:
        """Whether keys that are shortcuts of menus elsewhere belong to the map here."""
        return _zoom_of(event) is not None or event.matches(_Standard.SelectAll)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False when the map has no use for it.

        Arrows move the map, with Ctrl they go from photo to photo; see `Actions.IN_PAGES`.
        """
        zoom = _zoom_of(event)
        has_ctrl = bool(event.modifiers() & _Modifier.ControlModifier)
        if zoom is not None:
            self._view.zoom_by(zoom) if zoom else self._view.show_whole()
        elif event.key() in _ARROWS:
            direction = _ARROWS[_Key(event.key())]
            self._walk(direction) if has_ctrl else self._pan(direction)
        elif event.matches(_Standard.SelectAll):
            self._view.choose_in_sight()
        elif event.key() == _Key.Key_Home:
            self._view.show_whole()
        else:
            return self._press_on_photo(event, has_ctrl=has_ctrl)
        return True

    def _press_on_photo(self, event: QKeyEvent, *, has_ctrl: bool) -> bool:
        current = self._view.current
        is_open = event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space)
        if event.key() == _Key.Key_Space and has_ctrl and current >= 0:
            self._photos.toggle(current)
            self._view.tell_current()
        elif is_open and current >= 0:
            self._view.opened.emit(self._photos.photo_id(current))
        elif event.matches(_Standard.Cancel) and self._photos.chosen.any():
            self._photos.clear()
        elif event.matches(_Standard.Cancel):
            self._view.left.emit()
        else:
            return False
        return True

    def _pan(self, direction: QPointF) -> None:
        view = self._view
        by = QPointF(direction.x() * view.width(), direction.y() * view.height()) * _PAN_SHARE
        view.look_at(view.plane.moved(-by))

    def _walk(self, direction: QPointF) -> None:
        """To the next thumbnail in a direction; from none, to the one in the middle."""
        view = self._view
        seen = view.covers()
        if not len(seen.rows):
            return
        middles = seen.corners + seen.side / 2
        if view.current < 0:
            away = np.abs(middles - [view.width() / 2, view.height() / 2]).sum(axis=1)
        else:
            start = view.rect_of(view.current).center()
            step = middles - np.array([start.x(), start.y()])
            along = step @ np.array([direction.x(), direction.y()])
            across = np.abs(step @ np.array([direction.y(), direction.x()]))
            away = np.where(along > 1, along + 2 * across, np.inf)
        nearest = int(away.argmin())
        if np.isfinite(away[nearest]):
            row = int(seen.rows[nearest])
            self._photos.choose(np.array([row]))
            view.go_to(row)
        else:
            self._pan(direction)


def _zoom_of(event: QKeyEvent) -> float | None:
    """Steps nearer that a key means, 0 for the whole map; None for other keys."""
    if event.matches(_Standard.ZoomIn) or event.key() in (_Key.Key_Plus, _Key.Key_Equal):
        return 1.0
    if event.matches(_Standard.ZoomOut) or event.key() == _Key.Key_Minus:
        return -1.0
    return 0.0 if event.key() == _Key.Key_0 else None
