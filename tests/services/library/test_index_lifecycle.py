"""The index is loaded, also when its process dies of that some times, and begins anew when found
dead."""

import threading
from types import SimpleNamespace

import pytest
from support.open_at_hand import IndexAtHand, own_thread
from support.waiting import SOON_S

from photosim.core.errors import IndexFileError
from photosim.services.events import Phase
from photosim.services.library.index_lifecycle import LOADS, IndexLifecycle
from photosim.services.runtime.index_process import IndexDiedError


class Opened:
    """An open library of three photos; its index process dies at the first `n_deaths` loads.

    Attributes:
        loads: in which process the index was loaded, each time.
        progress: what was told of it.
    """

    def __init__(self, process: IndexAtHand) -> None:
        self.process = process
        self.n_deaths = 0
        self.go_on = threading.Event()
        self.go_on.set()
        self.loads: list[int] = []
        self.n_lost = 0
        self.progress = []
        self.library = SimpleNamespace(open_index=self.load, live=SimpleNamespace(lost=self.lose))
        self.notifier = SimpleNamespace(progress=self.progress.append)

    def load(self):
        self.loads.append(self.process.pid)
        yield 0, 3
        if len(self.loads) <= self.n_deaths:
            self.process.stop()
            raise IndexDiedError("died")
        assert self.go_on.wait(SOON_S)
        yield 3, 3

    def lose(self):
        self.n_lost += 1


@pytest.fixture
def thread():
    with own_thread() as thread:
        yield thread


@pytest.fixture
def lifecycle(thread):
    return IndexLifecycle(thread, IndexAtHand())


@pytest.fixture
def opened(lifecycle):
    return Opened(lifecycle.process)


def test_loading_starts_the_process_and_tells_how_far_it_is(thread, lifecycle, opened):
    thread.end(lifecycle.open(opened))

    assert opened.loads == [1]
    assert {told.phase for told in opened.progress} == {Phase.STARTING}
    assert [(told.done, told.total) for told in opened.progress] == [(0, 3), (3, 3)]


def test_process_that_runs_already_is_used(thread, lifecycle, opened):
    lifecycle.process.start()

    thread.end(lifecycle.open(opened))

    assert lifecycle.process.n_starts == 1


def test_process_that_dies_of_loading_is_started_again_some_times(thread, lifecycle, opened):
    opened.n_deaths = LOADS - 1

    thread.end(lifecycle.open(opened))

    assert opened.loads == list(range(1, LOADS + 1))


def test_index_that_kills_its_process_each_time_is_given_up(thread, lifecycle, opened):
    opened.n_deaths = LOADS

    with pytest.raises(IndexDiedError):
        thread.end(lifecycle.open(opened))

    assert len(opened.loads) == LOADS
    assert thread.do(lifecycle.revive, opened) is not None  # whoever needs it tries once more


def test_another_failure_is_not_tried_again(thread, lifecycle, opened):
    def load():
        opened.loads.append(1)
        raise IndexFileError("No room.")
        yield

    opened.library.open_index = load

    with pytest.raises(IndexFileError):
        thread.end(lifecycle.open(opened))
    assert opened.loads == [1]


def test_index_that_was_found_dead_is_lost_and_loaded_by_another_process(thread, lifecycle, opened):
    thread.end(lifecycle.open(opened))
    lifecycle.process.stop()

    thread.do(lifecycle.revive, opened).result(SOON_S)

    assert (opened.loads, opened.n_lost) == ([1, 2], 1)


def test_nothing_is_revived_while_it_lives_or_is_being_revived(thread, lifecycle, opened):
    thread.end(lifecycle.open(opened))
    assert thread.do(lifecycle.revive, opened) is None

    lifecycle.process.stop()
    opened.go_on.clear()
    first, second = thread.do(lambda: (lifecycle.revive(opened), lifecycle.revive(opened)))
    opened.go_on.set()

    assert second is None
    first.result(SOON_S)
    assert opened.loads == [1, 2]
