"""What stands in the way of a database: the right file is named, and the reason."""

import errno
import sqlite3

import pytest

from photosim.core.disk import obstacles
from photosim.core.errors import DiskFullError, StoreError, StoreFault, coded, parsed


def failed(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "library.db"
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_folder_in_the_place_of_a_file_is_named(database, ending):
    beside = database.with_name(database.name + ending)
    beside.mkdir()

    found = obstacles.told(failed(sqlite3.SQLITE_CANTOPEN), database)

    assert str(found) == coded(StoreFault.NEEDS_FILE, beside)


def test_where_nothing_is_in_the_way_nothing_is_made_up(database):
    assert obstacles.of_reading(database) is None
    assert obstacles.of_writing(database) is None
    assert obstacles.of_opening() is None
    assert obstacles.told(failed(sqlite3.SQLITE_CANTOPEN), database) is None
    assert obstacles.told(failed(sqlite3.SQLITE_CORRUPT), database) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (sqlite3.SQLITE_IOERR_READ, StoreFault.DISK_FAILS),
        (sqlite3.SQLITE_BUSY, StoreFault.HELD),
        (sqlite3.SQLITE_LOCKED, StoreFault.HELD),
    ],
)
def test_a_disk_that_fails_and_a_lock_are_told(database, code, fault):
    assert str(obstacles.told(failed(code), database)) == coded(fault, database)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO])
def test_what_the_system_says_of_a_disk_is_told_with_the_file(number):
    found = obstacles.of_system(OSError(number, "x", "/a/b"))

    assert isinstance(found, StoreError)
    assert parsed(str(found))[0] is StoreFault.SYSTEM_REFUSES
    assert "/a/b" in str(found)


def test_a_full_disk_and_too_many_files_are_told():
    full = obstacles.of_system(OSError(errno.ENOSPC, "x"))
    many = obstacles.of_system(OSError(errno.EMFILE, "x"))

    assert isinstance(full, DiskFullError)
    assert str(many) == coded(StoreFault.MANY_FILES)


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "x"), ValueError("x")])
def test_what_may_be_a_mistake_of_photosims_is_not_told_away(error):
    assert obstacles.of_system(error) is None
