"""Texts taken apart into words, in any alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.words import parsed_query


@pytest.mark.parametrize("word", ["हिन्दी", "สวัสดี", "собака", "犬", "été", "o'neill"])
def test_words_of_any_alphabet_stay_whole(word):
    assert parsed_query.split(f"{word}, {word}!") == ([word, word], False)


def test_accents_written_apart_are_the_same_word():
    apart = unicodedata.normalize("NFD", "Zürich")

    assert parsed_query.split(apart) == parsed_query.split("Zürich") == (["zürich"], False)


@pytest.mark.parametrize("text", ["3/5/2019", "05/2019", "2019/05/03", "2019/5", "2019/2020"])
def test_strokes_of_a_date_part_no_words(text):
    assert parsed_query.split(f"dog ({text}), cat/dog 24/7") == (
        ["dog", text, "cat", "dog", "24", "7"],
        False,
    )


@pytest.mark.parametrize("text", ["", "\x00", "\u2764\ufe0f", "\u0301", "%_ --", "\udcff"])
def test_signs_are_no_words(text):
    assert parsed_query.split(text) == ([], False)


def test_endless_text_is_cut_between_words():
    words, is_cut = parsed_query.split("word " * 100_000)

    assert is_cut and set(words) == {"word"}


@given(st.one_of(st.text(), st.text(alphabet='a -"\u2212b_.')))
def test_any_text_is_taken_apart(text):
    kept, left_out = parsed_query.parted(text)

    assert parsed_query.parted(parsed_query.joined(kept, left_out)) == (kept, left_out)
