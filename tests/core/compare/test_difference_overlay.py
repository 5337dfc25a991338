"""One photo laid over another: they fit, and only what differs is coloured. With real photos."""

from pathlib import Path

import numpy as np
import pytest
import skimage
from PIL import Image, ImageDraw, ImageOps
from support.differing import differences

from photosim.core.compare import difference_overlay
from photosim.core.compare.comparison import Comparer
from photosim.core.compare.overlay_job import OverlaidPhoto, OverlayOrder
from photosim.core.compare.prepared import Prepared
from photosim.core.errors import DecodeError, UnavailableFileError
from photosim.core.image import thumbnails
from photosim.core.records.pairs import OverlayQuestion, Thresholds

COLOUR = (0x29, 0x61, 0xCB)


@pytest.fixture(scope="module")
def cat():
    with Image.open(Path(skimage.data_dir) / "chelsea.png") as image:
        return image.convert("RGB").resize((900, 600), Image.Resampling.LANCZOS)


def details(first, second, **changes):
    return differences(
        first_px=first.width * first.height,
        second_px=second.width * second.height,
        **({"placed": placed(first, second)} | changes),
    )


def placed(first, second):
    """As comparing finds it; None where they fit nowhere."""
    one, other = (Prepared(thumbnails.make(image)) for image in (first, second))
    agreement, superposition = Comparer(Thresholds()).lay(one, other)
    return superposition.placed if agreement else None


def answered(first, second, found, *, is_sharp=True, unreadable=b""):
    pictures = {b"first": first, b"second": second}

    def decode(path, max_px):
        if path == unreadable:
            raise UnavailableFileError("The folder is offline.")
        image = pictures[path].copy()
        image.thumbnail((max_px, max_px), Image.Resampling.LANCZOS)
        return image.width, image.height, image.tobytes()

    question = OverlayQuestion(1, 2, found, COLOUR, is_sharp)
    photos = (OverlaidPhoto(path, thumbnails.make(image)) for path, image in pictures.items())
    return difference_overlay.answer(OverlayOrder(question, *photos), decode)


def laid_over(first, second, **changes):
    return answered(first, second, details(first, second, **changes))


def shown(made):
    """`(h, w, 3)` uint8."""
    return np.frombuffer(made.difference, np.uint8).reshape(made.height, made.width, 3)


def laid(made):
    """`(h, w, 4)` uint8."""
    return np.frombuffer(made.laid, np.uint8).reshape(made.height, made.width, 4)


def test_a_smaller_copy_does_not_differ(cat):
    made = laid_over(cat, cat.resize((300, 200), Image.Resampling.LANCZOS), enlarged=1 / 3)

    assert made.is_aligned
    assert made.share < 0.01
    assert (laid(made)[..., 3] == 255).all()


def test_a_mark_is_coloured_where_it_is_and_nowhere_else(cat):
    marked = cat.copy()
    ImageDraw.Draw(marked).rectangle((300, 200, 389, 259), fill=(255, 0, 0))

    made = laid_over(cat, marked, is_marked=True)

    assert made.share == pytest.approx(90 * 60 / (900 * 600), rel=0.1)
    assert tuple(shown(made)[230, 345]) == COLOUR
    assert len(set(shown(made)[500, 700])) == 1


@pytest.mark.parametrize("degrees", [90, 180, -90])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_turned_and_mirrored_copies_fit(cat, degrees, is_mirrored):
    other = ImageOps.mirror(cat) if is_mirrored else cat
    other = other.rotate(degrees, expand=True)

    made = laid_over(cat, other, degrees=degrees, is_mirrored=is_mirrored)

    assert made.is_aligned
    assert made.share < 0.01


def test_a_crop_is_found_and_what_it_lacks_is_dark_and_transparent(cat):
    crop = cat.crop((200, 100, 800, 520))

    made = laid_over(cat, crop, shown=0.46)

    assert made.is_aligned
    assert made.share < 0.02
    assert shown(made)[20, 20].max() < shown(made)[300, 500].max()
    assert laid(made)[20, 20].tolist() == [0, 0, 0, 0]
    assert laid(made)[300, 500, 3] == 255


def test_the_whole_is_laid_over_its_crop(cat):
    crop = cat.crop((200, 100, 800, 520))

    made = laid_over(crop, cat, beyond=0.54)

    assert (made.width, made.height) == crop.size
    assert made.is_aligned
    assert made.share < 0.02
    apart = np.abs(laid(made)[..., :3].astype(int) - np.asarray(crop))
    assert apart.mean() < 6


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


def test_photos_that_fit_nowhere_are_laid_edge_on_edge(cat):
    noise = np.random.default_rng(1).integers(0, 255, (420, 600, 3), np.uint8)

    made = laid_over(cat, Image.fromarray(noise), shown=0.4)

    assert not made.is_aligned


@pytest.mark.parametrize("placed", [(), (0.0,) * 6, (float("nan"),) * 6, (1.0, 0.0, 0.0)])
def test_senseless_place_is_none(cat, placed):
    made = laid_over(cat, cat.crop((200, 100, 800, 520)), shown=0.46, placed=placed)

    assert not made.is_aligned


def test_without_details_photos_of_one_form_are_laid_edge_on_edge(cat):
    made = answered(cat, cat.resize((450, 300)), None)

    assert made.is_aligned
    assert made.share < 0.01


def test_thumbnails_are_enough_for_a_first_overlay(cat):
    crop = cat.crop((200, 100, 800, 520))

    made = answered(cat, crop, details(cat, crop, shown=0.46), is_sharp=False)

    assert max(made.width, made.height) == thumbnails.LONG_EDGE
    assert made.is_aligned
    assert made.share < 0.03


@pytest.mark.parametrize("unreadable", [b"first", b"second"])
def test_of_a_photo_whose_file_cannot_be_read_the_thumbnail_is_taken(cat, unreadable):
    crop = cat.crop((200, 100, 800, 520))

    made = answered(cat, crop, details(cat, crop, shown=0.46), unreadable=unreadable)

    assert made.is_aligned
    assert made.share < 0.05


def test_without_file_and_thumbnail_it_is_an_error(cat):
    def decode(_path, _max_px):
        raise UnavailableFileError("The folder is offline.")

    nothing = OverlaidPhoto(b"/gone", b"")
    order = OverlayOrder(OverlayQuestion(1, 2, None, COLOUR, True), nothing, nothing)

    with pytest.raises(DecodeError):
        difference_overlay.answer(order, decode)
