"""What a text means is found out step by step, the same for both who ask."""

from datetime import datetime

import pytest

from photosim.core.errors import PhotosimError, WordFault
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery
from photosim.services.runtime.messages import Outcome, Reply, WordsOrder
from photosim.services.words.understanding import InWords, understanding
from photosim.services.words.word_index import Understood

NOW = datetime(2026, 11, 30)
ASKED = ParsedText("dog 2019", "dog", ("dog",), (), False)
MEANT = ParsedQuery(())


def turned(parsed: ParsedText, reply: Reply | None = None) -> Understood:
    """The end of the steps, where the library says `parsed` and the sentence model `reply`."""
    steps = understanding(parsed.text, NOW)
    assert isinstance(next(steps), InWords)
    try:
        step = steps.send(parsed)
        assert step == WordsOrder(parsed.rest, parsed.own)
        steps.send(reply)
    except StopIteration as end:
        return end.value
    raise AssertionError("there is a step more")


def test_library_takes_a_text_apart_and_the_sentence_model_says_what_the_rest_means():
    assert turned(ASKED, Reply(Outcome.OK, MEANT)) == Understood(ASKED, MEANT)


def test_where_nothing_is_left_nobody_is_asked():
    dates = ParsedText("2019", "", (), (), False)

    assert turned(dates) == Understood(dates, ParsedQuery(()))


@pytest.mark.parametrize("outcome", [Outcome.MODEL, Outcome.CRASHED, Outcome.NOT_STARTED])
def test_labels_and_names_still_count_where_nobody_can_say_what_words_mean(outcome):
    found = turned(ASKED, Reply(outcome, reason="no model"))

    assert found == Understood(ASKED, ParsedQuery(()), "no model")


def test_mistake_is_told_as_one():
    with pytest.raises(PhotosimError, match=WordFault.BUG_WITH_TEXT):
        turned(ASKED, Reply(Outcome.BUG, reason="a mistake"))
