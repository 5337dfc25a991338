"""The middle of the window: photos under a line that says what they are, in four states.

Empty: one sentence and one button. Working: the photos there are, and a notice of what is to come.
Full. Out of order: the photos there are, and a notice of what is wrong and what helps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from photosim.core.records.photos import Ids, Match, Photo, SortKey
from photosim.gui.grid.photo_grid import PhotoGrid
from photosim.gui.grid.photo_list import PhotoList, PhotoListPorts
from photosim.gui.grid.thumbnails import ThumbnailPort, Thumbnails
from photosim.gui.shell.header import Header
from photosim.gui.shell.title import Title
from photosim.gui.texts import word_texts
from photosim.gui.texts.photo_facts import NOTHING_KNOWN, QueryTraits
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.layouts import flush_column
from photosim.gui.widgets.notice import EmptyPage, Notice


class GalleryPort(PhotoListPorts, ThumbnailPort, Protocol):
    """The part of the engine that the gallery asks: rows and thumbnails."""


class Gallery(QWidget):
    """Photos of a view, or of an answer.

    Signals:
        opened: show a photo large. arg1: photo id.
        previewed: show a photo shortly. arg1: photo id.
        selection_changed: arg1: sequence of the chosen photo ids, in order. arg2: the ids of those
            that are folded into them, and are chosen with them.
        menu_wanted: a context menu. arg1: where, global. arg2: sequence of the chosen photo ids.
        sort_changed: the person chose. arg1: `SortKey`. arg2: whether descending.
        cell_size_changed: to be remembered. arg1: px.
        empty_action: the button of the empty page.
        notice_action: the button of the notice.
        left: Esc.
        not_named: no photo here is called as was typed. arg1: a sentence that says so.
        named: one is, and it is chosen.
    """

    opened = Signal(int)
    previewed = Signal(int)
    selection_changed = Signal(object, object)
    menu_wanted = Signal(QPoint, object)
    sort_changed = Signal(object, bool)
    cell_size_changed = Signal(int)
    empty_action = Signal()
    notice_action = Signal()
    left = Signal()
    not_named = Signal(str)
    named = Signal()

    def __init__(self, source: GalleryPort, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = PhotoList(source, bridge, self)
        self._thumbnails = Thumbnails(source, bridge, self)
        self._header = Header(self)
        self._notice = Notice(self)
        self._grid = PhotoGrid(self._photos, self._thumbnails, self)
        self._empty = EmptyPage(self)
        self._pages = QStackedLayout()
        self._sort_key = SortKey.DATE
        self._shown: object = None
        self._told_folded: list[int] = []
        self._column = flush_column(self)
        self._lay_out()
        self._connect()

    # -- what is shown

    def show_view(self, title: str, subtitle: str, ids: Ids, key: object = None) -> None:
        """Show photos; of the view shown already, selection and place stay (by id).

        Which view it is says its `key`, else its title.
        """
        key = title if key is None else key
        is_same, self._shown = key == self._shown, key
        self._show_page(title, subtitle, page=self._grid, is_sorted=True)
        self._photos.set_ids(ids, self._sort_key)
        if not is_same:
            self._grid.go_to_top()

    def show_answer(
        self,
        title: str,
        subtitles: Sequence[str],
        matches: Sequence[Match],
        asked: QueryTraits = NOTHING_KNOWN,
        folds: Mapping[int, int] | None = None,
        behind: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        """Show the matches of what was `asked`; of the same answer, selection and place stay.

        `subtitles` say the same ever shorter: the first that fits is shown. `folds` says by photo
        id how many are folded into it, see `answer_page.Folded`; `behind` which are, while they
        are not shown.
        """
        first = self._photos.photo_id(0) if len(self._photos.ids) else -1
        self._shown = None
        is_same = title == self._header.title.whole and bool(matches)
        is_same = is_same and matches[0].photo_id == first
        self._show_page(title, *subtitles, page=self._grid, is_sorted=False)
        self._photos.set_matches(matches, asked, folds, behind)
        if self._photos.folded_into(self.selection_ids()) != self._told_folded:
            self.tell_selection()  # the same photos have others folded into them now
        if not is_same:
            self._grid.go_to_top()

    def is_showing(self, key: object) -> bool:
        """Whether the photos of this view are shown."""
        return self._shown == key and self._pages.currentWidget() is self._grid

    def show_empty(self, sentence: str, button_text: str | None = None, title: str = "") -> None:
        """Show no photos: one sentence and the one button that helps."""
        self._show_page(title, "", page=self._empty, is_sorted=False)
        self._empty.say(sentence, button_text)
        self._grid.selectionModel().clear()

    def show_notice(self, sentence: str, button_text: str | None = None) -> None:
        """Say something above the photos; an empty sentence takes it away."""
        self._notice.say(sentence, button_text)

    def _show_page(self, title: str, *subtitles: str, page: QWidget, is_sorted: bool) -> None:
        self._header.title.set_text(title)
        self.set_subtitle(*subtitles)
        self._header.show_controls(sort=is_sorted, size=page is self._grid)
        self._pages.setCurrentWidget(page)

    def set_subtitle(self, text: str, *shorter: str) -> None:
        """Say something else about the photos shown, in the first of these forms that fits."""
        self._header.subtitle.set_text(text, *shorter)
        self._header.subtitle.setVisible(bool(text))

    def set_sort(self, sort_key: SortKey, descending: bool) -> None:
        """Show how views are sorted; sends nothing."""
        self._sort_key = sort_key
        self._header.set_sort(sort_key, descending)

    def put_in_header(self, widget: QWidget) -> None:
        """Add a widget, such as a search field, between title and sorting."""
        self._header.put(widget)

    def put_search(self, field: QWidget) -> None:
        """Add the search field to the line above the photos."""
        self._header.put_search(field)

    def put_below_header(self, widget: QWidget) -> None:
        """Add a strip between that line and the photos."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, widget)

    def refresh(self) -> None:
        """Photos changed: ask again for what is in sight; the old is shown until then."""
        self._photos.mark_stale()
        self._thumbnails.look_again()
        self._grid.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves these photos, where there is something to leave them for."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- what it says

    @property
    def title(self) -> str:
        """What the photos are."""
        return self._header.title.whole

    @property
    def title_line(self) -> Title:
        """The title itself, which can be written over on some pages."""
        return self._header.title

    @property
    def subtitle(self) -> str:
        """What is said about the photos."""
        return self._header.subtitle.whole

    @property
    def subtitles(self) -> tuple[str, ...]:
        """The same, followed by its shorter forms."""
        return self._header.subtitle.forms

    @property
    def notice(self) -> str:
        """What is said above the photos; empty when there is nothing to say."""
        return self._notice.sentence

    def caption(self, row: int) -> str:
        """The line below a photo: "98 %", why it is alike, or its date."""
        parts = (self._photos.lead(row), self._photos.fact(row))
        return ", ".join(part for part in parts if part)

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of photos; empty when there are some."""
        return self._empty.shown_sentence

    @property
    def empty_button(self) -> str:
        """What the button in the place of photos says; empty when there is none."""
        return self._empty.button_text if self.empty_sentence else ""

    # -- the photos

    @property
    def grid(self) -> PhotoGrid:
        """The grid: the keyboard's focus goes there."""
        return self._grid

    @property
    def thumbnails(self) -> Thumbnails:
        """The thumbnails of the grid."""
        return self._thumbnails

    def ids(self) -> Ids:
        """The ids of all photos shown, in order; not to be written to."""
        return self._photos.ids

    def selection_ids(self) -> list[int]:
        """The chosen photos, in order."""
        return self._grid.selection_ids()

    @property
    def n_folded(self) -> int:
        """How many photos belong to those shown and are not seen."""
        return self._photos.n_folded

    def tell_selection(self) -> None:
        """Say again what is chosen, and what with it."""
        self._on_selection_changed(self.selection_ids())

    def select_id(self, photo_id: int) -> None:
        """Choose a photo alone, go and scroll to it; nothing if it is not here."""
        self._grid.select_id(photo_id)

    def photo(self, photo_id: int) -> Photo | None:
        """A photo's row if it is known already."""
        return self._photos.known_photo(photo_id)

    def ids_in_sight(self) -> list[int]:
        """What a person has in front of them: the photos from the first to the last in sight."""
        ids: list[int] = self._photos.ids[: self._grid.rows_in_sight().stop].tolist()
        return ids

    def as_told(self, photo: Photo) -> Photo:
        """A photo as it is told of here: as the file that answers the search."""
        return self._photos.as_told(photo)

    @property
    def cell_size(self) -> int:
        """About how wide the photos are shown, px."""
        return self._grid.cell_size

    def set_cell_size(self, px: int) -> None:
        """Choose how wide the photos are shown, px."""
        self._grid.set_cell_size(px)

    def set_fill(self, fill: bool) -> None:
        """Whether photos fill their cell, cropped, or fit into it."""
        self._grid.set_fill(fill)

    # -- making

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        self._pages.addWidget(self._grid)
        self._pages.addWidget(self._empty)
        column = self._column
        column.addWidget(self._header)
        column.addWidget(self._notice)
        column.addLayout(self._pages, 1)
        self.setFocusProxy(self._grid)

    def _connect(self) -> None:
        grid = self._grid
        grid.opened.connect(self.opened)
        grid.previewed.connect(self.previewed)
        grid.selection_changed.connect(self._on_selection_changed)
        grid.menu_wanted.connect(self._on_menu)
        grid.cell_size_changed.connect(self._header.set_size)
        grid.cell_size_changed.connect(self.cell_size_changed)
        self._header.size_changed.connect(grid.set_cell_size)
        self._header.sort_changed.connect(self._on_sort)
        self._header.title.left.connect(grid.setFocus)
        self._empty.acted.connect(self.empty_action)
        self._photos.not_found.connect(self._on_not_found)
        self._photos.found.connect(self.named)
        self._notice.acted.connect(self.notice_action)

    @Slot(object)
    def _on_selection_changed(self, ids: Sequence[int]) -> None:
        self._told_folded = self._photos.folded_into(ids)
        self.selection_changed.emit(ids, self._told_folded)

    @Slot(object, object)
    def _on_menu(self, where: QPoint, ids: Sequence[int]) -> None:
        self.menu_wanted.emit(where, ids, self._photos.folded_into(ids))

    @Slot(str)
    def _on_not_found(self, prefix: str) -> None:
        self.not_named.emit(
            f"No photo here has a name that begins with {word_texts.quoted(prefix)}."
        )

    @Slot(object, bool)
    def _on_sort(self, sort_key: SortKey, descending: bool) -> None:
        self._sort_key = sort_key
        self.sort_changed.emit(sort_key, descending)
