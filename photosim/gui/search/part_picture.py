"""The query's picture, on which a person draws the part to search by, with mouse or keys.

A drag on the picture draws, within a box moves, at its grips resizes; a click on the proposal
takes it. Arrows move, Shift with arrows resizes, Enter takes the proposal or begins a box, Esc goes
back to all of the picture.

A proposal is drawn softly; what is outside of a chosen part is veiled. A box that a person is
about to draw is shown, but not searched by yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCursor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from photosim.core.records.photos import Box
from photosim.gui.search import boxes
from photosim.gui.search.boxes import Grip
from photosim.gui.search.outline import PartOutline
from photosim.gui.widgets.small_picture import SmallPicture

KEYS_REST_MS = 400
"""Arrow keys come in a row: the search begins when they rest for so long."""
_CLICK_PX = 4
"""A press that moves less is a click."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    Grip.NORTH_WEST: Qt.CursorShape.SizeFDiagCursor,
    Grip.SOUTH_EAST: Qt.CursorShape.SizeFDiagCursor,
    Grip.NORTH_EAST: Qt.CursorShape.SizeBDiagCursor,
    Grip.SOUTH_WEST: Qt.CursorShape.SizeBDiagCursor,
    Grip.NORTH: Qt.CursorShape.SizeVerCursor,
    Grip.SOUTH: Qt.CursorShape.SizeVerCursor,
    Grip.EAST: Qt.CursorShape.SizeHorCursor,
    Grip.WEST: Qt.CursorShape.SizeHorCursor,
    Grip.INSIDE: Qt.CursorShape.SizeAllCursor,
}


@dataclass(frozen=True, slots=True)
class _BoxDrag:
    """A drag: where it began (fractions), on which box, by which grip; None draws a new one."""

    at: QPointF
    box: Box | None = None
    grip: Grip | None = None


