"""Which pairs are likely, and that it does not depend on the order of indexing."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.shelf import Shelf, at

from photosim.core.duplicates.phash_index import transposed
from photosim.core.index.neighbours import FIRST_K
from photosim.core.records.photos import Metadata


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.driver.library.close()


@pytest.mark.parametrize("swept", [True, False])
def test_near_embeddings_are_likely_and_far_ones_not(shelf, swept):
    hashes = np.random.default_rng(0).integers(0, 2**64, 4, dtype=np.uint64).tolist()
    for name, degrees, phash in zip("abcd", (0, 20, 45, 90), hashes, strict=True):
        shelf.put(name, at(degrees), phash)

    assert shelf.named(shelf.likely(swept=swept)) == {"ab", "bc"}


def test_near_hash_needs_an_embedding_that_is_not_far(shelf):
    shelf.put("a", at(0), 0b1111)
    shelf.put("b", at(60), 0b0001)
    shelf.put("c", at(89), 0b0011)

    found = shelf.named(shelf.likely())

    assert found >= {"ab", "bc"}
    assert "ac" not in found


def test_picture_that_lies_on_its_side_is_likely_though_the_model_takes_it_for_another_thing(shelf):
    upright = np.random.default_rng(3).integers(0, 2**64, 1, dtype=np.uint64)
    turned = int(transposed(upright)[0]) ^ 0b11111_00000_00000_11111
    shelf.put("a", at(0), int(upright[0]))
    shelf.put("b", at(75), turned)
    shelf.put("c", at(75), turned ^ 0b11 << 30)

    assert shelf.named(shelf.likely()) == {"ab", "bc"}


def test_shots_of_one_moment_and_camera_need_less(shelf):
    hashes = np.random.default_rng(1).integers(0, 2**64, 4, dtype=np.uint64).tolist()
    taken = datetime(2024, 5, 1, 12, 0, 0)
    minutes = {"a": 0, "b": 1, "c": 30}
    for (name, minute), phash in zip(minutes.items(), hashes, strict=False):
        metadata = Metadata(taken=taken + timedelta(minutes=minute), camera="Canon")
        shelf.put(name, at(40 if name == "a" else 0), phash, metadata=metadata)
    shelf.put("d", at(0), hashes[3], metadata=Metadata(taken=taken, camera="Nikon"))

    likely = shelf.named(shelf.likely())

    assert "ab" in likely
    assert not {"ac", "ad"} & likely


def test_photo_that_is_gone_is_proposed_to_nobody(shelf):
    for name in "abc":
        shelf.put(name, at(0))
    shelf.driver.run()
    (shelf.driver.photos / "c.jpg").unlink()

    assert shelf.named(shelf.likely()) == {"ab"}


def test_photo_without_direction_is_like_nothing(shelf):
    shelf.put("a", np.zeros(8))
    shelf.put("b", np.full(8, np.nan))
    shelf.put("c", at(0))
    shelf.put("d", at(1))

    assert shelf.named(shelf.likely()) == {"cd"}
    assert shelf.named(shelf.likely("a", "b", "c", swept=False)) == {"cd"}


@pytest.mark.parametrize("swept", [True, False])
def test_series_longer_than_the_first_look_is_found_whole(tmp_path, swept):
    shelf = Shelf(tmp_path)
    n = 3 * FIRST_K
    for number in range(n):
        shelf.put(f"{number:03}", at(number / n), phash=number << 20)

    assert len(shelf.likely(swept=swept)) == n * (n - 1) // 2


@pytest.mark.parametrize("swept", [True, False])
@given(order=st.permutations(range(12)), cut=st.integers(1, 11))
def test_order_of_indexing_does_not_matter(tmp_path_factory, swept, order, cut):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    angles = np.random.default_rng(5).uniform(0, 80, 12)
    hashes = np.random.default_rng(6).integers(0, 2**64, 12, dtype=np.uint64)
    likely: set = set()
    for part in (order[:cut], order[cut:]):
        for number in part:
            shelf.put("abcdefghijkl"[number], at(angles[number]), int(hashes[number]))
        likely |= shelf.likely(*("abcdefghijkl"[number] for number in part), swept=swept)

    cosines = {
        "".join(sorted((one, other))): np.cos(np.radians(a - b))
        for one, a in zip("abcdefghijkl", angles, strict=True)
        for other, b in zip("abcdefghijkl", angles, strict=True)
        if one != other
    }
    assert shelf.named(likely) == {pair for pair, cosine in cosines.items() if cosine >= 0.8}
    shelf.driver.library.close()
