"""Feeding workers and writing down what they find, on a real library without processes."""

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_worker_pool import FakeWorkerPool, examined
from support.hanging import HangingDrive
from support.saying import raises_saying
from support.waiting import until

from photosim.core.disk.free_space import MOST_RESERVE_BYTES, DiskSpace
from photosim.core.errors import DiskFullError, PhotosimError
from photosim.core.folders.directory_lister import Disk
from photosim.core.folders.scan import Scandir
from photosim.core.index.hnsw import HnswIndex
from photosim.core.index.live_index import noted_index
from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.model import card
from photosim.core.records.photos import Metadata, Traces
from photosim.core.store.pairs import PairState
from photosim.services.events import Phase, PhotosChanged, Progress, Trouble
from photosim.services.folders.disk_thread import SILENCE_S, DiskThread
from photosim.services.folders.examine_queue import STILL_WRITTEN, TRIES, ExamineQueue
from photosim.services.folders.indexer import ROOM_CHECK_S, Indexer
from photosim.services.folders.scan_queue import PATIENCE_S
from photosim.services.folders.thumbnail_embedding import ThumbnailEmbedding
from photosim.services.notifier import Notifier
from photosim.services.runtime.free_space_watch import LOOK_S
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.messages import Outcome, Reply
from photosim.texts import error_wording

MANY_TURNS = 2000
UNFINISHED = Reply(Outcome.UNFINISHED, reason="The file ends too early.")
TOO_SLOW = Reply(Outcome.TOO_SLOW, reason="Reading this file takes longer than 60 seconds.")
UNAVAILABLE = Reply(Outcome.UNAVAILABLE, reason="The file is not there any more.")


class KeptIndex:
    """An index in this process that begins anew as the library says."""

    def __init__(self, is_full: Callable[[], bool] = lambda: False) -> None:
        self._index = HnswIndex.create(1)
        self._is_full = is_full

    def save(self, path):
        if self._is_full():
            raise DiskFullError("There is no room left for the search index.")
        return self._index.save(path)

    def create(self, dim, capacity=1024):
        self._index = HnswIndex.create(dim, capacity)

    def load(self, path, expected):
        self._index = HnswIndex.load(path, expected)

    def __len__(self):
        return len(self._index)

    def __getattr__(self, name):
        return getattr(self._index, name)


class Bench:
    """A library, an indexer and a clock that goes on with every turn."""

    def __init__(
        self,
        root: Path,
        *,
        at_once: bool = True,
        is_paused: bool = False,
        scandir: Scandir | None = None,
    ) -> None:
        self.folder = root / "photos"
        self.folder.mkdir(exist_ok=True)
        self.now = time.time()
        self.events: list[object] = []
        self.away: list[tuple[int, bool]] = []
        self.total = 100 * MOST_RESERVE_BYTES
        self.free = 10 * MOST_RESERVE_BYTES
        self.wakings = 0
        layout = Layout(root / "library")
        self.full_index = False
        index = KeptIndex(lambda: self.full_index)
        self.library = Library.open(layout, card.shipped(), index)
        for _ in self.library.open_index():
            pass
        self.pool = FakeWorkerPool(self.library.chosen.card.id, at_once=at_once)
        self.set_back_s = 0.0
        self.feed = ExamineQueue(
            self.pool, self.wake, 6, lambda: self.now - self.set_back_s, lambda: self.now
        )
        self.indexer = Indexer(
            self.library,
            Disk() if scandir is None else self.disk_thread(scandir),
            self.feed,
            ThumbnailEmbedding(self.pool, self.wake, 6),
            Notifier(self.events.append, lambda: self.now),
            library_folder=layout.root,
            look=lambda _: DiskSpace(self.free, self.total),
            clock=lambda: self.now,
            seen_away=lambda number, seen: self.away.append((number, seen.is_there)),
            is_paused=is_paused,
        )

    def disk_thread(self, scandir: Scandir) -> DiskThread:
        """Lists in threads, with the same clock."""
        self.answering: list[bytes] = []
        disk = Disk(scandir=scandir)
        return DiskThread(disk, lambda: None, self.answering.append, lambda: self.now)

    def wake(self):
        self.wakings += 1

    def photos(self, *names: str) -> None:
        for name in names:
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"photo " + name.encode())

    def watch(self) -> int:
        row = self.library.add_folder(os.fsencode(self.folder))
        self.indexer.request(row.id)
        return row.id

    def turns(self, run, until) -> None:
        """Turn a run until a condition holds."""
        for _ in range(MANY_TURNS):
            if until():
                return
            self.step(run)
        raise AssertionError("it never came true")

    def wait(self, run, until_true) -> None:
        """Turn a run until a condition holds that waits for other threads; the clock stands."""
        assert until(lambda: (next(run), until_true())[1])

    def step(self, run) -> Turn:
        self.now += 0.25
        return next(run)

    def finish(self, run=None):
        """Turn a run to its end; its report."""
        run = run or self.indexer.run()
        for _ in range(MANY_TURNS):
            try:
                self.step(run)
            except StopIteration as end:
                return end.value
        raise AssertionError("it never ended")

    def known(self) -> set[str]:
        store = self.library.store
        ids = store.photos.live_ids().tolist()
        return {Path(photo.path).name for photo in store.photos.get(ids)}

    def problems(self) -> dict[str, str]:
        return {Path(p.path).name: p.reason for p in self.library.store.files.problems()}

    def troubles(self) -> list[Trouble]:
        return [event for event in self.events if isinstance(event, Trouble)]

    def phases(self) -> list[Phase]:
        return [event.phase for event in self.events if isinstance(event, Progress)]


