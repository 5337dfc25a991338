"""A library is opened, kept up to date, repaired beside its use, and closed, whatever happens."""

import errno
import shutil
from concurrent.futures import Future
from contextlib import contextmanager

import pytest
from support.fakes import FakeDrive
from support.open_at_hand import IndexAtHand, NoWorkers, OwnThread
from support.waiting import SOON_S, until

from photosim.core.errors import DamagedError, PhotosimError, StoreFault
from photosim.core.layout import Layout
from photosim.services.events import Phase, Progress, Repaired, Trouble
from photosim.services.library.access import Access
from photosim.services.library.maintenance import Maintenance
from photosim.services.library.open_library import EngineConfig
from photosim.services.library.opening import ReopenedError
from photosim.services.runtime.futures import pass_failure
from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.lock import WriterLock
from photosim.texts.error_wording import told


class ReaderAtHand:
    """What reads beside the library: it lets go of the library at once when it is closed."""

    is_holding = False

    def start(self) -> None:
        self.is_holding = False

    def hold(self) -> None:
        self.is_holding = True


class Kept:
    """A library that is kept by request only, from a start to a stop.

    Attributes:
        events: all that was told.
        models: the model cards that answered, in order.
    """

    def __init__(self, root) -> None:
        self.root = root
        self.layout = Layout(root / "library")
        self.thread = OwnThread()
        self.index = IndexAtHand()
        self.workers = NoWorkers()
        self.drive = FakeDrive()
        self.events = []
        self.models = []
        self.access = Access(self.thread, self.events.append)
        self.maintenance = Maintenance(
            EngineConfig(self.layout.root, 1, (), root / "models" / "one.json"),
            self.thread,
            self.access,
            self.models.append,
            self.events.append,
            reader=ReaderAtHand(),
            watch=False,
            scandir=self.drive.scandir,
            index=self.index,
            workers=self.workers,
        )

    def ask(self, work, *arguments):
        """What a method for the library thread answers, once the library is open."""
        return self.access.submit(lambda opened: work(opened, *arguments)).result(SOON_S)

    def update(self) -> Future:
        """The report of a run, once everything is up to date."""
        report = Future()
        pass_failure(
            self.access.run(lambda opened: self.maintenance.update(opened, report)), report
        )
        return report

    def add(self, name: str):
        """A folder without photos, watched."""
        path = self.root / name
        path.mkdir(exist_ok=True)
        work = self.access.run(lambda opened: self.maintenance.folders.add(opened, str(path)))
        return work.result(SOON_S)

    def n_photos(self) -> int:
        return self.ask(lambda opened: opened.library.n_photos)

    def problems(self):
        return self.ask(self.maintenance.problems)

    def troubles(self) -> list[Trouble]:
        return [event for event in self.events if isinstance(event, Trouble)]

    def phase(self) -> Phase:
        """What was told last of the work."""
        return [event for event in self.events if isinstance(event, Progress)][-1].phase


@contextmanager
def kept(root, fails_at=()):
    """Such a library until it is stopped; of its index may be said what it fails at."""
    one = Kept(root)
    one.index.fails_at.update(fails_at)
    one.maintenance.start()
    yield one
    one.maintenance.stop()


@pytest.fixture
def root(made, tmp_path):
    return shutil.copytree(made, tmp_path / "copy")


@pytest.fixture
def library(root):
    with kept(root) as one:
        yield one


# opening and closing


def test_library_is_open_with_its_index_and_all_is_ended_with_it(root):
    with kept(root) as one:
        assert one.update().result(SOON_S).photos == 6
        assert (len(one.index), one.workers.is_running) == (6, True)
        assert one.maintenance.worker_pids() == [1]
        assert one.models == [root / "models" / "one.json"]

    assert (one.index.pid, one.workers.is_running) == (None, False)
    assert one.troubles() == []
    with WriterLock(one.layout.lock).held():
        pass


def test_index_that_was_kept_is_loaded_at_the_next_start(root):
    for n_loaded in (0, 1):
        with kept(root) as one:
            one.update().result(SOON_S)
            assert one.index.loaded == n_loaded


def test_library_that_cannot_be_opened_is_told_to_everybody_with_the_reason(root):
    shutil.rmtree(root / "models")

    with kept(root) as one:
        report = one.update()
        assert until(one.troubles)

        [trouble] = one.troubles()
        assert trouble.fatal and "model" in told(trouble.message)
        assert str(report.exception(SOON_S)) == trouble.message
        with pytest.raises(PhotosimError):
            one.ask(lambda opened: None)


