"""Somebody looks into every corner of the window."""

import pytest
from PySide6.QtCore import Qt
from support import album
from support.people.person import Keys


@pytest.mark.parametrize("page", ["preferences", "about", "privacy", "shortcuts"])
def test_the_pages_of_the_menus_open_and_close(at_home, page):
    at_home.choose(page)
    dialog = at_home.window.dialogs.dialog(page)
    at_home.wait_until(dialog.isActiveWindow)
    if page == "about":
        at_home.wait_until(lambda: any(name == "photos" for name, _ in dialog.rows))
    at_home.look(page, dialog)

    at_home.press(Keys.Key_Escape)

    at_home.wait_until(lambda: not dialog.isVisible())


def test_the_query_pane_can_be_hidden_and_comes_back(at_home):
    pane = at_home.window.query_pane
    at_home.show_query_pane()

    at_home.press(Keys.Key_F9)
    at_home.wait_until(lambda: not pane.isVisible())
    at_home.look("without-the-query-pane")
    at_home.press(Keys.Key_F9)

    at_home.wait_until(pane.isVisible)


def test_several_photos_are_added_up(at_home):
    at_home.window.gallery.grid.selectAll()

    name = at_home.window.query_pane.selected.name
    at_home.wait_until(lambda: name.whole == f"{len(album.NAMES)} photos")
    at_home.look("all-selected")
    at_home.window.gallery.grid.clearSelection()


def test_photos_can_be_larger_and_smaller(at_home):
    gallery = at_home.window.gallery
    usual = gallery.cell_size

    at_home.choose("larger")
    at_home.choose("larger")
    at_home.wait_for_thumbnails()
    at_home.look("larger-photos")
    assert gallery.cell_size > usual
    at_home.choose("usual_size")

    assert gallery.cell_size == usual


def test_everything_is_mirrored_for_languages_from_right_to_left(at_home, pictures, qapp):
    at_home.search_by_drop(pictures["coffee"])
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    at_home.settle()
    at_home.wait_for_thumbnails()
    at_home.look("right-to-left")
    sidebar, grid = at_home.window.sidebar, at_home.window.gallery.grid
    first, second = grid.cell_rect(0), grid.cell_rect(1)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    at_home.settle()

    assert first.left() > second.left()
    assert sidebar.mapTo(at_home.window, sidebar.rect().topLeft()).x() == 0


def test_long_names_are_cut_in_the_middle(desk, tmp_path):
    folder = (
        tmp_path / ("Photos of the very long holiday in the far south of the country " * 3)[:180]
    )
    paths = album.fill(folder, 3)
    paths["chelsea"].rename(folder / f"{'the cat that has a really very long name ' * 4}.jpg")
    paths["coffee"].rename(folder / "<b>coffee &amp; cake.jpg")

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.go_to(folder.name)
    person.wait_until(lambda: person.title == folder.name)
    person.click_photo(person.names()[1])
    person.wait_for_thumbnails()
    person.look("long-names")
    person.press(Keys.Key_Return)
    person.wait_until(lambda: person.window.viewer.is_sharp)
    person.look("long-name-large")
    person.press(Keys.Key_Escape)

    assert "<b>coffee &amp; cake.jpg" in " ".join(person.photos())
