"""What is proposed for comparing, and that it does not depend on the order of indexing."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from driver import Driver
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.candidates import FIRST_K, Candidates, Proposals
from photosim.core.hash_bands import HashBands
from photosim.core.index import ExactIndex
from photosim.core.neighbours import ExactNeighbours, IndexNeighbours
from photosim.core.pair import Thresholds
from photosim.core.records import Metadata
from photosim.core.search import has_direction
from photosim.core.store.pairs import Reach


class Faithful:
    """A projection that loses nothing."""

    dim = 8

    def apply(self, features: np.ndarray) -> np.ndarray:
        return features / np.linalg.norm(features, axis=1, keepdims=True)


class Shelf:
    """A library of photos with chosen features, hashes and times."""

    def __init__(self, folder) -> None:
        self.driver = Driver(folder)
        self.driver.watch()

    def put(self, name: str, features, phash: int = 0, **more) -> None:
        row = np.array(features, np.float16)
        self.driver.more[name.encode()] = {"features": row, "phash": phash, **more}
        self.driver.put(f"{name}.jpg", name)

    def search(self, *names: str, exact: bool = True) -> Proposals:
        """The proposals of photos, of all without any named, after indexing."""
        self.driver.run()
        store, model = self.driver.library.store, self.driver.library.serving.number
        ids = store.embeddings.ids(model)
        if exact:
            *_, neighbours = ExactNeighbours.load(store, Faithful(), model, ids)
        else:
            index = ExactIndex(8)
            there, features = store.embeddings.features(ids, model)
            usable = has_direction(features)
            index.add(there[usable], features[usable])
            neighbours = IndexNeighbours(index)
        hashes = HashBands(*store.photos.phashes())
        candidates = Candidates(store, neighbours, hashes, Faithful(), model, Thresholds())
        wanted = [self.driver.id_of(name) for name in names]
        return candidates.of(wanted or ids.tolist())

    def named(self, keys) -> set[str]:
        """Pairs by the names of their photos, each one letter."""
        return {"".join(sorted(self._name(number) for number in key)) for key in keys}

    def _name(self, photo_id: int) -> str:
        (photo,) = self.driver.library.store.photos.get([photo_id])
        return photo.name[:1]


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.driver.library.close()


def at(degrees: float) -> list[float]:
    """Features whose cosine with others is that of the angle between."""
    radians = np.radians(degrees)
    return [np.cos(radians), np.sin(radians), 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("exact", [True, False])
def test_near_embeddings_propose_at_once_and_far_ones_not(shelf, exact):
    hashes = np.random.default_rng(0).integers(0, 2**64, 4, dtype=np.uint64).tolist()
    for name, degrees, phash in zip("abcd", (0, 20, 45, 90), hashes, strict=True):
        shelf.put(name, at(degrees), phash)

    found = shelf.search(exact=exact)

    assert shelf.named(found.soon) == {"ab", "bc"}
    assert "ad" not in shelf.named(found.later)


def test_near_hash_needs_an_embedding_that_is_not_far(shelf):
    shelf.put("a", at(0), 0b1111)
    shelf.put("b", at(60), 0b0001)
    shelf.put("c", at(89), 0b0011)

    assert shelf.named(shelf.search().soon) >= {"ab", "bc"}
    assert "ac" not in shelf.named(shelf.search().soon)


def test_shots_of_one_moment_and_camera_need_less(shelf):
    hashes = np.random.default_rng(1).integers(0, 2**64, 4, dtype=np.uint64).tolist()
    taken = datetime(2024, 5, 1, 12, 0, 0)
    minutes = {"a": 0, "b": 1, "c": 30}
    for (name, minute), phash in zip(minutes.items(), hashes, strict=False):
        metadata = Metadata(taken=taken + timedelta(minutes=minute), camera="Canon")
        shelf.put(name, at(40 if name == "a" else 0), phash, metadata=metadata)
    shelf.put("d", at(0), hashes[3], metadata=Metadata(taken=taken, camera="Nikon"))

    soon = shelf.named(shelf.search().soon)

    assert "ab" in soon
    assert not {"ac", "ad"} & soon


def test_two_nearest_wait_for_later_and_no_more(shelf):
    hashes = np.random.default_rng(2).integers(0, 2**64, 8, dtype=np.uint64).tolist()
    for number, (name, phash) in enumerate(zip("abcd", hashes, strict=False)):
        row = np.zeros(8)
        row[0], row[number + 1] = 1.0, 0.9 + number / 100
        shelf.put(name, row, phash)

    found = shelf.search()

    assert not found.soon
    assert all(reach.nearest >= reach.second > 0.5 for reach in found.reaches.values())
    assert {"ab", "ac"} <= shelf.named(found.later)
    assert "cd" not in shelf.named(found.later)


def test_new_photo_that_comes_near_an_old_one_is_compared_with_it(shelf):
    hashes = np.random.default_rng(3).integers(0, 2**64, 8, dtype=np.uint64).tolist()
    for name, degrees, phash in zip("abc", (0, 50, 52), hashes, strict=False):
        shelf.put(name, at(degrees), phash)
    first = shelf.search()
    with shelf.driver.library.store.transaction():
        shelf.driver.library.store.pairs.searched(first.reaches)
    shelf.put("d", at(-45), hashes[5])

    found = shelf.search("d")

    assert shelf.named(found.later) == {"ad"}
    a = shelf.driver.id_of("a")
    assert found.reaches[a].nearest > first.reaches[a].nearest


def test_photo_without_direction_is_searched_and_alike_nothing(shelf):
    shelf.put("a", np.zeros(8))
    shelf.put("b", np.full(8, np.nan))
    shelf.put("c", at(0))
    shelf.put("d", at(1))

    found = shelf.search()

    assert shelf.named(found.soon) == {"cd"}
    assert len(found.reaches) == 4
    assert found.reaches[shelf.driver.id_of("a")] == Reach(0.0, 0.0)


def test_photo_that_is_gone_is_proposed_to_nobody(shelf):
    for name in "abc":
        shelf.put(name, at(0))
    shelf.driver.run()
    (shelf.driver.photos / "c.jpg").unlink()

    assert shelf.named(shelf.search().soon) == {"ab"}


@pytest.mark.parametrize("exact", [True, False])
def test_series_longer_than_the_first_look_is_found_whole(tmp_path, exact):
    shelf = Shelf(tmp_path)
    n = 3 * FIRST_K
    for number in range(n):
        shelf.put(f"{number:03}", at(number / n), phash=number << 20)

    found = shelf.search(exact=exact)

    assert len(found.soon) == n * (n - 1) // 2


@given(st.permutations(range(12)), st.integers(1, 11))
def test_order_of_indexing_does_not_matter(tmp_path_factory, order, cut):
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    angles = np.random.default_rng(5).uniform(0, 80, 12)
    hashes = np.random.default_rng(6).integers(0, 2**64, 12, dtype=np.uint64)
    soon: set = set()
    for part in (order[:cut], order[cut:]):
        for number in part:
            shelf.put("abcdefghijkl"[number], at(angles[number]), int(hashes[number]))
        found = shelf.search(*("abcdefghijkl"[number] for number in part))
        soon |= found.soon

    cosines = {
        "".join(sorted((one, other))): np.cos(np.radians(a - b))
        for one, a in zip("abcdefghijkl", angles, strict=True)
        for other, b in zip("abcdefghijkl", angles, strict=True)
        if one != other
    }
    assert shelf.named(soon) == {pair for pair, cosine in cosines.items() if cosine >= 0.8}
    shelf.driver.library.close()
