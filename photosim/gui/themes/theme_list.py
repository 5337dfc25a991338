"""The list of themes behind the cards. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from photosim.core.records import accents
from photosim.core.records.themes import Theme
from photosim.gui.themes import theme_texts
from photosim.gui.widgets.model_index import ModelIndex


class ThemeList(QAbstractListModel):
    """Themes in the engine's order, those whose name fits what is searched for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Theme, ...] = ()
        self._shown: list[Theme] = []
        self._wanted = ""

    @property
    def themes(self) -> Sequence[Theme]:
        """Those that are shown."""
        return self._shown

    def replace(self, themes: Sequence[Theme]) -> None:
        """Show these; of the same themes in the same order only what changed."""
        self._all = tuple(themes)
        self._refresh()

    def search(self, text: str) -> None:
        """Show only those with `text` in their names; an empty text shows all."""
        self._wanted = accents.plain(text.strip())
        self._refresh()

    def theme(self, row: int) -> Theme:
        """The theme in a row."""
        return self._shown[row]

    def row_of(self, theme_id: str) -> int:
        """The row of a theme, -1 when it is not shown."""
        rows = (row for row, theme in enumerate(self._shown) if theme.id == theme_id)
        return next(rows, -1)

    def find_name(self, prefix: str, start: int) -> int:
        """The first row from `start` on whose name begins so, around the end; else -1."""
        wanted, n = accents.plain(prefix), len(self._shown)
        for row in ((start + step) % n for step in range(n)):
            if accents.begins(self._shown[row].name, wanted):
                return row
        return -1

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row a theme."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A theme's name, tip and accessible text."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        theme = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return theme.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme_texts.tip(theme)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return theme_texts.heard(theme)
        return None

    def _refresh(self) -> None:
        shown = [theme for theme in self._all if self._wanted in accents.plain(theme.name)]
        if [theme.id for theme in shown] == [theme.id for theme in self._shown]:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()
