"""The window with an engine in memory: what a person does, and what is shown then."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMessageBox
from support.fake_engine import FakeEngine, drawn, jpeg
from support.fake_window import small

from photosim.core.errors import DecodeError, StoreError
from photosim.core.records.photos import (
    Box,
    Evidence,
    Folder,
    FolderState,
    Problem,
    Query,
    SortKey,
)
from photosim.gui.grid import drop
from photosim.gui.shell.file_manager import FileManager
from photosim.gui.shell.navigation import ALL_PHOTOS, PROBLEM_FILES, Kind, Place
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.window import MainWindow
from photosim.services import events
from photosim.services.settings import Settings

NO_PICTURE = "notes.txt: This is not a picture."
PICTURES = Folder(1, "/home/ada/Pictures", FolderState.WATCHING, 40)
OLD_DISK = Folder(2, "/media/Old disk", FolderState.OFFLINE, 3, note="The disk is not there.")


class World:
    """A window, its engine, and what was shown in the file manager."""

    def __init__(self, tmp_path, photos=40, folders=(PICTURES,), problems=()):
        self.bridge = Bridge()
        self.engine = FakeEngine(self.bridge.notify, small(photos), folders, problems)
        self.settings = Settings(tmp_path / "settings.toml")
        self.state = tmp_path / "window.ini"
        self.theme = Appearance(QApplication.instance(), "light")
        self.revealed = []
        self.window = self.open()

    def open(self):
        files = FileManager(self.bridge, self._reveal)
        window = MainWindow(self.engine, self.bridge, self.settings, self.state, self.theme, files)
        window.show()
        self.first_place = window.geometry()
        window.resize(1440, 900)
        return window

    def _reveal(self, command):
        self.revealed.append(command)
        return True


@pytest.fixture
def make(qtbot, tmp_path):
    made = []

    def build(**arguments):
        world = World(tmp_path, **arguments)
        world.engine.start()
        made.append(world)
        return world

    yield build
    for world in made:
        world.window.close()
        world.engine.stop()
        world.settings.close()
        world.window.deleteLater()


@pytest.fixture
def world(make, qtbot):
    made = make()
    qtbot.waitUntil(lambda: len(made.window.gallery.ids()) == 40)
    return made


def search(world, qtbot, photo_id):
    world.window.searching.search(Query(photo_id=photo_id, name=f"IMG_{photo_id}"))
    qtbot.waitUntil(lambda: is_at_photo(world, photo_id))


def is_at_photo(world, photo_id):
    query = current(world).place.query
    return query is not None and query.photo_id == photo_id


def current(world):
    return world.window.pages.history.current


def file_drop(path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def enter(window, mime):
    event = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)
    return event


def let_go(window, mime):
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)


def subtitle(world):
    return world.window.gallery._header.subtitle.whole


def test_the_window_is_there_before_the_engine_and_asks_it_nothing(qtbot, tmp_path):
    made = World(tmp_path)

    assert made.window.isVisible()
    assert made.engine.asked == []
    assert made.window.status_line.text.whole == "Opening your library"
    assert made.window.middle.page is made.window.gallery
    made.window.close()


def test_first_window_fits_its_screen(world):
    screen = world.window.screen().availableGeometry()

    assert screen.contains(world.first_place)


def test_a_refined_answer_takes_the_place_of_the_first_and_leaves_the_page_as_it_is(world, qtbot):
    search(world, qtbot, 7)
    world.window.gallery.select_id(3)
    n_stops = len(world.window.pages.history._stops)
    first = current(world).answer
    better = replace(first, matches=tuple(reversed(first.matches)))

    world.engine.refined(better)

    qtbot.waitUntil(lambda: current(world).answer == better)
    shown = [match.photo_id for match in better.matches]
    assert world.window.gallery.ids().tolist() == shown[: len(world.window.gallery.ids())]
    assert world.window.gallery.selection_ids() == [3]
    assert len(world.window.pages.history._stops) == n_stops


def test_a_refined_answer_to_an_earlier_question_is_not_heard(world, qtbot):
    search(world, qtbot, 7)
    late, earlier = world.engine.refined, current(world).answer
    search(world, qtbot, 9)
    now = current(world).answer

    late(replace(earlier, matches=()))
    search(world, qtbot, 11)  # comes after it through the same door

    assert world.window.pages.history.queries[0].answer == now
    assert world.window.pages.history.queries[1].answer == earlier


def test_all_photos_are_shown_as_soon_as_the_library_is_open(world):
    assert current(world).place == ALL_PHOTOS
    assert subtitle(world) == "40 photos"
    assert world.window.status_line.text.whole == "40 photos"


def test_a_library_without_folders_is_welcomed_until_there_is_one(make, qtbot):
    world = make(photos=0, folders=())
    window = world.window
    qtbot.waitUntil(lambda: window.middle.page is window.welcome)

    window.welcome.propose("/home/ada/Pictures")
    window.welcome.add.click()

    qtbot.waitUntil(lambda: window.middle.page is window.gallery)
    assert ("add_folder", "/home/ada/Pictures") in world.engine.asked


def test_photos_that_come_while_indexing_appear(world, qtbot):
    world.engine.photos.put(small(60))

    qtbot.waitUntil(lambda: len(world.window.gallery.ids()) == 60)


def test_a_dropped_picture_is_searched_with(world, qtbot, tmp_path):
    photo = tmp_path / "dropped.jpg"
    photo.write_bytes(jpeg(drawn(3)))

    assert enter(world.window, file_drop(photo)).isAccepted()
    assert world.window.drop_target.overlay.isVisible()
    assert world.window.drop_target.overlay.promise == "Search with this picture"
    let_go(world.window, file_drop(photo))

    assert not world.window.drop_target.overlay.isVisible()
    qtbot.waitUntil(lambda: current(world).place.kind is Kind.QUERY)
    assert world.window.query_pane.name.whole == "dropped.jpg"
    assert subtitle(world).startswith("40 photos at least 30")


def test_leaving_with_the_picture_uncovers_the_window(world):
    enter(world.window, file_drop("/a.jpg"))

    QApplication.sendEvent(world.window, QDragLeaveEvent())

    assert not world.window.drop_target.overlay.isVisible()


def test_a_link_is_refused_in_the_window_and_nothing_is_searched(world, qtbot):
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/a.jpg")])

    enter(world.window, link)
    assert world.window.drop_target.overlay.promise == drop.NO_NETWORK
    let_go(world.window, link)

    qtbot.waitUntil(lambda: world.window.banner.sentence == drop.NO_NETWORK)
    assert world.engine.count("search") == 0


def test_a_dropped_folder_can_be_added(world, qtbot, tmp_path):
    enter(world.window, file_drop(tmp_path))
    let_go(world.window, file_drop(tmp_path))
    qtbot.waitUntil(lambda: "is a folder" in world.window.banner.sentence)

    world.window.banner._do.click()

    assert ("add_folder", str(tmp_path)) in world.engine.asked


def test_of_several_folders_that_are_refused_each_is_told(world, qtbot):
    world.window.folder_actions.add(["/proc/1", str(Path.home()), "/proc/2"])

    qtbot.waitUntil(lambda: "/proc/2 is made by the system" in world.window.banner.sentence)
    assert "/proc/1 is made by the system" in world.window.banner.sentence


def drop_files(world, tmp_path, *names):
    files = [tmp_path / name for name in names]
    for number, file in enumerate(files):
        file.write_bytes(jpeg(drawn(number, 90, 60)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    enter(world.window, mime)
    let_go(world.window, mime)


def wait_for_answer(world, qtbot, name):
    qtbot.waitUntil(lambda: world.window.gallery.title == f"Like {name}")


def say_that_one_is_taken(world, qtbot, tmp_path):
    drop_files(world, tmp_path, "dog.jpg", "cat.jpg", "sea.jpg")
    wait_for_answer(world, qtbot, "dog.jpg")
    assert world.window.banner.sentence.startswith("Searching with dog.jpg; photosim takes one")


def test_what_was_left_out_of_a_drop_is_said_until_the_next_search(world, qtbot, tmp_path):
    say_that_one_is_taken(world, qtbot, tmp_path)

    world.engine.held = True
    drop_files(world, tmp_path, "bird.jpg")

    qtbot.waitUntil(lambda: not world.window.banner.sentence)
    assert world.window.gallery.title == "Like dog.jpg"


def test_what_was_left_out_of_a_drop_is_said_of_the_next_drop_only(world, qtbot, tmp_path):
    say_that_one_is_taken(world, qtbot, tmp_path)

    drop_files(world, tmp_path, "bird.jpg", "fish.jpg")
    wait_for_answer(world, qtbot, "bird.jpg")

    assert world.window.banner.sentence.startswith("Searching with bird.jpg; photosim takes one")


def test_what_is_true_of_a_page_is_said_no_longer_on_another(world, qtbot, tmp_path):
    window = world.window
    say_that_one_is_taken(world, qtbot, tmp_path)
    window.pages.shown.emit(current(world))  # the same page again
    assert window.banner.sentence

    window.pages.back()
    assert not window.banner.sentence

    window.gallery.not_named.emit("No photo here has a name that begins with “x”.")
    window.pages.go(PROBLEM_FILES)
    assert not window.banner.sentence

    window.say_bug("Traceback ...")
    window.pages.go(ALL_PHOTOS)
    assert "Something went wrong" in window.banner.sentence


def test_a_folder_that_was_dropped_is_not_offered_once_it_is_gone(world, qtbot):
    world.window.folder_actions.offer(f"{PICTURES.path}/2020")
    assert "looks into already" in world.window.banner.sentence

    world.bridge.notify(events.FoldersChanged(()))

    qtbot.waitUntil(lambda: not world.window.banner.sentence)


def test_a_picture_on_the_clipboard_is_searched_with_by_ctrl_v(world, qtbot):
    copied = QMimeData()
    copied.setData("image/jpeg", jpeg(drawn(5)))
    QGuiApplication.clipboard().setMimeData(copied)

    qtbot.keyClick(world.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: current(world).place.kind is Kind.QUERY)
    assert current(world).place.query.data == jpeg(drawn(5))


def test_a_picture_that_cannot_be_read_is_a_sentence_and_the_page_stays(world, qtbot):
    world.engine.error = DecodeError("This is not a picture.")

    world.window.searching.search(Query(path="/a.jpg"))

    qtbot.waitUntil(lambda: world.window.banner.sentence == "This is not a picture.")
    assert current(world).place == ALL_PHOTOS


def test_a_newer_search_replaces_one_that_is_not_answered(world, qtbot):
    world.engine.held = True
    world.window.searching.search(Query(photo_id=1))
    world.window.searching.search(Query(photo_id=2))

    world.engine.held = False
    world.engine.release()

    qtbot.waitUntil(lambda: current(world).place.kind is Kind.QUERY)
    assert current(world).place.query.photo_id == 2
    assert [stop.place.query.photo_id for stop in world.window.pages.history.queries] == []


def test_the_slider_filters_at_once_without_asking_the_engine(world, qtbot):
    search(world, qtbot, 1)
    asked = world.engine.count("search")

    world.window.query_pane.least.slider.setValue(95)

    assert len(world.window.gallery.ids()) == 14
    assert subtitle(world).startswith("14 photos at least 95")
    assert world.engine.count("search") == asked


def test_a_least_similarity_that_nothing_reaches_offers_the_most_alike(world, qtbot):
    world.window.searching.search(Query(path="/elsewhere.jpg", name="x"))
    qtbot.waitUntil(lambda: current(world).answer is not None)
    matches = current(world).answer.matches[5:]
    world.window.pages.answer(Query(path="/b.jpg"), type(current(world).answer)(matches, 0.1), 100)

    world.window.query_pane.least.slider.setValue(100)
    assert "None of your photos" in world.window.gallery._empty.sentence
    world.window.gallery.empty_action.emit()

    assert len(world.window.gallery.ids()) >= 20


def test_photos_that_came_after_a_search_are_offered(world, qtbot):
    search(world, qtbot, 3)
    world.window.query_pane.least.slider.setValue(95)
    world.engine.photos.put(small(60))

    world.bridge.notify(events.Progress(events.Phase.IDLE, n_photos=60))
    notice = world.window.gallery._notice
    qtbot.waitUntil(notice.isVisible)
    world.window.gallery.notice_action.emit()

    qtbot.waitUntil(lambda: current(world).answer.n_photos == 60)
    assert not notice.isVisible()
    assert world.window.query_pane.least.slider.value() < 95
    assert len(world.window.pages.history.queries) == 0


def test_back_and_forward_bring_queries_as_they_were_left(world, qtbot):
    window = world.window
    search(world, qtbot, 3)
    window.query_pane.least.slider.setValue(90)
    window.gallery.select_id(7)
    window.photo_actions.search_like()
    qtbot.waitUntil(lambda: current(world).place.query.photo_id == 7)

    window.actions_["back"].trigger()
    assert current(world).place.query.photo_id == 3
    assert window.query_pane.least.slider.value() == 90
    assert window.gallery.selection_ids() == [7]

    window.actions_["back"].trigger()
    qtbot.waitUntil(lambda: len(window.gallery.ids()) == 40 and not current(world).answer)
    assert not window.actions_["back"].isEnabled()

    window.actions_["forward"].trigger()
    assert current(world).place.query.photo_id == 3
    assert world.engine.count("search") == 2


def test_an_earlier_query_is_one_press_away(world, qtbot):
    search(world, qtbot, 3)
    search(world, qtbot, 5)

    first = world.window.query_pane.earlier[0]
    assert first.isVisible()
    first.click()

    assert current(world).place.query.photo_id == 3


def test_the_list_of_problem_files_opens_from_the_sidebar(make, qtbot):
    world = make(problems=[Problem("/a/b.jpg", "It is empty.")])
    window = world.window
    qtbot.waitUntil(lambda: window.sidebar.model.row_of(PROBLEM_FILES) > 0)

    window.sidebar.place_wanted.emit(PROBLEM_FILES)

    qtbot.waitUntil(lambda: window.problem_page.model.rowCount() == 1)
    assert window.middle.page is window.problem_page


def test_an_offline_folder_says_so_above_its_photos(make, qtbot):
    world = make(folders=(PICTURES, OLD_DISK))
    qtbot.waitUntil(lambda: len(world.window.sidebar.folders) == 2)

    world.window.pages.go(Place(Kind.PHOTOS, 2))

    qtbot.waitUntil(lambda: "cannot be read" in world.window.gallery._empty.sentence)
    world.window.gallery.empty_action.emit()
    assert ("rescan", 2) in world.engine.asked


def test_removing_a_folder_asks_and_says_that_the_photos_stay(world, qtbot):
    world.window.pages.go(Place(Kind.PHOTOS, 1))
    box = world.window.folder_actions.remove(PICTURES)

    assert "stay where they are" in box.informativeText()
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    assert world.engine.count("remove_folder") == 0
    next(b for b in box.buttons() if b.text().endswith("from photosim")).click()

    qtbot.waitUntil(lambda: world.window.sidebar.folders == ())
    assert ("remove_folder", 1) in world.engine.asked
    assert world.window.middle.page is world.window.welcome


def test_pause_and_resume_reach_the_engine_from_line_and_menu(world, qtbot):
    world.bridge.notify(events.Progress(events.Phase.INDEXING, 1, 9, n_photos=40))
    qtbot.waitUntil(lambda: world.window.status_line.button.isVisible())
    world.window.status_line.button.click()
    qtbot.waitUntil(lambda: world.window.actions_["resume"].isEnabled())
    world.window.actions_["resume"].trigger()

    assert [name for name, _ in world.engine.asked if name in ("pause", "resume")] == [
        "pause",
        "resume",
    ]


def test_a_library_that_cannot_be_opened_is_said_in_the_place_of_the_photos(make, qtbot):
    world = make(photos=0, folders=())
    trouble = events.Trouble("This library is of a newer photosim.", "Update it.", fatal=True)
    qtbot.waitUntil(lambda: world.window.middle.page is world.window.welcome)

    world.bridge.notify(trouble)

    qtbot.waitUntil(lambda: "newer photosim" in world.window.gallery._empty.sentence)
    assert world.window.middle.page is world.window.gallery


def test_trouble_that_passes_is_a_banner(world, qtbot):
    world.bridge.notify(events.Trouble("The disk is full.", "Make room."))

    qtbot.waitUntil(lambda: world.window.banner.sentence == "The disk is full. Make room.")


def test_a_photo_opens_large_and_esc_comes_back(world, qtbot):
    window = world.window
    window.gallery.opened.emit(4)
    assert window.viewer.isVisible()

    qtbot.keyClick(window.viewer, Qt.Key.Key_Escape)

    assert window.gallery.isVisible()
    assert not window.viewer.isVisible()


def test_searching_from_the_large_view_shows_the_answer(world, qtbot):
    world.window.gallery.opened.emit(4)

    world.window.viewer.search_wanted.emit(4)

    qtbot.waitUntil(lambda: current(world).answer is not None)
    assert world.window.gallery.isVisible()
    assert current(world).place.query.name == "IMG_0004.JPG"


def test_the_selected_photo_is_told_about_and_its_file_can_be_shown(world, qtbot):
    window = world.window
    assert not window.actions_["reveal"].isEnabled()
    window.gallery.select_id(4)
    panel = window.query_pane.selected
    qtbot.waitUntil(lambda: panel.name.whole == "IMG_0004.JPG")
    assert panel.lines[0].whole == "Pictures / 2019"

    window.actions_["reveal"].trigger()

    qtbot.waitUntil(lambda: bool(world.revealed))
    assert "IMG_0004.JPG" in " ".join(world.revealed[0])


def test_several_selected_photos_are_counted_and_their_paths_copied(world, qtbot):
    window = world.window
    window.actions_["select_all"].trigger()
    panel = window.query_pane.selected
    qtbot.waitUntil(lambda: panel.name.whole == "40 photos" and "together" in panel.lines[0].whole)

    window.actions_["copy_path"].trigger()

    qtbot.waitUntil(lambda: window.banner.sentence == "40 paths are copied.")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 40


def test_sorting_by_name_asks_for_the_view_in_that_order(world, qtbot):
    world.window.actions_["sort_name_up"].trigger()

    _, view = next(a for a in reversed(world.engine.asked) if a[0] == "photo_ids")
    assert (view.sort_key, view.descending) == (SortKey.NAME, False)
    assert world.window.actions_["sort_name_up"].isChecked()


def test_below_1000_px_the_query_becomes_a_sheet_and_comes_back(world, qtbot):
    window = world.window
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: window.query_pane.isVisible())
    window.resize(900, 700)
    qtbot.waitUntil(lambda: not window.query_pane.isVisible())
    assert window._query_button.isVisible()

    window.actions_["query_pane"].trigger()
    assert window.query_pane.isVisible()
    assert window.query_pane.geometry().right() < window.middle.width()

    window.resize(1300, 800)
    qtbot.waitUntil(lambda: not window.columns.is_sheet)
    assert window.query_pane.isVisible()
    assert not window._query_button.isVisible()


def test_size_sorting_and_hidden_column_are_remembered(world, qtbot):
    window = world.window
    window.gallery.set_cell_size(300)
    window.actions_["sort_name_down"].trigger()
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: not window.columns.is_sheet)
    window.actions_["query_pane"].trigger()
    assert not window.query_pane.isVisible()
    window.close()

    again = world.open()

    assert again.gallery.cell_size == 300
    assert again.pages.sorting == (SortKey.NAME, True)
    assert not again.columns.is_right_wanted
    again.close()
    again.deleteLater()


def test_a_second_start_brings_its_picture(world, qtbot, tmp_path):
    photo = tmp_path / "given.jpg"
    photo.write_bytes(jpeg(drawn(9)))

    world.window.take_over([str(photo)])

    qtbot.waitUntil(lambda: current(world).place.kind is Kind.QUERY)


def test_a_bug_is_said_without_stopping_anything(world):
    world.window.say_bug("Traceback ...")
    assert "Something went wrong" in world.window.banner.sentence

    world.window.banner._do.click()

    assert QGuiApplication.clipboard().text() == "Traceback ..."


def test_every_control_has_a_name_for_screen_readers(world):
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QScrollBar

    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QAbstractSlider)
        for widget in world.window.findChildren(kind)
        if not isinstance(widget, QScrollBar)
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and "Header" not in type(widget).__name__
    ]

    assert [(type(w.parent()).__name__, w.objectName(), repr(w)) for w in nameless] == []


# -- a better answer comes


def the_same_picture_late(world):
    """The first answer, and a better one in which a photo far behind is the same picture."""
    first = current(world).answer
    last = first.matches[-1]
    better = [replace(last, distance=0.0, evidence=Evidence.PROBABLY_SAME), *first.matches[:-1]]
    return replace(first, matches=tuple(better)), last.photo_id


def test_an_answer_says_that_it_is_looked_at_more_closely_until_it_was(world, qtbot):
    search(world, qtbot, 7)
    assert subtitle(world).endswith("taking a second look")

    world.engine.refined(current(world).answer)

    qtbot.waitUntil(lambda: "taking a second look" not in subtitle(world))


def test_an_earlier_answer_is_no_longer_called_unfinished_when_another_one_came(world, qtbot):
    search(world, qtbot, 7)
    search(world, qtbot, 9)

    world.window.pages.back()

    assert "taking a second look" not in subtitle(world)


def test_a_better_order_takes_the_place_while_nobody_has_looked(world, qtbot):
    search(world, qtbot, 7)
    better, late = the_same_picture_late(world)

    world.engine.refined(better)

    qtbot.waitUntil(lambda: current(world).answer == better)
    assert world.window.gallery.ids()[0] == late
    assert world.window.gallery.notice == ""


@pytest.mark.parametrize("deed", ["wheel", "key", "press", "move", "scroll bar"])
def test_what_is_on_the_screen_stays_once_the_person_looks_at_it(world, qtbot, deed):
    search(world, qtbot, 7)
    gallery, grid = world.window.gallery, world.window.gallery.grid
    before = gallery.ids_in_sight()
    better, late = the_same_picture_late(world)
    assert late not in before
    looked_at(qtbot, grid, deed)
    before = gallery.ids_in_sight()

    world.engine.refined(better)

    qtbot.waitUntil(lambda: current(world).answer == better)
    assert gallery.ids()[: len(before)].tolist() == before
    assert gallery.ids()[len(before)] == late
    assert gallery.notice == "Probably the same picture was found on a second look."
    gallery.notice_action.emit()
    assert gallery.ids()[0] == late
    assert gallery.selection_ids() == [late]
    assert gallery.notice == ""


def looked_at(qtbot, grid, deed):
    view, middle = grid.viewport(), grid.viewport().rect().center()
    if deed == "key":
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    elif deed == "press":
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    elif deed == "move":
        moved(view, middle)
        moved(view, middle + QPoint(40, 0))
    elif deed == "wheel":
        turned(view, middle)
    else:
        qtbot.mousePress(grid.verticalScrollBar(), Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(grid.verticalScrollBar(), Qt.MouseButton.LeftButton)


def moved(view, where):
    at = QPointF(where), QPointF(view.mapToGlobal(where))
    rest = Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, *at, *rest))


def turned(view, where):
    wheel = QWheelEvent(
        QPointF(where),
        QPointF(view.mapToGlobal(where)),
        QPoint(),
        QPoint(0, -30),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)


def test_a_view_that_cannot_be_read_says_so_under_its_own_name(world, qtbot):
    gallery, pages = world.window.gallery, world.window.pages
    world.engine.error = StoreError("The library cannot be read.")

    pages.show()
    qtbot.waitUntil(lambda: world.window.banner.sentence == "The library cannot be read.")
    assert len(gallery.ids()) == 40
    pages.go(Place(Kind.PHOTOS, PICTURES.id))

    qtbot.waitUntil(lambda: gallery.empty_sentence == "The library cannot be read.")
    assert gallery.title == "Pictures"
    world.engine.error = None
    pages.go(ALL_PHOTOS)
    qtbot.waitUntil(lambda: len(gallery.ids()) == 40 and not gallery.empty_sentence)


def test_a_failed_drop_leaves_the_query_as_it_was(world, qtbot, tmp_path):
    search(world, qtbot, 7)
    before, refined = current(world), world.engine.refined
    world.engine.error = DecodeError("This is not a picture.")

    world.window.searching.search(Query(path="/notes.txt", name="notes.txt"))
    qtbot.waitUntil(lambda: world.window.banner.sentence == NO_PICTURE)

    assert current(world).place == before.place
    assert world.window.query_pane.working.isHidden()
    better, _ = the_same_picture_late(world)
    refined(better)
    qtbot.waitUntil(lambda: current(world).answer == better)


def test_a_question_that_is_not_answered_goes_on_when_a_drop_after_it_fails(world, qtbot):
    world.engine.held = True
    world.window.searching.search(Query(photo_id=3, name="IMG_3"))
    world.engine.error = DecodeError("This is not a picture.")
    world.window.searching.search(Query(path="/notes.txt", name="notes.txt"))

    *_, first, second = world.engine.take_waiting()
    second()
    qtbot.waitUntil(lambda: world.window.banner.sentence == NO_PICTURE)
    qtbot.waitUntil(lambda: not world.window.query_pane.working.isHidden())
    world.engine.error = None
    first()

    qtbot.waitUntil(lambda: is_at_photo(world, 3))
    assert world.window.query_pane.working.isHidden()


def test_the_slider_keeps_its_place_when_a_box_is_drawn(world, qtbot):
    search(world, qtbot, 7)
    world.window.query_pane.least.slider.setValue(93)

    query = replace(current(world).place.query, box=Box(0.1, 0.1, 0.5, 0.5))
    world.window.searching.search(query)
    qtbot.waitUntil(lambda: current(world).place.query == query)

    assert world.window.query_pane.least.slider.value() == 93
    assert current(world).least == 93
