"""How one photo looks in the grid: picture, ring, check mark and badges, and one line below.

Painted with the palette's roles into any QPainter; rectangles are brought onto device pixels, so a
thumbnail is sharp at 100 %, 150 % and 200 %. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)

from photosim.gui import theme
from photosim.gui.theme import Role

_RING_PX = 2.5
_RING_GAP_PX = 2.0
_FOCUS_PX = 1.0
_CHECK_PX = 20.0
_INSET_PX = 8.0
_BADGE_PX = 20.0
_CAPTION_GAP_PX = 6.0
_LINE_GAP_PX = 16
_EDGE = 0.08
_MOST_FRAMES = 64
_PALE = 0.45
"""Opacity of an offline photo."""

# put together once: or-ing flags for each cell took a twentieth of the painting
_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _LINE, Qt.AlignmentFlag.AlignRight | _LINE
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell shows.

    Attributes:
        picture: the thumbnail in device pixels, None until it is there.
        mean_colour: 0xRRGGBB of the photo, None while nothing is known of it.
        lead: the left part of the line below; `is_lead_bold` when it is a certainty.
        fact: the rest of the line, muted; at the right if there is a lead.
        badges: short words on the picture's corner.
        is_pale: the photo cannot be opened now.
    """

    picture: QPixmap | None = None
    mean_colour: int | None = None
    lead: str = ""
    fact: str = ""
    badges: tuple[str, ...] = ()
    is_lead_bold: bool = False
    is_pale: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How a cell stands: chosen, with the keyboard's focus, under the mouse."""

    is_selected: bool = False
    has_focus: bool = False
    is_hovered: bool = False


