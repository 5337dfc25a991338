"""The whole window takes drops: it answers before the button is released, and says what it does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from photosim.gui.grid import drop
from photosim.gui.shell.drop_overlay import DropOverlay


class DropTarget(QObject):
    """Watches the drags over `window`. Photos of our own mean something over `pane` only.

    Attributes:
        overlay, pane_overlay: what covers the window, or the pane, meanwhile.

    Signals:
        dropped: something from outside. arg1: `QMimeData`, valid during the signal.
        own_dropped: photos of this window on the pane. arg1: id of the first.
        refused: something is held over the window that cannot be taken. arg1: why, a sentence.
    """

    dropped = Signal(object)
    own_dropped = Signal(int)
    refused = Signal(str)

    def __init__(self, window: QWidget, pane: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pane = pane
        self.overlay = DropOverlay(window)
        self.pane_overlay = DropOverlay(pane)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the four events of a drag."""
        if isinstance(event, QDragEnterEvent):
            self._enter(event)
        elif isinstance(event, QDragMoveEvent):
            self._move(event)
        elif isinstance(event, QDropEvent):
            self._drop(event)
        elif event.type() is QEvent.Type.DragLeave:
            self._cover_nothing()
        else:
            return super().eventFilter(watched, event)
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        promise = drop.promises(event.mimeData())
        if not promise:
            event.ignore()
        elif not drop.accept_copy(event):
            self.refused.emit(drop.NO_COPY)  # Qt tells nothing more of a drag that is refused
        elif event.source() is None:
            self.overlay.show_promise(promise)

    def _move(self, event: QDragMoveEvent) -> None:
        if event.source() is None:
            drop.accept_copy(event)
        elif self._is_over_pane(event.position().toPoint()):
            self.pane_overlay.show_promise("Search with this photo")
            drop.accept_copy(event)
        else:
            self.pane_overlay.hide()
            event.ignore()

    def _drop(self, event: QDropEvent) -> None:
        self._cover_nothing()
        if not drop.accept_copy(event):
            self.refused.emit(drop.NO_COPY)
            return
        if event.source() is None:
            self.dropped.emit(event.mimeData())
            return
        photo_id = drop.reading(event.mimeData()).photo_id
        if photo_id is not None:
            self.own_dropped.emit(photo_id)

    def _cover_nothing(self) -> None:
        self.overlay.hide()
        self.pane_overlay.hide()

    def _is_over_pane(self, where: QPoint) -> bool:
        return self._pane.isVisible() and self._pane.rect().contains(
            self._pane.mapFrom(self._window, where)
        )
