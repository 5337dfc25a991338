"""Folders come, go and are scanned; what does not fit is refused, with a reason."""

import os
import shutil
from pathlib import Path

import pytest
from support.fakes import FakeDrive
from support.open_at_hand import IndexAtHand, NoWorkers, own_thread
from support.saying import raises_saying

from photosim.core.errors import FolderError
from photosim.services.events import FoldersChanged, PhotosChanged
from photosim.services.folders.watch_thread import WatchThread
from photosim.services.folders.watcher import ON_NETWORK
from photosim.services.library.access import Access
from photosim.services.library.open_library import EngineConfig, OpenedLibrary
from photosim.services.library.watched_folders import WatchedFolders
from photosim.services.notifier import Notifier


class OpenFolders:
    """The watched folders of an open library, which are scanned when a test says so.

    Attributes:
        n_due: how often the indexer was told that there is something to do.
        n_dead: how often the index was found dead.
        told: every event.
    """

    def __init__(self, root, thread) -> None:
        self.root = root
        self.thread = thread
        self.drive = FakeDrive()
        self.index = IndexAtHand()
        self.n_due = self.n_dead = 0
        self.told = []
        access = Access(thread, self.told.append)
        self.config = EngineConfig(root / "library", 1, (), root / "models" / "one.json")
        self.folders = WatchedFolders(
            access, self._due, self._revive, self.config, watch=False, following=self._following
        )
        self.opened = thread.do(self._open)
        thread.do(access.grant, self.opened)

    def _open(self) -> OpenedLibrary:
        self.index.start()
        opened = OpenedLibrary(
            self.config,
            self.index,
            NoWorkers(),
            Notifier(self.told.append),
            self.thread.wake,
            self.folders.answers,
            self.drive.scandir,
        )
        for _ in opened.library.open_index():
            pass
        return opened

    def _following(self, *callbacks, away, note):
        self.away, self.note = away, note
        return WatchThread(*callbacks)

    def _due(self, opened) -> None:
        self.n_due += 1

    def _revive(self, opened) -> None:
        self.n_dead += 1

    def make(self, name: str):
        """A folder that is there, not watched."""
        path = self.root / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def add(self, path):
        return self.thread.end(self.folders.add(self.opened, str(path)))

    def do(self, work, *arguments):
        return self.thread.do(work, self.opened, *arguments)

    def scanned(self) -> set[str]:
        """Run the indexer: the names of the directories that it lists."""
        self.drive.listed.clear()
        self.thread.end(self.opened.indexer.run())
        return {Path(os.fsdecode(path)).name for path in self.drive.listed}

    def watched(self) -> set[str]:
        """The watched folders as they were told last."""
        last = [event for event in self.told if isinstance(event, FoldersChanged)][-1]
        return {folder.path for folder in last.folders}

    def notes(self) -> dict[str, str]:
        """What was said of the watched folders last."""
        last = [event for event in self.told if isinstance(event, FoldersChanged)][-1]
        return {folder.path: folder.note for folder in last.folders}

    def n_photos(self) -> int:
        """How many photos were told last."""
        return [event for event in self.told if isinstance(event, PhotosChanged)][-1].n_photos


@pytest.fixture
def library(made, tmp_path):
    with own_thread() as thread:
        library = OpenFolders(shutil.copytree(made, tmp_path / "copy"), thread)
        yield library
        thread.do(library.opened.close)


def test_added_folder_is_watched_told_and_scanned(library):
    folder = library.add(library.make("pictures"))

    assert folder.path == str(library.root / "pictures")
    assert library.watched() == {"/photos", folder.path}
    assert library.n_due == 1
    assert "pictures" in library.scanned()


def test_who_asks_what_is_up_to_date_knows_of_a_folder_that_is_still_looked_at(library):
    work = library.folders.add(library.opened, str(library.make("pictures")))
    assert library.folders.is_adding

    library.thread.end(work)

    assert not library.folders.is_adding


def test_addition_that_is_cancelled_or_refused_is_over(library):
    given_up = library.folders.add(library.opened, str(library.make("pictures")))
    library.do(lambda _: given_up.close())
    with pytest.raises(FolderError):
        library.add(library.root / "library")

    assert not library.folders.is_adding
    assert library.told == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pictures/deep", "lies in .*, which is watched"),
        (".", "contains .*, which is watched"),
        ("library", "photosim"),
        ("library/index", "photosim"),
    ],
)
def test_folder_that_overlaps_another_one_or_is_photosims_own_is_refused(library, name, words):
    library.make("pictures/deep")
    library.add(library.root / "pictures")

    with raises_saying(FolderError, words):
        library.add(library.root / name)

    assert library.watched() == {"/photos", str(library.root / "pictures")}


def test_folder_of_the_system_is_refused(library):
    with pytest.raises(FolderError):
        library.add("/proc/self")


def test_link_to_a_watched_folder_is_that_folder(library):
    first = library.add(library.make("pictures"))
    (library.root / "link").symlink_to(library.root / "pictures")

    again = library.add(library.root / "link")

    assert again.id == first.id
    assert library.watched() == {"/photos", first.path}


def test_folders_are_scanned_when_something_asks_for_it(library):
    library.add(library.make("one/deep").parent)
    two = library.add(library.make("two"))
    library.scanned()

    library.do(library.folders.request, two.id)
    assert library.scanned() == {"two"}
    library.do(library.folders.request)
    assert library.scanned() >= {"one", "deep", "two"}
    library.do(
        library.folders.request_directories,
        frozenset({os.fsencode(library.root / "one/deep"), b"/elsewhere"}),
    )
    found = library.scanned()
    assert "deep" in found and "two" not in found


def test_folder_that_answers_again_is_scanned_and_no_other(library):
    folder = library.add(library.make("pictures"))
    library.scanned()
    n_due = library.n_due

    library.folders.answers(os.fsencode(library.root / "nowhere"))
    library.thread.do(lambda: None)
    assert library.n_due == n_due

    library.folders.answers(os.fsencode(folder.path))
    library.thread.do(lambda: None)
    assert library.scanned() == {"pictures"}


def test_photos_of_a_folder_that_is_removed_are_gone_from_what_is_shown(library):
    library.do(library.folders.remove, 1)

    assert (library.watched(), library.n_photos()) == (set(), 0)
    assert len(library.index) == 0


def test_photos_of_a_folder_that_vanished_stay_until_the_person_says_that_they_are_gone(library):
    library.do(library.folders.request)
    library.scanned()  # there is no /photos
    assert len(library.opened.library.live) == 6

    library.do(library.folders.forget, 1)

    assert (library.watched(), library.n_photos()) == ({"/photos"}, 0)


@pytest.mark.parametrize("change", ["remove", "forget"])
def test_index_that_died_holds_up_no_change(library, change):
    library.index.dies_at.add("remove")

    library.do(getattr(library.folders, change), 1)

    assert library.n_dead == 1
    assert library.do(lambda opened: opened.library.store.files.photo_ids(1)) == []
    library.index.dies_at.clear()


def test_a_folder_that_is_scanned_by_the_clock_says_so_until_it_is_offline(library):
    folder = library.add(library.make("pictures"))
    library.do(library.folders.start)

    library.note(folder.id, ON_NETWORK)
    library.do(lambda _: None)
    assert library.notes()[folder.path] == ON_NETWORK

    library.away(folder.id, "It is gone.")
    library.do(lambda _: None)
    assert library.notes()[folder.path] == "It is gone."


def test_what_is_watched_by_request_only_follows_nothing(library):
    library.do(library.folders.start)
    library.folders.stop()

    assert (library.n_due, library.told) == (0, [])
