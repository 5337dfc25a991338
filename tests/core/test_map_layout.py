import numpy as np
import pytest
from core.made_up_map import grouped, neighbours

from photosim.core import map_layout
from photosim.core.map_layout import EARLY, TURNS, Pulls
from photosim.core.map_places import first_picture


def laid_out(rows, turns=TURNS, batch=TURNS):
    near, _ = neighbours(rows)
    pulls = Pulls.of(near)
    moving = map_layout.begin(first_picture(rows))
    while moving.turn < turns:
        moving = map_layout.advance(moving, pulls, min(batch, turns - moving.turn))
    return moving, pulls


def nearest(places):
    apart = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    return apart.argmin(axis=1)


@pytest.fixture(scope="module")
def groups():
    rows, group = grouped(240)
    return laid_out(rows), group


def test_alike_photos_lie_side_by_side(groups):
    (moving, _), group = groups

    assert (group[nearest(moving.places)] == group).mean() > 0.98


def test_the_turns_lessen_the_divergence(groups):
    (moving, pulls), _ = groups
    first = map_layout.begin(moving.places)

    assert moving.has_arrived
    assert map_layout.divergence(moving.places, pulls) < 0.8 * map_layout.divergence(
        first.places, pulls
    )


def test_turns_cut_into_batches_come_to_the_same_places():
    rows, _ = grouped(60)

    whole, _ = laid_out(rows, EARLY + 50)
    in_batches, _ = laid_out(rows, EARLY + 50, batch=37)

    np.testing.assert_array_equal(whole.places, in_batches.places)


def test_no_more_turns_are_made_than_there_are(groups):
    (moving, pulls), _ = groups

    after = map_layout.advance(moving, pulls, 10)

    assert after.turn == TURNS
    np.testing.assert_array_equal(after.places, moving.places)


def test_a_thousand_equal_photos_stay_finite():
    near = np.tile(np.arange(15, dtype=np.int32), (1000, 1))

    moving = map_layout.advance(
        map_layout.begin(np.zeros((1000, 2), np.float32)), Pulls.of(near), 80
    )

    assert np.isfinite(moving.places).all()


@pytest.mark.parametrize("n", [1, 2, 3, 12])
def test_few_photos_stay_finite_and_near(n):
    rows, _ = grouped(n)

    moving, _ = laid_out(rows)

    assert np.isfinite(moving.places).all()
    assert np.abs(moving.places).max() < 60


def test_groups_without_any_pull_between_them_do_not_drift_away():
    rows, _ = grouped(120, n_groups=40, spread=0.01)
    near, _ = neighbours(rows, k=2)
    moving = map_layout.begin(first_picture(rows))

    moving = map_layout.advance(moving, Pulls.of(near), TURNS)

    assert np.abs(moving.places).max() <= 50 + 1.2 * 120**0.5


def test_pulls_go_both_ways_and_are_one_together():
    pulls = Pulls.of(np.array([[1], [2], [1], [-1]], np.int32))

    pairs = set(zip(pulls.by.tolist(), pulls.to.tolist(), strict=True))
    assert pairs == {(0, 1), (1, 0), (1, 2), (2, 1), (3, 3)}
    assert pulls.strength.sum() == pytest.approx(1)
    np.testing.assert_array_equal(pulls.by[pulls.starts], np.arange(4))


def test_a_map_made_again_starts_from_the_old_one(groups):
    (moving, _), _ = groups

    again = map_layout.begin_again(moving.places)

    assert 0 < again.turn < EARLY
    assert np.corrcoef(again.places[:, 0], moving.places[:, 0])[0, 1] > 0.99
