"""The latest question: what was asked before is given up and not heard, but for bugs."""

from concurrent.futures import Future

import pytest
from PySide6.QtCore import QObject

from photosim.core.errors import StoreError
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.latest_question import LatestQuestion
from photosim.services.runtime.futures import fail, finish


class Asker(QObject):
    """Asks, and keeps what it hears."""

    def __init__(self, bridge):
        super().__init__()
        self.heard = []
        self.question = LatestQuestion(bridge, self)

    def ask(self):
        answer = Future()
        self.question.ask(answer, self.heard.append, lambda error: self.heard.append(str(error)))
        return answer


@pytest.fixture
def asker(qtbot):
    return Asker(Bridge())


def test_an_answer_is_heard_once_it_comes(qtbot, asker):
    finish(asker.ask(), 7)

    qtbot.waitUntil(lambda: asker.heard == [7])


def test_another_question_cancels_the_one_before(qtbot, asker):
    first, second = asker.ask(), asker.ask()
    finish(second, 2)

    qtbot.waitUntil(lambda: asker.heard == [2])
    assert first.cancelled()


@pytest.mark.parametrize(
    "end", [lambda job: finish(job, 1), lambda job: fail(job, StoreError("No."))]
)
def test_what_is_on_its_way_when_another_question_is_asked_is_not_heard(qtbot, asker, end):
    end(asker.ask())
    finish(asker.ask(), 2)

    qtbot.waitUntil(lambda: bool(asker.heard))
    assert asker.heard == [2]


def test_a_failure_is_heard(qtbot, asker):
    fail(asker.ask(), StoreError("No room."))

    qtbot.waitUntil(lambda: asker.heard == ["No room."])


def test_nothing_is_heard_of_what_was_forgotten(qtbot, asker):
    finish(asker.ask(), 1)
    asker.question.forget()
    finish(asker.ask(), 2)  # comes after it through the same door

    qtbot.waitUntil(lambda: asker.heard == [2])


def test_a_bug_is_loud_though_nobody_wants_the_answer_any_more(qtbot, asker):
    with qtbot.capture_exceptions() as caught:
        fail(asker.ask(), ZeroDivisionError())
        asker.question.forget()
        qtbot.waitUntil(lambda: bool(caught))

    assert caught[0][0] is ZeroDivisionError
    assert asker.heard == []
