"""Somebody looks at all their photos as a map, gives a corner of it a label, and takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.people.cartographer import Cartographer
from support.people.desk import N_QUARTERS
from support.people.person import CTRL, Keys
from support.people.sorter import Sorter


@pytest.fixture
def person(sorter):
    return sorter.person


@pytest.fixture
def at_map(person):
    made = Cartographer(person)
    made.go()
    return made


def test_photos_selected_on_the_map_are_labelled_and_it_is_undone(at_map):
    person, page = at_map.person, at_map.page
    at_map.wait_for_thumbnails()
    person.look("map")
    first = page.photos.themes[0].number
    rows = [row for row in range(N_QUARTERS) if page.photos.shown.themes[row] == first]
    at_map.enclose(rows)
    chosen = sorted(page.photos.chosen_ids)
    assert set(page.photos.shown.ids[rows]) <= set(chosen)
    person.look("map-selected")

    person.click(page.bar.label)
    person.wait_until(lambda: person.window.labels.label_actions.dialog is not None)
    dialog = person.window.labels.label_actions.dialog
    QTest.keyClicks(dialog.field, "Down by the sea")
    person.look("map-label", dialog)
    QTest.keyClick(dialog.field, Keys.Key_Return)
    person.wait_until(lambda: person.window.labels.label_actions.dialog is None)
    person.window.activateWindow()  # as window managers do when a dialog closes
    person.wait_until(person.window.isActiveWindow)

    sorter = Sorter(person)
    person.wait_until(lambda: sorter.counts() == {"Down by the sea": str(len(chosen))})
    person.go_to("Down by the sea")
    person.wait_until(lambda: sorted(person.shown_ids()) == chosen)

    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorter.counts() == {})
    person.go_to("Map")
    assert sorted(page.photos.chosen_ids) == chosen


def test_the_map_is_there_at_once_after_a_restart(desk, person, tmp_path):
    first = Cartographer(person)
    first.go()
    before = first.page.photos.shown
    desk.close(person)

    again = desk.open(tmp_path / "library")
    again.wait_until_shown(N_QUARTERS)
    at_map = Cartographer(again)
    at_map.go()

    assert (at_map.page.photos.shown.places == before.places).all()
    assert at_map.page.notice.sentence == ""


def test_what_was_selected_is_shown_in_a_grid_and_searched_with(at_map):
    person, page = at_map.person, at_map.page
    at_map.enclose([0, 1, 2])
    n = len(page.photos.chosen_ids)
    person.click(page.bar.photos)
    person.wait_until(lambda: len(person.shown_ids()) == n)
    assert person.title == "Chosen photos"
    person.look("map-in-a-grid")

    person.window.pages.back()
    person.wait_until(page.isVisible)
    QTest.keyClick(page.view, Keys.Key_Escape)
    QTest.keyClick(page.view, Keys.Key_Right, CTRL)
    assert len(page.photos.chosen_ids) == 1
    person.answer(lambda: person.click(page.bar.search))

    assert person.title.startswith("Like ")


def test_the_keyboard_alone_finds_a_photo_on_the_map_and_opens_it(at_map):
    person, page = at_map.person, at_map.page
    page.setFocus()
    for key, modifiers in (
        (Keys.Key_Plus, CTRL),
        (Keys.Key_Right, CTRL),
        (Keys.Key_Down, CTRL),
        (Keys.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(page.view, key, modifiers)
    viewer = person.window.viewer
    person.wait_until(lambda: viewer.isVisible() and viewer.is_sharp)
    opened = viewer.current_id

    person.press(Keys.Key_Escape)

    person.wait_until(page.view.hasFocus)
    assert list(page.photos.chosen_ids) == [opened]
    person.look("map-after-opening")
