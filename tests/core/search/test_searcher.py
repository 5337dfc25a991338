"""A search is exact, finds equal bytes and near hashes, and shows nothing that is dead."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.fakes import FakeIndex, examined

from photosim.core.index.vector_index import has_direction
from photosim.core.records.photos import Evidence, Stamp
from photosim.core.search.searcher import HASH_BITS, HashTable, Searcher, hash_distance
from photosim.core.store import Store


@dataclass(frozen=True)
class Look:
    """What an examined query picture looks like; far from everything unless told otherwise."""

    features: np.ndarray
    phashes: np.ndarray
    content_hash: str = "00" * 32
    is_part: bool = False


def look(*views: list[float], phashes: tuple[int, ...] = (0,), content_hash: str = "00" * 32):
    return Look(np.array(views, np.float32), np.array(phashes, np.uint64), content_hash)


class Squeeze:
    """A projection that keeps the first two of four components and adds a constant third."""

    dim = 3

    def apply(self, features):
        rows = np.concatenate([features[:, :2], np.ones((len(features), 1))], axis=1)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class Shelf:
    """A store, an index and a table of hashes, filled by hand."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.index = FakeIndex(Squeeze.dim)
        self.hashes = HashTable(*store.photos.phashes())
        self.model = store.embeddings.model("one")
        self.folder = store.folders.add(b"/photos").id

    @property
    def searcher(self) -> Searcher:
        return Searcher(self.store, self.index, self.hashes, Squeeze(), self.model)

    def put(self, name: str, features: list[float], phash: int = 2**64 - 1) -> int:
        row = np.array(features, np.float16)
        found = examined(name, features=row, phash=phash)
        photo = self.store.photos.put(found, Stamp(1, 1))
        self.store.embeddings.put(photo, self.model, found)
        self.store.files.add(self.folder, b"", {name.encode(): Stamp(1, 1)})
        (file,) = self.store.files.rows(self.folder, b"", [name.encode()])
        self.store.files.done(file.id, file.stamp, photo)
        self.hashes.add(photo, phash)
        if has_direction(row[None])[0]:
            self.index.add(np.array([photo]), Squeeze().apply(row[None].astype(np.float32)))
        return photo

    def lose(self, name: str) -> None:
        """The file goes; the index has not followed yet or, with the photo, the hashes never do."""
        rows = self.store.files.rows(self.folder, b"", [name.encode()])
        self.store.files.remove(row.id for row in rows)
        photos = [row.photo_id for row in rows]
        self.index.remove(np.intersect1d(photos, self.index.ids()))


@pytest.fixture
def shelf(tmp_path):
    store = Store.open(tmp_path / "library.db")
    yield Shelf(store)
    store.close()


def found(matches) -> list[int]:
    return [match.photo_id for match in matches]


def test_nearest_photo_comes_first_with_its_exact_distance(shelf):
    far = shelf.put("far", [0, 1, 0, 0])
    near = shelf.put("near", [3, 4, 0, 0])

    matches = shelf.searcher.search(look([1, 0, 0, 0]), 5).matches

    assert found(matches) == [near, far]
    assert [match.distance for match in matches] == pytest.approx([0.4, 1.0], abs=1e-3)
    assert {match.evidence for match in matches} == {Evidence.EMBEDDING}


def test_distance_is_of_the_stored_features_not_of_the_projected_ones(shelf):
    squeezed_away = shelf.put("other", [1, 0, 9, 9])  # the projection sees the query's own
    true = shelf.put("true", [1, 0.5, 0, 0])

    matches = shelf.searcher.search(look([1, 0, 0, 0]), 2).matches

    assert found(matches) == [true, squeezed_away]
    assert matches[1].distance == pytest.approx(1 - 1 / np.sqrt(163), abs=1e-3)


def test_best_view_of_the_query_counts(shelf):
    upright = shelf.put("upright", [1, 0, 0, 0])
    turned = shelf.put("turned", [0, 1, 0, 0])

    matches = shelf.searcher.search(look([0.8, 0.6, 0, 0], [0, 1, 0, 0]), 2).matches

    assert found(matches) == [turned, upright]
    assert matches[0].distance == pytest.approx(0, abs=1e-3)


