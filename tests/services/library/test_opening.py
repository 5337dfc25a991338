"""A library is opened whole: checked, repaired once, later when its disk is full, or never."""

import sqlite3
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest
from support.decided import decided
from support.open_at_hand import own_thread
from support.saying import raises_saying
from support.waiting import SOON_S, until

from photosim.core.errors import DamagedError, DiskFullError, LibraryBusyError, StoreError
from photosim.core.layout import Layout
from photosim.core.store import Store
from photosim.services.events import Phase, Progress, Repaired, Trouble
from photosim.services.library.opening import Opening, damage
from photosim.services.runtime.free_space_watch import PATIENCE_S
from photosim.services.runtime.lock import WriterLock

FULL = DiskFullError("The disk is full.")
DAMAGED = DamagedError("A page is torn.")


class Way:
    """The way into a library; it is opened as a test says.

    Attributes:
        fails: with what the next attempts to open it fail, the next one last.
        step_s: how far the clock goes on with every look at it.
        told: every event.
    """

    def __init__(self, folder, thread, *, is_window: bool) -> None:
        self.layout = Layout(folder)
        self.fails: list[Exception] = []
        self.n_made = 0
        self.step_s = 0.0
        self.told = []
        self._now = 0.0
        self._thread = thread
        self._opening = Opening(
            self.layout,
            self._make,
            self.told.append,
            thread.wake,
            is_window=is_window,
            clock=self._clock,
        )

    def open(self):
        return self._thread.run(self._opening.open())

    def mend(self, why):
        return self._thread.run(self._opening.mend(why))

    def put(self) -> None:
        """A library with photos and decisions is there, closed."""
        self.layout.make()
        decided(self.layout.database)

    def change(self, sql: str) -> None:
        """Change something in it as no photosim does."""
        with closing(sqlite3.connect(self.layout.database)) as connection, connection:
            assert connection.execute(sql).rowcount == 1

    def _clock(self) -> float:
        self._now += self.step_s
        return self._now

    def _make(self):
        self.n_made += 1
        if self.fails:
            raise self.fails.pop()
        with closing(Store.open(self.layout.database)) as store:
            assert store.faults() == []
        return SimpleNamespace(layout=self.layout)


@contextmanager
def way(tmp_path, *, is_window: bool):
    with own_thread() as thread:
        yield Way(tmp_path / "library", thread, is_window=is_window)


@pytest.fixture
def window(tmp_path):
    with way(tmp_path, is_window=True) as found:
        yield found


@pytest.fixture
def command(tmp_path):
    with way(tmp_path, is_window=False) as found:
        yield found


@pytest.mark.parametrize("who", ["window", "command"])
def test_new_library_is_made_and_nothing_is_told(who, request):
    way = request.getfixturevalue(who)

    assert way.open().result(SOON_S).layout == way.layout

    assert (way.n_made, way.told) == (1, [])
    with WriterLock(way.layout.lock).held():
        pass  # who opens it takes the lock for itself


def test_command_opens_a_damaged_library_only_after_it_was_repaired(command):
    command.put()
    command.change("UPDATE embedding SET features = x'00' WHERE photo_id = 1")

    command.open().result(SOON_S)

    [repaired] = command.told
    assert isinstance(repaired, Repaired)
    assert repaired.set_aside
    assert command.n_made == 1


def test_window_does_not_wait_for_a_check(window):
    window.put()
    window.fails = [DAMAGED]  # met when it is opened

    window.open().result(SOON_S)

    assert [type(told) for told in window.told] == [Repaired]
    assert window.n_made == 2


def test_library_is_repaired_at_most_once(window):
    window.put()
    window.fails = [DAMAGED, DAMAGED]

    assert isinstance(window.open().exception(SOON_S), DamagedError)
    assert (window.n_made, len(window.told)) == (2, 1)


def test_what_a_check_finds_later_is_repaired_while_the_library_is_closed(window):
    window.put()

    window.mend(damage(["row 3 is missing"])).result(SOON_S)

    assert [type(told) for told in window.told] == [Repaired]
    assert "row 3 is missing" in str(damage(["row 3 is missing"]))


def test_window_opens_later_when_its_disk_is_full(window):
    window.fails = [FULL]
    window.step_s = PATIENCE_S

    assert window.open().result(SOON_S).layout == window.layout

    trouble, *phases = window.told
    assert isinstance(trouble, Trouble) and trouble.message == "The disk is full."
    assert phases == [Progress(Phase.STOPPED), Progress(Phase.STARTING)]


def test_command_ends_when_the_disk_is_full(command):
    command.fails = [FULL]

    assert command.open().exception(SOON_S) is FULL
    assert command.told == []


def test_wait_for_room_or_for_a_check_ends_with_the_program(tmp_path):
    with way(tmp_path, is_window=True) as window:
        window.fails = [FULL]
        opened = window.open()
        assert until(lambda: window.told)

    assert opened.cancelled()


@pytest.mark.parametrize("who", ["window", "command"])
def test_library_that_another_program_has_is_left_alone(who, request):
    way = request.getfixturevalue(who)
    way.put()

    with WriterLock(way.layout.lock).held(), raises_saying(LibraryBusyError, "Another photosim"):
        way.open().result(SOON_S)

    assert (way.n_made, way.told) == (0, [])


def test_library_of_a_newer_photosim_is_refused_before_it_is_checked(command):
    command.put()
    command.change(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " SELECT migration_set, 'm999_later', applied_at FROM _sqlite_migrations LIMIT 1"
    )
    command.change("UPDATE embedding SET features = x'00' WHERE photo_id = 1")
    before = command.layout.database.read_bytes()

    with raises_saying(StoreError, "newer photosim"):
        command.open().result(SOON_S)

    assert command.n_made == 0
    assert command.layout.database.read_bytes() == before