@pytest.fixture
def make(tmp_path: Path):
    made = []

    def bench(**options) -> Bench:
        made.append(Bench(tmp_path, **options))
        return made[-1]

    yield bench
    for one in made:
        one.library.close()


@pytest.fixture
def bench(make) -> Bench:
    return make()


def test_a_run_finds_and_examines_everything_and_counts_it(bench):
    bench.photos(*(f"{n}.jpg" for n in range(100)), "sub/a.jpg")
    (bench.folder / "copy.jpg").write_bytes((bench.folder / "0.jpg").read_bytes())
    bench.watch()

    report = bench.finish()

    assert (report.files, report.photos, report.added) == (102, 101, 102)
    assert len(bench.library.live) == 101
    assert not bench.indexer.is_running
    assert not bench.indexer.has_work
    assert bench.phases()[-1] is Phase.IDLE
    assert [e for e in bench.events if isinstance(e, PhotosChanged)][-1].n_photos == 101


def test_a_second_run_examines_nothing(bench):
    bench.photos("a.jpg", "b.jpg")
    folder_id = bench.watch()
    bench.finish()
    bench.pool.orders.clear()

    bench.indexer.request(folder_id)
    report = bench.finish()

    assert (report.unchanged, report.examined) == (2, 0)
    assert bench.pool.orders == []


def test_a_fresh_file_that_seems_unfinished_is_tried_again_later(bench):
    bench.photos("a.jpg")
    bench.pool.replies["a.jpg"] = [UNFINISHED, UNFINISHED]
    bench.watch()

    bench.finish()

    assert bench.pool.orders == ["a.jpg"] * 3
    assert bench.known() == {"a.jpg"}
    assert bench.problems() == {}


def test_a_file_that_stays_unfinished_becomes_a_problem_after_some_tries(bench):
    bench.photos("a.jpg", "b.jpg")
    bench.pool.replies["a.jpg"] = UNFINISHED
    bench.watch()

    bench.finish()

    assert bench.pool.orders.count("a.jpg") == TRIES
    assert bench.problems() == {"a.jpg": STILL_WRITTEN}
    assert bench.known() == {"b.jpg"}


def test_a_minute_after_its_last_change_a_file_is_not_said_to_be_written_any_more(bench):
    bench.photos("a.jpg")
    bench.pool.replies["a.jpg"] = UNFINISHED
    bench.watch()
    bench.finish()
    left = bench.indexer.retry_unfinished()
    assert left is not None and 0 < left < 60
    assert not bench.indexer.has_work

    bench.now += 61
    assert bench.indexer.retry_unfinished() is None
    assert bench.indexer.has_work
    bench.finish()

    assert bench.problems() == {"a.jpg": UNFINISHED.reason}
    assert bench.indexer.retry_unfinished() is None
    assert not bench.indexer.has_work


