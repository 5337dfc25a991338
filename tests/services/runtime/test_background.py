"""The background process: it comes with an order, survives what kills it, and goes when idle."""

import os
import queue

import pytest
from support.waiting import ended, until

from photosim.core.themes.clustering import ClusteringInput
from photosim.services.runtime.background import Background
from photosim.services.runtime.messages import ColoursOrder, Outcome, ThemesOrder
from photosim.texts import error_wording

pytestmark = pytest.mark.slow


def serve_or_die(pipe, niceness):
    """Stands in for the process's main function: what an order's first word says happens to it."""
    from photosim.services.runtime.worker import serve

    def answer(order):
        word = order.path if isinstance(order, ThemesOrder) else order.pictures[0]
        if word == b"die":
            os._exit(3)
        return word.decode().upper()

    del niceness
    serve(pipe, answer)


def sort(path):
    return ThemesOrder(path, ClusteringInput(None, None, None, None))


@pytest.fixture
def replies():
    return queue.SimpleQueue()


@pytest.fixture
def background():
    made = []

    def make(**more):
        made.append(Background(serve_or_die, **more))
        return made[-1]

    yield make
    for one in made:
        one.stop()


def said(replies):
    """What a person is told of the next reply."""
    return error_wording.told(replies.get(timeout=60).reason)


def test_nothing_runs_before_it_is_needed(background, replies):
    one = background()

    assert one.pids() == []
    one.submit(sort(b"hello"), replies.put)
    assert replies.get(timeout=60).value == "HELLO"


def test_the_process_ends_when_it_is_idle_and_comes_again(background, replies):
    one = background(idle_s=0.1)
    one.submit(sort(b"first"), replies.put)
    replies.get(timeout=60)

    assert until(lambda: not one.pids())
    one.submit(sort(b"second"), replies.put)
    assert replies.get(timeout=60).value == "SECOND"


def test_an_order_that_kills_it_is_told_and_the_next_one_is_served(background, replies):
    one = background()
    one.submit(sort(b"die"), replies.put)
    told = replies.get(timeout=60)

    assert told.outcome is Outcome.CRASHED and "stopped twice" in error_wording.told(told.reason)
    one.submit(sort(b"alive"), replies.put)
    assert replies.get(timeout=60).value == "ALIVE"


def test_what_went_wrong_is_called_by_its_name(background, replies):
    one = background()
    one.submit(ColoursOrder((b"die",)), replies.put)
    assert said(replies).startswith("Looking at colours has stopped twice.")
    one.stop()
    one.submit(sort(b"late"), replies.put)
    assert said(replies) == "Sorting the photos could not be begun."


def test_stopping_answers_what_waits_and_ends_the_process(background, replies):
    one = background()
    one.submit(sort(b"first"), replies.put)
    replies.get(timeout=60)
    [pid] = one.pids()
    one.stop()

    assert ended(pid)
    one.submit(sort(b"late"), replies.put)
    assert replies.get(timeout=60).outcome is Outcome.NOT_STARTED


def test_a_damaged_graph_is_a_sentence(tmp_path, replies):
    (tmp_path / "graph").write_bytes(b"nonsense")
    real = Background()
    try:
        order = sort(os.fsencode(tmp_path / "graph"))
        real.submit(order, replies.put)
        told = replies.get(timeout=60)
    finally:
        real.stop()

    assert told.outcome is Outcome.UNAVAILABLE and "damaged" in error_wording.told(told.reason)
