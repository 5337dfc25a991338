import numpy as np
import pytest
from support.made_up_map import grouped, neighbours

from photosim.core.map import placement
from photosim.core.map.placement import MARGIN


def test_the_first_picture_shows_what_differs_most():
    rows, group = grouped(200, n_groups=2, spread=0.1)

    places = placement.first_picture(rows)

    assert len(set((places[group == 0, 0] > 0).tolist())) == 1
    assert (places[group == 0, 0] > 0).all() != (places[group == 1, 0] > 0).all()


def test_the_first_picture_is_the_same_each_time():
    rows, _ = grouped(50)

    np.testing.assert_array_equal(
        placement.first_picture(rows), placement.first_picture(rows.copy())
    )


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_photos_have_a_first_picture(n):
    rows, _ = grouped(n) if n else (np.empty((0, 8), np.float32), None)

    places = placement.framed(placement.first_picture(rows))

    assert places.shape == (n, 2)
    assert np.isfinite(places).all()


@pytest.mark.parametrize("scale", [0.0, 1e-6, 1.0, 500.0])
def test_every_place_is_inside_the_frame(scale):
    places = np.random.default_rng(1).standard_normal((300, 2)).astype(np.float32) * scale

    framed = placement.framed(places)

    assert framed.min() >= MARGIN * 0.99
    assert framed.max() <= 1 - MARGIN * 0.99


def test_the_frame_keeps_the_shape():
    framed = placement.framed(np.array([[0, 0], [4, 0], [0, 2]], np.float32))

    across, along = framed[1] - framed[0], framed[2] - framed[0]
    assert across[0] == pytest.approx(2 * along[1], rel=0.01)


def test_photos_at_one_place_are_parted():
    places = placement.framed(np.zeros((1000, 2), np.float32))

    assert len(np.unique(places, axis=0)) == 1000


def test_new_photos_come_to_their_neighbours_and_nothing_moves():
    rows, group = grouped(80)
    near, similarity = neighbours(rows)
    centres = np.array([[0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]], np.float32)
    noise = np.random.default_rng(2).standard_normal((80, 2)) * 0.02
    places = (centres[group] + noise).astype(np.float32)
    before = places.copy()
    before[70:] = np.nan

    after = placement.filled(before, near, similarity)

    np.testing.assert_array_equal(after[:70], places[:70])
    assert np.linalg.norm(after[70:] - centres[group[70:]], axis=1).max() < 0.08


def test_new_photos_that_know_only_each_other_come_where_the_first_of_them_does():
    places = np.array([[0.3, 0.7], [np.nan, np.nan], [np.nan, np.nan]], np.float32)
    near = np.array([[-1, -1], [0, -1], [1, -1]], np.int32)

    after = placement.filled(places, near, np.ones((3, 2), np.float32))

    np.testing.assert_allclose(after[1:], [[0.3, 0.7]] * 2, atol=0.01)
    assert len(np.unique(after, axis=0)) == 3


def test_a_new_photo_without_neighbours_comes_to_the_middle():
    places = np.array([[0.1, 0.1], [np.nan, np.nan]], np.float32)
    near = np.full((2, 3), -1, np.int32)

    after = placement.filled(places, near, np.zeros((2, 3), np.float32))

    np.testing.assert_allclose(after[1], [0.5, 0.5], atol=0.01)
