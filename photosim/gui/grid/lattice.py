"""Where the cells of a grid lie: arithmetic only, so a million photos cost what ten cost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPoint, QRect

MARGIN_PX = 24
"""Room around the cells, and at the side where lines begin."""
END_MARGIN_PX = 12
"""Room where lines end; with the scroll bar it is as wide as the other side's."""
GAP_PX = 16
"""Room between two columns."""
ASPECT = 3 / 4
"""Height of a cell's picture to its width."""


@dataclass(frozen=True)
class Lattice:
    """Cells in rows from the top, columns spread over the whole width.

    Positions are in the coordinates of the contents (px, the top of the first line is 0). In
    right-to-left layouts the first column is at the right.

    Attributes:
        n: how many cells.
        width: width of the view, px.
        cell_px: about how wide a cell's picture shall be.
        caption_px: height below the picture, with the room to the next line.
    """

    n: int
    width: int
    cell_px: int
    caption_px: int
    is_mirrored: bool = False

    @cached_property
    def columns(self) -> int:
        """Cells in a line, at least one."""
        return max(1, round((self._room + GAP_PX) / (self.cell_px + GAP_PX)))

    @cached_property
    def _room(self) -> int:
        return max(1, self.width - MARGIN_PX - END_MARGIN_PX)

    @cached_property
    def picture_width(self) -> int:
        """Width of each picture, px."""
        return max(1, (self._room - (self.columns - 1) * GAP_PX) // self.columns)

    @cached_property
    def picture_height(self) -> int:
        """Height of each picture, px."""
        return max(1, round(self.picture_width * ASPECT))

    @cached_property
    def line_height(self) -> int:
        """From the top of one line to the top of the next, px."""
        return self.picture_height + self.caption_px

    @cached_property
    def lines(self) -> int:
        """How many lines there are."""
        return -(-self.n // self.columns)

    @cached_property
    def height(self) -> int:
        """Height of the contents, px."""
        return self.lines * self.line_height + 2 * MARGIN_PX if self.n else 0

    def rect(self, cell: int) -> QRect:
        """A cell with its caption."""
        line, column = divmod(cell, self.columns)
        columns, width = self.columns, self.picture_width
        spare = self._room - columns * width - (columns - 1) * GAP_PX
        x = MARGIN_PX + column * (width + GAP_PX) + spare * column // max(1, columns - 1)
        if self.is_mirrored:
            x = self.width - x - width
        return QRect(x, MARGIN_PX + line * self.line_height, width, self.line_height)

    def cell_at(self, point: QPoint) -> int:
        """The cell at a point, -1 between cells and outside."""
        line = (point.y() - MARGIN_PX) // self.line_height
        if point.y() < MARGIN_PX or line >= self.lines:
            return -1
        for cell in range(line * self.columns, min((line + 1) * self.columns, self.n)):
            if self.rect(cell).contains(point):
                return cell
        return -1

    def cells_between(self, top: int, bottom: int) -> range:
        """The cells of all lines that touch the band from `top` to `bottom`."""
        first = max(0, (top - MARGIN_PX) // self.line_height)
        last = max(-1, (bottom - MARGIN_PX) // self.line_height)
        return range(min(first * self.columns, self.n), min((last + 1) * self.columns, self.n))

    def cells_in(self, band: QRect) -> list[range]:
        """The cells that a rubber band touches, one range a line."""
        cells = self.cells_between(band.top(), band.bottom())
        found = []
        for start in range(cells.start, cells.stop, self.columns):
            line = range(start, min(start + self.columns, self.n))
            hit = [cell for cell in line if self.rect(cell).intersects(band)]
            if hit:
                found.append(range(hit[0], hit[-1] + 1))
        return found
