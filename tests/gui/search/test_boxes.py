"""A box is drawn, moved and resized within its picture, and stays large enough to be grasped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.records.photos import Box
from photosim.gui.search import boxes
from photosim.gui.search.boxes import LEAST, Grip

share = st.floats(-2, 3)


@st.composite
def within(draw):
    """A box in the picture, at least as large as boxes are."""
    width, height = draw(st.floats(LEAST, 1)), draw(st.floats(LEAST, 1))
    left, top = draw(st.floats(0, 1)) * (1 - width), draw(st.floats(0, 1)) * (1 - height)
    return Box(left, top, width, height)


def is_within(box: Box) -> bool:
    tiny = 1e-9
    return (
        box.x >= -tiny
        and box.y >= -tiny
        and box.x + box.width <= 1 + tiny
        and box.y + box.height <= 1 + tiny
        and min(box.width, box.height) >= LEAST - tiny
    )


@pytest.mark.parametrize(
    ("start", "end"), [((0.2, 0.3), (0.6, 0.9)), ((0.6, 0.9), (0.2, 0.3)), ((0.6, 0.3), (0.2, 0.9))]
)
def test_a_box_is_drawn_from_any_corner(start, end):
    box = boxes.drawn(start, end)

    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.2, 0.3, 0.4, 0.6))


def test_a_twitch_of_the_hand_draws_nothing():
    assert boxes.drawn((0.5, 0.5), (0.52, 0.9)) is None


@given(st.tuples(share, share), st.tuples(share, share))
def test_what_is_drawn_lies_in_the_picture(start, end):
    box = boxes.drawn(start, end)

    assert box is None or is_within(box)


@given(within(), st.sampled_from(Grip), share, share)
def test_no_pull_leaves_the_picture(box, grip, x, y):
    assert is_within(boxes.pulled(box, grip, x, y))


@given(within(), share, share)
def test_moving_keeps_the_size(box, x, y):
    moved = boxes.moved(box, x, y)

    assert (moved.width, moved.height) == (box.width, box.height)


def test_an_edge_moves_alone():
    box = boxes.resized(Box(0.2, 0.2, 0.4, 0.4), Grip.WEST, 0.1, 0.3)

    assert (box.x, box.y, box.width, box.height) == pytest.approx((0.3, 0.2, 0.3, 0.4))


def test_all_of_the_picture_is_no_part():
    assert boxes.is_all(Box(0.005, 0.0, 0.99, 1.0))
    assert not boxes.is_all(Box(0.0, 0.0, 1.0, 0.9))


def test_where_it_lies_can_be_heard():
    assert boxes.spoken(Box(0.1, 0.2, 0.5, 0.25)) == (
        "50 per cent wide and 25 per cent high, 10 per cent from the left and "
        "20 per cent from the top"
    )
