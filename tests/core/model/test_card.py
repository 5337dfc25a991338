"""Model cards: a good one is read whole, a bad one is refused in one sentence."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from support.saying import raises_saying

from photosim.core.errors import ModelError
from photosim.core.model import card

TINY = Path(__file__).parents[2] / "data" / "models" / "tiny.json"


def a_card(folder: Path, **changes: object) -> Path:
    """The tiny card with other fields; Ellipsis takes a field away."""
    fields = json.loads(TINY.read_text(encoding="utf-8")) | changes
    path = folder / "card.json"
    path.write_text(json.dumps({k: v for k, v in fields.items() if v is not ...}))
    return path


def test_shipped_card_names_files_with_the_bytes_it_promises():
    shipped = card.load(card.shipped())

    assert hashlib.sha256(shipped.file.read_bytes()).hexdigest() == shipped.sha256
    assert shipped.projection is not None
    assert hashlib.sha256(shipped.projection.read_bytes()).hexdigest() == shipped.projection_sha256
    assert (shipped.feature_dim, shipped.projection_dim) == (1280, 256)


def test_shipped_labels_name_every_class_once_a_line():
    labels = card.load(card.shipped()).labels

    assert labels is not None
    names = labels.read_text(encoding="utf-8").splitlines()
    assert len(names) == 1000
    assert all(name == name.strip() != "" for name in names)
    assert (names[0], names[207], names[388]) == ("tench", "Golden Retriever", "giant panda")


def test_model_without_logits_has_neither_logits_nor_labels():
    tiny = card.load(TINY)

    assert (tiny.logits_name, tiny.labels) == (None, None)
    assert (tiny.input_size, tiny.feature_dim, tiny.projection_dim) == (32, 12, 4)


def test_projection_may_be_missing_until_it_is_fitted(tmp_path):
    assert card.load(a_card(tmp_path, projection=None)).projection is None


def test_thresholds_are_numbers_by_name(tmp_path):
    assert card.load(a_card(tmp_path, thresholds={"bits": 6})).thresholds == {"bits": 6.0}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ...),
        ("id", ""),
        ("file", 7),
        ("sha256", "abc"),
        ("input_size", 0),
        ("input_size", True),
        ("feature_dim", "1280"),
        ("outputs", None),
        ("outputs", {"features": ""}),
        ("projection", {"file": "p.npy", "sha256": "0" * 64, "dim": -1}),
        ("projection", []),
        ("resize", "crop"),
        ("pixels", "float32 NCHW RGB"),
        ("thresholds", {"bits": "six"}),
        ("thresholds", []),
    ],
)
def test_card_with_a_missing_or_wrong_field_is_refused(tmp_path, field, value):
    path = a_card(tmp_path, **{field: value})

    with raises_saying(ModelError, rf"^The model card .* cannot be used: \"{field}.*\.$"):
        card.load(path)


@pytest.mark.parametrize("value", [0, -1, float("inf"), float("nan"), "1", True, ...])
def test_temperature_must_be_a_number_above_zero(tmp_path, value):
    path = a_card(
        tmp_path,
        outputs={"features": "colours", "logits": "logits"},
        temperature=value,
        labels="labels.txt",
    )

    with raises_saying(ModelError, "temperature"):
        card.load(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000])
def test_damaged_card_is_refused(tmp_path, content):
    path = tmp_path / "card.json"
    path.write_bytes(content)

    with raises_saying(ModelError, r"is damaged: it is not a JSON (file|object)\.$"):
        card.load(path)


def test_missing_card_is_refused_with_its_path(tmp_path):
    path = tmp_path / "gone.json"

    with raises_saying(ModelError, re.escape(str(path))):
        card.load(path)


def test_bytes_that_are_not_the_cards_are_refused(tmp_path):
    file = tmp_path / "model.onnx"
    file.write_bytes(b"one thing")
    sha256 = hashlib.sha256(b"another").hexdigest()

    with raises_saying(ModelError, "damaged or is not the one its card names"):
        card.read_checked(file, sha256)
