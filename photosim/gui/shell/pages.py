"""What the middle column shows, and the way between its pages: photos, answers, problem files.

Holds where the person is; the sidebar, the query pane and the menus ask it to go elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.records.photos import Answer, Folder, FolderState, Ids, Query, SortKey, View
from photosim.gui.shell import answer_page, view_texts
from photosim.gui.shell.answer_page import AnswerPage
from photosim.gui.shell.attention import Attention
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import (
    ALL_PHOTOS,
    History,
    Kind,
    Place,
    Stop,
    is_of_one_picture,
    of_query,
)
from photosim.gui.shell.page_notice import notice
from photosim.gui.shell.searching import Cancellable
from photosim.gui.texts import counts, word_texts
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.intervals import ASK_EVERY_MS
from photosim.texts import error_wording

_SECOND_LOOK = f"{counts.DOT}{answer_page.SECOND_LOOK}"
ALWAYS_SHOWN = 20
"""The best matches that a new answer shows, however little alike they are."""


class ViewPort(Protocol):
    """The part of the engine that knows which photos there are."""

    def ids(self, view: View) -> Future[Ids]:
        """All ids of a view."""


class Pages(QObject):
    """Shows places in the gallery and remembers how each was left.

    Args:
        source: knows which photos there are.
        bridge: the way back into the GUI thread.
        gallery: where they are shown.
        least: how alike photos must be, per cent, to be shown when a search begins.

    Attributes:
        history: where the person has been.
        answer_page: shows answers.

    Signals:
        shown: another page is shown, or the same with another content. arg1: the `Stop`.
        failed: a view cannot be shown. arg1: a sentence.
    """

    shown = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        source: ViewPort,
        bridge: Bridge,
        gallery: Gallery,
        least: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self.history = History(Stop(ALL_PHOTOS))
        self._source = source
        self._bridge = bridge
        self._gallery = gallery
        self.answer_page = AnswerPage(gallery)
        self._folders: tuple[Folder, ...] = ()
        self._sort_key, self._descending = SortKey.DATE, True
        self._asked: View | None = None
        self._awaited: Cancellable | None = None
        self._to_restore: Stop | None = None
        self._clock = QTimer(self, singleShot=True, interval=ASK_EVERY_MS)
        self._clock.timeout.connect(self._on_clock)
        self._is_stale = False
        self._is_open = False
        self._n_searchable = 0
        self._n_known = 0, 0
        self._attention = Attention(gallery.grid)
        self._theme_name: Callable[[str], str] = lambda _theme_id: ""

    def name_themes(self, name_of: Callable[[str], str]) -> None:
        """From now on `name_of` says what the theme of an id is called."""
        self._theme_name = name_of

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self.history.current.place

    @property
    def sorting(self) -> tuple[SortKey, bool]:
        """How the views are sorted, and whether descending."""
        return self._sort_key, self._descending

    # -- going

    def go(self, place: Place) -> None:
        """Go to a place of the sidebar, or to a query that has been answered before."""
        self._leave()
        known = next((stop for stop in self.history.queries if stop.place == place), Stop(place))
        self.history.visit(known)
        self.show()

    def answer(self, query: Query, answer: Answer, least: int | None = None) -> None:
        """Go to a new answer; show what is `least` per cent alike, but some in any case.

        Without a `least` the person's own counts.
        """
        self._leave()
        is_by_words = word_texts.is_by_words(query)
        least = self._least_for(query, answer, self._least() if least is None else least)
        self.history.visit(
            Stop(of_query(query), least=least, answer=answer, is_refining=not is_by_words)
        )
        self.show()

    def _least_for(self, query: Query, answer: Answer, least: int) -> int:
        """The least similarity that a new answer shows at first, per cent."""
        before, place = self.history.current, of_query(query)
        is_known = before.answer is not None and is_of_one_picture(before.place, place)
        if is_known and before.place != place:
            return before.least  # another part of the picture: the slider stays where it is
        if word_texts.is_by_words(query):
            return before.least if is_known else answer_page.least_fitting(answer)
        wanted = before.least if is_known else least
        return min(wanted, answer_page.least_of(answer, ALWAYS_SHOWN))

    def fail(self, query: Query, sentence: str) -> None:
        """Go to the page of a query that cannot be answered: it says why."""
        self._leave()
        self.history.visit(Stop(of_query(query), trouble=sentence))
        self.show()

    def refine(self, query: Query, answer: Answer) -> None:
        """Put a better answer in the place of the first.

        Once the person points, scrolls or chooses, what is on the screen keeps its place; a same
        picture that came late is told of on top.
        """
        place = of_query(query)
        before = self.history.current.answer
        self.history.answered(place, answer)
        if self.place != place or before is None:
            return
        kept = self._gallery.ids_in_sight() if self._attention.is_given else []
        if kept:
            self.history.came_late(answer_page.came_late(before, answer, kept))
        self._leave()
        self._to_restore = self.history.current
        self.answer_page.show(self.history.current, kept)
        self._restore()
        self._show_notice()

    def settle(self, query: Query) -> None:
        """No better answer to a query comes: its page says no longer that one is looked for."""
        self.history.settled(of_query(query))
        if self.place == of_query(query):
            said = (form.removesuffix(_SECOND_LOOK) for form in self._gallery.subtitles)
            self._gallery.set_subtitle(*said)

    def show_late(self) -> None:
        """Show the same pictures that came late: the better answer, from its top."""
        late = self.history.current.late
        self.history.came_late(())
        self.answer_page.show(self.history.current)
        self._gallery.grid.go_to_top()
        for photo_id in late[:1]:
            self._gallery.select_id(self.answer_page.shown_for(photo_id))
        self._show_notice()

    def back(self) -> None:
        """One page back, as it was left."""
        self._leave()
        if self.history.back() is not None:
            self.show()

    def forward(self) -> None:
        """One page forward."""
        self._leave()
        if self.history.forward() is not None:
            self.show()

    def set_least(self, least: int) -> None:
        """Show only matches that are at least so alike, per cent."""
        if self.place.kind is Kind.QUERY:
            scroll, selected = self._position()
            self.history.leave(scroll, selected, least)
            self._attention.is_given = True
            self.answer_page.show(self.history.current)

    def show_best(self) -> None:
        """Show the best matches, however little alike they are."""
        answer = self.history.current.answer
        if answer is not None:
            self.set_least(answer_page.least_of(answer, ALWAYS_SHOWN))
            self.shown.emit(self.history.current)

    def sort(self, sort_key: SortKey, descending: bool) -> None:
        """Sort the views."""
        self._sort_key, self._descending = sort_key, descending
        self._gallery.set_sort(sort_key, descending)
        if self._is_open and self.place.kind in (Kind.PHOTOS, Kind.CHOSEN):
            self.show()

    # -- what is new

    def show_folders(self, folders: tuple[Folder, ...]) -> None:
        """Know the folders; one that is gone is left."""
        gone = {folder.id for folder in self._folders} - {folder.id for folder in folders}
        is_other = _away(folders) != _away(self._folders)
        self._folders = folders
        if is_other:
            self._gallery.refresh()  # photos say whether they are offline
        self._say_again()
        for folder_id in gone:
            self.history.without_folder(folder_id)
        self._show_notice()

    def _say_again(self) -> None:
        """Folders know more of a page of photos now than when its photos came."""
        if self.place.kind is not Kind.PHOTOS or self._awaited is not None or not self._is_open:
            return
        if self._gallery.empty_sentence:
            folder = self._folder(self.place.folder_id)
            self._gallery.show_empty(*self._nothing_here(folder), title=self._title(folder))
        else:
            self._gallery.set_subtitle(self._subtitle(len(self._gallery.ids())))

    def photos_changed(self) -> None:
        """Photos came or went: the view is asked for again, soon."""
        self._is_stale = self._is_open = True
        if not self._clock.isActive():
            self._on_clock()

    def show_counts(self, n_photos: int, n_files: int) -> None:
        """Know how many photos there are, and in how many files."""
        self._n_known = n_photos, n_files

    def labels_changed(self) -> None:
        """Labels or themes came or went: a view of one is asked for again, soon."""
        if self.place.kind is Kind.PHOTOS and view_texts.is_limited(self.place):
            self.photos_changed()

    def indexed(self, n_photos: int) -> None:
        """Indexing has come to its end: an answer from before may lack some of `n_photos`."""
        self._n_searchable = n_photos
        self._show_notice()

    def _on_clock(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._clock.start()
            self._gallery.refresh()
            if self.place.kind is Kind.PHOTOS and self._awaited is None:
                self._ask()

    # -- showing

    def show(self) -> None:
        """Show the present place again from the start."""
        stop = self.history.current
        self._attention.begin()
        self._to_restore = stop
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None
        if stop.place.kind is Kind.PHOTOS:
            self._ask()
        elif stop.place.kind is Kind.QUERY:
            self.answer_page.show(stop)
            self._restore()
        self._show_notice()
        self.shown.emit(self.history.current)

    def _ask(self) -> None:
        view = view_texts.view_of(self.place, self._sort_key, self._descending)
        self._asked = view
        self._awaited = self._bridge.bind(
            self._source.ids(view), partial(self._on_ids, view), self._on_failed
        )

    def _on_ids(self, view: View, ids: Ids) -> None:
        if view != self._asked or self.place.kind is not Kind.PHOTOS:
            return
        self._awaited = None
        folder = self._folder(view.folder_id)
        title = self._title(folder)
        if len(ids):
            self._gallery.show_view(title, self._subtitle(len(ids)), ids, key=self.place)
            self._restore()
        else:
            self._gallery.show_empty(*self._nothing_here(folder), title=title)
        self.shown.emit(self.history.current)

    def _subtitle(self, n_photos: int) -> str:
        """How many photos a view has, in how many files where these are more, and where."""
        folder = self._folder(self.place.folder_id)
        if folder is None:
            return self._counted(n_photos, *self._n_known)
        counted = self._counted(n_photos, folder.n_photos, folder.n_files)
        return counts.DOT.join([counted, counts.path(folder.path)])

    def _counted(self, n_photos: int, n_known: int, n_files: int) -> str:
        """Files are told with the photos they were counted with; a moment later all agrees."""
        is_known = n_photos == n_known and not view_texts.is_limited(self.place)
        return counts.photos_in_files(n_photos, n_files if is_known else 0)

    def _on_failed(self, error: Exception) -> None:
        """The photos of this place stay if they are shown; no others under its name."""
        self._awaited = None
        if self.place.kind is Kind.PHOTOS and not self._gallery.is_showing(self.place):
            title = self._title(self._folder(self.place.folder_id))
            self._gallery.show_empty(error_wording.sentence(error), title=title)
            self.shown.emit(self.history.current)
        self.failed.emit(error_wording.sentence(error))

    def _title(self, folder: Folder | None) -> str:
        if view_texts.is_limited(self.place):
            return view_texts.title(self.place, self._theme_name(self.place.theme))
        return counts.path(folder.name) if folder else "All photos"

    def _nothing_here(self, folder: Folder | None) -> tuple[str, str | None]:
        if view_texts.is_limited(self.place):
            return view_texts.nothing(self.place)
        shown = [folder] if folder else self._folders
        return view_texts.nothing_in(tuple(shown))

    def _show_notice(self) -> None:
        folder = self._folder(self.place.folder_id)
        self._gallery.show_notice(*notice(self.history.current, folder, self._n_searchable))

    def _folder(self, folder_id: int | None) -> Folder | None:
        return next((one for one in self._folders if one.id == folder_id), None)

    # -- how a page is left and come back to

    def _leave(self) -> None:
        if self.place.kind in (Kind.PHOTOS, Kind.QUERY):
            scroll, selected = self._position()
            self.history.leave(scroll, selected, self.history.current.least)

    def _position(self) -> tuple[int, tuple[int, ...]]:
        bar = self._gallery.grid.verticalScrollBar()
        return bar.value(), tuple(self._gallery.selection_ids()[:1])

    def _restore(self) -> None:
        stop, self._to_restore = self._to_restore, None
        if stop is None:
            return
        for photo_id in stop.selected:
            self._gallery.select_id(self.answer_page.shown_for(photo_id))
        self._gallery.grid.verticalScrollBar().setValue(stop.scroll)


def _away(folders: tuple[Folder, ...]) -> set[int]:
    return {folder.id for folder in folders if folder.state is FolderState.OFFLINE}
