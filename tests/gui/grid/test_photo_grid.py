"""The grid: choosing, going, staying; and nothing per photo, however many there are."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from support.fake_engine import FakeEngine, made_up

from photosim.core.records.photos import Match
from photosim.gui.grid.photo_grid import DEFAULT_CELL_PX, MAX_CELL_PX, MIN_CELL_PX, PhotoGrid
from photosim.gui.grid.photo_list import PhotoList
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.widgets.bridge import Bridge

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier


class CountingList(PhotoList):
    """A list that counts how often single rows are asked about."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.n_calls = 0

    def photo(self, row):
        self.n_calls += 1
        return super().photo(row)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        self.n_calls += 1
        return super().data(index, role)


@pytest.fixture
def engine():
    return FakeEngine(photos=made_up(100))


@pytest.fixture
def grid(qtbot, engine):
    bridge = Bridge()
    photos = CountingList(engine.photos, bridge, bridge)
    made = PhotoGrid(photos, Thumbnails(engine.photos, bridge, bridge))
    qtbot.addWidget(made)
    made.resize(900, 700)
    photos.set_ids(np.arange(1, 101))
    made.show()
    qtbot.waitUntil(lambda: made.verticalScrollBar().maximum() > 0)
    yield made
    bridge.deleteLater()


@pytest.fixture
def photos(grid):
    return grid.model()


def middle(grid, row):
    return grid.cell_rect(row).center()


def click(qtbot, grid, row, modifiers=Modifier.NoModifier):
    qtbot.mouseClick(grid.viewport(), Button.LeftButton, modifiers, middle(grid, row))


def send_mouse(grid, kind, at, buttons=Button.LeftButton):
    button = Button.NoButton if kind is QEvent.Type.MouseMove else Button.LeftButton
    viewport = grid.viewport()
    where = QPointF(at)
    event = QMouseEvent(
        kind, where, viewport.mapToGlobal(where), button, buttons, Modifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def rest_on(qtbot, grid, row):
    """Let the mouse rest on a photo until its tip is there; what it tells."""
    at = middle(grid, row)
    event = QHelpEvent(QEvent.Type.ToolTip, at, grid.viewport().mapToGlobal(at))
    QApplication.sendEvent(grid.viewport(), event)
    qtbot.waitUntil(QToolTip.isVisible)
    return QToolTip.text()


# -- a tip


@pytest.fixture
def told(qtbot, grid, photos, engine):
    """What the tip of the first photo tells."""
    qtbot.waitUntil(lambda: all(photos.known_photo(n) for n in (1, 2, 3)))
    yield rest_on(qtbot, grid, 0)
    QToolTip.hideText()


def test_tip_of_a_photo_goes_when_another_one_takes_its_place(qtbot, photos, told):
    assert "IMG_0001.JPG" in told

    photos.set_matches([Match(2, 0.92), Match(1, 0.91)])

    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_tip_of_a_photo_goes_when_it_answers_something_else(qtbot, photos, told):
    photos.set_matches([Match(n, 0.92) for n in range(1, 101)])

    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_tip_of_a_photo_stays_while_it_tells_what_is_so(qtbot, photos, told):
    photos.set_ids(np.arange(1, 90))
    photos.mark_stale()
    QApplication.processEvents()

    assert (QToolTip.isVisible(), QToolTip.text()) == (True, told)


def test_tip_of_a_photo_goes_with_the_page(qtbot, grid, told):
    grid.hide()

    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_tip_of_something_else_is_left_alone(qtbot, grid, photos, told):
    QToolTip.showText(grid.mapToGlobal(QPoint(5, 5)), "Search for words", grid)

    photos.set_ids(np.arange(50, 90))
    QApplication.processEvents()

    assert QToolTip.text() == "Search for words"


# -- a million photos


def test_a_million_photos_cost_no_call_per_photo(qtbot, grid, photos):
    photos.set_ids(np.arange(1, 1_000_001))
    photos.n_calls = 0

    grid.resize(1000, 640)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.set_cell_size(160)
    grid.viewport().repaint()
    grid.selectAll()
    grid.viewport().repaint()

    assert photos.n_calls < 1000
    assert grid.rows_in_sight().stop == 1_000_000 or grid.rows_in_sight().stop > 999_900


def test_the_last_of_a_million_is_reached_and_in_sight(qtbot, grid, photos):
    photos.set_ids(np.arange(1, 1_000_001))

    qtbot.keyClick(grid, Key.Key_End)

    assert grid.selection_ids() == [1_000_000]
    assert grid.viewport().rect().contains(middle(grid, 999_999))


def test_choosing_all_is_one_range(qtbot, grid, photos):
    photos.set_ids(np.arange(1, 1_000_001))

    qtbot.keyClick(grid, Key.Key_A, Modifier.ControlModifier)

    assert grid.selected_ranges() == [range(1_000_000)]


# -- choosing


def test_click_chooses_one_and_says_so(qtbot, grid):
    with qtbot.waitSignal(grid.selection_changed) as blocker:
        click(qtbot, grid, 2)

    assert blocker.args == [[3]]


def test_shift_click_chooses_in_reading_order(qtbot, grid):
    click(qtbot, grid, 1)
    click(qtbot, grid, 6, Modifier.ShiftModifier)

    assert grid.selection_ids() == [2, 3, 4, 5, 6, 7]


def test_ctrl_click_adds_and_takes_away(qtbot, grid):
    click(qtbot, grid, 1)
    click(qtbot, grid, 4, Modifier.ControlModifier)
    click(qtbot, grid, 1, Modifier.ControlModifier)

    assert grid.selection_ids() == [5]


def test_a_click_beside_the_photos_chooses_nothing(qtbot, grid):
    click(qtbot, grid, 1)
    qtbot.mouseClick(grid.viewport(), Button.LeftButton, pos=QPoint(4, 4))

    assert grid.selection_ids() == []


def test_a_rubber_band_chooses_what_it_touches(qtbot, grid):
    columns = grid.lattice.columns
    start, end = QPoint(4, 4), middle(grid, columns + 1)

    send_mouse(grid, QEvent.Type.MouseButtonPress, start)
    send_mouse(grid, QEvent.Type.MouseMove, end)
    assert not grid.band.isEmpty()
    send_mouse(grid, QEvent.Type.MouseButtonRelease, end, Button.NoButton)

    assert grid.selection_ids() == [1, 2, columns + 1, columns + 2]
    assert grid.band.isEmpty()


def test_a_click_on_one_of_many_chosen_keeps_it_alone(qtbot, grid):
    grid.select_ranges([range(5)], grid.selectionCommand(grid.index_of(0)))
    click(qtbot, grid, 2)

    assert grid.selection_ids() == [3]


def test_the_scroll_bar_is_seen_only_when_there_is_something_to_scroll(qtbot, grid):
    bar, width = grid.verticalScrollBar(), grid.viewport().width()
    assert bar.isEnabled()

    grid.model().set_ids(np.arange(1, 4))

    assert not bar.isEnabled()
    assert grid.viewport().width() == width


# -- keys


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (Key.Key_Right, 1),
        (Key.Key_Left, 0),
        (Key.Key_Down, "columns"),
        (Key.Key_Up, 0),
        (Key.Key_End, 99),
        (Key.Key_Home, 0),
    ],
)
def test_keys_go_where_the_eye_goes(qtbot, grid, key, row):
    grid.select_id(1)

    qtbot.keyClick(grid, key)

    assert grid.current_row() == (grid.lattice.columns if row == "columns" else row)


