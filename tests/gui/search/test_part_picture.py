"""The box on the query's picture: what mouse and keys do, and to whom it belongs."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support import photos

from photosim.core.records.photos import Box
from photosim.gui.search.part_bar import PartBar
from photosim.gui.search.part_picture import PartPicture

Keys = Qt.Key
LEFT_BUTTON = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
PICTURE = photos.encoded(photos.noise((384, 288)))
OTHER = photos.encoded(photos.noise((384, 288), seed=1))
SUBJECT = Box(0.25, 0.25, 0.5, 0.5)


@pytest.fixture
def picture(qtbot):
    made = PartPicture("Picture searched with")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show_query(PICTURE, None)
    made.show()
    made.wanted, made.given_up = [], []
    made.box_wanted.connect(made.wanted.append)
    made.all_wanted.connect(lambda: made.given_up.append(True))
    return made


def at(picture: PartPicture, x: float, y: float) -> QPoint:
    target = picture.target()  # (0, 0) is the middle to QTest
    left = target.left() + round(x * target.width())
    return QPoint(max(1, left), max(1, target.top() + round(y * target.height())))


def drag(picture: PartPicture, start: tuple[float, float], end: tuple[float, float]) -> None:
    QTest.mousePress(picture, LEFT_BUTTON, pos=at(picture, *start))
    QTest.mouseMove(picture, at(picture, *end))
    QTest.mouseRelease(picture, LEFT_BUTTON, pos=at(picture, *end))


def sides(box: Box) -> object:
    return pytest.approx((box.x, box.y, box.width, box.height), abs=0.01)


def of(box: Box) -> tuple[float, ...]:
    return (box.x, box.y, box.width, box.height)


def test_a_drag_asks_once_when_it_ends(picture):
    drag(picture, (0.1, 0.2), (0.6, 0.9))

    (box,) = picture.wanted
    assert of(box) == sides(Box(0.1, 0.2, 0.5, 0.7))
    assert picture.box == box


def test_a_drag_that_is_going_on_asks_nothing_and_esc_ends_it(picture):
    QTest.mousePress(picture, LEFT_BUTTON, pos=at(picture, 0.1, 0.1))
    QTest.mouseMove(picture, at(picture, 0.7, 0.7))
    assert picture.box is not None and picture.wanted == []

    QTest.keyClick(picture, Keys.Key_Escape)
    QTest.mouseRelease(picture, LEFT_BUTTON, pos=at(picture, 0.7, 0.7))

    assert (picture.box, picture.wanted, picture.given_up) == (None, [], [])


def test_a_click_takes_the_proposal_and_one_beside_it_nothing(picture):
    picture.show_proposal(SUBJECT)

    QTest.mouseClick(picture, LEFT_BUTTON, pos=at(picture, 0.05, 0.05))
    assert picture.wanted == []
    QTest.mouseClick(picture, LEFT_BUTTON, pos=at(picture, 0.5, 0.5))

    assert picture.wanted == [SUBJECT]


def test_a_drag_over_the_proposal_draws_a_box_of_ones_own(picture):
    picture.show_proposal(SUBJECT)

    drag(picture, (0.4, 0.4), (0.9, 0.8))

    assert of(picture.wanted[0]) == sides(Box(0.4, 0.4, 0.5, 0.4))


def test_a_drag_within_the_box_moves_it_and_at_a_corner_resizes_it(picture):
    picture.show_query(PICTURE, Box(0.2, 0.2, 0.4, 0.4))

    drag(picture, (0.4, 0.4), (0.5, 0.3))
    picture.show_query(PICTURE, picture.wanted[-1])
    assert of(picture.wanted[-1]) == sides(Box(0.3, 0.1, 0.4, 0.4))
    drag(picture, (0.7, 0.5), (0.9, 0.9))

    assert of(picture.wanted[-1]) == sides(Box(0.3, 0.1, 0.6, 0.8))


def test_a_box_of_all_the_picture_is_no_part(picture):
    picture.show_query(PICTURE, SUBJECT)

    drag(picture, (0.25, 0.25), (0.0, 0.0))
    picture.show_query(PICTURE, picture.wanted[-1])
    drag(picture, (0.75, 0.75), (1.0, 1.0))

    assert len(picture.wanted) == 1
    assert picture.given_up == [True]


def test_the_box_of_a_page_never_sticks_to_another_picture(picture):
    drag(picture, (0.1, 0.1), (0.6, 0.6))
    picture.show_proposal(SUBJECT)

    picture.show_query(OTHER, None)

    assert (picture.box, picture.proposed) == (None, None)


def test_a_better_answer_does_not_take_the_box_out_of_the_hand(picture):
    QTest.mousePress(picture, LEFT_BUTTON, pos=at(picture, 0.1, 0.1))
    QTest.mouseMove(picture, at(picture, 0.5, 0.5))

    picture.show_query(PICTURE, None)
    picture.show_proposal(SUBJECT)
    assert picture.box is not None
    QTest.mouseMove(picture, at(picture, 0.6, 0.6))
    QTest.mouseRelease(picture, LEFT_BUTTON, pos=at(picture, 0.6, 0.6))

    assert of(picture.wanted[0]) == sides(Box(0.1, 0.1, 0.5, 0.5))


def test_arrows_move_and_with_shift_resize_and_ask_once_when_they_rest(picture, qtbot):
    picture.show_query(PICTURE, SUBJECT)

    with qtbot.waitSignal(picture.box_wanted):
        for _ in range(3):
            QTest.keyClick(picture, Keys.Key_Right)
        QTest.keyClick(picture, Keys.Key_Up, SHIFT)

    assert len(picture.wanted) == 1
    assert of(picture.wanted[0]) == sides(Box(0.31, 0.25, 0.5, 0.48))


def test_enter_takes_the_proposal_or_begins_a_box(picture):
    QTest.keyClick(picture, Keys.Key_Return)
    picture.show_query(OTHER, None)
    picture.show_proposal(Box(0.1, 0.1, 0.3, 0.3))
    QTest.keyClick(picture, Keys.Key_Space)

    assert picture.wanted == [Box(0.25, 0.25, 0.5, 0.5), Box(0.1, 0.1, 0.3, 0.3)]


def test_esc_gives_the_box_up_and_without_one_is_not_taken(picture):
    picture.show_query(PICTURE, SUBJECT)

    QTest.keyClick(picture, Keys.Key_Escape)

    assert picture.given_up == [True]
    assert picture.box is None
    QTest.keyClick(picture, Keys.Key_Escape)
    assert picture.given_up == [True]


def test_who_cannot_see_hears_where_the_box_is(picture):
    assert "all of it" in picture.accessibleDescription()

    picture.show_query(PICTURE, SUBJECT)

    assert "50 per cent wide" in picture.accessibleDescription()


def test_without_a_picture_nothing_can_be_drawn(picture):
    picture.show_query(b"no picture", None)
    picture.setVisible(True)

    drag(picture, (0.1, 0.1), (0.6, 0.6))
    QTest.keyClick(picture, Keys.Key_Return)

    assert picture.wanted == []


def test_the_bar_offers_what_can_be_done(picture, qtbot):
    bar = PartBar(picture)
    qtbot.addWidget(bar)
    assert not bar.button.isVisibleTo(bar)

    picture.show_proposal(SUBJECT)
    assert bar.button.text() == "take the subject"
    bar.button.click()
    assert picture.wanted == [SUBJECT]

    picture.show_query(PICTURE, SUBJECT)
    assert bar.button.text() == "search by all of it"
    bar.button.click()
    assert picture.given_up == [True]
