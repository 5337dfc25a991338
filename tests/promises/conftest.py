"""Windows and libraries for the promises; those of the stories are used again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from stories import album
from stories.conftest import (  # noqa: F401 (fixtures)
    at_home,
    british,
    camera,
    desk,
    indexed,
    library,
    pictures,
)
from support import photos, without_rights
from support.commands import Commands

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # the offscreen platform says so whenever a window with a least size, or a menu, is shown
    quiet = pytest.mark.qt_log_ignore(
        "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True
    )
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(quiet)
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


COPIES = ("chelsea copy", "chelsea small", "chelsea turned", "coffee cropped", "rocket sent")
"""The copies in a shelf besides the photographs of `album`: names begin with their picture's."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Made by the command line."""
    place = tmp_path_factory.mktemp("shelf")
    made = Shelf(place / "Pictures", place / "library")
    paths = album.fill(made.folder)
    fill_with_copies(paths, made.folder / "Copies")
    (made.folder / "broken.jpg").write_bytes(b"no picture at all")
    code, _, err = without_rights.run(place, "--library", made.library, "index", made.folder)
    assert (code, err) == (0, "")
    return made


def fill_with_copies(paths: dict[str, Path], folder: Path) -> None:
    """The `COPIES` of photographs."""
    folder.mkdir()
    shutil.copy2(paths["chelsea"], folder / "chelsea copy.jpg")
    (folder / "chelsea small.jpg").write_bytes(album.smaller(paths["chelsea"]))
    (folder / "chelsea turned.jpg").write_bytes(photos.encoded(album.turned(paths["chelsea"])))
    (folder / "rocket sent.jpg").write_bytes(album.recompressed(paths["rocket"]))
    with Image.open(paths["coffee"]) as whole:
        width, height = whole.size
        cut = whole.convert("RGB").crop((width // 20, height // 15, width, height))
    (folder / "coffee cropped.jpg").write_bytes(photos.encoded(cut))


@pytest.fixture
def commands(shelf: Shelf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Commands on a copy of the shelf's library."""
    return Commands(shutil.copytree(shelf.library, tmp_path / "library"), capsys)