@pytest.mark.parametrize(("key", "row"), [(Key.Key_End, 99), (Key.Key_Home, 0)])
def test_the_first_key_goes_to_an_end(qtbot, grid, key, row):
    qtbot.keyClick(grid, key)

    assert grid.current_row() == row


def test_right_to_left_the_left_key_goes_on(qtbot, grid):
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    grid.select_id(1)

    qtbot.keyClick(grid, Key.Key_Left)

    assert grid.current_row() == 1
    assert grid.cell_rect(0).left() > grid.cell_rect(1).left()


def test_page_down_goes_a_page_and_shows_where(qtbot, grid):
    grid.select_id(1)

    qtbot.keyClick(grid, Key.Key_PageDown)

    assert grid.current_row() >= grid.lattice.columns
    assert grid.viewport().rect().contains(middle(grid, grid.current_row()))


def test_shift_and_a_key_choose_on_the_way(qtbot, grid):
    grid.select_id(2)

    qtbot.keyClick(grid, Key.Key_Right, Modifier.ShiftModifier)
    qtbot.keyClick(grid, Key.Key_Right, Modifier.ShiftModifier)

    assert grid.selection_ids() == [2, 3, 4]


def test_second_half_of_a_double_click_on_another_page_opens_nothing(qtbot, grid):
    opened = []
    grid.opened.connect(opened.append)
    viewport, at = grid.viewport(), middle(grid, 4)
    grid.hide()
    grid.show()

    event = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        Button.LeftButton,
        Button.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)

    assert opened == []
    qtbot.mouseDClick(viewport, Button.LeftButton, pos=at)
    assert len(opened) == 1


def test_enter_and_double_click_open_and_space_previews(qtbot, grid):
    grid.select_id(3)

    with qtbot.waitSignal(grid.opened) as by_key:
        qtbot.keyClick(grid, Key.Key_Return)
    with qtbot.waitSignal(grid.previewed) as shortly:
        qtbot.keyClick(grid, Key.Key_Space)
    with qtbot.waitSignal(grid.opened) as by_mouse:
        qtbot.mouseDClick(grid.viewport(), Button.LeftButton, pos=middle(grid, 4))

    assert (by_key.args, shortly.args, by_mouse.args) == ([3], [3], [5])


