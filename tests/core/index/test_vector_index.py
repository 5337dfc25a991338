"""What every index does, asked of the graph and of its exact twin."""

import numpy as np
import pytest

from photosim.core.index.hnsw import HnswIndex
from photosim.core.index.vector_index import ExactIndex, VectorIndex

DIM = 16


@pytest.fixture(params=[ExactIndex, HnswIndex])
def index(request) -> VectorIndex:
    return request.param.create(DIM, capacity=4)


def vectors(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, DIM)).astype(np.float32)


def test_a_photo_finds_itself_first(index):
    rows = vectors(50)
    index.add(np.arange(100, 150), rows)

    ids, distances = index.search(rows, 3)

    assert ids.dtype == np.int64
    assert distances.dtype == np.float32
    assert ids.shape == distances.shape == (50, 3)
    assert ids[:, 0].tolist() == list(range(100, 150))
    assert distances[:, 0] == pytest.approx(0, abs=1e-6)
    assert (np.diff(distances) >= 0).all()


def test_distance_is_cosine_distance_whatever_the_lengths(index):
    index.add(np.array([1, 2, 3]), np.eye(3, DIM, dtype=np.float32) * [[1], [20], [0.01]])

    ids, distances = index.search(np.array([[3.0, 4.0] + [0.0] * (DIM - 2)], np.float32), 3)

    assert ids.tolist() == [[2, 1, 3]]
    assert distances[0] == pytest.approx([0.2, 0.4, 1.0], abs=1e-6)


def test_an_empty_index_answers_with_nothing(index):
    ids, distances = index.search(vectors(2), 5)

    assert ids.shape == distances.shape == (2, 0)
    assert len(index) == 0
    assert index.ids().tolist() == []


def test_no_query_gets_no_answer(index):
    index.add(np.array([1]), vectors(1))

    ids, distances = index.search(vectors(0), 5)

    assert ids.shape == distances.shape == (0, 1)


def test_asking_for_more_than_there_is_gives_all(index):
    index.add(np.arange(30), vectors(30))

    ids, _ = index.search(vectors(1, seed=1), 1000)

    assert sorted(ids[0].tolist()) == list(range(30))


def test_removed_photos_are_not_found(index):
    rows = vectors(40)
    index.add(np.arange(40), rows)

    index.remove(np.arange(0, 40, 2))

    ids, _ = index.search(rows, 20)
    assert len(index) == 20
    assert (ids % 2 == 1).all()
    assert index.ids().tolist() == list(range(1, 40, 2))


def test_when_all_are_removed_nothing_is_found(index):
    rows = vectors(40)
    index.add(np.arange(40), rows)

    index.remove(np.arange(40))

    assert index.search(rows, 3)[0].shape == (40, 0)
    assert len(index) == 0


def test_a_removed_photo_can_come_back(index):
    rows = vectors(10)
    index.add(np.arange(10), rows)
    index.remove(np.array([3, 4]))

    index.add(np.array([3, 4]), rows[3:5])

    assert index.search(rows, 1)[0][:, 0].tolist() == list(range(10))


def test_a_removed_photo_can_come_back_with_another_vector(index):
    rows = vectors(11)
    index.add(np.arange(10), rows[:10])
    index.remove(np.array([3]))

    index.add(np.array([3]), rows[10:])

    ids, distances = index.search(rows[10:], 1)
    assert ids.tolist() == [[3]]
    assert distances[0, 0] == pytest.approx(0, abs=1e-6)
    assert len(index) == 10


def test_photos_with_equal_vectors_are_all_found(index):
    rows = vectors(20)
    index.add(np.arange(20), rows)
    index.add(np.array([70, 50, 60]), np.repeat(rows[5:6] * 7, 3, axis=0))

    ids, distances = index.search(rows[5:6], 5)

    assert ids[0, :4].tolist() == [5, 50, 60, 70]
    assert distances[0, :4] == pytest.approx(0, abs=1e-6)
    assert len(index) == 23


def test_of_equal_photos_the_others_stay_when_the_first_goes(index):
    index.add(np.array([1, 2, 3]), np.repeat(vectors(1), 3, axis=0))

    index.remove(np.array([1]))

    assert index.search(vectors(1), 5)[0].tolist() == [[2, 3]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 0.0])
def test_a_vector_without_a_direction_is_refused_and_nothing_is_added(index, bad):
    rows = vectors(5)
    rows[3] = bad

    with pytest.raises(ValueError):
        index.add(np.arange(5), rows)
    with pytest.raises(ValueError):
        index.search(rows, 1)

    assert len(index) == 0


def test_one_component_that_is_not_finite_is_enough_to_refuse(index):
    rows = vectors(5)
    rows[3, 2] = np.nan

    with pytest.raises(ValueError):
        index.add(np.arange(5), rows)


def test_another_dimension_is_refused(index):
    with pytest.raises(ValueError):
        index.add(np.array([1]), np.ones((1, DIM + 1), np.float32))
    with pytest.raises(ValueError):
        index.search(np.ones(DIM, np.float32), 1)


def test_an_id_is_added_once(index):
    index.add(np.array([1, 2]), vectors(2))

    with pytest.raises(ValueError):
        index.add(np.array([3, 2]), vectors(2, seed=1))
    with pytest.raises(ValueError):
        index.add(np.array([4, 4]), vectors(2, seed=1))
    with pytest.raises(ValueError):
        index.add(np.array([4]), vectors(2, seed=1))

    assert index.ids().tolist() == [1, 2]


def test_removing_what_is_not_there_is_refused_and_nothing_is_removed(index):
    index.add(np.array([1, 2]), vectors(2))

    with pytest.raises(ValueError):
        index.remove(np.array([1, 9]))

    assert index.ids().tolist() == [1, 2]


def test_k_below_one_is_refused(index):
    with pytest.raises(ValueError):
        index.search(vectors(1), 0)


def test_large_components_do_not_overflow(index):
    index.add(np.array([1, 2]), vectors(2) * np.float32(1e30))

    assert index.search(vectors(2), 1)[0].tolist() == [[1], [2]]
