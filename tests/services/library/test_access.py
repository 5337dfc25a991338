"""Who asks is answered in the library thread, once the library is open, or told why it is not."""

import threading

import pytest
from support.open_at_hand import own_thread
from support.waiting import SOON_S

from photosim.core.errors import PhotosimError
from photosim.services.events import Trouble
from photosim.services.library.access import Access
from photosim.services.runtime.jobs import Turn

LIBRARY = "library"
REFUSED = PhotosimError("The library is damaged.")


@pytest.fixture
def thread():
    with own_thread() as thread:
        yield thread


@pytest.fixture
def told():
    return []


@pytest.fixture
def access(thread, told):
    return Access(thread, told.append)


def greet(opened):
    return f"hello {opened}"


def test_who_asks_too_early_is_answered_once_the_library_is_open(thread, access):
    early = [access.submit(greet), access.submit(greet)]
    assert thread.do(access.if_open) is None
    assert not any(answer.done() for answer in early)

    thread.do(access.grant, LIBRARY)

    assert [answer.result(SOON_S) for answer in early] == ["hello library"] * 2
    assert access.submit(greet).result(SOON_S) == "hello library"


def test_work_is_done_in_the_library_thread(thread, access):
    thread.do(access.grant, LIBRARY)

    found = access.submit(lambda _: threading.current_thread().name).result(SOON_S)

    assert found == "library"


def test_who_asked_or_asks_a_library_that_cannot_be_used_is_told_why(thread, access):
    early = access.submit(greet)
    thread.do(lambda: None)

    thread.do(access.refuse, REFUSED)

    for answer in (early, access.submit(greet)):
        assert answer.exception(SOON_S) is REFUSED
    assert access.opened is None
    with pytest.raises(PhotosimError, match="damaged"):
        access.if_open()


def test_who_asks_while_it_is_closed_for_a_moment_waits_for_the_next_opening(thread, access):
    thread.do(access.grant, "old")
    thread.do(access.withdraw)
    answer = access.submit(greet)
    thread.do(lambda: None)
    assert not answer.done()

    thread.do(access.grant, "new")

    assert answer.result(SOON_S) == "hello new"


def test_what_work_fails_with_goes_to_who_asked_and_to_nobody_else(thread, access, told):
    def fail(opened):
        raise PhotosimError("no room")

    thread.do(access.grant, LIBRARY)

    assert str(access.submit(fail).exception(SOON_S)) == "no room"
    assert access.submit(greet).result(SOON_S) == "hello library"
    assert told == []


def test_what_nobody_waits_for_is_told_as_trouble_when_it_is_no_bug(thread, access, told, caplog):
    def fail(opened):
        raise PhotosimError("no room")

    def mistake(opened):
        raise ValueError("a bug")

    thread.do(access.grant, LIBRARY)
    access.quietly(fail)
    access.quietly(mistake)
    thread.do(lambda: None)

    assert told == [Trouble("no room")]
    assert "a bug" in caplog.text


@pytest.mark.parametrize("ask", ["submit", "run"])
def test_what_was_cancelled_before_the_library_is_open_is_never_done(thread, access, ask):
    done = []

    def work(opened):
        done.append(opened)
        yield Turn.AGAIN

    answer = getattr(access, ask)(work if ask == "run" else done.append)
    thread.do(lambda: None)
    answer.cancel()
    thread.do(access.grant, LIBRARY)
    thread.do(lambda: None)

    assert done == []


def test_long_work_is_turned_to_its_end_and_short_work_overtakes_it(thread, access):
    said = []

    def work(opened):
        said.append("begun")
        assert access.submit(said.append)
        yield Turn.AGAIN
        said.append("ended")
        return len(said)

    answer = access.run(work)
    thread.do(access.grant, LIBRARY)

    assert answer.result(SOON_S) == 3
    assert said == ["begun", LIBRARY, "ended"]


def test_a_thread_that_ends_cancels_what_it_is_asked(thread, access):
    thread.stop()

    assert access.submit(greet).cancelled()
    assert access.run(lambda opened: iter(())).cancelled()
