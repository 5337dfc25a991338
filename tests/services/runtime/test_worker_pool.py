"""Worker processes: crashes, hangs, failed starts, stopping, and the end of the parent."""

import multiprocessing
import os
import queue
import signal
import threading
from pathlib import Path

import pytest
from support import workers
from support.waiting import SOON_S as SOON
from support.waiting import ended, until

from photosim.services.runtime.messages import ExamineOrder, LookOrder, Outcome
from photosim.services.runtime.worker_pool import FAILED_STARTS, WorkerPool


@pytest.fixture
def hire():
    hired = []

    def make(target=workers.obedient, arguments=(), n=1, **options):
        pool = WorkerPool(n, arguments, target=target, **options)
        hired.append(pool)
        pool.start()
        return pool

    yield make
    for pool in hired:
        pool.stop()
        assert pool.pids() == []
    assert multiprocessing.active_children() == []


def ask(pool, *paths, first=False):
    """A queue on which `(path, reply)` comes for each path."""
    heard = queue.SimpleQueue()
    for path in paths:
        order = ExamineOrder(path)
        pool.submit(order, lambda reply, path=path: heard.put((path, reply)), first=first)
    return heard


def answers(heard, n):
    return dict(heard.get(timeout=SOON) for _ in range(n))


def test_orders_are_answered_with_values_reasons_and_bugs(hire):
    heard = ask(hire(), b"photo", b"bad", b"bug")

    replies = answers(heard, 3)
    assert replies[b"photo"].value[0] == b"photo"
    assert (replies[b"bad"].outcome, replies[b"bad"].reason) == (
        Outcome.UNREADABLE,
        "This is no photo.",
    )
    assert replies[b"bug"].outcome is Outcome.BUG
    assert "ZeroDivisionError" in replies[b"bug"].reason


def test_files_that_crash_their_workers_are_blamed_and_all_others_go_on(hire):
    """Also when the very first orders of every worker crash it."""
    crashing = [b"crash 1", b"crash 2", b"crash 3", b"crash 4"]
    sound = [b"a", b"b", b"c"]

    replies = answers(ask(hire(n=2), *crashing, *sound), 7)

    assert {replies[path].outcome for path in crashing} == {Outcome.CRASHED}
    assert {replies[path].outcome for path in sound} == {Outcome.OK}


def test_an_order_whose_worker_died_by_chance_is_tried_again(hire, tmp_path: Path):
    pool = hire(workers.crashes_once, (str(tmp_path / "crashed"),))

    replies = answers(ask(pool, b"photo"), 1)

    assert replies[b"photo"].value == b"photo"


def test_a_killed_idle_worker_is_replaced(hire):
    pool = hire()
    (_, first) = answers(ask(pool, b"a"), 1)[b"a"].value
    os.kill(first, signal.SIGKILL)

    (_, second) = answers(ask(pool, b"b"), 1)[b"b"].value

    assert second != first


def test_an_order_that_never_ends_is_too_slow_and_its_worker_is_killed(hire, tmp_path: Path):
    now = [0.0]
    hanging = b"hang:" + os.fsencode(tmp_path / "hangs")
    pool = hire(time_limit_s=0.5, clock=lambda: now[0])
    heard = ask(pool, b"a", hanging, b"b")
    pid = heard.get(timeout=SOON)[1].value[1]
    assert until((tmp_path / "hangs").exists)

    now[0] = 1.0
    replies = answers(heard, 2)

    assert replies[hanging].outcome is Outcome.TOO_SLOW
    assert replies[b"b"].outcome is Outcome.OK
    assert replies[b"b"].value[1] != pid
    assert ended(pid)


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="no limit of processor time here")
def test_an_order_that_computes_too_long_is_ended_whatever_the_clock_says(hire):
    pool = hire(workers.short_of_time, clock=lambda: 0.0)

    replies = answers(ask(pool, b"a", b"spin", b"b"), 3)

    assert replies[b"spin"].outcome is Outcome.TOO_SLOW
    assert "computing" in replies[b"spin"].reason
    assert [replies[path].outcome for path in (b"a", b"b")] == [Outcome.OK] * 2


