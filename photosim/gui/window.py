"""The window: its parts put together. What each does is in its own module."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow

from photosim.core.records.photos import Answer, Query
from photosim.gui.duplicates.controller import ReviewController
from photosim.gui.duplicates.wiring import ReviewWiring, add_review
from photosim.gui.engine_events import EngineEvents, Listeners
from photosim.gui.labels.controller import LabelController
from photosim.gui.map.wiring import LazyMap, MapWiring
from photosim.gui.search.folding_controller import FoldingController
from photosim.gui.search.part_controller import PartController
from photosim.gui.search.query import QueryPane
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.banner import A_NAME, WHAT_TO_SEARCH
from photosim.gui.shell.columns import ThreeColumns
from photosim.gui.shell.demo_starter import DemoStarter
from photosim.gui.shell.dialogs import Dialogs
from photosim.gui.shell.drop_target import DropTarget
from photosim.gui.shell.file_manager import FileManager
from photosim.gui.shell.folder_actions import FolderActions, pictures_folder
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.middle import Middle
from photosim.gui.shell.navigation import WIDE, Place, Stop, of_query
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.photo_actions import PhotoActions
from photosim.gui.shell.problems import ProblemPage
from photosim.gui.shell.searching import Searching
from photosim.gui.shell.selected import SelectedPanel
from photosim.gui.shell.undoing import Undoing
from photosim.gui.shell.view_actions import ViewActions
from photosim.gui.shell.welcome import Welcome
from photosim.gui.shell.window_state import WindowState
from photosim.gui.sidebar.sidebar import Sidebar
from photosim.gui.themes.controller import ThemeController
from photosim.gui.themes.wiring import ThemesWiring, add_labels_and_themes
from photosim.gui.trash.controller import TrashController
from photosim.gui.trash.wiring import TrashWiring, add_trash
from photosim.gui.viewer.large_view import LargeView
from photosim.gui.viewer.viewer import Viewer
from photosim.gui.widgets import appearance, resources
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.screen_fit import SMALLEST, resize_within_screen
from photosim.gui.window_engine import WindowEngine
from photosim.gui.words.controller import WordsController, WordsWiring
from photosim.services.settings import Settings


class MainWindow(QMainWindow):
    """photosim's window. It is there before the engine is ready, and shows what it is told.

    Attributes:
        sidebar, gallery, query_pane, status_line, viewer, welcome, problem_page: what it shows.
        pages, searching: where the person is, what is searched.
        undoing: what was done, and the way back.
        banner, drop_target: what it says in passing.
        review, trash, labels, themes, map: where groups are reviewed, and so on.
        words: the search field and what belongs to it.
    """

    def __init__(
        self,
        engine: WindowEngine,
        bridge: Bridge,
        settings: Settings,
        state_path: Path,
        look: Appearance,
        file_manager: FileManager | None = None,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._bridge = bridge
        self._settings = settings
        self._state = WindowState(state_path)
        self._data_folder = str(state_path.parent)
        self._file_manager = file_manager or FileManager(bridge, parent=self)
        self._make_parts()
        self._lay_out()
        self._make_actions(look)
        parts = (self.sidebar, self.middle, self.query_pane, self.pages)
        self._engine_events = EngineEvents(
            bridge, Listeners(*parts, self.view_actions, self.searching), self
        )
        self._connect_parts()
        self.review = self._add_review()
        self.trash = self._add_trash()
        self.labels, self.themes = self._add_themes()
        self.map = self._add_map()
        self.words = self._add_words()
        FoldingController(self.actions_, self._settings, self.gallery, self.pages, self)
        self.parts = PartController(self.query_pane, self.pages, self.searching, self)
        self._restore()

    # -- what others ask of it

    def search_with(self, pictures: list[str]) -> None:
        """Search with the first picture of these files, as soon as the library is open."""
        self._engine_events.search_when_open(pictures)

    def take_over(self, pictures: list[str]) -> None:
        """Another start of photosim wants this window to be seen, and perhaps to search."""
        if pictures:
            self.search_with(pictures)
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def say_bug(self, details: str) -> None:
        """Something unexpected happened; go on, and offer the details."""
        self.banner.say(
            "Something went wrong. photosim goes on; if it behaves oddly, start it again.",
            "Copy details",
            lambda: QGuiApplication.clipboard().setText(details),
        )

    # -- making

    def _make_parts(self) -> None:
        engine, bridge, photos = self._engine, self._bridge, self._engine.photos
        self.actions_ = Actions(self)
        self.undoing = Undoing(self.actions_, self)
        self.sidebar = Sidebar()
        self.gallery = Gallery(photos, bridge)
        self.query_pane = QueryPane(SelectedPanel(photos, bridge, self.gallery.as_told))
        self.viewer = Viewer(photos, bridge, self.gallery.thumbnails, as_told=self.gallery.as_told)
        proposed = pictures_folder()
        self.welcome = Welcome([proposed] if proposed else [])
        self.problem_page = ProblemPage(engine, bridge)
        self.middle = Middle(self.gallery, self.problem_page, self.welcome)
        self.status_line, self.banner = self.middle.status_line, self.middle.banner
        self.pages = Pages(
            photos, bridge, self.gallery, lambda: self._settings.least_similarity, self
        )
        self.searching = Searching(engine, bridge, self)
        self._place = self.pages.place

    def _make_actions(self, look: Appearance) -> None:
        engine, bridge, actions = self._engine, self._bridge, self.actions_
        self.folder_actions = FolderActions(engine.folders, bridge, self.banner, self)
        self.photo_actions = PhotoActions(
            engine.photos, bridge, actions, self._file_manager, self, self.gallery.as_told
        )
        self.view_actions = ViewActions(
            engine, actions, self.pages, self.gallery, self.searching, self
        )
        self.dialogs = Dialogs(engine, bridge, self._settings, look, actions, self)
        actions["add_folder"].triggered.connect(self.folder_actions.choose)
        self.view_actions.folder_wanted.connect(self.folder_actions.choose)
        self.dialogs.data_folder_wanted.connect(self._on_data_folder_wanted)
        self.middle.backups_wanted.connect(actions["backups"].trigger)
        actions["quit"].triggered.connect(self.close)
        actions["query_pane"].triggered.connect(self.columns.toggle_right)
        self._query_button.clicked.connect(self.columns.show_right)
        actions["full_screen"].triggered.connect(self._on_full_screen)
        self.columns.right_toggled.connect(actions["query_pane"].setChecked)
        self.columns.right_toggled.connect(self._query_button.setHidden)
        actions["query_pane"].setChecked(True)

    def _lay_out(self) -> None:
        self.setWindowTitle("photosim")
        self.setWindowIcon(resources.app_icon())
        self.setMinimumSize(SMALLEST)
        self.columns = ThreeColumns(self.sidebar, self.middle, self.query_pane)
        self._whole = LargeView(self.columns, self.viewer, self.gallery)
        self.setCentralWidget(self._whole)
        self.actions_.fill(self.menuBar())
        self.drop_target = DropTarget(self, self.query_pane)
        self._query_button = appearance.link_button("Query")
        self._query_button.hide()
        self.gallery.put_in_header(self._query_button)

    def _restore(self) -> None:
        resize_within_screen(self, QSize(1440, 900))
        if not self._state.geometry.isEmpty():
            self.restoreGeometry(self._state.geometry)
        self._state.restore_columns(self.columns)
        if self._state.cell_size:
            self.gallery.set_cell_size(self._state.cell_size)
        self._on_setting("thumbnails")
        self._settings.subscribe(self._on_setting)
        self.view_actions.sort(*self._state.sort)
        self.gallery.setFocus()

    def _connect_parts(self) -> None:
        say = self.banner.say
        sidebar, pane, pages = self.sidebar, self.query_pane, self.pages
        sidebar.place_wanted.connect(pages.go)
        sidebar.add_wanted.connect(self.folder_actions.choose)
        sidebar.rescan_wanted.connect(self._engine.folders.rescan)
        sidebar.reveal_wanted.connect(self._file_manager.reveal)
        self.folder_actions.place_wanted.connect(pages.go)
        self.undoing.begun.connect(self.banner.end_passing)
        sidebar.remove_wanted.connect(self.folder_actions.remove)
        sidebar.forget_wanted.connect(self.folder_actions.forget)
        pane.back_wanted.connect(pages.back)
        pane.forward_wanted.connect(pages.forward)
        pane.least_changed.connect(pages.set_least)
        pane.open_wanted.connect(self.view_actions.open_picture)
        pane.again_wanted.connect(pages.go)
        pane.cancel_wanted.connect(self.searching.cancel)
        pages.shown.connect(self._on_page_shown)
        pages.failed.connect(say)
        self.searching.started.connect(self._on_search_started)
        self.searching.ended.connect(pane.working.stop)
        self.searching.answered.connect(self._make_room)
        self.searching.answered.connect(pages.answer)
        self.searching.answered.connect(self._give_keyboard)
        self.searching.refined.connect(self.pages.refine)
        self.searching.settled.connect(self.pages.settle)
        self.searching.refused.connect(self._say_why_not)
        self.searching.left_out.connect(self._say_left_out)
        self.searching.folder_dropped.connect(self.folder_actions.offer)
        self.drop_target.dropped.connect(self.searching.take)
        self.drop_target.own_dropped.connect(self.photo_actions.search_photo)
        self.drop_target.refused.connect(self._say_why_not)
        self.welcome.folders_wanted.connect(self.folder_actions.add)
        self.demo_starter = DemoStarter(self.welcome, parent=self)
        self.demo_starter.said.connect(say)
        self.problem_page.said.connect(say)
        self.gallery.left.connect(self.view_actions.leave)
        self.problem_page.reveal_wanted.connect(self._file_manager.reveal)
        self.status_line.pause_wanted.connect(self._engine.pause)
        self.status_line.resume_wanted.connect(self._engine.resume)
        self._connect_photos()

    def _add_review(self) -> ReviewController:
        places = (self.sidebar, self.pages, self.middle)
        around = ReviewWiring(*places, self._file_manager, self.photo_actions, self.undoing)
        review = add_review(self._engine, self._bridge, self.actions_, self._state, around)
        review.group_finder.found.connect(self._whole.show_columns)
        return review

    def _add_trash(self) -> TrashController:
        places = (self.sidebar, self.pages, self.middle, self.viewer)
        more = (self._file_manager, self.photo_actions, self.undoing, self.review)
        return add_trash(self._engine, self._bridge, self.actions_, TrashWiring(*places, *more))

    def _add_themes(self) -> tuple[LabelController, ThemeController]:
        around = ThemesWiring(
            *(self.sidebar, self.pages, self.middle, self.gallery, self.query_pane),
            *(self.folder_actions, self.view_actions, self.viewer, self.undoing),
        )
        built = (self._engine, self._bridge, self.actions_, self._state)
        return add_labels_and_themes(*built, around)

    def _add_map(self) -> LazyMap:
        parts = (self.sidebar, self.pages, self.middle, self.gallery, self.query_pane, self._whole)
        around = MapWiring(*parts, self.photo_actions, self.folder_actions, self.labels)
        return LazyMap(self._engine, self._bridge, self.actions_, around)

    def _add_words(self) -> WordsController:
        selected = self.query_pane.selected
        around = WordsWiring(self.gallery, self.middle, self.pages, self.searching, selected)
        words = WordsController(self._engine.words, self._bridge, self.actions_, around, self)
        self.query_pane.put_below_least(words.more_like)
        words.photos_wanted.connect(self._whole.show_columns)
        words.picture_pasted.connect(self.view_actions.paste)
        return words

    def _connect_photos(self) -> None:
        gallery, photo_actions = self.gallery, self.photo_actions
        gallery.selection_changed.connect(self.query_pane.selected.show_ids)
        gallery.selection_changed.connect(photo_actions.set_ids)
        gallery.menu_wanted.connect(photo_actions.menu)
        gallery.sort_changed.connect(self.view_actions.sort)
        gallery.not_named.connect(self._say_not_named)
        gallery.named.connect(self._on_named)
        gallery.empty_action.connect(self.view_actions.help_empty)
        gallery.notice_action.connect(self.view_actions.help_notice)
        photo_actions.search_wanted.connect(self.searching.search)
        photo_actions.said.connect(self.banner.say)
        self._whole.connect_actions(photo_actions)

    # -- what is shown

    def _on_page_shown(self, stop: Stop) -> None:
        self.sidebar.show_place(stop.place)
        self.columns.show_page(is_wide=stop.place.kind in WIDE)
        history = self.pages.history
        self.query_pane.show_history(history.can_go_back, history.can_go_forward, history.queries)
        self.view_actions.show_history(history)
        self.query_pane.show_stop(stop)
        self.middle.show_place(stop.place)
        self._go_to(stop.place)

    def _go_to(self, place: Place) -> None:
        """Nothing is said any more of the page before; the same page may be shown again."""
        if place != self._place:
            self._place = place
            self.banner.go_to(place)

    def _say_here(self, sentence: str, about: str = "") -> None:
        """Something that is true of this page only."""
        self.banner.say(sentence, about=about, at=self.pages.place)

    def _say_left_out(self, sentence: str, query: Query) -> None:
        self.banner.say(sentence, at=of_query(query))

    def _on_search_started(self, name: str) -> None:
        """What was said of the search before goes with it."""
        self.banner.go_to(None)
        self.query_pane.show_working(name)

    def _say_why_not(self, sentence: str) -> None:
        self.banner.say(sentence, about=WHAT_TO_SEARCH)

    def _say_not_named(self, sentence: str) -> None:
        self._say_here(sentence, A_NAME)

    def _on_named(self) -> None:
        """Who typed on has found a photo: that there was none holds no longer."""
        self.banner.settle(A_NAME)

    def _make_room(self) -> None:
        """An answer is there: nothing stands over it."""
        self.banner.settle(WHAT_TO_SEARCH)
        self._whole.setCurrentWidget(self.columns)

    def _give_keyboard(self, _query: Query, answer: Answer) -> None:
        """To the photos of an answer, unless somebody types."""
        is_at_words = self.words.keeps_keyboard(answer)
        if not is_at_words and not self.parts.keeps_keyboard:
            self.gallery.setFocus()

    def _on_setting(self, name: str) -> None:
        if name == "thumbnails":
            self.gallery.set_fill(self._settings.fills_cells)

    def _on_data_folder_wanted(self) -> None:
        self._file_manager.open(self._data_folder)

    def _on_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Del, where nothing nearer has taken them: lead back, ask what stays.

        No key of a menu is silent: what it needs is said.
        """
        if event.key() == Qt.Key.Key_Escape:
            self.view_actions.leave()
        elif event.key() == Qt.Key.Key_Delete:
            self.actions_["trash_photos"].trigger()
        elif sentence := self.actions_.needs(QKeySequence(event.keyCombination())):
            self._say_here(sentence)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember size, columns and how photos are shown."""
        self._state.geometry = self.saveGeometry()
        self._state.save_columns(self.columns)
        self._state.cell_size = self.gallery.cell_size
        self._state.sort = self.pages.sorting
        super().closeEvent(event)
