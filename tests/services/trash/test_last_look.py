"""What stays is looked at once more where the system answers from memory."""

import threading
from pathlib import Path

import pytest
from support.trash_at_work import TrashAtWork, trash_request
from support.two_paths import overlaid, pooled
from support.waiting import until

from photosim.core.records.trash_items import ItemState
from photosim.services.folders import file_systems
from photosim.services.folders.file_systems import CachedAnswers
from photosim.texts.error_wording import told


def on_a_share(directory):
    return CachedAnswers.FOR_A_WHILE


def test_what_stays_is_gone_when_the_memory_of_it_has_run_out(tmp_path):
    """Of two photos with what belongs to them and one that has a copy elsewhere, only that goes."""
    waits: list[float] = []

    def run_out(seconds):
        waits.append(seconds)
        (work.photos / "pool/one.jpg").unlink()

    with TrashAtWork(tmp_path, memory=on_a_share, wait=run_out) as work:
        first = work.put("disk/one.jpg", "one")
        work.put("disk/one.jpg.xmp", "of one")
        second = work.put("disk/again.jpg", "one")
        other = work.put("disk/two.jpg", "two")
        one, two = work.put("pool/one.jpg", "one"), work.put("pool/two.jpg", "two")

        report = work.move(
            trash_request(first, one), trash_request(other, two), trash_request(second, one)
        )

        assert waits == [2.0]  # once, whatever goes
        assert (report.n_files, report.size) == (1, 3)
        assert [refusal.path for refusal in report.refused] == [first, second]
        assert all("they were one file. It is back." in told(one.reason) for one in report.refused)
        assert "pool/one.jpg" in told(report.refused[0].reason)
        assert set(work.tree()) == {
            *("disk/one.jpg", "disk/one.jpg.xmp", "disk/again.jpg"),
            "pool/two.jpg",
        }
        assert work.fake.names() == ["two.jpg"]
        states = [item.state for item in work.items()]
        assert sorted(states) == sorted([ItemState.IN_TRASH] + [ItemState.FAILED] * 3)


def test_nothing_is_waited_for_on_a_disk_of_its_own(tmp_path):
    waits: list[float] = []
    with TrashAtWork(
        tmp_path, memory=lambda directory: CachedAnswers.NONE, wait=waits.append
    ) as work:
        keeper = work.put("keep/keeper.jpg", "kept")
        assert work.move(trash_request(work.put("copy.jpg", "kept"), keeper)).n_files == 1
    assert waits == []


def test_what_stays_has_come_under_another_number_and_that_is_enough(tmp_path):
    def renew(seconds):
        content = Path(keeper).read_bytes()
        Path(keeper).unlink()
        (work.photos / "blocker").write_bytes(b"takes the number")
        Path(keeper).write_bytes(content)

    with TrashAtWork(tmp_path, memory=on_a_share, wait=renew) as work:
        keeper = work.put("keep/keeper.jpg", "kept")
        assert work.move(trash_request(work.put("copy.jpg", "kept"), keeper)).n_files == 1


def test_file_that_cannot_come_back_is_told_as_one_in_the_trash(tmp_path):
    def take_the_place(seconds):
        Path(keeper).unlink()
        Path(copy).write_bytes(b"another")

    with TrashAtWork(tmp_path, memory=on_a_share, wait=take_the_place) as work:
        keeper, copy = work.put("keep/keeper.jpg", "kept"), work.put("copy.jpg", "kept")

        report = work.move(trash_request(copy, keeper))

        assert report.n_files == 1
        assert [refusal.path for refusal in report.refused] == [copy]
        assert Path(copy).read_bytes() == b"another"
        assert work.fake.names() == ["copy.jpg"]


def test_next_start_looks_when_photosim_ended_before(tmp_path):
    def end(seconds):
        raise RuntimeError("as if the power went")

    with TrashAtWork(tmp_path, memory=on_a_share, wait=end) as work:
        keeper, copy = work.put("keep/keeper.jpg", "kept"), work.put("copy.jpg", "kept")
        with pytest.raises(RuntimeError):
            work.move(trash_request(copy, keeper))
        assert not Path(copy).exists()
        Path(keeper).unlink()
    with TrashAtWork(tmp_path, memory=on_a_share) as work:
        assert until(lambda: work.told)  # the interruption is told when all is settled

        assert list(work.tree()) == ["copy.jpg"]
        assert [item.state for item in work.items()] == [ItemState.FAILED]


@pytest.mark.parametrize("seen", [overlaid, pooled])
def test_file_that_a_second_mount_shows_under_another_number_comes_back(tmp_path, seen):
    """The system's own memory is at work here: a look at the name says that it is still there."""
    disk, top = tmp_path / "photos/disk", tmp_path / "photos/pool"
    disk.mkdir(parents=True)
    with (
        seen(disk, top),
        TrashAtWork(
            tmp_path, memory=file_systems.cached_answers, wait=threading.Event().wait
        ) as work,
    ):
        paths = [work.put(f"disk/{n}.jpg", str(n) * 5000) for n in range(3)]
        seconds = [str(top / Path(path).name) for path in paths]
        requests = [trash_request(*pair) for pair in zip(paths, seconds, strict=True)]

        report = work.move(*requests)

        assert report.n_files == 0
        assert all("they were one file. It is back." in told(one.reason) for one in report.refused)
        assert all(Path(path).read_bytes() for path in (*paths, *seconds))
        assert work.fake.names() == []
