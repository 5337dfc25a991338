"""The way to the trash: ask what would happen, let the person decide, move, report, undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from photosim.core.pair import Tier
from photosim.core.review import Group, GroupFilter
from photosim.gui import words
from photosim.gui.bridge import Bridge
from photosim.gui.review import trash_words
from photosim.gui.review.deeds import Deeds
from photosim.gui.review.source import ReviewEngine, Stoppable
from photosim.gui.review.trash_dialog import TrashDialog
from photosim.gui.searching import Cancellable
from photosim.gui.thumbnails import Thumbnails
from photosim.services.trash_orders import TrashProgress, TrashReport
from photosim.services.trash_summary import TrashSummary

_PATIENCE_MS = 500
"""After so long without a plan the person sees that it is being made."""


class Cleaning(QObject):
    """Moves what was chosen in a tier to the trash. GUI thread.

    Attributes:
        dialog: where the person is asked.

    Signals:
        said: a sentence. arg1: the sentence. arg2: the words of a button, or "". arg3: its slot.
        cleaned: files went.
        journal_wanted: show the journal.
    """

    said = Signal(str, str, object)
    cleaned = Signal()
    journal_wanted = Signal()

    def __init__(self, engine: ReviewEngine, bridge: Bridge, deeds: Deeds, window: QWidget) -> None:
        super().__init__(window)
        self._engine, self._bridge, self._deeds = engine, bridge, deeds
        self._groups: Sequence[Group] = ()
        self._summary = TrashSummary(0, 0, 0, 0)
        self._run: Stoppable | None = None
        self._looking: Cancellable | None = None
        self._turn = 0
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self.dialog = TrashDialog(Thumbnails(engine, bridge, self, channel="trash"), window)
        self.dialog.confirmed.connect(self._on_confirmed)
        self.dialog.stop_wanted.connect(self._on_stop)
        self.dialog.undo_wanted.connect(deeds.undo)
        self.dialog.journal_wanted.connect(self.journal_wanted)
        self.dialog.rejected.connect(self._on_rejected)
        self._patience.timeout.connect(self._on_late)
        bridge.trash_moved.connect(self._on_moved)

    @property
    def is_running(self) -> bool:
        """Whether files are being moved."""
        return self._run is not None

    def ask(self, tier: Tier) -> None:
        """Ask the engine what would happen in a tier, then the person."""
        if self.is_running or self.dialog.isVisible():
            self.dialog.show()
            return
        self._turn += 1
        turn = self._turn
        take, failed = self._bridge.call(self._on_groups), self._bridge.call(self._on_no_plan)
        self._patience.start()
        self._looking = self._engine.groups(
            GroupFilter(tier),
            lambda groups: take(turn, tier, groups),
            lambda error: failed(turn, error),
        )

    def tell_restored(self, report: TrashReport) -> None:
        """Files came back, or not."""
        self.said.emit(trash_words.restored(report), "", None)

    def _on_groups(self, turn: int, tier: Tier, groups: Sequence[Group]) -> None:
        if turn != self._turn:
            return
        self._groups = groups
        take, failed = self._bridge.call(self._on_summary), self._bridge.call(self._on_no_plan)
        self._looking = self._engine.trash_summary(
            tier, lambda summary: take(turn, summary), lambda error: failed(turn, error)
        )

    def _on_late(self) -> None:
        """Directories are slow to read: say so, and let the person cancel."""
        self.dialog.show_waiting()
        self.dialog.open()

    def _on_summary(self, turn: int, summary: TrashSummary) -> None:
        if turn != self._turn:
            return
        self._end_looking()
        self._summary = summary
        self.dialog.show_plan(summary, sum(group.n_open > 0 for group in self._groups))
        self.dialog.open()

    def _on_no_plan(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._end_looking()
            self.dialog.reject()
            self.said.emit(str(error), "", None)

    def _on_rejected(self) -> None:
        """The person does not want to know it any more."""
        if self._looking is not None:
            self._looking.cancel()
            self._turn += 1
        self._end_looking()

    def _end_looking(self) -> None:
        self._looking = None
        self._patience.stop()

    def _on_confirmed(
        self, may_be_last: Sequence[tuple[str, int]], may_lose: Sequence[str]
    ) -> None:
        # where the person says that last copies stay, all of their groups stays; the rest goes
        last = {group_id for group_id, _, _ in self._summary.last_copies}
        kept = last - {group_id for group_id, _ in may_be_last}
        chosen = [group.id for group in self._groups if group.n_trash and group.id not in kept]
        if not chosen:
            self.dialog.reject()
            return
        self.dialog.show_running()
        done, failed = self._bridge.call(self._on_report), self._bridge.call(self._on_failed)
        self._run = self._engine.trash(chosen, may_be_last, done, failed, may_lose)

    def _on_stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _on_moved(self, progress: TrashProgress) -> None:
        if not progress.is_restoring:
            self.dialog.show_progress(progress)

    def _on_report(self, report: TrashReport) -> None:
        self._run = None
        self._deeds.trashed(report, f"Move {words.files(report.n_files)} to the trash")
        self.dialog.show_report(report)
        self.cleaned.emit()

    def _on_failed(self, error: Exception) -> None:
        self._run = None
        self.dialog.show_failure(str(error))
