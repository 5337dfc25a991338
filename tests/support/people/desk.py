"""Windows for the stories, made as the program makes them, and the photographs they find.

The fixtures are for the `conftest` of a folder whose tests are what a person does.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import album, no_screen
from support.people.person import Camera, Person


@pytest.fixture(autouse=True, scope="session")
def british():
    with no_screen.british_locale():
        yield


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