def test_a_worker_that_cannot_start_is_not_started_for_ever(hire, tmp_path: Path):
    log = tmp_path / "starts"
    pool = hire(workers.stillborn, (str(log),))

    replies = answers(ask(pool, *(b"%d" % n for n in range(20))), 20)

    assert {reply.outcome for reply in replies.values()} == {Outcome.NOT_STARTED}
    assert all(reply.reason for reply in replies.values())
    # orders that came after the first refusal may have had one more round of attempts
    assert FAILED_STARTS <= len(log.read_text().splitlines()) <= 20 * FAILED_STARTS


def test_after_a_refusal_starting_is_tried_again_when_somebody_asks_again(hire, tmp_path: Path):
    log = tmp_path / "starts"
    pool = hire(workers.stillborn, (str(log),))
    answers(ask(pool, b"a"), 1)

    replies = answers(ask(pool, b"b"), 1)

    assert replies[b"b"].outcome is Outcome.NOT_STARTED
    assert len(log.read_text().splitlines()) == 2 * FAILED_STARTS


def test_a_model_that_does_not_load_is_told_for_each_order(hire):
    replies = answers(ask(hire(workers.modelless), b"a", b"b"), 2)

    assert {(r.outcome, r.reason) for r in replies.values()} == {
        (Outcome.MODEL, "The model file is damaged.")
    }


def test_workers_work_at_the_same_time(hire, tmp_path: Path):
    pool = hire(workers.meets, (str(tmp_path), 2), n=2)

    replies = answers(ask(pool, b"a", b"b"), 2)

    assert len({reply.value for reply in replies.values()}) == 2


def test_an_order_that_is_first_overtakes_those_that_wait(hire, tmp_path: Path):
    pool = hire(workers.gated, (str(tmp_path),))
    order = []
    heard = queue.SimpleQueue()

    def told(reply):
        order.append(reply.value)
        heard.put(reply)

    for path in (b"gate", b"a", b"b"):
        pool.submit(ExamineOrder(path), told)
    pool.submit(LookOrder(b"query"), told, first=True)
    (tmp_path / "open").touch()
    for _ in range(4):
        heard.get(timeout=SOON)

    assert order.index(b"query") < order.index(b"a") < order.index(b"b")


def test_a_receiver_that_raises_does_not_stop_the_others(hire):
    pool = hire()

    def raising(_reply):
        raise RuntimeError("a bug of the receiver")

    pool.submit(ExamineOrder(b"a"), raising)

    assert answers(ask(pool, b"b"), 1)[b"b"].outcome is Outcome.OK


def test_stopping_answers_all_that_wait_and_ends_the_busy_worker(hire):
    pool = hire()
    pid = answers(ask(pool, b"a"), 1)[b"a"].value[1]
    heard = ask(pool, b"hang", b"b", b"c")

    pool.stop()

    replies = answers(heard, 3)
    assert {reply.outcome for reply in replies.values()} == {Outcome.NOT_STARTED}
    assert pool.pids() == []
    assert ended(pid)


def test_after_the_stop_and_without_a_start_orders_are_refused():
    pool = WorkerPool(1, (), target=workers.obedient)
    heard = ask(pool, b"before")

    pool.stop()
    pool.stop()

    assert answers(heard, 1)[b"before"].outcome is Outcome.NOT_STARTED
    assert answers(ask(pool, b"after"), 1)[b"after"].outcome is Outcome.NOT_STARTED


def test_a_warmed_up_worker_is_there_before_the_first_order(hire):
    pool = hire()

    pool.warm_up()
    (_, pid) = answers(ask(pool, b"a"), 1)[b"a"].value

    assert pool.pids() == [pid]


def test_workers_idle_and_in_an_endless_order_end_when_the_parent_is_killed():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    parent = context.Process(target=workers.hanging_parent, args=(theirs,))
    parent.start()
    theirs.close()
    assert ours.poll(SOON)
    pids = ours.recv()

    parent.kill()
    parent.join()

    assert len(pids) == 2
    assert all(ended(pid) for pid in pids)


def test_no_worker_sends_telemetry():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=workers.tells_environment, args=(theirs,))
    process.start()
    theirs.close()

    environment = ours.recv()

    process.join(SOON)
    assert environment["ORT_DISABLE_TELEMETRY"] == "1"


def test_an_order_given_from_a_reply_is_done(hire):
    pool = hire()
    done = threading.Event()

    def again(_reply):
        pool.submit(ExamineOrder(b"b"), lambda _: done.set())

    pool.submit(ExamineOrder(b"a"), again)

    assert done.wait(SOON)
