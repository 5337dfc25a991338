"""One library, one writer."""

import multiprocessing
from pathlib import Path

import pytest
import workers

from photosim.core.errors import LibraryBusyError
from photosim.services.lock import WriterLock


def test_the_second_is_refused_until_the_first_lets_go(tmp_path: Path):
    first, second = WriterLock(tmp_path / "lock"), WriterLock(tmp_path / "lock")
    first.acquire()
    with pytest.raises(LibraryBusyError, match="Another photosim"):
        second.acquire()

    first.release()

    second.acquire()
    second.release()


def test_letting_go_of_what_is_not_held_is_harmless(tmp_path: Path):
    WriterLock(tmp_path / "lock").release()


def test_a_holder_that_died_holds_nothing(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=workers.locks_and_dies, args=(str(tmp_path / "lock"),))
    process.start()
    process.join()
    assert process.exitcode == 7

    lock = WriterLock(tmp_path / "lock")
    lock.acquire()
    lock.release()
