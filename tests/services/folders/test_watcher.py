"""Events become hints, and what events cannot tell is found out by a clock."""

import errno
import logging
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from support.promised import promise
from watchdog import events

from photosim.core.errors import LogNote
from photosim.core.folders.exclusions import Exclusions
from photosim.core.folders.scan import FolderCheck, check_folder
from photosim.services.folders import file_systems
from photosim.services.folders.event_buffer import MOST_DIRTY, PATIENCE_S, EventBuffer, Handler
from photosim.services.folders.presence import Presence
from photosim.services.folders.watcher import (
    CHECK_S,
    LIMITED,
    LOOK_S,
    ON_NETWORK,
    POLL_S,
    RESCAN_S,
    Watcher,
)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Told:
    """What the watcher told."""

    def __init__(self):
        self.dirty: list[tuple[int, bytes]] = []
        self.lost: list[int] = []
        self.away: list[int] = []
        self.notes: dict[int, str] = {}

    def forget(self):
        self.dirty.clear()
        self.lost.clear()
        self.away.clear()


class FakeEmitter:
    def __init__(self, watch):
        self.watch, self.alive = watch, True

    def is_alive(self) -> bool:
        return self.alive


class FakeObserver:
    """Watches nothing; `handlers` by path are for the test to call."""

    def __init__(self):
        self.alive, self.refusal = False, None
        self.emitters: set[FakeEmitter] = set()
        self.handlers: dict[str, Handler] = {}

    def start(self):
        self.alive = True

    def stop(self):
        self.alive = False

    def join(self):
        pass

    def is_alive(self) -> bool:
        return self.alive

    def schedule(self, handler, path, *, recursive, event_filter):
        if self.refusal is not None:
            raise self.refusal
        self.handlers[path] = handler
        watch = object()
        self.emitters.add(FakeEmitter(watch))
        return watch

    def unschedule(self, watch):
        self.emitters = {emitter for emitter in self.emitters if emitter.watch is not watch}


class Fakes:
    """A watcher of one folder (number 1) with a clock and an observer that the test moves."""

    def __init__(self, root: Path, **more):
        self.root, self.told, self.clock = root, Told(), Clock()
        self.observers: list[FakeObserver] = []
        self.watcher = Watcher(
            lambda number, directory: self.told.dirty.append((number, directory)),
            self.told.lost.append,
            is_photo,
            Exclusions(("private",)),
            clock=self.clock,
            observer=self.observer,
            on_away=lambda number, problem: self.told.away.append(number),
            on_note=self.told.notes.__setitem__,
            presence=Presence(begin=lambda work: work()),
            **{"watches_in_use": lambda: None, "needs_polling": lambda path: False, **more},
        )
        self.watcher.start()
        self.watcher.watch(1, os.fsencode(root))

    def observer(self) -> FakeObserver:
        self.observers.append(FakeObserver())
        return self.observers[-1]

    def after(self, seconds: float) -> Told:
        """What is told when the watcher ticks so much later."""
        self.told.forget()
        self.clock.now += seconds
        self.watcher.tick()
        return self.told

    def send(self, event: events.FileSystemEvent):
        self.observers[-1].handlers[str(self.root)].dispatch(event)

    def path(self, name: str) -> str:
        return str(self.root / name)


def is_photo(name: bytes) -> bool:
    return name.endswith(b".jpg")


@pytest.fixture
def fakes(tmp_path: Path):
    fakes = Fakes(tmp_path)
    fakes.watcher.tick()
    fakes.told.forget()
    yield fakes
    fakes.watcher.stop()


class Real:
    """A watcher of real events that tells at once."""

    def __init__(self, root: Path):
        self.told = Told()
        self.watcher = Watcher(
            lambda number, directory: self.told.dirty.append((number, directory)),
            self.told.lost.append,
            is_photo,
            Exclusions(),
            settle_s=0.0,
            on_note=self.told.notes.__setitem__,
        )
        self.watcher.start()
        self.watcher.watch(1, os.fsencode(root))
        self.watcher.tick()
        self.told.forget()

    def until(self, told) -> None:
        """Tick until what was told is enough; fails after 20 s."""
        never, end = threading.Event(), time.monotonic() + 20
        while not told():
            assert time.monotonic() < end, (self.told.dirty, self.told.lost)
            never.wait(0.01)
            self.watcher.tick()

    def until_dirty(self, *directories: bytes) -> None:
        self.until(lambda: {(1, directory) for directory in directories} <= set(self.told.dirty))


