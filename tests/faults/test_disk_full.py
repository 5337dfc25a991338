"""A library on a disk that is small or full: what indexing does, through the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import photos
from support.full_disk import fill, small_disk
from support.waiting import SOON_S

from photosim.cli import main
from photosim.core.layout import Layout

pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", 40) as place:
        yield place


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "photos"
    photos.fill(folder, 12, (320, 240))
    return folder


def photosim(library: Path, *arguments: str) -> tuple[int, dict, str]:
    done = subprocess.run(
        [sys.executable, "-m", "photosim", "--library", library, *arguments, "--json"],
        cwd=Path(main.__file__).parents[2],
        capture_output=True,
        timeout=SOON_S,
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def test_a_place_of_40_mb_is_enough_to_index(disk, folder):
    code, answer, _ = photosim(disk / "library", "index", str(folder))

    assert (code, answer["photos"], answer["problems"]) == (0, 12, [])


def test_a_disk_that_indexing_fills_is_told_in_one_sentence(tmp_path, folder):
    with small_disk(tmp_path / "small", 1.2) as disk:
        code, answer, said = photosim(disk / "library", "index", str(folder))

    assert code == 1 and said.count("\n") == 1 and "Traceback" not in said
    assert "full" in answer["error"] or "room" in answer["error"]


@pytest.mark.parametrize("leaving", [0, 100_000, 250_000])
def test_a_full_disk_is_told_and_with_room_all_is_done(disk, folder, leaving):
    library = disk / "library"
    photosim(library, "index")
    filler = fill(disk, leaving=leaving)

    code, answer, said = photosim(library, "index", str(folder))
    assert code == 1 and list(answer) == ["error"] and said.count("\n") == 1
    assert "full" in answer["error"] or "room" in answer["error"]
    assert sorted(p.name for p in library.iterdir() if p.name.endswith(".new")) == []

    os.truncate(filler, 0)
    code, answer, _ = photosim(library, "index", str(folder))
    assert (code, answer["photos"]) == (0, 12)
    assert photosim(library, "verify")[1]["wrong"] == []
    assert Layout(library).database.exists()
