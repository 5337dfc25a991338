"""The names of themes on the map, like those of countries: in the middle of their photos."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from photosim.core.records.themes import PhotoMap
from photosim.gui.map.plane import Plane
from photosim.gui.widgets import appearance

MOST_SHOWN = 14
_LONGEST_PX = 180
_HALO_PX = 4.0
_GAP_PX = 6.0


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """One theme as the map and its legend show it.

    Attributes:
        number: of the theme, 0 the largest.
        size: how many photos of it are on the map.
        x, y: the middle of its photos.
    """

    number: int
    name: str
    size: int
    x: float
    y: float


def themes_on(shown: PhotoMap) -> list[NamedTheme]:
    """The themes that have photos on a map, by number."""
    order = np.argsort(shown.themes, kind="stable")
    sorted_themes = shown.themes[order]
    found = []
    for number, name in enumerate(shown.names):
        start, end = np.searchsorted(sorted_themes, [number, number + 1])
        if end > start:
            x, y = np.median(shown.places[order[start:end]], axis=0).tolist()
            found.append(NamedTheme(number, name, int(end - start), x, y))
    return found


class ThemeNames:
    """Paints names; each text is made once for a colour and scale of the screen. GUI thread."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, int, float], QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        plane: Plane,
        themes: list[NamedTheme],
        colours: tuple[QColor, QColor],
    ) -> list[QRectF]:
        """Paint the names that have room, the largest themes first; where they are.

        Args:
            painter: of the view.
            plane: the view.
            themes: by size, the largest first.
            colours: of letters, and of the ground around them.
        """
        ratio = painter.device().devicePixelRatioF()
        taken: list[QRectF] = []
        view = QRectF(0, 0, plane.width, plane.height)
        for one in themes:
            text = self._text(one.name, colours, ratio)
            rect = QRectF(QPointF(), text.deviceIndependentSize())
            rect.moveCenter(plane.to_view(one.x, one.y))
            rect.moveTopLeft(QPointF(round(rect.left()), round(rect.top())))
            room = rect.adjusted(-_GAP_PX, -_GAP_PX, _GAP_PX, _GAP_PX)
            if view.contains(rect) and not any(room.intersects(other) for other in taken):
                painter.drawPixmap(rect.topLeft(), text)
                taken.append(rect)
                if len(taken) == MOST_SHOWN:
                    break
        return taken

    def _text(self, name: str, colours: tuple[QColor, QColor], ratio: float) -> QPixmap:
        key = (name, colours[0].rgb(), colours[1].rgb(), ratio)
        if key not in self._kept:
            self._kept[key] = _made(name, colours, ratio)
        return self._kept[key]


def _made(name: str, colours: tuple[QColor, QColor], ratio: float) -> QPixmap:
    """A name with a halo, readable on any photo."""
    font = appearance.font(appearance.NORMAL_PX, bold=True)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _LONGEST_PX)
    width, height = metrics.horizontalAdvance(text) + 2 * _HALO_PX, metrics.height() + 2 * _HALO_PX
    made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    letters = QPainterPath()
    letters.addText(QPointF(_HALO_PX, _HALO_PX + metrics.ascent()), font, text)
    halo = QPen(colours[1], _HALO_PX)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(letters, halo)
    painter.fillPath(letters, colours[0])
    painter.end()
    return made
