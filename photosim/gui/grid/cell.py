"""How one photo looks in the grid: picture, ring, check mark and badges, and one line below.

Painted with the palette's roles into any QPainter; rectangles are brought onto device pixels, so a
thumbnail is sharp at 100 %, 150 % and 200 %. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPixmap,
)

from photosim.gui.grid import badges
from photosim.gui.grid.caption import CaptionPainter
from photosim.gui.grid.cell_frames import CHECK_PX, INSET_PX, CellFrames, CellState
from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role

_BADGE_PX = 20.0
_CAPTION_GAP_PX = 6.0
_LINE_GAP_PX = 16
PALE = 0.45
"""Opacity of an offline photo."""


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell shows.

    Attributes:
        picture: the thumbnail in device pixels, None until it is there.
        mean_colour: 0xRRGGBB of the photo, None while nothing is known of it.
        lead: the left part of the line below; `is_lead_bold` when it is a certainty.
        fact: the rest of the line, muted; at the right if there is a lead.
        badges: short words on the picture's corner.
        is_pale: the photo cannot be opened now.
        fold: how many photos are folded into it; negative when they are shown behind it.
    """

    picture: QPixmap | None = None
    mean_colour: int | None = None
    lead: str = ""
    fact: str = ""
    badges: tuple[str, ...] = ()
    is_lead_bold: bool = False
    is_pale: bool = False
    fold: int = 0


class CellPainter:
    """Paints cells with one palette and font; make a new one when these change."""

    def __init__(self, palette: QPalette, *, fill: bool = True, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._fill = fill
        self._is_mirrored = is_mirrored
        self._frames = CellFrames(palette, is_mirrored=is_mirrored)
        self._caption = CaptionPainter(palette, is_mirrored=is_mirrored)
        self._caption_px = round(_CAPTION_GAP_PX + self._caption.line_px) + _LINE_GAP_PX
        self._small = appearance.font(appearance.SMALL_PX, bold=True)

    @property
    def caption_px(self) -> int:
        """Height of the line below the picture, with the room to the next line of cells."""
        return self._caption_px

    def paint(self, painter: QPainter, rect: QRect, content: CellContent, state: CellState) -> None:
        """Paint a cell; `rect` holds the picture and, below it, `caption_px` of caption."""
        painter.save()
        frame = self.frame(rect, content.picture, painter.device().devicePixelRatioF())
        self._draw_picture(painter, frame, content)
        self._frames.draw(painter, frame, state)
        self._draw_badges(painter, frame, content.badges)
        if content.fold:
            mirrored = self._is_mirrored
            badges.draw(painter, self._palette, frame, content.fold, is_mirrored=mirrored)
        self._draw_caption(painter, QRectF(rect), content)
        painter.restore()

    def frame(self, cell: QRect, picture: QPixmap | None, ratio: float) -> QRectF:
        """Where a cell's picture is painted, on device pixels (`ratio` of them to a px).

        All of the cell without its caption, or the picture's shape within that.
        """
        rect = QRectF(cell).adjusted(0, 0, 0, -self.caption_px)
        if not self._fill and picture is not None:
            size = _fitted(QSizeF(picture.size()), rect.size() * ratio) / ratio
            # over its caption, which begins at the same side
            x = rect.right() - size.width() if self._is_mirrored else rect.left()
            rect = QRectF(QPointF(x, rect.bottom() - size.height()), size)
        left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
        width, height = round(rect.width() * ratio) / ratio, round(rect.height() * ratio) / ratio
        return QRectF(left, top, width, height)

    # -- the picture

    def _draw_picture(self, painter: QPainter, frame: QRectF, content: CellContent) -> None:
        if content.is_pale:
            painter.setOpacity(PALE)
        if content.picture is None:
            painter.fillRect(frame, self._placeholder(content.mean_colour))
        else:
            # not smoothly: a picture of another size is there for a moment only
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(frame, content.picture, crop(content.picture, frame.size() * ratio))
        painter.setOpacity(1)

    def _placeholder(self, mean_colour: int | None) -> QColor:
        if mean_colour is None:
            return self._palette.color(Role.AlternateBase)
        return QColor(mean_colour >> 16 & 255, mean_colour >> 8 & 255, mean_colour & 255)

    # -- words

    def _draw_badges(self, painter: QPainter, frame: QRectF, badges: tuple[str, ...]) -> None:
        if not badges:
            return
        metrics = QFontMetricsF(self._small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        edge = frame.right() - INSET_PX
        for badge in badges:
            width = max(_BADGE_PX, metrics.horizontalAdvance(badge) + 14)
            pill = QRectF(edge - width, frame.top() + INSET_PX, width, _BADGE_PX)
            edge = pill.left() - 4
            if edge < frame.left() + CHECK_PX + INSET_PX:
                return
            if self._is_mirrored:
                pill.moveLeft(frame.left() + frame.right() - pill.right())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._palette.color(Role.Base))
            painter.drawRoundedRect(pill, _BADGE_PX / 2, _BADGE_PX / 2)
            painter.setPen(self._palette.color(Role.Text))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge)

    def _draw_caption(self, painter: QPainter, rect: QRectF, content: CellContent) -> None:
        line = QRectF(rect)
        line.setTop(rect.bottom() - self.caption_px + _CAPTION_GAP_PX)
        line.setHeight(self._caption.line_px)
        self._caption.draw(painter, line, content.lead, content.fact, bold=content.is_lead_bold)


def _fitted(picture: QSizeF, room: QSizeF) -> QSizeF:
    """The size of a picture within `room` device pixels; its own when it was made for it."""
    size = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    spare = picture - size
    return picture if max(abs(spare.width()), abs(spare.height())) < 1.5 else size


def crop(picture: QPixmap, shape: QSizeF) -> QRectF:
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
