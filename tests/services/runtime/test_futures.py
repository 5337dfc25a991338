"""Futures: an answer, an error or neither, told once, also to who looks late."""

import errno
import gc
import logging
import threading
import weakref
from concurrent.futures import Future

import pytest

from photosim.core.errors import StoreError, StoreFault, parsed
from photosim.services.runtime import futures

SOON = 10.0


@pytest.fixture
def told():
    return []


def listening(told):
    future = Future()
    futures.tell(future, told.append, lambda error: told.append(str(error)))
    return future


def test_an_answer_is_told_once_whoever_answers(told):
    future = listening(told)

    answering = [threading.Thread(target=futures.finish, args=(future, n)) for n in range(8)]
    for one in answering:
        one.start()
    for one in answering:
        one.join(SOON)
    futures.fail(future, StoreError("too late"))

    assert len(told) == 1 and told[0] in range(8)


def test_who_looks_late_is_told_at_once(told):
    done, failed = Future(), Future()
    futures.finish(done, 7)
    futures.fail(failed, StoreError("No room."))

    futures.tell(done, told.append)
    futures.tell(failed, told.append, lambda error: told.append(str(error)))

    assert told == [7, "No room."]


def test_nobody_is_told_anything_after_cancelling(told):
    future = listening(told)
    future.cancel()
    futures.finish(future, 1)
    futures.fail(future, StoreError("no"))
    assert told == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (StoreError(StoreFault.DISK_FULL), StoreFault.DISK_FULL),
        (OSError(errno.EROFS, "Read-only file system", "/a"), StoreFault.SYSTEM_REFUSES),
        (OSError(errno.EIO, "Input/output error", "/a"), StoreFault.SYSTEM_REFUSES),
    ],
)
def test_a_fault_of_the_world_in_a_thread_is_told_without_a_traceback(fault, code, caplog):
    def meets_it():
        raise fault

    with caplog.at_level(logging.WARNING):
        futures.shielded(meets_it)

    [record] = caplog.records
    assert parsed(record.getMessage())[0] is code
    assert record.exc_info is None


def test_the_mistake_of_one_who_is_told_does_not_keep_it_from_the_others(told, caplog):
    future = Future()

    def mistake(_):
        raise ValueError("a bug")

    futures.tell(future, mistake)
    futures.tell(future, told.append)
    futures.finish(future, 1)

    assert told == [1] and "a bug" in caplog.text


@pytest.mark.parametrize("end", ["finish", "fail", "cancel"])
def test_what_is_passed_on_ends_the_same_way(end, told):
    source, target = Future(), listening(told)
    futures.pass_on(source, target)
    if end == "finish":
        futures.finish(source, 1)
    elif end == "fail":
        futures.fail(source, StoreError("no"))
    else:
        source.cancel()
    assert told == {"finish": [1], "fail": ["no"], "cancel": []}[end]
    assert target.cancelled() == (end == "cancel")


def test_a_chain_has_the_answer_of_its_last_part(told):
    first, second = Future(), Future()
    chain = futures.chained(first, lambda value: told.append(value) or second)
    assert told == []

    futures.finish(first, "first")
    assert told == ["first"] and not chain.done()

    futures.finish(second, "second")
    assert chain.result() == "second"


def test_a_chain_fails_with_the_part_that_fails(told):
    first, second = Future(), Future()
    early = futures.chained(first, told.append)
    futures.fail(first, StoreError("no"))
    late = futures.chained(first_done(), lambda _: second)
    futures.fail(second, StoreError("nor this"))
    broken = futures.chained(first_done(), lambda _: 1 / 0)

    kinds = [type(chain.exception()) for chain in (early, late, broken)]
    assert kinds == [StoreError, StoreError, ZeroDivisionError] and told == []


def test_to_cancel_a_chain_cancels_the_part_that_is_under_way(told):
    first, second = Future(), Future()
    futures.chained(first, told.append).cancel()
    futures.chained(first_done(), lambda _: second).cancel()
    futures.finish(first, 1)

    assert first.cancelled() and second.cancelled() and told == []


def test_what_is_made_of_an_answer_comes_instead_of_it_and_mistakes_in_it_are_told():
    first = Future()
    made, broken = futures.mapped(first, str), futures.mapped(first, lambda _: 1 / 0)

    futures.finish(first, 7)

    assert made.result() == "7" and isinstance(broken.exception(), ZeroDivisionError)


def test_an_answer_is_not_kept_by_what_was_bound_to_it():
    class Large:
        """Pixels, say."""

    gc.disable()  # nothing may be left to it
    try:
        first, large = Future(), Large()
        made = futures.mapped(first, lambda _: None)
        left = weakref.ref(large)
        futures.finish(first, large)
        del first, large
        assert made.done() and left() is None
    finally:
        gc.enable()


def test_a_chain_is_cancelled_when_a_part_is(told):
    first, second = Future(), Future()
    early = futures.chained(first, told.append)
    late = futures.chained(first_done(), lambda _: second)
    first.cancel()
    second.cancel()
    assert early.cancelled() and late.cancelled()


def first_done():
    first = Future()
    futures.finish(first, 1)
    return first
