"""The photo under the mouse, larger, with its name: a card beside it that is not in the way."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.map import map_texts
from photosim.gui.map.map_rows import MapRows
from photosim.gui.texts import counts, photo_facts
from photosim.gui.widgets import appearance

PICTURE_PX = 220
_AFTER_MS = 220
_INSET_PX, _LINE_PX, _AWAY_PX = 8, 18, 14


class HoverCard(QWidget):
    """Appears when the mouse rests on a photo."""

    def __init__(self, thumbnails: Thumbnails, rows: MapRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._rows = rows
        self._photo_id = -1
        self._beside = QRectF()
        self._about: tuple[str, str] = ("", "")
        self._clock = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._clock.timeout.connect(self._appear)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        thumbnails.ready.connect(self._on_came)
        rows.came.connect(self._on_came)
        self.resize(PICTURE_PX + 2 * _INSET_PX, PICTURE_PX + 3 * _LINE_PX + 2 * _INSET_PX)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """What it says: name, date and theme, what lies behind."""
        photo = self._rows.photo(self._photo_id)
        name = photo.name if photo is not None else ""
        when = photo_facts.day_text(photo) if photo is not None else ""
        what = counts.DOT.join(part for part in (when, self._about[0]) if part)
        away = "Offline now" if photo is not None and photo.offline else ""
        return [name, what, self._about[1] or away]

    def show_photo(self, photo_id: int, beside: QRectF, theme_name: str, n_behind: int) -> None:
        """Tell of a photo, after a moment; at once when the card is there already."""
        self._photo_id, self._beside = photo_id, beside
        self._about = theme_name, map_texts.behind(n_behind)
        side = round(PICTURE_PX * self.devicePixelRatioF())
        self._thumbnails.want([photo_id], PictureRoom(QSize(side, side), is_covered=False))
        self._rows.want([photo_id])
        if self.isVisible():
            self._appear()
        else:
            self._clock.start()

    def show_nothing(self) -> None:
        """The mouse is over no photo."""
        self._clock.stop()
        self._photo_id = -1
        self.hide()

    @Slot()
    def _appear(self) -> None:
        view = self.parentWidget()
        if view is None or self._photo_id < 0:
            return
        left = self._beside.right() + _AWAY_PX
        if left + self.width() > view.width():
            left = self._beside.left() - _AWAY_PX - self.width()
        top = self._beside.center().y() - self.height() / 2
        top = min(max(top, 4.0), max(4.0, float(view.height() - self.height() - 4)))
        self.move(round(max(4.0, left)), round(top))
        self.show()
        self.raise_()
        self.update()

    @Slot()
    def _on_came(self) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture over its lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(appearance.Role.Dark))
        painter.setBrush(self.palette().color(appearance.Role.Window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        room = QRectF(_INSET_PX, _INSET_PX, PICTURE_PX, PICTURE_PX)
        picture = self._thumbnails.pixmap(self._photo_id)
        if picture is not None:
            _paint_fitted(painter, picture, room, self.devicePixelRatioF())
        self._paint_lines(painter, room.bottom() + 4)

    def _paint_lines(self, painter: QPainter, top: float) -> None:
        for number, text in enumerate(self.lines):
            line = QRectF(_INSET_PX, top + number * _LINE_PX, PICTURE_PX, _LINE_PX)
            painter.setFont(appearance.font(appearance.NORMAL_PX, bold=number == 0))
            role = appearance.Role.Text if number == 0 else appearance.Role.PlaceholderText
            painter.setPen(self.palette().color(role))
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(line.width())
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_fitted(painter: QPainter, picture: QPixmap, room: QRectF, ratio: float) -> None:
    """In the middle of its room, pixel for pixel when it was made for it."""
    size = picture.size() / ratio
    if size.width() > room.width() + 1 or size.height() > room.height() + 1:
        size = size.scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    left = round(room.center().x() - size.width() / 2)
    top = round(room.center().y() - size.height() / 2)
    target = QRectF(QPointF(left, top), size)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, picture, QRectF(picture.rect()))
