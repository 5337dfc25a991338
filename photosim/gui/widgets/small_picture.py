"""One small picture as a control: the query's, or an earlier query's that can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosim.core.records.photos import Box
from photosim.gui.widgets import appearance
from photosim.gui.widgets.pressing import PaintedButton

_STRIP = 0.88
"""How much of a picture disappears behind the words at its foot."""


class SmallPicture(PaintedButton):
    """A picture with round corners, sharp at every scale of the screen.

    Attributes:
        fills: True: the picture is cropped to its place; False: it fits in whole.
    """

    def __init__(self, name: str, *, fills: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fills = fills
        self._image = QImage()
        self._scaled = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_jpeg(self, data: bytes, box: Box | None = None) -> None:
        """Show an encoded picture of some hundred px, or a part of it.

        Nothing is shown when it cannot be decoded.
        """
        self._image = QImage.fromData(data)
        if box is not None:
            self._image = self._image.copy(_pixels(self._image.size(), box))
        self._scaled = QImage()
        self._fit_height()
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether there is no picture to show."""
        return self._image.isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A picture that fits in whole is as high as its shape asks for."""
        super().resizeEvent(event)
        self._fit_height()

    def sizeHint(self) -> QSize:
        """64 px for a small one; the column's width for the query's."""
        return QSize(64, 64) if self.fills else QSize(200, 150)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in its rounded place, and a ring when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = self.target()
        path = QPainterPath()
        path.addRoundedRect(QRectF(target), appearance.RADIUS, appearance.RADIUS)
        painter.fillPath(path, self.palette().color(appearance.Role.AlternateBase))
        if not self._image.isNull():
            painter.setClipPath(path)
            painter.drawImage(target, self._picture(target.size()))
            if self.text():
                self._paint_strip(painter, target)
            painter.setClipping(False)
        elif self.text():
            self._paint_words(painter, target)
        if self.hasFocus() or (self.underMouse() and self.isEnabled()):
            painter.setPen(QPen(self.palette().color(appearance.Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(target).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, appearance.RADIUS, appearance.RADIUS)

    def _paint_words(self, painter: QPainter, target: QRect) -> None:
        """In the place of a picture: what else was searched with, in as many lines as fit."""
        font = appearance.font(appearance.SMALL_PX)
        painter.setFont(font)
        painter.setPen(self.palette().color(appearance.Role.Text))
        room = target.adjusted(4, 4, -4, -4)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        metrics = QFontMetrics(font)
        text = " ".join(
            metrics.elidedText(word, Qt.TextElideMode.ElideRight, room.width())
            for word in self.text().split()[:4]
        )
        painter.setClipRect(room)
        painter.drawText(room, flags, text)
        painter.setClipping(False)

    def _paint_strip(self, painter: QPainter, target: QRect) -> None:
        """Across the foot of a picture: the words that were searched with beside it."""
        font = appearance.font(appearance.SMALL_PX)
        metrics = QFontMetrics(font)
        strip = QRect(target)
        strip.setTop(target.bottom() - metrics.height() - 2)
        ground = self.palette().color(appearance.Role.Base)
        ground.setAlphaF(_STRIP)
        painter.fillRect(strip, ground)
        painter.setFont(font)
        painter.setPen(self.palette().color(appearance.Role.Text))
        room = strip.adjusted(4, 0, -4, 0)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def _fit_height(self) -> None:
        """Between a strip and a square, so that the rest of the column stays in sight."""
        if not self.fills and not self._image.isNull():
            shape = self._image.height() / self._image.width()
            self.setFixedHeight(round(self.width() * min(1.0, max(0.35, shape))))

    def target(self) -> QRect:
        """Where the picture goes, in the middle."""
        if self.fills or self._image.isNull():
            return self.rect()
        fitted = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPoint(
            (self.width() - fitted.width()) // 2, (self.height() - fitted.height()) // 2
        )
        return QRect(corner, fitted)

    def _picture(self, size: QSize) -> QImage:
        """The picture in device pixels, made once a size."""
        wanted = size * self.devicePixelRatio()
        if self._scaled.size() != wanted:
            scaled = self._image.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            over = scaled.size() - wanted
            self._scaled = scaled.copy(
                over.width() // 2, over.height() // 2, wanted.width(), wanted.height()
            )
        return self._scaled


def _pixels(size: QSize, box: Box) -> QRect:
    """A part of a picture in its pixels, at least one."""
    left, top = round(box.x * size.width()), round(box.y * size.height())
    width, height = round(box.width * size.width()), round(box.height * size.height())
    return QRect(left, top, max(1, width), max(1, height))