class PartPicture(SmallPicture):
    """The query's picture with the part that is searched by. GUI thread.

    Signals:
        box_wanted: search by this part. arg1: `Box`.
        all_wanted: search by all of the picture.
        box_changed: another box is shown.
    """

    box_wanted = Signal(object)
    all_wanted = Signal()
    box_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, fills=False, parent=parent)
        self._press: _BoxDrag | None = None
        self._data = b""
        self._chosen: Box | None = None
        self._proposed: Box | None = None
        self._live: Box | None = None
        self._keys = QTimer(self, singleShot=True, interval=KEYS_REST_MS)
        self._keys.timeout.connect(self._send)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._tell()

    # -- what is shown

    def show_query(self, data: bytes, box: Box | None) -> None:
        """Show a query's picture and the part of it that was searched by.

        A drag that goes on over the same picture goes on.
        """
        if data != self._data:
            self._data = data
            self._proposed = None
            self.show_jpeg(data)
            self._let_go()
        self._chosen = box
        if not self._is_drawing():
            self._live = None
        self._tell()

    def show_proposal(self, box: Box | None) -> None:
        """Show softly what the picture seems to be about."""
        self._proposed = box
        self._tell()

    def show_box(self, box: Box | None) -> None:
        """Show this part again: what was drawn since was not searched by."""
        self._chosen = box
        self.forget_drag()

    def forget_drag(self) -> None:
        """Back to the part that is searched by."""
        self._let_go()
        self._tell()

    @property
    def box(self) -> Box | None:
        """The part that is chosen, as it is drawn now; None for all of the picture."""
        return self._live or self._chosen

    @property
    def proposed(self) -> Box | None:
        """What photosim proposes while nothing is chosen."""
        return None if self.box else self._proposed

    def take_proposal(self) -> None:
        """Search by what photosim proposes."""
        if self.proposed is not None:
            self._want(self.proposed)

    def search_by_all(self) -> None:
        """Give the box up."""
        had_one, self._chosen = self._chosen is not None, None
        self.forget_drag()
        if had_one:
            self.all_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then its box."""
        super().paintEvent(event)
        if self.is_empty:
            return
        painter = QPainter(self)
        outline = PartOutline(self.palette(), self.target())
        if self.box is not None:
            outline.draw_chosen(painter, self.box)
        elif self._proposed is not None:
            outline.draw_proposed(painter, self._proposed, is_near=self.underMouse())

    # -- what it comes to

    def _send(self) -> None:
        """Search by what was drawn; all of the picture is no part."""
        self._keys.stop()
        live = self._live
        if live is None:
            self._tell()
        elif boxes.is_all(live):
            self._live = None
            self.search_by_all()
        elif live != self._chosen:
            self.box_wanted.emit(live)
        else:
            self.forget_drag()

    def _want(self, box: Box) -> None:
        self._live = box
        self._send()
        self._tell()

    def _is_drawing(self) -> bool:
        """Whether the person is about to say another box."""
        return self._press is not None or self._keys.isActive()

    def _let_go(self) -> None:
        """Nothing is drawn any more."""
        self._keys.stop()
        self._live = self._press = None

    def _tell(self) -> None:
        """Paint, and say to who cannot see it."""
        self.setAccessibleDescription(self._description())
        self.update()
        self.box_changed.emit()

    def _description(self) -> str:
        if self.is_empty:
            return ""
        if self.box is not None:
            return (
                f"Searched by a part: {boxes.spoken(self.box)}. Arrow keys move it, with Shift "
                "they resize it, Escape searches by all of the picture"
            )
        if self._proposed is not None:
            return "Searched by all of it. Enter searches by its main subject, arrow keys move that"
        return "Searched by all of it. Enter begins a box to search by a part"

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grasp the box, or begin to draw one."""
        if event.button() != Qt.MouseButton.LeftButton or self.is_empty:
            event.ignore()
            return
        self._keys.stop()
        grip = self._grip_at(event.position(), self.box)
        at = self._fractions(event.position())
        self._press = _BoxDrag(at, self.box, grip) if grip is not None else _BoxDrag(at)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move or resize; without a button say by the cursor what a drag would do."""
        if self._press is None:
            self._show_cursor(event.position())
            return
        if self._is_click(event.position()):
            return
        self._live = self._dragged(self._press, self._fractions(event.position()))
        self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Search by the box; a click on the proposal takes it, any other click does nothing."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            event.ignore()
            return
        press, self._press = self._press, None
        if not self._is_click(event.position(), press):
            self._send()
        elif self._grip_at(event.position(), self.proposed) is not None:
            self.take_proposal()
        self._show_cursor(event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The proposal is drawn softly again."""
        super().leaveEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The proposal is drawn clearly."""
        super().enterEvent(event)
        self.update()

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move and resize, Enter and Space take, Esc gives up."""
        key = Qt.Key(event.key())
        if self.is_empty:
            event.ignore()
        elif key in _ARROWS and not event.modifiers() & ~_SHIFT:
            self._walk(*_ARROWS[key], bool(event.modifiers() & _SHIFT))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter()
        elif key == Qt.Key.Key_Escape and self._give_up():
            event.accept()
        else:
            event.ignore()  # also for the button that this is: its keys have another meaning here

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes on with Tab has said all that they wanted."""
        super().focusOutEvent(event)
        if self._keys.isActive():
            self._send()

    def _walk(self, across: int, down: int, is_resizing: bool) -> None:
        box = self.box or self._proposed or boxes.MIDDLE
        by = (across * boxes.STEP, down * boxes.STEP)
        grip = Grip.SOUTH_EAST if is_resizing else Grip.INSIDE
        self._live = boxes.pulled(box, grip, *by)
        self._keys.start()
        self._tell()

    def _enter(self) -> None:
        if self._live is not None:
            self._send()
        elif self.box is None:
            self._want(self._proposed or boxes.MIDDLE)

    def _give_up(self) -> bool:
        """Take back a drag, else the box; False when there is neither."""
        if self._press is not None or self._live is not None:
            self.forget_drag()
            return True
        had_one = self._chosen is not None
        self.search_by_all()
        return had_one

    # -- places

    def _dragged(self, press: _BoxDrag, to: QPointF) -> Box | None:
        if press.box is None or press.grip is None:
            return boxes.drawn(press.at.toTuple(), to.toTuple())
        return boxes.pulled(press.box, press.grip, *(to - press.at).toTuple())

    def _fractions(self, at: QPointF) -> QPointF:
        target = self.target()
        return QPointF(
            (at.x() - target.left()) / max(1, target.width()),
            (at.y() - target.top()) / max(1, target.height()),
        )

    def _grip_at(self, at: QPointF, box: Box | None) -> Grip | None:
        if box is None or self.is_empty:
            return None
        return PartOutline(self.palette(), self.target()).grip_at(box, at)

    def _is_click(self, at: QPointF, press: _BoxDrag | None = None) -> bool:
        begun = press or self._press
        if begun is None or self._live is not None:
            return begun is None
        target = self.target()
        away = self._fractions(at) - begun.at
        distance = abs(away.x()) * target.width() + abs(away.y()) * target.height()
        return distance < _CLICK_PX

    def _show_cursor(self, at: QPointF) -> None:
        grip = self._grip_at(at, self.box)
        shape = _CURSORS[grip] if grip is not None else Qt.CursorShape.CrossCursor
        if self._grip_at(at, self.proposed) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(QCursor(shape))


_SHIFT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
