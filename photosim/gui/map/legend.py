"""Which colour is which theme: names with how many photos they have; a click lets one stand out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.gui.map.theme_colours import N_COLOURS, ThemeColours
from photosim.gui.map.theme_names import NamedTheme
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.pressing import PaintedButton

_WIDTH_PX, _LINE_PX, _SWATCH_PX = 220, 26, 12


class _LegendLine(PaintedButton):
    """One theme: a swatch, its name, its number of photos; checked while it stands out."""

    def __init__(self, named: NamedTheme, colour: QColor, parent: QWidget) -> None:
        super().__init__(parent)
        self.named = named
        self._colour = colour
        self.setCheckable(True)
        self.setText(named.name)
        self.setToolTip(f"Let {theme_tip(named.name)} stand out")
        self.setAccessibleName(f"{named.name}, {counts.photos(named.size)}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH_PX, _LINE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.fillRect(line, self.palette().color(appearance.Role.AlternateBase))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(appearance.Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = line.adjusted(1, 1, -1, -1)
            painter.drawRect(ring)
        self._paint_parts(painter, line.adjusted(appearance.GAP_S, 0, -appearance.GAP_S, 0))

    def _paint_parts(self, painter: QPainter, line: QRectF) -> None:
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        swatch = QRectF(0, 0, _SWATCH_PX, _SWATCH_PX)
        left = line.right() - _SWATCH_PX if is_mirrored else line.left()
        swatch.moveTopLeft(QPointF(left, line.center().y() - _SWATCH_PX / 2))
        painter.fillRect(swatch, self._colour)
        fact, font = counts.count(self.named.size), appearance.font(appearance.SMALL_PX)
        width = QFontMetrics(font).horizontalAdvance(fact) + 2
        rest = line.adjusted(0, 0, -(_SWATCH_PX + appearance.GAP_S), 0)
        if not is_mirrored:
            rest.translate(_SWATCH_PX + appearance.GAP_S, 0)
        name, count = QRectF(rest), QRectF(rest)
        count.setLeft(rest.right() - width)
        name.setRight(count.left() - appearance.GAP_S)
        if is_mirrored:
            count.moveLeft(rest.left())
            name.moveRight(rest.right())
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(self.palette().color(appearance.Role.PlaceholderText))
        painter.drawText(count, vertical, fact)
        painter.setFont(appearance.font(appearance.NORMAL_PX, bold=self.isChecked()))
        painter.setPen(self.palette().color(appearance.Role.Text))
        text = painter.fontMetrics().elidedText(
            self.named.name, Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, vertical, text)


class Legend(QWidget):
    """A panel beside the map, of which it covers nothing; as high as it has lines.

    Signals:
        picked: one theme shall stand out. arg1: its number, None for none.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_LegendLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(0)
        self.setAccessibleName("Themes on the map")
        self.hide()

    @property
    def names(self) -> list[str]:
        """What it lists."""
        return [line.named.name for line in self._lines]

    def show_themes(self, themes: list[NamedTheme], picked: int | None) -> None:
        """List the themes that have a colour of their own; `picked` stands out."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        colours = ThemeColours(self.palette())
        self._lines = [
            _LegendLine(one, colours.of(one.number), self)
            for one in themes
            if one.number < N_COLOURS
        ]
        for line in self._lines:
            line.setChecked(line.named.number == picked)
            line.clicked.connect(self._on_clicked)
            self._column.addWidget(line)
            line.show()
        self.setFixedSize(_WIDTH_PX + 8, len(self._lines) * _LINE_PX + 8)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours anew when they change."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._lines:
            colours = ThemeColours(self.palette())
            for line in self._lines:
                line.set_colour(colours.of(line.named.number))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Plain ground in a thin frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(appearance.Role.Window))
        painter.setPen(self.palette().color(appearance.Role.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _on_clicked(self) -> None:
        clicked = self.sender()
        for line in self._lines:
            if line is not clicked:
                line.setChecked(False)
        chosen = [line.named.number for line in self._lines if line.isChecked()]
        self.picked.emit(chosen[0] if chosen else None)


def theme_tip(name: str) -> str:
    """A name in a tip, which Qt would take for rich text if it looked like it."""
    return name.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
