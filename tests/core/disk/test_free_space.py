"""How much room there is, how much is left free, and when it is room that is wanting."""

import errno
import sqlite3
from contextlib import closing

import pytest
from support.full_disk import limited

from photosim.core.disk import free_space
from photosim.core.disk.free_space import MOST_RESERVE_BYTES, DiskSpace

MB = 1024**2


@pytest.mark.parametrize(
    ("total", "reserve"), [(40 * MB, 0.8 * MB), (4096 * MB, 81.92 * MB), (10**13, 200 * MB)]
)
def test_the_reserve_is_in_proportion_to_the_disk(total, reserve):
    assert DiskSpace(total, total).reserve == int(reserve)


def test_a_place_of_40_mb_is_not_full_when_it_is_empty():
    assert not DiskSpace(39 * MB, 40 * MB).is_scarce
    assert DiskSpace(MB // 2, 40 * MB).is_scarce
    assert DiskSpace(MOST_RESERVE_BYTES - 1, 10**12).is_scarce


def test_a_place_with_room_refuses_nothing_and_nothing_stays(tmp_path):
    assert free_space.refusal(tmp_path / "library.db") is None
    assert list(tmp_path.iterdir()) == []


def test_a_failing_disk_is_not_called_full(tmp_path):
    assert not free_space.is_full(error(sqlite3.SQLITE_IOERR_WRITE), tmp_path / "library.db")
    assert not free_space.is_full(error(sqlite3.SQLITE_IOERR_READ), tmp_path / "library.db")
    assert not free_space.is_full(sqlite3.OperationalError("no code"), tmp_path / "library.db")


def test_a_limit_that_is_reached_is_called_full(tmp_path):
    path = tmp_path / "library.db"
    path.write_bytes(bytes(MB))

    with limited(MB):
        assert free_space.refusal(path) == errno.EFBIG
        assert free_space.is_full(error(sqlite3.SQLITE_IOERR_WRITE), path)


def test_the_true_error_of_a_log_that_cannot_grow_is_a_full_place(tmp_path):
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection, limited(MB):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (b)")
        with pytest.raises(sqlite3.OperationalError) as told:
            connection.execute("INSERT INTO t VALUES (randomblob(?))", (4 * MB,))
        assert free_space.is_full(told.value, path)


def error(code: int) -> sqlite3.OperationalError:
    made = sqlite3.OperationalError("disk I/O error")
    made.sqlite_errorcode = code
    return made
