from __future__ import annotations

import pytest
from PIL import Image, ImageCms
from support import photos

from photosim.core.image.colour import ColourManager, plain


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB"])
def test_every_mode_becomes_rgb_of_the_same_look(mode):
    grey = photos.solid((20, 20), (120, 120, 120))
    if mode == "LAB":
        srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.applyTransform(grey, ImageCms.buildTransform(srgb, lab, "RGB", "LAB"))
    else:
        image = grey.convert("L").convert("LA") if mode == "LA" else grey.convert(mode)

    found = ColourManager().to_srgb(image, None)

    assert found.mode == "RGB"
    assert all(abs(value - 120) <= 3 for value in found.getpixel((10, 10)))


@pytest.mark.parametrize("mode", ["1", "P", "PA", "I", "F", "I;16", "L", "RGB"])
def test_plain_leaves_only_modes_that_can_be_made_smaller(mode):
    image = Image.new("L", (30, 30), 200)
    source = image.convert("P").convert("PA") if mode == "PA" else image.convert(mode)

    assert plain(source).mode in ("L", "LA", "RGB", "RGBA")


def test_an_srgb_profile_changes_nothing():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = photos.gradient((64, 64))

    assert ColourManager().to_srgb(image, profile) is image


def test_many_profiles_do_not_pile_up():
    colours = ColourManager()
    for i in range(300):
        colours.to_srgb(photos.solid((4, 4)), b"broken %d" % i)

    assert len(colours._transforms) <= 64
