import pytest
from PIL import Image
from support import photos

from photosim.core.records.pairs import Thresholds
from photosim.core.records.photos import Evidence, Match
from photosim.core.search import rerank
from photosim.core.search.rerank import RecheckOrder, rechecked, same_pictures, worth_a_look


def jpeg(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((384, 384))
    return photos.encoded(small)


def looked_at(query: Image.Image, *matches: Image.Image) -> dict[int, float]:
    pictures = tuple((number, jpeg(match)) for number, match in enumerate(matches, 1))
    return same_pictures(RecheckOrder(jpeg(query), pictures, Thresholds()))


def test_a_crop_is_the_same_picture_and_another_photo_is_not():
    whole = photos.real("chelsea.png")
    width, height = whole.size
    crop = whole.crop((width // 5, height // 5, width * 4 // 5, height * 4 // 5))

    found = looked_at(crop, whole, photos.real("coffee.png"))

    assert found[1] > 0.8
    assert found[2] == 0


def test_a_damaged_small_picture_is_not_the_same():
    query = jpeg(photos.real())
    order = RecheckOrder(query, ((1, query[:200]), (2, b"")), Thresholds())

    assert same_pictures(order) == {1: 0.0, 2: 0.0}


def test_only_near_matches_with_other_bytes_are_looked_at():
    matches = [
        Match(1, 0.0, Evidence.SAME_FILE),
        Match(2, 0.1, Evidence.PROBABLY_SAME),
        Match(3, 0.3),
        Match(4, rerank.FARTHEST + 0.01),
    ]

    assert worth_a_look(matches) == [2, 3]
    assert len(worth_a_look([Match(i, 0.1) for i in range(100)])) == rerank.MOST


def test_what_is_the_same_picture_comes_before_what_looks_more_alike():
    matches = [Match(1, 0.0, Evidence.SAME_FILE), Match(2, 0.1), Match(3, 0.4), Match(4, 0.6)]

    found = rechecked(matches, {2: 0.0, 3: 0.9})

    assert [match.photo_id for match in found] == [1, 3, 2, 4]
    assert found[1].evidence is Evidence.PROBABLY_SAME
    assert found[1].distance == pytest.approx(0.1)
    assert found[2] == Match(2, 0.1)


def test_what_only_a_hash_called_the_same_is_not_called_so_any_more():
    seen, unseen = (Match(i, 0.05, Evidence.PROBABLY_SAME) for i in (1, 2))

    found = {match.photo_id: match for match in rechecked([seen, unseen], {1: 0.0})}

    assert found[1] == Match(1, 0.05)
    assert found[2] == unseen
