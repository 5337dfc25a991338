"""Words to go on with: what is completed, in which order, and what odd texts do."""

import pytest

from photosim.core.records.themes import WordKind
from photosim.core.words import completion

WORDS = completion.words_of(
    [
        ("strawberry", WordKind.THING, 4),
        ("street", WordKind.THING, 9),
        ("Strand 2019", WordKind.LABEL, 2),
        ("Café", WordKind.LABEL, 1),
        ("golden retriever", WordKind.THING, 3),
        ("Canon EOS 5D", WordKind.CAMERA, 7),
        ("red", WordKind.COLOUR, 0),
        ("2019", WordKind.DATE, 12),
        ("street", WordKind.FOLDER, 50),
    ]
)


def texts(typed: str) -> list[str]:
    return [one.text for one in completion.complete(typed, WORDS)]


def test_labels_come_first_then_what_finds_most():
    assert texts("str") == ["Strand 2019", "street", "strawberry"]


def test_each_text_is_suggested_once():
    (street,) = completion.complete("stree", WORDS)

    assert (street.kind, street.n_photos) == (WordKind.THING, 9)


def test_last_word_is_completed_and_the_rest_stays():
    assert texts("red str") == ["red Strand 2019", "red street", "red strawberry"]
    assert texts("dog with a golden re") == ["dog with a golden retriever"]


def test_later_words_of_a_name_are_found():
    assert texts("retr") == ["golden retriever"]
    assert texts("5d") == ["Canon EOS 5D"]


def test_accents_and_case_do_not_matter():
    assert texts("CAFE") == texts("café") == ["Café"]


def test_mistyped_word_suggests_what_was_meant():
    assert texts("strawbery") == ["strawberry"]


def test_nothing_typed_suggests_what_finds_something():
    assert texts("") == texts("  ") == [
        "Strand 2019", "Café", "street", "strawberry", "golden retriever", "2019", "Canon EOS 5D",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["x" * 100_000, "собака", "%", "_", "\x00", "zz", "''"])
def test_odd_texts_suggest_nothing(typed):
    assert texts(typed) == []


def test_library_without_words_suggests_nothing():
    assert completion.complete("dog", []) == completion.complete("", []) == []
