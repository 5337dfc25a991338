"""The library thread: order, cancelling, errors, waiting and stopping."""

import queue
import threading

import pytest

from photosim.core.errors import StoreError
from photosim.services.runtime.futures import tell
from photosim.services.runtime.jobs import JobThread, Turn

SOON = 10.0


@pytest.fixture
def thread():
    thread = JobThread()
    thread.start()
    yield thread
    assert thread.stop()


@pytest.fixture
def heard():
    return queue.SimpleQueue()


def unexpected(value):
    raise AssertionError(value)


def settled(thread: JobThread) -> None:
    """Returns when all short jobs before were done."""
    passed = threading.Event()
    thread.submit(passed.set)
    assert passed.wait(SOON)


def test_a_short_job_gives_its_answer(thread, heard):
    answer = thread.submit(lambda: 6 * 7)

    assert answer.result(timeout=SOON) == 42


def test_short_jobs_overtake_a_long_one_between_two_turns(thread, heard):
    turned = threading.Event()
    overtaken = threading.Event()

    def long():
        while not overtaken.is_set():
            turned.set()
            yield Turn.AGAIN
        return "long"

    tell(thread.run(long()), heard.put, unexpected)
    assert turned.wait(SOON)
    tell(thread.submit(lambda: "short"), heard.put, unexpected)

    assert heard.get(timeout=SOON) == "short"
    overtaken.set()
    assert heard.get(timeout=SOON) == "long"


def test_a_long_job_rests_while_a_person_waits_and_short_ones_do_not(thread, heard):
    turns: list[int] = []
    turned = threading.Event()

    def long():
        while len(turns) < 1_000_000:
            turns.append(1)
            turned.set()
            yield Turn.AGAIN

    tell(thread.run(long()), unexpected, unexpected)
    assert turned.wait(SOON)
    thread.rest(1000.0)
    settled(thread)
    before = len(turns)
    tell(thread.submit(lambda: "short"), heard.put, unexpected)
    assert heard.get(timeout=SOON) == "short"
    assert len(turns) == before

    turned.clear()
    thread.rest(0.0)
    assert turned.wait(SOON)


def test_a_thread_with_a_resting_job_stops_at_once(heard):
    thread = JobThread()
    thread.start()
    turned = threading.Event()

    def long():
        while True:
            turned.set()
            yield Turn.AGAIN

    tell(thread.run(long()), unexpected, unexpected)
    assert turned.wait(SOON)
    thread.rest(1000.0)
    assert thread.stop(timeout_s=SOON)


def test_two_long_jobs_take_turns(thread, heard):
    order = []

    def long(name):
        for _ in range(3):
            order.append(name)
            yield Turn.AGAIN
        return name

    gate = threading.Event()
    thread.submit(lambda: gate.wait(SOON))
    tell(thread.run(long("a")), heard.put, unexpected)
    tell(thread.run(long("b")), heard.put, unexpected)
    gate.set()

    assert [heard.get(timeout=SOON), heard.get(timeout=SOON)] == ["a", "b"]
    assert order == ["a", "b"] * 3


def test_cancelling_closes_the_generator_and_no_callback_comes(thread, heard):
    closed = threading.Event()
    turned = threading.Event()

    def long():
        try:
            while True:
                turned.set()
                yield Turn.WAIT
        finally:
            closed.set()

    job = thread.run(long())
    tell(job, heard.put, heard.put)
    assert turned.wait(SOON)

    job.cancel()

    assert closed.wait(SOON)
    settled(thread)
    assert heard.empty()


def test_a_cancelled_short_job_is_not_done(thread, heard):
    gate = threading.Event()
    thread.submit(lambda: gate.wait(SOON))
    job = thread.submit(lambda: heard.put("done"))
    tell(job, heard.put, heard.put)

    job.cancel()
    gate.set()

    settled(thread)
    assert heard.empty()


def test_an_error_goes_to_failed_and_the_thread_goes_on(thread, heard):
    def refuse():
        raise StoreError("No room.")

    def long():
        yield Turn.AGAIN
        raise ValueError("a bug")

    tell(thread.submit(refuse), unexpected, heard.put)
    tell(thread.run(long()), unexpected, heard.put)

    errors = [heard.get(timeout=SOON), heard.get(timeout=SOON)]
    assert [type(error) for error in errors] == [StoreError, ValueError]
    settled(thread)