class CellPainter:
    """Paints cells with one palette and font; make a new one when these change."""

    def __init__(self, palette: QPalette, *, fill: bool = True, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._fill = fill
        self._is_mirrored = is_mirrored
        self._frames: dict[tuple[float, float, float], QPixmap] = {}
        self._plain = theme.font()
        self._bold = theme.font(bold=True)
        self._line_px = QFontMetricsF(self._plain).height()
        self._caption_px = round(_CAPTION_GAP_PX + self._line_px) + _LINE_GAP_PX
        self._small = theme.font(theme.SMALL_PX, bold=True)

    @property
    def caption_px(self) -> int:
        """Height of the line below the picture, with the room to the next line of cells."""
        return self._caption_px

    def paint(self, painter: QPainter, rect: QRect, content: Content, state: State) -> None:
        """Paint a cell; `rect` holds the picture and, below it, `caption_px` of caption."""
        painter.save()
        painter.setRenderHints(_HINTS)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        frame = self._aligned(
            painter, QRectF(rect).adjusted(0, 0, 0, -self.caption_px), content.picture
        )
        self._draw_picture(painter, frame, content)
        self._draw_ring(painter, frame, state)
        self._draw_badges(painter, frame, content.badges)
        self._draw_caption(painter, QRectF(rect), content)
        painter.restore()

    def _aligned(self, painter: QPainter, rect: QRectF, picture: QPixmap | None) -> QRectF:
        """The frame on device pixels: all of `rect`, or the picture's shape within it."""
        if not self._fill and picture is not None:
            size = QSizeF(picture.size()).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            # over its caption, which begins at the same side
            x = rect.right() - size.width() if self._is_mirrored else rect.left()
            rect = QRectF(QPointF(x, rect.bottom() - size.height()), size)
        ratio = painter.device().devicePixelRatioF()
        left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
        width, height = round(rect.width() * ratio) / ratio, round(rect.height() * ratio) / ratio
        return QRectF(left, top, width, height)

    # -- the picture

    def _draw_picture(self, painter: QPainter, frame: QRectF, content: Content) -> None:
        if content.is_pale:
            painter.setOpacity(_PALE)
        if content.picture is None:
            painter.fillRect(frame, self._placeholder(content.mean_colour))
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(frame, content.picture, _crop(content.picture, frame.size() * ratio))
        painter.setOpacity(1)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(frame.topLeft(), self._passe_partout(frame.size(), ratio))

    def _passe_partout(self, size: QSizeF, ratio: float) -> QPixmap:
        """What lies over each picture: round corners, and an edge for white on white.

        Made once for a size: painting 30 pictures takes 3 ms, with clipping or strokes 12 to 20.
        """
        key = (size.width(), size.height(), ratio)
        if key not in self._frames:
            if len(self._frames) >= _MOST_FRAMES:
                self._frames.clear()
            self._frames[key] = self._make_passe_partout(size, ratio)
        return self._frames[key]

    def _make_passe_partout(self, size: QSizeF, ratio: float) -> QPixmap:
        made = QPixmap((size * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(QPointF(), size)
        corners = QPainterPath()
        corners.addRect(frame)
        corners.addRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.fillPath(corners, self._palette.color(Role.Base))
        edge = self._palette.color(Role.Text)
        edge.setAlphaF(_EDGE)
        painter.setPen(QPen(edge, 1))
        inner = frame.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, theme.RADIUS - 0.5, theme.RADIUS - 0.5)
        painter.end()
        return made

    def _placeholder(self, mean_colour: int | None) -> QColor:
        if mean_colour is None:
            return self._palette.color(Role.AlternateBase)
        return QColor(mean_colour >> 16 & 255, mean_colour >> 8 & 255, mean_colour & 255)

    # -- ring, check mark, focus

    def _draw_ring(self, painter: QPainter, frame: QRectF, state: State) -> None:
        if state.is_selected:
            self._outline(painter, frame, Role.Highlight, _RING_GAP_PX, _RING_PX)
            self._draw_check(painter, frame)
        elif state.is_hovered:
            self._outline(painter, frame, Role.Dark, _RING_GAP_PX, _RING_PX)
        if state.has_focus:
            gap = _RING_GAP_PX + _RING_PX + 1 if state.is_selected else _RING_GAP_PX
            self._outline(painter, frame, Role.Text, gap, _FOCUS_PX if state.is_selected else 2)

    def _outline(
        self, painter: QPainter, frame: QRectF, role: QPalette.ColorRole, gap: float, width: float
    ) -> None:
        out = gap + width / 2
        painter.setPen(QPen(self._palette.color(role), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.RADIUS + out
        painter.drawRoundedRect(frame.adjusted(-out, -out, out, out), radius, radius)

    def _draw_check(self, painter: QPainter, frame: QRectF) -> None:
        disc = QRectF(0, 0, _CHECK_PX, _CHECK_PX)
        disc.moveTopLeft(frame.topLeft() + QPointF(_INSET_PX, _INSET_PX))
        if self._is_mirrored:
            disc.moveRight(frame.right() - _INSET_PX)
        painter.setPen(QPen(self._palette.color(Role.HighlightedText), 1.5))
        painter.setBrush(self._palette.color(Role.Highlight))
        painter.drawEllipse(disc)
        mark = QPen(self._palette.color(Role.HighlightedText), 2)
        mark.setCapStyle(Qt.PenCapStyle.RoundCap)
        mark.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(mark)
        middle = disc.center()
        bends = (QPointF(-4.2, 0.4), QPointF(-1.4, 3.4), QPointF(4.4, -3.2))
        painter.drawPolyline([middle + bend for bend in bends])

    # -- words

    def _draw_badges(self, painter: QPainter, frame: QRectF, badges: tuple[str, ...]) -> None:
        metrics = QFontMetricsF(self._small)
        painter.setFont(self._small)
        edge = frame.right() - _INSET_PX
        for badge in badges:
            width = max(_BADGE_PX, metrics.horizontalAdvance(badge) + 14)
            pill = QRectF(edge - width, frame.top() + _INSET_PX, width, _BADGE_PX)
            edge = pill.left() - 4
            if edge < frame.left() + _CHECK_PX + _INSET_PX:
                return
            if self._is_mirrored:
                pill.moveLeft(frame.left() + frame.right() - pill.right())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._palette.color(Role.Base))
            painter.drawRoundedRect(pill, _BADGE_PX / 2, _BADGE_PX / 2)
            painter.setPen(self._palette.color(Role.Text))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge)

    def _draw_caption(self, painter: QPainter, rect: QRectF, content: Content) -> None:
        line = QRectF(rect)
        line.setTop(rect.bottom() - self.caption_px + _CAPTION_GAP_PX)
        line.setHeight(self._line_px)
        start, end = (_RIGHT, _LEFT) if self._is_mirrored else (_LEFT, _RIGHT)
        if not content.lead:
            self._draw_words(painter, line, content.fact, self._plain, Role.PlaceholderText, start)
            return
        font = self._bold if content.is_lead_bold else self._plain
        self._draw_words(painter, line, content.lead, font, Role.Text, start)
        taken = QFontMetricsF(font).horizontalAdvance(content.lead) + theme.GAP_S
        if self._is_worth_showing(content, line.width() - taken):
            left, right = (0.0, -taken) if self._is_mirrored else (taken, 0.0)
            rest = line.adjusted(left, 0, right, 0)
            self._draw_words(painter, rest, content.fact, self._plain, Role.PlaceholderText, end)

    def _is_worth_showing(self, content: Content, room: float) -> bool:
        """Half a date says nothing, half a reason something; the tip has the whole of both."""
        needed = QFontMetricsF(self._plain).horizontalAdvance(content.fact)
        return needed * (0.6 if content.is_lead_bold else 1) <= room

    def _draw_words(
        self,
        painter: QPainter,
        line: QRectF,
        words: str,
        font: QFont,
        role: QPalette.ColorRole,
        side: int,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._palette.color(role))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, side, shown)


def _crop(picture: QPixmap, shape: QSizeF) -> QRectF:
    """The part of `picture`, from its middle, to be shown on `shape` device pixels.

    Pixel for pixel when the picture was made for that shape, else the largest part of its form.
    """
    whole = QSizeF(picture.width(), picture.height())
    spare = whole - shape
    if min(abs(spare.width()), abs(spare.height())) < 1 and min(spare.toTuple()) > -1:
        corner = QPointF(max(0, round(spare.width() / 2)), max(0, round(spare.height() / 2)))
        return QRectF(corner, shape.boundedTo(whole))
    part = QRectF(QPointF(), shape.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio))
    part.moveCenter(QPointF(whole.width() / 2, whole.height() / 2))
    return part
