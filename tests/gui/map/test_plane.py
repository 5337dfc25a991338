"""Looking around on the map: arithmetic."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize

from photosim.gui.map.plane import Plane

PLANE = Plane().resized(QSize(1000, 600))


def test_the_whole_map_is_in_sight_at_first():
    corners = PLANE.all_to_view(np.array([[0, 0], [1, 1]], np.float32))

    assert corners.min() >= 0
    assert corners[1, 0] <= 1000
    assert corners[1, 1] <= 600


def test_the_point_under_the_mouse_stays_when_one_looks_nearer():
    at = QPointF(300, 200)

    near = PLANE.zoomed(4, at)

    assert near.to_map(at) == pytest.approx(PLANE.to_map(at))
    assert near.scale == pytest.approx(4 * PLANE.scale)


def test_nobody_looks_further_away_than_the_whole_map():
    assert PLANE.zoomed(3, QPointF(10, 10)).zoomed(0.01) == PLANE


def test_nobody_looks_nearer_than_one_can_tell_photos_apart():
    assert PLANE.zoomed(1e12).scale <= 2**19 * 1.001


def test_something_of_the_map_stays_in_sight():
    away = PLANE.zoomed(5).moved(QPointF(1e6, -1e6))

    assert 0 <= away.x <= 1
    assert 0 <= away.y <= 1


def test_places_and_points_agree():
    near = PLANE.zoomed(3, QPointF(200, 100))
    place = (0.3, 0.4)

    point = near.to_view(*place)
    (found,) = near.all_to_view(np.array([place], np.float32))

    assert near.to_map(point) == pytest.approx(place)
    assert (point.x(), point.y()) == pytest.approx(tuple(found), abs=0.01)