def test_equal_bytes_are_the_same_file_at_distance_nothing(shelf):
    shelf.put("like it", [1, 0, 0, 0])
    same = shelf.put("same", [0, 1, 0, 0])

    query = look([1, 0, 0, 0], content_hash=examined("same").content_hash)
    matches = shelf.searcher.search(query, 5).matches

    assert (matches[0].photo_id, matches[0].distance) == (same, 0.0)
    assert matches[0].evidence is Evidence.SAME_FILE
    assert found(matches).count(same) == 1


def test_who_searches_with_a_file_of_the_library_is_told_of_that_file(shelf):
    same = shelf.put("same", [0, 1, 0, 0])
    shelf.store.files.add(shelf.folder, b"trip", {b"again.jpg": Stamp(1, 1)})
    (again,) = shelf.store.files.rows(shelf.folder, b"trip", [b"again.jpg"])
    shelf.store.files.done(again.id, again.stamp, same)
    query = look([1, 0, 0, 0], content_hash=examined("same").content_hash)

    told = [
        shelf.searcher.search(query, 5, path=path).matches[0].file
        for path in (b"/photos/trip/again.jpg", b"/photos/same", b"/elsewhere.jpg", b"")
    ]

    assert [file and file.path for file in told] == [
        "/photos/trip/again.jpg",
        "/photos/same",
        None,
        None,
    ]


def test_the_photo_that_the_query_is_a_part_of_comes_first_and_says_why(shelf):
    whole = shelf.put("a", [1, 0, 0, 0])
    alike = shelf.put("b", [0, 1, 0, 0])
    content = examined("a").content_hash
    asked = replace(look([0, 1, 0, 0], content_hash=content), is_part=True)

    matches = shelf.searcher.search(asked, 5).matches

    assert found(matches) == [whole, alike]
    assert (matches[0].distance, matches[0].evidence) == (0.0, Evidence.PART)


def test_near_hash_finds_what_the_embedding_does_not(shelf):
    for number in range(250):  # more than the index is asked for
        shelf.put(f"{number}", [1, number / 1e4, 0, 0])
    copy = shelf.put("blurred", [0, 0, 1, 0], phash=0b111)

    matches = shelf.searcher.search(look([1, 0, 0, 0], phashes=(0,)), 251).matches

    match = next(match for match in matches if match.photo_id == copy)
    assert match.distance == pytest.approx(hash_distance(3))
    assert match.evidence is Evidence.EMBEDDING


def test_near_hash_with_a_near_embedding_is_the_same_picture(shelf):
    copy = shelf.put("copy", [1, 0.1, 0, 0], phash=0b1)

    (match,) = shelf.searcher.search(look([1, 0, 0, 0], phashes=(2**63, 0)), 5).matches

    assert (match.photo_id, match.evidence) == (copy, Evidence.PROBABLY_SAME)
    assert 0 < match.distance < hash_distance(1)


def test_hash_beyond_its_limit_says_nothing(shelf):
    shelf.put("other", [0, 1, 0, 0], phash=2 ** (HASH_BITS + 1) - 1)

    (match,) = shelf.searcher.search(look([1, 0, 0, 0], phashes=(0,)), 5).matches

    assert match.distance == pytest.approx(1)


def test_dead_photos_are_found_neither_by_bytes_nor_by_hash(shelf):
    shelf.put("dead", [1, 0, 0, 0], phash=0)
    alive = shelf.put("alive", [0, 1, 0, 0])
    shelf.lose("dead")

    query = look([1, 0, 0, 0], phashes=(0,), content_hash=examined("dead").content_hash)

    assert found(shelf.searcher.search(query, 5).matches) == [alive]


def test_dead_photo_is_like_nothing(shelf):
    dead = shelf.put("dead", [1, 0, 0, 0])
    shelf.put("alive", [1, 0, 0, 0])
    shelf.lose("dead")

    assert shelf.searcher.like(dead, 5).matches == ()
    assert shelf.searcher.like(12345, 5).matches == ()


@pytest.mark.parametrize("k", [0, 1, 3, 1000])
def test_never_more_than_k(shelf, k):
    for number in range(6):
        shelf.put(f"{number}", [1, number, 0, 0], phash=0)
    query = look([1, 0, 0, 0], phashes=(0,), content_hash=examined("5").content_hash)

    assert len(shelf.searcher.search(query, k).matches) == min(k, 6)
    assert len(shelf.searcher.like(shelf.index.ids()[0], k).matches) == min(k, 6)


