"""How a theme looks as a card: its pictures, its name, and one line of facts.

Painted with the palette's roles; rectangles are brought onto device pixels. What is the same in
many cards, or each time that a card is painted, is made once and copied from then on. GUI thread.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QStaticText,
    QTextOption,
    QTransform,
)

from photosim.core.records.themes import Theme
from photosim.gui.grid.cell import crop
from photosim.gui.grid.cell_frames import CellFrames, CellState
from photosim.gui.themes import theme_texts
from photosim.gui.themes.card_lattice import PAD_PX, pictures_of, tiles
from photosim.gui.widgets import appearance as look
from photosim.gui.widgets.appearance import Role

_RADIUS_PX = 8.0
_NAME_GAP_PX, _FACTS_GAP_PX, _END_PX = 10.0, 3.0, 12.0
_PILL_PX = 20.0
_MOST_KEPT = 512
_PLAIN = CellState()


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """What a card shows: a theme and its pictures as far as they are there."""

    theme: Theme
    pictures: tuple[QPixmap | None, ...]
    state: CellState = _PLAIN


class _TextLine(NamedTuple):
    """Words ready to be painted: where they begin within the card, and how."""

    text: QStaticText
    at: QPointF
    font: QFont
    role: QPalette.ColorRole


class _CardText(NamedTuple):
    """All words of a card, and the room of the pill behind some of them."""

    lines: tuple[_TextLine, ...]
    pill: QRectF


class CardPainter:
    """Paints cards with one palette and font; make a new one when these change."""

    def __init__(self, palette: QPalette, *, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._is_mirrored = is_mirrored
        self._frames = CellFrames(palette, is_mirrored=is_mirrored)
        self._name, self._facts = look.font(bold=True), look.font(look.NORMAL_PX - 1)
        self._small = look.font(look.SMALL_PX)
        self._name_px = QFontMetricsF(self._name).height()
        self._facts_px = QFontMetricsF(self._facts).height()
        lines = self._name_px + self._facts_px
        self._caption_px = round(_NAME_GAP_PX + _FACTS_GAP_PX + _END_PX + lines)
        self._texts: dict[tuple[Theme, int, int], _CardText] = {}
        self._grounds: dict[tuple[int, int, float, CellState], QPixmap] = {}

    @property
    def caption_px(self) -> int:
        """Height of the words with the room above and below them, px."""
        return self._caption_px

    def paint(self, painter: QPainter, rect: QRectF, card: ThemeCard) -> None:
        """Paint a card that fills `rect`, whose sides are whole pixels."""
        painter.drawPixmap(rect.topLeft(), self._ground(painter, rect.size(), card.state))
        room = pictures_of(rect, self._caption_px)
        places = tiles(room, len(card.pictures), is_mirrored=self._is_mirrored)
        for place, picture in zip(places, card.pictures, strict=False):
            self._draw_picture(painter, place, picture)
        self._draw_text(painter, rect, card.theme)

    # -- what lies below

    def _ground(self, painter: QPainter, size: QSizeF, state: CellState) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (int(size.width()), int(size.height()), ratio, state)
        if key not in self._grounds:
            if len(self._grounds) >= _MOST_KEPT:
                self._grounds.clear()
            self._grounds[key] = self._make_ground(size, ratio, state)
        return self._grounds[key]

    def _make_ground(self, size: QSizeF, ratio: float, state: CellState) -> QPixmap:
        made = QPixmap((size * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(self._palette.color(Role.Base))
        role, width = Role.Mid, 1.0
        if state.has_focus:
            role, width = Role.Highlight, 2.5
        elif state.is_hovered:
            role, width = Role.Dark, 1.5
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._palette.color(role), width))
        half = width / 2
        frame = QRectF(QPointF(), size).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, _RADIUS_PX, _RADIUS_PX)
        painter.end()
        return made

    # -- pictures

    def _draw_picture(self, painter: QPainter, place: QRectF, picture: QPixmap | None) -> None:
        ratio = painter.device().devicePixelRatioF()
        frame = _aligned(place, ratio)
        if picture is None:
            painter.fillRect(frame, self._palette.color(Role.AlternateBase))
        else:
            painter.drawPixmap(frame, picture, crop(picture, frame.size() * ratio))
        self._frames.draw(painter, frame, _PLAIN)

    # -- text

    def _draw_text(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        key = (theme, int(rect.width()), int(rect.height()))
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) >= _MOST_KEPT:
                self._texts.clear()
            text = self._texts[key] = self._make_text(rect.size(), theme)
        corner = rect.topLeft()
        if not text.pill.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._palette.color(Role.AlternateBase))
            pill = text.pill.translated(corner)
            painter.drawRoundedRect(pill, _PILL_PX / 2, _PILL_PX / 2)
        for line in text.lines:
            painter.setFont(line.font)
            painter.setPen(self._palette.color(line.role))
            painter.drawStaticText(corner + line.at, line.text)

    def _make_text(self, size: QSizeF, theme: Theme) -> _CardText:
        left, right = float(PAD_PX), size.width() - PAD_PX
        top = size.height() - self._caption_px + _NAME_GAP_PX
        room, pill, lines = QRectF(left, top, right - left, self._name_px), QRectF(), []
        text = theme_texts.new(theme) or (theme_texts.YOUR_NAME if theme.is_named else "")
        if text:
            width = QFontMetricsF(self._small).horizontalAdvance(text) + 16
            pill = QRectF(room.right() - width, room.center().y() - 10, width, _PILL_PX)
            room.setRight(pill.left() - look.GAP_S)
            if self._is_mirrored:
                pill.moveLeft(left)
                room.moveRight(right)
            small_px = QFontMetricsF(self._small).height()
            inner = QRectF(pill.left() + 8, pill.center().y() - small_px / 2, width, small_px)
            role = Role.PlaceholderText
            lines.append(self._line(text, inner, self._small, role, is_mirrored=False))
        lines.append(self._line(theme.name, room, self._name, Role.Text))
        below = QRectF(left, room.bottom() + _FACTS_GAP_PX, right - left, self._facts_px)
        facts = theme_texts.facts_of(theme)
        lines.append(self._line(facts, below, self._facts, Role.PlaceholderText))
        return _CardText(tuple(lines), pill)

    def _line(
        self,
        said: str,
        room: QRectF,
        font: QFont,
        role: QPalette.ColorRole,
        *,
        is_mirrored: bool | None = None,
    ) -> _TextLine:
        """Words shortened to their room, at the side where lines begin."""
        metrics = QFontMetricsF(font)
        one_line = " ".join(said.splitlines())
        shown = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, room.width())
        text = QStaticText(shown)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        option = QTextOption()
        # words keep their own order: a number that begins them would else go to their end
        option.setTextDirection(_direction(shown))
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        text.setTextOption(option)
        text.prepare(QTransform(), font)
        is_at_right = self._is_mirrored if is_mirrored is None else is_mirrored
        x = room.right() - metrics.horizontalAdvance(shown) if is_at_right else room.left()
        return _TextLine(text, QPointF(x, room.top()), font, role)


def _direction(text: str) -> Qt.LayoutDirection:
    """The direction of a text's first letter; letters only have one."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return Qt.LayoutDirection.LeftToRight if first == "L" else Qt.LayoutDirection.RightToLeft


def _aligned(rect: QRectF, ratio: float) -> QRectF:
    """The rectangle on device pixels."""
    left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
    right, bottom = round(rect.right() * ratio) / ratio, round(rect.bottom() * ratio) / ratio
    return QRectF(QPointF(left, top), QPointF(right, bottom))
