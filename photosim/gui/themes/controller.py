"""Themes put together: the page of cards, and what stands above the photos of an opened theme.

The page is loaded and made when somebody goes there for the first time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from photosim.core.records.themes import Theme
from photosim.gui.labels.controller import LabelController
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.navigation import ALL_PHOTOS, THEMES, Kind, Place, of_theme, parts_of
from photosim.gui.shell.title import Naming, Title
from photosim.gui.shell.window_state import WindowState
from photosim.gui.texts import label_texts as label_phrases
from photosim.gui.themes import theme_texts
from photosim.gui.themes.ports import ThemePorts
from photosim.gui.themes.session import ThemeSession
from photosim.gui.themes.theme_bar import ThemeBar
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.intervals import QUIET_MS
from photosim.services.events import Phase, PhotosChanged, Progress

if TYPE_CHECKING:
    from photosim.gui.themes.page import ThemePage


class ThemeController(QObject):
    """Everything about themes. GUI thread.

    Attributes:
        session: the themes.
        bar: above the photos of a theme.

    Signals:
        place_wanted: go there. arg1: `Place`.
        back_wanted: to the page before.
        folder_wanted: there are no photos: another folder would help.
        counted: so many themes there are. arg1: their number.
        renamed: the theme of the present page may be called otherwise.
    """

    place_wanted = Signal(object)
    back_wanted = Signal()
    folder_wanted = Signal()
    counted = Signal(int)
    renamed = Signal()

    def __init__(
        self,
        engine: ThemePorts,
        bridge: Bridge,
        actions: Actions,
        state: WindowState,
        labels: LabelController,
        title: Title,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._labels, self._state, self._title = labels, state, title
        self._window = window
        self._place: Place = ALL_PHOTOS
        self._is_stale = False
        self._engine, self._bridge = engine, bridge
        self._progress = Progress(Phase.STARTING)
        self._n_photos = 0
        self._page: ThemePage | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._catch_up_if_seen)
        self.session = ThemeSession(engine.themes, bridge, state.theme_level, self)
        self.bar = ThemeBar()
        labels.name_themes(self._given_name)
        actions["themes"].triggered.connect(lambda: self.place_wanted.emit(THEMES))
        self._connect(bridge)

    @property
    def page(self) -> ThemePage:
        """The cards; made when somebody goes there for the first time."""
        if self._page is None:
            self._page = self._make_page()
        return self._page

    def _make_page(self) -> ThemePage:
        # loaded here so that the window starts as fast as without
        from photosim.gui.themes.page import ThemePage

        page = ThemePage(self.session, self._engine.photos, self._bridge)
        page.show_photos(self._n_photos)
        page.show_progress(self._progress)
        page.opened.connect(lambda theme_id: self.place_wanted.emit(of_theme(theme_id)))
        page.menu_wanted.connect(self.menu)
        page.folder_wanted.connect(self.folder_wanted)
        page.back_wanted.connect(self.back_wanted)
        return page

    @property
    def theme(self) -> Theme | None:
        """The theme whose photos are shown."""
        place = self._place
        return self.session.theme(place.theme) if place.kind is Kind.PHOTOS else None

    def show_place(self, place: Place) -> None:
        """The person is there."""
        is_other, self._place = place != self._place, place
        if is_other and place.kind is Kind.THEMES:
            self.session.show(place.theme)
            if self._is_stale and not self.session.is_asking:
                self.session.refresh()
            self._is_stale = False
        self._dress()

    def focus(self) -> None:
        """The person pressed Enter on this place, or clicked it: keys are for the cards now."""
        if self._place.kind is Kind.THEMES:
            self.page.setFocus()

    def menu(self, where: QPoint, theme_id: str) -> QMenu:
        """The context menu of a card, at a place of the screen."""
        theme = self.session.theme(theme_id)
        menu = QMenu(self._window)
        menu.addAction("Open").triggered.connect(lambda: self.place_wanted.emit(of_theme(theme_id)))
        named = theme is not None and theme.is_named
        menu.addAction("Rename…" if named else theme_texts.NAME_THIS).triggered.connect(
            lambda: self._open_and_name(theme_id)
        )
        if theme is not None and theme.n_parts > 1:
            menu.addAction(theme_texts.look_closer(theme)).triggered.connect(
                lambda: self.place_wanted.emit(parts_of(theme_id))
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
        return menu

    def _open_and_name(self, theme_id: str) -> None:
        self.place_wanted.emit(of_theme(theme_id))
        self._title.edit()

    # -- names

    def _given_name(self, theme_id: str) -> str:
        theme = self.session.theme(theme_id)
        return theme.name if theme is not None and theme.is_named else ""

    def _on_edited(self, typed: str) -> None:
        """The title was written over: of a theme, or of a label."""
        theme = self.theme
        if theme is None:
            self._labels.rename(typed)
            return
        before, name = self._given_name(theme.id), label_phrases.clean(typed)
        if name != before:
            known = self._labels.label_list.find(name)
            spelt = known.name if known is not None else name
            self._labels.undoable.name_theme(theme.id, spelt, before)

    def _dress(self) -> None:
        """What is above the photos, and whether their title can be written over."""
        theme = self.theme
        self.bar.show_theme(theme)
        if theme is None:
            self._title.set_naming(self._labels.naming)
            return
        names = [label.name for label in self._labels.label_list.labels]
        text = self._given_name(theme.id)
        self._title.set_naming(Naming(text, theme_texts.NAME_THIS, names, label_phrases.LONGEST))

    # -- what is new

    def _on_themes_changed(self, _event: object) -> None:
        self._is_stale = True
        self._catch_up_if_seen()

    def _catch_up_if_seen(self) -> None:
        if self._place.kind is Kind.THEMES or self._place.theme:
            self._is_stale = False
            self.session.refresh()

    def _on_progress(self, progress: Progress) -> None:
        self._progress = progress
        if self._page is not None:
            self._page.show_progress(progress)

    def _on_photos_changed(self, event: PhotosChanged) -> None:
        self._n_photos = event.n_photos
        self._is_stale = True
        if self._page is not None:
            self._page.show_photos(event.n_photos)
            self._quiet.start()

    def _on_listed(self) -> None:
        themes, answered = self.session.themes, self.session.answered
        if themes is not None and answered is not None and not answered.parent:
            self.counted.emit(len(themes.themes))
        self._state.theme_level = self.session.wanted.level
        self._dress()
        if self._place.theme:
            self._labels.refresh()
            self.renamed.emit()

    # -- making

    def _connect(self, bridge: Bridge) -> None:
        self.session.listed.connect(self._on_listed)
        self.bar.naming_wanted.connect(self._title.edit)
        self.bar.closer_wanted.connect(lambda: self.place_wanted.emit(parts_of(self._place.theme)))
        self._title.edited.connect(self._on_edited)
        self._labels.undoable.theme_named.connect(self.session.named)
        self._labels.label_list.changed.connect(self._dress)
        bridge.themes_changed.connect(self._on_themes_changed)
        bridge.progress.connect(self._on_progress)
        bridge.photos_changed.connect(self._on_photos_changed)
