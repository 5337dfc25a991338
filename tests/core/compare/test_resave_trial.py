"""Which of two files was saved from the other: what is only larger is nobody's source."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from support import drawn, photos

from photosim.core.compare.resave_trial import resaved

COFFEE = photos.real("coffee.png")


def jpeg(image: Image.Image, quality: int, **options: object) -> bytes:
    return photos.encoded(image, quality=quality, **options)


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def through(quality: int):
    return lambda image: decoded(jpeg(image, quality))


def half_and_back(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2)).resize(image.size)


@pytest.mark.parametrize("quality", [40, 75, 95])
@pytest.mark.parametrize("first", [70, 90])
def test_what_was_saved_from_a_file_is_known_whichever_is_larger(first, quality):
    source = jpeg(COFFEE, first)
    copy = jpeg(decoded(source), quality)

    assert resaved(source, copy) == 1
    assert resaved(copy, source) == -1


@pytest.mark.parametrize(
    "change",
    [
        through(20),
        through(40),
        half_and_back,
        lambda image: image.filter(ImageFilter.GaussianBlur(1)),
        lambda image: image.filter(ImageFilter.UnsharpMask(2, 90, 2)),
        lambda image: ImageOps.posterize(image, 4),
        lambda image: ImageEnhance.Color(image).enhance(0.4),
        drawn.sepia,
    ],
)
def test_larger_file_of_a_poorer_picture_is_nobody_s_source_and_nobody_s_copy(change):
    good = jpeg(COFFEE, 85)
    poor = jpeg(change(COFFEE), 98)

    assert resaved(good, poor) == 0


def test_copy_that_was_turned_upright_was_saved_from_the_file_with_the_record():
    record = photos.exif(Orientation=6)
    source = jpeg(COFFEE, 92, exif=record)
    copy = jpeg(ImageOps.exif_transpose(Image.open(io.BytesIO(source))), 80)

    assert resaved(source, copy) == 1


def test_jpeg_of_a_png_was_saved_from_it():
    assert resaved(photos.encoded(COFFEE, "PNG"), jpeg(COFFEE, 80)) == 1


def test_grey_copy_was_saved_from_the_colours_and_not_the_other_way_round():
    colours = jpeg(COFFEE, 90)
    grey = jpeg(decoded(colours).convert("L"), 90)

    assert resaved(colours, grey) == 1
    assert resaved(grey, jpeg(decoded(grey).convert("L"), 70)) == 1


@pytest.mark.parametrize("other", [b"", b"\xff\xd8\xff", photos.encoded(COFFEE, "PNG")[:900]])
def test_broken_file_says_nothing(other):
    assert resaved(jpeg(COFFEE, 80), other) == resaved(other, jpeg(COFFEE, 80)) == 0


def test_another_size_or_equal_pixels_say_nothing():
    good = jpeg(COFFEE, 85)

    assert resaved(good, jpeg(COFFEE.resize((300, 200)), 85)) == 0
    assert resaved(good, good + b"more") == 0
