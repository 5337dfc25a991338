"""Comparing everything with everything finds each near pair once, whatever the tiles."""

from __future__ import annotations

import numpy as np
import pytest

from photosim.core.duplicates import all_pairs as module
from photosim.core.duplicates.all_pairs import MOST_NEAR, ROWS, AllPairs


def directions(n: int, dim: int = 16) -> np.ndarray:
    rows = np.random.default_rng(n).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def pairs(all_pairs: AllPairs) -> list[tuple[int, int]]:
    return [
        (photo, other)
        for near in all_pairs.blocks()
        if near is not None
        for photo, others in near.items()
        for other in others.tolist()
    ]


@pytest.mark.parametrize("n", [0, 1, 2, ROWS, ROWS + 1, 3 * ROWS - 7])
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_each_near_pair_with_a_wanted_photo_is_found_once(n, share):
    rows, ids = directions(n), np.arange(n, dtype=np.int64) * 3 + 1
    n_wanted = int(n * share)

    found = pairs(AllPairs(ids, rows, n_wanted, 0.5))

    cosines = rows @ rows.T
    expected = {
        (int(ids[i]), int(ids[j]))
        for i, j in np.argwhere(cosines >= 0.5)
        if j < i and i >= n - n_wanted
    }
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_every_wanted_photo_comes_up_also_without_a_near_one():
    rows = np.eye(5, dtype=np.float32)

    (near,) = [near for near in AllPairs(np.arange(5), rows, 5, 0.5).blocks() if near is not None]

    assert {photo: others.tolist() for photo, others in near.items()} == {i: [] for i in range(5)}


def test_of_an_endless_series_the_nearest_are_kept():
    angles = np.linspace(0, 1, MOST_NEAR + 50)
    rows = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    found = pairs(AllPairs(np.arange(len(rows)), rows, 1, 0.5))

    last = len(rows) - 1
    assert {photo for photo, _ in found} == {last}
    assert [other for _, other in found] == [last - 1 - step for step in range(MOST_NEAR)]


def test_a_turn_is_one_tile_of_bounded_size():
    n = module.COLUMNS + ROWS
    steps = list(AllPairs(np.arange(n), directions(n, 4), ROWS, 0.999999).blocks())

    assert [step is None for step in steps] == [True, True, False]
