"""A picture more like words: the last layer's weights, and what is said without them."""

from dataclasses import replace

import numpy as np
import pytest

from photosim.core.errors import ModelError, ModelFault, WordFault
from photosim.core.model import card as cards
from photosim.core.words import steering
from photosim.core.words.steering import ClassifierHead

CARD = cards.load(cards.shipped())


def test_direction_is_that_of_the_classes_rows():
    head = ClassifierHead(np.array([[10, 0, 0], [0, 100, 0]], np.int8))

    direction = head.direction(np.array([1.0, 0.5], np.float32))

    np.testing.assert_allclose(direction, [1.0, 0.5, 0], atol=1e-5)


def test_features_that_speak_against_the_words_are_dropped():
    changed = steering.steered(
        np.ones((2, 3), np.float32), np.array([[4.0, -1.0, 0.0]], np.float32)
    )

    assert changed.shape == (2, 3)
    assert (changed[:, 0] > 0).all() and (changed[:, 1:] == 0).all()


def test_each_word_counts_alike_however_long_its_direction():
    one = np.array([[1.0, 0.0]], np.float32)
    both = steering.steered(np.ones((1, 2), np.float32), np.concatenate([100 * one, one[:, ::-1]]))

    np.testing.assert_allclose(both[0, 0], both[0, 1])


def test_shipped_head_fits_its_card():
    head = ClassifierHead.load(CARD)

    assert head.direction(np.ones(1000, np.float32)).shape == (CARD.feature_dim,)


def test_model_without_a_head_says_so():
    with pytest.raises(ModelError, match=WordFault.NO_LAST_LAYER):
        ClassifierHead.load(replace(CARD, head=None))


def test_damaged_head_is_refused(tmp_path):
    copy = tmp_path / "head.npy"
    assert CARD.head is not None
    copy.write_bytes(CARD.head.read_bytes()[:-1] + b"x")

    with pytest.raises(ModelError, match=ModelFault.OTHER_FILE):
        ClassifierHead.load(replace(CARD, head=copy))
    with pytest.raises(ModelError, match=ModelFault.FILE_NOT_OPENED):
        ClassifierHead.load(replace(CARD, head=tmp_path / "missing.npy"))
