"""The steps to an answer: which come, in which order, and what ends them early."""

import numpy as np
import pytest
from support.saying import raises_saying

from photosim.core.compare.close_job import CloseOrder
from photosim.core.compare.superposition import Superposition
from photosim.core.errors import BoxError, DecodeError
from photosim.core.image.examine import QueryLook
from photosim.core.records.pairs import Thresholds
from photosim.core.records.photos import Answer, Box, Evidence, Match, Query
from photosim.core.search.rerank import SuperpositionsAnswer, SuperpositionsOrder
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term
from photosim.services.runtime.messages import (
    FurtherViewsOrder,
    LookOrder,
    Outcome,
    Reply,
    SubjectOrder,
    WordsOrder,
)
from photosim.services.search import pipeline
from photosim.services.search.answers import Recheckable, SearchQuestion, WordMatches
from photosim.services.search.pipeline import FirstAnswer, InLibrary, ReadAhead
from photosim.services.words.understanding import InWords

SEEN = QueryLook(
    "ab" * 32,
    np.zeros((1, 4), np.float32),
    np.zeros(8, np.uint64),
    b"jpeg",
    40,
    30,
    np.zeros((0, 2), np.float32),
    "model",
)
ANSWER = Answer((Match(7, 0.1),), 0.5)
FOUND = Recheckable(ANSWER, b"jpeg")
CHECK = SuperpositionsOrder(b"jpeg", ((7, b"jpeg"),), Thresholds())
FILES = CloseOrder(None, (), (), ())
SUBJECT = Box(0.1, 0.1, 0.5, 0.5)
LIES = Superposition((1.0, 0.0, 0.0, 0.0, 1.0, 0.0), is_first_inner=True, is_of_one_thing=False)
LAID = [InLibrary, SuperpositionsOrder]


def question(query: Query, **more: object) -> SearchQuestion:
    return SearchQuestion(query, 5, 0.0, **more)


def walked(steps, *came: object) -> tuple[list[object], Answer]:
    """The kinds of what the steps ask for, when they are sent these in turn; and the answer."""
    said: list[object] = []
    replies = [None, *came]
    while True:
        try:
            step = steps.send(replies.pop(0))
        except StopIteration as end:
            assert not replies
            return said, end.value
        said.append(type(step))


def ok(value: object) -> Reply:
    return Reply(Outcome.OK, value)


def test_one_answer_is_to_all_views_and_rechecked():
    steps = pipeline.answering(question(Query(path="/a.jpg")))

    said, answer = walked(
        steps, ok(SEEN), FOUND, CHECK, ok(SuperpositionsAnswer({7: 0.99}, {7: LIES}))
    )

    assert said == [LookOrder, InLibrary, InLibrary, SuperpositionsOrder]
    assert answer.matches[0].distance == pytest.approx(0.01)


def test_two_answers_begin_with_a_glance():
    steps = pipeline.answering(question(Query(data=b"jpeg"), has_first=True))

    said, answer = walked(steps, ok(SEEN), None, ok(SEEN), FOUND, None)

    assert said == [LookOrder, FirstAnswer, FurtherViewsOrder, InLibrary, InLibrary]
    assert answer == ANSWER


def test_a_worker_that_has_forgotten_its_glance_looks_again():
    steps = pipeline.answering(question(Query(data=b"jpeg"), has_first=True))

    said, answer = walked(steps, ok(SEEN), None, ok(None), ok(SEEN), FOUND, None)

    assert said == [LookOrder, FirstAnswer, FurtherViewsOrder, LookOrder, InLibrary, InLibrary]
    assert answer == ANSWER


def test_a_photo_of_the_library_is_not_looked_at_and_found_once_for_both_answers():
    steps = pipeline.answering(question(Query(photo_id=7), has_first=True))

    found, first = next(steps), steps.send(FOUND)
    said, answer = walked(steps, CHECK, ok(SuperpositionsAnswer({7: 0.99}, {7: LIES})), ok(SUBJECT))

    assert isinstance(found, InLibrary) and isinstance(first, FirstAnswer)
    assert first.work(None) is ANSWER
    assert said == [InLibrary, SuperpositionsOrder, SubjectOrder]
    assert answer.matches[0].distance == pytest.approx(0.01)
    assert answer.subject == SUBJECT


