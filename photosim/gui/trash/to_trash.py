"""Del, and its entry in the menus: which photos are meant, and what is said where none are.

The photo that is shown large, else the selected photos of a page that shows photos. Only what is
seen goes: what is folded into them stays, and the dialog says so. They go by the
way of every file that goes: `cleaning` asks what stays before anything is moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from photosim.gui.shell.navigation import Kind
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.photo_actions import PhotoActions
from photosim.gui.trash.cleaning import Cleaning
from photosim.gui.viewer.viewer import Viewer

SELECT_FIRST = "Select the photos that shall go to the trash, then press Del."
INSTEAD = {
    Kind.THEMES: "Open a theme and select the photos that shall go to the trash.",
    Kind.PROBLEMS: "Only photos that can be read go to the trash from here. Show the file in the "
    "file manager to delete it.",
    Kind.JOURNAL: "Del moves nothing from the trash journal. To be rid of what lies in the trash, "
    "empty it.",
    Kind.DUPLICATES: SELECT_FIRST,
    Kind.SIMILAR_SHOTS: SELECT_FIRST,
    Kind.DECISIONS: "Select a decision to revoke it with Del.",
}
"""What is said where no photos are selected."""


class ToTrash(QObject):
    """Leads from photos anywhere in the window to the question what stays. GUI thread.

    Signals:
        said: why nothing is asked. arg1: a sentence.
    """

    said = Signal(str)

    def __init__(
        self, cleaning: Cleaning, pages: Pages, photo_actions: PhotoActions, viewer: Viewer
    ) -> None:
        super().__init__(cleaning)
        self._cleaning, self._pages = cleaning, pages
        self._photo_actions, self._viewer = photo_actions, viewer
        cleaning.photos_went.connect(self._on_went)

    @Slot()
    def ask(self) -> None:
        """Ask what stays of the photos that are meant, or say what to do first."""
        ids = self._meant()
        if ids:
            self._cleaning.ask_photos(ids, self._n_folded(ids))
        else:
            self.said.emit(INSTEAD.get(self._pages.place.kind, SELECT_FIRST))

    def _meant(self) -> Sequence[int]:
        if self._viewer.isVisible():
            return [self._viewer.current_id]
        return () if self._pages.place.kind in INSTEAD else self._photo_actions.ids

    def _n_folded(self, ids: Sequence[int]) -> int:
        """How many photos belong to these and stay, as they are not seen."""
        chosen = self._photo_actions.ids
        is_chosen = len(ids) == len(chosen) and ids[0] == chosen[0]
        return len(self._photo_actions.folded) if is_chosen else 0

    def _on_went(self, photo_ids: Sequence[int]) -> None:
        if self._viewer.isVisible():
            self._viewer.leave_out(photo_ids)
