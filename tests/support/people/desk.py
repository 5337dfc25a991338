"""Windows for the stories, made as the program makes them, and the photographs they find.

The fixtures are for the `conftest` of a folder whose tests are what a person does.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import album, no_screen
from support.people.cartographer import Cartographer
from support.people.person import Camera, Person
from support.people.sorter import Sorter

N_QUARTERS = 32
"""How many photos `sorted_home` has."""


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


@contextmanager
def first_visit(camera: Camera, library: Path, folder: Path) -> Iterator[Person]:
    """A window on a new library, in which a folder is added; closed at the end."""
    made = Desk(camera)
    try:
        person = made.open(library, n_workers=2)
        person.add_folder(folder)
        yield person
    finally:
        made.clear()


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
    unseen = Camera(None, camera.size)
    with first_visit(unseen, place / "library", place / "Pictures") as person:
        person.wait_until_indexed(len(album.NAMES))
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


@pytest.fixture(scope="session")
def sorted_home(qapp, camera, tmp_path_factory):
    """Quarters of photographs and a library with their themes and their map; not to be changed."""
    place = tmp_path_factory.mktemp("sorted")
    album.quarters(place / "Pictures", N_QUARTERS)
    unseen = Camera(None, camera.size)
    with first_visit(unseen, place / "library", place / "Pictures") as person:
        person.wait_until_indexed(N_QUARTERS)
        Cartographer(person).go()
        Sorter(person).go_to_themes()
    return place


@pytest.fixture
def sorter(desk, sorted_home, tmp_path):
    """Somebody who sorts the quarters, in a library of their own."""
    person = desk.open(shutil.copytree(sorted_home / "library", tmp_path / "library"))
    person.wait_until_shown(N_QUARTERS)
    return Sorter(person)
