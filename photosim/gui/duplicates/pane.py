"""One photo of a group to compare: its picture, what becomes of it, and whether keys mean it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from photosim.core.records.photos import Box, Photo
from photosim.core.records.review import Choice, Member
from photosim.gui.duplicates import member_facts
from photosim.gui.viewer.large_pictures import LONGEST_ASKED_PX
from photosim.gui.widgets import appearance
from photosim.gui.widgets.canvas import PictureCanvas

_RING_PX, _GAP_PX = 2, 2
_INSET_PX = 12
_ROOM_PX = 4
"""Between a place that is outlined and the line."""
_RING = ((appearance.Role.Highlight, _RING_PX),)
_DIFFERENCE = ((appearance.Role.Base, 3.0), (appearance.Role.Highlight, 1.8))
"""A light and a dark line: it is seen on any picture."""

_NO_LIMIT = 10_000
_LEAST_NOTE_PX = 120
_ROUND_PX = 14
"""Radius of the ground of words on several lines; one line ends in half circles."""


class PaneBadge(QLabel):
    """A few words on a picture, on a ground of their own; `is_accent` for what stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_accent = False
        self.setFont(appearance.font(appearance.NORMAL_PX - 1, bold=True))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(12, 5, 12, 5)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str, *, is_accent: bool = False, room_px: int = _NO_LIMIT) -> None:
        """Show some words, on several lines where one has no room; none hides the chip."""
        self._is_accent = is_accent
        role = appearance.Role.HighlightedText if is_accent else appearance.Role.Text
        self.setForegroundRole(role)
        self.setText(text)
        self.setWordWrap(False)
        self.adjustSize()
        if self.width() > room_px:
            self.setWordWrap(True)
            self.resize(room_px, self.heightForWidth(room_px))
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = appearance.Role.Highlight if self._is_accent else appearance.Role.AlternateBase
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.palette().color(role)))
        radius = min(self.height() / 2, _ROUND_PX)
        painter.drawRoundedRect(self.rect(), radius, radius)
        painter.end()
        super().paintEvent(event)


