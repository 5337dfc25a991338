"""What was done to one of two pictures is told: other hues, things made grey, focus, noise."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter
from support import drawn, photos

from photosim.core.compare import edits
from photosim.core.compare.alignment import CommonGrid

PHOTO = photos.real("astronaut.png").convert("RGB")


def beside(changed: Image.Image) -> CommonGrid:
    layers = [np.asarray(image, np.float32) for image in (PHOTO, changed)]
    return CommonGrid(*layers, np.ones(layers[0].shape[:2], np.bool_))


def middle(inside: Image.Image, outside: Image.Image) -> Image.Image:
    mask = Image.new("L", PHOTO.size, 0)
    mask.paste(255, (150, 100, 360, 400))
    return Image.composite(inside, outside, mask.filter(ImageFilter.GaussianBlur(6)))


def hue(by: int) -> Image.Image:
    turned = np.array(PHOTO.convert("HSV"))
    turned[..., 0] += np.uint8(by)
    return Image.fromarray(turned, "HSV").convert("RGB")


def noisy(sigma: float) -> Image.Image:
    noise = np.random.default_rng(1).normal(0, sigma, (PHOTO.height, PHOTO.width, 3))
    return Image.fromarray(np.clip(np.asarray(PHOTO) + noise, 0, 255).astype(np.uint8))


GREY = PHOTO.convert("L").convert("RGB")
COPIES = {
    "quality 50": Image.open(io.BytesIO(photos.encoded(PHOTO, quality=50))),
    "pale": ImageEnhance.Color(PHOTO).enhance(0.4),
    "strong": ImageEnhance.Color(PHOTO).enhance(1.4),
    "brighter": ImageEnhance.Brightness(PHOTO).enhance(1.2),
    "grey": GREY,
}


@pytest.mark.parametrize("changed", [hue(128), hue(60), middle(PHOTO, GREY), middle(GREY, PHOTO)])
def test_turned_hues_and_things_made_grey_are_other_colours(changed):
    assert edits.is_recoloured(beside(changed))


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_a_copy_has_the_same_colours_focus_and_noise(copy):
    found = beside(copy)

    assert not edits.is_recoloured(found)
    assert not edits.is_refocused(found)
    assert edits.noise(found) < 1.0


def test_blur_in_one_part_is_another_focus():
    assert edits.is_refocused(beside(middle(PHOTO, PHOTO.filter(ImageFilter.GaussianBlur(3)))))


def test_other_tones_all_over_are_told_and_coarse_saving_is_none():
    coarse = Image.open(io.BytesIO(photos.encoded(PHOTO, quality=20)))

    assert edits.toned(beside(coarse)) < 3
    assert edits.toned(beside(drawn.sepia(PHOTO))) > 10
    assert edits.toned(beside(COPIES["pale"])) > 4


def test_noise_is_told_of_the_one_that_has_it():
    found = beside(noisy(12))

    assert edits.noise(found) > 2.0
    assert edits.noise(CommonGrid(found.outer, found.inner, found.is_shown)) < -2.0
