"""Reading again tells which files hold something else than the library says."""

import os
import random

import pytest
from support.driver import Driver

from photosim.core.folders import verification
from photosim.texts import error_wording


@pytest.fixture
def driver(tmp_path):
    driver = Driver(tmp_path)
    for number in range(20):
        driver.put(f"{number}.jpg", f"content {number:2}")
    driver.watch()
    driver.run()
    yield driver
    driver.library.close()


def check(driver, n_sampled=None):
    read = verification.check(driver.library.store, n_sampled, choose=random.Random(1))
    return read.n, [error_wording.told(fault) for fault in read.faults], read.n_skipped


def test_files_as_they_were_are_read_and_are_well(driver):
    assert check(driver) == (20, [], 0)
    assert check(driver, 5) == (5, [], 0)
    assert check(driver, 50) == (20, [], 0)


def test_a_touched_file_is_always_read_and_named_with_what_to_do(driver):
    path = driver.photos / "7.jpg"
    found = path.stat()
    path.write_text("Content  7")
    os.utime(path, ns=(found.st_mtime_ns, found.st_mtime_ns))

    n_read, [fault], _ = check(driver, 3)

    assert n_read == 4
    assert "7.jpg" in fault
    assert "`photosim index`" in fault


def test_a_file_that_rotted_is_found_by_reading_all(driver):
    connection = driver.library.store.files._connection
    connection.execute("UPDATE photo SET hash = zeroblob(32) WHERE id = 3")  # as if bytes had gone

    n_read, [fault], _ = check(driver)

    assert n_read == 20
    assert "check the drive" in fault


def test_what_a_scan_finds_anyway_and_what_is_away_is_left_to_it(driver):
    driver.put("1.jpg", "longer than it was before")
    (driver.photos / "2.jpg").unlink()

    assert check(driver) == (18, [], 2)


def test_many_faults_are_told_in_short():
    short = verification.shortened([f"{n}." for n in range(30)], most=5)
    told = tuple(map(error_wording.told, short))

    assert told == ("0.", "1.", "2.", "3.", "4.", "25 more files hold something else.")
