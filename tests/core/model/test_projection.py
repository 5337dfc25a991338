"""The projection: unit rows, like stays like, and what does not fit is refused."""

import dataclasses
import hashlib
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.saying import raises_saying

from photosim.core.errors import ModelError
from photosim.core.model import card
from photosim.core.model.projection import Projection

TINY = Path(__file__).parents[2] / "data" / "models" / "tiny.json"
RANDOM = np.random.default_rng(4)


def a_card_with(folder: Path, content: bytes) -> card.ModelCard:
    """The tiny card with a projection file of other content, and its right sha256."""
    file = folder / "projection.npy"
    file.write_bytes(content)
    return dataclasses.replace(
        card.load(TINY), projection=file, projection_sha256=hashlib.sha256(content).hexdigest()
    )


def saved(rows: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, rows)
    return buffer.getvalue()


def test_rows_come_out_short_and_of_unit_length():
    projection = Projection.load(card.load(card.shipped()))

    projected = projection.apply(RANDOM.random((5, 1280), dtype=np.float32))

    assert (projected.shape, projected.dtype) == ((5, 256), np.float32)
    assert projection.dim == 256
    np.testing.assert_allclose(np.linalg.norm(projected, axis=1), 1, atol=1e-5)


def test_shipped_components_are_orthonormal():
    shipped = card.load(card.shipped())
    assert shipped.projection is not None

    components = np.load(shipped.projection)[1:]

    np.testing.assert_allclose(components @ components.T, np.eye(256), atol=1e-4)


def test_only_the_direction_of_features_counts():
    projection = Projection.load(card.load(card.shipped()))
    features = RANDOM.random((3, 1280), dtype=np.float32)

    np.testing.assert_allclose(
        projection.apply(features), projection.apply(3 * features), atol=1e-5
    )


def test_projection_takes_stored_float16_features_as_well():
    projection = Projection.load(card.load(card.shipped()))
    features = RANDOM.random((3, 1280), dtype=np.float32)

    stored = projection.apply(features.astype(np.float16))

    assert stored.dtype == np.float32
    np.testing.assert_allclose(stored, projection.apply(features), atol=2e-3)


def test_centring_happens_before_the_components():
    mean = np.array([0.6, 0, 0], np.float32)
    projection = Projection(mean, np.eye(3, dtype=np.float32)[1:])

    projected = projection.apply(np.array([[3, 4, 0], [0, 3, 4]], np.float32))

    np.testing.assert_allclose(projected, [[1, 0], [0.6, 0.8]], atol=1e-6)


@pytest.mark.parametrize(
    "features",
    [
        np.zeros((1, 12), np.float32),
        np.full((1, 12), np.nan, np.float32),
        np.full((1, 12), np.inf, np.float32),
        np.ones((1, 11), np.float32),
        np.ones(12, np.float32),
    ],
)
def test_features_without_a_direction_or_of_another_shape_are_refused(features):
    projection = Projection.load(card.load(TINY))

    with pytest.raises(ValueError, match="features"):
        projection.apply(features)


def test_no_features_project_to_no_vectors():
    assert Projection.load(card.load(TINY)).apply(np.zeros((0, 12), np.float32)).shape == (0, 4)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not numpy",
        saved(np.zeros((5, 12), np.float32))[:-1],
        saved(np.zeros((4, 12), np.float32)),
        saved(np.zeros((5, 12), np.float64)),
        saved(np.full((5, 12), np.nan, np.float32)),
    ],
)
def test_projection_file_that_does_not_fit_is_refused(tmp_path, content):
    with raises_saying(ModelError, r"^The projection .*\.$"):
        Projection.load(a_card_with(tmp_path, content))


def test_projection_with_other_bytes_than_its_card_says_is_refused(tmp_path):
    wrong = dataclasses.replace(card.load(TINY), projection_sha256="0" * 64)

    with raises_saying(ModelError, "damaged"):
        Projection.load(wrong)


def test_card_without_projection_says_how_to_make_one():
    with raises_saying(ModelError, "fit_projection"):
        Projection.load(dataclasses.replace(card.load(TINY), projection=None))


def test_projecting_does_not_load_the_model_runtime():
    program = "import sys, photosim.core.model.projection; sys.exit('onnxruntime' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
