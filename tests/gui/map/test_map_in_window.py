"""The map in the window: asked for when it is first opened, and joined with the other pages."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.fake_map import lattice_map

from photosim.core.errors import ThemeError
from photosim.gui.shell.navigation import ALL_PHOTOS, MAP, Kind
from photosim.services import events

Key = Qt.Key


def test_nothing_is_asked_or_made_before_the_map_is_opened(make):
    one = make()

    assert one.engine.count("photo_map") == 0
    assert one.window.map.controller is None


def test_the_map_is_a_line_of_the_left_column(qtbot, make):
    one = make()
    row = one.window.sidebar.model.row_of(MAP)
    assert row >= 0

    one.window.sidebar.view.setCurrentIndex(one.window.sidebar.model.index(row))

    qtbot.waitUntil(lambda: one.window.map.controller is not None)
    qtbot.waitUntil(lambda: len(one.page.photos) == 25)
    assert one.window.middle.page is one.page


def test_a_better_map_is_shown_when_it_is_announced(qtbot, make):
    one = make()
    one.engine.map.shown = lattice_map(25, is_final=False)
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: "first picture" in page.notice.sentence)

    one.engine.map.announce(lattice_map(25))

    qtbot.waitUntil(lambda: page.notice.sentence == "")


def test_a_map_that_changed_while_elsewhere_is_asked_for_on_return(qtbot, make):
    one = make()
    one.go(qtbot)
    one.window.pages.go(ALL_PHOTOS)
    asked = one.engine.count("photo_map")

    one.engine.map.announce(lattice_map(16))
    assert one.engine.count("photo_map") == asked
    one.window.pages.go(MAP)

    qtbot.waitUntil(lambda: len(one.page.photos) == 16)


def test_photos_that_come_are_asked_for(qtbot, make):
    one = make()
    one.go(qtbot)
    asked = one.engine.count("photo_map")

    one.engine.notify(events.PhotosChanged(26))

    qtbot.waitUntil(lambda: one.engine.count("photo_map") > asked)


def test_a_failure_is_shown_in_the_page_and_tried_again(qtbot, make):
    one = make()
    one.engine.error = ThemeError("The disk is full.")
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: page.empty_sentence == "The disk is full.")

    one.engine.error = None
    page.again_wanted.emit()

    qtbot.waitUntil(lambda: len(page.photos) == 25)


def test_selected_photos_can_be_shown_in_a_grid_and_one_comes_back(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)
    page.photos.choose(np.array([1, 5, 7]))

    QTest.mouseClick(page.bar.photos, Qt.MouseButton.LeftButton)

    gallery = one.window.gallery
    qtbot.waitUntil(lambda: gallery.title == "Chosen photos")
    assert sorted(gallery.ids().tolist()) == [2, 6, 8]
    one.window.actions_["sort_name_up"].trigger()
    qtbot.waitUntil(lambda: gallery.ids().tolist() == [2, 6, 8])
    one.window.actions_["sort_name_down"].trigger()
    qtbot.waitUntil(lambda: gallery.ids().tolist() == [8, 6, 2])
    one.window.pages.back()
    qtbot.waitUntil(lambda: one.window.middle.page is page)
    assert list(page.photos.chosen_ids) == [2, 6, 8]


def test_search_like_this_searches_with_the_selected_photo(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)
    page.photos.choose(np.array([4]))

    QTest.mouseClick(page.bar.search, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: one.window.pages.place.kind is Kind.QUERY)
    assert one.window.pages.place.query.photo_id == 5


def test_a_photo_is_opened_large_and_esc_comes_back_to_the_map(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)
    page.view.setFocus()
    QTest.keyClick(page.view, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.view, Key.Key_Return)
    viewer = one.window.viewer
    qtbot.waitUntil(viewer.isVisible)
    assert viewer.current_id == 13

    viewer.step(1)
    stepped_to = viewer.current_id
    viewer.close_view()

    qtbot.waitUntil(page.isVisible)
    assert list(page.photos.chosen_ids) == [stepped_to]
    assert page.photos.photo_id(page.view.current) == stepped_to


def test_the_arrows_of_the_large_view_go_through_the_selected_photos(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)
    page.photos.choose(np.array([2, 9, 20]))

    page.view.opened.emit(10)
    one.window.viewer.step(1)

    assert one.window.viewer.current_id == 21
    assert list(page.photos.chosen_ids) == [3, 10, 21]


def test_the_selection_of_the_map_is_told_in_the_right_column_and_the_menus(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)

    page.photos.choose(np.array([2, 9]))
    assert one.window.query_pane.selected.name.whole == "2 photos"
    assert not one.window.actions_["search_like"].isEnabled()
    page.photos.choose(np.array([2]))

    assert one.window.actions_["search_like"].isEnabled()


def test_the_context_menu_is_that_of_photos(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)
    page.photos.choose(np.array([2]))

    with qtbot.waitSignal(one.window.map.controller.menu_wanted) as wanted:
        page.input.menu_wanted.emit(QPoint(5, 5), page.photos.chosen_ids)

    assert list(wanted.args[1]) == [3]


def test_what_the_menus_do_to_the_gallery_they_do_not_do_behind_the_map(qtbot, make):
    one = make()
    one.go(qtbot)
    assert not one.window.actions_["select_all"].isEnabled()

    one.window.pages.go(ALL_PHOTOS)

    assert one.window.actions_["select_all"].isEnabled()


def test_what_is_selected_on_the_map_is_not_selected_elsewhere(qtbot, make):
    one = make()
    page = one.go(qtbot)
    qtbot.waitUntil(lambda: len(page.photos) == 25)
    page.photos.choose(np.array([2]))
    assert one.window.actions_["search_like"].isEnabled()

    one.window.pages.go(ALL_PHOTOS)
    assert not one.window.actions_["search_like"].isEnabled()
    assert not one.window.query_pane.selected.isVisible()

    one.window.pages.go(MAP)
    assert one.window.actions_["search_like"].isEnabled()
