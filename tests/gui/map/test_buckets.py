"""Photos in cells: each is in one, and who stands for a large cell stands for a small one."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize

from photosim.gui.map.buckets import DEEPEST, Buckets
from photosim.gui.map.covers import ROOM, SIZES, in_sight
from photosim.gui.map.plane import Plane


@pytest.fixture(scope="module")
def places():
    return np.random.default_rng(1).random((3000, 2)).astype(np.float32)


@pytest.fixture(scope="module")
def buckets(places):
    return Buckets(np.arange(10, 3010, dtype=np.int64), places)


@pytest.mark.parametrize("level", [0, 1, 4, 9, DEEPEST])
def test_every_photo_is_in_one_cell(buckets, places, level):
    cells = buckets.cells(level)

    assert cells.counts.sum() == 3000
    wanted = np.unique(np.floor(places * 2**level), axis=0)
    assert len(cells.x) == len(wanted)
    found = np.stack([cells.x, cells.y], axis=1)
    np.testing.assert_array_equal(np.unique(found, axis=0), wanted)


def test_a_photo_stands_for_the_cell_it_is_in(buckets, places):
    cells = buckets.cells(5)

    at = np.floor(places[cells.stands] * 32)
    np.testing.assert_array_equal(at, np.stack([cells.x, cells.y], axis=1))


def test_who_stands_for_a_large_cell_stands_for_a_small_one(buckets):
    for level in range(8):
        assert set(buckets.cells(level).stands) <= set(buckets.cells(level + 1).stands)


def test_only_cells_in_sight_are_given(buckets):
    seen = buckets.cells(4).within(QRectF(0.26, 0.26, 0.2, 0.1))

    assert set(seen.x) <= {4, 5, 6, 7}
    assert set(seen.y) <= {4, 5}


def test_no_photos_have_no_cells():
    empty = Buckets(np.empty(0, np.int64), np.empty((0, 2), np.float32))

    assert len(empty.cells(3).x) == 0


def test_thumbnails_never_lie_upon_each_other(buckets, places):
    plane = Plane().resized(QSize(900, 700))
    for _ in range(12):
        seen = in_sight(plane, buckets, places)
        corners = seen.corners
        apart = np.abs(corners[:, None] - corners[None]).max(axis=2)
        np.fill_diagonal(apart, np.inf)
        assert apart.min(initial=np.inf) >= seen.side
        plane = plane.zoomed(1.4)


def test_few_thumbnails_are_shown_however_many_photos_there_are(buckets, places):
    seen = in_sight(Plane().resized(QSize(900, 700)), buckets, places)

    assert len(seen.rows) <= (700 / (SIZES[0] * ROOM) + 1) ** 2
    assert seen.counts.sum() == 3000


def test_each_of_a_handful_of_photos_has_its_own_thumbnail():
    places = np.array([[0.1, 0.2], [0.8, 0.2], [0.5, 0.5], [0.2, 0.9], [0.9, 0.8]], np.float32)
    seen = in_sight(Plane().resized(QSize(900, 700)), Buckets(np.arange(5), places), places)

    assert sorted(seen.rows.tolist()) == [0, 1, 2, 3, 4]