def test_files_are_opened_for_who_wants_it_but_not_for_a_part():
    whole, part = Query(path="/a.jpg"), Query(path="/a.jpg", box=Box(0.1, 0.1, 0.5, 0.5))

    opened, _ = walked(
        pipeline.answering(question(whole, opens_files=True)),
        *(ok(SEEN), FOUND, None, FILES, Reply(Outcome.CRASHED)),
    )
    left, _ = walked(pipeline.answering(question(part, opens_files=True)), ok(SEEN), FOUND, None)

    assert opened == [LookOrder, InLibrary, InLibrary, InLibrary, CloseOrder]
    assert left == [LookOrder, InLibrary, InLibrary]


def test_the_rest_is_laid_on_the_query_before_its_files_are_opened_and_nothing_a_second_time():
    first, further = (Match(i, 0.1, Evidence.PROBABLY_SAME) for i in (7, 8))
    found = Recheckable(Answer((first, further), 0.5), b"jpeg")
    asked = question(Query(path="/a.jpg"), opens_files=True)
    laid = ok(SuperpositionsAnswer({7: 0.99}, {7: LIES}))
    rest = ok(SuperpositionsAnswer({8: 0.0}, {8: LIES}))
    all_laid = ok(SuperpositionsAnswer({7: 0.99, 8: 0.99}, {7: LIES, 8: None}))

    some, _ = walked(pipeline.answering(asked), ok(SEEN), found, CHECK, laid, CHECK, rest, None)
    none, answer = walked(pipeline.answering(asked), ok(SEEN), found, CHECK, all_laid, None)

    assert some == [LookOrder, InLibrary, *LAID, *LAID, InLibrary]
    assert none == [LookOrder, InLibrary, *LAID, InLibrary]
    assert [match.evidence for match in answer.matches] == [Evidence.PROBABLY_SAME] * 2


@pytest.mark.parametrize("outcome", [Outcome.UNREADABLE, Outcome.UNAVAILABLE, Outcome.CRASHED])
def test_a_picture_that_cannot_be_read_says_why(outcome):
    steps = pipeline.answering(question(Query(path="/a.jpg")))

    with raises_saying(DecodeError, "It is torn"):
        walked(steps, Reply(outcome, reason="It is torn."))


MISTAKEN = [Reply(Outcome.BUG, reason="Traceback"), ok("no look")]


@pytest.mark.parametrize("reply", MISTAKEN, ids=["a bug", "something else"])
def test_a_mistake_of_a_worker_is_told_without_its_code(reply):
    glanced = pipeline.answering(question(Query(data=b"jpeg"), has_first=True))

    with raises_saying(DecodeError, "made a mistake"):
        walked(pipeline.looking(b"/a.jpg"), reply)
    with raises_saying(DecodeError, "made a mistake"):
        walked(glanced, ok(SEEN), None, reply)


def test_a_part_that_is_none_is_refused_before_anything_is_done():
    steps = pipeline.answering(question(Query(path="/a.jpg", box=Box(2.0, 2.0, 0.5, 0.5))))

    with pytest.raises(BoxError):
        walked(steps)


ASKED = ParsedText("red dog", "red dog", (), (), False)
RED = ParsedQuery((Term("red", Sense.KNOWN, np.zeros(0, np.float32), colour=1),))
FITTING = WordMatches((Match(7, 0.1),), (), 0.1)


def test_words_are_understood_and_the_photos_found_that_fit():
    steps = pipeline.answering(question(Query(text="red dog")))

    said, answer = walked(steps, ASKED, ok(RED), FITTING, ANSWER, None)

    assert said == [InWords, WordsOrder, InWords, InLibrary, ReadAhead]
    assert answer == ANSWER


def test_a_picture_more_like_words_goes_the_way_of_a_picture_once_they_are_understood():
    steps = pipeline.answering(question(Query(path="/a.jpg", text="dog"), has_first=True))

    came = (ASKED, ok(RED), abs, ok(SEEN), None, ok(SEEN), FOUND, None)
    said, answer = walked(steps, *came)

    assert said[:3] == [InWords, WordsOrder, InWords]
    assert said[3:] == [LookOrder, FirstAnswer, FurtherViewsOrder, InLibrary, InLibrary]
    assert answer == ANSWER


def test_a_picture_beside_blank_words_is_searched_with_alone():
    said, _ = walked(pipeline.answering(question(Query(photo_id=7, text="  "))), FOUND, None)

    assert said == [InLibrary, InLibrary]