class OutlineFrame(QWidget):
    """A frame around a photo or a part of one; presses go through it.

    Args:
        lines: role of the colour and width, px, of each line; the later are drawn on the earlier.
        inset: px from the edge to the middle of the lines.
        radius: of the corners, px.
    """

    def __init__(
        self,
        lines: tuple[tuple[appearance.Role, float], ...],
        inset: float,
        radius: float,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._lines, self._inset, self._radius = lines, inset, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing but the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = self._inset
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        for role, width in self._lines:
            painter.setPen(QPen(self.palette().color(role), width))
            painter.drawRoundedRect(frame, self._radius, self._radius)


class Pane(QWidget):
    """A member's picture.

    Attributes:
        canvas: the picture, which can be zoomed.
        member: who is shown, None while nobody is.

    Signals:
        pressed: the person means this photo.
        menu_wanted: a context menu. arg1: where, global.
    """

    pressed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member: Member | None = None
        self.canvas = PictureCanvas(self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.installEventFilter(self)
        self._chip = PaneBadge(self)
        self._note = PaneBadge(self)
        # round the photo that the keys mean, with a gap; around the place where two photos differ
        self._ring = OutlineFrame(_RING, _RING_PX / 2, appearance.RADIUS + 2, self)
        self._outline = OutlineFrame(_DIFFERENCE, 1.5, 3, self)
        self._place: Box | None = None
        self._said = self._said_of_place = ""
        box = QVBoxLayout(self)
        room = _RING_PX + _GAP_PX
        box.setContentsMargins(room, room, room, room)
        box.addWidget(self.canvas)
        self.canvas.zoomed.connect(self._place_words)
        self._chip.raise_()
        self._note.raise_()
        self._note.hide()

    @property
    def text(self) -> str:
        """What stands on the picture."""
        return self._chip.text()

    @property
    def note(self) -> str:
        """What is said at its lower edge."""
        return self._note.text() if self._note.isVisibleTo(self) else ""

    def show_member(self, number: int, member: Member, *, is_current: bool) -> None:
        """Say whose picture this is and what becomes of it."""
        self.member = member
        self._ring.setVisible(is_current)
        stays = member_facts.choice_of(member) is Choice.KEEP or member.is_protected
        self._chip.say(member_facts.chip_text(number, member), is_accent=stays)
        self.canvas.setAccessibleName(member_facts.spoken(number, member))
        self._place_words()

    def say(self, text: str) -> None:
        """Say something at the lower edge, such as why there is no picture."""
        self._said = text
        self._place_words()

    @property
    def outlined(self) -> QRect | None:
        """The place that is outlined, in the pane's px; None without one."""
        return self._outline.geometry() if self._outline.isVisibleTo(self) else None

    def outline(self, place: Box | None, said: str = "") -> None:
        """Outline a part of the picture, fractions of it; None for nothing.

        What is `said` of it stands at the lower edge, before all else, as long as the line is seen:
        zoom and moving may bring the place out of sight.
        """
        self._place, self._said_of_place = place, said
        self._place_words()

    def size_of_photo(self) -> QSize:
        """Pixels of the whole photo."""
        photo = self.member.photo if self.member else None
        return QSize(photo.width, photo.height) if photo else QSize(4, 3)

    def wanted_px(self, photo: Photo) -> int:
        """Long edge, px, of the picture of a photo that the present zoom needs; in large steps."""
        canvas, whole = self.canvas, max(photo.width, photo.height)
        pane_px = round(max(canvas.width(), canvas.height()) * self.devicePixelRatioF())
        sizes = (pane_px, 2 * pane_px, 4 * pane_px)
        needed = min(canvas.needed_px(), whole)
        return max(
            1, min(next((px for px in sizes if px >= needed), whole), whole, LONGEST_ASKED_PX)
        )

    def resizeEvent(self, _event: object) -> None:
        """The words stay on the picture."""
        self._place_words()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The canvas passes nothing on: its own presses come by the filter."""
        self.pressed.emit()
        super().mousePressEvent(event)

    def eventFilter(self, watched: object, event: object) -> bool:
        """A press on the picture chooses it, and drags it as well."""
        if watched is self.canvas and isinstance(event, QMouseEvent):
            if event.type() is QMouseEvent.Type.MouseButtonPress:
                self.pressed.emit()
        elif watched is self.canvas and isinstance(event, QContextMenuEvent):
            self.menu_wanted.emit(event.globalPos())
            return True
        return False

    def _seen(self) -> QRect:
        """The part of the picture that can be seen."""
        frame = self.canvas.frame().toRect().translated(self.canvas.pos())
        return frame.intersected(self.canvas.geometry())

    def _place_words(self) -> None:
        """Onto the picture's upper and lower edge, as far as these can be seen."""
        seen = self._seen()
        if seen.height() < 3 * self._chip.height():
            seen = self.canvas.geometry()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = seen.right() - self._chip.width() - _INSET_PX if is_mirrored else seen.left()
        self._chip.move(left if is_mirrored else left + _INSET_PX, seen.top() + _INSET_PX)
        self._place_outline()
        said = (self.outlined and self._said_of_place) or self._said
        self._note.say(said, room_px=max(_LEAST_NOTE_PX, self.width() - 2 * _INSET_PX))
        x = min(seen.center().x() - self._note.width() // 2, self.width() - self._note.width())
        self._note.move(max(0, x), seen.bottom() - self._note.height() - _INSET_PX)
        out = _RING_PX + _GAP_PX
        self._ring.setGeometry(self._seen().adjusted(-out, -out, out, out))

    def _place_outline(self) -> None:
        """Around the place, with room, wherever zoom and moving have brought it."""
        place = self._place
        if place is None:
            self._outline.hide()
            return
        frame = self.canvas.frame().translated(QPointF(self.canvas.pos()))
        left, top = frame.x() + place.x * frame.width(), frame.y() + place.y * frame.height()
        around = QRectF(left, top, place.width * frame.width(), place.height * frame.height())
        around.adjust(-_ROOM_PX, -_ROOM_PX, _ROOM_PX, _ROOM_PX)
        seen = around.toAlignedRect().intersected(self.canvas.geometry())
        self._outline.setGeometry(seen)
        self._outline.setVisible(not seen.isEmpty())
