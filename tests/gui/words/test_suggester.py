"""Suggestions while a text is typed: not at each key, and the latest counts."""

import pytest

from photosim.core.errors import PhotosimError
from photosim.gui.words.suggester import Suggester


@pytest.fixture
def suggester(engine, bridge):
    made = Suggester(engine.words, bridge)
    made.found = []
    made.suggested.connect(made.found.append)
    return made


def asked(engine):
    return [argument for name, argument in engine.asked if name == "suggest_words"]


def test_only_what_is_there_when_the_typing_rests_is_asked_about(suggester, engine, qtbot):
    for text in ("d", "do", "dog s"):
        suggester.type(text)

    qtbot.waitUntil(lambda: bool(suggester.found))

    assert asked(engine) == ["dog s"]
    assert [word.text for word in suggester.found[0]] == ["dog sled"]


def test_an_answer_to_an_earlier_text_is_not_heard(suggester, engine, qtbot):
    engine.held = True
    suggester.ask("dogs")
    suggester.ask("dog s")

    engine.release()

    qtbot.waitUntil(lambda: bool(suggester.found))
    assert [[word.text for word in found] for found in suggester.found] == [["dog sled"]]


def test_nothing_comes_after_it_was_stopped(suggester, engine, qtbot):
    engine.held = True
    suggester.ask("dog")
    suggester.stop()
    engine.release()
    engine.held = False
    suggester.ask("dogs")  # comes after it through the same door

    qtbot.waitUntil(lambda: bool(suggester.found))

    assert [[word.text for word in found] for found in suggester.found] == [["dogs of Ada"]]


@pytest.mark.parametrize("text", ["", "   ", "\0\n"])
def test_nothing_is_asked_about_an_empty_text(suggester, engine, text):
    suggester.type(text)

    assert suggester.found == [()]
    assert asked(engine) == []


def test_an_endless_text_is_asked_about_in_part(suggester, engine):
    suggester.ask("dog " * 50_000)

    assert len(asked(engine)[0]) <= 500


def test_when_suggestions_fail_there_are_none(suggester, engine, qtbot):
    engine.error = PhotosimError("The file for words is missing.")

    suggester.ask("dog")

    qtbot.waitUntil(lambda: suggester.found == [()])
