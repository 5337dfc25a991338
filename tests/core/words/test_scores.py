"""Scores of words: classes, neighbours, looks, colours, and several words together."""

import numpy as np
import pytest

from photosim.core.records.photos import KEPT_CLASSES
from photosim.core.words import scores as words
from photosim.core.words.class_table import WHOLE, ClassRows, no_rows


def rows(*photos: dict[int, float]) -> ClassRows:
    """A table of photos with some shares of classes."""
    n = len(photos)
    classes = np.zeros((n, KEPT_CLASSES), np.uint16)
    shares = np.zeros((n, KEPT_CLASSES), np.uint16)
    for row, photo in enumerate(photos):
        classes[row, : len(photo)] = list(photo)
        shares[row, : len(photo)] = [WHOLE * share for share in photo.values()]
    zeros = np.zeros(n)
    return ClassRows(
        np.arange(1, n + 1),
        classes,
        shares,
        zeros,
        zeros.astype(np.uint16),
        zeros.astype(np.int32),
    )


def weights(**classes: float) -> np.ndarray:
    found = np.zeros(1000, np.float32)
    for name, weight in classes.items():
        found[int(name[1:])] = weight
    return found


def test_photo_scores_by_its_shares_of_the_classes_meant():
    scores = words.seen(rows({5: 0.8, 9: 0.2}, {9: 1.0}, {}), weights(c5=1.0, c9=0.5))

    np.testing.assert_allclose(scores, [0.9, 0.5, 0], atol=1e-4)


def test_no_photos_have_no_scores():
    assert words.seen(no_rows(), weights(c5=1.0)).shape == (0,)


def test_photos_of_a_second_block_are_scored_as_those_of_the_first():
    one = rows({3: 1.0}, {6: 1.0})
    many = ClassRows(
        *(np.repeat(getattr(one, name), words.BLOCK, axis=0) for name in ClassRows.__slots__)
    )

    scores = words.seen(many, weights(c3=1.0, c6=0.5))

    np.testing.assert_allclose(scores[:: words.BLOCK // 2], [1, 1, 0.5, 0.5], atol=1e-4)


def test_neighbours_lend_their_scores():
    ids = np.array([10, 20, 30])
    near = np.array([[1, 2], [0, -1], [-1, -1]], np.int32)
    around = words.neighbours(ids, ids, near, np.ones((3, 2), np.float32))

    scores = words.among_neighbours(np.array([0.0, 1.0, 0.5], np.float32), around)

    share = words.NEIGHBOURS_SHARE
    np.testing.assert_allclose(scores, [share * 0.75, 1 - share, 0.5], atol=1e-3)


def test_neighbours_that_are_hardly_alike_lend_hardly_anything():
    ids = np.array([10, 20])
    near = np.array([[1], [0]], np.int32)
    around = words.neighbours(ids, ids, near, np.full((2, 1), 0.2, np.float32))

    scores = words.among_neighbours(np.array([0.0, 1.0], np.float32), around)

    np.testing.assert_allclose(scores, [0, 1], atol=0.01)


def test_graph_of_other_photos_is_fitted_to_the_table():
    graph_ids = np.array([10, 20, 40])
    near = np.array([[1, 2], [0, 2], [0, 1]], np.int32)
    around = words.neighbours(np.array([20, 30, 40]), graph_ids, near, np.ones((3, 2), np.float32))

    assert around.near.tolist() == [[-1, 2], [-1, -1], [-1, 0]]  # 10 went, 30 is new
    assert (around.weights > 0).tolist() == [[False, True], [False, False], [False, True]]
    scores = words.among_neighbours(np.array([0.0, 0.7, 1.0], np.float32), around)
    assert scores[1] == np.float32(0.7)


def test_empty_graph_changes_nothing():
    none = np.zeros((0, 15), np.int32)
    around = words.neighbours(np.array([1]), np.zeros(0, np.int64), none, none.astype(np.float32))

    assert words.among_neighbours(np.array([0.3], np.float32), around).tolist() == [np.float32(0.3)]


def test_best_are_ranked_again_by_their_look():
    features = np.eye(4, dtype=np.float32)[[0, 0, 1, 0]]

    ranked = words.by_look(np.array([0.9, 0.8, 0.7, 0.1], np.float32), features)

    assert ranked[3] > ranked[2] and ranked.max() <= 0.9 + 1e-6


@pytest.mark.parametrize("scores", [[], [0.0, 0.0]])
def test_nothing_found_has_no_look(scores):
    scores = np.array(scores, np.float32)

    assert words.by_look(scores, np.ones((len(scores), 4), np.float32)).tolist() == scores.tolist()


def test_scores_settle_between_nothing_and_all():
    settled = words.settled(np.array([0, words.HALF, 10], np.float32))

    np.testing.assert_allclose(settled, [0, 0.5, 1], atol=0.01)


def test_words_together_prefer_photos_with_all_but_forbid_none():
    dog = np.array([1.0, 1.0, 0.0, 0.0], np.float32)
    sofa = np.array([1.0, 0.0, 1.0, 0.0], np.float32)

    both, only_dog, only_sofa, none = words.together([dog, sofa], [1.0, 1.0])

    assert both == pytest.approx(1.0) and none == pytest.approx(0.0)
    assert both > only_dog == only_sofa > none


def test_less_trusted_words_count_less():
    known = np.array([1.0, 0.0], np.float32)
    guessed = np.array([0.0, 1.0], np.float32)

    by_known, by_guess = words.together([known, guessed], [1.0, 0.3])

    assert by_known > by_guess


def test_a_small_share_of_a_colour_counts():
    shares = np.array([[0, 255], [64, 191], [0, 0]], np.uint8)

    np.testing.assert_allclose(words.of_colour(shares, 0), [0, 0.5, 0], atol=0.01)