def test_a_first_look_weighs_fewer_candidates_and_a_whole_one_finds_what_the_index_saw_far(shelf):
    # the projection keeps two components: by them the first is nearer, by all four the second
    shelf.put("near in the index", [1.0, 0.0, 0.0, 1.0])
    better = shelf.put("near in truth", [1.0, 0.2, 0.0, 0.0])
    query = look([1.0, 0.0, 0.0, 0.0])

    first = shelf.searcher.search(query, 1, n_exact=1).matches
    whole = shelf.searcher.search(query, 1).matches

    assert len(first) == 1
    assert first[0].photo_id != better
    assert [match.photo_id for match in whole] == [better]


def test_equal_distances_come_by_id(shelf):
    ids = [shelf.put(name, [1, 1, 0, 0]) for name in "zyxw"]

    assert found(shelf.searcher.search(look([1, 0, 0, 0]), 10).matches) == ids


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, -np.inf])
def test_photo_without_direction_disturbs_nobody_and_is_like_nothing(shelf, value):
    photo = shelf.put("a", [1, 0, 0, 0])
    odd = shelf.put("odd", [value] * 4, phash=0b11)

    matches = shelf.searcher.search(look([1, 0, 0, 0], phashes=(0,)), 5).matches

    assert found(matches) == [photo, odd]
    assert matches[1].distance == pytest.approx(hash_distance(2))
    assert found(shelf.searcher.like(odd, 5).matches)[0] == odd


def test_query_without_direction_is_answered_by_its_hash(shelf):
    shelf.put("a", [1, 0, 0, 0])
    copy = shelf.put("copy", [0, 1, 0, 0], phash=0)

    matches = shelf.searcher.search(look([0, 0, 0, 0], phashes=(0,)), 5).matches

    assert found(matches) == [copy]


def test_empty_library_has_no_matches(shelf):
    assert shelf.searcher.search(look([1, 0, 0, 0]), 5).matches == ()


def test_photo_is_most_like_itself(shelf):
    ids = [shelf.put(f"{n}", [1, n, 0, 0]) for n in range(5)]

    matches = shelf.searcher.like(ids[2], 10).matches

    assert (matches[0].photo_id, matches[0].distance) == (ids[2], 0.0)
    assert sorted(found(matches)) == ids


VECTORS = st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=1, max_size=12)


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(VECTORS, st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_order_is_that_of_the_exact_cosine(tmp_path_factory, vectors, query):
    store = Store.open(tmp_path_factory.mktemp("library") / "library.db")
    shelf = Shelf(store)
    ids = {
        shelf.put(str(number), vector): vector
        for number, vector in enumerate(vectors)
        if any(vector)
    }
    ask = np.array(query, np.float32)

    matches = shelf.searcher.search(look(query), 50).matches

    rows = {i: np.array(v, np.float32) for i, v in ids.items()}
    exact = {i: 1 - v @ ask / np.linalg.norm(v) / np.linalg.norm(ask) for i, v in rows.items()}
    assert sorted(found(matches)) == sorted(ids)
    for match in matches:
        assert match.distance == pytest.approx(max(0, exact[match.photo_id]), abs=1e-5)
    distances = [match.distance for match in matches]
    assert distances == sorted(distances)
    store.close()


# hashes


def table(hashes: dict[int, int]) -> HashTable:
    return HashTable(np.array(list(hashes), np.int64), np.array(list(hashes.values()), np.uint64))


@given(
    st.dictionaries(st.integers(1, 50), st.integers(0, 2**64 - 1), max_size=20),
    st.dictionaries(st.integers(1, 50), st.integers(0, 2**64 - 1), max_size=20),
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=8),
    st.integers(0, 40),
)
def test_near_hashes_are_all_found_and_no_others(old, new, queries, bits):
    hashes = table(old)
    for photo_id, value in new.items():
        hashes.add(photo_id, value)

    near = hashes.near(np.array(queries, np.uint64), bits)

    distances = {i: min((h ^ q).bit_count() for q in queries) for i, h in (old | new).items()}
    assert near == {i: d for i, d in distances.items() if d <= bits}


def test_hash_of_a_photo_is_its_newest(shelf):
    hashes = table({1: 5, 2: 2**64 - 1})
    hashes.add(1, 6)

    assert hashes.of(1).tolist() == [6]
    assert hashes.of(2).tolist() == [2**64 - 1]
    assert hashes.of(3).tolist() == []