def test_typing_a_name_goes_there(qtbot, grid, photos):
    qtbot.waitUntil(lambda: photos.known_photo(7) is not None)

    qtbot.keyClicks(grid, "IMG_0007")

    qtbot.waitUntil(lambda: grid.selection_ids() == [7])


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Minus])
def test_ctrl_plus_and_minus_change_the_size_and_0_brings_it_back(qtbot, grid, key):
    with qtbot.waitSignal(grid.cell_size_changed) as blocker:
        qtbot.keyClick(grid, key, Modifier.ControlModifier)
    changed = blocker.args[0]
    qtbot.keyClick(grid, Key.Key_0, Modifier.ControlModifier)

    assert (changed > DEFAULT_CELL_PX) == (key is Key.Key_Plus)
    assert grid.cell_size == DEFAULT_CELL_PX


def test_size_stays_within_limits(grid):
    grid.set_cell_size(10_000)
    assert grid.cell_size == MAX_CELL_PX
    grid.set_cell_size(1)
    assert grid.cell_size == MIN_CELL_PX


def test_ctrl_and_wheel_change_the_size(grid):
    event = QWheelEvent(
        QPointF(100, 100),
        QPointF(100, 100),
        QPoint(),
        QPoint(0, 120),
        Button.NoButton,
        Modifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(grid.viewport(), event)

    assert grid.cell_size > DEFAULT_CELL_PX


def test_a_context_menu_is_asked_for_with_what_is_chosen(qtbot, grid):
    grid.select_id(2)
    at = middle(grid, 1)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, grid.viewport().mapToGlobal(at), Modifier.NoModifier
    )

    with qtbot.waitSignal(grid.menu_wanted) as blocker:
        QApplication.sendEvent(grid.viewport(), event)

    assert blocker.args == [grid.viewport().mapToGlobal(at), [2]]


# -- staying


def test_selection_stays_with_its_photos_when_others_come(qtbot, grid, photos):
    grid.select_ranges([range(2, 5)], grid.selectionCommand(grid.index_of(0)))

    photos.set_ids(np.concatenate([[500, 501], np.arange(1, 101)]))

    assert grid.selection_ids() == [3, 4, 5]


def test_a_chosen_photo_that_goes_is_no_longer_chosen(qtbot, grid, photos):
    grid.select_id(3)

    with qtbot.waitSignal(grid.selection_changed) as blocker:
        photos.set_ids(np.array([1, 2, 4, 5]))

    assert blocker.args == [[]]


def test_the_photo_at_the_top_left_stays_when_photos_come_above(qtbot, grid, photos):
    grid.verticalScrollBar().setValue(grid.lattice.line_height * 3 + 10)
    row, top = grid.place()
    photo_id = photos.photo_id(row)

    photos.set_ids(np.concatenate([np.arange(200, 200 + 3 * grid.lattice.columns), photos.ids]))

    assert grid.cell_rect(photos.row_of(photo_id)).top() == top


def test_resizing_there_and_back_ends_where_it_began(qtbot, grid):
    grid.verticalScrollBar().setValue(grid.lattice.line_height * 5)
    before = grid.place()

    for width in (860, 700, 520, 430, 640, 900):
        grid.resize(width, 700)

    assert grid.place()[0] == before[0]


# -- painting and speaking


def test_what_is_in_sight_is_painted_and_asked_for(qtbot, grid, engine):
    seen = grid.rows_in_sight()
    qtbot.waitUntil(lambda: engine.count("thumbnails") > 0 and engine.count("photos") > 0)

    name, (channel, ids) = next(call for call in engine.asked if call[0] == "thumbnails")

    assert (name, channel) == ("thumbnails", "grid")
    assert ids[: len(seen)] == list(range(1, len(seen) + 1))
    assert len(ids) <= 2 * len(seen)


def test_a_thumbnail_appears_without_anything_else_moving(qtbot, grid, photos):
    colours = set()

    def is_painted():
        image = grid.viewport().grab().toImage()
        ratio = image.devicePixelRatio()
        colours.add(image.pixelColor((QPointF(middle(grid, 0)) * ratio).toPoint()).name())
        return len(colours) > 1

    qtbot.waitUntil(is_painted)

    assert grid.verticalOffset() == 0


def test_screen_readers_find_each_photo(qtbot, grid, photos):
    qtbot.waitUntil(lambda: photos.known_photo(2) is not None)

    spoken = QAccessible.queryAccessibleInterface(grid)

    assert spoken.childCount() == 100
    assert spoken.child(1).text(QAccessible.Text.Name) == "IMG_0002.JPG, 13 May 2019"


def test_focus_of_the_mouse_is_not_shown_that_of_the_keys_is(qtbot, grid):
    click(qtbot, grid, 0)
    assert not grid.is_keyed

    qtbot.keyClick(grid, Key.Key_Right)

    assert grid.is_keyed
