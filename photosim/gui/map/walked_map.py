"""What the keyboard does on the map: moving it, zooming, going from photo to photo, opening."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
)

from photosim.gui.map import plane as planes
from photosim.gui.map.map_view import MapView
from photosim.gui.texts import photo_facts

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


class WalkedMap(MapView):
    """A map for the keyboard.

    Signals:
        opened: Enter or Space, or a double click. arg1: photo id.
        left: Esc, while nothing is selected: back to the page before.
    """

    opened = Signal(int)
    left = Signal()

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Nearer by some steps, or further away by negative ones; `at` stays where it is."""
        self.look_at(self.plane.zoomed(planes.STEP**steps, at))

    def show_whole(self) -> None:
        """Look at all of the map."""
        self.look_at(self.plane.whole())

    def choose_in_sight(self) -> None:
        """Select every photo that is in sight."""
        view = QRectF(self.rect())
        self._photos.choose(self._photos.within_rect(self.plane, view))

    def go_to(self, row: int) -> None:
        """The keyboard is at this photo now; it is brought into sight and told."""
        self.current = row
        if not QRectF(self.rect()).contains(self.rect_of(row)):
            self.look_at(self.plane.centred(*self._photos.place(row)))
        self.refresh()
        self._tell_current()

    def event(self, event: QEvent) -> bool:
        """Keys that are shortcuts of menus elsewhere belong to the map here."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        return self._zoom_of(event) is not None or event.matches(_Standard.SelectAll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the map, with Ctrl they go from photo to photo; see `Actions.IN_PAGES`."""
        zoom = self._zoom_of(event)
        has_ctrl = bool(event.modifiers() & _Modifier.ControlModifier)
        if zoom is not None:
            self.zoom_by(zoom) if zoom else self.show_whole()
        elif event.key() in _ARROWS:
            direction = _ARROWS[_Key(event.key())]
            self._walk(direction) if has_ctrl else self._pan(direction)
        elif event.matches(_Standard.SelectAll):
            self.choose_in_sight()
        elif event.key() == _Key.Key_Home:
            self.show_whole()
        else:
            self._press_key(event, has_ctrl=has_ctrl)

    def _press_key(self, event: QKeyEvent, *, has_ctrl: bool) -> None:
        is_open = event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space)
        if event.key() == _Key.Key_Space and has_ctrl and self.current >= 0:
            self._photos.toggle(self.current)
            self._tell_current()
        elif is_open and self.current >= 0:
            self.opened.emit(self._photos.photo_id(self.current))
        elif event.matches(_Standard.Cancel) and self._photos.chosen.any():
            self._photos.clear()
        elif event.matches(_Standard.Cancel):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _zoom_of(self, event: QKeyEvent) -> float | None:
        """Steps nearer that a key means, 0 for the whole map; None for other keys."""
        if event.matches(_Standard.ZoomIn) or event.key() in (_Key.Key_Plus, _Key.Key_Equal):
            return 1.0
        if event.matches(_Standard.ZoomOut) or event.key() == _Key.Key_Minus:
            return -1.0
        return 0.0 if event.key() == _Key.Key_0 else None

    def _pan(self, direction: QPointF) -> None:
        by = QPointF(direction.x() * self.width(), direction.y() * self.height()) * _PAN_SHARE
        self.look_at(self.plane.moved(-by))

    def _walk(self, direction: QPointF) -> None:
        """To the next thumbnail in a direction; from none, to the one in the middle."""
        seen = self.covers()
        if not len(seen.rows):
            return
        middles = seen.corners + seen.side / 2
        if self.current < 0:
            away = np.abs(middles - [self.width() / 2, self.height() / 2]).sum(axis=1)
        else:
            start = self.rect_of(self.current).center()
            step = middles - np.array([start.x(), start.y()])
            along = step @ np.array([direction.x(), direction.y()])
            across = np.abs(step @ np.array([direction.y(), direction.x()]))
            away = np.where(along > 1, along + 2 * across, np.inf)
        nearest = int(away.argmin())
        if np.isfinite(away[nearest]):
            row = int(seen.rows[nearest])
            self._photos.choose(np.array([row]))
            self.go_to(row)
        else:
            self._pan(direction)

    def text_of(self, row: int) -> str:
        """What screen readers tell of a photo: its name and date, its theme."""
        photo = self._rows.photo(self._photos.photo_id(row))
        known = photo_facts.accessible_text(photo, None) if photo is not None else ""
        chosen = self.tr("selected") if self._photos.chosen[row] else ""
        return ", ".join(part for part in (known, self._photos.theme_name(row), chosen) if part)

    def _tell_current(self) -> None:
        text = self.text_of(self.current)
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