def test_it_can_be_stopped_before_it_was_started(root):
    one = Kept(root)

    one.maintenance.stop()

    assert one.access.submit(print).cancelled()


def test_end_while_a_library_is_being_opened_leaves_it_to_the_next_start(root):
    with kept(root):
        pass
    with kept(root) as one:
        assert one.n_photos() == 6


# what a person asks for


def test_update_waits_for_a_folder_that_is_being_added(library):
    adding = library.access.run(
        lambda opened: library.maintenance.folders.add(opened, str(library.root / "models"))
    )
    report = library.update().result(SOON_S)

    assert adding.result(SOON_S).id in report.scanned


def test_pause_begins_nothing_until_it_is_taken_back(library):
    library.update().result(SOON_S)
    library.ask(library.maintenance.pause)
    assert library.phase() is Phase.PAUSED
    library.drive.listed.clear()
    report = library.update()
    library.ask(lambda opened: None)
    assert library.drive.listed == []
    assert not report.done()

    library.ask(library.maintenance.resume)

    assert report.result(SOON_S).photos == 6
    assert library.phase() is not Phase.PAUSED


def test_directory_that_cannot_be_listed_is_a_problem_until_it_can_be(library):
    deep = library.root / "pictures" / "deep"
    deep.mkdir(parents=True)
    library.drive.refused[bytes(deep)] = PermissionError(errno.EACCES, "Permission denied")
    library.add("pictures")
    library.update().result(SOON_S)
    assert [problem.path for problem in library.problems()] == [str(deep)]

    library.drive.refused.clear()
    library.ask(library.maintenance.retry_problems)

    assert until(lambda: library.problems() == ())


# what goes wrong


def test_index_that_died_is_revived_for_who_met_it(library):
    library.update().result(SOON_S)
    question = Future()
    assert library.maintenance.reviving(question) is question
    library.ask(lambda opened: library.index.stop())

    question.set_exception(IndexDiedError("died"))

    assert until(lambda: library.index.pid is not None)
    assert library.update().result(SOON_S).photos == 6
    assert len(library.index) == 6


def test_question_that_fails_otherwise_revives_nothing(library):
    library.update().result(SOON_S)
    question = Future()
    library.maintenance.reviving(question)

    question.set_exception(PhotosimError("No such photo."))
    library.ask(lambda opened: None)

    assert library.index.n_starts == 1


def test_bug_in_a_run_is_told_and_ends_the_wait(library, caplog):
    library.add("pictures")
    library.update().result(SOON_S)
    path = bytes(library.root / "pictures")
    library.drive.refused[path] = ValueError("of ours")

    error = library.update().exception(SOON_S)

    assert isinstance(error, RuntimeError)
    assert str(error) in told(library.troubles()[-1].message)
    assert "of ours" in caplog.text
    assert library.phase() is Phase.STOPPED


def test_library_is_closed_for_a_moment_and_who_asks_meanwhile_waits(library):
    library.update().result(SOON_S)

    def look():
        with WriterLock(library.layout.lock).held():
            yield Turn.AGAIN
        return "seen"

    reopened, asked, early = library.ask(
        lambda opened: (
            library.maintenance.reopen(opened, look()),
            library.access.submit(lambda again: again is not opened),
            library.maintenance.reopen(opened, look()),
        )
    )

    assert reopened.result(SOON_S) == "seen"
    assert asked.result(SOON_S)
    assert early.cancelled()  # it was closed already
    assert library.n_photos() == 6


def test_what_fails_while_it_is_closed_is_told_once_it_is_open_again(library):
    def fail():
        raise PhotosimError("That backup is damaged.")
        yield

    answer = library.ask(lambda opened: library.maintenance.reopen(opened, fail()))

    assert str(answer.exception(SOON_S)) == "That backup is damaged."
    assert library.n_photos() == 6


def test_jobs_that_are_under_way_when_it_is_closed_end_with_that(library):
    def wait(opened):
        while True:
            yield Turn.WAIT

    def nothing():
        return None
        yield

    job = library.access.run(wait)
    answer = library.ask(lambda opened: library.maintenance.reopen(opened, nothing()))

    assert isinstance(job.exception(SOON_S), ReopenedError)
    assert answer.result(SOON_S) is None


def test_damage_that_a_run_meets_is_repaired_and_the_run_made_again(root):
    damage = DamagedError(StoreFault.DATABASE_DAMAGED, "a page")

    with kept(root, {"save": damage}) as one:
        assert one.update().result(SOON_S).photos == 6

        assert any(isinstance(event, Repaired) for event in one.events)
        assert one.troubles() == []
