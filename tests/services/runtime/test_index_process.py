"""The index in its own process: the same answers, and a death that can be survived."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from multiprocessing.connection import wait
from pathlib import Path

import numpy as np
import pytest

from photosim.core.errors import IndexFileError
from photosim.core.index.hnsw import HnswIndex
from photosim.services.runtime.index_process import IndexDiedError, IndexProcess

DIM = 16


@pytest.fixture
def index():
    index = IndexProcess()
    index.start()
    yield index
    index.stop()


def vectors(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, DIM)).astype(np.float32)


def ended(pid: int) -> bool:
    """Wait until a process that is not our child is gone."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    over = wait([handle], timeout=20)
    os.close(handle)
    return bool(over)


def test_it_answers_as_the_index_it_holds(index):
    twin = HnswIndex.create(DIM)
    index.create(DIM)
    for either in (index, twin):
        either.add(np.arange(1000), vectors(1000))
        either.remove(np.arange(300))

    ids, distances = index.search(vectors(5, seed=1), 20)

    assert ids.tolist() == twin.search(vectors(5, seed=1), 20)[0].tolist()
    assert distances.tolist() == twin.search(vectors(5, seed=1), 20)[1].tolist()
    assert index.ids().tolist() == list(range(300, 1000))
    assert (len(index), index.dim, index.needs_rebuild) == (700, DIM, True)


def test_between_two_slices_of_a_long_addition_it_can_be_searched(index):
    index.create(DIM)
    rows = vectors(1000)

    found = [
        (n, index.search(rows[n - 1 : n], 1)[0].tolist())
        for n in index.adding(np.arange(1000), rows)
    ]

    assert found == [(n, [[n - 1]]) for n in (256, 512, 768, 1000)]


def test_a_saved_index_is_loaded_by_another_process(index, tmp_path: Path):
    index.create(DIM)
    index.add(np.arange(100), vectors(100))
    record = index.save(tmp_path / "index.bin")
    index.start()

    index.load(tmp_path / "index.bin", record)

    assert index.search(vectors(100)[7:8], 1)[0].tolist() == [[7]]


def test_a_damaged_file_is_told_and_the_process_lives_on(index, tmp_path: Path):
    index.create(DIM)
    record = index.save(tmp_path / "index.bin")
    (tmp_path / "index.bin").write_bytes(b"no index")
    pid = index.pid

    with pytest.raises(IndexFileError) as told:
        index.load(tmp_path / "index.bin", record)

    assert not isinstance(told.value, IndexDiedError)
    index.create(DIM)
    assert (len(index), index.pid) == (0, pid)


def test_what_the_index_refuses_is_refused_here(index):
    index.create(DIM)

    with pytest.raises(ValueError, match="not finite"):
        index.add(np.array([1]), np.full((1, DIM), np.nan, np.float32))
    with pytest.raises(ValueError, match="ids"):
        index.add(np.array([1, 2]), vectors(1))

    assert len(index) == 0


def test_a_question_before_there_is_an_index_is_refused(index):
    with pytest.raises(ValueError, match="no index"):
        index.search(vectors(1), 1)


def test_a_killed_process_is_told_once_and_can_be_started_again(index):
    index.create(DIM)
    index.add(np.array([1]), vectors(1))
    os.kill(index.pid, signal.SIGKILL)

    with pytest.raises(IndexDiedError):
        index.search(vectors(1), 1)
    with pytest.raises(IndexDiedError):
        len(index)

    index.start()
    index.create(DIM)
    index.add(np.array([1]), vectors(1))
    assert index.search(vectors(1), 1)[0].tolist() == [[1]]


def test_an_interrupted_question_leaves_no_answer_behind_for_the_next(index):
    def interrupt(_number, _frame):
        raise KeyboardInterrupt

    index.create(DIM)
    index.add(np.arange(2000), vectors(2000))
    queries = vectors(500)
    usual = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    with pytest.raises(KeyboardInterrupt):
        while True:
            index.search(queries, 1000)
    signal.signal(signal.SIGALRM, usual)

    with pytest.raises(IndexDiedError):
        len(index)


def test_without_a_start_there_is_no_index():
    with pytest.raises(IndexDiedError):
        IndexProcess().create(DIM)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_a_terminal_or_the_end_of_a_session_sends_to_all_does_not_end_it(index, number):
    index.create(DIM)

    os.kill(index.pid, number)

    assert len(index) == 0


def test_stopping_ends_the_process_and_may_be_repeated(index):
    index.create(DIM)

    index.stop()
    index.stop()

    assert index.pid is None
    assert not any(child.name == "photosim-index" for child in multiprocessing.active_children())


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits with a Linux call")
def test_the_process_ends_when_its_parent_is_killed():
    parent = subprocess.Popen(
        [sys.executable, "-c", A_PARENT], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert ended(child)


A_PARENT = textwrap.dedent(
    """
    from photosim.services.runtime.index_process import IndexProcess

    index = IndexProcess()
    index.start()
    index.create(16)
    print(index.pid, flush=True)
    input()
    """
)
