import subprocess
import sys

import numpy as np
import pytest
from support.made_up_map import grouped, neighbours

from photosim.core.map import tsne
from photosim.core.map.placement import first_picture
from photosim.core.map.tsne import EARLY, MANY, TURNS, TsneRun, TurnsOrder


def advanced(near, moving, turns, batch=TURNS, tsne_run=None):
    """What a process makes of some orders, one after the other."""
    tsne_run = tsne_run or TsneRun()
    last = moving.turn + turns
    while moving.turn < last:
        moving = tsne_run.advance(TurnsOrder(near, moving, min(batch, last - moving.turn)))
    return moving


def laid_out(rows, turns=TURNS, **how):
    return advanced(neighbours(rows)[0], tsne.begin(first_picture(rows)), turns, **how)


def nearest(places):
    apart = ((places[:, None] - places[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    return apart.argmin(axis=1)


def assert_same(one, other):
    for name in ("turn", "places", "speed", "gains"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


@pytest.fixture(scope="module")
def groups():
    rows, group = grouped(240)
    return rows, group, laid_out(rows)


def test_alike_photos_lie_side_by_side(groups):
    _, group, moving = groups

    assert moving.has_arrived
    assert (group[nearest(moving.places)] == group).mean() > 0.98


def test_nearest_neighbours_come_nearer_than_in_the_first_picture(groups):
    rows, _, moving = groups
    near, _ = neighbours(rows)

    def share(places):
        """Of the photos, how many lie beside one of their three nearest neighbours."""
        return (near[:, :3] == nearest(places)[:, None]).any(axis=1).mean()

    assert share(moving.places) > 2 * share(first_picture(rows))


def test_turns_cut_into_batches_come_to_the_same_places():
    rows, _ = grouped(60)

    assert_same(laid_out(rows, EARLY + 50), laid_out(rows, EARLY + 50, batch=37))


def test_with_many_photos_batches_come_to_the_same_places_too():
    rows, _ = grouped(MANY)
    near, _ = neighbours(rows)
    start = tsne.begin(first_picture(rows))

    whole = advanced(near, start, 12)

    assert_same(whole, advanced(near, start, 12, batch=5))
    assert np.isfinite(whole.places).all()


def test_another_process_goes_on_where_one_died():
    rows, _ = grouped(60)
    near, _ = neighbours(rows)
    before = laid_out(rows, 100)

    assert_same(advanced(near, before, 200, tsne_run=TsneRun()), laid_out(rows, 300, batch=100))


def test_one_process_may_draw_maps_of_several_libraries_in_turn():
    rows, _ = grouped(60)
    others, _ = grouped(80, seed=2)
    tsne_run = TsneRun()
    before = laid_out(rows, 40, tsne_run=tsne_run)
    laid_out(others, 40, tsne_run=tsne_run)

    after = advanced(neighbours(rows)[0], before, 40, tsne_run=tsne_run)

    assert_same(after, laid_out(rows, 80))


def test_an_order_leaves_what_it_came_with_as_it_was():
    rows, _ = grouped(60)
    near, _ = neighbours(rows)
    tsne_run = TsneRun()
    before = laid_out(rows, 40, tsne_run=tsne_run)
    places, speed, gains = (part.copy() for part in (before.places, before.speed, before.gains))

    advanced(near, before, 40, tsne_run=tsne_run)

    np.testing.assert_array_equal(before.places, places)
    np.testing.assert_array_equal(before.speed, speed)
    np.testing.assert_array_equal(before.gains, gains)


def test_no_more_turns_are_made_than_there_are(groups):
    rows, _, moving = groups

    after = TsneRun().advance(TurnsOrder(neighbours(rows)[0], moving, 10))

    assert_same(after, moving)


@pytest.mark.parametrize("n", [1000, MANY])
def test_thousands_of_equal_photos_stay_finite_and_part(n):
    near = np.tile(np.arange(15, dtype=np.int32), (n, 1))

    moving = advanced(near, tsne.begin(np.zeros((n, 2), np.float32)), 20)

    assert np.isfinite(moving.places).all()
    assert len(np.unique(moving.places, axis=0)) == n


@pytest.mark.parametrize("n", [0, 1, 2, 3, 12])
def test_few_photos_stay_finite(n):
    rows, _ = grouped(n)

    moving = laid_out(rows)

    assert moving.has_arrived
    assert moving.places.shape == (n, 2)
    assert np.isfinite(moving.places).all()


def test_photos_without_any_neighbour_stay_finite():
    rows, _ = grouped(120)
    near, _ = neighbours(rows)
    near[:40] = -1

    moving = advanced(near, tsne.begin(first_picture(rows)), TURNS)

    assert np.isfinite(moving.places).all()


def test_a_picture_of_any_size_and_place_is_a_beginning():
    rows, group = grouped(60)
    near, _ = neighbours(rows)
    framed = first_picture(rows) * 1000 + 5

    moving = advanced(near, tsne.begin(framed), TURNS)

    assert (group[nearest(moving.places)] == group).mean() > 0.98


def test_the_arrangement_of_the_beginning_shows_in_the_end(groups):
    rows, group, _ = groups
    first = first_picture(rows)
    moved = laid_out(rows).places

    def middles(places):
        return np.array([places[group == one].mean(axis=0) for one in range(4)])

    assert np.corrcoef(middles(first).ravel(), middles(moved).ravel())[0, 1] > 0.5


def test_nothing_of_it_is_imported_before_the_first_turns():
    program = (
        "import sys; from photosim.services.map import map_maker;"
        " from photosim.services.runtime import background_worker;"
        " sys.exit(bool({'openTSNE', 'sklearn', 'scipy'} & set(sys.modules)))"
    )

    subprocess.run([sys.executable, "-c", program], check=True)
