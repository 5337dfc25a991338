"""Windows and libraries for the promises; those of the stories are used again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import album, no_screen, without_rights
from support.commands import Commands
from support.people.desk import (  # noqa: F401 (fixtures)
    at_home,
    british,
    camera,
    desk,
    indexed,
    library,
    pictures,
    sorted_home,
    sorter,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in no_screen.quieten(items, Path(__file__).parent):
        item.add_marker(pytest.mark.slow)


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of somebody who never had photosim."""
    with without_rights.home() as folder:
        yield folder


@dataclass(frozen=True)
class Shelf:
    """Photographs with copies, and a library that knows them; not to be changed.

    Attributes:
        folder: where the photographs lie.
        library: the library's own folder.
    """

    folder: Path
    library: Path


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Made by the command line."""
    place = tmp_path_factory.mktemp("shelf")
    made = Shelf(place / "Pictures", place / "library")
    paths = album.fill(made.folder)
    album.fill_with_copies(paths, made.folder / "Copies")
    (made.folder / "broken.jpg").write_bytes(b"no picture at all")
    code, _, err = without_rights.run(place, "--library", made.library, "index", made.folder)
    assert (code, err) == (0, "")
    return made


@pytest.fixture
def commands(shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Commands on a copy of the shelf's library."""
    return Commands(shutil.copytree(shelf.library, tmp_path / "library"), capsys)
