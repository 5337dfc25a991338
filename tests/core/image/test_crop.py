"""A part is what of a box lies in the picture, cut at the picture's own detail."""

import math

import pytest
from support import photos
from support.saying import raises_saying

from photosim.core.errors import BoxError
from photosim.core.image import crop
from photosim.core.records.photos import Box


def test_a_box_within_the_picture_stays():
    assert crop.clipped(Box(0.1, 0.2, 0.3, 0.4)) == Box(0.1, 0.2, 0.3, 0.4)


def test_what_lies_outside_is_cut_off():
    clipped = crop.clipped(Box(-0.5, 0.75, 1.0, 1.0))

    assert clipped == Box(0.0, 0.75, 0.5, 0.25)


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (Box(0.1, 0.1, 0.0, 0.5), "no size"),
        (Box(0.1, 0.1, 0.5, -0.2), "no size"),
        (Box(1.5, 0.1, 0.5, 0.5), "outside"),
        (Box(0.1, -2.0, 0.5, 0.5), "outside"),
        (Box(math.nan, 0.1, 0.5, 0.5), "no box"),
        (Box(0.1, 0.1, math.inf, 0.5), "no box"),
    ],
)
def test_what_is_no_part_is_refused_in_words(box, said):
    with raises_saying(BoxError, said):
        crop.clipped(box)


def test_the_part_has_the_pixels_of_the_picture():
    picture = photos.noise((400, 200))

    cut = crop.cut(picture, Box(0.25, 0.5, 0.5, 0.5))

    assert cut.size == (200, 100)
    assert cut.tobytes() == picture.crop((100, 100, 300, 200)).tobytes()


def test_a_few_pixels_are_too_few():
    with raises_saying(BoxError, "few pixels"):
        crop.cut(photos.noise((100, 100)), Box(0.5, 0.5, 0.05, 0.05))


def test_a_smaller_part_asks_for_a_larger_picture_but_never_for_an_endless_one():
    edges = [crop.long_edge(Box(0, 0, side, side)) for side in (1.0, 0.5, 0.1, 0.0001, 5e-324)]

    assert edges == sorted(edges)
    assert edges[0] >= 384
    assert edges[-1] == 8192