def test_a_clock_that_is_set_back_keeps_no_file_waiting(bench):
    bench.photos("a.jpg")
    bench.pool.replies["a.jpg"] = [UNFINISHED]
    folder_id = bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.orders == ["a.jpg"])
    for _ in range(3):  # it is put off
        bench.step(run)
    bench.set_back_s = 365 * 86_400.0

    bench.finish(run)

    assert bench.known() == {"a.jpg"}
    bench.indexer.request(folder_id)
    report = bench.finish()
    assert (report.unchanged, report.changed, report.gone) == (1, 0, 0)


def test_a_clock_that_is_set_back_says_of_no_file_that_it_is_written_for_ever(bench):
    bench.photos("b.jpg")
    bench.pool.replies["b.jpg"] = UNFINISHED
    bench.watch()
    bench.finish()
    assert bench.problems() == {"b.jpg": STILL_WRITTEN}
    bench.set_back_s = 365 * 86_400.0

    assert bench.indexer.retry_unfinished() is None
    bench.finish()

    assert bench.problems() == {"b.jpg": UNFINISHED.reason}


def test_a_file_whose_rest_came_within_the_minute_is_a_photo(bench):
    bench.photos("a.jpg")
    bench.pool.replies["a.jpg"] = [UNFINISHED] * TRIES
    bench.watch()
    bench.finish()

    bench.now += 61
    bench.finish()  # any later run looks again, after a restart too

    assert (bench.known(), bench.problems()) == ({"a.jpg"}, {})


def test_a_fresh_file_of_which_a_part_is_there_is_waited_for_then_shown_as_damaged(bench):
    bench.photos("a.jpg", "b.jpg")
    os.utime(bench.folder / "b.jpg", (1e9, 1e9))
    for name in ("a.jpg", "b.jpg"):
        data = (bench.folder / name).read_bytes()
        found = examined(data, bench.library.chosen.card.id)
        bench.pool.replies[name] = Reply(Outcome.OK, replace(found, is_damaged=True))
    bench.watch()

    bench.finish()

    assert bench.pool.orders.count("a.jpg") == TRIES
    assert bench.pool.orders.count("b.jpg") == 1
    ids = bench.library.store.photos.live_ids().tolist()
    assert [photo.is_damaged for photo in bench.library.store.photos.get(ids)] == [True, True]


# what an older photosim examined


def as_by_an_older_photosim(bench: Bench) -> None:
    """As if all photos had been examined before frames and damage were looked at."""
    database = Layout(bench.folder.parent / "library").database
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE photo SET examination = 0, pixel_hash = NULL")
        connection.execute("DELETE FROM note WHERE key LIKE 'problems tried%'")
    bench.pool.orders.clear()


def unexamined(bench: Bench) -> set[str]:
    store = bench.library.store
    ids = store.photos.live_ids().tolist()
    return {Path(photo.path).name for photo in store.photos.get(ids) if not photo.is_examined}


def test_what_an_older_photosim_examined_is_examined_again_after_all_else(bench):
    bench.photos("a.jpg", "b.jpg")
    shutil.copy(bench.folder / "a.jpg", bench.folder / "copy.jpg")
    folder_id = bench.watch()
    bench.finish()
    as_by_an_older_photosim(bench)
    assert unexamined(bench) in ({"a.jpg", "b.jpg"}, {"copy.jpg", "b.jpg"})
    bench.photos("new.jpg")
    os.utime(bench.folder / "new.jpg", (1e9, 1e9))

    bench.indexer.request(folder_id)
    report = bench.finish()

    assert bench.pool.orders[0] == "new.jpg"
    assert len(bench.pool.orders) == report.examined == 3  # one file of each photo
    assert unexamined(bench) == set()
    assert (report.photos, report.added, report.changed) == (3, 1, 0)
    assert not bench.indexer.has_work


