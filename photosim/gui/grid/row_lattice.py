"""Where the rows of a list lie: by arithmetic, so that 20,000 cost what ten cost."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPoint, QRect

from photosim.gui.grid.lattice import Lattice

_TOP_PX = 4


class RowLattice(Lattice):
    """One column of rows over the whole width; `cell_px` is the height of each."""

    @cached_property
    def columns(self) -> int:
        """One."""
        return 1

    @cached_property
    def line_height(self) -> int:
        """Height of a row, px."""
        return self.cell_px

    @cached_property
    def height(self) -> int:
        """Height of all rows, px."""
        return self.n * self.cell_px + 2 * _TOP_PX if self.n else 0

    def rect(self, cell: int) -> QRect:
        """A row."""
        return QRect(0, _TOP_PX + cell * self.cell_px, self.width, self.cell_px)

    def cell_at(self, point: QPoint) -> int:
        """The row at a point, -1 outside."""
        row = (point.y() - _TOP_PX) // self.cell_px
        return row if 0 <= row < self.n else -1

    def cells_between(self, top: int, bottom: int) -> range:
        """The rows that touch the band from `top` to `bottom`."""
        first, last = max(0, (top - _TOP_PX) // self.cell_px), (bottom - _TOP_PX) // self.cell_px
        return range(min(first, self.n), min(max(last + 1, 0), self.n))

    def cells_in(self, band: QRect) -> list[range]:
        """The rows that a rubber band touches."""
        return [self.cells_between(band.top(), band.bottom())]
