from __future__ import annotations

import pytest
from PIL import Image, ImageEnhance, ImageFilter
from support import photos

from photosim.core.compare import sharpness
from photosim.core.compare.prepared import Prepared
from photosim.core.image import thumbnails
from photosim.core.records import quality
from photosim.core.records.reasons import Merit


def measured(image: Image.Image, enlarged: int = 1) -> quality.Quality:
    size = image.width * enlarged, image.height * enlarged
    return sharpness.measure(Prepared(thumbnails.make(image)), *size)


@pytest.mark.parametrize("name", ["astronaut.png", "chelsea.png", "coffee.png"])
def test_the_sharp_one_of_three_shots_comes_first(name):
    photo = photos.real(name)
    shaken = [photo.filter(ImageFilter.GaussianBlur(radius)) for radius in (4, 2)]
    shots = [measured(shot) for shot in (*shaken, photo)]

    assert quality.rank(shots) == [2, 1, 0]
    assert Merit.SHARPEST in quality.merits(shots, 2)
    assert not {Merit.SHARPEST, Merit.SHARP} & set(quality.merits(shots, 0))


@pytest.mark.parametrize("factor", [0.25, 3.0])
def test_the_well_exposed_one_comes_first(factor):
    photo = photos.real("coffee.png")
    shots = [measured(ImageEnhance.Brightness(photo).enhance(factor)), measured(photo)]

    assert quality.rank(shots) == [1, 0]
    assert Merit.WELL_EXPOSED in quality.merits(shots, 1)


def test_of_equal_shots_the_larger_one_comes_first():
    photo = photos.real("chelsea.png")
    shots = [measured(photo), measured(photo, enlarged=3)]

    assert quality.rank(shots) == [1, 0]
    assert quality.merits(shots, 1) == (Merit.MOST_PIXELS,)


def test_a_single_photo_needs_no_reasons():
    assert quality.merits([measured(photos.real())], 0) == ()


@pytest.mark.parametrize("thumbnail", [b"", b"broken", thumbnails.make(photos.solid((1, 1)))])
def test_any_thumbnail_has_a_quality(thumbnail):
    found = sharpness.measure(Prepared(thumbnail), 10, 10)

    assert found.sharpness >= 0
    assert 0 <= found.exposure <= 1


def test_nothing_has_no_order():
    assert quality.rank([]) == []
