"""The bridge: what comes of a question is heard in the GUI thread, early or late, or not at all."""

import threading
from concurrent.futures import Future
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject

from photosim.core.errors import StoreError
from photosim.gui.widgets.bridge import Bridge
from photosim.services.runtime.futures import fail, finish


class Listener(QObject):
    """Hears answers, with the thread that they come in."""

    def __init__(self):
        super().__init__()
        self.heard = []

    def done(self, value):
        self.heard.append((value, threading.current_thread()))

    def numbered(self, number, value):
        self.heard.append((number, value))

    def failed(self, error):
        self.heard.append((str(error), threading.current_thread()))


@pytest.fixture
def bridge(qtbot):
    return Bridge()


@pytest.fixture
def listener():
    return Listener()


@pytest.mark.parametrize("is_late", [False, True])
def test_an_answer_of_another_thread_is_heard_in_this_one_also_when_it_is_there_already(
    qtbot, bridge, listener, is_late
):
    answer, error = Future(), Future()
    answering = threading.Thread(
        target=lambda: (finish(answer, 7), fail(error, StoreError("No room.")))
    )
    if is_late:
        answering.start()
        answering.join()
    bridge.bind(answer, listener.done, listener.failed)
    bridge.bind(error, listener.done, listener.failed)
    assert listener.heard == []  # later, never within the question
    if not is_late:
        answering.start()

    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    here = threading.main_thread()
    assert listener.heard == [(7, here), ("No room.", here)]


def test_answers_are_heard_in_their_order(qtbot, bridge, listener):
    first, second = Future(), Future()
    bridge.bind(second, partial(listener.numbered, 2))
    bridge.bind(first, partial(listener.numbered, 1))
    finish(first, "a")
    finish(second, "b")

    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    assert listener.heard == [(1, "a"), (2, "b")]


def test_nothing_is_heard_of_a_cancelled_question_nor_of_a_failure_nobody_asked_about(
    qtbot, bridge, listener
):
    cancelled, failing, last = Future(), Future(), Future()
    bridge.bind(cancelled, listener.done, listener.failed).cancel()
    bridge.bind(failing, listener.done)
    fail(failing, StoreError("no"))
    finish(bridge.bind(last, listener.done), "last")

    qtbot.waitUntil(lambda: bool(listener.heard))
    assert [value for value, _ in listener.heard] == ["last"]


@pytest.mark.parametrize("is_partial", [False, True])
def test_who_was_destroyed_meanwhile_hears_nothing(qtbot, bridge, listener, is_partial):
    gone, answer, last = Listener(), Future(), Future()
    heard = gone.heard
    bridge.bind(answer, partial(gone.numbered, 1) if is_partial else gone.done)
    bridge.bind(last, listener.done)
    finish(answer, 7)
    shiboken6.delete(gone)
    finish(last, "last")

    qtbot.waitUntil(lambda: bool(listener.heard))
    assert heard == []
