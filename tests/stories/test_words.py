"""Somebody searches with words: typed, suggested, pressed, and beyond what photosim knows."""

import shutil

import pytest
from support.people.person import ALT, CTRL, Keys
from support.people.sorter import Sorter

from photosim.core.model import card


@pytest.fixture
def searcher(at_home):
    """At the photos, with an empty field."""
    if at_home.title != "All photos":
        at_home.choose("all_photos")
        at_home.wait_until(lambda: at_home.title == "All photos")
    return at_home


def test_a_suggested_word_finds_photos_and_a_tag_leads_on_and_back_leads_home(searcher):
    person = searcher
    person.press(Keys.Key_F, CTRL)
    person.type("mop")
    person.wait_until(lambda: person.suggested_words() == ["moped"])
    person.look("words-suggested")
    person.press(Keys.Key_Down)
    chosen = person.field_text
    person.answer(lambda: person.press(Keys.Key_Return))
    person.wait_for_thumbnails()
    person.look("words-found")
    assert person.title == f"“{chosen}”"
    assert person.names()[0] == "motorcycle_left"
    assert not any("%" in told for told in person.photos())

    person.click_photo("motorcycle_left")
    person.show_query_pane()
    person.wait_until(lambda: bool(person.tags()))
    person.look("words-tags")
    tag = next(tag for tag in person.tags() if tag != chosen)
    person.answer(lambda: person.press_tag(tag))
    assert person.title == f"“{tag}”"
    assert "motorcycle_left" in person.names()[:3]

    person.press(Keys.Key_Left, ALT)
    person.wait_until(lambda: person.title == f"“{chosen}”")
    person.wait_until(lambda: person.selected_names() == ["motorcycle_left"])
    person.press(Keys.Key_Left, ALT)
    person.wait_until(lambda: person.title == "All photos")


@pytest.mark.parametrize(
    ("text", "name"),
    [("cat", "chelsea"), ("a cup of coffee", "coffee"), ("space rocket", "rocket")],
)
def test_what_can_be_seen_is_found_by_its_word(searcher, text, name):
    searcher.search_words(text)

    assert searcher.title == f"“{text}”"
    assert searcher.names()[0] == name


def test_names_and_dates_are_found_and_say_so(searcher):
    searcher.search_words("hubble")
    assert searcher.names()[0] == "hubble_deep_field"
    assert searcher.caption(0).startswith("in its name")

    searcher.search_words("3 May 2019")
    assert searcher.names()[0] == "coffee"
    assert searcher.caption(0).startswith("its date")


@pytest.mark.parametrize("text", ["кошка", "猫", "חתול", "xyzzy", "%_'\"; --", "?!…", "🐈"])
def test_what_is_beyond_photosim_is_said_plainly(searcher, text):
    searcher.search_words(text)

    searcher.look("words-beyond")
    assert searcher.title == f"“{text}”"
    assert searcher.empty_sentence or searcher.hint


def test_an_endless_text_is_answered(searcher):
    searcher.search_words("cat " * 20_000)

    assert searcher.title.startswith("“cat cat")
    assert searcher.names()[0] == "chelsea"


def test_a_picture_is_searched_again_with_more_of_a_word(searcher):
    person = searcher
    person.click_photo("chelsea")
    person.answer(lambda: person.choose("search_like"))
    person.show_query_pane()
    person.wait_for_thumbnails()
    before = person.names()

    person.answer(lambda: person.more_like("coffee"))
    person.wait_for_thumbnails()
    person.look("words-more-like")

    assert person.title == "Like chelsea.jpg, more “coffee”"
    assert person.names()[:2] == ["chelsea", "coffee"]
    assert before.index("coffee") > 1
    person.press(Keys.Key_Left, ALT)
    assert person.title == "Like chelsea.jpg"
    assert person.names() == before


def test_more_of_what_photosim_does_not_know_leaves_the_answer_as_it_is(searcher):
    person = searcher
    person.click_photo("chelsea")
    person.answer(lambda: person.choose("search_like"))
    person.show_query_pane()
    before = person.names()

    person.more_like("xyzzy")

    person.wait_until_said("xyzzy")
    assert person.title == "Like chelsea.jpg"
    assert person.names() == before


def test_of_a_model_without_words_names_are_found_and_the_rest_is_said(
    desk, library, pictures, tmp_path
):
    shipped = card.shipped()
    models = shutil.copytree(shipped.parent, tmp_path / "models")
    with (models / "imagenet-labels.txt").open("a") as labels:
        labels.write("something else\n")
    person = desk.open(library, model=models / shipped.name)
    person.wait_until_shown(len(pictures))

    person.search_words_in_vain("a cup of tea")
    person.look("words-without-model")
    assert person.title == "“a cup of tea”"
    assert "no words" in person.empty_sentence
    assert person.places()[0] == "All photos, 14"

    person.search_words("hubble")
    assert person.names() == ["hubble_deep_field"]
    assert "no words" in person.hint
    person.search_by_drop(pictures["coffee"])
    assert person.names()[0] == "coffee"


def test_a_label_is_a_word_at_once_in_any_alphabet_until_it_is_taken_back(desk, library, pictures):
    person = desk.open(library)
    person.wait_until_shown(len(pictures))
    sorter = Sorter(person)
    person.click_photo("grass")
    sorter.label("Наш сад")
    person.wait_until(lambda: sorter.counts() == {"Наш сад": "1"})

    person.press(Keys.Key_F, CTRL)
    person.paste("наш")
    person.wait_until(lambda: "Наш сад" in person.suggested_words())
    person.look("words-label-suggested")
    person.press(Keys.Key_Down)
    person.answer(lambda: person.press(Keys.Key_Return))

    assert person.names()[0] == "grass"
    assert person.caption(0).startswith("your label")
    person.look("words-label-found")
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorter.counts() == {})
    person.search_words("Наш сад")
    assert person.empty_sentence