@pytest.fixture
def real(tmp_path: Path):
    root = tmp_path / "root"
    (root / "a/deep").mkdir(parents=True)
    real = Real(root)
    yield real
    real.watcher.stop()


# what real events say


def test_a_new_photo_makes_its_directory_dirty(real, tmp_path: Path):
    (tmp_path / "root/a/deep/1.jpg").write_bytes(b"x")
    (tmp_path / "root/0.jpg").write_bytes(b"x")

    real.until_dirty(b"a/deep", b"")


def test_a_deleted_photo_makes_its_directory_dirty(real, tmp_path: Path):
    (tmp_path / "root/a/1.jpg").write_bytes(b"x")
    real.until_dirty(b"a")
    real.told.forget()

    (tmp_path / "root/a/1.jpg").unlink()

    real.until_dirty(b"a")


def test_a_moved_photo_makes_both_directories_dirty(real, tmp_path: Path):
    (tmp_path / "root/a/1.jpg").write_bytes(b"x")
    real.until_dirty(b"a")
    real.told.forget()

    (tmp_path / "root/a/1.jpg").rename(tmp_path / "root/a/deep/2.jpg")

    real.until_dirty(b"a", b"a/deep")


def test_names_that_are_not_unicode_are_told_as_they_are(real, tmp_path: Path):
    folder = tmp_path / "root" / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    real.until_dirty(b"caf\xe9", b"")
    real.told.forget()

    (folder / os.fsdecode(b"\xff.jpg")).write_bytes(b"x")

    real.until_dirty(b"caf\xe9")


def test_a_folder_that_is_moved_in_is_dirty_with_all_below(real, tmp_path: Path):
    (tmp_path / "album/deep").mkdir(parents=True)
    (tmp_path / "album/deep/1.jpg").write_bytes(b"x")

    (tmp_path / "album").rename(tmp_path / "root/album")

    real.until_dirty(b"", b"album", b"album/deep")


def test_of_a_folder_that_is_renamed_nothing_is_told_that_is_not_there(real, tmp_path: Path):
    (tmp_path / "root/a/1.jpg").write_bytes(b"x")
    (tmp_path / "root/a/deep/2.jpg").write_bytes(b"x")
    real.until_dirty(b"a", b"a/deep")
    real.told.forget()

    (tmp_path / "root/a").rename(tmp_path / "root/b")

    real.until_dirty(b"", b"b", b"b/deep")
    assert not {directory for _, directory in real.told.dirty} & {b"a", b"a/deep"}


def test_a_folder_that_is_moved_out_makes_its_place_dirty(real, tmp_path: Path):
    (tmp_path / "root/a").rename(tmp_path / "elsewhere")

    real.until_dirty(b"")


def test_a_folder_that_is_replaced_at_once_is_dirty_with_all_below_and_watched(
    real, tmp_path: Path
):
    (tmp_path / "new/deep").mkdir(parents=True)
    (tmp_path / "root/a").rename(tmp_path / "away")
    (tmp_path / "new").rename(tmp_path / "root/a")
    real.until_dirty(b"a/deep")
    real.told.forget()

    (tmp_path / "root/a/deep/1.jpg").write_bytes(b"x")
    real.until_dirty(b"a/deep")


def test_reading_a_photo_says_nothing(real, tmp_path: Path):
    (tmp_path / "root/a/1.jpg").write_bytes(b"x")
    real.until_dirty(b"a")
    real.told.forget()

    (tmp_path / "root/a/1.jpg").read_bytes()
    (tmp_path / "root/a/deep/last.jpg").write_bytes(b"x")

    real.until_dirty(b"a/deep")
    assert (1, b"a") not in real.told.dirty


def test_a_deleted_root_is_lost(real, tmp_path: Path):
    shutil.rmtree(tmp_path / "root")

    real.until(lambda: 1 in real.told.lost)


def test_a_root_that_comes_back_is_watched_again(real, tmp_path: Path):
    shutil.rmtree(tmp_path / "root")
    real.until(lambda: 1 in real.told.lost)
    (tmp_path / "root").mkdir()
    real.told.forget()

    real.until(lambda: 1 in real.watcher.check())
    (tmp_path / "root/1.jpg").write_bytes(b"x")

    real.until_dirty(b"")


