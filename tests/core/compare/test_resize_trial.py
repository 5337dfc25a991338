"""Which of two files was made of the other by resizing it, larger or smaller."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageEnhance, ImageOps
from support import photos

from photosim.core.compare.resize_trial import may_be_resized, resized

KERNELS = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)
COFFEE = photos.real("coffee.png")
GRAVEL = Image.effect_noise((480, 360), 60).convert("RGB")


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    return photos.encoded(image, quality=quality)


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def scaled(image: Image.Image, times: float, kernel=Image.Resampling.BICUBIC) -> Image.Image:
    return image.resize((round(image.width * times), round(image.height * times)), kernel)


@pytest.mark.parametrize("image", [COFFEE, GRAVEL], ids=["photo", "structure up to the last pixel"])
@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("times", [1.5, 2.0])
def test_what_was_enlarged_is_known_whichever_comes_first(image, kernel, times):
    source = jpeg(image)
    copy = jpeg(scaled(decoded(source), times, kernel), 95)

    assert resized(source, copy) == 1
    assert resized(copy, source) == -1


SOFT = COFFEE.resize((300, 200)).resize((600, 400), Image.Resampling.BICUBIC)
"""As many photos are: nothing is lost by making it smaller."""


@pytest.mark.parametrize("image", [COFFEE, GRAVEL, SOFT], ids=["photo", "structure", "soft"])
@pytest.mark.parametrize("quality", [50, 85, 95])
@pytest.mark.parametrize("times", [0.35, 0.5, 0.8])
def test_what_was_made_smaller_is_never_taken_for_the_source(image, quality, times):
    source = jpeg(image, 85)
    copy = jpeg(scaled(decoded(source), times, Image.Resampling.LANCZOS), quality)

    assert resized(source, copy) in (0, 1)
    assert resized(copy, source) in (0, -1)


@pytest.mark.parametrize("image", [COFFEE, SOFT], ids=["photo", "soft"])
@pytest.mark.parametrize("kernel", (*KERNELS, Image.Resampling.BOX))
def test_what_was_made_smaller_is_known_by_the_lattice_of_its_compression(image, kernel):
    source = jpeg(image, 90)
    copy = jpeg(scaled(decoded(source), 0.75, kernel), 85)

    assert resized(source, copy) == 1
    assert resized(copy, source) == -1


def test_what_was_made_smaller_of_a_png_or_of_a_file_that_lies_on_its_side_is_known():
    upright = COFFEE.rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = photos.encoded(upright, exif=exif)
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(lying))).convert("RGB")

    assert resized(photos.encoded(COFFEE, "PNG"), jpeg(scaled(COFFEE, 0.7), 85)) == 1
    assert resized(lying, jpeg(scaled(shown, 0.7), 85)) == 1


def test_what_has_each_pixel_four_times_is_not_taken_for_the_source():
    doubled = COFFEE.resize((1200, 800), Image.Resampling.NEAREST)

    assert resized(jpeg(COFFEE), jpeg(doubled, 92)) in (0, 1)
    assert resized(jpeg(doubled, 92), jpeg(COFFEE)) in (0, -1)


def test_enlargement_in_png_or_brighter_is_known():
    source = jpeg(COFFEE)
    brighter = ImageEnhance.Brightness(scaled(decoded(source), 2)).enhance(0.9)

    assert resized(source, photos.encoded(scaled(decoded(source), 1.5), "PNG")) == 1
    assert resized(source, photos.encoded(brighter, "PNG")) == 1


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ((400, 300), (800, 600), True),
        ((800, 600), (601, 450), True),
        ((400, 300), (402, 301), False),
        ((400, 300), (800, 800), False),
        ((400, 300), (300, 400), False),
        ((400, 300), (4000, 3000), False),
        ((0, 0), (0, 0), False),
    ],
)
def test_only_whole_pictures_of_another_size_are_tried(one, other, may_be):
    assert may_be_resized(one, other) is may_be
    assert may_be_resized(other, one) is may_be


@pytest.mark.parametrize("data", [b"", b"no picture", jpeg(COFFEE)[:600]])
def test_broken_file_is_nobody_s_source(data):
    assert resized(jpeg(COFFEE), data) == 0
    assert resized(data, jpeg(COFFEE)) == 0


def test_pictures_of_a_few_pixels_or_of_one_colour_say_nothing():
    plain = Image.new("RGB", (200, 200), (9, 99, 199))

    assert resized(jpeg(COFFEE.resize((30, 20))), jpeg(COFFEE.resize((60, 40)))) == 0
    assert resized(jpeg(plain), jpeg(scaled(plain, 2))) == 0