def test_examining_again_is_counted_as_work_that_is_left(make):
    bench = make(at_once=False)
    bench.photos(*(f"{n}.jpg" for n in range(40)))
    bench.watch()
    run = bench.indexer.run()
    while bench.library.n_photos < 40:
        bench.step(run)
        bench.pool.answer(bench.pool.n_waiting)
    bench.finish(run)
    as_by_an_older_photosim(bench)
    bench.events.clear()

    assert bench.indexer.has_work
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 6)

    told = [e for e in bench.events if isinstance(e, Progress) and e.phase is Phase.INDEXING]
    assert {event.total for event in told} == {40}


def test_no_more_is_told_than_there_is_when_the_count_is_of_a_moment_ago(bench):
    bench.photos(*(f"{n}.jpg" for n in range(100)))
    bench.watch()
    run = bench.indexer.run()
    while bench.library.n_photos < 60:  # quicker than what is left is counted again
        bench.now += 0.001
        next(run)
    bench.indexer.is_paused = True  # a phase is told at once
    next(run)

    told = bench.events[-1]
    assert isinstance(told, Progress) and told.phase is Phase.PAUSED
    assert (told.done >= 60, told.total) == (True, 100)


def test_examining_again_stops_while_paused_and_goes_on_after_a_restart(make, tmp_path):
    bench = make(at_once=False)
    bench.photos("a.jpg", "b.jpg")
    bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 2)
    bench.pool.answer(2)
    bench.finish(run)
    as_by_an_older_photosim(bench)
    bench.indexer.is_paused = True
    run = bench.indexer.run()
    for _ in range(20):
        assert bench.step(run) is Turn.WAIT
    assert bench.pool.orders == []
    run.close()
    bench.library.close()

    again = make()
    again.finish()

    assert sorted(again.pool.orders) == ["a.jpg", "b.jpg"]
    assert unexamined(again) == set()


def test_photos_of_a_folder_that_is_offline_wait_to_be_examined_again(bench):
    bench.photos("a.jpg")
    folder_id = bench.watch()
    bench.finish()
    as_by_an_older_photosim(bench)
    bench.folder.rename(bench.folder.with_name("away"))
    bench.indexer.request(folder_id)
    bench.finish()
    assert (bench.pool.orders, unexamined(bench)) == ([], {"a.jpg"})
    assert not bench.indexer.has_work

    bench.folder.with_name("away").rename(bench.folder)
    bench.indexer.request(folder_id)
    bench.finish()

    assert unexamined(bench) == set()


def test_old_problem_files_are_tried_once_more_and_only_once(bench):
    bench.photos("a.jpg", "b.jpg")
    refused = Reply(Outcome.UNREADABLE, reason="It is none.")
    bench.pool.replies.update({"a.jpg": refused, "b.jpg": refused})
    bench.watch()
    bench.finish()
    as_by_an_older_photosim(bench)
    del bench.pool.replies["a.jpg"]

    bench.finish()
    bench.finish()

    assert sorted(bench.pool.orders) == ["a.jpg", "b.jpg"]
    assert (bench.known(), set(bench.problems())) == ({"a.jpg"}, {"b.jpg"})


@pytest.mark.parametrize(
    "otherwise", [{"n_frames": 3}, {"metadata": Metadata(traces=Traces.SAVED)}]
)
def test_a_photo_that_counts_or_is_dated_otherwise_than_was_thought_is_compared_anew(
    bench, otherwise
):
    bench.photos("a.jpg", "b.jpg")
    bench.watch()
    bench.finish()
    store = bench.library.store
    first, second = store.photos.live_ids().tolist()
    with store.transaction():
        store.pairs.propose([(first, second)], PairState.SOON)
    as_by_an_older_photosim(bench)
    data = (bench.folder / "a.jpg").read_bytes()
    found = replace(examined(data, bench.library.chosen.card.id), **otherwise)
    bench.pool.replies["a.jpg"] = Reply(Outcome.OK, found)

    bench.finish()

    assert store.pairs.unknown([(first, second)]) == [(first, second)]
    assert len(bench.library.live) == 2


