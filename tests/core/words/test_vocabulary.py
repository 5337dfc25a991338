"""The names of the classes: what they are called, what is damaged, which model they fit."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from photosim.core.errors import ModelError, WordFault
from photosim.core.model import card as cards
from photosim.core.words import vocabulary
from photosim.core.words.vocabulary import N_CLASSES, Vocabulary
from photosim.core.words.wordnet import Nouns

FOLDER = cards.shipped().parent


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary.load(FOLDER)


@pytest.fixture(scope="module")
def nouns() -> Nouns:
    return Nouns.load(FOLDER)


def named(words: Vocabulary, phrase: str) -> set[str]:
    weights = words.weights(phrase)
    return set() if weights is None else {words.names[i] for i in np.flatnonzero(weights)}


def test_every_class_has_a_readable_name(words):
    assert len(words.names) == N_CLASSES
    assert not [name for name in words.names if "(" in name or "/" in name or not name.strip()]
    assert "horse" in words.names and "common sorrel horse" not in words.names


def test_words_find_classes_by_name_synonym_kind_and_scene(words):
    assert "horse" in named(words, "pony")
    assert {"pug", "Dalmatian"} <= named(words, "dog")
    assert "stove" in named(words, "kitchen")


def test_plurals_are_found(words):
    assert named(words, "dogs") == named(words, "dog")
    assert named(words, "buses") == named(words, "bus")
    assert named(words, "people") == named(words, "person") != set()


def test_name_counts_more_than_synonym_and_scene(words):
    weights = words.weights("football")
    assert weights is not None and weights.max() == np.float32(vocabulary.SYNONYM_WEIGHT)
    assert words.weights("pizza").max() == 1.0
    assert words.weights("kitchen").max() == np.float32(vocabulary.SCENE_WEIGHT)


def test_unknown_phrases_are_unknown(words):
    assert words.weights("xyzzy") is None
    assert words.weights("") is None


def test_nouns_near_a_class_find_their_kin(words, nouns):
    (ibis,) = nouns.senses("ibis")
    assert ibis.kind == "wading bird" and not ibis.is_kind
    best = {words.names[i] for i in np.flatnonzero(ibis.likeness > ibis.likeness.max() - 0.01)}
    assert {"bittern", "spoonbill"} <= best
    assert nouns.senses("sofa")[0].is_kind
    assert nouns.senses("xyzzy") == [] and "xyzzy" not in nouns
    assert nouns.is_thing("chandelier") and "chandelier" not in nouns


def test_embeddings_of_the_phrases_fit_the_vocabulary(words):
    rows = vocabulary.read_phrases(FOLDER, words, 384)

    assert rows.shape == (words.n_phrases, 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=2e-3)


@pytest.mark.parametrize(
    "content", ["{}", "[1]", "no JSON", '{"classes": [["dog"]], "kinds": {}, "scenes": {}}']
)
def test_damaged_vocabulary_is_refused(tmp_path, content):
    (tmp_path / vocabulary.FILE).write_text(content)

    with pytest.raises(ModelError, match=vocabulary.FILE):
        Vocabulary.load(tmp_path)


@pytest.mark.parametrize(
    "content", ["{}", json.dumps({"nodes": [[1]], "classes": [3], "nouns": 1})]
)
def test_damaged_nouns_are_refused(tmp_path, content):
    (tmp_path / "nouns.json").write_text(content)

    with pytest.raises(ModelError, match="nouns"):
        Nouns.load(tmp_path)


def test_missing_and_foreign_embeddings_are_refused(tmp_path, words):
    with pytest.raises(ModelError, match=WordFault.PHRASES_MISSING):
        vocabulary.read_phrases(tmp_path, words, 384)
    np.save(tmp_path / vocabulary.PHRASES_FILE, np.zeros((3, 384), np.float16))
    with pytest.raises(ModelError, match=WordFault.PHRASES_OTHER):
        vocabulary.read_phrases(tmp_path, words, 384)


def test_words_fit_models_with_the_same_classes_only(tmp_path):
    card = cards.load(cards.shipped())
    assert vocabulary.fits(card, FOLDER)
    assert not vocabulary.fits(replace(card, labels=None), FOLDER)
    shutil.copy(FOLDER / "imagenet-labels.txt", tmp_path / "same.txt")
    (tmp_path / "others.txt").write_text("cat\ndog\n")
    assert vocabulary.fits(replace(card, labels=tmp_path / "same.txt"), FOLDER)
    assert not vocabulary.fits(replace(card, labels=tmp_path / "others.txt"), FOLDER)
