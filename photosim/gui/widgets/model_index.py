"""What a row of a list or table is named by in Qt."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

ModelIndex = QModelIndex | QPersistentModelIndex
"""Whatever Qt may hand to a model, a view or a painter."""
