"""How a theme looks as a card: its pictures, its name, and one line of facts.

Painted with the palette's roles; rectangles are brought onto device pixels. GUI thread.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette, QPen, QPixmap

from photosim.core.themes import Theme
from photosim.gui import theme as look
from photosim.gui.cell import crop
from photosim.gui.frames import Frames, State
from photosim.gui.theme import Role
from photosim.gui.themes import phrases
from photosim.gui.themes.card_lattice import PAD_PX, pictures_of, tiles

_RADIUS_PX = 8.0
_NAME_GAP_PX, _FACTS_GAP_PX, _END_PX = 10.0, 3.0, 12.0
_PILL_PX = 20.0
_PLAIN = State()


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: a theme and its pictures as far as they are there."""

    theme: Theme
    pictures: tuple[QPixmap | None, ...]
    state: State = _PLAIN


class CardPainter:
    """Paints cards with one palette and font; make a new one when these change."""

    def __init__(self, palette: QPalette, *, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._is_mirrored = is_mirrored
        self._frames = Frames(palette, is_mirrored=is_mirrored)
        self._name, self._facts = look.font(bold=True), look.font(look.NORMAL_PX - 1)
        self._small = look.font(look.SMALL_PX)
        lines = QFontMetricsF(self._name).height() + QFontMetricsF(self._facts).height()
        self._caption_px = round(_NAME_GAP_PX + _FACTS_GAP_PX + _END_PX + lines)

    @property
    def caption_px(self) -> int:
        """Height of the words with the room above and below them, px."""
        return self._caption_px

    def paint(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        """Paint a card that fills `rect`."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, rect, card.state)
        room = pictures_of(rect, self._caption_px)
        places = tiles(room, len(card.pictures), is_mirrored=self._is_mirrored)
        for place, picture in zip(places, card.pictures, strict=False):
            self._draw_picture(painter, place, picture)
        self._draw_words(painter, rect.adjusted(PAD_PX, 0, -PAD_PX, 0), room.bottom(), card.theme)
        painter.restore()

    def _draw_ground(self, painter: QPainter, rect: QRectF, state: State) -> None:
        role, width = Role.Mid, 1.0
        if state.has_focus:
            role, width = Role.Highlight, 2.5
        elif state.is_hovered:
            role, width = Role.Dark, 1.5
        painter.setPen(QPen(self._palette.color(role), width))
        painter.setBrush(self._palette.color(Role.Base))
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), _RADIUS_PX, _RADIUS_PX)

    def _draw_picture(self, painter: QPainter, place: QRectF, picture: QPixmap | None) -> None:
        frame = _aligned(painter, place)
        if picture is None:
            painter.fillRect(frame, self._palette.color(Role.AlternateBase))
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(frame, picture, crop(picture, frame.size() * ratio))
        self._frames.draw(painter, frame, _PLAIN)

    def _draw_words(self, painter: QPainter, rect: QRectF, top: float, theme: Theme) -> None:
        name_px = QFontMetricsF(self._name).height()
        line = QRectF(rect.left(), top + _NAME_GAP_PX, rect.width(), name_px)
        pill = phrases.new(theme) or (phrases.YOUR_NAME if theme.is_named else "")
        room = self._draw_pill(painter, line, pill) if pill else line
        self._draw_line(painter, room, theme.name, self._name, Role.Text)
        line.moveTop(line.bottom() + _FACTS_GAP_PX)
        line.setHeight(QFontMetricsF(self._facts).height())
        self._draw_line(painter, line, phrases.facts_of(theme), self._facts, Role.PlaceholderText)

    def _draw_line(
        self, painter: QPainter, line: QRectF, text: str, font: QFont, role: QPalette.ColorRole
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._palette.color(role))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(line.width())
        )
        side = Qt.AlignmentFlag.AlignRight if self._is_mirrored else Qt.AlignmentFlag.AlignLeft
        # words keep their own order: a number that begins them would else go to their end
        painter.setLayoutDirection(_direction(shown))
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, flags | Qt.TextFlag.TextSingleLine, shown)

    def _draw_pill(self, painter: QPainter, line: QRectF, text: str) -> QRectF:
        """Draw a pill at the end of a line; the room that is left of the line."""
        width = QFontMetricsF(self._small).horizontalAdvance(text) + 16
        pill = QRectF(line.right() - width, line.center().y() - _PILL_PX / 2, width, _PILL_PX)
        room = line.adjusted(0, 0, -width - look.GAP_S, 0)
        if self._is_mirrored:
            pill.moveLeft(line.left())
            room.moveRight(line.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._palette.color(Role.AlternateBase))
        painter.drawRoundedRect(pill, _PILL_PX / 2, _PILL_PX / 2)
        painter.setFont(self._small)
        painter.setPen(self._palette.color(Role.PlaceholderText))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return room


def _direction(text: str) -> Qt.LayoutDirection:
    """The direction of a text's first letter; letters only have one."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return Qt.LayoutDirection.LeftToRight if first == "L" else Qt.LayoutDirection.RightToLeft


def _aligned(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle on device pixels."""
    ratio = painter.device().devicePixelRatioF()
    left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
    right, bottom = round(rect.right() * ratio) / ratio, round(rect.bottom() * ratio) / ratio
    return QRectF(QPointF(left, top), QPointF(right, bottom))
