"""When work that stopped on a full disk goes on."""

from pathlib import Path

from photosim.core.disk.free_space import DiskSpace
from photosim.services.runtime.free_space_watch import LOOK_S, PATIENCE_S, FreeSpaceWatch

MB = 1024**2


class Disk:
    """A disk of 10 GB that is nearly full, and a clock."""

    def __init__(self) -> None:
        self.now, self.free, self.looks = 0.0, 199 * MB, 0
        self.watch = FreeSpaceWatch(Path("library"), self.look, lambda: self.now)

    def look(self, _: Path) -> DiskSpace:
        self.looks += 1
        if self.free < 0:
            raise OSError("the disk is gone")
        return DiskSpace(self.free, 10_000 * MB)

    def after(self, seconds: float, free: int) -> bool:
        self.now += seconds
        self.free = free
        return self.watch.has_returned()


def test_it_looks_every_half_minute_and_goes_on_when_there_is_room():
    disk = Disk()
    disk.watch.stopped()
    looks = disk.looks

    assert not any(disk.after(LOOK_S / 40, 900 * MB) for _ in range(39))
    assert disk.looks == looks
    assert disk.after(LOOK_S, 900 * MB)


def test_a_little_above_the_reserve_is_not_yet_room():
    disk = Disk()
    disk.watch.stopped()

    assert not disk.after(LOOK_S, 201 * MB)
    assert disk.after(LOOK_S, 230 * MB)


def test_what_failed_with_room_left_is_tried_again_when_there_is_more_or_after_some_minutes():
    disk = Disk()
    disk.free = 5000 * MB
    disk.watch.stopped()

    assert not disk.after(LOOK_S, 5000 * MB)
    assert disk.after(LOOK_S, 5001 * MB)
    assert disk.after(PATIENCE_S, 5000 * MB)


def test_a_disk_that_cannot_be_asked_is_no_reason_to_stop_nor_to_go_on():
    disk = Disk()
    disk.watch.stopped()

    assert not disk.after(PATIENCE_S, -1)
    assert not disk.watch.is_scarce
