"""Runs that compare begin when they should, one at a time, and who waits is told how they ended."""

from concurrent.futures import Future
from types import SimpleNamespace

import pytest
from support.open_at_hand import own_thread
from support.waiting import SOON_S, until

from photosim.core.errors import DiskFullError, PhotosimError
from photosim.services.library.compare_schedule import CompareSchedule
from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.jobs import Turn
from photosim.texts.error_wording import told


class Opened:
    """An open library that compares until it is told how that ends.

    Attributes:
        ends: how each run ends, the next one last: None is well; a run waits while it is empty.
        n_runs: how many were begun.
        has_room: whether the disk has room again.
    """

    def __init__(self) -> None:
        self.ends: list[Exception | None] = []
        self.n_runs = self.n_looks = self.n_settled = 0
        self.has_room = False
        self.is_comparing_asked_for = False
        self.library = SimpleNamespace(live=SimpleNamespace(is_open=True))
        self.compare_run = SimpleNamespace(run=self.run, again=self.again, is_running=False)
        self.room = SimpleNamespace(stopped=lambda: None, has_returned=lambda: self.has_room)

    def run(self):
        self.n_runs += 1
        while not self.ends:
            yield Turn.WAIT
        if (error := self.ends.pop()) is not None:
            raise error

    def again(self):
        self.n_looks += 1

    def tell_phase(self):
        self.n_settled += 1


@pytest.fixture
def thread():
    with own_thread() as thread:
        yield thread


@pytest.fixture
def troubles():
    return []


@pytest.fixture
def opened():
    return Opened()


@pytest.fixture
def schedule(thread, troubles):
    return CompareSchedule(thread, troubles.append, lambda opened, error: False)


def ended(thread, opened, *how):
    """Let the runs that are under way end so."""
    thread.do(opened.ends.extend, how[::-1])
    thread.wake()


def test_who_asks_is_told_when_all_is_compared(thread, schedule, opened):
    waiter = Future()
    thread.do(schedule.request, opened, waiter)
    assert opened.is_comparing_asked_for  # so that it goes on while indexing is paused
    assert opened.compare_run.is_running
    assert not waiter.done()

    ended(thread, opened, None)

    assert waiter.result(SOON_S) is None
    assert (opened.n_runs, opened.n_settled, opened.is_comparing_asked_for) == (1, 1, False)


def test_one_run_at_a_time_which_looks_again(thread, schedule, opened):
    waiters = [Future(), Future()]
    for waiter in waiters:
        thread.do(schedule.request, opened, waiter)

    ended(thread, opened, None)

    assert [waiter.result(SOON_S) for waiter in waiters] == [None, None]
    assert (opened.n_runs, opened.n_looks) == (1, 2)


def test_what_nobody_waits_for_is_compared_as_something_that_may_wait(thread, schedule, opened):
    thread.do(schedule.ensure, opened)

    assert not opened.is_comparing_asked_for
    assert opened.compare_run.is_running


def test_nothing_begins_before_the_index_is_there(thread, schedule, opened):
    opened.library.live.is_open = False
    waiter = Future()
    thread.do(schedule.request, opened, waiter)
    assert opened.n_runs == 0

    opened.library.live.is_open = True
    ended(thread, opened, None)
    thread.do(schedule.ensure, opened)

    assert waiter.result(SOON_S) is None


def test_failure_is_told_with_when_it_goes_on_and_to_who_waits(thread, schedule, opened, troubles):
    waiter = Future()
    thread.do(schedule.request, opened, waiter)

    ended(thread, opened, PhotosimError("A table is missing."))

    assert str(waiter.exception(SOON_S)) == "A table is missing."
    [trouble] = troubles
    assert trouble.message == "A table is missing."
    assert "start" in told(trouble.advice)
    assert not opened.is_comparing_asked_for


def test_bug_is_told_as_one(thread, schedule, opened, troubles, caplog):
    waiter = Future()
    thread.do(schedule.request, opened, waiter)

    ended(thread, opened, ValueError("of ours"))

    assert isinstance(waiter.exception(SOON_S), ValueError)
    assert "of ours" in told(troubles[0].message)
    assert "of ours" in caplog.text


def test_full_disk_is_told_and_it_goes_on_by_itself_once_there_is_room(
    thread, schedule, opened, troubles
):
    waiter = Future()
    thread.do(schedule.request, opened, waiter)
    ended(thread, opened, DiskFullError("The disk is full."))
    assert isinstance(waiter.exception(SOON_S), DiskFullError)
    assert "room" in told(troubles[0].advice)
    assert opened.n_runs == 1

    opened.has_room = True
    thread.wake()

    assert until(lambda: opened.n_runs == 2)


def test_who_waits_goes_on_waiting_while_what_failed_is_made_good(thread, opened, troubles):
    schedule = CompareSchedule(thread, troubles.append, lambda *_: True)
    waiter = Future()
    thread.do(schedule.request, opened, waiter)
    ended(thread, opened, IndexDiedError("died"))
    assert until(lambda: not opened.ends)
    thread.do(schedule.ensure, opened)  # as who made it good does

    ended(thread, opened, None)

    assert waiter.result(SOON_S) is None
    assert (opened.n_runs, troubles) == (2, [])


def test_who_gave_up_waiting_does_not_keep_others_from_being_told(thread, schedule, opened):
    gone, waiter = Future(), Future()
    for one in (gone, waiter):
        thread.do(schedule.request, opened, one)
    gone.cancel()

    ended(thread, opened, None)

    assert waiter.result(SOON_S) is None


def test_library_that_cannot_be_used_any_more_is_told_to_who_waits(thread, schedule, opened):
    opened.library.live.is_open = False
    waiter = Future()
    thread.do(schedule.request, opened, waiter)

    thread.do(schedule.give_up, PhotosimError("The library is damaged."))

    assert str(waiter.exception(SOON_S)) == "The library is damaged."
