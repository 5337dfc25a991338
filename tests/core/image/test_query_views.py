from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps
from support import photos

from photosim.core.image import query_views


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and one.tobytes() == other.tobytes()


def test_a_plain_photo_has_five_views_itself_first():
    photo = photos.real("chelsea.png")

    found = query_views.of_query(photo)

    assert len(found) == 5
    assert same(found[0], photo)
    assert {view.size for view in found} == {photo.size, photo.size[::-1]}


@pytest.mark.parametrize("colour", ["white", "black", (90, 20, 20)])
@pytest.mark.parametrize("width", [5, 30, 80])
def test_a_border_is_trimmed(colour, width):
    photo = photos.real("coffee.png").resize((384, 256))
    framed = ImageOps.expand(photo, width, colour)

    trimmed = query_views.without_border(framed)

    assert trimmed is not None
    assert photo.width - 6 <= trimmed.width <= photo.width
    assert photo.height - 6 <= trimmed.height <= photo.height


def test_bars_above_and_below_are_trimmed():
    photo = photos.real("coffee.png").resize((384, 256))
    barred = ImageOps.expand(photo, (0, 40, 0, 40), "black")

    trimmed = query_views.without_border(barred)

    assert trimmed is not None
    assert trimmed.width == 384
    assert trimmed.height <= 256


def test_a_photo_without_border_is_not_trimmed():
    for name in ("astronaut.png", "chelsea.png", "coffee.png"):
        assert query_views.without_border(photos.real(name)) is None


def test_a_picture_of_one_colour_is_not_trimmed():
    assert query_views.without_border(photos.solid()) is None
    assert len(query_views.of_query(photos.solid((50, 50), "black"))) == 5


@pytest.mark.parametrize("degrees", [5, 10, -15])
def test_black_corners_of_a_tilted_picture_are_cut_off(degrees):
    photo = photos.real("coffee.png").resize((384, 256))
    tilted = photo.rotate(degrees, Image.Resampling.BICUBIC)

    part = query_views.without_corners(tilted)

    assert part is not None
    pixels = np.asarray(part)
    corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.max(axis=1).min() > 0
    assert part.width > photo.width / 2


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (2, 2), (5, 4)])
def test_tiny_pictures_have_views(size):
    for colour in ("black", "white"):
        assert len(query_views.of_query(photos.solid(size, colour))) >= 5
