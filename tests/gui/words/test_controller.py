"""Words in the window: what a person does, and what is shown then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.fake_window import FakeWindow, pictures, small

from photosim.core.errors import PhotosimError
from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Answer, Evidence, Match, Query
from photosim.core.records.themes import Suggestion, Tag, WordKind
from photosim.gui.shell.navigation import ALL_PHOTOS, PROBLEM_FILES, Kind
from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.words.hints import INSTEAD

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class World(FakeWindow):
    """A window on twelve photos of which three show a dog."""

    def __init__(self, place):
        super().__init__(place, small(12), [pictures(12)])
        self.engine.words.known_tags = {
            2: (Tag("dog", 0.6), Tag("grass", 0.2)),
            5: (Tag("dog", 0.9), Tag("sofa", 0.5)),
            7: (Tag("dog", 0.25),),
            9: (Tag("dog", 0.1), Tag("snow", 0.1)),
            11: (Tag("snow", 0.03),),
        }
        self.engine.words.known = [Suggestion("dog", WordKind.THING)]
        self.window.resize(1300, 800)
        self.window.activateWindow()
        self.engine.start()

    @property
    def field(self):
        return self.window.words.field

    @property
    def gallery(self):
        return self.window.gallery

    @property
    def stop(self):
        return self.window.pages.history.current


@pytest.fixture
def world(qtbot, tmp_path):
    made = World(tmp_path)
    qtbot.waitUntil(lambda: len(made.ids()) == 12 and made.window.isActiveWindow())
    yield made
    made.close()


def find(world, qtbot, text):
    """Ctrl+F, the text, Enter."""
    qtbot.keyClick(world.window, Key.Key_F, CTRL)
    world.field.setText(text)
    qtbot.keyClick(world.field, Key.Key_Return)
    qtbot.waitUntil(lambda: world.stop.place.query == Query(text=text))


def like_query(photo_id):
    return Query(photo_id=photo_id, name=f"IMG_{photo_id:04}.JPG")


def like(world, qtbot, photo_id):
    world.window.photo_actions.search_photo(photo_id)
    qtbot.waitUntil(lambda: world.stop.place.query == like_query(photo_id))


def test_ctrl_f_a_word_and_enter_show_the_photos_that_fit_the_best_first(world, qtbot):
    find(world, qtbot, "dog")

    assert world.gallery.title == "“dog”"
    assert world.gallery.subtitle.startswith("3 photos, the best first  ·  1 more fits less")
    assert world.ids() == [5, 2, 7]
    qtbot.waitUntil(lambda: world.gallery.photo(7) is not None)
    assert [world.gallery.caption(row).partition(",")[0] for row in range(3)] == [
        "clearly seen",
        "seen in it",
        "perhaps in it",
    ]
    assert world.gallery.grid.hasFocus()
    assert world.window.query_pane.name.whole == "“dog”"


def test_head_line_leaves_out_what_is_least_important_where_there_is_no_room(world, qtbot):
    find(world, qtbot, "dog")
    shown = {}
    for width in (1900, 1400, 1200, 1100, 640):
        world.window.resize(width, 700)
        qtbot.waitUntil(lambda width=width: world.window.columns.width() == width)
        qtbot.wait(1)
        line = world.gallery._header.subtitle
        shown[width] = line.text()
        assert line.whole in line.toolTip() or shown[width] == line.whole

    counted, less = "3 photos, the best first", "1 more fits less"
    assert shown[1900].startswith(f"{counted}{counts.DOT}{less}{counts.DOT}")
    assert set(shown.values()) - {shown[1900]} <= {
        f"{counted}{counts.DOT}{less}",
        f"3 photos{counts.DOT}{less}",
        "3 photos",
    }
    assert shown[640] != shown[1900]


def test_the_slider_says_in_words_how_well_photos_must_fit(world, qtbot):
    find(world, qtbot, "dog")
    least, text = world.window.query_pane.least.slider, world.window.query_pane.least.text
    assert (least.value(), text.text()) == (20, "perhaps in it")

    least.setValue(0)
    assert (world.ids(), text.text()) == ([5, 2, 7, 9], "a guess")
    least.setValue(50)
    assert (world.ids(), text.text()) == ([5, 2], "seen in it")
    least.setValue(100)
    assert world.gallery.empty_sentence == "None of your photos fits so well."

    world.gallery.empty_action.emit()
    assert world.ids() == [5, 2, 7, 9]
    assert world.engine.count("search") == 1


def test_where_nothing_fits_well_the_best_of_it_is_shown(world, qtbot):
    find(world, qtbot, "snow")

    assert world.ids() == [9]
    assert world.gallery.caption(0).startswith("a guess")
    assert world.gallery.subtitle.startswith("1 photo  ·  1 more fits less")


def test_back_leads_home_and_forward_to_the_words_without_asking_again(world, qtbot):
    find(world, qtbot, "dog")
    world.gallery.select_id(2)

    qtbot.keyClick(world.window, Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: world.stop.place == ALL_PHOTOS and len(world.ids()) == 12)
    assert world.field.text() == ""

    qtbot.keyClick(world.window, Key.Key_Right, ALT)
    assert world.ids() == [5, 2, 7]
    assert world.gallery.selection_ids() == [2]
    assert world.field.text() == "dog"
    assert world.engine.count("search") == 1


def test_an_earlier_query_in_words_can_be_read_on_its_button(world, qtbot):
    find(world, qtbot, "dog")
    like(world, qtbot, 3)

    button = world.window.query_pane.earlier[0]
    assert button.text() == "dog"
    assert button.accessibleName() == "Search again with “dog”"
    button.grab()  # paints the words
    button.click()

    assert world.ids() == [5, 2, 7]


def test_words_that_fit_nothing_are_said_with_a_way_on_and_the_keyboard_stays(world, qtbot):
    find(world, qtbot, "d")

    assert world.gallery.empty_sentence == "photosim does not know the word “d”."
    assert world.field.hasFocus()
    qtbot.waitUntil(lambda: world.window.words.hints.sentence == INSTEAD)
    world.window.words.hints.chips.buttons[0].click()
    qtbot.waitUntil(lambda: world.ids() == [5, 2, 7])
    assert world.window.words.hints.sentence == ""


def test_the_empty_page_leads_back_to_all_photos(world, qtbot):
    find(world, qtbot, "xyzzy")

    world.gallery.empty_action.emit()

    qtbot.waitUntil(lambda: world.stop.place == ALL_PHOTOS)


def test_an_emptied_field_shows_all_photos_again(world, qtbot):
    find(world, qtbot, "dog")
    world.field.enter()
    world.field.clear()

    qtbot.keyClick(world.field, Key.Key_Return)

    qtbot.waitUntil(lambda: world.stop.place == ALL_PHOTOS)


def test_enter_in_an_empty_field_elsewhere_does_nothing(world, qtbot):
    like(world, qtbot, 3)
    world.field.enter()

    qtbot.keyClick(world.field, Key.Key_Return)

    assert world.stop.place.query.photo_id == 3
    assert world.engine.count("search") == 1


def test_a_missing_model_is_said_in_the_place_of_the_photos_and_can_be_tried_again(world, qtbot):
    world.engine.error = PhotosimError("photosim cannot search for words: a file is missing.")
    find(world, qtbot, "dog")
    assert world.gallery.empty_sentence == "photosim cannot search for words: a file is missing."
    assert world.gallery.title == "“dog”"
    world.engine.error = None

    world.gallery.empty_action.emit()

    qtbot.waitUntil(lambda: world.ids() == [5, 2, 7])
    assert len(world.window.pages.history.queries) == 0
    like(world, qtbot, 3)
    assert len(world.ids()) == 12


def test_what_is_typed_on_after_enter_is_not_lost_when_the_answer_comes(world, qtbot):
    world.engine.held = True
    world.field.enter()
    qtbot.keyClicks(world.field, "dog")
    qtbot.keyClick(world.field, Key.Key_Return)
    qtbot.keyClicks(world.field, " on")

    world.engine.held = False
    world.engine.release()

    qtbot.waitUntil(lambda: world.stop.place.query == Query(text="dog"))
    assert world.field.text() == "dog on"
    assert world.field.hasFocus()


def test_a_picture_that_is_searched_with_empties_the_field(world, qtbot):
    find(world, qtbot, "dog")

    like(world, qtbot, 3)

    assert world.field.text() == ""


def test_ctrl_f_on_a_page_without_the_field_goes_there_and_esc_comes_back(world, qtbot):
    world.window.pages.go(PROBLEM_FILES)
    assert not world.field.isVisible()

    qtbot.keyClick(world.window, Key.Key_F, CTRL)
    assert world.field.hasFocus()
    qtbot.keyClick(world.field, Key.Key_Escape)

    assert world.stop.place == PROBLEM_FILES


def test_ctrl_f_in_the_large_view_comes_back_to_the_photos(world, qtbot):
    world.gallery.opened.emit(4)
    assert world.window.viewer.isVisible()

    qtbot.keyClick(world.window.viewer, Key.Key_F, CTRL)

    assert world.field.isVisible()
    assert world.field.hasFocus()


def test_esc_in_the_field_goes_back_to_the_photos(world, qtbot):
    qtbot.keyClick(world.window, Key.Key_F, CTRL)

    qtbot.keyClick(world.field, Key.Key_Escape)

    assert world.gallery.grid.hasFocus()
    assert world.stop.place == ALL_PHOTOS


def test_a_tag_of_the_selected_photo_is_searched_for_by_a_press(world, qtbot):
    world.gallery.select_id(5)
    qtbot.waitUntil(lambda: world.window.words.tags.chips.texts == ["dog", "sofa"])

    world.window.words.tags.chips.buttons[1].click()

    qtbot.waitUntil(lambda: world.stop.place.query == Query(text="sofa"))
    assert world.ids() == [5]
    assert world.field.text() == "sofa"


def test_more_of_a_word_is_a_page_of_its_own_with_a_way_back(world, qtbot):
    like(world, qtbot, 5)
    more = world.window.words.more_like
    qtbot.waitUntil(lambda: more.chips.texts == ["dog", "sofa"])
    more.chips.buttons[1].click()
    qtbot.waitUntil(lambda: world.stop.place.query.text == "sofa")
    assert world.gallery.title == "Like IMG_0005.JPG, more “sofa”"
    assert world.gallery.caption(0).startswith("100")
    assert world.window.query_pane.least.isVisible()
    n_asked = world.engine.count("search")

    more.chips.buttons[1].click()

    assert world.stop.place.query.text == ""
    assert world.gallery.title == "Like IMG_0005.JPG"
    assert world.engine.count("search") == n_asked
    qtbot.keyClick(world.window, Key.Key_Left, ALT)
    assert world.stop.place.query.text == "sofa"


def test_words_and_picture_that_cannot_be_answered_leave_the_page(world, qtbot):
    like(world, qtbot, 5)
    world.engine.error = PhotosimError("A file for words is missing.")

    world.window.words.more_like.wanted.emit(Query(photo_id=5, text="snow"))

    qtbot.waitUntil(lambda: world.window.banner.sentence == "A file for words is missing.")
    assert world.stop.place.query.text == ""


@pytest.mark.parametrize("width", [640, 900, 1000, 1300, 2400])
def test_the_field_has_room_in_windows_of_any_width(world, qtbot, width):
    world.window.resize(width, 500)
    QApplication.processEvents()

    field = world.field
    assert field.isVisible()
    assert field.width() >= 200
    left = field.mapTo(world.window.middle, field.rect().topLeft()).x()
    assert left >= 0
    assert left + field.width() <= world.window.middle.width()
    qtbot.keyClick(world.window, Key.Key_F, CTRL)
    assert field.hasFocus()


def test_a_field_in_use_keeps_the_keyboard_when_the_window_gets_narrow(world, qtbot):
    qtbot.keyClick(world.window, Key.Key_F, CTRL)
    qtbot.keyClicks(world.field, "do")

    world.window.resize(700, 500)
    QApplication.processEvents()

    assert world.field.hasFocus()
    assert world.field.text() == "do"


def test_without_folders_there_is_nothing_to_find(qtbot, tmp_path):
    made = World(tmp_path)
    made.engine.folders.known = []
    made.engine.start()
    qtbot.waitUntil(lambda: made.window.middle.page is made.window.welcome)

    assert not made.window.actions_["find_words"].isEnabled()
    made.window.close()
    made.settings.close()
    made.window.deleteLater()


def test_the_answer_to_words_is_a_place_of_the_history(world, qtbot):
    find(world, qtbot, "dog")

    assert world.stop.place.kind is Kind.QUERY
    assert world.window.actions_["back"].isEnabled()


def test_ctrl_f_on_a_page_with_its_own_search_field_goes_there(world, qtbot):
    own = appearance.search_field("Search in names", world.window.problem_page)
    world.window.pages.go(PROBLEM_FILES)
    own.show()

    qtbot.keyClick(world.window, Key.Key_F, CTRL)

    assert own.hasFocus()
    assert world.stop.place == PROBLEM_FILES


def test_an_earlier_picture_with_words_differs_from_the_picture_alone(world, qtbot):
    like(world, qtbot, 5)
    world.window.words.more_like.wanted.emit(Query(photo_id=5, name="IMG_0005.JPG", text="sofa"))
    qtbot.waitUntil(lambda: world.stop.place.query.text == "sofa")
    like(world, qtbot, 3)

    with_words, alone = world.window.query_pane.earlier[:2]
    assert with_words.accessibleName() == "Search again with IMG_0005.JPG, more “sofa”"
    assert with_words.grab().toImage() != alone.grab().toImage()


def test_words_of_any_script_begin_where_the_lines_of_the_window_begin(world, qtbot):
    find(world, qtbot, "חתול")

    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    for words in (world.window.query_pane.name, world.gallery._header.title):
        assert words.alignment() & left == left


def test_what_is_said_of_words_is_said_once(world, qtbot):
    note = AnswerNote(NoteCode.GUESS, ("dog", "cat"))
    query = Query(text="dog")

    answer = Answer((Match(5, 0.1, Evidence.WORDS),), 0.1, notes=(note,), n_photos=12)
    world.window.pages.answer(query, answer, 0)

    assert world.window.words.hints.sentence == "photosim can only guess at “dog”, from cat."
    assert world.gallery.notice == ""


def test_where_nothing_fits_less_there_is_no_slider(world, qtbot):
    named = Answer((Match(5, 0.0, Evidence.LABEL), Match(2, 0.1, Evidence.NAME)), 0.1, n_photos=12)
    world.window.pages.answer(Query(text="Ada"), named, 0)
    assert not world.window.query_pane.least.isVisible()

    find(world, qtbot, "dog")
    assert world.window.query_pane.least.isVisible()
