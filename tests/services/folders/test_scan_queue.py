"""Scans run one after the other, and beside one that waits for its disk."""

import os

import pytest
from support.driver import Driver
from support.saying import raises_saying

from photosim.core.errors import StoreError
from photosim.core.folders.tally import Tally
from photosim.services.folders.scan_queue import PATIENCE_S, ScanQueue


class WaitingDisk:
    """A disk that answers None for folders that are told to wait, and as the real one else.

    Attributes:
        waiting: roots that do not answer now.
        asked: roots in the order in which their scans began.
    """

    def __init__(self, disk) -> None:
        self._disk = disk
        self.waiting: set[bytes] = set()
        self.asked: list[bytes] = []
        self.open = 0

    def checks(self, root):
        yield from self._patiently(root, self._disk.checks(root))

    def walk(self, root, start, *, recurse):
        self.asked.append(root)
        self.open += 1
        try:
            yield from self._patiently(root, self._disk.walk(root, start, recurse=recurse))
        finally:
            self.open -= 1

    def _patiently(self, root, items):
        for item in items:
            while root in self.waiting:
                yield None
            yield item


class Bench:
    def __init__(self, root) -> None:
        self.now = 100.0
        self.tally = Tally()
        self.driver = Driver(root)
        self.library = self.driver.library
        self.disk = WaitingDisk(self.driver.disk)
        self.scans = ScanQueue(self.library, self.disk, lambda: self.now)
        self.roots = [os.fsencode(root / name) for name in ("one", "two", "three")]
        for name in ("one", "two", "three"):
            path = root / name / "sub" / f"{name}.jpg"
            path.parent.mkdir(parents=True)
            path.write_text(name)
            self.driver.watch(root / name)

    def finish(self) -> None:
        while self.scans.has_work:
            self.scans.turn(self.tally)

    def turn(self, n: int = 1) -> bool:
        return [self.scans.turn(self.tally) for _ in range(n)][-1]

    def files(self, folder_id: int) -> int:
        return self.library.store.files.count(folder_id)


@pytest.fixture
def bench(tmp_path):
    bench = Bench(tmp_path)
    yield bench
    bench.library.close()


def test_every_folder_that_was_asked_for_is_scanned_in_that_order(bench):
    for folder_id in (2, 1, 3):
        bench.scans.request(folder_id)

    bench.finish()

    assert bench.disk.asked == [bench.roots[1], bench.roots[0], bench.roots[2]]
    assert bench.tally.added == 3
    assert bench.scans.folder_ids == frozenset()


def test_only_one_folder_at_a_time_is_scanned_while_disks_answer(bench):
    bench.scans.request(1)
    bench.scans.request(2)

    while bench.scans.has_work:
        assert len(bench.scans.folder_ids) <= 1
        bench.turn()


def test_a_folder_whose_disk_does_not_answer_holds_up_no_other(bench):
    bench.disk.waiting = {bench.roots[0]}
    for folder_id in (1, 2, 3):
        bench.scans.request(folder_id)
    bench.turn(3)
    assert bench.scans.folder_ids == {1}

    bench.now += PATIENCE_S
    for _ in range(20):
        bench.turn()

    assert [bench.files(folder_id) for folder_id in (1, 2, 3)] == [0, 1, 1]
    assert bench.scans.folder_ids == {1}
    assert not bench.scans.is_lively
    assert bench.turn() is False
    bench.disk.waiting = set()
    bench.finish()
    assert bench.files(1) == 1


def test_a_folder_is_scanned_once_at_a_time_and_again_when_that_was_asked_meanwhile(bench):
    bench.disk.waiting = {bench.roots[0]}
    bench.scans.request(1)
    bench.turn()
    bench.scans.request(1)
    bench.now += PATIENCE_S
    bench.turn(5)
    assert len(bench.disk.asked) <= 1

    bench.disk.waiting = set()
    bench.finish()

    assert bench.disk.asked == [bench.roots[0]] * 2


def test_a_whole_scan_takes_the_dirty_directories_with_it(bench):
    bench.scans.request(1, {b"sub"})
    bench.scans.request(1)

    bench.finish()

    assert bench.disk.asked == [bench.roots[0]]
    assert bench.library.store.folders.get(1).scanned_at is not None


def test_dirty_directories_are_gathered_until_they_are_scanned(bench):
    bench.scans.request(1, {b""})
    bench.scans.request(1, {b"sub"})

    bench.finish()

    assert bench.files(1) == 1
    assert bench.library.store.folders.get(1).scanned_at is None


@pytest.mark.parametrize("directories", [None, {b"sub"}])
def test_scans_that_are_abandoned_are_done_again(bench, directories):
    bench.disk.waiting = {bench.roots[0]}
    bench.scans.request(1, directories)
    bench.turn(3)
    assert bench.scans.folder_ids == {1}

    bench.scans.abandon()

    assert (bench.scans.folder_ids, bench.disk.open) == (frozenset(), 0)
    assert bench.scans.has_work
    bench.disk.waiting = set()
    bench.finish()
    assert bench.files(1) == 1
    assert (bench.library.store.folders.get(1).scanned_at is None) == (directories is not None)


def test_a_folder_that_is_removed_while_its_disk_does_not_answer_is_let_go(bench):
    bench.disk.waiting = {bench.roots[0]}
    bench.scans.request(1)
    bench.turn(3)

    bench.library.remove_folder(1)
    bench.turn()

    assert (bench.scans.has_work, bench.disk.open) == (False, 0)


def test_a_scan_that_the_store_failed_is_asked_for_again(bench):
    def full(*_, recurse):
        raise StoreError("There is no room.")

    bench.scans.request(1)
    bench.disk.walk, walk = full, bench.disk.walk

    with raises_saying(StoreError, "no room"):
        bench.turn(5)
    assert bench.scans.has_work
    assert bench.scans.folder_ids == frozenset()

    bench.disk.walk = walk
    bench.finish()
    assert bench.files(1) == 1
