"""The nearest of each photo are proposed, however far they are, and no more than those."""

from __future__ import annotations

import numpy as np
import pytest
from support.shelf import Shelf, at

from photosim.core.store.pair_search_state import NearestCosines


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.driver.library.close()


@pytest.mark.parametrize("exact", [True, False])
def test_two_nearest_are_proposed_and_no_more(shelf, exact):
    for number, name in enumerate("abcd"):
        row = np.zeros(8)
        row[0], row[number + 1] = 1.0, 0.9 + number / 100
        shelf.put(name, row)

    found = shelf.ranked(exact=exact)

    assert all(reach.nearest >= reach.second > 0.5 for reach in found.reaches.values())
    assert {"ab", "ac"} <= shelf.named(found.keys)
    assert "cd" not in shelf.named(found.keys)


def test_what_is_far_is_not_proposed_though_nothing_is_nearer(shelf):
    shelf.put("a", at(0))
    shelf.put("b", at(85))

    assert not shelf.ranked().keys


def test_new_photo_that_comes_near_an_old_one_is_compared_with_it(shelf):
    for name, degrees in zip("abc", (0, 50, 52), strict=False):
        shelf.put(name, at(degrees))
    first = shelf.ranked()
    with shelf.driver.library.store.transaction():
        shelf.driver.library.store.pair_search_state.put(first.reaches)
    shelf.put("d", at(-45))

    found = shelf.ranked("d")

    assert shelf.named(found.keys) == {"ad"}
    a = shelf.driver.id_of("a")
    assert found.reaches[a].nearest > first.reaches[a].nearest


def test_photo_without_direction_is_searched_and_near_nothing(shelf):
    shelf.put("a", np.zeros(8))
    shelf.put("b", np.full(8, np.nan))
    shelf.put("c", at(0))
    shelf.put("d", at(1))

    found = shelf.ranked()

    assert len(found.reaches) == 4
    assert found.reaches[shelf.driver.id_of("a")] == NearestCosines(0.0, 0.0)
    assert shelf.named(found.keys) == {"cd"}
