"""The page of the map, in its four states: no photos, being drawn, the map, and out of order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.map import map_texts
from photosim.gui.map.head import MapHead
from photosim.gui.map.hover_card import HoverCard
from photosim.gui.map.legend import Legend
from photosim.gui.map.map_canvas import MapCanvas
from photosim.gui.map.map_input import MapInput
from photosim.gui.map.map_photos import MapPhotos, PhotosOnMap
from photosim.gui.map.map_rows import MapRows
from photosim.gui.map.ports import MapPhotoPort
from photosim.gui.map.selection_bar import SelectionBar
from photosim.gui.map.theme_names import NamedTheme
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.layouts import flush_column
from photosim.gui.widgets.notice import EmptyPage, Notice
from photosim.services.events import Phase, Progress

ADD_FOLDER, TRY_AGAIN, TRY_NOW = "Add a folder…", "Try again", "Make it now"
_AT_REST = (Phase.IDLE, Phase.PAUSED, Phase.STOPPED, Phase.COMPARING, Phase.LOOKING)
_KEPT_BYTES = 80_000_000
_INSET_PX = 12


class MapPage(QWidget):
    """The map between a line that says what it is and one that says what is selected.

    Attributes:
        photos, view, input, legend, head, bar, notice: its parts.

    Signals:
        folder_wanted: there are no photos: another folder would help.
        again_wanted: it went wrong, and shall be tried again.
    """

    folder_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, source: MapPhotoPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failure = ""
        self._progress = Progress(Phase.STARTING)
        self._n_photos = 0
        self.photos = MapPhotos(self)
        self._rows = MapRows(source, bridge, self)
        self._thumbnails = Thumbnails(source, bridge, self, channel="map", limit_bytes=_KEPT_BYTES)
        self._larger = Thumbnails(
            source, bridge, self, channel="map, larger", limit_bytes=_KEPT_BYTES // 8
        )
        self.view = MapCanvas(self.photos, self._rows, self._thumbnails, self)
        self.input = MapInput(self.view, self.photos)
        self.legend = Legend(self)
        self._card = HoverCard(self._larger, self._rows, self.view)
        self.head, self.notice = MapHead(self), Notice(self)
        self.bar, self._empty = SelectionBar(self), EmptyPage(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._refresh()

    # -- what is shown

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of the map; empty when it is there."""
        return self._empty.shown_sentence

    def show_map(self, prepared: PhotosOnMap) -> None:
        """Show a map, or a better one; what is looked at and selected stays."""
        self._failure = ""
        self.photos.replace(prepared)
        numbers = {one.number for one in self.photos.themes}
        if self.view.picked not in numbers:
            self.view.pick_theme(None)
        self._refresh()

    def show_failure(self, sentence: str) -> None:
        """There is no map, or no better one; the one that is there stays."""
        self._failure = sentence
        self._refresh()

    def show_progress(self, progress: Progress) -> None:
        """Know what the engine does."""
        before, self._progress = self._progress, progress
        if progress.is_news(before, Phase.SORTING):
            self._refresh()

    def show_photos(self, n_photos: int) -> None:
        """There are so many photos in the library, and some may be other ones."""
        self._n_photos = n_photos
        for thumbnails in (self._thumbnails, self._larger):
            thumbnails.look_again()
        self._rows.look_again()
        self.view.refresh()
        self._refresh()

    def _refresh(self) -> None:
        has_map = len(self.photos) > 0
        themes, shown = self.photos.themes, self.photos.shown
        self._pages.setCurrentWidget(self.view if has_map else self._empty)
        self.head.show_controls(is_shown=has_map, has_themes=bool(themes))
        self.head.subtitle.set_text(map_texts.subtitle(shown, len(themes)) if has_map else "")
        self.bar.setVisible(has_map)
        self.view.setAccessibleName(map_texts.accessible(shown, themes))
        self._say_why()
        self._say_notice(has_map=has_map)

    def _say_why(self) -> None:
        """What stands in the place of the map."""
        is_open = self._progress.phase is not Phase.STARTING
        if self._failure:
            self._empty.say(self._failure, TRY_AGAIN)
        elif is_open and not self._n_photos:
            self._empty.say(map_texts.NO_PHOTOS, ADD_FOLDER)
        else:
            self._empty.say(map_texts.MAKING, None)

    def _say_notice(self, *, has_map: bool) -> None:
        if not has_map:
            self.notice.say("", None)
        elif self._failure:
            self.notice.say(self._failure, TRY_AGAIN)
        elif not self.photos.shown.is_final:
            is_making = self._progress.phase is Phase.SORTING
            done, total = self._progress.done, self._progress.total
            sentence = map_texts.first_picture(done, total, is_making=is_making)
            self.notice.say(sentence, TRY_NOW if self._progress.phase in _AT_REST else None)
        else:
            self.notice.say("", None)

    # -- what the person does

    def _picked(self) -> NamedTheme | None:
        found = [one for one in self.photos.themes if one.number == self.view.picked]
        return found[0] if found else None

    @Slot()
    def _on_chosen(self) -> None:
        self.bar.show_state(len(self.photos.chosen_ids), self._picked())

    @Slot(object)
    def _on_picked(self, number: int | None) -> None:
        self.view.pick_theme(number)
        self._on_chosen()

    @Slot()
    def _on_replaced(self) -> None:
        self.legend.show_themes(self.photos.themes, self.view.picked)
        self._show_legend()
        self._on_chosen()

    @Slot()
    def _on_theme_chosen(self) -> None:
        if self.view.picked is not None:
            self.photos.choose_theme(self.view.picked)

    @Slot()
    def _on_cleared(self) -> None:
        self.photos.clear()
        self.view.pick_theme(None)
        self._on_replaced()

    @Slot()
    def _on_hovered(self) -> None:
        row = self.view.hovered
        if row < 0:
            self._card.show_nothing()
        else:
            about = self.photos.theme_name(row), self.view.n_behind(row)
            self._card.show_photo(self.photos.photo_id(row), self.view.rect_of(row), *about)

    @Slot(float)
    def _on_zoomed(self, steps: float) -> None:
        if steps:
            self.view.zoom_by(steps)
        else:
            self.view.show_whole()

    @Slot()
    def _on_helped(self) -> None:
        (self.again_wanted if self._failure else self.folder_wanted).emit()

    # -- making

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the map has it."""
        super().resizeEvent(event)
        self._show_legend()

    @Slot()
    def _show_legend(self) -> None:
        is_narrow = self.width() < 3 * self.legend.width()
        is_wanted = self.head.legend.isChecked() and not is_narrow
        self.legend.setVisible(bool(self.legend.names) and is_wanted)

    def _connect(self) -> None:
        self.photos.replaced.connect(self._on_replaced)
        self.photos.chosen_changed.connect(self._on_chosen)
        self.view.hovered_changed.connect(self._on_hovered)
        self.view.plane_changed.connect(self._card.show_nothing)
        self.legend.picked.connect(self._on_picked)
        self.head.legend_wanted.connect(self._show_legend)
        self.head.mode_chosen.connect(self.input.set_mode)
        self.head.zoomed.connect(self._on_zoomed)
        self.bar.theme_chosen.connect(self._on_theme_chosen)
        self.bar.cleared.connect(self._on_cleared)
        self._empty.acted.connect(self._on_helped)
        self.notice.acted.connect(self.again_wanted)

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column = flush_column(self)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(_INSET_PX)
        row.addWidget(self._pages, 1)
        row.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.view)
