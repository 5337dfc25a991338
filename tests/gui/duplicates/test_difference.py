"""One photo laid over another: they fit, and only what differs is coloured. With real photos."""

from pathlib import Path

import numpy as np
import pytest
import skimage
from PIL import Image, ImageDraw, ImageOps
from PySide6.QtGui import QColor, QImage

from photosim.core.records.pairs import Differences
from photosim.gui.duplicates import difference

COLOUR = QColor("#2961cb")


@pytest.fixture(scope="module")
def cat():
    with Image.open(Path(skimage.data_dir) / "chelsea.png") as image:
        return image.convert("RGB").resize((900, 600), Image.Resampling.LANCZOS)


def image_of(picture):
    picture = picture.convert("RGB")
    size = (picture.width, picture.height)
    return QImage(picture.tobytes(), *size, 3 * size[0], QImage.Format.Format_RGB888).copy()


def details(first, second, **changes):
    values = dict(
        first_px=first.width * first.height,
        second_px=second.width * second.height,
        enlarged=1.0,
        shown=1.0,
        beyond=0.0,
        degrees=0.0,
        is_mirrored=False,
        is_framed=False,
        is_marked=False,
        stops=0.0,
        colour=0,
        first_format="JPEG",
        second_format="JPEG",
        first_size=1,
        second_size=1,
    )
    return Differences(**{**values, **changes})


def laid_over(first, second, **changes):
    found = details(first, second, **changes)
    return difference.overlay(image_of(first), image_of(second), found, COLOUR)


def test_a_smaller_copy_does_not_differ(cat):
    made = laid_over(cat, cat.resize((300, 200), Image.Resampling.LANCZOS), enlarged=1 / 3)

    assert made.is_aligned
    assert made.share < 0.01


def test_a_mark_is_coloured_where_it_is_and_nowhere_else(cat):
    marked = cat.copy()
    ImageDraw.Draw(marked).rectangle((300, 200, 389, 259), fill=(255, 0, 0))

    made = laid_over(cat, marked, is_marked=True)

    assert made.share == pytest.approx(90 * 60 / (900 * 600), rel=0.1)
    assert made.difference.pixelColor(345, 230) == COLOUR
    inside = made.difference.pixelColor(700, 500)
    assert inside.red() == inside.green() == inside.blue()


@pytest.mark.parametrize("degrees", [90, 180, -90])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_turned_and_mirrored_copies_fit(cat, degrees, is_mirrored):
    other = ImageOps.mirror(cat) if is_mirrored else cat
    other = other.rotate(degrees, expand=True)

    made = laid_over(cat, other, degrees=degrees, is_mirrored=is_mirrored)

    assert made.is_aligned
    assert made.share < 0.01


def test_a_crop_is_found_and_what_it_lacks_is_dark(cat):
    crop = cat.crop((200, 100, 800, 520))

    made = laid_over(cat, crop, shown=0.46)

    assert made.is_aligned
    assert made.share < 0.02
    assert made.difference.pixelColor(20, 20).value() < made.difference.pixelColor(500, 300).value()


def test_a_crop_that_was_made_smaller_is_found(cat):
    crop = cat.crop((200, 100, 800, 520)).resize((300, 210), Image.Resampling.LANCZOS)

    made = laid_over(cat, crop, shown=0.46, enlarged=0.5)

    assert made.is_aligned
    assert made.share < 0.02


def test_a_tilted_photo_is_turned_back(cat):
    tilted = cat.rotate(5, resample=Image.Resampling.BICUBIC).crop((130, 90, 770, 510))

    made = laid_over(cat, tilted, degrees=5, shown=0.5)

    assert made.is_aligned
    assert made.share < 0.03


def test_photos_that_fit_nowhere_are_laid_edge_on_edge_and_it_is_said(cat):
    noise = np.random.default_rng(1).integers(0, 255, (420, 600, 3), np.uint8)

    made = laid_over(cat, Image.fromarray(noise), shown=0.4)

    assert not made.is_aligned
    assert difference.sentence(made) == "Two shots, laid over each other edge on edge"


def test_without_details_photos_of_one_form_are_laid_edge_on_edge(cat):
    made = difference.overlay(image_of(cat), image_of(cat.resize((450, 300))), None, COLOUR)

    assert made.is_aligned
    assert difference.sentence(made).startswith(("No difference", "Less than 1"))
