"""Somebody who has no mouse finds a photo like another one."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication
from support import album
from support.people.person import ALT, CTRL, SHIFT, Keys

NONE = Qt.KeyboardModifier.NoModifier


def test_from_the_start_to_a_result(desk, library, pictures):
    person = desk.open(library)
    person.wait_until_shown(len(album.NAMES))
    names = person.names()
    grid = person.window.gallery.grid

    person.wait_until(grid.hasFocus)
    person.press(Keys.Key_Right)
    person.press(Keys.Key_Right)
    person.wait_until(lambda: len(person.selected_names()) == 1)
    person.look("keyboard-in-the-grid")
    person.press(Keys.Key_Home)
    assert person.selected_names() == [names[0]]
    person.answer(lambda: person.press(Keys.Key_F, CTRL | SHIFT))
    assert person.names()[0] == names[0]
    assert grid.hasFocus()

    person.press(Keys.Key_End)
    last = person.names()[-1]
    person.wait_until(lambda: person.selected_names() == [last])
    person.press(Keys.Key_Return)
    person.wait_until(lambda: person.window.viewer.name == f"{last}.jpg")
    person.press(Keys.Key_Escape)
    person.press(Keys.Key_Left, ALT)
    person.wait_until(lambda: person.title == "All photos")

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pictures["rocket"]))])
    person.copy_elsewhere(mime)
    person.answer(lambda: person.press(Keys.Key_V, CTRL))
    assert person.names()[0] == "rocket"


def test_letters_go_to_a_photo_that_is_far_out_of_sight(desk, tmp_path):
    folder = tmp_path / "Pictures"
    album.made_up(folder, 120)
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    person.wait_until_shown(120)
    grid = person.window.gallery.grid
    person.go_to("All photos")
    grid.setFocus()

    person.type("soft-007")

    person.wait_until(lambda: len(person.window.gallery.selection_ids()) == 1)
    person.wait_until(lambda: person.selected_names() == ["soft-007"])
    person.wait_until(lambda: grid.current_row() in grid.rows_in_sight())
    person.type("zebra")
    person.wait_until_said("No photo here has a name that begins with")


@pytest.fixture
def typing_ms():
    """A person who types as slowly as is said, in ms."""
    before = QApplication.keyboardInputInterval()
    yield QApplication.setKeyboardInputInterval
    QApplication.setKeyboardInputInterval(before)


def test_letters_and_spaces_go_to_a_name_without_accents_and_a_space_alone_shows_it(
    desk, tmp_path, typing_ms
):
    folder = tmp_path / "Pictures"
    album.made_up(folder, 3)
    (folder / "soft-000.jpg").rename(folder / "old harbour.jpg")
    (folder / "soft-001.jpg").rename(folder / "old house.jpg")
    (folder / "soft-002.jpg").rename(folder / "mañana.jpg")
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.go_to("All photos")
    person.window.gallery.grid.setFocus()

    typing_ms(600_000)
    person.type("old hou")
    person.wait_until(lambda: person.selected_names() == ["old house"])
    assert (person.window.viewer.isVisible(), person.said) == (False, "")

    typing_ms(0)
    person.press(Keys.Key_Space)
    person.wait_until(person.window.viewer.isVisible)
    person.press(Keys.Key_Escape)

    person.type("z")
    person.wait_until_said("No photo here has a name that begins with “z”.")
    person.type("m")
    typing_ms(600_000)
    person.type("an")
    person.wait_until(lambda: person.selected_names() == ["mañana"])
    person.wait_until(lambda: person.said == "")


def test_tab_reaches_every_control_that_can_be_seen(at_home, pictures):
    at_home.search_by_drop(pictures["moon"])
    window = at_home.window
    reached = set()
    for _ in range(40):
        at_home.press(Keys.Key_Tab)
        reached.add(QApplication.focusWidget())

    assert window.gallery.grid in reached
    assert window.sidebar.view in reached
    assert window.query_pane.least.slider in reached
    assert window.query_pane.zone in reached
    assert all(widget.accessibleName() or widget.text() for widget in reached if widget)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ((Keys.Key_C, CTRL), "Choose a photo first."),
        ((Keys.Key_L, CTRL), "Choose a photo first."),
        ((Keys.Key_R, CTRL), "Choose a photo first."),
        ((Keys.Key_F, CTRL | SHIFT), "Choose a photo first."),
        ((Keys.Key_L, CTRL | SHIFT), "That cannot be done here."),
        ((Keys.Key_E, CTRL), "That cannot be done here."),
        ((Keys.Key_Z, CTRL), "There is nothing to undo now."),
        ((Keys.Key_Y, CTRL), "There is nothing to redo."),
        ((Keys.Key_Delete, NONE), ""),
    ],
)
def test_no_key_of_a_menu_is_dead_in_silence(at_home, key, said):
    at_home.choose("all_photos")
    at_home.wait_until(lambda: len(at_home.shown_ids()) > 3)
    grid = at_home.window.gallery.grid
    grid.clearSelection()
    grid.setFocus()
    at_home.dismiss()

    at_home.press(*key)

    at_home.wait_until(lambda: bool(at_home.said) and said in at_home.said)
