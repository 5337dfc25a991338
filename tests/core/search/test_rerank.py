import pytest
from PIL import Image
from support import photos

from photosim.core.records.pairs import Thresholds
from photosim.core.records.photos import Evidence, Match
from photosim.core.search import rerank
from photosim.core.search.rerank import (
    SuperpositionsAnswer,
    SuperpositionsOrder,
    lay_query,
    rechecked,
    worth_a_recheck,
)


def jpeg(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((384, 384))
    return photos.encoded(small)


def looked_at(query: Image.Image, *matches: Image.Image) -> SuperpositionsAnswer:
    pictures = tuple((number, jpeg(match)) for number, match in enumerate(matches, 1))
    return lay_query(SuperpositionsOrder(jpeg(query), pictures, Thresholds()))


def test_a_crop_is_the_same_picture_and_another_photo_is_not():
    whole = photos.real("chelsea.png")
    width, height = whole.size
    crop = whole.crop((width // 5, height // 5, width * 4 // 5, height * 4 // 5))

    found = looked_at(crop, whole, photos.real("coffee.png")).agreements

    assert found[1] > 0.8
    assert found[2] == 0


def test_a_damaged_small_picture_is_not_the_same():
    query = jpeg(photos.real())
    order = SuperpositionsOrder(query, ((1, query[:200]), (2, b"")), Thresholds())

    assert lay_query(order) == SuperpositionsAnswer({1: 0.0, 2: 0.0}, {1: None, 2: None})


def test_how_a_crop_lies_on_the_photo_that_it_was_cut_from_is_said():
    whole = photos.real("chelsea.png").resize((500, 300))
    query = whole.crop((100, 60, 400, 240))

    lies = looked_at(query, whole).superpositions[1]
    back = looked_at(whole, query).superpositions[1]

    assert lies.placed == pytest.approx((0.6, 0, 0.2, 0, 0.6, 0.2), abs=0.03)
    assert (lies.is_first_inner, back.is_first_inner) == (True, False)
    assert not lies.is_of_one_thing


def test_how_two_lie_is_said_of_those_too_that_are_not_the_same_picture():
    card = photos.real("coffee.png").resize((300, 200))
    other = card.copy()
    other.paste(photos.real("rocket.jpg").resize((150, 100)), (140, 90))

    found = looked_at(card, other)

    assert found.agreements[1] == 0
    assert found.superpositions[1].placed == pytest.approx((1, 0, 0, 0, 1, 0), abs=0.03)


def test_only_near_matches_with_other_bytes_are_looked_at():
    matches = [
        Match(1, 0.0, Evidence.SAME_FILE),
        Match(2, 0.1, Evidence.PROBABLY_SAME),
        Match(3, 0.3),
        Match(4, rerank.FARTHEST + 0.01),
    ]

    assert worth_a_recheck(matches) == [2, 3]
    assert len(worth_a_recheck([Match(i, 0.1) for i in range(100)])) == rerank.MOST


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