def test_a_root_that_was_renamed_and_replaced_is_watched_again(real, tmp_path: Path):
    (tmp_path / "root").rename(tmp_path / "other")
    (tmp_path / "root").mkdir()

    assert real.watcher.check() == {1}
    (tmp_path / "root/1.jpg").write_bytes(b"x")

    real.until_dirty(b"")


def test_a_root_behind_a_link_is_watched(tmp_path: Path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    real = Real(tmp_path / "link")

    (tmp_path / "there/1.jpg").write_bytes(b"x")

    real.until_dirty(b"")
    real.watcher.stop()


def test_all_directories_of_a_real_folder_are_counted_as_watched(real):
    assert file_systems.watches_in_use() >= 3
    assert real.told.notes == {}


# what is made of events


def test_a_directory_is_told_when_it_has_been_quiet(fakes):
    fakes.send(events.FileClosedEvent(fakes.path("a/1.jpg")))
    assert fakes.after(0.5).dirty == []
    fakes.send(events.FileClosedEvent(fakes.path("a/2.jpg")))
    assert fakes.after(0.9).dirty == []

    assert fakes.after(0.2).dirty == [(1, b"a")]
    assert fakes.after(10).dirty == []


def test_a_directory_that_is_never_quiet_is_told_after_a_while(fakes):
    waited = 0.0
    while not fakes.told.dirty:
        fakes.send(events.FileClosedEvent(fakes.path("a/1.jpg")))
        fakes.after(0.5)
        waited += 0.5

    assert waited == PATIENCE_S


@pytest.mark.parametrize(
    "event",
    [
        events.FileClosedEvent("note.txt"),
        events.FileCreatedEvent("1.jpg.xmp"),
        events.FileCreatedEvent(".hidden/1.jpg"),
        events.FileCreatedEvent("a/private/1.jpg"),
        events.FileCreatedEvent("._1.jpg"),
        events.DirCreatedEvent("@eaDir"),
    ],
)
def test_what_does_not_matter_is_not_told(fakes, event):
    event.src_path = fakes.path(event.src_path)

    fakes.send(event)

    assert fakes.after(5).dirty == []


def test_a_download_that_gets_its_name_at_the_end_is_told(fakes):
    fakes.send(events.FileMovedEvent(fakes.path("1.jpg.part"), fakes.path("1.jpg")))

    assert fakes.after(5).dirty == [(1, b"")]


def test_of_a_directory_that_went_only_its_place_is_told(fakes):
    fakes.send(events.FileDeletedEvent(fakes.path("x/a/1.jpg")))
    fakes.send(events.FileDeletedEvent(fakes.path("x/a/deep/1.jpg")))
    fakes.send(events.FileDeletedEvent(fakes.path("x/ab/1.jpg")))
    fakes.send(events.DirDeletedEvent(fakes.path("x/a")))

    assert fakes.after(5).dirty == [(1, b"x"), (1, b"x/ab")]


def test_of_a_directory_that_was_renamed_the_new_name_is_told(fakes):
    fakes.send(events.DirMovedEvent(fakes.path("x/old"), fakes.path("y/new")))

    assert fakes.after(5).dirty == [(1, b"x"), (1, b"y"), (1, b"y/new")]


def test_an_event_for_a_sibling_with_the_same_beginning_is_not_ours(fakes):
    fakes.send(events.FileMovedEvent(f"{fakes.root}-2/1.jpg", ""))

    assert fakes.after(5).dirty == []


def test_very_many_dirty_directories_are_one_lost_folder(fakes):
    for number in range(MOST_DIRTY + 1):
        fakes.send(events.FileClosedEvent(fakes.path(f"{number}/1.jpg")))

    told = fakes.after(5)

    assert (told.lost, told.dirty) == ([1], [])


def test_a_path_that_cannot_be_bytes_does_not_end_the_watching(fakes):
    fakes.send(events.FileClosedEvent(fakes.path("\ud800.jpg")))

    assert fakes.after(5).lost == [1]


def test_events_of_a_forgotten_folder_are_not_told(fakes):
    fakes.send(events.FileClosedEvent(fakes.path("1.jpg")))
    fakes.watcher.unwatch(1)
    fakes.send(events.FileClosedEvent(fakes.path("2.jpg")))

    told = fakes.after(5)

    assert (told.dirty, told.lost) == ([], [])
    assert fakes.observers[-1].emitters == set()


# what events do not say


def test_when_watching_begins_the_folder_is_to_be_scanned_once(tmp_path: Path):
    fakes = Fakes(tmp_path)

    assert fakes.after(0).lost == [1]
    assert fakes.after(1).lost == []
    fakes.watcher.stop()


def test_an_overflow_of_watchdogs_queue_loses_all_folders(fakes, tmp_path: Path):
    (tmp_path / "second").mkdir()
    fakes.watcher.watch(2, os.fsencode(tmp_path / "second"))
    fakes.after(0)

    logging.getLogger("watchdog.observers.inotify_c").warning(
        "Inotify queue overflowed; filesystem events were lost"
    )

    assert fakes.after(0.1).lost == [1, 2]
    assert fakes.after(0.1).lost == []


def test_other_words_of_watchdog_lose_nothing(fakes):
    logging.getLogger("watchdog.observers.inotify").warning("something else")

    assert fakes.after(0.1).lost == []


def test_a_dead_emitter_is_replaced(fakes):
    (emitter,) = fakes.observers[-1].emitters
    emitter.alive = False

    assert fakes.after(CHECK_S).lost == [1]
    (emitter,) = fakes.observers[-1].emitters
    assert emitter.alive


def test_a_dead_observer_is_replaced(fakes, caplog):
    fakes.observers[-1].alive = False

    assert fakes.after(CHECK_S).lost == [1]
    assert len(fakes.observers) == 2
    assert len(fakes.observers[-1].emitters) == 1
    assert fakes.after(CHECK_S).lost == []
    assert LogNote.WATCHING_STOPPED in caplog.text


def test_a_folder_that_goes_and_comes_back_is_lost_each_time(fakes, tmp_path: Path):
    tmp_path.rename(tmp_path.with_name("away"))
    assert fakes.after(CHECK_S).lost == [1]
    assert fakes.after(CHECK_S).lost == []

    tmp_path.with_name("away").rename(tmp_path)
    assert fakes.after(CHECK_S).lost == [1]
    assert fakes.after(CHECK_S).lost == []


def test_a_folder_that_is_moved_away_is_noticed_within_moments_and_told_once(fakes, tmp_path: Path):
    fakes.after(LOOK_S)
    tmp_path.rename(tmp_path.with_name("away"))
    told = fakes.after(LOOK_S)
    assert (told.lost, told.away) == ([1], [1])
    assert LOOK_S <= 2.5  # two looks lie within five seconds

    told = fakes.after(CHECK_S)
    assert (told.lost, told.away) == ([], [])

    tmp_path.with_name("away").rename(tmp_path)
    told = fakes.after(LOOK_S)
    assert (told.lost, told.away) == ([1], [])
    assert fakes.after(CHECK_S).lost == []


def test_a_folder_that_a_scan_missed_between_two_looks_is_lost_when_it_is_there_at_the_next(fakes):
    fakes.after(LOOK_S)

    fakes.watcher.seen_away(1, FolderCheck(problem="Gone."))

    told = fakes.after(LOOK_S)
    assert (told.lost, told.away) == ([1], [])
    assert fakes.after(CHECK_S).lost == []


def test_a_folder_that_a_scan_missed_is_lost_at_the_next_check_of_the_watching_too(fakes):
    fakes.after(LOOK_S)
    fakes.watcher.seen_away(1, FolderCheck(problem="Gone."))
    fakes.watcher.tick()  # takes it; no look is due yet

    assert fakes.watcher.check() == {1}
    assert fakes.watcher.check() == set()


def test_a_folder_that_a_scan_missed_and_that_is_away_is_lost_when_it_is_back(
    fakes, tmp_path: Path
):
    fakes.after(LOOK_S)
    tmp_path.rename(tmp_path.with_name("away"))
    fakes.watcher.seen_away(1, FolderCheck(problem="Gone."))
    assert fakes.after(CHECK_S).away == []  # the scan has said so
    assert fakes.after(CHECK_S).lost == []

    tmp_path.with_name("away").rename(tmp_path)

    assert fakes.after(LOOK_S).lost == [1]


def test_a_folder_that_a_scan_found_empty_is_lost_only_when_another_one_is_there(
    fakes, tmp_path: Path
):
    fakes.after(LOOK_S)
    fakes.watcher.seen_away(1, check_folder(os.fsencode(tmp_path)))
    assert fakes.after(CHECK_S).lost == []

    fakes.watcher.seen_away(1, FolderCheck((-1, 1)))  # the place where a drive is mounted

    assert fakes.after(LOOK_S).lost == [1]
    assert fakes.after(CHECK_S).lost == []


def test_a_folder_that_was_forgotten_when_a_scan_missed_it_is_not_told(fakes):
    fakes.watcher.unwatch(1)

    fakes.watcher.seen_away(1, FolderCheck(problem="Gone."))

    assert fakes.after(CHECK_S).lost == []


def test_a_folder_that_is_replaced_at_once_is_noticed_within_moments_and_told_once(
    fakes, tmp_path: Path
):
    fakes.after(LOOK_S)
    tmp_path.rename(tmp_path.with_name("away"))
    tmp_path.mkdir()

    told = fakes.after(LOOK_S)
    assert (told.lost, told.away) == ([1], [])
    assert fakes.after(CHECK_S).lost == []


def test_a_network_folder_that_goes_is_noticed_too(tmp_path: Path):
    fakes = Fakes(tmp_path, needs_polling=lambda path: True)
    fakes.watcher.tick()
    fakes.after(LOOK_S)

    tmp_path.rename(tmp_path.with_name("away"))

    told = fakes.after(LOOK_S)
    assert (told.lost, told.away) == ([1], [1])
    fakes.watcher.stop()


def test_a_folder_that_may_not_be_watched_is_scanned_by_the_clock(fakes, tmp_path: Path):
    (tmp_path / "second").mkdir()
    fakes.observers[-1].refusal = OSError(errno.ENOSPC, "inotify watch limit reached")
    fakes.watcher.watch(2, os.fsencode(tmp_path / "second"))

    assert fakes.after(0).lost == [2]
    assert fakes.after(CHECK_S).lost == []
    assert fakes.after(POLL_S - CHECK_S).lost == [2]
    assert fakes.told.notes == {2: LIMITED}


def test_a_folder_that_may_be_watched_later_is(fakes, tmp_path: Path):
    (tmp_path / "second").mkdir()
    fakes.observers[-1].refusal = OSError(errno.EMFILE, "inotify instance limit reached")
    fakes.watcher.watch(2, os.fsencode(tmp_path / "second"))
    fakes.after(0)

    fakes.observers[-1].refusal = None

    assert fakes.after(CHECK_S).lost == [2]
    assert fakes.told.notes == {2: ""}


def test_a_folder_that_is_watched_in_part_is_scanned_by_the_clock_too(tmp_path: Path):
    for number in range(20):
        (tmp_path / str(number)).mkdir()
    in_use = iter([5, 14])  # watchdog adds 9 of 21, and says nothing
    fakes = Fakes(tmp_path, watches_in_use=lambda: next(in_use))

    fakes.after(0)

    assert fakes.told.notes == {1: LIMITED}
    assert fakes.after(POLL_S).lost == [1]
    fakes.watcher.stop()


@promise(
    "Folders on network drives send no events; they are scanned every ten minutes, and with F5.",
)
def test_a_network_folder_is_scanned_by_the_clock_only(tmp_path: Path):
    fakes = Fakes(tmp_path, needs_polling=lambda path: True)

    assert fakes.after(0).lost == [1]
    assert fakes.after(POLL_S - 1).lost == []
    assert fakes.after(1).lost == [1]
    assert fakes.told.notes == {1: ON_NETWORK}
    assert fakes.observers == []
    assert POLL_S == 10 * 60
    fakes.watcher.stop()


def test_a_watched_folder_is_scanned_now_and_then_all_the_same(fakes):
    assert fakes.after(RESCAN_S - 1).lost == []
    assert fakes.after(1).lost == [1]


def test_a_folder_forgotten_while_it_is_scheduled_is_not_watched(tmp_path: Path):
    def unwatched_meanwhile() -> None:
        fakes.watcher.unwatch(1)

    fakes = Fakes(tmp_path, watches_in_use=unwatched_meanwhile)
    fakes.after(0)

    fakes.after(1)

    assert fakes.observers[-1].emitters == set()
    fakes.watcher.stop()


def test_a_notebook_tells_a_lost_folder_once():
    buffer = EventBuffer(is_photo, Exclusions(), Clock())
    buffer.note_lost(3)

    assert buffer.lost() == {3}
    assert buffer.lost() == set()
