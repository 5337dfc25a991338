"""The largest local difference of two pictures that are tiny or flat: undecided, never nonsense."""

from __future__ import annotations

import numpy as np
import pytest

from photosim.core.compare import local_change, registration
from photosim.core.compare.file_comparison import LEAST_OTHER


@pytest.mark.parametrize("size", [(1, 1), (2, 7), (300, 3), (6, 6)])
def test_picture_too_small_to_judge_is_not_decided(size):
    pixels = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), np.uint8)
    there = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

    grid, _ = registration.common_grid(pixels, pixels, there, 768)

    assert local_change.find(grid).greatest > LEAST_OTHER


@pytest.mark.parametrize("tones", [(200, 200), (255, 0), (0, 255), (128, 128)])
def test_flat_pictures_do_no_harm(tones):
    one, other = (np.full((60, 80, 3), tone, np.uint8) for tone in tones)
    busy = np.random.default_rng(2).integers(0, 255, (60, 80, 3), np.uint8)
    there = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])

    for pair in ((one, other), (one, busy), (busy, other)):
        grid, _ = registration.common_grid(*pair, there, 768)
        assert np.isfinite(local_change.find(grid).greatest)
