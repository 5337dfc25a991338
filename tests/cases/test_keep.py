"""The better one is never proposed for the trash: cases of two copies, through the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import photos
import pytest
from derivatives import by_camera
from PIL import Image

from photosim import cli

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"


def proposed_of_case(tmp_path, capsys, case: str) -> dict[str, tuple[str | None, str]]:
    """What is proposed for each photo of a case, and why, by name."""
    shutil.copytree(CASES / case, tmp_path / case)
    return proposed(tmp_path / case, tmp_path, capsys)


def proposed(folder: Path, tmp_path: Path, capsys) -> dict[str, tuple[str | None, str]]:
    """What is proposed for each photo of a folder, and why, by name."""
    library = ["--library", str(tmp_path / "library")]
    assert cli.run(cli.parse([*library, "index", str(folder), "--json"])) == 0
    capsys.readouterr()
    assert cli.run(cli.parse([*library, "duplicates", "--json"])) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return {
        Path(photo["path"]).name: (photo["suggestion"], photo["reason"])
        for group in groups
        for photo in group["photos"]
    }


def test_of_two_equally_good_copies_the_one_that_knows_its_time_stays(tmp_path, capsys):
    found = proposed_of_case(tmp_path, capsys, "keep-dated")

    assert found["dated.jpg"][0] == "keep"
    assert found["no_date.jpg"][0] == "trash"


def test_camera_s_file_stays_and_the_larger_png_of_it_goes(tmp_path, capsys):
    found = proposed_of_case(tmp_path, capsys, "keep-png")

    assert found["IMG_0001.jpg"] == ("keep", "straight from the camera")
    assert found["IMG_0001_copy.png"][0] == "trash"


@pytest.mark.parametrize("case", ["pages-tiff", "gif-still"])
def test_what_has_other_pages_is_never_proposed(tmp_path, capsys, case):
    found = proposed_of_case(tmp_path, capsys, case)

    assert "trash" not in {suggestion for suggestion, _ in found.values()}


@pytest.mark.parametrize("factor", [1.3, 2])
@pytest.mark.parametrize("px", [220, 300, 500])
def test_enlargement_that_kept_the_camera_s_record_goes(tmp_path, capsys, px, factor):
    picture = photos.real("coffee.png")
    picture.thumbnail((px, px))
    made = by_camera(picture)
    size = round(picture.width * factor), round(picture.height * factor)
    larger = made.picture.resize(size, Image.Resampling.LANCZOS)
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "camera.jpg").write_bytes(made.data)
    (folder / "larger.jpg").write_bytes(photos.encoded(larger, quality=96, exif=made.record))

    found = proposed(folder, tmp_path, capsys)

    assert found["camera.jpg"][0] != "trash"
    assert found["larger.jpg"][0] != "keep"
