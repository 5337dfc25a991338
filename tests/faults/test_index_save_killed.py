"""The index's process is killed while it saves: the file of before can still be loaded."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from photosim.services.runtime.index_process import IndexDiedError, IndexProcess

DIM = 128
N_PHOTOS = 6000
ROUNDS = 5


@pytest.fixture
def index():
    process = IndexProcess(1)
    process.start()
    yield process
    process.stop()


def fill(index: IndexProcess, n: int, seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(n, DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index.add(np.arange(len(index), len(index) + n), vectors)


def test_killed_while_it_saves_the_older_file_stands(index, tmp_path: Path):
    index.create(DIM, N_PHOTOS)
    fill(index, N_PHOTOS // 2, 1)
    before = index.save(tmp_path / "index-1.hnsw")
    n_died = 0
    for n in range(ROUNDS):
        fill(index, 50, n + 2)
        path = tmp_path / f"index-{n + 2}.hnsw"
        killer = threading.Thread(target=kill_at, args=(index.pid, path))
        killer.start()
        try:
            index.save(path)
        except IndexDiedError:
            n_died += 1
        killer.join()
        index.stop()
        index.start()

        index.load(tmp_path / "index-1.hnsw", before)

        assert len(index) == N_PHOTOS // 2
    assert n_died > 0


def kill_at(pid: int, path: Path) -> None:
    """Kill the process as soon as it has begun to write its file."""
    temporary = path.with_name(path.name + ".new")
    end = time.monotonic() + 60
    while not (temporary.exists() or path.exists()) and time.monotonic() < end:
        pass  # a save takes some milliseconds: who sleeps comes too late
    os.kill(pid, signal.SIGKILL)
