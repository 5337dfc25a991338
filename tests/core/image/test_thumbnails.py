from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from support import photos

from photosim.core.image import thumbnails


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1000, 500), (384, 192)),
        ((500, 1000), (192, 384)),
        ((384, 10), (384, 10)),
        ((9, 5), (9, 5)),
    ],
)
def test_a_thumbnail_has_the_shape_of_its_photo(size, expected):
    thumbnail = opened(thumbnails.make(photos.gradient(size)))

    assert thumbnail.format == "JPEG"
    assert thumbnail.size == expected


def test_a_line_of_pixels_has_a_thumbnail():
    assert opened(thumbnails.make(photos.solid((5000, 1)))).size == (384, 1)


def test_a_thumbnail_looks_like_its_photo():
    photo = photos.real("coffee.png")
    thumbnail = opened(thumbnails.make(photo))

    expected = photo.resize(thumbnail.size, Image.Resampling.BOX)
    difference = np.asarray(thumbnail, dtype=float) - np.asarray(expected, dtype=float)
    assert np.abs(difference).mean() < 5


def test_mean_colour_of_one_colour_is_that_colour():
    assert thumbnails.mean_colour(photos.solid((300, 200), (0x12, 0x34, 0x56))) == 0x123456


def test_mean_colour_is_the_mean():
    half = photos.solid((200, 100), (255, 255, 255))
    half.paste((0, 0, 0), (0, 0, 100, 100))

    assert thumbnails.mean_colour(half) in (0x7F7F7F, 0x808080)
