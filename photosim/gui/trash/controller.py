"""What the trash consists of in the window: the way there, the journal, the way back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosim.core.records.trash import TrashReport
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.navigation import TRASH_JOURNAL, Kind, Place
from photosim.gui.shell.undoing import Undoing
from photosim.gui.trash.cleaning import Cleaning
from photosim.gui.trash.journal_page import JournalPage
from photosim.gui.trash.ports import TrashPorts
from photosim.gui.trash.undoable import UndoableTrash
from photosim.gui.widgets.bridge import Bridge


class TrashController(QObject):
    """Puts the parts of the trash together. GUI thread.

    Attributes:
        cleaning: asks what stays, and moves the rest.
        journal_page: what went and can come back, by `pages` for its kind of place.
        undoable: brings files back.

    Signals:
        said: a sentence. arg1: the sentence. arg2: the words of a button, or "". arg3: its slot.
        place_wanted: go there. arg1: `Place`.
        reveal_wanted: show a file in the file manager. arg1: its path.
        group_wanted: show a photo beside its copies. arg1: photo id.
        changed: files went, or came back.
    """

    said = Signal(str, str, object)
    place_wanted = Signal(object)
    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode
    group_wanted = Signal(int)
    changed = Signal()

    def __init__(
        self,
        engine: TrashPorts,
        bridge: Bridge,
        actions: Actions,
        undoing: Undoing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._kind = Kind.PHOTOS
        self.undoable = UndoableTrash(engine.trash, bridge, undoing, self)
        self.cleaning = Cleaning(engine, bridge, self.undoable, window)
        self.journal_page = JournalPage(engine.trash, bridge)
        self._connect()
        actions["journal"].triggered.connect(self._go_to_journal)

    @property
    def pages(self) -> dict[Kind, QWidget]:
        """The page of each kind of place."""
        return {Kind.JOURNAL: self.journal_page}

    def show_place(self, place: Place) -> None:
        """The person went there."""
        is_other, self._kind = place.kind is not self._kind, place.kind
        if is_other and place.kind is Kind.JOURNAL:
            self.journal_page.refresh()

    def focus(self) -> None:
        """The person pressed Enter on this place, or clicked it: keys are for the page now."""
        if self._kind is Kind.JOURNAL:
            self.journal_page.setFocus()

    def _connect(self) -> None:
        cleaning, journal, undoable = self.cleaning, self.journal_page, self.undoable
        cleaning.said.connect(self.said)
        cleaning.cleaned.connect(self._on_changed)
        cleaning.journal_wanted.connect(self._go_to_journal)
        cleaning.group_wanted.connect(self.group_wanted)
        undoable.restored.connect(self._on_restored)
        undoable.failed.connect(self._say)
        journal.restore_wanted.connect(undoable.restore)
        journal.restore_batch_wanted.connect(undoable.restore_batch)
        journal.reveal_wanted.connect(self.reveal_wanted)
        journal.said.connect(self._say)

    def _on_restored(self, report: TrashReport) -> None:
        self.cleaning.tell_restored(report)
        self._on_changed()

    def _on_changed(self) -> None:
        self.changed.emit()
        if self._kind is Kind.JOURNAL:
            self.journal_page.refresh()

    def _go_to_journal(self) -> None:
        self.place_wanted.emit(TRASH_JOURNAL)

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, "", None)
