"""The way to the trash: ask what would happen, let the person decide, move, report, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from photosim.core.errors import TrashFault, coded
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Group, GroupFilter
from photosim.core.records.trash import (
    Interrupted,
    LastCopies,
    Refusal,
    TrashProgress,
    TrashReport,
)
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.shell.searching import Cancellable
from photosim.gui.texts import counts
from photosim.gui.trash import trash_texts
from photosim.gui.trash.ports import Stoppable, TrashPorts
from photosim.gui.trash.trash_dialog import TrashDialog
from photosim.gui.trash.undoable import UndoableTrash
from photosim.gui.widgets.bridge import Bridge
from photosim.services.trash.summary import LastCopy, PlannedFile, TrashSummary
from photosim.texts import error_wording

_PATIENCE_MS = 500
"""After so long without a plan the person sees that it is being made."""


_Begin = Callable[[LastCopies, Sequence[str]], Stoppable | None]
"""Begins the move of a plan, with the last copies, and the RAW files and films by path, that the
person lets go; None when nothing is left to go."""


class Cleaning(QObject):
    """Moves what was chosen in a tier, or photos chosen elsewhere, to the trash. GUI thread.

    Attributes:
        dialog: where the person is asked.

    Signals:
        said: a sentence. arg1: the sentence. arg2: the words of a button, or "". arg3: its slot.
        cleaned: files went.
        photos_went: so did all photos that were chosen outside a review. arg1: their ids.
        journal_wanted: show the journal.
        group_wanted: show a photo beside its copies instead. arg1: photo id.
    """

    said = Signal(str, str, object)
    cleaned = Signal()
    photos_went = Signal(object)
    journal_wanted = Signal()
    group_wanted = Signal(int)

    def __init__(
        self, engine: TrashPorts, bridge: Bridge, undoable: UndoableTrash, window: QWidget
    ) -> None:
        super().__init__(window)
        self._engine, self._bridge, self._undoable = engine, bridge, undoable
        self._begin: _Begin = _begin_nothing
        self._n_groups = self._n_folded = self._n_undecided = 0
        self._chosen: Sequence[int] = ()
        self._groups: Sequence[Group] = ()
        self._files: Sequence[PlannedFile] = ()
        self._run: Stoppable | None = None
        self._looking: Cancellable | None = None
        self._last_copies: Sequence[LastCopy] = ()
        self._turn = 0
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self.dialog = TrashDialog(Thumbnails(engine.photos, bridge, self, channel="trash"), window)
        self.dialog.confirmed.connect(self._on_confirmed)
        self.dialog.stop_wanted.connect(self._on_stop)
        self.dialog.undo_wanted.connect(undoable.undo)
        self.dialog.journal_wanted.connect(self.journal_wanted)
        self.dialog.group_wanted.connect(self.group_wanted)
        self.dialog.rejected.connect(self._on_rejected)
        self._patience.timeout.connect(self._on_late)
        bridge.trash_moved.connect(self._on_moved)
        bridge.interrupted.connect(self._on_interrupted)

    @property
    def is_running(self) -> bool:
        """Whether files are being moved."""
        return self._run is not None

    def ask(self, tier: Tier) -> None:
        """Ask the engine what would happen in a tier, then the person."""
        if not self._is_free():
            return
        turn = self._turn
        self._looking = self._bridge.bind(
            self._engine.review.groups(GroupFilter(tier)),
            partial(self._on_groups, turn, tier),
            partial(self._on_no_plan, turn),
        )

    def ask_photos(self, photo_ids: Sequence[int], n_folded: int = 0) -> None:
        """The same for photos that were chosen anywhere; of each it is asked what stays.

        `n_folded` photos are folded into them: they are not seen and stay.
        """
        if not self._is_free():
            return
        ids = tuple(photo_ids)
        self._begin = partial(self._begin_photos, ids)
        self._groups = ()
        self._n_groups, self._n_folded, self._n_undecided = 0, n_folded, 0
        self._look(self._engine.trash.summary_of_photos(ids))

    def _is_free(self) -> bool:
        """Whether a new question can be asked; else the one that is asked comes to the front."""
        if self.is_running or self.dialog.isVisible():
            self.dialog.show()
            self.dialog.raise_()
            return False
        self._turn += 1
        self._patience.start()
        return True

    def tell_restored(self, report: TrashReport) -> None:
        """Files came back, or not."""
        self.said.emit(trash_texts.restored(report), "", None)

    def _on_interrupted(self, interrupted: Interrupted) -> None:
        """Photosim ended in the middle of a clean-up: say so, and let it be undone."""
        batch_id, n_files = interrupted.batch_id, interrupted.n_in_trash
        self._undoable.trashed(batch_id, n_files)
        self.said.emit(
            trash_texts.interrupted(interrupted), "Show the journal", self.journal_wanted.emit
        )
        self._engine.trash.interruptions_said()

    def _on_groups(self, turn: int, tier: Tier, groups: Sequence[Group]) -> None:
        if turn != self._turn:
            return
        self._begin, self._groups = self._begin_groups, groups
        self._n_groups, self._n_folded = len(groups), 0
        self._n_undecided = sum(group.n_trash > 0 and group.n_open > 0 for group in groups)
        self._look(self._engine.trash.summary(tier))

    def _look(self, summary: Future[TrashSummary]) -> None:
        turn = self._turn
        self._looking = self._bridge.bind(
            summary, partial(self._on_summary, turn), partial(self._on_no_plan, turn)
        )

    def _on_late(self) -> None:
        """Directories are slow to read: say so, and let the person cancel."""
        self.dialog.show_waiting()
        self.dialog.open()

    def _on_summary(self, turn: int, summary: TrashSummary) -> None:
        if turn != self._turn:
            return
        self._end_looking()
        self._last_copies, self._files = summary.last_copies, summary.files
        n_others = max(0, self._n_groups - summary.n_groups)
        self.dialog.show_plan(summary, n_others, self._n_folded, self._n_undecided)
        self.dialog.open()

    def _on_no_plan(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._end_looking()
            self.dialog.reject()
            self.said.emit(error_wording.sentence(error), "", None)

    def _on_rejected(self) -> None:
        """The person cancelled: an answer that comes now is not shown."""
        if self._looking is not None:
            self._looking.cancel()
            self._turn += 1
        self._end_looking()

    def _end_looking(self) -> None:
        self._looking = None
        self._patience.stop()

    def _on_confirmed(self, may_be_last: LastCopies, may_lose: Sequence[str]) -> None:
        self._run = self._begin(may_be_last, may_lose)
        if self._run is None:
            self.dialog.reject()
        else:
            self._bridge.bind(self._run.report, self._on_report, self._on_failed)
            self.dialog.show_running()

    def _begin_groups(self, may_be_last: LastCopies, may_lose: Sequence[str]) -> Stoppable | None:
        # where the person says that last copies stay, all of their groups stay; the rest goes
        last = {group_id for group_id, _, _ in self._last_copies}
        kept = last - {group_id for group_id, _ in may_be_last}
        chosen = [group.id for group in self._groups if group.n_trash and group.id not in kept]
        if not chosen:
            return None
        self._chosen = ()
        return self._engine.trash.move(chosen, may_be_last, may_lose)

    def _begin_photos(
        self, photo_ids: Sequence[int], may_be_last: LastCopies, may_lose: Sequence[str]
    ) -> Stoppable | None:
        kept = {key for _, key, _ in self._last_copies} - {key for _, key in may_be_last}
        chosen = [photo_id for photo_id in photo_ids if photo_id not in kept]
        if not chosen:
            return None
        self._chosen = chosen
        return self._engine.trash.move_photos(chosen, may_be_last, may_lose)

    def _on_stop(self) -> None:
        if self._run is not None:
            self._run.stop()

    def _on_moved(self, progress: TrashProgress) -> None:
        if not progress.is_restoring:
            self.dialog.show_progress(progress)

    def _on_report(self, report: TrashReport) -> None:
        self._run = None
        self._undoable.trashed(report.batch_id, report.n_files)
        self.dialog.show_report(self._with_missing_groups(report))
        self.cleaned.emit()
        if self._chosen and not report.refused and not report.n_left:
            self.photos_went.emit(self._chosen)

    def _with_missing_groups(self, report: TrashReport) -> TrashReport:
        """The report, and in it what stays because its group has other members now."""
        missing = [group for group in self._groups if group.id in report.missing_groups]
        photo_ids = {photo_id for group in missing for photo_id in group.photo_ids}
        stay = [file.path for file in self._files if file.photo_id in photo_ids]
        why = (Refusal(path, coded(TrashFault.OTHER_GROUP, counts.path(path))) for path in stay)
        return replace(report, refused=(*report.refused, *why))

    def _on_failed(self, error: Exception) -> None:
        self._run = None
        self.dialog.show_failure(error_wording.sentence(error))


def _begin_nothing(_last: LastCopies, _lose: Sequence[str]) -> None:
    """Before anything was asked nothing can go."""
