"""Flat areas of another colour are seen; what was toned as a whole is not that."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps
from support import drawn

from photosim.core.compare import other_colours
from photosim.core.compare.alignment import CommonGrid


def grid(one: Image.Image, other: Image.Image) -> CommonGrid:
    pixels = [np.asarray(image.convert("RGB"), np.float32) for image in (one, other)]
    return CommonGrid(*pixels, np.ones(pixels[0].shape[:2], np.bool_))


@pytest.mark.parametrize("other", ["royalblue", "darkgreen", "gold", "teal"])
def test_another_hue_is_found_where_it_is(other):
    found = other_colours.find(grid(drawn.logo("firebrick"), drawn.logo(other)))

    assert found.greatest > 4
    (left, top, right, bottom), share = found.where(1.0)
    assert (left, top, right, bottom) == pytest.approx((120, 120, 480, 480), abs=15)
    assert 0.1 < share < 0.4


EDITS = {
    "itself": lambda image: image,
    "grey": ImageOps.grayscale,
    "warmer": drawn.recoloured,
    "pale": lambda image: ImageEnhance.Color(image).enhance(0.4),
    "strong": lambda image: ImageEnhance.Color(image).enhance(1.8),
    "dark": lambda image: ImageEnhance.Brightness(image).enhance(0.5),
    "bright": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "sepia": lambda image: ImageOps.colorize(
        ImageOps.grayscale(image), (40, 20, 0), (255, 235, 180)
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("colour", ["firebrick", "royalblue", "darkgreen"])
def test_edit_of_the_whole_is_no_other_colour(colour, edit):
    logo = drawn.logo(colour)

    assert other_colours.find(grid(logo, edit(logo))).greatest == 0


def test_what_is_not_shown_does_not_count():
    whole = grid(drawn.logo("firebrick"), drawn.logo("royalblue"))

    hidden = CommonGrid(whole.inner, whole.outer, np.zeros_like(whole.is_shown))

    assert other_colours.find(hidden).greatest == 0
