"""The list of the left column: pressed by mouse and keys, and photos may be dropped on a label."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QListView, QWidget

from photosim.gui.grid import drop
from photosim.gui.sidebar.places import EntryPainter, EntryRole
from photosim.gui.widgets import appearance


class PlaceView(QListView):
    """The list; Enter and Space do what a click does.

    Signals:
        pressed_on: a line was clicked, or Enter pressed on it. arg1: its index.
        photos_dropped: photos of this window were dropped on a label. arg1: its name. arg2: ids.
    """

    pressed_on = Signal(QModelIndex)
    photos_dropped = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = QPersistentModelIndex()
        self.setItemDelegate(EntryPainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(appearance.Role.Window)
        self.viewport().setBackgroundRole(appearance.Role.Window)
        self.viewport().setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setAccessibleName("Places")
        self.clicked.connect(self.pressed_on)
        self.setAcceptDrops(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed_on.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Narrow; the column gives the width."""
        return QSize(200, 200)

    # -- photos held over it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos of this window may come; everything else is for the whole window."""
        if drop.own_ids(event.mimeData()):
            drop.accept_copy(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A label under the mouse is marked; nothing else takes photos."""
        index = self.indexAt(event.position().toPoint())
        self._mark(index if _label_of(index) else QModelIndex())
        if self._target.isValid():
            drop.accept_copy(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They are held elsewhere."""
        self._mark(QModelIndex())
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Label the photos that were let go over a label."""
        name, ids = _label_of(self._target), drop.own_ids(event.mimeData())
        self._mark(QModelIndex())
        if name and ids and drop.accept_copy(event):
            self.photos_dropped.emit(name, ids)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, and a ring around the one that takes what is held over it."""
        super().paintEvent(event)
        if self._target.isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(appearance.Role.Highlight), 2))
            ring = self.visualRect(self._target).adjusted(9, 1, -9, -1)
            painter.drawRoundedRect(ring, appearance.RADIUS, appearance.RADIUS)

    def _mark(self, index: QModelIndex) -> None:
        if index != self._target:
            self._target = QPersistentModelIndex(index)
            self.viewport().update()


def _label_of(index: QModelIndex | QPersistentModelIndex) -> str:
    """The label that a line is, empty for others."""
    entry = index.data(EntryRole) if index.isValid() else None
    place = entry.place if entry is not None else None
    return place.label if place is not None else ""
