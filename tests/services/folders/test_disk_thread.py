"""A folder is listed without waiting for its disk, which may answer slowly, late or never."""

import os
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.hanging import HangingDrive
from support.waiting import SOON_S, until

from photosim.core.folders.directory_lister import Disk
from photosim.services.folders.disk_thread import BATCH_S, SILENCE_S, DiskThread
from photosim.texts import error_wording


class Bench:
    """A disk thread over a drive that may hang, with a clock that only the test moves."""

    def __init__(self, root: Path) -> None:
        self.now = 0.0
        self.drive = HangingDrive()
        self.rung = threading.Event()
        self.answering: list[bytes] = []
        self.listed: list[bytes] = []
        self.root = self.folder(root / "photos", "", "a", "a/b", "c")
        self.disk_thread = self.over(Disk(scandir=self.drive.scandir))

    def over(self, disk: Disk) -> DiskThread:
        return DiskThread(disk, self.rung.set, self.answering.append, lambda: self.now)

    def each_directory_is_a_batch(self) -> None:
        """The clock moves with every directory."""

        @contextmanager
        def scandir(path):
            self.listed.append(path)
            self.now += BATCH_S
            with os.scandir(path) as entries:
                yield entries

        self.disk_thread = self.over(Disk(scandir=scandir))

    def folder(self, root: Path, *directories: str) -> bytes:
        for directory in directories:
            (root / directory).mkdir(parents=True, exist_ok=True)
            (root / directory / "1.jpg").write_bytes(b"photo")
        return os.fsencode(root)

    def walk(self, root: bytes | None = None):
        return self.disk_thread.walk(root or self.root, b"", recurse=True)

    def check(self, root: bytes | None = None):
        return self.all(self.disk_thread.checks(root or self.root))[-1]

    def all(self, items) -> list:
        """Everything that comes; waits to be woken whenever nothing has come."""
        found = []
        for item in items:
            if item is not None:
                found.append(item)
                continue
            assert self.rung.wait(SOON_S)
            self.rung.clear()
        return found

    def hang(self, items, directory: str) -> None:
        """Turn a walk until its thread hangs in a directory of the root."""
        place = Path(os.fsdecode(self.root)) / directory
        self.drive.hang(place)
        assert until(lambda: (next(items), self.drive.is_reached(place))[1])
        assert next(items) is None


@pytest.fixture
def bench(tmp_path):
    bench = Bench(tmp_path)
    yield bench
    bench.drive.release()
    assert until(lambda: threads() == 0)


def threads() -> int:
    return sum(thread.name == "disk" for thread in threading.enumerate())


def directories(listings) -> list[bytes]:
    return [listing.directory for listing in listings]


def test_what_a_disk_lists_comes_whole_and_in_order(bench):
    assert bench.all(bench.walk()) == list(Disk().walk(bench.root, b"", recurse=True))
    assert bench.check() == Disk().check(bench.root)
    assert bench.answering == []


def test_a_missing_folder_is_told_as_the_disk_tells_it(bench):
    assert bench.check(b"/no such folder") == Disk().check(b"/no such folder")


def test_much_comes_in_batches_and_the_thread_waits_until_each_was_used(bench):
    bench.each_directory_is_a_batch()
    found = []

    for listing in bench.walk():
        if listing is None:
            assert bench.rung.wait(SOON_S)
            bench.rung.clear()
        else:
            found.append(listing)
            assert len(bench.listed) == len(found)

    assert directories(found) == [b"", b"a", b"a/b", b"c"]


def test_nobody_waits_for_a_disk_that_does_not_answer(bench):
    walk = bench.walk()
    bench.hang(walk, "a")

    assert [next(walk) for _ in range(100)] == [None] * 100
    bench.drive.release()
    assert b"a" in directories(bench.all(walk))


def test_another_folder_is_listed_while_one_hangs(bench, tmp_path):
    walk = bench.walk()
    bench.hang(walk, "a")
    other = bench.folder(tmp_path / "other", "", "x")

    assert directories(bench.all(bench.walk(other))) == [b"", b"x"]
    assert bench.check(other).is_there
    assert next(walk) is None


