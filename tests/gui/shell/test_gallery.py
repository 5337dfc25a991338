"""The middle of the window in its four states."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSlider
from support.fake_engine import FakeEngine, made_up

from photosim.core.records.photos import Evidence, Match, SortKey
from photosim.gui.shell.gallery import Gallery
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.notice import EmptyPage, Notice


@pytest.fixture
def engine():
    return FakeEngine(photos=made_up(60))


@pytest.fixture
def gallery(qtbot, engine):
    bridge = Bridge()
    made = Gallery(engine.photos, bridge)
    qtbot.addWidget(made)
    made.resize(876, 700)
    made.show()
    yield made
    bridge.deleteLater()


def button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text().startswith(text))


IDS = np.arange(1, 61)


def test_a_view_shows_its_photos_under_its_title(gallery):
    gallery.show_view("All photos", "60 photos", IDS)

    assert gallery.grid.isVisible()
    assert gallery.ids().tolist() == IDS.tolist()
    assert button(gallery, "Newest first").isVisible()


def test_an_answer_is_in_its_order_and_not_sorted_by_hand(gallery):
    matches = [Match(9, 0.0, Evidence.SAME_FILE), Match(3, 0.1)]

    gallery.show_answer("Like this picture", ["2 photos"], matches)

    assert gallery.ids().tolist() == [9, 3]
    assert not button(gallery, "Newest first").isVisible()


def test_the_empty_state_says_one_sentence_and_offers_one_action(qtbot, gallery):
    gallery.show_empty("No photos yet.", "Add a folder")

    assert not gallery.grid.isVisible()
    assert gallery.findChild(EmptyPage).sentence == "No photos yet."
    with qtbot.waitSignal(gallery.empty_action):
        qtbot.mouseClick(button(gallery, "Add a folder"), Qt.MouseButton.LeftButton)


def test_a_notice_stands_above_the_photos_and_goes(qtbot, gallery):
    gallery.show_view("Old disk", "60 photos", IDS)

    gallery.show_notice("Old disk is offline.", "Look again")

    assert gallery.grid.isVisible() and gallery.findChild(Notice).isVisible()
    with qtbot.waitSignal(gallery.notice_action):
        qtbot.mouseClick(button(gallery, "Look again"), Qt.MouseButton.LeftButton)
    gallery.show_notice("")
    assert not gallery.findChild(Notice).isVisible()


def test_the_same_view_again_keeps_selection_and_place(gallery):
    gallery.show_view("All photos", "60 photos", IDS)
    gallery.select_id(40)
    place = gallery.grid.cell_rect(39).top()

    gallery.show_view("All photos", "64 photos", np.concatenate([np.arange(101, 105), IDS]))

    assert gallery.selection_ids() == [40]
    assert gallery.grid.cell_rect(43).top() == place


def test_another_view_begins_at_its_top_with_nothing_chosen(gallery):
    gallery.show_view("All photos", "60 photos", IDS)
    gallery.select_id(60)

    gallery.show_view("Pictures", "60 photos", IDS[::-1].copy())

    assert gallery.selection_ids() == []
    assert gallery.grid.verticalOffset() == 0


def test_a_better_answer_keeps_selection_and_place(gallery):
    matches = [Match(int(i), 0.001 * i) for i in IDS]
    gallery.show_answer("Like this", [""], matches)
    gallery.select_id(50)
    place = gallery.grid.verticalOffset()

    gallery.show_answer("Like this", [""], matches[:55])

    assert gallery.selection_ids() == [50]
    assert gallery.grid.verticalOffset() == place


def test_sorting_is_chosen_in_words(qtbot, gallery):
    gallery.show_view("All photos", "", IDS)
    oldest = next(a for a in gallery.findChild(QMenu).actions() if a.text() == "Oldest first")

    with qtbot.waitSignal(gallery.sort_changed) as blocker:
        oldest.trigger()

    assert blocker.args == [SortKey.DATE, False]
    assert button(gallery, "Oldest first").isVisible()


def test_setting_the_sort_says_nothing(qtbot, gallery):
    with qtbot.assertNotEmitted(gallery.sort_changed):
        gallery.set_sort(SortKey.NAME, False)


def test_slider_and_grid_agree_on_the_size(qtbot, gallery):
    slider = gallery.findChild(QSlider)

    with qtbot.waitSignal(gallery.cell_size_changed) as blocker:
        slider.setValue(300)
    assert blocker.args == [300] and gallery.cell_size == 300

    gallery.set_cell_size(120)
    assert slider.value() == 120


def test_refreshing_asks_again_for_what_is_in_sight(qtbot, gallery, engine):
    gallery.show_view("All photos", "", IDS)
    qtbot.waitUntil(lambda: gallery.photo(1) is not None)
    asked = engine.count("photos")

    gallery.refresh()

    qtbot.waitUntil(lambda: engine.count("photos") > asked)
    assert gallery.photo(1) is not None


def test_what_happens_in_the_grid_is_passed_on(qtbot, gallery):
    gallery.show_view("All photos", "", IDS)

    with qtbot.waitSignals([gallery.selection_changed, gallery.opened]):
        gallery.select_id(2)
        qtbot.keyClick(gallery.grid, Qt.Key.Key_Return)


def test_closing_while_everything_is_on_its_way_is_quiet(qtbot):
    engine, bridge = FakeEngine(photos=made_up(30), held=True), Bridge()
    gallery = Gallery(engine.photos, bridge)
    gallery.show()
    gallery.show_view("All photos", "", IDS)
    qtbot.waitUntil(lambda: engine.count("thumbnails") > 0)

    with qtbot.waitSignal(gallery.destroyed):
        gallery.deleteLater()
    engine.release()
    with qtbot.waitSignal(bridge.photos_changed):
        engine.notify = bridge.notify
        engine.photos.put([])
    bridge.deleteLater()
