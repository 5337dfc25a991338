"""Near hashes are found by their bands exactly as by looking at all of them."""

import numpy as np
import pytest

from photosim.core.duplicates.phash_index import MOST_BITS, PhashIndex, oriented, transposed
from photosim.core.image import phash_bits


def hashes(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**64, count, dtype=np.uint64)


def altered(one: int, bits: int, seed: int) -> int:
    for bit in np.random.default_rng(seed).choice(64, bits, replace=False).tolist():
        one ^= 1 << bit
    return one


def by_looking(ids: np.ndarray, all_hashes: np.ndarray, one: int) -> list[int]:
    near = [phash_bits.distance(int(h), one) <= MOST_BITS for h in all_hashes]
    return sorted(ids[near].tolist())


def library() -> tuple[np.ndarray, np.ndarray]:
    base = hashes(40)
    copies = [altered(int(h), bits, bits) for h in base[:20] for bits in (0, 7, 9, 10, 11)]
    turned = transposed(base[:20]) ^ np.uint64(0xFF00FF00FF00FF00)
    every = np.concatenate([base, np.array(copies, np.uint64), turned])
    return np.random.default_rng(2).permutation(len(every)) + 1, every


@pytest.mark.parametrize("n_later", [0, 1, 60])
def test_finds_what_looking_at_all_finds_in_all_orientations(n_later):
    ids, every = library()
    first = len(every) - n_later
    bands = PhashIndex(ids[:first], every[:first])
    bands.add(ids[first:], every[first:])

    found = bands.near(every)

    assert [row.tolist() for row in found] == [by_looking(ids, every, int(h)) for h in every]


def test_photo_that_is_added_again_is_there_once_and_many_new_ones_are_banded():
    bands = PhashIndex(np.arange(10), hashes(10))
    bands.add(np.arange(3000), np.concatenate([hashes(10), hashes(2990, 1)]))

    assert [row.tolist() for row in bands.near(hashes(10)[:2])] == [[0], [1]]
    assert bands.near(hashes(2990, 1)[-1:])[0].tolist() == [2999]


def test_nothing_is_near_in_an_empty_library():
    bands = PhashIndex(np.empty(0, np.int64), np.empty(0, np.uint64))

    assert [row.tolist() for row in bands.near(hashes(2))] == [[], []]


def test_orientations_are_those_of_the_distance():
    one = hashes(1)

    assert all(phash_bits.distance(int(one[0]), int(seen)) == 0 for seen in oriented(one)[0])
    assert len(set(oriented(one)[0].tolist())) == 8
