"""The map as a person uses it: mouse, keyboard, selection."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainterPath, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.fake_map import lattice_map

from photosim.gui.map.map_mouse import Mode
from photosim.gui.map.map_photos import PhotosOnMap

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
SHIFT, ALT, CTRL, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)


def at(page, row):
    """Where a photo is seen."""
    return page.view.rect_of(row).center().toPoint()


def drag(view, *points, modifiers=NONE, button=Left):
    QTest.mousePress(view, button, modifiers, points[0])
    for point in points[1:]:
        QTest.mouseMove(view, point)
        # the offscreen platform forgets the buttons of moves
        QApplication.processEvents()
    QTest.mouseRelease(view, button, modifiers, points[-1])


def turn(view, point, steps):
    wheel = QWheelEvent(
        QPointF(point),
        QPointF(view.mapToGlobal(point)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)


def chosen(page):
    return list(page.photos.chosen_ids)


def test_the_wheel_zooms_around_the_mouse(page):
    point = at(page, 7)
    before = page.view.plane.to_map(QPointF(point))

    turn(page.view, point, 3)

    assert page.view.plane.to_map(QPointF(point)) == pytest.approx(before)
    assert page.view.plane.zoom > 1.5


def test_a_click_selects_a_photo_and_a_click_beside_it_none(page):
    QTest.mouseClick(page.view, Left, NONE, at(page, 6))
    assert chosen(page) == [7]

    QTest.mouseClick(page.view, Left, NONE, QPoint(3, 3))
    assert chosen(page) == []


def test_ctrl_and_a_click_adds_and_takes_away(page):
    for row in (6, 12, 6):
        QTest.mouseClick(page.view, Left, CTRL, at(page, row))

    assert chosen(page) == [13]


def test_a_drag_moves_the_map_and_selects_nothing(page):
    page.view.zoom_by(4)
    before = page.view.plane.to_view(0.5, 0.5)

    drag(page.view, QPoint(400, 300), QPoint(430, 310), QPoint(460, 320))

    after = page.view.plane.to_view(0.5, 0.5)
    assert (after - before).toPoint() == QPoint(60, 20)
    assert chosen(page) == []


def test_shift_and_a_drag_select_the_photos_in_a_rectangle(page):
    first, last = at(page, 0) - QPoint(10, 10), at(page, 6) + QPoint(10, 10)

    drag(page.view, first, first + QPoint(30, 30), last, modifiers=SHIFT)

    assert chosen(page) == [1, 2, 6, 7]


def test_the_mode_says_what_a_plain_drag_does(page):
    QTest.mouseClick(page.head.modes[Mode.RECTANGLE], Left)
    first, last = at(page, 0) - QPoint(10, 10), at(page, 0) + QPoint(10, 10)

    drag(page.view, first, first + QPoint(5, 5), last)

    assert page.input.mouse.mode is Mode.RECTANGLE
    assert chosen(page) == [1]


def test_ctrl_adds_what_a_rectangle_encloses(page):
    page.photos.choose(np.array([24]))
    first, last = at(page, 0) - QPoint(10, 10), at(page, 0) + QPoint(10, 10)

    drag(page.view, first, first + QPoint(5, 5), last, modifiers=SHIFT | CTRL)

    assert chosen(page) == [1, 25]


def test_a_lasso_selects_the_photos_that_it_encloses(page):
    # around a corner: the bounding rectangle holds more than the line
    corners = [at(page, 0), at(page, 20), at(page, 22), at(page, 12)]
    out = [QPoint(-30, -30), QPoint(-30, 30), QPoint(30, 30), QPoint(30, -30)]
    line = [point + away for point, away in zip(corners, out, strict=True)]

    drag(page.view, *line, modifiers=ALT)

    inside = set(chosen(page))
    assert {1, 6, 11, 16, 21, 22, 23} <= inside
    assert not {5, 10, 15, 20, 25} & inside


def test_a_lasso_finds_the_same_as_the_polygon_itself(page):
    path = QPainterPath(QPointF(200, 100))
    for point in (QPointF(600, 200), QPointF(500, 500), QPointF(300, 450)):
        path.lineTo(point)
    path.closeSubpath()

    found = set(page.photos.within_path(page.view.plane, path).tolist())

    points = page.view.plane.all_to_view(page.photos.shown.places)
    wanted = {row for row, (x, y) in enumerate(points) if path.contains(QPointF(x, y))}
    assert found == wanted


def test_a_double_click_opens_a_photo(qtbot, page):
    with qtbot.waitSignal(page.view.opened) as opened:
        QTest.mouseDClick(page.view, Left, NONE, at(page, 3))

    assert opened.args == [4]


def test_the_keyboard_alone_goes_from_photo_to_photo_and_opens_one(qtbot, page):
    page.view.setFocus()
    QTest.keyClick(page.view, Key.Key_Right, CTRL)
    assert chosen(page) == [13]
    QTest.keyClick(page.view, Key.Key_Right, CTRL)
    QTest.keyClick(page.view, Key.Key_Down, CTRL)
    assert chosen(page) == [19]

    with qtbot.waitSignal(page.view.opened) as opened:
        QTest.keyClick(page.view, Key.Key_Return)

    assert opened.args == [19]


def test_what_the_keyboard_comes_to_is_told(qtbot, page):
    qtbot.waitUntil(lambda: page._rows.photo(13) is not None)
    QTest.keyClick(page.view, Key.Key_Right, CTRL)

    assert "IMG_0013" in page.view.accessibleDescription()
    assert "Beach" in page.view.accessibleDescription()


def test_ctrl_and_space_add_the_current_photo(page):
    QTest.keyClick(page.view, Key.Key_Right, CTRL)
    QTest.keyClick(page.view, Key.Key_Space, CTRL)

    assert chosen(page) == []


@pytest.mark.parametrize(("key", "direction"), [(Key.Key_Left, -1), (Key.Key_Right, 1)])
def test_arrows_move_the_map(page, key, direction):
    page.view.zoom_by(6)
    before = page.view.plane.x

    QTest.keyClick(page.view, key)

    assert (page.view.plane.x - before) * direction > 0


def test_plus_minus_and_zero_zoom(page):
    QTest.keyClick(page.view, Key.Key_Plus, CTRL)
    QTest.keyClick(page.view, Key.Key_Plus, CTRL)
    near = page.view.plane.zoom
    QTest.keyClick(page.view, Key.Key_Minus, CTRL)
    further = page.view.plane.zoom
    QTest.keyClick(page.view, Key.Key_0, CTRL)

    assert near > further > 1
    assert page.view.plane.zoom == 1


def test_ctrl_a_selects_what_is_in_sight(page):
    page.view.look_at(page.view.plane.zoomed(3, QPointF(at(page, 12))))
    QTest.keyClick(page.view, Key.Key_A, CTRL)

    assert 0 < len(chosen(page)) < 25
    assert 13 in chosen(page)


def test_esc_clears_the_selection_and_then_leaves(qtbot, page):
    page.photos.choose(np.array([1]))
    QTest.keyClick(page.view, Key.Key_Escape)
    assert chosen(page) == []

    with qtbot.waitSignal(page.view.left):
        QTest.keyClick(page.view, Key.Key_Escape)


def test_a_better_map_keeps_what_is_selected_and_looked_at(page):
    page.photos.choose(np.array([3, 4]))
    page.view.zoom_by(2)
    plane = page.view.plane

    page.show_map(PhotosOnMap.of(lattice_map(16)))

    assert chosen(page) == [4, 5]
    assert page.view.plane == plane


def test_photos_that_are_gone_are_selected_no_more(qtbot, page):
    page.photos.choose(np.array([3, 24]))

    with qtbot.waitSignal(page.photos.chosen_changed):
        page.show_map(PhotosOnMap.of(lattice_map(16)))

    assert chosen(page) == [4]
