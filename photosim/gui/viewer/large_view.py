"""The columns, or one photo large in their place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from photosim.core.records.photos import Ids
from photosim.gui.shell.columns import ThreeColumns
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.photo_actions import PhotoActions
from photosim.gui.viewer.viewer import Viewer


class LargeView(QStackedWidget):
    """Fills the window: the columns, until a photo is opened.

    Attributes:
        viewer: shows a photo large.
    """

    def __init__(
        self, columns: ThreeColumns, viewer: Viewer, gallery: Gallery, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.viewer = viewer
        self._columns = columns
        self._gallery = gallery
        self._ids_elsewhere: Callable[[int], Ids | None] = lambda _photo_id: None
        self.addWidget(columns)
        self.addWidget(viewer)
        gallery.opened.connect(self.open)
        gallery.previewed.connect(self.open)
        viewer.closed.connect(self._on_closed)
        viewer.current_changed.connect(gallery.select_id)

    def connect_actions(self, actions: PhotoActions) -> None:
        """What can be done with the selected photo can be done with the large one."""
        actions.open_wanted.connect(self.open)
        self.viewer.search_wanted.connect(actions.search_photo)
        self.viewer.reveal_wanted.connect(actions.reveal_photo)

    def look_elsewhere(self, ids_of: Callable[[int], Ids | None]) -> None:
        """From now on photos are opened in another place than the gallery, too.

        `ids_of` says through which photos the arrows go from a photo; None while the person is not
        there.
        """
        self._ids_elsewhere = ids_of

    def open(self, photo_id: int) -> None:
        """Show a photo large; the arrows go through the gallery's, or where it was opened."""
        ids = self._ids_elsewhere(photo_id)
        if ids is None:
            self.viewer.show_photo(photo_id, self._gallery.ids(), self._gallery.n_folded)
        else:
            self.viewer.show_photo(photo_id, ids)
        self.setCurrentWidget(self.viewer)
        self.viewer.setFocus()

    def show_columns(self) -> None:
        """Back to the columns; in a narrow window to the photos, without the sheet over them."""
        self.setCurrentWidget(self._columns)
        if self._columns.is_sheet:
            self._columns.hide_right()

    def _on_closed(self) -> None:
        self.setCurrentWidget(self._columns)
        self._gallery.setFocus()
