"""What goes to the trash and comes back, each undoable.

It stands on the window's undo stack as soon as the engine has done it. What came back goes by a
new question only: what was chosen is forgotten with its return, and what stays may be another photo
by then. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from photosim.core.errors import TrashFault, parsed
from photosim.core.records.trash import Refusal, TrashReport
from photosim.gui.shell.undoing import Finished, Undoing, failing
from photosim.gui.texts import counts
from photosim.gui.trash.ports import MovePort, Stoppable
from photosim.gui.widgets.bridge import Bridge

_ONCE = "What came back from the trash goes again only when you put it down anew."


class UndoableTrash(QObject):
    """Restores files, and puts each move to the trash on the undo stack.

    Signals:
        restored: files came back. arg1: `TrashReport`.
        failed: something could not be done. arg1: why, a sentence.
    """

    restored = Signal(object)
    failed = Signal(str)

    def __init__(
        self, trash: MovePort, bridge: Bridge, undoing: Undoing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._trash, self._bridge, self._undoing = trash, bridge, undoing

    def undo(self) -> None:
        """Undo the last action of the window, also one that the engine is still busy with."""
        self._undoing.undo()

    def trashed(self, batch_id: int, n_files: int) -> None:
        """Files went: that can be undone."""
        if n_files:
            undo = self._bridge.call(self._undo_batch)
            text = f"Move {counts.files(n_files)} to the trash"
            self._undoing.push_once(text, lambda: undo(batch_id), _ONCE)

    def restore(self, item_ids: Sequence[int]) -> None:
        """Restore some files of the journal."""
        self._restore(lambda: self._trash.restore(item_ids))

    def restore_batch(self, batch_id: int) -> None:
        """Restore a whole clean-up of the journal."""
        self._restore(lambda: self._trash.restore_batch(batch_id))

    def _undo_batch(self, batch_id: int) -> None:
        """Restore the last clean-up; a drive that is offline lets it be undone later on."""

        def push_again(report: TrashReport) -> None:
            self.trashed(batch_id, sum(map(_is_offline, report.refused)))

        self._restore(lambda: self._trash.restore_batch(batch_id), push_again)

    def _restore(
        self, begin: Callable[[], Stoppable], also: Callable[[TrashReport], None] | None = None
    ) -> None:
        def act(finished: Finished) -> None:
            def done(report: TrashReport) -> None:
                if also is not None:
                    also(report)
                self.restored.emit(report)
                finished()

            self._bridge.bind(begin().report, done, failing(finished, self.failed.emit))

        self._undoing.do(act)


def _is_offline(refusal: Refusal) -> bool:
    """Whether a file did not come back only because its drive is not there now."""
    found = parsed(refusal.reason)
    return found is not None and found[0] in (TrashFault.DRIVE_OFFLINE, TrashFault.UNREACHABLE)
