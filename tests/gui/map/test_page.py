"""The page of the map in its states, its legend, what can be done with a selection."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.contrast import contrast
from support.fake_engine import FakeEngine, made_up
from support.fake_map import NAMES, lattice_map

from photosim.core.records.themes import PhotoMap
from photosim.gui.map.map_photos import PhotosOnMap
from photosim.gui.map.page import MapPage
from photosim.gui.map.theme_colours import N_COLOURS
from photosim.gui.widgets import palettes
from photosim.gui.widgets.appearance import Appearance, Role
from photosim.gui.widgets.bridge import Bridge
from photosim.services.events import Phase, Progress

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def empty(qtbot):
    made = MapPage(FakeEngine(photos=made_up(1)).photos, Bridge())
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_a_library_without_photos_says_so_and_offers_a_folder(qtbot, empty):
    empty.show_progress(Progress(Phase.IDLE))
    empty.show_photos(0)

    assert "no photos" in empty.empty_sentence
    with qtbot.waitSignal(empty.folder_wanted):
        empty._empty.acted.emit()


def test_while_there_is_no_map_it_is_being_drawn(empty):
    empty.show_progress(Progress(Phase.IDLE))
    empty.show_photos(5)

    assert "drawing" in empty.empty_sentence


def test_a_failure_is_told_and_can_be_tried_again(qtbot, empty):
    empty.show_photos(5)
    empty.show_failure("The disk is full.")

    assert empty.empty_sentence == "The disk is full."
    with qtbot.waitSignal(empty.again_wanted):
        empty._empty.acted.emit()


def test_a_failure_leaves_the_map_that_is_there(page):
    page.show_failure("The disk is full.")

    assert page.empty_sentence == ""
    assert page.notice.sentence == "The disk is full."


def test_the_first_picture_is_called_so(page):
    page.show_map(PhotosOnMap.of(lattice_map(25, is_final=False)))
    page.show_progress(Progress(Phase.SORTING, 300, 750))

    assert "first picture" in page.notice.sentence
    assert "40" in page.notice.sentence

    page.show_progress(Progress(Phase.IDLE))
    assert "still to be made" in page.notice.sentence

    page.show_map(PhotosOnMap.of(lattice_map(25)))
    assert page.notice.sentence == ""


@pytest.mark.parametrize("n", [1, 4])
def test_one_or_a_few_photos_are_a_map_too(page, n):
    page.show_map(PhotosOnMap.of(lattice_map(n)))
    page.view.repaint()

    assert page.empty_sentence == ""
    assert page.head.subtitle.whole.startswith(f"{n} photo")


def test_many_photos_at_one_place_are_painted(page):
    n = 1000
    place = np.full((n, 2), 0.5, np.float32)
    alike = PhotoMap(np.arange(1, n + 1), place, np.full(n, -1, np.int32))
    page.show_map(PhotosOnMap.of(alike))
    page.view.look_at(page.view.plane.zoomed(1e9))
    page.view.repaint()

    assert page.view.covers().counts.sum() == n


def test_the_legend_names_the_themes_with_a_colour(page):
    assert page.legend.names == list(NAMES)
    assert page.legend.isVisible()


def test_a_map_without_themes_has_no_legend(page):
    page.show_map(PhotosOnMap.of(lattice_map(25, names=())))

    assert not page.legend.isVisible()
    assert not page.head.legend.isVisible()


def test_the_legend_covers_nothing_of_the_map_and_gives_its_room_back(page, qapp):
    def place_of(part):
        return QRect(part.mapTo(page, QPoint()), part.size())

    qapp.processEvents()
    narrower = page.view.width()
    assert not place_of(page.legend).intersects(place_of(page.view))

    QTest.mouseClick(page.head.legend, Left)
    qapp.processEvents()

    assert not page.legend.isVisible()
    assert page.view.width() > narrower


def test_a_theme_can_stand_out_and_be_selected(page):
    QTest.mouseClick(page.legend._lines[1], Left)
    assert page.view.picked == 1
    assert page.bar.sentence.whole.startswith("Beach")

    QTest.mouseClick(page.bar.choose, Left)

    assert page.bar.sentence.whole == "5 photos selected"
    QTest.mouseClick(page.bar.clear, Left)
    assert page.view.picked is None
    assert not page.photos.chosen.any()


def test_what_can_be_done_depends_on_how_many_are_selected(page):
    page.photos.choose(np.array([2]))
    assert page.bar.search.isVisible()
    assert page.bar.label.isVisible()

    page.photos.choose(np.array([2, 3]))
    assert not page.bar.search.isVisible()
    assert page.bar.photos.isVisible()


def test_the_card_of_a_photo_tells_its_name_and_theme(qtbot, page):
    page.view.hovered = 6
    page.view.hovered_changed.emit()
    qtbot.waitUntil(page._card.isVisible)
    qtbot.waitUntil(lambda: page._card.lines[0] != "")

    name, facts, _ = page._card.lines
    assert name == "IMG_0007.JPG"
    assert facts.endswith("Dogs")
    page.view.hovered = -1
    page.view.hovered_changed.emit()
    assert not page._card.isVisible()


def test_the_map_is_told_to_those_who_do_not_see_it(page):
    assert page.view.accessibleName().startswith("Map of 25 photos. Largest themes: ")


@pytest.mark.parametrize("is_dark", [False, True])
def test_colours_of_themes_can_be_seen_and_are_not_that_of_the_selection(is_dark):
    palette = palettes.palette(is_dark)
    colours = palettes.of_themes(palette)

    assert len(colours) == len({colour.name() for colour in colours}) == N_COLOURS
    for colour in colours:
        assert contrast(colour, palette.color(Role.Base)) >= 3
        assert abs(colour.hue() - palette.color(Role.Highlight).hue()) > 5


def test_everything_is_mirrored_for_languages_from_right_to_left(page):
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    is_mirrored = page.head.title.x() > page.head.whole.x()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    assert is_mirrored


def test_the_colours_follow_the_scheme(qtbot, page):
    theme = Appearance(QApplication.instance(), "light")
    theme.set_scheme("dark")
    QApplication.processEvents()
    line = page.legend._lines[0]
    dark = palettes.of_themes(palettes.palette(True))[0].name()
    told = line._colour.name(), page.view._colours.of(0).name()
    theme.set_scheme("light")
    QApplication.processEvents()

    assert told == (dark, dark)
    assert line._colour.name() == palettes.of_themes(palettes.palette(False))[0].name()
