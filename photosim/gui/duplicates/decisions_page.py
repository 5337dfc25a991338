"""The page of remembered decisions: what was said of which photos, found again and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from photosim.core.records.review import Verdict, VerdictRow
from photosim.gui.duplicates.ports import VerdictPort
from photosim.gui.shell.rows_page import RowsModel, RowsPage, RowsTable
from photosim.gui.texts import counts, photo_facts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge

COLUMNS = ("What you said", "Photo", "and", "When")
_SAID = {
    Verdict.NOT_DUPLICATES: "Not duplicates",
    Verdict.KEEP_BOTH: "Keep both",
    Verdict.KEEP: "Always keep",
}
_NOTHING = "Nothing is remembered yet. What you say of a group (N, A, Shift+K) is listed here."


class DecisionsModel(RowsModel):
    """One row a verdict, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def verdict(self, row: int) -> VerdictRow:
        """The verdict of a row."""
        verdict: VerdictRow = self._rows[row]
        return verdict

    def texts(self, row: int) -> Sequence[str]:
        """What was said, of whom, when."""
        return _texts(self.verdict(row))

    def tip(self, row: int, column: int) -> str:
        """The whole path."""
        verdict = self.verdict(row)
        paths = {1: verdict.first_path, 2: verdict.second_path}
        return counts.path(paths[column]) if column in paths else self.texts(row)[column]


def _texts(row: VerdictRow) -> tuple[str, str, str, str]:
    second = "" if row.kind is Verdict.KEEP else _name(row.second, row.second_path)
    when = photo_facts.moment_text(datetime.fromtimestamp(row.decided_at))
    return _SAID[row.kind], _name(row.first, row.first_path), second, when


def _name(photo_id: int | None, path: str) -> str:
    """File and folder; of photos that are gone, too, as far as that is known."""
    if not path:
        return "a photo that is gone"
    whole = Path(counts.path(path))
    name = f"{whole.name}  \N{MIDDLE DOT}  {whole.parent.name}"
    return name if photo_id is not None else f"{name} (gone)"


class DecisionsPage(RowsPage):
    """The page; asks the engine when it is shown and searched.

    Signals:
        revoke_wanted: forget these. arg1: their `VerdictRow`s. arg2: what to call that.
    """

    revoke_wanted = Signal(object, str)

    def __init__(self, source: VerdictPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__("Remembered decisions", parent)
        self._source, self._bridge = source, bridge
        self._turn = 0
        self.model = DecisionsModel(self)
        self.table = RowsTable(self.model, "Remembered decisions", {0: 140, 3: 170}, (1, 2), self)
        self.revoke = appearance.primary_button("Revoke", self)
        self.lay_out(self.table, (self.revoke,))
        self.search_wanted.connect(self.refresh)
        self.revoke.clicked.connect(self._on_revoke)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.model.modelReset.connect(self._on_selected)
        self._on_selected()

    def refresh(self) -> None:
        """Ask for the list again."""
        self._turn += 1
        rows = self._source.verdicts(self.searched)
        self._bridge.bind(rows, partial(self._on_rows, self._turn), self.say_error)

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
        n = "1 decision" if len(rows) == 1 else f"{counts.count(len(rows))} decisions"
        self.subtitle.setText(
            f"{n}, kept for the photos themselves: also when they are renamed or moved"
        )
        sentence = "No decision fits." if self.searched else _NOTHING
        self.show_state(has_any=bool(rows), sentence=sentence)

    def _chosen(self) -> list[VerdictRow]:
        return [self.model.verdict(row) for row in self.table.chosen()]

    def _on_selected(self, *_args: QItemSelection) -> None:
        n = len(self._chosen())
        self.revoke.setEnabled(n > 0)
        self.revoke.setText("Revoke" if n < 2 else f"Revoke {counts.count(n)}")

    def _on_revoke(self) -> None:
        rows = self._chosen()
        if rows:
            text = "Revoke a decision" if len(rows) == 1 else f"Revoke {len(rows)} decisions"
            self.revoke_wanted.emit(rows, text)
            self.said.emit("photosim asks about these photos again.")
