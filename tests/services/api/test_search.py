"""Questions whose steps meet a mistake of photosim's own."""

import logging

import pytest
from support import workers
from support.waiting import SOON_S

from photosim.core.errors import Fault, PhotosimError, WordFault, coded
from photosim.core.records.photos import Query
from photosim.services.api.search import SearchQuestions
from photosim.services.runtime.jobs import JobThread
from photosim.services.runtime.messages import LookOrder


def mistaken(question):
    """Steps that fail once a worker has replied."""
    reply = yield LookOrder(b"/a.jpg")
    raise ValueError(f"What is {reply.outcome}?")


@pytest.fixture
def questions():
    asked = SearchQuestions(
        JobThread(), lambda: None, None, "card", answering=mistaken, target=workers.obedient
    )
    asked.start()
    yield asked
    asked.stop()


@pytest.mark.parametrize(
    ("query", "told"),
    [(Query(path="/a.jpg"), Fault.BUG_ASKING), (Query(text="dog"), WordFault.BUG_WITH_TEXT)],
    ids=["a picture", "words"],
)
def test_a_mistake_after_the_reply_of_a_worker_is_told_and_logged(questions, caplog, query, told):
    asked = questions.search(query, 5, is_refined=True)

    with pytest.raises(PhotosimError) as raised:
        asked.answer.result(timeout=SOON_S)
    assert str(raised.value) == coded(told)
    assert "ValueError: What is ok?" in caplog.text
    assert [one.levelno for one in caplog.records if one.exc_info] == [logging.ERROR]
