"""The embedder: the shipped model says what PyTorch says, any good card runs, no bad one does."""

import dataclasses
import hashlib
import os
import re
from pathlib import Path

import numpy as np
import pytest
import skimage
from PIL import Image
from support.saying import raises_saying

from photosim.core.errors import ModelError
from photosim.core.model import card
from photosim.core.model.embed import Embedder, preprocess

DATA = Path(__file__).parents[2] / "data" / "models"
LEAST_COSINE = 0.985
"""int8 against float32 in PyTorch: 0.99 on average over 800 Caltech-101 photos; a wrong channel
order, normalisation or an overflow of 8-bit products on an older CPU gives 0.91 or less."""


@pytest.fixture(scope="module")
def shipped() -> Embedder:
    return Embedder(card.load(card.shipped()))


@pytest.fixture(scope="module")
def recorded() -> dict[str, np.ndarray]:
    with np.load(DATA / "parity.npz") as opened:
        return dict(opened)


def photograph(name: str) -> Image.Image:
    with Image.open(Path(skimage.data_dir) / name) as opened:
        return opened.convert("RGB")


def with_bytes(folder: Path, content: bytes, **changes: object) -> card.ModelCard:
    """The shipped card with a model file of other content, and its right sha256."""
    file = folder / "model.onnx"
    file.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    return dataclasses.replace(card.load(card.shipped()), file=file, sha256=sha256, **changes)


def test_features_are_those_of_the_float32_network(shipped, recorded):
    embedded = shipped.embed([photograph(name) for name in recorded["names"]])

    expected = recorded["features"].astype(np.float32)
    cosines = (embedded.features * expected).sum(1) / (
        np.linalg.norm(embedded.features, axis=1) * np.linalg.norm(expected, axis=1)
    )
    assert cosines.min() >= LEAST_COSINE
    np.testing.assert_allclose(
        np.linalg.norm(embedded.features, axis=1), np.linalg.norm(expected, axis=1), rtol=0.05
    )


def test_best_class_is_that_of_the_float32_network(shipped, recorded):
    embedded = shipped.embed([photograph(name) for name in recorded["names"]])

    best = [int(classes[0, 0]) for classes in embedded.classes]
    assert best == recorded["logits"].argmax(axis=1).tolist()


def test_classes_are_the_ten_best_with_their_probability(shipped):
    (classes,) = shipped.embed([photograph("chelsea.png")]).classes

    assert (classes.shape, classes.dtype) == ((10, 2), np.float32)
    assert (np.diff(classes[:, 1]) <= 0).all()
    assert 0 < classes[:, 1].sum() <= 1 + 1e-5
    assert len(set(classes[:, 0])) == 10
    assert int(classes[0, 0]) in {281, 282, 283, 284, 285}  # the cats of ImageNet


def test_a_higher_temperature_is_less_sure(shipped):
    softer = Embedder(dataclasses.replace(shipped.card, temperature=2.0))

    sure = shipped.embed([photograph("chelsea.png")]).classes[0]
    unsure = softer.embed([photograph("chelsea.png")]).classes[0]

    assert unsure[0, 0] == sure[0, 0]
    assert unsure[0, 1] < sure[0, 1]


def test_each_image_is_embedded_as_if_alone(shipped):
    images = [photograph("coffee.png"), photograph("chelsea.png"), Image.new("RGB", (9, 3))]

    together = shipped.embed(images).features

    alone = np.concatenate([shipped.embed([image]).features for image in images])
    np.testing.assert_array_equal(together, alone)


def test_no_images_give_no_features(shipped):
    embedded = shipped.embed([])

    assert embedded.features.shape == (0, 1280)
    assert embedded.classes == ()


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK"])
def test_images_of_other_modes_are_taken_as_rgb(shipped, mode):
    assert shipped.embed([Image.new(mode, (40, 30))]).features.shape == (1, 1280)


def test_preprocess_squashes_the_whole_image():
    image = Image.new("RGB", (600, 300), (255, 0, 0))
    image.paste((0, 0, 255), (300, 0, 600, 300))

    pixels = preprocess(image, 224)

    assert (pixels.shape, pixels.dtype) == ((1, 224, 224, 3), np.uint8)
    assert pixels[0, 100, 10].tolist() == [255, 0, 0]
    assert pixels[0, 100, 213].tolist() == [0, 0, 255]


def test_another_model_runs_when_its_card_is_chosen():
    image = Image.new("RGB", (100, 60), (0, 0, 0))
    image.paste((255, 255, 255), (50, 0, 100, 30))  # the upper right quarter

    embedded = Embedder(card.load(DATA / "tiny.json")).embed([image])

    planes = embedded.features.reshape(3, 4)  # red, green, blue; quarters in reading order
    np.testing.assert_allclose(planes, [[0, 1, 0, 0]] * 3, atol=0.05)
    assert [classes.shape for classes in embedded.classes] == [(0, 2)]


def test_telemetry_is_off(shipped):
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


def test_missing_model_file_is_named(tmp_path):
    gone = dataclasses.replace(card.load(card.shipped()), file=tmp_path / "gone.onnx")

    with raises_saying(ModelError, re.escape(str(tmp_path / "gone.onnx"))):
        Embedder(gone)


def test_truncated_model_file_is_refused(tmp_path):
    shipped = card.load(card.shipped())
    cut = tmp_path / "cut.onnx"
    cut.write_bytes(shipped.file.read_bytes()[:-1000])

    with raises_saying(ModelError, r"is damaged or is not the one its card names\.$"):
        Embedder(dataclasses.replace(shipped, file=cut))


@pytest.mark.parametrize("kind", ["no model", "empty", "half a model"])
def test_file_that_is_no_model_is_refused_in_one_sentence(tmp_path, kind, capfd):
    whole = card.load(card.shipped()).file.read_bytes()
    content = {"no model": b"hello", "empty": b"", "half a model": whole[: len(whole) // 2]}[kind]

    with raises_saying(ModelError, r"^The model file .* is not a model in ONNX form\.$"):
        Embedder(with_bytes(tmp_path, content))

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"input_name": "images"}, "no single input"),
        ({"features_name": "embedding"}, "no output"),
        ({"logits_name": "classes"}, "no output"),
        ({"feature_dim": 512}, "its features are not what its card says"),
    ],
)
def test_model_that_does_not_fit_its_card_is_refused(changes, reason):
    wrong = dataclasses.replace(card.load(card.shipped()), **changes)

    with raises_saying(ModelError, reason):
        Embedder(wrong)


def test_model_of_another_input_size_is_refused():
    wrong = dataclasses.replace(card.load(card.shipped()), input_size=192)

    with raises_saying(ModelError, "could not be run"):
        Embedder(wrong)
