"""What lies beside a photo is told with it by the command line, however it is called."""

import json
import shutil
from pathlib import Path

import pytest
from support import photos

from photosim.cli import main

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"

SHOTS = (
    ("IMG_1.jpg", "IMG_1_HEVC.MOV", "IMG_1.AAE", "IMG_O1.AAE"),
    ("IMG_10.jpg", "IMG_10.jpg.xmp", "IMG_10_01.jpg.xmp", "IMG_10.xmp"),
    ("PXL_20240926_160000123.MP.jpg", "PXL_20240926_160000123.MP"),
    ("PXL_20240926_160000124.MP~2.jpg", "PXL_20240926_160000124.MP~2"),
    ("IMG_8 (1)-edited(2).jpg",),
    ("DSC_0001.jpg", "DSC_0001.WAV", "DSC_0001.THM", "DSC_0001.jpg.pp3", "DSC_0001.dop"),
    ("IMG_7(1).jpg", "IMG_7.jpg.supplemental-me(1).json"),
)
"""A photo, and what lies beside it."""

NOBODYS = ("IMG_O1.AAE", "IMG_100.MOV", "IMG_7.jpg.supplemental-metadata.json")
"""What looks alike and belongs to none of them."""


def companions(capsys, folder: Path, library: Path) -> dict[str, set[str]]:
    """What the command line tells to lie beside each photo, by their names."""
    for command in (["index", str(folder)], ["duplicates"]):
        capsys.readouterr()
        assert main.run(main.parse(["--library", str(library), *command, "--json"])) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    groups.sort(key=lambda group: group["tier"] != "similar-shots")  # of a copy, as a copy
    told = [photo for group in groups for photo in group["photos"]]
    assert all(Path(one).is_file() for photo in told for one in photo["companions"])
    return {
        Path(photo["path"]).name: {Path(one).name for one in photo["companions"]} for photo in told
    }


def test_takeout_sidecars(capsys, tmp_path):
    folder = Path(shutil.copytree(CASES / "takeout-sidecars", tmp_path / "photos"))

    found = companions(capsys, folder, tmp_path / "library")

    lake = "IMG_20210506_070809_panorama_lake.jpg"
    assert found == {
        "a.jpg": set(),
        "b.jpg": set(),
        "c.jpg": set(),
        "IMG_0412.JPG": {"IMG_0412.JPG.supplemental-metadata.json"},
        lake: {f"{lake}.suppleme.json"},
        "IMG_7(1).jpg": {"IMG_7.jpg.supplemental-metadata(1).json"},
    }


def test_icloud_films(capsys, tmp_path):
    folder = Path(shutil.copytree(CASES / "icloud-films", tmp_path / "photos"))

    found = companions(capsys, folder, tmp_path / "library")

    assert found == {"a.jpg": set(), "IMG_0563.JPG": {"IMG_0563_HEVC.MOV"}}


def test_each_program_and_camera_calls_them_its_own_way(capsys, tmp_path):
    kept, copies = tmp_path / "photos" / "kept", tmp_path / "photos" / "copies"
    for folder in (kept, copies):
        folder.mkdir(parents=True)
    for number, (name, *beside) in enumerate(SHOTS):
        photos.noise(seed=number).save(kept / f"{number}.jpg")
        shutil.copy(kept / f"{number}.jpg", copies / name)
        for other in (*beside, *NOBODYS):
            (copies / other).write_bytes(b"beside")

    found = companions(capsys, tmp_path / "photos", tmp_path / "library")

    for name, *beside in SHOTS:
        assert found[name] == set(beside) - set(NOBODYS)
    assert all(found[f"{number}.jpg"] == set() for number in range(len(SHOTS)))