def test_an_old_file_that_ends_too_early_is_a_problem_at_once(bench):
    bench.photos("a.jpg")
    os.utime(bench.folder / "a.jpg", (1e9, 1e9))
    bench.pool.replies["a.jpg"] = UNFINISHED
    bench.watch()

    bench.finish()

    assert bench.pool.orders == ["a.jpg"]
    assert bench.problems() == {"a.jpg": UNFINISHED.reason}


def test_a_file_that_cannot_be_reached_has_its_folder_scanned_again(bench):
    """It was deleted between the scan and the reading: no problem, just gone."""
    bench.photos("a.jpg", "b.jpg")
    bench.watch()
    run = bench.indexer.run()
    bench.pool.replies["a.jpg"] = UNAVAILABLE
    bench.turns(run, lambda: bench.library.store.files.count() == 2)
    (bench.folder / "a.jpg").unlink()

    report = bench.finish(run)

    assert (report.files, report.problems) == (1, ())
    assert bench.known() == {"b.jpg"}


def test_a_drive_that_goes_while_files_are_read_leaves_them_to_be_examined(bench):
    bench.photos("a.jpg", "b.jpg")
    folder_id = bench.watch()
    run = bench.indexer.run()
    bench.pool.replies.update({"a.jpg": UNAVAILABLE, "b.jpg": UNAVAILABLE})
    bench.turns(run, lambda: bench.library.store.files.count() == 2)
    bench.folder.rename(bench.folder.with_name("away"))
    assert bench.finish(run).offline == 2  # files, however often the folder was looked for
    assert bench.library.store.folders.get(folder_id).offline
    assert set(bench.away) == {(folder_id, False)}
    assert bench.problems() == {}

    bench.folder.with_name("away").rename(bench.folder)
    bench.pool.replies.clear()
    bench.indexer.request(folder_id)
    bench.finish()

    assert bench.known() == {"a.jpg", "b.jpg"}


def test_a_file_the_disk_cannot_give_is_a_problem_in_the_end(bench):
    bench.photos("a.jpg", "b.jpg")
    bench.pool.replies["a.jpg"] = UNAVAILABLE
    bench.watch()

    bench.finish()

    assert bench.problems() == {"a.jpg": UNAVAILABLE.reason}
    assert bench.known() == {"b.jpg"}


@pytest.mark.parametrize("outcome", [Outcome.MODEL, Outcome.NOT_STARTED])
def test_workers_that_cannot_work_end_the_run_and_the_files_wait(bench, outcome):
    names = [f"{n}.jpg" for n in range(10)]
    bench.photos(*names)
    broken = Reply(outcome, reason="The model file is damaged.")
    bench.pool.replies.update(dict.fromkeys(names, broken))
    bench.watch()

    with raises_saying(PhotosimError, r"The model file is damaged\."):
        bench.finish()
    assert not bench.indexer.is_running
    assert bench.library.store.files.n_pending() == 10
    assert bench.problems() == {}

    bench.pool.replies.clear()  # mended, and once is enough to be told
    bench.indexer.resume()
    bench.finish()
    assert bench.known() == set(names)


def test_what_was_found_before_the_workers_gave_up_is_kept(make):
    bench = make(at_once=False)
    bench.photos(*(f"{n}.jpg" for n in range(6)))
    bench.pool.replies["3.jpg"] = Reply(Outcome.MODEL, reason="It is damaged.")
    bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 6)
    bench.pool.answer(6)

    with raises_saying(PhotosimError, r"It is damaged\."):
        bench.finish(run)

    given = bench.pool.orders.index("3.jpg")
    assert bench.known() == set(bench.pool.orders[:given])


def test_a_scan_that_the_workers_ended_is_done_at_the_next_run(bench):
    bench.photos(*(f"{n}/a.jpg" for n in range(3)))
    bench.pool.replies["a.jpg"] = Reply(Outcome.MODEL, reason="It is damaged.")
    bench.watch()
    with pytest.raises(PhotosimError):
        bench.finish()

    bench.pool.replies.clear()
    bench.finish()

    assert bench.library.store.files.count() == 3
    assert bench.library.store.files.n_pending() == 0


