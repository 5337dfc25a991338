import numpy as np
import pytest

from photosim.core.repulsion import Repulsion


def exactly(places):
    """The forces, and the sum, as they are defined."""
    apart = places[:, None] - places[None]
    near = 1 / (1 + (apart**2).sum(axis=2))
    return (apart * (near**2)[:, :, None]).sum(axis=1), near.sum() - len(places)


@pytest.mark.parametrize("width", [1e-4, 3.0, 40.0])
def test_forces_are_nearly_those_of_the_definition(width):
    places = (np.random.default_rng(1).standard_normal((300, 2)) * width).astype(np.float32)

    forces, total = Repulsion().forces(places)

    wanted, wanted_total = exactly(places.astype(np.float64))
    error = np.sqrt(((forces - wanted) ** 2).mean())
    assert error < 0.04 * max(np.sqrt((wanted**2).mean()), 1)
    assert total == pytest.approx(wanted_total, rel=0.06)


def test_the_grid_follows_the_points():
    repulsion = Repulsion()
    places = np.random.default_rng(1).standard_normal((50, 2)).astype(np.float32)
    before, _ = repulsion.forces(places)

    repulsion.forces(places * 100)
    again, _ = repulsion.forces(places)

    np.testing.assert_array_equal(before, again)


def test_a_single_point_feels_nothing():
    forces, total = Repulsion().forces(np.zeros((1, 2), np.float32))

    np.testing.assert_allclose(forces, 0, atol=1e-3)
    assert total == pytest.approx(0, abs=0.01)
