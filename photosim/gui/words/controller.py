"""Words' place in the window: what the field, the tags and the rest hear of each other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from photosim.core.records.photos import Answer, Query
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.navigation import ALL_PHOTOS, Stop, of_query
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.searching import Searching
from photosim.gui.shell.selected import SelectedPanel
from photosim.gui.texts import word_texts
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.words.hints import WordHints
from photosim.gui.words.more_like_field import MoreLikeField
from photosim.gui.words.ports import WordPort
from photosim.gui.words.suggester import Suggester
from photosim.gui.words.tag_row import TagRow
from photosim.gui.words.word_field import WordField
from photosim.services.events import FoldersChanged
from photosim.texts.match_wording import CERTAIN

PLACEHOLDER = "Search words, dates, names"
_LIKE = 0.6
"""Similarity from which on the words of the best match are offered for a picture from elsewhere."""


@dataclass(frozen=True, slots=True)
class WordsWiring:
    """The parts of the window that words have to do with."""

    gallery: Gallery
    middle: Middle
    pages: Pages
    searching: Searching
    selected: SelectedPanel


class WordsController(QObject):
    """Makes the parts for words and connects them. GUI thread.

    Attributes:
        field: the search field above the photos.
        tags: the tags of the selected photo.
        more_like: the words that a picture should be more like; the window finds it a place.
        hints: what is said about words that are beyond photosim.

    Signals:
        photos_wanted: show the columns: the field is there.
        picture_pasted: a picture was pasted into the field.
    """

    photos_wanted = Signal()
    picture_pasted = Signal()

    def __init__(
        self,
        source: WordPort,
        bridge: Bridge,
        actions: Actions,
        around: WordsWiring,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._around = around
        self._actions = actions
        self._came_from_elsewhere = False
        self.field = WordField(Suggester(source, bridge), "Search words", PLACEHOLDER)
        self.field.setToolTip("Search for words (Ctrl+F)")
        self.tags = TagRow(source, bridge)
        self.more_like = MoreLikeField(source, bridge)
        self.hints = WordHints(Suggester(source, bridge))
        around.gallery.put_search(self.field)
        around.gallery.put_below_header(self.hints)
        around.selected.put_below(self.tags)
        actions.enable(("find_words",), False)
        self._connect(bridge)

    def find(self) -> None:
        """Give the field the keyboard; on a page with a search field of its own, that one."""
        self.photos_wanted.emit()
        self._came_from_elsewhere = False
        if self.field.isVisible():
            self.field.enter()
        elif (own := self._field_of_page()) is not None:
            own.setFocus(Qt.FocusReason.ShortcutFocusReason)
            own.selectAll()
        else:
            self._came_from_elsewhere = True
            self._around.pages.go(ALL_PHOTOS)
            self.field.enter()

    def _field_of_page(self) -> QLineEdit | None:
        page = self._around.middle.page
        fields = page.findChildren(QLineEdit) if page is not None else []
        shown = (field for field in fields if field.isVisible())
        return next((field for field in shown if field.property("look") == "search"), None)

    def search(self, text: str) -> None:
        """Search for words; without any, show all photos again."""
        self._came_from_elsewhere = False
        plain = word_texts.plain(text)
        query = self._around.pages.place.query
        if plain:
            self._around.searching.search(Query(text=plain))
            self.hints.start_working(f"Searching for {word_texts.quoted(plain)}…")
        elif query is not None and word_texts.is_by_words(query):
            self._around.pages.go(ALL_PHOTOS)

    def keeps_keyboard(self, answer: Answer) -> bool:
        """Whether the person goes on in a field, although an answer came."""
        fields = (self.field, self.more_like.field)
        is_in_field = any(field.hasFocus() for field in fields)
        return any(field.is_touched for field in fields) or (is_in_field and not answer.matches)

    def _connect(self, bridge: Bridge) -> None:
        around, field = self._around, self.field
        self._actions["find_words"].triggered.connect(self.find)
        field.searched.connect(self.search)
        field.left.connect(self._on_left)
        field.picture_pasted.connect(self.picture_pasted)
        self.more_like.field.picture_pasted.connect(self.picture_pasted)
        self.more_like.wanted.connect(self._on_more_like)
        self.more_like.left.connect(around.gallery.setFocus)
        self.tags.pressed.connect(self.search)
        self.hints.pressed.connect(self.search)
        around.selected.ids_shown.connect(self.tags.show_ids)
        around.pages.shown.connect(self._on_shown)
        around.searching.unanswered.connect(around.pages.fail)
        around.searching.ended.connect(self.hints.stop_working)
        bridge.folders_changed.connect(self._on_folders)
        bridge.labels_changed.connect(self.tags.refresh)

    def _on_folders(self, event: FoldersChanged) -> None:
        self._actions.enable(("find_words",), bool(event.folders))

    def _on_shown(self, stop: Stop) -> None:
        query, answer = stop.place.query, stop.answer
        is_by_words = query is not None and word_texts.is_by_words(query)
        self.field.keep(query.text if query is not None and is_by_words else "")
        self.hints.show_stop(stop)
        if query is None or answer is None or is_by_words:
            self.more_like.show_nothing()
        else:
            self.more_like.show_query(query, _photo_like(query, answer))

    def _on_more_like(self, query: Query) -> None:
        """A query that was answered before is a page to go to."""
        pages = self._around.pages
        if any(stop.place == of_query(query) for stop in pages.history.queries):
            pages.go(of_query(query))
        else:
            self._around.searching.search(query)

    def _on_left(self) -> None:
        if self._came_from_elsewhere:
            self._came_from_elsewhere = False
            self._around.pages.back()
        self._around.gallery.setFocus()


def _photo_like(query: Query, answer: Answer) -> int:
    """The photo whose words are offered: the query's own, or one that is much alike; else 0."""
    if query.photo_id is not None:
        return query.photo_id
    best = answer.matches[:1]
    is_near = any(match.evidence in CERTAIN or match.similarity >= _LIKE for match in best)
    return best[0].photo_id if is_near else 0
