"""How two pictures lie on each other is the same for a search and for a pair that is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageOps
from support import photos
from support.differing import differences

from photosim.core.compare import superposition
from photosim.core.compare.comparison import Comparer
from photosim.core.compare.prepared import Prepared
from photosim.core.image import thumbnails
from photosim.core.records.pairs import PairInput, Thresholds
from photosim.core.records.photos import Metadata

WAYS = {
    "cropped": lambda photo: photo.crop((60, 40, 520, 340)),
    "turned": lambda photo: photo.transpose(Image.Transpose.ROTATE_90),
    "mirrored": ImageOps.mirror,
    "framed": lambda photo: ImageOps.expand(photo, 60, "white"),
}


@pytest.mark.parametrize("is_back", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_a_search_lays_two_on_each_other_as_comparing_does(way, is_back):
    photo = photos.real("coffee.png")
    pair = (WAYS[way](photo), photo) if is_back else (photo, WAYS[way](photo))
    small = [Prepared(thumbnails.make(image)) for image in pair]
    looks = [
        PairInput(number, np.ones(4, np.float32) / 2, 0, Metadata(), *image.size, "JPEG", 1)
        for number, image in enumerate(pair, start=1)
    ]

    _, searched = Comparer(Thresholds()).lay(*small)
    compared = Comparer(Thresholds()).compare(*looks, *small)

    assert searched is not None
    assert searched == superposition.kept(compared.differences)


def test_what_was_not_laid_on_each_other_has_none():
    found = differences(placed=(1.0, 0.0, 0.0, 0.0, 1.0, 0.0))

    assert superposition.kept(None) is None
    assert superposition.kept(replace(found, placed=None)) is None
    assert superposition.kept(found).placed == found.placed
