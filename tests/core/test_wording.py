"""Texts taken apart into words, in any alphabet."""

import unicodedata

import pytest

from photosim.core import wording


@pytest.mark.parametrize("word", ["हिन्दी", "สวัสดี", "собака", "犬", "été", "o'neill"])
def test_words_of_any_alphabet_stay_whole(word):
    assert wording.split(f"{word}, {word}!") == ([word, word], False)


def test_accents_written_apart_are_the_same_word():
    apart = unicodedata.normalize("NFD", "Zürich")

    assert wording.split(apart) == wording.split("Zürich") == (["zürich"], False)


@pytest.mark.parametrize("text", ["", "\x00", "\u2764\ufe0f", "\u0301", "%_ --", "\udcff"])
def test_signs_are_no_words(text):
    assert wording.split(text) == ([], False)


def test_endless_text_is_cut_between_words():
    words, is_cut = wording.split("word " * 100_000)

    assert is_cut and set(words) == {"word"}