def test_a_folder_without_a_sign_of_life_does_not_answer(bench):
    walk = bench.walk()
    bench.hang(walk, "a")

    bench.now += SILENCE_S + 1
    rest = bench.all(walk)

    assert error_wording.told(rest[-1].problem).endswith("as soon as it does.")
    assert (rest[-1].directory, rest[-1].files, rest[-1].vanished) == (b"", {}, True)
    assert bench.disk_thread.is_stuck(bench.root)
    assert "does not answer" in error_wording.told(bench.check().problem)


def test_a_stuck_folder_gets_no_further_thread(bench):
    walk = bench.walk()
    bench.hang(walk, "a")
    bench.now += SILENCE_S + 1
    bench.all(walk)

    for _ in range(20):
        assert not bench.check().is_there
        assert bench.all(bench.walk())[-1].problem

    assert threads() == 1


def test_a_folder_that_answers_after_all_is_told_and_listed_again(bench):
    walk = bench.walk()
    bench.hang(walk, "a")
    bench.now += SILENCE_S + 1
    bench.all(walk)

    bench.drive.release()

    assert until(lambda: bench.answering == [bench.root])
    assert not bench.disk_thread.is_stuck(bench.root)
    assert bench.check().is_there
    assert directories(bench.all(bench.walk())) == [b"", b"a", b"a/b", b"c"]


def test_a_folder_whose_thread_still_ends_is_waited_for(bench):
    """Its scan was closed and begun anew at once; the disk is slow, not stuck."""
    walk = bench.walk()
    bench.hang(walk, "a")
    walk.close()

    again = bench.walk()
    assert next(again) is None
    assert threads() == 1
    bench.drive.release()

    assert directories(bench.all(again)) == [b"", b"a", b"a/b", b"c"]
    assert bench.answering == []


def test_a_slow_disk_that_gives_signs_of_life_answers(bench, tmp_path):
    root = bench.folder(tmp_path / "slow", "")
    for number in range(10):
        (tmp_path / "slow" / f"{number}.jpg").write_bytes(b"photo")

    @contextmanager
    def scandir(path):
        with os.scandir(path) as entries:
            yield slowly(entries)

    def slowly(entries):
        for entry in entries:
            bench.now += SILENCE_S - 1
            yield entry

    bench.disk_thread = bench.over(Disk(scandir=scandir))

    (listing,) = bench.all(bench.walk(root))

    assert len(listing.files) == 10


def test_time_in_which_nobody_took_what_had_come_is_no_silence(bench):
    """Indexing was paused for an hour, say."""
    bench.each_directory_is_a_batch()
    walk = bench.walk()
    first = [listing for listing in [next(walk)] if listing is not None]
    assert bench.rung.wait(SOON_S)

    bench.now += 3600.0

    assert directories(first + bench.all(walk)) == [b"", b"a", b"a/b", b"c"]


def test_a_walk_that_is_closed_while_it_hangs_ends_its_thread(bench):
    walk = bench.walk()
    bench.hang(walk, "a")

    walk.close()
    assert threads() == 1
    bench.drive.release()

    assert until(lambda: threads() == 0)
    assert bench.answering == []


def test_a_walk_that_is_closed_between_two_batches_ends_its_thread(bench):
    bench.each_directory_is_a_batch()
    walk = bench.walk()
    next(walk)
    assert bench.rung.wait(SOON_S)
    assert threads() == 1

    walk.close()

    assert until(lambda: threads() == 0)


def test_a_bug_while_listing_is_not_taken_for_an_end(bench, caplog):
    def scandir(path):
        raise ZeroDivisionError

    bench.disk_thread = bench.over(Disk(scandir=scandir))

    with pytest.raises(RuntimeError, match="log"):
        bench.all(bench.walk())
    assert "ZeroDivisionError" in caplog.text
