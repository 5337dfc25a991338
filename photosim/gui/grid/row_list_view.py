"""A list of rows as wide as the view, each as high as the others: a lattice of one column."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from photosim.gui.grid.lattice import Lattice
from photosim.gui.grid.lattice_view import LatticeView
from photosim.gui.grid.row_lattice import RowLattice
from photosim.gui.widgets.appearance import Role


class RowListView(LatticeView):
    """Rows one below the other; one at most is chosen, and the bar is there when it is of use."""

    def __init__(self, row_px: int, parent: QWidget | None = None) -> None:
        self._row_px = row_px
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setBackgroundRole(Role.Base)

    def make_lattice(self) -> Lattice:
        """Rows over the viewport's width."""
        return RowLattice(self.row_count(), self.viewport().width(), self._row_px, 0)

    def reach(self, row: int) -> QRect:
        """Nothing is painted outside a row."""
        return self.cell_rect(row)
