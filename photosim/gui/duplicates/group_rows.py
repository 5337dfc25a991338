"""The groups as Qt's model: one row a group, texts made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from photosim.core.records.review import Group
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.session import Session
from photosim.gui.widgets.model_index import ModelIndex

GroupRole = Qt.ItemDataRole.UserRole + 1
"""Role of the row's `Group`."""


class GroupRows(QAbstractListModel):
    """The groups of a session."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._groups: Sequence[Group] = session.groups
        session.listed.connect(self._on_listed)
        session.row_changed.connect(self._on_row_changed)

    def group(self, row: int) -> Group:
        """The group of a row."""
        return self._groups[row]

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many rows as groups."""
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's text, its accessible text or its `Group`."""
        if not index.isValid() or index.row() >= len(self._groups):
            return None
        group = self._groups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return group_texts.members(group)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return group_texts.spoken(group)
        return group if role == GroupRole else None

    def _on_listed(self) -> None:
        self.beginResetModel()
        self._groups = self._session.groups
        self.endResetModel()

    def _on_row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))
