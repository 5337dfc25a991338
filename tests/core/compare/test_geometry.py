"""Areas of pictures that lie on each other, also where their edges nearly coincide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.compare import geometry

SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)
SIZES = ((384, 288), (384, 256), (288, 384))


def outline(size, x=0.0, y=0.0):
    return SQUARE * size - 0.5 + (x, y)


@pytest.mark.parametrize("size", SIZES)
@given(
    shifts=st.lists(st.floats(-1e-5, 1e-5), min_size=8, max_size=8),
    step=st.integers(0, 3),
    is_mirrored=st.booleans(),
)
def test_equal_pictures_share_all_however_little_is_wrong(size, shifts, step, is_mirrored):
    corners = np.roll(outline(size) + np.reshape(shifts, (4, 2)), step, axis=0)

    area = geometry.area_inside(corners[::-1] if is_mirrored else corners, size)

    assert area == pytest.approx(size[0] * size[1], rel=1e-6)


def test_what_lies_beside_is_not_counted():
    size = (100, 50)

    assert geometry.area_inside(outline(size, x=25), size) == pytest.approx(75 * 50)
    assert geometry.area_inside(outline(size, x=-25, y=-10), size) == pytest.approx(75 * 40)
    assert geometry.area_inside(outline(size, x=200), size) == 0
    assert geometry.area_inside(outline((10, 10), x=5, y=5), size) == pytest.approx(100)


def test_a_picture_turned_by_an_eighth_reaches_beyond_its_corners():
    turned = np.array([[0, -1], [1, 0], [0, 1], [-1, 0]]) * 50 * np.sqrt(2) + 49.5

    assert geometry.area_inside(turned, (100, 100)) == pytest.approx(8284.27, rel=1e-4)
