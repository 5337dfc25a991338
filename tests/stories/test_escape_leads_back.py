"""Esc leads back from everything that was opened, by menu, left column, search or key."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from support.people.person import CTRL, Keys, Person

from photosim.gui.shell.navigation import ALL_PHOTOS

PAGES = ("problem_files", "themes", "map", "duplicates", "similar_shots", "journal", "decisions")


@pytest.fixture(autouse=True)
def at_all_photos(at_home: Person):
    at_home.choose("all_photos")
    at_home.wait_until(lambda: len(at_home.shown_ids()) > 3)


def is_home(person: Person) -> bool:
    return bool(person.window.pages.place == ALL_PHOTOS)


@pytest.mark.parametrize("page", PAGES)
def test_from_a_page_of_the_menu(at_home: Person, page):
    at_home.choose(page)
    at_home.settle()
    assert not is_home(at_home)

    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: is_home(at_home))
    at_home.press(Keys.Key_Home)  # the keyboard is at the photos
    at_home.wait_until(lambda: len(at_home.window.gallery.selection_ids()) == 1)


@pytest.mark.parametrize("place", ["Duplicates", "Similar shots", "Themes", "Map"])
def test_from_a_page_of_the_left_column(at_home: Person, place):
    at_home.go_to(place)
    at_home.settle()
    assert not is_home(at_home)

    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: is_home(at_home))


def test_from_an_answer_and_from_one_to_the_one_before(at_home: Person, pictures):
    at_home.search_by_drop(pictures["moon"])
    first = at_home.title
    at_home.search_by_drop(pictures["coffee"])

    at_home.press(Keys.Key_Escape)
    at_home.wait_until(lambda: at_home.title == first)
    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: is_home(at_home))


def test_from_words_that_were_searched(at_home: Person):
    at_home.search_words("cat")
    at_home.window.gallery.setFocus()

    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: is_home(at_home))


def test_from_the_search_field_to_the_photos(at_home: Person):
    at_home.press(Keys.Key_F, CTRL)
    at_home.type("ca")

    at_home.press(Keys.Key_Escape)
    at_home.press(Keys.Key_Escape)

    at_home.wait_until(at_home.window.gallery.grid.hasFocus)


def test_from_a_large_photo_and_from_the_full_screen(at_home: Person):
    at_home.click_photo("coffee")
    at_home.press(Keys.Key_Return)
    at_home.wait_until(at_home.window.viewer.isVisible)
    at_home.press(Keys.Key_Escape)
    at_home.wait_until(lambda: not at_home.window.viewer.isVisible())

    at_home.press(Keys.Key_F11)
    at_home.wait_until(at_home.window.isFullScreen)
    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: not at_home.window.isFullScreen())


@pytest.mark.parametrize("name", ["preferences", "about", "privacy", "shortcuts", "label"])
def test_from_a_dialog(at_home: Person, name):
    at_home.click_photo("coffee")
    at_home.choose(name)
    tops = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog)]
    (dialog,) = (top for top in tops if top.isVisible())
    at_home.wait_until(dialog.isActiveWindow)

    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: not dialog.isVisible())
