"""The page of themes, in its four states: no photos, being sorted, cards, and out of order."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from photosim.core.records.themes import Themes
from photosim.gui.grid.thumbnails import ThumbnailPort, Thumbnails
from photosim.gui.themes import theme_texts
from photosim.gui.themes.card_view import CardView
from photosim.gui.themes.head import ThemeHead
from photosim.gui.themes.session import ThemeSession
from photosim.gui.themes.theme_list import ThemeList
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.layouts import flush_column
from photosim.gui.widgets.notice import EmptyPage, Notice
from photosim.services.events import Phase, Progress

ADD_FOLDER, TRY_AGAIN, SORT_AGAIN = "Add a folder…", "Try again", "Sort again"
_KEPT_BYTES = 60_000_000
"""Pictures kept for each of the two sizes: about 200 cards on a 4K display."""
_NO_PHOTOS = "There are no photos to sort yet. Their themes appear here once photosim has some."
_FEW = "There are too few photos to sort into themes yet. Themes need some that are alike."
_SORTING = "photosim is sorting your photos into themes"
_MEANWHILE = "You can go on with something else; they appear here."
_WHOLE = "This theme stays whole: there are no smaller ones in it."
_NOT_FOUND = "No theme is called so."


class ThemePage(QWidget):
    """Cards under a line that says how many there are.

    Attributes:
        head, notice, cards: its parts.

    Signals:
        opened: show the photos of a theme. arg1: its id.
        menu_wanted: a context menu. arg1: where, global. arg2: the theme's id.
        folder_wanted: there are no photos: another folder would help.
        back_wanted: to the page before.
    """

    opened = Signal(str)
    menu_wanted = Signal(QPoint, str)
    folder_wanted = Signal()
    back_wanted = Signal()

    def __init__(
        self,
        session: ThemeSession,
        source: ThumbnailPort,
        bridge: Bridge,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._progress = Progress(Phase.STARTING)
        self._n_photos = 0
        self.large = Thumbnails(source, bridge, self, channel="themes", limit_bytes=_KEPT_BYTES)
        self.small = Thumbnails(
            source, bridge, self, channel="themes, small", limit_bytes=_KEPT_BYTES
        )
        self.model = ThemeList(self)
        self.head = ThemeHead(self)
        self.notice = Notice(self)
        self.cards = CardView(self.model, self.large, self.small, self)
        self._empty = EmptyPage(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.head.set_level(session.wanted.level)
        self._refresh()

    # -- what is shown

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of cards; empty when there are some."""
        return self._empty.shown_sentence

    def show_photos(self, n_photos: int) -> None:
        """There are so many photos in the library."""
        self._n_photos = n_photos
        self.large.look_again()
        self.small.look_again()
        self._refresh()

    def show_progress(self, progress: Progress) -> None:
        """Know what the engine does."""
        before, self._progress = self._progress, progress
        if progress.is_news(before, Phase.SORTING):
            self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    # -- states

    @property
    def _is_sorting(self) -> bool:
        return self._progress.phase is Phase.SORTING

    def _share(self) -> str:
        return theme_texts.sorting(self._progress.done, self._progress.total)

    def _refresh(self) -> None:
        answered, wanted = self._session.answered, self._session.wanted
        is_here = answered is not None and answered.parent == wanted.parent
        shown = self._session.themes if is_here else None
        self._show_cards(shown)
        self._show_head(shown)
        if not (shown is not None and shown.themes):
            self._say_why(shown)
        elif not self.model.themes:
            self._empty.say(_NOT_FOUND, None)
        has_cards = bool(self.model.themes)
        self._pages.setCurrentWidget(self.cards if has_cards else self._empty)
        self._say_notice(shown)

    def _show_cards(self, shown: Themes | None) -> None:
        if shown is not None:
            self.model.replace(shown.themes)
        elif self._session.answered is not None:
            self.model.replace(())  # of another theme

    def _show_head(self, shown: Themes | None) -> None:
        parent_id = self._session.wanted.parent
        parent = self._session.theme(parent_id) if parent_id else None
        has_themes = shown is not None and bool(shown.themes)
        subtitle = short = ""
        if shown is not None and has_themes:
            subtitle = theme_texts.subtitle(shown, parent, len(self.model.themes))
            short = theme_texts.how_many(shown, parent)
        title = theme_texts.title(parent)
        self.head.show_texts(title, subtitle, short, is_within=bool(parent_id))
        self.head.show_controls(slider=has_themes and not parent_id, field=has_themes)

    def _say_why(self, shown: Themes | None) -> None:
        """What stands in the place of the cards."""
        is_open = self._progress.phase is not Phase.STARTING
        if self._session.failure:
            self._empty.say(self._session.failure, TRY_AGAIN)
        elif self._session.wanted.parent and shown is not None and shown.is_ready:
            self._empty.say(_WHOLE, None)
        elif is_open and not self._n_photos:
            self._empty.say(_NO_PHOTOS, ADD_FOLDER)
        elif self._is_sorting or (shown is not None and not shown.is_ready):
            share = self._share()
            self._empty.say(f"{_SORTING}{f': {share}' if share else ''}. {_MEANWHILE}", None)
        elif shown is not None:
            self._empty.say(_FEW, None)
        else:
            self._empty.say("", None)

    def _say_notice(self, shown: Themes | None) -> None:
        if shown is None or not shown.themes:
            self.notice.say("", None)
        elif self._session.failure:
            self.notice.say(self._session.failure, TRY_AGAIN)
        elif self._is_sorting:
            share = self._share()
            self.notice.say(
                f"Your photos are being sorted again{f': {share}' if share else ''}.", None
            )
        elif shown.n_missing and not self._session.wanted.parent:
            self.notice.say(theme_texts.missing(shown.n_missing), SORT_AGAIN)
        else:
            self.notice.say("", None)

    def _on_empty_action(self) -> None:
        if self._session.failure:
            self._session.sort_again()
        else:
            self.folder_wanted.emit()

    def _on_searched(self, text: str) -> None:
        self.model.search(text)
        self._refresh()

    # -- making

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        self._pages.addWidget(self.cards)
        self._pages.addWidget(self._empty)
        column = flush_column(self)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.cards)

    def _connect(self) -> None:
        self._session.listed.connect(self._refresh)
        self.cards.opened.connect(self.opened)
        self.cards.menu_wanted.connect(self.menu_wanted)
        self.head.level_changed.connect(self._session.set_level)
        self.head.searched.connect(self._on_searched)
        self.head.left.connect(self.cards.setFocus)
        self.head.back_wanted.connect(self.back_wanted)
        self.notice.acted.connect(self._session.sort_again)
        self._empty.acted.connect(self._on_empty_action)
