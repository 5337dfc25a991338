"""The columns of the window: what a small window takes from them, a larger one gives back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter
from support.fake_window import FakeWindow, pictures, small
from support.fitting import cut_off

from photosim.core.records.photos import Query

WIDTHS = (232, 332)
N_EARLIER = 4
"""Earlier queries that fill a row."""


@pytest.fixture
def start(qtbot, tmp_path):
    """Starts photosim, again and again, with the state of the last time."""
    started = []

    def build(*size):
        made = FakeWindow(tmp_path, small(8), [pictures(8)])
        started.append(made)
        made.window.resize(*size)
        made.engine.start()
        qtbot.waitUntil(lambda: len(made.ids()) == 8)
        return made

    yield build
    for made in started:
        made.close()


def splitter(world):
    return world.window.columns.findChild(QSplitter)


def widths(world):
    left, _middle, right = splitter(world).sizes()
    return left, right


def resize(world, qtbot, *size):
    world.window.resize(*size)
    qtbot.waitUntil(lambda: world.window.columns.width() == size[0])
    qtbot.wait(1)  # layouts that were asked for


def drag(world, edge, by_px):
    handle = splitter(world).handle(edge)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(by_px, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())


def search_often(world, qtbot):
    """Until the pictures of earlier queries fill a row."""
    for photo_id in range(1, N_EARLIER + 2):
        with qtbot.waitSignal(world.window.searching.answered):
            world.window.searching.search(Query(photo_id=photo_id, name=f"IMG_{photo_id}.jpg"))


def wait_until_nothing_is_cut_off(world, qtbot):
    """What comes late is laid out a moment later."""
    qtbot.waitUntil(lambda: cut_off(world.window) == [])


SMALL = [(640, 420)]
STEP_BY_STEP = [(1010, 600), (1000, 600), (999, 600), (700, 500), (640, 420), (900, 600)]


@pytest.mark.parametrize("between", [SMALL, STEP_BY_STEP], ids=["at once", "step by step"])
def test_columns_are_as_before_once_the_window_has_been_small(start, qtbot, between):
    world = start(1360, 690)
    search_often(world, qtbot)

    for size in [*between, (1340, 690)]:
        resize(world, qtbot, *size)

    assert widths(world) == WIDTHS
    wait_until_nothing_is_cut_off(world, qtbot)


def test_columns_dragged_by_hand_are_as_before_once_the_window_has_been_small(start, qtbot):
    world = start(1360, 690)
    drag(world, 1, 60)
    drag(world, 2, -80)
    before = widths(world)

    for size in [(1000, 600), (640, 420), (1360, 690)]:
        resize(world, qtbot, *size)

    assert before == widths(world) != WIDTHS


def test_columns_are_as_before_when_photosim_was_left_and_started_in_a_small_window(start, qtbot):
    world = start(1360, 690)
    drag(world, 1, 60)
    before = widths(world)
    resize(world, qtbot, 640, 420)
    world.window.close()

    again = start(640, 420)
    resize(again, qtbot, 1360, 690)

    assert widths(again) == before


def test_left_column_dragged_in_a_small_window_stays_so_in_a_large_one(start, qtbot):
    world = start(640, 420)
    drag(world, 1, -40)
    left = splitter(world).sizes()[0]

    resize(world, qtbot, 1360, 690)

    assert widths(world) == (left, WIDTHS[1])
    assert left < WIDTHS[0]


def test_right_column_is_never_narrower_than_what_it_shows(start, qtbot):
    world = start(1360, 690)
    drag(world, 2, 300)
    wait_until_nothing_is_cut_off(world, qtbot)

    search_often(world, qtbot)

    wait_until_nothing_is_cut_off(world, qtbot)
    assert widths(world)[1] < WIDTHS[1]


def test_pane_that_a_wide_page_hides_comes_back_as_wide_as_it_was(start, qtbot):
    world = start(1360, 690)
    drag(world, 2, -80)
    before = widths(world)

    world.window.actions_["query_pane"].trigger()
    for size in [(640, 420), (1360, 690)]:
        resize(world, qtbot, *size)
    world.window.actions_["query_pane"].trigger()

    assert widths(world) == before
