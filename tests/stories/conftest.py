"""Windows for the stories, made as the program makes them, and the photographs they find."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from stories import album
from stories.person import Camera, Person


def pytest_collection_modifyitems(items):
    # the offscreen platform says so whenever a window with a least size, or a menu, is shown
    quiet = pytest.mark.qt_log_ignore(
        "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True
    )
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(quiet)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True, scope="session")
def british():
    """Numbers and dates as in the texts of the stories."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture(scope="session")
def camera(request):
    folder = request.config.getoption("--screenshots")
    width, _, height = request.config.getoption("--window-size").partition("x")
    return Camera(Path(folder) if folder else None, (int(width), int(height)))


class Desk:
    """Opens windows, and closes what is left open at the end."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._open: list[Person] = []

    def open(self, library: Path, n_workers: int = 1, **more: object) -> Person:
        person = Person(library, self._camera, n_workers=n_workers, **more)
        self._open.append(person)
        return person

    def close(self, person: Person) -> None:
        self._open.remove(person)
        person.close()
        person.window.deleteLater()

    def clear(self) -> None:
        for person in list(self._open):
            self.close(person)


@pytest.fixture
def desk(qapp, camera):
    made = Desk(camera)
    yield made
    made.clear()


@pytest.fixture(scope="session")
def indexed(qapp, camera, tmp_path_factory):
    """A folder of photographs and a library that knows them; not to be changed."""
    place = tmp_path_factory.mktemp("indexed")
    album.fill(place / "Pictures")
    made = Desk(Camera(None, camera.size))
    person = made.open(place / "library", n_workers=2)
    person.add_folder(place / "Pictures")
    person.wait_until_indexed(len(album.NAMES))
    made.clear()
    return place


@pytest.fixture
def pictures(indexed):
    """The photographs by name."""
    return {path.stem: path for path in (indexed / "Pictures").iterdir()}


@pytest.fixture
def library(indexed, tmp_path):
    """A library of its own that knows the photographs."""
    return Path(shutil.copytree(indexed / "library", tmp_path / "library"))


@pytest.fixture(scope="module")
def at_home(qapp, camera, indexed, tmp_path_factory):
    """One window for a whole story, on a library that is up to date."""
    made = Desk(camera)
    copy = shutil.copytree(indexed / "library", tmp_path_factory.mktemp("home") / "library")
    person = made.open(copy)
    person.wait_until_shown(len(album.NAMES))
    yield person
    made.clear()
