"""The simplest map of colours explains what was done to all of a picture, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from photosim.core.compare import colour_map


@pytest.fixture
def pixels() -> np.ndarray:
    return np.random.default_rng(7).uniform(20, 235, (3000, 3)).astype(np.float32)


def test_pixels_that_were_left_as_they_are_need_no_map(pixels):
    found = colour_map.simplest(pixels, pixels.copy())

    assert np.array_equal(found.of(pixels), pixels)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda rgb: rgb * np.float32([0.8, 0.9, 1.0]), id="white balance"),
        pytest.param(lambda rgb: rgb @ np.float32([[0.3] * 3, [0.59] * 3, [0.11] * 3]), id="grey"),
        pytest.param(lambda rgb: 255 * (rgb / 255) ** np.float32(1.3), id="curve"),
    ],
)
def test_what_was_done_to_all_pixels_is_explained(pixels, change):
    changed = change(pixels).astype(np.float32)

    found = colour_map.simplest(pixels, changed)

    assert np.median(np.abs(found.of(pixels) - changed)) < 2


def test_a_place_with_colours_of_its_own_takes_no_part(pixels):
    changed = pixels * np.float32(0.9)
    changed[:300] = changed[:300, ::-1]

    found = colour_map.simplest(pixels, changed)

    assert np.abs(found.of(pixels[300:]) - changed[300:]).max() < 2


def test_mapped_colours_keep_their_shape_and_can_be_shown(pixels):
    found = colour_map.simplest(pixels, np.clip(pixels * np.float32(1.6), 0, 255))

    shown = found.of(np.full((4, 5, 3), 250, np.float32))

    assert shown.shape == (4, 5, 3)
    assert shown.dtype == np.float32
    assert 0 <= shown.min() <= shown.max() <= 255


@pytest.mark.parametrize("level", [0, 255])
def test_pictures_of_one_level_have_a_map_too(level):
    flat = np.full((colour_map.FEWEST, 3), level, np.float32)

    assert np.isfinite(colour_map.simplest(flat, flat[::-1]).of(flat)).all()
