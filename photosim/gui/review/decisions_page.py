"""The page of remembered decisions: what was said of which photos, found again and revoked."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosim.core.review import Verdict, VerdictRow
from photosim.gui import facts, theme, words
from photosim.gui.bridge import Bridge
from photosim.gui.review.list_style import HEAD
from photosim.gui.review.source import VerdictSource

COLUMNS = ("What you said", "Photo", "and", "When")
_ROW_PX = 34
_TYPING_MS = 200
_SAID = {
    Verdict.NOT_DUPLICATES: "Not duplicates",
    Verdict.KEEP_BOTH: "Keep both",
    Verdict.KEEP: "Always keep",
}
_NOTHING = "Nothing is remembered yet. What you say of a group (N, A, Shift+K) is listed here."
_Index = QModelIndex | QPersistentModelIndex


class DecisionsModel(QAbstractTableModel):
    """One row a verdict, newest first. Texts are made when a row is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[VerdictRow] = ()

    def replace(self, rows: Sequence[VerdictRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def verdict(self, row: int) -> VerdictRow:
        """The verdict of a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row a verdict."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """What, of whom, when."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A text, its tip, or what a screen reader says of the row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        texts = _texts(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            paths = {1: row.first_path, 2: row.second_path}
            tip = words.path(paths.get(index.column(), texts[index.column()]))
            return f"<p>{html.escape(tip)}</p>" if tip else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(text for text in texts if text)
        return None


def _texts(row: VerdictRow) -> tuple[str, str, str, str]:
    second = "" if row.kind is Verdict.KEEP else _name(row.second, row.second_path)
    when = facts.moment_text(datetime.fromtimestamp(row.decided_at))
    return _SAID[row.kind], _name(row.first, row.first_path), second, when


def _name(photo_id: int | None, path: str) -> str:
    """File and folder; of photos that are gone, too, as far as that is known."""
    if not path:
        return "a photo that is gone"
    whole = Path(words.path(path))
    name = f"{whole.name}  \N{MIDDLE DOT}  {whole.parent.name}"
    return name if photo_id is not None else f"{name} (gone)"


class DecisionsPage(QWidget):
    """The page; asks the engine when it is shown and searched.

    Signals:
        revoke_wanted: forget these. arg1: their `VerdictRow`s. arg2: what to call that.
        said: something to tell. arg1: a sentence.
    """

    revoke_wanted = Signal(object, str)
    said = Signal(str)

    def __init__(
        self, engine: VerdictSource, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._engine, self._bridge = engine, bridge
        self._turn = 0
        self.model = DecisionsModel(self)
        self.table = QTableView(self)
        self.subtitle = theme.label(muted=True, parent=self)
        self.search = theme.search_field("Search in names and folders", self)
        self.empty = theme.label(_NOTHING, muted=True, parent=self)
        self.revoke = theme.primary_button("Revoke", self)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._set_up()
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.revoke.clicked.connect(self._on_revoke)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.model.modelReset.connect(self._on_selected)
        self._on_selected()

    def refresh(self) -> None:
        """Ask for the list again."""
        self._turn += 1
        turn, take = self._turn, self._bridge.call(self._on_rows)
        self._engine.verdicts(
            self.search.text().strip(),
            lambda rows: take(turn, rows),
            self._bridge.call(self._on_failed),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del revokes."""
        if event.key() == Qt.Key.Key_Delete:
            self._on_revoke()
        else:
            super().keyPressEvent(event)

    def _on_rows(self, turn: int, rows: Sequence[VerdictRow]) -> None:
        if turn != self._turn:
            return
        self.model.replace(rows)
        is_searched = bool(self.search.text().strip())
        self.empty.setText("No decision fits." if is_searched else _NOTHING)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.revoke.setVisible(bool(rows))
        self.search.setVisible(bool(rows) or is_searched)
        n = "1 decision" if len(rows) == 1 else f"{words.count(len(rows))} decisions"
        said = f"{n}, kept for the photos themselves: also when they are renamed or moved"
        self.subtitle.setText(said if rows else "")

    def _on_failed(self, error: Exception) -> None:
        self.said.emit(str(error))

    def _chosen(self) -> list[VerdictRow]:
        indexes = self.table.selectionModel().selectedRows()
        return [self.model.verdict(index.row()) for index in indexes]

    def _on_selected(self, *_args: QItemSelection) -> None:
        n = len(self._chosen())
        self.revoke.setEnabled(n > 0)
        self.revoke.setText("Revoke" if n < 2 else f"Revoke {words.count(n)}")

    def _on_revoke(self) -> None:
        rows = self._chosen()
        if rows:
            text = "Revoke a decision" if len(rows) == 1 else f"Revoke {len(rows)} decisions"
            self.revoke_wanted.emit(rows, text)
            self.said.emit("photosim asks about these photos again.")

    def _set_up(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(theme.Role.Base)
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("Remembered decisions")
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setStyleSheet(HEAD)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, 140)
        head.resizeSection(3, 170)
        self.setFocusProxy(table)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(theme.heading("Remembered decisions"), 1)
        self.search.setFixedWidth(280)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_XL, theme.GAP_L, theme.GAP_XL, theme.GAP_L)
        column.setSpacing(theme.GAP_S)
        column.addLayout(top)
        column.addWidget(self.subtitle)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.revoke)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(0)
        self.empty.hide()
