"""One library, one writer."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest
from support import workers
from support.saying import raises_saying

from photosim.core.errors import LibraryBusyError, StoreError
from photosim.services.runtime.lock import ProcessLock, WriterLock


def test_the_second_is_refused_until_the_first_lets_go(tmp_path: Path):
    first, second = WriterLock(tmp_path / "lock"), WriterLock(tmp_path / "lock")
    first.acquire()
    with raises_saying(LibraryBusyError, "Another photosim"):
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


def put_nothing(path: Path):
    pass


def put_an_old_one(path: Path):
    path.write_text("4711\nphotosim\nelsewhere\n")


def put_garbage(path: Path):
    path.write_bytes(bytes(range(256)) * 300)


def put_one_that_cannot_be_written(path: Path):
    path.write_text("")
    path.chmod(0o400)


def put_a_folder(path: Path):
    path.mkdir()


def put_a_link_to_nowhere(path: Path):
    path.symlink_to("/nowhere/at/all")


def put_a_pipe(path: Path):
    os.mkfifo(path)


@pytest.mark.parametrize(
    "put",
    [
        *(put_nothing, put_an_old_one, put_garbage, put_one_that_cannot_be_written),
        *(put_a_folder, put_a_link_to_nowhere, put_a_pipe),
    ],
)
def test_a_damaged_lock_is_taken_over_and_holds_from_then_on(tmp_path: Path, put):
    put(tmp_path / "lock")
    lock, second = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")

    assert lock.take()
    assert not second.take()
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600

    lock.release()
    assert second.take()
    second.release()


def test_a_folder_with_something_in_it_is_told_and_stays(tmp_path: Path):
    (tmp_path / "lock").mkdir()
    (tmp_path / "lock" / "letter").write_text("")

    with raises_saying(StoreError, "is a folder"):
        ProcessLock(tmp_path / "lock").take()

    assert (tmp_path / "lock" / "letter").exists()


def test_a_folder_that_is_gone_is_told(tmp_path: Path):
    with raises_saying(StoreError, "no such file or directory"):
        WriterLock(tmp_path / "gone" / "lock").acquire()
