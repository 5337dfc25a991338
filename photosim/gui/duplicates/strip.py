"""All members of a large group in one line, small: which can be seen, what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from photosim.core.records.review import Choice, Member
from photosim.gui.duplicates import member_facts
from photosim.gui.grid.thumbnails import PictureRoom, ThumbnailPort, Thumbnails
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge

_SIDE_PX, _STEP_PX, _WORDS_PX = 56, 66, 18
_MARKS = {Choice.KEEP: "keep", Choice.TRASH: "trash", Choice.OPEN: ""}


class _PictureRow(QWidget):
    """The pictures; as wide as they are many."""

    pressed = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._members: Sequence[Member] = ()
        self._shown: Sequence[int] = ()
        self._current = 0
        self.setMouseTracking(True)
        thumbnails.ready.connect(self.update)

    def show_members(self, members: Sequence[Member], shown: Sequence[int], current: int) -> None:
        self._members, self._shown, self._current = members, shown, current
        self.setFixedSize(len(members) * _STEP_PX, _SIDE_PX + _WORDS_PX + 8)
        side = round(_SIDE_PX * self.devicePixelRatioF())
        self._thumbnails.want([m.photo.id for m in members], PictureRoom(QSize(side, side)))
        self.setAccessibleName(
            ". ".join(member_facts.spoken(i, member) for i, member in enumerate(members, 1))
        )
        self.update()

    def place(self, number: int) -> QRect:
        return QRect(self._left(number) + 4, 4, _SIDE_PX, _SIDE_PX)

    def _left(self, number: int) -> int:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return self.width() - (number + 1) * _STEP_PX if is_mirrored else number * _STEP_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = int(event.position().x())
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        number = (self.width() - 1 - x if is_mirrored else x) // _STEP_PX
        if 0 <= number < len(self._members):
            self.pressed.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for number in range(len(self._members)):
            if self.place(number).adjusted(-4, -4, 4, _WORDS_PX + 4).intersects(event.rect()):
                self._draw(painter, number)

    def _draw(self, painter: QPainter, number: int) -> None:
        member, frame = self._members[number], QRectF(self.place(number))
        path = QPainterPath()
        path.addRoundedRect(frame, 4, 4)
        picture = self._thumbnails.pixmap(member.photo.id)
        if picture is None:
            painter.fillPath(path, self.palette().color(appearance.Role.Dark))
        else:
            side = min(picture.width(), picture.height())
            source = QRectF(0, 0, side, side)
            source.moveCenter(QPointF(picture.width() / 2, picture.height() / 2))
            painter.save()
            painter.setClipPath(path)
            painter.drawPixmap(frame, picture, source)
            painter.restore()
        if number in self._shown:
            role = (
                appearance.Role.Highlight
                if number == self._current
                else appearance.Role.PlaceholderText
            )
            painter.setPen(QPen(self.palette().color(role), 2))
            painter.drawRoundedRect(frame.adjusted(-2, -2, 2, 2), 6, 6)
        self._draw_words(painter, number, member)

    def _draw_words(self, painter: QPainter, number: int, member: Member) -> None:
        mark = _MARKS[member_facts.choice_of(member)]
        is_chosen = member.choice is not Choice.OPEN
        below = QRect(self._left(number), _SIDE_PX + 7, _STEP_PX - 2, _WORDS_PX)
        painter.setFont(appearance.font(appearance.SMALL_PX, bold=is_chosen))
        role = appearance.Role.Text if is_chosen else appearance.Role.PlaceholderText
        painter.setPen(self.palette().color(role))
        text = f"{number + 1} {mark}".rstrip()
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)


class Strip(QScrollArea):
    """The line, scrolled to where the person is.

    Signals:
        pressed: the person means this member. arg1: its number from 0.
    """

    pressed = Signal(int)

    def __init__(
        self, source: ThumbnailPort, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = _PictureRow(Thumbnails(source, bridge, self, channel="strip"))
        self._line.pressed.connect(self.pressed)
        self.setWidget(self._line)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(_SIDE_PX + _WORDS_PX + 20)
        self.viewport().setBackgroundRole(appearance.Role.Base)

    def show_members(self, members: Sequence[Member], shown: Sequence[int], current: int) -> None:
        """Show all members; `shown` are those seen large, `current` the one that keys mean."""
        self._line.show_members(members, shown, current)
        where: QPoint = self._line.place(current).center()
        self.ensureVisible(where.x(), where.y(), _STEP_PX, 0)
