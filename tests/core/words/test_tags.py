"""Tags: readable names and kinds from classes, and the vote of labelled neighbours."""

import numpy as np
import pytest

from photosim.core.model import card as cards
from photosim.core.records.themes import TagKind
from photosim.core.words import tags
from photosim.core.words.class_table import WHOLE, tempered
from photosim.core.words.tags import Tagger
from photosim.core.words.vocabulary import Vocabulary

WORDS = Vocabulary.load(cards.shipped().parent)


def number(name: str) -> int:
    return WORDS.names.index(name)


def said(**chances: float) -> dict[str, float]:
    classes = {number(name.replace("_", " ")): chance for name, chance in chances.items()}
    return {tag.text: tag.score for tag in Tagger(WORDS).seen(classes)}


def test_sure_class_is_named_with_its_kind_but_not_with_the_widest():
    assert list(said(Beagle=0.9)) == ["Beagle", "hound", "dog"]


def test_kind_is_said_where_the_class_is_not_sure():
    found = said(Beagle=0.2, pug=0.2, Samoyed=0.2, Basenji=0.2)

    assert next(iter(found)) == "dog" and found["dog"] == pytest.approx(0.8)


def test_classes_with_one_name_are_one_tag():
    both = {i: 0.3 for i, name in enumerate(WORDS.names) if name == "laptop"}
    assert len(both) == 2

    (tag, *_) = Tagger(WORDS).seen(both)

    assert (tag.text, tag.score, tag.kind) == ("laptop", 0.6, TagKind.SEEN)


def test_what_is_hardly_seen_is_not_said():
    assert said(Beagle=0.05, pizza=0.05) == {}
    assert Tagger(WORDS).seen({}) == []


def test_there_are_only_a_few():
    many = {i: 0.2 for i in range(0, 1000, 40)}

    assert len(Tagger(WORDS).seen(many)) == tags.MOST


def test_softened_shares_give_the_chances_back():
    chances = np.array([[0.7, 0.2, 0.1], [0, 0, 0]], np.float32)
    shares = np.round(WHOLE * tempered(chances)).astype(np.uint16)

    np.testing.assert_allclose(tags.chances_of(shares), chances, atol=1e-3)


def test_neighbours_share_their_classes_by_likeness():
    mixed = tags.mixed({1: 1.0}, [{1: 1.0}, {2: 1.0}], [3.0, 1.0])

    assert mixed == pytest.approx({1: 0.5 + 0.375, 2: 0.125})
    assert tags.mixed({1: 1.0}, [], []) == {1: 1.0}
    assert tags.mixed({1: 1.0}, [{2: 1.0}], [0.0]) == {1: 1.0, 2: 0.0}


def test_neighbours_that_are_hardly_alike_have_hardly_a_say():
    assert tags.mixed({1: 1.0}, [{2: 1.0}], [0.05]) == pytest.approx({1: 0.95, 2: 0.05})
    assert tags.votes([["Anna"], ["Anna"]], [0.3, 0.2], frozenset()) == []


def test_labels_of_most_neighbours_are_suggested():
    (tag,) = tags.votes([["Anna"], ["Anna", "lake"], []], [0.9, 0.9, 0.9], frozenset())

    assert (tag.text, tag.kind) == ("Anna", TagKind.SUGGESTED)
    assert tag.score == pytest.approx(2 / 3, abs=0.01)


def test_nearer_neighbours_have_more_to_say():
    (tag,) = tags.votes([["Anna"], ["lake"]], [0.9, 0.5], frozenset())

    assert tag.text == "Anna"


def test_given_and_refused_labels_are_not_suggested():
    assert tags.votes([["Anna"]], [1.0], frozenset({"Anna"})) == []
    assert tags.votes([], [], frozenset()) == []
    assert tags.votes([["Anna"]], [0.0], frozenset()) == []
