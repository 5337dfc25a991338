import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from photosim.gui.widgets.screen_fit import SMALLEST, move_onto_screen, resize_within_screen


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_window_is_no_larger_than_its_screen(window):
    resize_within_screen(window, QSize(10_000, 200))

    room = window.screen().availableSize()
    assert window.width() < room.width()
    assert window.height() == 200


def test_a_window_that_needs_more_than_its_screen_has_is_no_larger_all_the_same(window):
    window.setMinimumSize(10_000, 10_000)

    resize_within_screen(window, QSize(10_000, 10_000))

    room = window.screen().availableSize()
    assert window.width() < room.width() and window.height() < room.height()


def test_the_smallest_window_fits_with_its_frame_on_the_smallest_screen():
    framed = SMALLEST + QSize(2, 32)  # the frame of openbox

    assert framed.boundedTo(QSize(640, 420)) == framed


@pytest.mark.parametrize("corner", [(700, 700), (-50, -50), (700, 10)])
def test_what_grew_over_the_edge_comes_back(window, corner):
    window.resize(300, 200)
    window.show()
    window.move(*corner)

    move_onto_screen(window)

    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_a_window_that_is_seen_whole_stays_where_it_is(window):
    window.resize(300, 200)
    window.show()
    window.move(120, 90)

    move_onto_screen(window)

    assert window.pos().toTuple() == (120, 90)
