"""A photo is compared with all its candidates, the same whichever of two is the candidate."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from support import photos

from photosim.core.compare.compare_job import ComparedPhoto, PartnerComparer, PartnersOrder
from photosim.core.image import phash, thumbnails
from photosim.core.records.pairs import PairInput, Thresholds, Tier
from photosim.core.records.photos import Metadata


def seen(photo_id: int, image: Image.Image, shrunk: int = 1) -> ComparedPhoto:
    image = image.resize((image.width // shrunk, image.height // shrunk))
    look = PairInput(
        photo_id,
        np.array([1, 0], np.float32),
        phash.phash(image),
        Metadata(),
        image.width,
        image.height,
        "JPEG",
        image.width * image.height // shrunk,
    )
    thumbnail = thumbnails.make(image)
    return ComparedPhoto(look, hashlib.sha256(thumbnail).digest(), thumbnail)


@pytest.fixture(scope="module")
def pictures() -> dict[str, ComparedPhoto]:
    coffee, cat = photos.real("coffee.png"), photos.real("chelsea.png")
    return {"coffee": seen(7, coffee), "small": seen(3, coffee, 2), "cat": seen(5, cat)}


def order(photo: ComparedPhoto, *partners: ComparedPhoto) -> PartnersOrder:
    return PartnersOrder(photo, partners, Thresholds())


def test_tells_copy_from_different_photo_and_measures_only_what_is_alike(pictures):
    answer = PartnerComparer().compare(
        order(pictures["coffee"], pictures["small"], pictures["cat"])
    )

    small, cat = answer.comparisons
    assert (small.tier, {cat.first, cat.second}) == (Tier.SAME_PICTURE, {7, 5})
    assert cat.tier is not Tier.SAME_PICTURE
    assert {3, 7} <= set(answer.qualities)


def test_the_larger_photo_comes_first_whichever_is_the_candidate(pictures):
    one = PartnerComparer().compare(order(pictures["coffee"], pictures["small"]))
    other = PartnerComparer().compare(order(pictures["small"], pictures["coffee"]))

    assert one == other
    assert (one.comparisons[0].first, one.comparisons[0].second) == (7, 3)


@pytest.mark.parametrize("thumbnail", [b"", b"\xff\xd8 no picture"])
def test_damaged_thumbnail_proves_nothing_and_stops_nothing(pictures, thumbnail):
    damaged = replace(pictures["small"], thumbnail=thumbnail, content_hash=b"another")
    answer = PartnerComparer().compare(order(pictures["coffee"], damaged, pictures["small"]))

    assert [c.tier is Tier.SAME_PICTURE for c in answer.comparisons] == [False, True]


def test_answer_can_travel_and_thresholds_may_change_from_order_to_order(pictures):
    partners = PartnerComparer()
    strict = replace(order(pictures["coffee"], pictures["small"]))
    hopeless = replace(strict, thresholds=Thresholds(same_agreement=2.0, similar_cosine=2.0))

    assert partners.compare(strict).comparisons[0].tier is Tier.SAME_PICTURE
    assert partners.compare(hopeless).comparisons[0].tier is not Tier.SAME_PICTURE
    assert pickle.loads(pickle.dumps(partners.compare(strict))) == partners.compare(strict)
