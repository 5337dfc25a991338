"""How one group looks in the list: its first pictures, how many, what it frees, how it stands.

Painted with the palette's roles. In a wide list more pictures fit and the facts stand in columns.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Group
from photosim.gui.duplicates import group_texts
from photosim.gui.grid.row_painter import RowPainter
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role

ROW_PX = 84
PICTURE_PX = 48
_GAP_PX = 6
_WORDS_PX = 72
_DATE_PX = 100
"""Of a day; of one that does not fit, such as that of a file, there is room below the pictures."""
_WIDE_PX = 460
"""From here on the date has a column of its own."""


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands: looked at, with the keyboard's focus, under the mouse."""

    is_current: bool = False
    has_focus: bool = False
    is_hovered: bool = False


class GroupPainter(RowPainter):
    """Paints groups with one palette; make a new one when it changes."""

    @staticmethod
    def n_pictures(width: int) -> int:
        """How many pictures fit into a row of `width` px."""
        room = width - 2 * appearance.GAP_L - _WORDS_PX - (110 if width >= _WIDE_PX else 0)
        return max(1, min(8, (room + _GAP_PX) // (PICTURE_PX + _GAP_PX)))

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        group: Group,
        pictures: list[QPixmap | None],
        state: RowState,
    ) -> None:
        """Paint a row; `pictures` are those of the group's first photos, None until there."""
        self._begin(painter)
        body = QRectF(rect).adjusted(8, 2, -4, -2)
        self._draw_ground(painter, body, state)
        inner = body.adjusted(appearance.GAP_M, 0, -appearance.GAP_S, 0)
        self._draw_pictures(painter, inner, group, pictures)
        self._draw_text(painter, inner, group, is_wide=rect.width() >= _WIDE_PX)
        painter.restore()

    def _draw_ground(self, painter: QPainter, body: QRectF, state: RowState) -> None:
        if state.is_current or state.is_hovered:
            ground = self._palette.color(Role.AlternateBase)
            ground.setAlphaF(1.0 if state.is_current else 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(body, appearance.RADIUS, appearance.RADIUS)
        if state.has_focus:
            painter.setPen(QPen(self._palette.color(Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                body.adjusted(1, 1, -1, -1), appearance.RADIUS, appearance.RADIUS
            )

    def _draw_pictures(
        self, painter: QPainter, inner: QRectF, group: Group, pictures: list[QPixmap | None]
    ) -> None:
        for i, picture in enumerate(pictures):
            left = i * (PICTURE_PX + _GAP_PX)
            self._draw_picture(
                painter, self._placed(inner, left, 8, PICTURE_PX, PICTURE_PX), picture
            )
        if group.tier is Tier.SAME_FILE and pictures:
            self._draw_times(painter, inner, group.n_members)

    def _draw_times(self, painter: QPainter, inner: QRectF, n_files: int) -> None:
        """One picture stands for all files, which have the same bytes."""
        text = f"\N{MULTIPLICATION SIGN}{counts.count(n_files)}"
        width = QFontMetricsF(self._small_bold).horizontalAdvance(text) + 12
        pill = self._placed(inner, PICTURE_PX - width - 4, 12, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._palette.color(Role.Base))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(self._palette.color(Role.Text))
        painter.setFont(self._small_bold)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_text(self, painter: QPainter, inner: QRectF, group: Group, *, is_wide: bool) -> None:
        right = inner.width() - _WORDS_PX
        state = group_texts.state(group)
        is_open = group.n_open == group.n_members
        self._line(painter, inner, (right, 10, _WORDS_PX), group_texts.members(group), self._plain)
        self._line(painter, inner, (right, 30, _WORDS_PX), counts.size(group.freed), self._plain)
        below = 8 + PICTURE_PX + 2
        font = self._small if is_open else self._small_bold
        mark = "" if is_open or group.n_open else "\N{CHECK MARK} "
        state_px = max(_WORDS_PX, _px(font, mark + state))
        left_px = inner.width() - state_px - appearance.GAP_S
        text, date = group_texts.below(group), group_texts.date(group)
        if is_wide and _px(self._plain, date) <= _DATE_PX:
            day = inner.width() - _WORDS_PX - _DATE_PX - 10
            self._line(painter, inner, (day, 10, _DATE_PX), date, self._plain)
        elif _px(self._small, both := f"{text}{counts.DOT}{date}") <= left_px:
            text = both  # where there is no room for the day, the tip says it
        self._line(painter, inner, (0, below, left_px), text, self._small)
        place = (inner.width() - state_px, below, state_px)
        self._line(painter, inner, place, mark + state, font, not is_open)


def _px(font: QFont, text: str) -> float:
    """How wide a line of text is, with a little room for rounding."""
    return QFontMetricsF(font).horizontalAdvance(text) + 2