def test_a_bug_of_a_worker_is_told_as_a_problem(bench):
    bench.photos("a.jpg")
    bench.pool.replies["a.jpg"] = Reply(Outcome.BUG, reason="Traceback ...")
    bench.watch()

    bench.finish()

    assert "Traceback" not in bench.problems()["a.jpg"]


def test_paused_nothing_new_is_fed_and_what_is_out_is_written_down(make):
    bench = make(at_once=False)
    bench.photos(*(f"{n}.jpg" for n in range(30)))
    bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 6)

    bench.indexer.is_paused = True
    bench.pool.answer(6)
    for _ in range(20):
        assert bench.step(run) is Turn.WAIT
    assert len(bench.known()) == 6
    assert bench.pool.n_waiting == 0
    assert bench.phases()[-1] is Phase.PAUSED

    bench.indexer.resume()
    bench.turns(run, lambda: bench.pool.n_waiting)
    while len(bench.known()) < 30:
        bench.pool.answer(bench.pool.n_waiting)
        bench.step(run)
    assert bench.finish(run).photos == 30


def test_a_pause_in_the_middle_of_a_scan_holds_it(bench):
    bench.photos("a.jpg")
    bench.watch()
    run = bench.indexer.run()
    bench.step(run)
    bench.indexer.is_paused = True

    for _ in range(5):
        bench.step(run)
    assert bench.phases()[-1] is Phase.PAUSED

    bench.indexer.resume()
    assert bench.finish(run).photos == 1


def test_a_library_that_was_paused_begins_paused(make):
    bench = make(is_paused=True)
    bench.photos("a.jpg")
    bench.watch()
    run = bench.indexer.run()

    for _ in range(5):
        bench.step(run)

    assert bench.pool.orders == []
    assert bench.indexer.phase is Phase.PAUSED


def test_a_full_disk_stops_with_a_sentence_and_loses_nothing(make):
    bench = make(at_once=False)
    bench.photos(*(f"{n}.jpg" for n in range(20)))
    bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 6)

    bench.free = MOST_RESERVE_BYTES - 1
    bench.now += ROOM_CHECK_S
    bench.pool.answer(6)
    for _ in range(10):
        bench.step(run)
    assert bench.indexer.phase is Phase.STOPPED
    assert [t.fatal for t in bench.troubles()] == [False]
    assert "disk" in error_wording.told(bench.troubles()[0].message)
    assert bench.pool.n_waiting == 0

    bench.free = 10 * MOST_RESERVE_BYTES
    bench.indexer.resume()
    for _ in range(MANY_TURNS):
        bench.pool.answer(bench.pool.n_waiting)
        if len(bench.known()) == 20:
            break
        bench.step(run)
    assert bench.finish(run).photos == 20
    assert len(bench.library.live) == 20
    assert sorted(bench.pool.orders) == sorted({f"{n}.jpg" for n in range(20)})


def test_indexing_goes_on_by_itself_when_room_returns(make):
    bench = make()
    bench.photos(*(f"{n}.jpg" for n in range(20)))
    bench.watch()
    bench.free = MOST_RESERVE_BYTES - 1
    bench.now += ROOM_CHECK_S
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.indexer.phase is Phase.STOPPED)
    bench.now += 2 * LOOK_S
    bench.step(run)
    assert bench.indexer.phase is Phase.STOPPED

    bench.free = 10 * MOST_RESERVE_BYTES
    bench.now += LOOK_S

    assert bench.finish(run).photos == 20
    assert bench.phases()[-1] is Phase.IDLE
    assert len(bench.troubles()) == 1


def test_a_small_disk_with_little_room_is_indexed_on(make):
    bench = make()
    bench.photos("a.jpg", "b.jpg")
    bench.watch()
    bench.total, bench.free = 40 * 1024**2, 10 * 1024**2
    bench.now += ROOM_CHECK_S

    assert bench.finish().photos == 2
    assert bench.troubles() == []


def test_an_index_that_has_no_room_is_saved_when_room_returns(make):
    bench = make()
    bench.photos("a.jpg", "b.jpg")
    bench.watch()
    run = bench.indexer.run()
    bench.full_index = True
    bench.turns(run, lambda: bench.indexer.phase is Phase.STOPPED)
    assert bench.known() == {"a.jpg", "b.jpg"}

    bench.full_index = False
    bench.free += MOST_RESERVE_BYTES
    bench.now += LOOK_S
    bench.finish(run)

    assert noted_index(bench.library.store, 1) is not None
    assert bench.indexer.phase is Phase.IDLE


