"""The page of problem files: which, where, why, and what can be done about them."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosim.core.records import Problem
from photosim.gui import files, theme, words
from photosim.gui.bridge import Bridge

COLUMNS = ("Name", "Why", "Folder")
ROW_PX = 36
_HEAD = """
QHeaderView { background: palette(base); }
QHeaderView::section { background: palette(base); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 6px 4px; }
"""
_Index = QModelIndex | QPersistentModelIndex


class ProblemSource(Protocol):
    """The part of the engine that knows the problem files."""

    def problems(
        self, done: Callable[[Sequence[Problem]], None], failed: Callable[[Exception], None]
    ) -> object:
        """Give all problem files to `done`, in any thread."""

    def retry_problems(self) -> None:
        """Try to read them again."""


class ProblemTable(QAbstractTableModel):
    """One row a file: name, folder, reason. Texts are made when a row is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: Sequence[Problem] = ()

    def replace(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        self.beginResetModel()
        self._problems = problems
        self.endResetModel()

    def path(self, row: int) -> str:
        """The path of a row, as `os.fsdecode` gives it."""
        return self._problems[row].path

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row a file."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Name, folder and reason."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; screen readers hear the whole row in its first cell."""
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        path = Path(problem.path)
        texts = (words.path(path.name), problem.reason, words.path(str(path.parent)))
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{html.escape(texts[index.column()])}</p>"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{texts[0]}: {problem.reason}"
        return None


class ProblemPage(QWidget):
    """The page; asks the engine when it is shown and when the problems change.

    Signals:
        reveal_wanted: show a file in the file manager. arg1: its path.
        said: something to tell. arg1: a sentence.
    """

    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode
    said = Signal(str)

    def __init__(
        self, engine: ProblemSource, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._bridge = bridge
        self.setBackgroundRole(theme.Role.Base)
        self.setAutoFillBackground(True)
        self.model = ProblemTable(self)
        self.table = QTableView()
        self.subtitle = theme.label(muted=True)
        self.empty = theme.label("Every file could be read. There is nothing to do here.")
        self.retry = theme.primary_button("Try all again")
        self.reveal = theme.button("Show in file manager")
        self.copy = theme.button("Copy path")
        self._set_up_table()
        self._lay_out()
        self._connect()
        self._on_selection_changed()

    def refresh(self) -> None:
        """Ask for the list again."""
        self._engine.problems(
            self._bridge.call(self._on_problems), self._bridge.call(self._on_failed)
        )

    @property
    def paths(self) -> list[str]:
        """The files that are selected."""
        rows = self.table.selectionModel().selectedRows()
        return [self.model.path(index.row()) for index in rows]

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        self.model.replace(problems)
        self.subtitle.setText(f"{words.files(len(problems))} could not be read as photos")
        for widget in (self.table, self.retry, self.reveal, self.copy, self.subtitle):
            widget.setVisible(bool(problems))
        self.empty.setVisible(not problems)
        self._on_selection_changed()

    def _on_failed(self, error: Exception) -> None:
        self.said.emit(str(error))

    def _on_retry(self) -> None:
        self._engine.retry_problems()
        self.said.emit("photosim tries to read these files again.")

    def _on_reveal(self) -> None:
        for path in self.paths[:1]:
            self.reveal_wanted.emit(path)

    def _on_copy(self) -> None:
        files.copy_paths(self.paths)

    def _on_selection_changed(self, *_args: object) -> None:
        n_selected = len(self.table.selectionModel().selectedRows())
        self.reveal.setEnabled(n_selected == 1)
        self.copy.setEnabled(n_selected > 0)
        self.copy.setText("Copy path" if n_selected < 2 else "Copy paths")

    def _on_menu_wanted(self, where: QPoint) -> None:
        if not self.paths:
            return
        menu = QMenu(self)
        for button, slot in ((self.reveal, self._on_reveal), (self.copy, self._on_copy)):
            action = menu.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(slot)
        menu.popup(self.table.viewport().mapToGlobal(where))

    def _connect(self) -> None:
        self.retry.clicked.connect(self._on_retry)
        self.reveal.clicked.connect(self._on_reveal)
        self.copy.clicked.connect(self._on_copy)
        self.table.doubleClicked.connect(self._on_reveal)
        self.table.customContextMenuRequested.connect(self._on_menu_wanted)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.modelReset.connect(self._on_selection_changed)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("Problem files")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        # a fixed height: Qt would ask each of thousands of rows otherwise
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, 150)
        head.resizeSection(2, 190)
        head.setStyleSheet(_HEAD)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_XL, theme.GAP_L, theme.GAP_XL, theme.GAP_L)
        column.setSpacing(4)
        column.addWidget(theme.heading("Problem files"))
        column.addWidget(self.subtitle)
        column.addWidget(self.empty)
        column.addSpacing(theme.GAP_M)
        column.addWidget(self.table, stretch=1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        for button in (self.retry, self.reveal, self.copy):
            row.addWidget(button)
        row.addStretch()
        column.addSpacing(theme.GAP_S)
        column.addLayout(row)
        column.addStretch(0)
        self.empty.hide()
