"""What the mouse does in a lattice: choosing by click and by rubber band, and beginning to drag."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from photosim.gui.grid.lattice_view import Flag, LatticeView
from photosim.gui.widgets.appearance import Role
from photosim.gui.widgets.intervals import FRAME_MS

_Modifier = Qt.KeyboardModifier
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_Left = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class _GridPress:
    """Where and on what the mouse went down; `at` in the contents' coordinates."""

    at: QPoint
    row: int
    is_on_selected: bool
    chosen_before: tuple[range, ...]


class PointedView(LatticeView):
    """A lattice that listens to the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press: _GridPress | None = None
        self._is_fresh = False
        self._band = QRect()
        self._hovered = -1
        self._is_keyed = False
        self._autoscroll = QTimer(self, interval=FRAME_MS)
        self._autoscroll.timeout.connect(self._on_autoscroll)
        self.viewport().setMouseTracking(True)

    @property
    def band(self) -> QRect:
        """The rubber band in the viewport's coordinates; empty when there is none."""
        return self._band.translated(0, -self.verticalOffset())

    @property
    def hovered_row(self) -> int:
        """The row under the mouse, -1 when there is none."""
        return self._hovered

    @property
    def is_keyed(self) -> bool:
        """Whether the person uses the keyboard here, so that its focus must be seen."""
        return self._is_keyed

    def begin_drag(self, row: int) -> None:
        """The person drags a chosen photo; subclasses say what that carries."""

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse, or begin a rubber band."""
        self._is_keyed = self._is_fresh = False
        row = self.indexAt(event.position().toPoint()).row()
        is_selected = row >= 0 and self.selectionModel().isSelected(self.index_of(row))
        held = event.modifiers() & (_Modifier.ShiftModifier | _Modifier.ControlModifier)
        if row < 0 and not held:
            self.selectionModel().clearSelection()
        elif row >= 0 and (held or not is_selected):
            self.choose(row, held)
        if event.button() == _Left:
            at = event.position().toPoint() + QPoint(0, self.verticalOffset())
            before = tuple(self.selected_ranges()) if held else ()
            self._press = _GridPress(at, row, is_selected and not held, before)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band, begin to drag, or mark what the mouse is over."""
        position = event.position().toPoint()
        if self._press is None or not event.buttons() & _Left:
            self._hover(self.indexAt(position).row())
            return
        at = position + QPoint(0, self.verticalOffset())
        is_far = (at - self._press.at).manhattanLength() >= QApplication.startDragDistance()
        if self._press.row < 0:
            self._stretch(at)
            self._autoscroll.start()
        elif is_far and self.selectionModel().isSelected(self.index_of(self._press.row)):
            row, self._press = self._press.row, None
            self.begin_drag(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the rubber band; a plain click on one of many chosen photos chooses it alone."""
        press, self._press = self._press, None
        self._autoscroll.stop()
        if press is not None and press.is_on_selected and self._band.isNull():
            self.choose(press.row, _Modifier.NoModifier)
        self._set_band(QRect())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has chosen; what a double click does is `activated`.

        A double click whose first half was meant for what stood here before is a plain click.
        """
        index = self.indexAt(event.position().toPoint())
        if self._is_fresh:
            self.mousePressEvent(event)
        elif index.isValid() and event.button() == _Left:
            self.activated.emit(index)
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown; the second half of a double click on that one may land here."""
        self._is_fresh = True
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From here on the keyboard's focus is shown."""
        self._is_keyed = True
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes with the Tab key sees where they are."""
        self._is_keyed = self._is_keyed or event.reason() in _BY_KEY
        super().focusInEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; a touch pad says by how many pixels."""
        moved = event.pixelDelta().y()
        if moved and not event.modifiers():
            self.verticalScrollBar().setValue(self.verticalOffset() - moved)
            event.accept()
        else:
            super().wheelEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What lies under a resting mouse is another photo after scrolling."""
        super().scrollContentsBy(dx, dy)
        if self._hovered >= 0:
            self._hover(self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())).row())

    # -- hover and rubber band

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        if before != row:
            for changed in (before, row):
                if 0 <= changed < self.lattice.n:
                    self.viewport().update(self.reach(changed))

    def _stretch(self, at: QPoint) -> None:
        if self._press is None:
            return
        self._set_band(QRect(self._press.at, at).normalized())
        self.select_ranges(
            [*self._press.chosen_before, *self.lattice.cells_in(self._band)], Flag.ClearAndSelect
        )

    def _set_band(self, band: QRect) -> None:
        changed = self._band.united(band)
        self._band = band
        if not changed.isNull():
            self.viewport().update(changed.translated(0, -self.verticalOffset()))

    def paint_band(self, painter: QPainter) -> None:
        """Paint the rubber band over the cells."""
        colour = self.palette().color(Role.Highlight)
        painter.setPen(colour)
        colour.setAlphaF(0.15)
        painter.setBrush(colour)
        painter.drawRect(self.band)

    @Slot()
    def _on_autoscroll(self) -> None:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        beyond = min(at.y(), 0) + max(at.y() - self.viewport().height(), 0)
        if beyond and self._press is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond // 3)
            self._stretch(at + QPoint(0, self.verticalOffset()))
            self.viewport().update()