def test_a_folder_that_is_removed_while_it_is_scanned_ends_the_scan_only(bench, tmp_path: Path):
    bench.photos(*(f"{n}/a.jpg" for n in range(3)))
    folder_id = bench.watch()
    run = bench.indexer.run()
    bench.step(run)

    bench.library.remove_folder(folder_id)

    report = bench.finish(run)
    assert (report.files, report.photos) == (0, 0)
    assert not bench.indexer.is_running


def test_a_folder_that_is_removed_while_its_files_are_read_leaves_no_trace(make):
    bench = make(at_once=False)
    bench.photos("a.jpg", "b.jpg")
    folder_id = bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 2)

    bench.library.remove_folder(folder_id)
    bench.pool.answer(2)

    assert bench.finish(run).photos == 0
    assert len(bench.library.live) == 0


def test_closing_a_run_leaves_it_not_running_and_the_files_to_be_examined(make):
    bench = make(at_once=False)
    bench.photos("a.jpg")
    bench.watch()
    run = bench.indexer.run()
    bench.turns(run, lambda: bench.pool.n_waiting == 1)

    run.close()

    assert not bench.indexer.is_running
    assert bench.library.store.files.n_pending() == 1


def test_every_reply_rings(bench):
    bench.photos("a.jpg", "b.jpg")
    bench.watch()

    bench.finish()

    assert bench.wakings == 2


@pytest.fixture
def drive():
    drive = HangingDrive()
    yield drive
    drive.release()


def ended(run):
    """Turn a run to its end while other threads do their part; its report."""
    reports = []

    def turn() -> bool:
        try:
            next(run)
        except StopIteration as end:
            reports.append(end.value)
        return bool(reports)

    assert until(turn)
    return reports[0]


def test_a_folder_that_hangs_is_offline_in_the_end_and_the_others_are_examined(make, drive):
    bench = make(scandir=drive.scandir)
    bench.photos("a.jpg", "deep/b.jpg")
    hung = bench.watch()
    run = bench.indexer.run()
    bench.wait(run, lambda: len(bench.known()) == 2)
    ended(run)
    drive.hang(bench.folder / "deep")
    bench.folder, photos = bench.folder.with_name("other"), bench.folder
    bench.photos("c.jpg", "d.jpg")
    bench.indexer.request(hung)
    other = bench.watch()

    run = bench.indexer.run()
    bench.wait(run, lambda: drive.is_reached(photos / "deep"))
    bench.now += PATIENCE_S
    bench.wait(run, lambda: bench.library.store.folders.get(other).scanned_at)
    bench.wait(run, lambda: len(bench.known()) == 4)
    assert not bench.library.store.folders.get(hung).offline

    bench.now += SILENCE_S + 1
    report = ended(run)

    assert report.offline == 2
    assert "does not answer" in error_wording.told(bench.library.store.folders.get(hung).note)
    assert len(bench.known()) == 4
    assert (report.gone, report.problems) == (0, ())

    drive.release()
    assert until(lambda: bench.answering == [os.fsencode(photos)])
    bench.indexer.request(hung)
    report = ended(bench.indexer.run())
    assert (report.offline, report.unchanged, report.examined) == (0, 2, 0)
    assert not bench.library.store.folders.get(hung).offline


def test_a_file_that_takes_too_long_has_its_folder_scanned_and_is_read_once_more(bench):
    bench.photos("a.jpg", "b.jpg")
    bench.pool.replies["a.jpg"] = [TOO_SLOW]
    bench.pool.replies["b.jpg"] = TOO_SLOW
    bench.watch()

    bench.finish()

    assert bench.known() == {"a.jpg"}
    assert bench.problems() == {"b.jpg": TOO_SLOW.reason}
    assert sorted(bench.pool.orders) == ["a.jpg", "a.jpg", "b.jpg", "b.jpg"]
