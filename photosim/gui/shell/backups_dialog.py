"""The dialog of the backups: what was decided is copied once a day, and can be brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QDateTime, QLocale, QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from photosim.gui.shell.rows_page import RowsModel, RowsTable
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.services.api.backups import BackupRow
from photosim.texts import backup_wording, error_wording

_ABOUT = (
    "Once a day photosim copies what you decided: labels, names of themes, verdicts, choices, keep"
    " rules, watched folders and the trash journal. The last ten copies are kept, in the folder"
    " backups of the library."
)
_NONE = "There is no backup yet. The first is made when your photos are indexed."
_SIZE_PX = (620, 380)


class BackupPort(Protocol):
    """The part of the engine that knows the backups."""

    def all(self) -> Future[Sequence[BackupRow]]:
        """All backups."""

    def revert(self, name: str) -> Future[Mapping[str, int]]:
        """Go back to one; answers with how many rows of each kind there are now."""


class BackupTable(RowsModel):
    """One row a backup: when it was made, what is in it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("Made", "What is in it"), parent)

    def backup(self, row: int) -> BackupRow:
        """The backup of a row."""
        found: BackupRow = self._rows[row]
        return found

    def texts(self, row: int) -> Sequence[str]:
        """Date and contents."""
        backup = self.backup(row)
        holds = _held(backup)
        return moment(backup), f"{holds} (before going back)" if backup.is_set_aside else holds


class BackupsDialog(QDialog):
    """Lists the backups and goes back to one. GUI thread.

    Attributes:
        table, button, said: what can be chosen, the one action, and what comes of it.
    """

    def __init__(self, source: BackupPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._is_working = False
        self._holds = ""
        self.setWindowTitle("Backups of your decisions")
        self.model = BackupTable(self)
        self.table = RowsTable(self.model, "Backups", {0: 170}, (1,), self)
        self.said = appearance.label(muted=True, parent=self)
        self.said.setWordWrap(True)
        self.button = appearance.primary_button("Go back", self)
        self._close = appearance.button("Close", "quiet", self)
        self._lay_out()
        self.button.clicked.connect(self._on_go_back)
        self._close.clicked.connect(self.close)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.doubleClicked.connect(self._on_go_back)
        self._on_selected()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask which there are."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        self._bridge.bind(self._source.all(), self._on_backups, self._on_error)

    def _lay_out(self) -> None:
        about = appearance.label(_ABOUT, parent=self)
        about.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._close)
        row.addStretch(1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(
            appearance.GAP_L, appearance.GAP_L, appearance.GAP_L, appearance.GAP_L
        )
        column.setSpacing(appearance.GAP_M)
        column.addWidget(about)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addLayout(row)
        self.resize(*_SIZE_PX)

    def _chosen(self) -> BackupRow | None:
        rows = self.table.chosen()
        return self.model.backup(rows[0]) if rows else None

    def _on_backups(self, backups: Sequence[BackupRow]) -> None:
        self.model.replace(backups)
        if backups:
            self.table.selectRow(0)
        self._on_selected()
        if self._holds:
            self.said.setText(f"Done. There are now: {self._holds}.")
            self._holds = ""
        elif not backups:
            self.said.setText(_NONE)

    def _on_selected(self, *_args: object) -> None:
        backup = self._chosen()
        can_go = backup is not None and backup.made is not None and not self._is_working
        self.button.setEnabled(can_go)
        if backup is None or self._is_working:
            return
        if backup.made is None:
            self.said.setText(error_wording.told(backup.trouble))
        else:
            self.said.setText(
                f"Your labels, verdicts, choices and keep rules become those of {moment(backup)}."
                " What you have now is kept as a backup first; folders and the trash journal stay."
            )

    def _on_go_back(self, *_args: object) -> None:
        backup = self._chosen()
        if backup is None or not self.button.isEnabled():
            return
        self._is_working = True
        self.button.setEnabled(False)
        self.said.setText("Going back\N{HORIZONTAL ELLIPSIS}")
        self._bridge.bind(self._source.revert(backup.name), self._on_done, self._on_error)

    def _on_done(self, holds: Mapping[str, int]) -> None:
        self._is_working = False
        self._holds = backup_wording.in_words(holds)
        self._ask()

    def _on_error(self, error: Exception) -> None:
        self._is_working = False
        self._on_selected()
        self.said.setText(error_wording.sentence(error))


def _held(backup: BackupRow) -> str:
    if backup.holds is None:
        return "cannot be used"
    return backup_wording.in_words(backup.holds)


def moment(backup: BackupRow) -> str:
    """When a backup was made, as the locale writes it."""
    if backup.made is None:
        return "unknown"
    at = QDateTime.fromSecsSinceEpoch(int(backup.made))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)
