"""The page of problem files: which, where, why, and what can be done about them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photosim.core.records.photos import Problem
from photosim.gui.shell import file_manager
from photosim.gui.shell.rows_page import RowsModel, RowsPage, RowsTable
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.end_elided import EndElided
from photosim.texts import error_wording

COLUMNS = ("Name", "Why", "Folder")
_NOTHING = "Every file could be read. There is nothing to do here."

_ROW_PX = 44
"""Room for two lines."""


class ProblemPort(Protocol):
    """The part of the engine that knows the problem files."""

    def problems(self) -> Future[Sequence[Problem]]:
        """All problem files."""

    def retry_problems(self) -> None:
        """Try to read them again."""


class ProblemTable(RowsModel):
    """One row a file: name, reason, folder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def path(self, row: int) -> str:
        """The path of a row, as `os.fsdecode` gives it."""
        return self._problem(row).path

    def texts(self, row: int) -> Sequence[str]:
        """Name, reason and folder."""
        problem = self._problem(row)
        path = Path(problem.path)
        return (
            counts.path(path.name),
            error_wording.told_beside(problem.reason),
            counts.path(str(path.parent)),
        )

    def tip(self, row: int, column: int) -> str:
        """The whole path for the name: in a narrow window the folder has no column."""
        return counts.path(self.path(row)) if column == 0 else super().tip(row, column)

    def spoken(self, row: int) -> str:
        """Name and reason."""
        name, reason, _ = self.texts(row)
        return f"{name}: {reason}"

    def _problem(self, row: int) -> Problem:
        problem: Problem = self._rows[row]
        return problem


class ProblemPage(RowsPage):
    """The page; asks the engine when it is shown and when the problems change.

    Signals:
        reveal_wanted: show a file in the file manager. arg1: its path.
    """

    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode

    def __init__(self, engine: ProblemPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("Problem files", parent)
        self._engine = engine
        self._bridge = bridge
        self.model = ProblemTable(self)
        self.table = RowsTable(
            self.model, "Problem files", {0: 150, 2: 190}, (1,), self, spare=(2,)
        )
        self.table.setWordWrap(True)  # why a file could not be read is what one comes for
        self.table.setItemDelegateForColumn(1, EndElided(self.table))
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.retry = appearance.primary_button("Try all again")
        self.reveal = appearance.button("Show in file manager")
        self.copy = appearance.button("Copy path")
        self.lay_out(self.table, (self.retry, self.reveal, self.copy))
        self._connect()
        self._on_selection_changed()

    def refresh(self) -> None:
        """Ask for the list again."""
        self._bridge.bind(self._engine.problems(), self._on_problems, self.say_error)

    @property
    def paths(self) -> list[str]:
        """The files that are selected."""
        return [self.model.path(row) for row in self.table.chosen()]

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        self.model.replace(problems)
        self.subtitle.setText(counts.unread(len(problems)))
        self.show_state(has_any=bool(problems), sentence=_NOTHING, can_search=False)
        self._on_selection_changed()

    def _on_retry(self) -> None:
        self._engine.retry_problems()
        self.said.emit("photosim tries to read these files again.")

    def _on_reveal(self) -> None:
        for path in self.paths[:1]:
            self.reveal_wanted.emit(path)

    def _on_copy(self) -> None:
        file_manager.copy_paths(self.paths)

    def _on_selection_changed(self, *_args: object) -> None:
        n_selected = len(self.table.chosen())
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
