"""One run at a time, and everybody who waits for it is told once."""

from concurrent.futures import Future

import pytest

from photosim.core.errors import PhotosimError
from photosim.services.runtime.futures import fail, finish, tell
from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.run_once import REVIVALS, RunOnce


class Bench:
    """Runs over a text, which a test ends; `said` is what was told, in order.

    Args:
        recovers: as `RunOnce`; gets this bench instead of the error.
    """

    def __init__(self, recovers=None):
        self.started = []
        self.said = []
        self.runs = RunOnce(self.start, self.ended, self.failed, recovers and self.recovering)
        self._recovers = recovers

    def start(self, subject):
        self.started.append(Future())
        return self.started[-1]

    def ended(self, subject, value, waiters):
        self.said.append(f"ended {subject}: {value}")
        waiters.finish(value)

    def failed(self, subject, error, waiters):
        self.said.append(f"failed {subject}: {error}" + " to somebody" * bool(waiters))
        waiters.fail(error)

    def recovering(self, subject, error):
        return self._recovers(self, subject, error)

    def waiter(self, name):
        def say(outcome):
            self.said.append(f"{name}: {outcome}")

        return self.wait(say)

    def wait(self, say):
        future = Future()
        tell(future, say, say)
        self.runs.wait(future)
        return future

    def ask(self, name, subject="library"):
        future = self.waiter(name)
        self.runs.begin(subject)
        return future

    def end(self, value):
        finish(self.started[-1], value)

    def fail(self, error):
        fail(self.started[-1], error)


@pytest.fixture
def bench():
    return Bench()


def test_who_asks_meanwhile_waits_for_the_run_that_is_under_way(bench):
    bench.ask("Ada")
    bench.ask("Ben")
    assert len(bench.started) == 1 and bench.runs.is_running and bench.runs.is_awaited

    bench.end("done")

    assert bench.said == ["ended library: done", "Ada: done", "Ben: done"]
    assert not bench.runs.is_running and not bench.runs.is_awaited


def test_begin_says_whether_it_began(bench):
    assert bench.runs.begin("library")
    assert not bench.runs.begin("library")


def test_a_failure_is_told_to_each_who_waits_once(bench):
    bench.ask("Ada")
    bench.ask("Ben")

    bench.fail(PhotosimError("The disk is full."))
    bench.runs.begin("library")
    bench.end("done")

    assert bench.said == [
        "failed library: The disk is full. to somebody",
        "Ada: The disk is full.",
        "Ben: The disk is full.",
        "ended library: done",
    ]


def test_a_failure_for_which_nobody_waits_is_told_all_the_same(bench):
    bench.runs.begin("library")
    bench.fail(PhotosimError("no"))
    assert bench.said == ["failed library: no"]


def test_a_question_that_comes_while_a_run_ends_waits_for_the_next_one():
    bench = Bench()

    def ask_again(value):
        bench.said.append(f"Ada: {value}")
        if value == "first":
            bench.ask("late")

    bench.wait(ask_again)
    bench.runs.begin("library")
    bench.end("first")
    assert bench.said == ["ended library: first", "Ada: first"]
    assert len(bench.started) == 2 and bench.runs.is_awaited

    bench.end("second")
    assert bench.said[2:] == ["ended library: second", "late: second"]


def test_those_who_are_told_later_are_those_who_waited_at_the_end():
    handed = []
    bench = Bench()
    bench.runs = RunOnce(bench.start, lambda *told: handed.append(told), bench.failed)
    bench.ask("Ada")
    bench.end("first")
    bench.ask("late")

    ((_, value, waiters),) = handed
    waiters.finish(value)

    assert bench.said == ["Ada: first"] and bench.runs.is_awaited


def test_who_gave_up_is_not_told_and_nobody_waits_then(bench):
    future = bench.ask("Ada")
    bench.ask("Ben").cancel()
    future.cancel()
    assert not bench.runs.is_awaited

    bench.fail(PhotosimError("no"))

    assert bench.said == ["failed library: no"]


def test_the_mistake_of_one_who_waits_does_not_keep_it_from_the_others(bench):
    def mistake(_):
        raise ValueError

    bench.wait(mistake)
    bench.ask("Ben")
    bench.end("done")
    assert bench.said == ["ended library: done", "Ben: done"]


def test_a_run_that_ends_at_once_leaves_the_next_one_free():
    ended = Future()
    finish(ended, "value")
    runs = RunOnce(lambda _: ended, lambda *_: None, lambda *_: None)
    assert runs.begin("library") and runs.begin("library") and not runs.is_running


def test_a_run_begins_again_when_the_index_died_and_who_waits_goes_on_waiting(bench):
    bench.ask("Ada")

    bench.fail(IndexDiedError("died"))
    assert bench.said == [] and len(bench.started) == 2 and bench.runs.is_running

    bench.end("done")
    assert bench.said == ["ended library: done", "Ada: done"]


def test_an_index_that_dies_each_time_is_a_failure_in_the_end(bench):
    bench.ask("Ada")
    for _ in range(REVIVALS):
        bench.fail(IndexDiedError("died"))
    assert bench.said == []

    bench.fail(IndexDiedError("died"))

    assert bench.said == ["failed library: died to somebody", "Ada: died"]
    assert len(bench.started) == 1 + REVIVALS and not bench.runs.is_running


def test_a_good_end_lets_the_index_die_as_often_again(bench):
    for _ in range(2):
        bench.runs.begin("library")
        for _ in range(REVIVALS):
            bench.fail(IndexDiedError("died"))
        bench.end("done")
    assert bench.said == ["ended library: done"] * 2


def test_who_waits_is_told_by_the_run_after_what_was_overcome_elsewhere():
    bench = Bench(recovers=lambda _bench, _subject, error: str(error) == "the library is mended")
    bench.ask("Ada", "old library")

    bench.fail(PhotosimError("the library is mended"))
    assert bench.said == [] and not bench.runs.is_running and bench.runs.is_awaited

    bench.runs.begin("new library")
    bench.end("done")
    assert bench.said == ["ended new library: done", "Ada: done"]


def test_what_overcomes_an_error_may_begin_the_next_run_itself():
    bench = Bench(recovers=lambda bench, subject, _error: bench.runs.begin(subject))
    bench.ask("Ada")
    for _ in range(2 * REVIVALS):
        bench.fail(IndexDiedError("died"))
    bench.end("done")
    assert bench.said == ["ended library: done", "Ada: done"]


def test_giving_up_tells_who_waits(bench):
    bench.waiter("Ada")
    bench.runs.give_up(PhotosimError("The library cannot be opened."))
    assert bench.said == ["Ada: The library cannot be opened."] and not bench.runs.is_awaited
