"""What texts mean: known words, near ones, guesses, colours, and what is beyond photosim."""

import numpy as np
import pytest

from photosim.core.words import parsed_query, text_encoder
from photosim.core.words.parsed_query import Sense, Term
from photosim.core.words.query_parser import QueryParser
from photosim.core.words.text_encoder import TextEncoder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def interpreter() -> QueryParser:
    card = text_encoder.shipped()
    model = TextEncoder(card)
    return QueryParser.load(card.parent, model, model.card.dim)


@pytest.fixture(scope="module")
def names(interpreter) -> tuple[str, ...]:
    return interpreter.words.names


def terms(interpreter, text: str, *own: str) -> dict[str, Term]:
    return {term.text: term for term in interpreter.read(text, own).terms}


def best(term: Term, names, n: int = 3) -> list[str]:
    return [names[i] for i in np.argsort(-term.weights)[:n]]


def test_words_are_taken_apart_without_fillers(interpreter):
    found = terms(interpreter, "Photos of my DOG on a sofa")

    assert {text: term.sense for text, term in found.items()} == {
        "dog": Sense.KNOWN,
        "sofa": Sense.KNOWN,
    }


def test_longest_known_phrase_is_one_term(interpreter, names):
    found = terms(interpreter, "hot dog and golden retrievers")

    assert list(found) == ["hot dog", "golden retrievers"]
    assert best(found["hot dog"], names, 1) == ["hot dog"]


def test_colours_are_colours_also_before_what_wordnet_has_a_plant_for(interpreter):
    found = terms(interpreter, "red pepper")

    assert found["red"].sense is Sense.COLOUR and found["red"].colour >= 0
    assert "red pepper" not in found and "pepper" in found


def test_word_without_a_class_shows_what_is_near(interpreter, names):
    term = terms(interpreter, "euphonium")["euphonium"]

    assert term.sense is Sense.NEAR
    assert {"trombone", "trumpet", "French horn"} == set(best(term, names))
    assert "trombone" in term.near


def test_accents_do_not_matter(interpreter, names):
    assert "restaurant" in best(terms(interpreter, "Cafés")["cafés"], names)


@pytest.mark.parametrize("word", ["xyzzy", "qwertz", "democracy", "blorft"])
def test_what_cannot_be_seen_is_unknown(interpreter, word):
    assert terms(interpreter, word)[word].sense is Sense.UNKNOWN


@pytest.mark.parametrize("word", ["собака", "犬", "כלב", "강아지"])
def test_other_alphabets_are_unknown_and_said_to_be_others(interpreter, word):
    term = terms(interpreter, word)[word]

    assert term.sense is Sense.UNKNOWN and term.is_script and not len(term.weights)


def test_labels_of_the_library_are_terms_of_their_own(interpreter):
    found = terms(interpreter, "anna at the lake", "anna", "the lake")

    assert {text: term.sense for text, term in found.items()} == {
        "anna": Sense.OWN,
        "the lake": Sense.OWN,
    }


@pytest.mark.parametrize("text", ["", "   ", "!!! ??? %", "_", "\x00\x01", "the of"])
def test_texts_without_words_have_no_terms(interpreter, text):
    assert interpreter.read(text).terms == ()


def test_endless_text_is_cut(interpreter):
    meant = interpreter.read("dog " * 25_000)

    assert [term.text for term in meant.terms] == ["dog"] and meant.is_cut
    many = interpreter.read(" ".join(f"word{i}" for i in range(400)))
    assert len(many.terms) <= parsed_query.MOST_WORDS and many.is_cut


def test_label_of_many_words_is_one_term(interpreter):
    label = "our long trip to the lakes of norway"

    found = terms(interpreter, f"boats {label}", label)

    assert list(found) == ["boats", label] and found[label].sense is Sense.OWN
