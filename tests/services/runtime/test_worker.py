"""What a worker answers, whatever happens to an order."""

import logging

import pytest

from photosim.core.errors import DecodeError, ModelError, UnavailableFileError, UnfinishedFileError
from photosim.services.runtime import noise
from photosim.services.runtime.messages import ExamineOrder, LoadOrder, Order, Outcome, path_of
from photosim.services.runtime.worker import OrderHandler, reply_to, serve


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DecodeError("It is no photo."), Outcome.UNREADABLE),
        (UnfinishedFileError("It ends too early."), Outcome.UNFINISHED),
        (UnavailableFileError("It is gone."), Outcome.UNAVAILABLE),
        (ModelError("It is damaged."), Outcome.MODEL),
    ],
)
def test_an_error_becomes_an_outcome_with_its_sentence(error, outcome):
    def answer(_order):
        raise error

    reply = reply_to(answer, ExamineOrder(b"a"))

    assert (reply.outcome, reply.reason, reply.value) == (outcome, str(error), None)


def test_want_of_memory_is_the_pictures_fault():
    def answer(_order):
        raise MemoryError

    reply = reply_to(answer, ExamineOrder(b"a"))

    assert reply.outcome is Outcome.UNREADABLE
    assert "memory" in reply.reason


def test_a_bug_is_carried_home_with_its_traceback():
    def answer(_order):
        raise KeyError("a bug")

    reply = reply_to(answer, ExamineOrder(b"a"))

    assert reply.outcome is Outcome.BUG
    assert "KeyError: 'a bug'" in reply.reason


class Pipe:
    def __init__(self, orders):
        self.orders = orders
        self.sent = []

    def recv(self):
        if not self.orders:
            raise EOFError
        return self.orders.pop(0)

    def send(self, reply):
        self.sent.append(reply)


def test_it_serves_until_the_pipe_ends():
    pipe = Pipe([ExamineOrder(b"a"), ExamineOrder(b"b")])

    serve(pipe, lambda order: order.path)

    assert [reply.value for reply in pipe.sent] == [b"a", b"b"]


def test_what_libraries_complain_of_comes_with_the_reply_and_only_once():
    heard = noise.Warnings()

    def answer(order: Order) -> None:
        for _ in range(int(path_of(order))):
            heard.handle(logging.makeLogRecord({"name": "PIL", "msg": "odd " + "x" * 10_000}))

    pipe = Pipe([ExamineOrder(b"1"), ExamineOrder(b"99"), LoadOrder()])
    serve(pipe, lambda order: answer(order) if path_of(order) else None, heard.take)

    assert [len(reply.noise) for reply in pipe.sent] == [1, noise.MOST_LINES, 0]
    assert pipe.sent[0].noise[0].startswith("PIL: odd x")
    assert len(pipe.sent[0].noise[0]) == noise.LONGEST_LINE


def test_a_model_that_is_not_there_is_an_outcome(tmp_path):
    answer = OrderHandler(tmp_path / "no card.json", 1).answer

    assert reply_to(answer, LoadOrder()).outcome is Outcome.MODEL