@pytest.mark.parametrize("when", ["done", "failed"])
def test_a_callback_that_raises_does_not_end_the_thread(thread, when, heard):
    def refuse():
        raise StoreError("No room.")

    def raising(_):
        heard.put("called")
        raise RuntimeError("a bug of the receiver")

    if when == "done":
        tell(thread.submit(lambda: 1), raising, raising)
    else:
        tell(thread.submit(refuse), unexpected, raising)

    settled(thread)
    assert heard.get(timeout=SOON) == "called"
    assert heard.empty()


def test_waiting_does_not_spin_and_waking_turns_at_once(heard):
    turns = []
    enough = threading.Event()

    def long():
        while not enough.is_set():
            turns.append(1)
            heard.put(len(turns))
            yield Turn.WAIT

    thread = JobThread()
    thread.start()
    done = threading.Event()
    tell(thread.run(long()), lambda _: done.set(), unexpected)
    for expected in range(1, 21):
        assert heard.get(timeout=SOON) == expected
        thread.wake()

    enough.set()
    thread.wake()
    assert done.wait(SOON)
    assert thread.stop()
    assert len(turns) <= 2 * 21  # one for each waking, and at most one more for the clock's sake


def test_waking_is_heard_while_another_job_is_busy(thread, heard):
    """Nobody's waking is lost because the thread was not idle when it came."""
    first = threading.Event()
    woken = threading.Event()
    steps = []

    def waiting():
        while not woken.is_set():
            first.set()
            yield Turn.WAIT
        steps.append("woken")

    def waking():
        yield Turn.WAIT
        assert first.wait(SOON)
        woken.set()
        thread.wake()
        yield Turn.WAIT
        steps.append("second turn")

    tell(thread.run(waiting()), heard.put, unexpected)
    tell(thread.run(waking()), heard.put, unexpected)

    heard.get(timeout=SOON)
    heard.get(timeout=SOON)
    assert steps == ["woken", "second turn"]


def test_stopping_closes_long_jobs_and_does_the_last_act():
    steps = queue.SimpleQueue()
    turned = threading.Event()

    def long():
        try:
            while True:
                turned.set()
                yield Turn.AGAIN
        finally:
            steps.put("closed")

    thread = JobThread()
    thread.start()
    tell(thread.run(long()), unexpected, unexpected)
    assert turned.wait(SOON)

    assert thread.stop(lambda: steps.put("last"))

    assert [steps.get(timeout=SOON), steps.get(timeout=SOON)] == ["closed", "last"]


def test_the_last_act_is_done_also_when_closing_a_job_fails():
    steps = queue.SimpleQueue()
    turned = threading.Event()

    def long():
        try:
            turned.set()
            yield Turn.WAIT
        finally:
            raise ValueError("a bug")

    thread = JobThread()
    thread.start()
    tell(thread.run(long()), steps.put, steps.put)
    assert turned.wait(SOON)

    assert thread.stop(lambda: steps.put("last"))

    assert steps.get(timeout=SOON) == "last"
    assert steps.empty()


def test_stopping_twice_does_the_last_act_once():
    steps = queue.SimpleQueue()
    thread = JobThread()
    thread.start()

    assert thread.stop(lambda: steps.put("last"))
    assert thread.stop(lambda: steps.put("last"))

    assert steps.get(timeout=SOON) == "last"
    assert steps.empty()


def test_stopping_before_the_start_does_not_hang():
    thread = JobThread()

    assert thread.stop(lambda: None)


def test_after_the_stop_no_job_is_done_and_nobody_waits_for_one(heard):
    thread = JobThread()
    thread.start()
    assert thread.stop()

    short, long = thread.submit(lambda: heard.put("done")), thread.run(iter(()))
    tell(short, heard.put, heard.put)

    assert heard.empty() and short.cancelled() and long.cancelled()


def test_stopping_cancels_every_job_that_is_left(heard):
    thread = JobThread()
    thread.start()
    began, gate = threading.Event(), threading.Event()

    def hold():
        began.set()
        assert gate.wait(SOON)

    def long():
        while True:
            yield Turn.WAIT

    left = [thread.run(long())]
    thread.submit(hold)
    assert began.wait(SOON)
    left += [thread.submit(lambda: heard.put("done")), thread.run(long())]
    stopping = threading.Thread(target=thread.stop)
    stopping.start()
    wait_until_stopping(thread)
    gate.set()
    stopping.join(SOON)

    assert all(future.cancelled() for future in left) and heard.empty()


def wait_until_stopping(thread: JobThread) -> None:
    """Returns when nothing new is taken any more."""
    while not thread.submit(lambda: None).cancelled():
        pass
