"""The files that would go, as Qt's model: each photo's file, and below it what goes with it.

A row is found by arithmetic and its texts are made when somebody looks: thousands cost nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from photosim.core.records.trash import Companion
from photosim.gui.trash import trash_texts
from photosim.gui.widgets.model_index import ModelIndex
from photosim.services.trash.summary import PlannedFile


class PlannedRows(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[PlannedFile] = ()
        self._ends: Sequence[int] = ()

    def show(self, files: Sequence[PlannedFile]) -> None:
        """Show these, in their order."""
        self.beginResetModel()
        self._files = files
        self._ends = list(accumulate(1 + len(file.companions) for file in files))
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Photos' files, and what goes with them."""
        return self._ends[-1] if self._ends and not parent.isValid() else 0

    def row(self, row: int) -> tuple[PlannedFile, Companion | None]:
        """A photo's file; for what goes with it that, too."""
        number = bisect_right(self._ends, row)
        place = row - (self._ends[number - 1] if number else 0)
        file = self._files[number]
        return file, file.companions[place - 1] if place else None

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's name; for its tip and for screen readers all that is said of it."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        file, companion = self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return trash_texts.going(file, companion)[0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return trash_texts.tip(file, companion)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            whole = trash_texts.going(file, companion, is_whole=True)
            return ", ".join(text for text in whole if text)
        return None
