"""One picture to look at closely: fitted, zoomed around the mouse, moved by dragging.

Lengths: photo px are pixels of the whole photo, whatever size of it has been decoded so far; the
scale is view px per photo px. So a sharper picture replaces a coarser one in the same place.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from photosim.gui.widgets.appearance import Role

_STEP = 1.25
_MOST_FITTED = 1.0
"""Device pixels per photo pixel of a fitted photo: a small one is enlarged only by the person."""
_MOST = 8.0
"""Device pixels per photo pixel at the largest zoom."""


@dataclass(frozen=True, slots=True)
class CanvasView:
    """What part of a picture is looked at, in terms that hold for pictures of other sizes.

    Attributes:
        zoom: up to 1 the whole picture, fitted; above, how many times larger than filling the
            view. The picture's pixels do not matter: of two sizes of one picture the same part is
            seen, equally large.
        x, y: the point in the middle of the view, as shares of the picture's width and height.
    """

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5


WHOLE = CanvasView()


class PictureCanvas(QWidget):
    """Shows a picture, fitted until a person zooms; a small one is not enlarged by that.

    Signals:
        zoomed: the scale changed, so that more pixels may be needed.
        moved: the person zoomed or dragged: another part is looked at.
    """

    zoomed = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self._size = QSizeF(1, 1)
        self._scale: float | None = None
        self._middle = QPointF()
        self._grabbed: QPointF | None = None
        self.setMinimumSize(64, 64)

    # -- what is shown

    def show_picture(self, pixmap: QPixmap | None, size: QSize, *, is_new: bool) -> None:
        """Show a picture of a photo of `size` px; a new photo is fitted, a sharper one stays."""
        self._pixmap = pixmap
        self._size = QSizeF(max(1, size.width()), max(1, size.height()))
        if is_new:
            self._scale = None
            self._middle = QPointF(self._size.width() / 2, self._size.height() / 2)
        self._settle()

    @property
    def scale(self) -> float:
        """View px per photo px."""
        return self._fitting() if self._scale is None else self._scale

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is in sight, as large as that allows without enlarging it."""
        return self._scale is None

    def needed_px(self) -> int:
        """Length of the long edge, in device pixels, that shows all there is to see."""
        return round(max(self._size.width(), self._size.height()) * self.scale * self._ratio())

    def frame(self) -> QRectF:
        """Where the whole picture lies in the view, on device pixels."""
        scale, ratio = self.scale, self._ratio()
        corner = QRectF(self.rect()).center() - self._middle * scale
        left, top = round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio
        return QRectF(QPointF(left, top), self._size * scale)

    # -- what is looked at

    @property
    def view(self) -> CanvasView:
        """What part of the picture is looked at."""
        if self._scale is None:
            return WHOLE
        x, y = self._middle.x() / self._size.width(), self._middle.y() / self._size.height()
        return CanvasView(self._scale / self._filling(), x, y)

    def look_at(self, view: CanvasView) -> None:
        """Look at a part, as somebody else does; says nothing of having moved."""
        scale = self._filling() * view.zoom
        self._scale = None if view.zoom <= 1 or scale <= self._fitting() else scale
        self._middle = QPointF(view.x * self._size.width(), view.y * self._size.height())
        self._settle()
        self.zoomed.emit()

    # -- zooming

    def fit(self) -> None:
        """Show the whole picture."""
        self._scale = None
        self._settle()
        self.zoomed.emit()
        self.moved.emit()

    def zoom(self, scale: float, at: QPointF | None = None) -> None:
        """Show at `scale`, the point `at` of the view (its middle without) staying in place."""
        smallest = self._fitting()
        largest = max(_MOST / self._ratio(), 2 * smallest)
        point = QRectF(self.rect()).center() if at is None else at
        held = (point - self.frame().topLeft()) / self.scale
        if scale <= smallest:
            self.fit()
            return
        self._scale = min(scale, largest)
        self._middle = held - (point - QRectF(self.rect()).center()) / self._scale
        self._settle()
        self.zoomed.emit()
        self.moved.emit()

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Nearer by some steps, or further away by negative ones."""
        self.zoom(self.scale * _STEP**steps, at)

    def toggle(self, at: QPointF | None = None) -> None:
        """From the whole picture to one photo pixel on one device pixel, and back.

        A photo so small that this is how it is shown becomes twice as large.
        """
        if not self.is_fitted:
            self.fit()
        elif self.scale * self._ratio() < 1:
            self.zoom(1 / self._ratio(), at)
        else:
            self.zoom(2 * self.scale, at)

    def _fitting(self) -> float:
        return min(self._filling(), _MOST_FITTED / self._ratio())

    def _filling(self) -> float:
        """The scale at which the whole picture fills the view in one direction."""
        room = QSizeF(self.size())
        return min(room.width() / self._size.width(), room.height() / self._size.height())

    def _settle(self) -> None:
        """No further than the picture's edge; what is smaller than the view lies in its middle."""
        scale = self.scale
        half = QSizeF(self.size()) / (2 * scale)
        self._middle = QPointF(
            _held(self._middle.x(), half.width(), self._size.width()),
            _held(self._middle.y(), half.height(), self._size.height()),
        )
        is_movable = not self.is_fitted
        self.setCursor(Qt.CursorShape.OpenHandCursor if is_movable else Qt.CursorShape.ArrowCursor)
        self.update()

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """The part of the picture that is in sight."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(Role.Base))
        if self._pixmap is None or self._pixmap.isNull():
            return
        is_coarse = self.scale * self._ratio() >= 3 and self._pixmap.width() >= self._size.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_coarse)
        frame = self.frame()
        seen = frame.intersected(QRectF(self.rect()))
        share = self._pixmap.width() / frame.width()
        source = QRectF((seen.topLeft() - frame.topLeft()) * share, seen.size() * share)
        painter.drawPixmap(seen, self._pixmap, source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or stay within the edges."""
        super().resizeEvent(event)
        self._settle()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the mouse."""
        self.zoom_by(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() == Qt.MouseButton.LeftButton and not self.is_fitted:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the picture with the mouse."""
        if self._grabbed is not None:
            self._middle -= (event.position() - self._grabbed) / self.scale
            self._grabbed = event.position()
            self._settle()
            self.moved.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the picture."""
        self._grabbed = None
        self._settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Whole picture or its own pixels."""
        self.toggle(event.position())

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in the new colours."""
        super().changeEvent(event)
        self.update()


def _held(middle: float, half: float, length: float) -> float:
    """The middle of the view along one axis, such that no more than needed lies outside."""
    if 2 * half >= length:
        return length / 2
    return min(max(middle, half), length - half)
