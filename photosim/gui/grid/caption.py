"""The line below a picture of the grid: what leads, and the fact at the other end.

Words are measured, shortened and shaped once, and only copied from then on: that was half of the
time that painting the grid took. GUI thread.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette, QStaticText, QTransform

from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role

Elide = Qt.TextElideMode

_MOST_KEPT = 4096
_NO_LIMIT = 1e6
_LEAST_SHARE = 0.6
"""The share of a reason that must be seen; of a date, all of it."""


class _FittedText(NamedTuple):
    """Words ready to be painted, and their width, px."""

    text: QStaticText
    width: float


class CaptionPainter:
    """Paints captions with one palette, font and direction."""

    def __init__(self, palette: QPalette, *, is_mirrored: bool = False) -> None:
        self._palette = palette
        self._is_mirrored = is_mirrored
        self._fonts = {False: appearance.font(), True: appearance.font(bold=True)}
        self._metrics = {bold: QFontMetricsF(font) for bold, font in self._fonts.items()}
        self._kept: dict[tuple[str, bool, int, Elide], _FittedText] = {}

    @property
    def line_px(self) -> float:
        """Height of the line, px."""
        return self._metrics[False].height()

    def draw(self, painter: QPainter, line: QRectF, lead: str, fact: str, *, bold: bool) -> None:
        """Draw both parts; without a lead the fact takes its place. `bold`: the lead is."""
        if not lead:
            self._draw(painter, line, self._fitted(fact, line.width()), Role.PlaceholderText)
            return
        fitted = self._fitted(lead, line.width(), bold=bold)
        self._draw(painter, line, fitted, Role.Text, bold=bold)
        room = line.width() - fitted.width - appearance.GAP_S
        if self._is_worth_showing(fact, room, is_reason=bold):
            # the first words of a reason say it: "probably the same"
            said = self._first_words(fact, room) if bold else fact
            rest = self._fitted(said, room, elide=Elide.ElideRight if bold else Elide.ElideMiddle)
            self._draw(painter, line, rest, Role.PlaceholderText, is_at_end=True)

    def _is_worth_showing(self, fact: str, room: float, *, is_reason: bool) -> bool:
        """Half a date says nothing, half a reason something; the tip has the whole of both."""
        needed = self._fitted(fact, _NO_LIMIT).width
        return bool(fact) and needed * (_LEAST_SHARE if is_reason else 1) <= room

    def _first_words(self, fact: str, room: float) -> str:
        """As many whole words as fit, three at least, or two that say all before a comma."""
        words = fact.split(" ")
        for n in range(len(words), 1, -1):
            said = " ".join(words[:n])
            if (n > 2 or said.endswith(",") or said == fact) and (
                self._fitted(said.rstrip(","), _NO_LIMIT).width <= room
            ):
                return said.rstrip(",")
        return fact

    def _draw(
        self,
        painter: QPainter,
        line: QRectF,
        fitted: _FittedText,
        role: QPalette.ColorRole,
        *,
        bold: bool = False,
        is_at_end: bool = False,
    ) -> None:
        is_right = is_at_end != self._is_mirrored
        x = line.right() - fitted.width if is_right else line.left()
        painter.setFont(self._fonts[bold])
        painter.setPen(self._palette.color(role))
        painter.drawStaticText(QPointF(x, line.top()), fitted.text)

    def _fitted(
        self,
        said: str,
        room: float,
        *,
        bold: bool = False,
        elide: Elide = Elide.ElideMiddle,
    ) -> _FittedText:
        key = (said, bold, int(room), elide)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._make(said, int(room), bold, elide)
        return self._kept[key]

    def _make(self, said: str, room: int, bold: bool, elide: Elide) -> _FittedText:
        shown = self._metrics[bold].elidedText(said, elide, room)
        text = QStaticText(shown)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        text.prepare(QTransform(), self._fonts[bold])
        return _FittedText(text, self._metrics[bold].horizontalAdvance(shown))
