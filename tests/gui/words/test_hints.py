"""What is said above an answer to words."""

import pytest

from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Answer, Match, Query
from photosim.gui.shell.navigation import ALL_PHOTOS, Stop, of_query
from photosim.gui.words.hints import INSTEAD, WordHints
from photosim.gui.words.suggester import Suggester

NOTE = "photosim does not know the word “dogz”."
DOGZ = (AnswerNote(NoteCode.UNKNOWN, ("dogz",)),)
SOME = (Match(1, 0.2),)


@pytest.fixture
def hints(engine, bridge, qtbot):
    made = WordHints(Suggester(engine.words, bridge))
    qtbot.addWidget(made)
    made.resize(600, 100)
    return made


def stop(matches=(), notes=(), text="dog", n_photos=9, **picture):
    return Stop(
        of_query(Query(text=text, **picture)),
        answer=Answer(matches, 0.1, notes=notes, n_photos=n_photos),
    )


def test_words_beyond_photosim_are_said_and_others_are_offered(hints, qtbot):
    hints.show_stop(stop(SOME, DOGZ))

    assert hints.sentence == NOTE
    qtbot.waitUntil(lambda: hints.chips.texts == ["dog sled", "dogs of Ada"])


def test_of_a_page_without_photos_only_other_words_are_offered(hints, qtbot):
    hints.show_stop(stop(notes=DOGZ))  # the page itself says the note
    assert hints.sentence == ""

    qtbot.waitUntil(lambda: hints.sentence == INSTEAD)


def test_a_press_searches_for_another_word(hints, qtbot):
    hints.show_stop(stop())
    qtbot.waitUntil(lambda: bool(hints.chips.buttons))

    with qtbot.waitSignal(hints.pressed) as pressed:
        hints.chips.buttons[0].click()

    assert pressed.args == ["dog sled"]


@pytest.mark.parametrize(
    "shown",
    [
        Stop(ALL_PHOTOS),
        stop(SOME),
        stop(notes=DOGZ, n_photos=0),
        Stop(of_query(Query(photo_id=1)), answer=Answer(SOME, 0.1)),
        Stop(of_query(Query(text="dog")), trouble="The file is missing."),
    ],
)
def test_where_nothing_is_to_be_said_nothing_is(hints, engine, shown):
    hints.show_stop(stop(SOME, DOGZ))
    n_asked = engine.count("suggest_words")

    hints.show_stop(shown)

    assert hints.sentence == ""
    assert engine.count("suggest_words") == n_asked


def test_words_of_the_page_before_do_not_come_late(hints, engine, qtbot):
    engine.held = True
    hints.show_stop(stop(SOME, DOGZ))
    hints.show_stop(Stop(ALL_PHOTOS))
    engine.release()
    engine.held = False
    hints.show_stop(stop(SOME, (AnswerNote(NoteCode.CUT),), text="dogs"))

    qtbot.waitUntil(lambda: hints.chips.texts == ["dogs of Ada"])
    assert hints.sentence.startswith("Only the first words")


def test_a_search_that_takes_long_is_said_and_what_was_said_before_comes_back(hints, qtbot):
    hints.show_stop(stop(SOME, DOGZ))
    hints.start_working("Searching for “beach”…")
    assert hints.sentence == NOTE

    qtbot.waitUntil(lambda: hints.sentence == "Searching for “beach”…")
    hints.stop_working()

    assert hints.sentence == NOTE


def test_a_search_that_is_answered_at_once_is_not_said(hints):
    hints.start_working("Searching for “beach”…")

    hints.stop_working()

    assert not hints._clock.isActive()
    assert hints.sentence == ""
