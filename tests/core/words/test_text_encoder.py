"""The sentence model: near words are near, and what is wrong with its files is said plainly."""

import json
import shutil

import numpy as np
import pytest

from photosim.core.errors import ModelError, ModelFault
from photosim.core.words import text_encoder
from photosim.core.words.text_encoder import TextEncoder


@pytest.fixture(scope="module")
def model() -> TextEncoder:
    return TextEncoder(text_encoder.shipped())


@pytest.fixture
def copy(tmp_path):
    """A card of one's own beside copies of what it names."""
    card = text_encoder.load(text_encoder.shipped())
    for path in (text_encoder.shipped(), card.file, card.pieces):
        shutil.copy(path, tmp_path)
    return tmp_path / text_encoder.SHIPPED_NAME


@pytest.mark.slow
def test_near_words_are_nearer_than_others(model):
    sofa, couch, volcano = model.embed(["sofa", "couch", "volcano"])

    assert sofa @ couch > 0.7 > 0.4 > sofa @ volcano


@pytest.mark.slow
def test_embeddings_have_unit_length_whatever_the_text(model):
    rows = model.embed(["", "dog", "x" * 1000, "犬 \x00 😀"])

    assert rows.shape == (4, 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert model.embed([]).shape == (0, 384)


@pytest.mark.slow
def test_text_means_the_same_alone_and_among_longer_ones(model):
    (alone,) = model.embed(["dog"])
    among = model.embed(["dog", "a dog that sleeps on the old red sofa in our living room"])[0]

    assert alone @ among > 0.97  # the activations of a batch share their scale


@pytest.mark.parametrize("file", ["minilm-int8.onnx", "minilm-pieces.txt"])
def test_missing_file_is_named(copy, file):
    (copy.parent / file).unlink()

    with pytest.raises(ModelError, match=file):
        TextEncoder(copy)


def test_damaged_file_is_refused(copy):
    with (copy.parent / "minilm-int8.onnx").open("r+b") as opened:
        opened.write(b"damage")

    with pytest.raises(ModelError, match=ModelFault.OTHER_FILE):
        TextEncoder(copy)


def test_card_without_what_is_needed_is_refused(copy):
    card = json.loads(copy.read_text())
    del card["pieces"]
    copy.write_text(json.dumps(card))

    with pytest.raises(ModelError, match="pieces"):
        TextEncoder(copy)
