"""Texts become the numbers that the `tokenizers` package gives, recorded in data/pieces.json."""

import json
from pathlib import Path

import pytest

from photosim.core.words import text_encoder
from photosim.core.words.tokenizer import Tokenizer, split

RECORDED = json.loads((Path(__file__).parents[2] / "data" / "models" / "pieces.json").read_text())


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    card = text_encoder.load(text_encoder.shipped())
    return Tokenizer(card.pieces.read_text(encoding="utf-8").rstrip("\n").split("\n"), card.longest)


@pytest.mark.parametrize("number", range(len(RECORDED)))
def test_numbers_are_those_of_the_reference(pieces, number):
    text, numbers = RECORDED[number]

    assert pieces.encode(text) == numbers


def test_words_of_the_control_vocabulary_are_only_text(pieces):
    assert pieces.encode("[CLS] [MASK]") != [101, 101, 103, 102]


def test_whole_words_are_told_from_pieces(pieces):
    assert pieces.is_whole("dog")
    assert not pieces.is_whole("xyzzy")
    assert not pieces.is_whole("")


def test_text_is_split_at_marks_and_blanks():
    assert list(split(" Dog's\tlife ")) == ["dog", "'", "s", "life"]
