"""What lies beside a photo is told with it by the command line, however it is called."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from support import photos
from support.derivatives import by_camera

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


PICTURES = ("astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png",
            "hubble_deep_field.jpg")  # fmt: skip


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


def proposed(capsys, folder: Path, library: Path) -> dict[str, tuple[str | None, str]]:
    """What the command line proposes for each photo, and why, by its path below the folder."""
    for command in (["index", str(folder)], ["duplicates"]):
        capsys.readouterr()
        assert main.run(main.parse(["--library", str(library), *command, "--json"])) == 0
    return {
        str(Path(photo["path"]).relative_to(folder)): (photo["suggestion"], photo["reason"])
        for group in json.loads(capsys.readouterr().out)["groups"]
        if group["tier"] != "similar-shots"
        for photo in group["photos"]
    }


def put_large_and_small(folder: Path, number: int) -> None:
    """A camera's file, and what was made smaller of it."""
    picture = photos.real(PICTURES[number])
    picture.thumbnail((480, 480))
    shot = by_camera(picture, number)
    small = shot.picture.resize((shot.picture.width // 2, shot.picture.height // 2), Image.LANCZOS)
    (folder / f"{number}.jpg").write_bytes(shot.data)
    (folder / f"{number}_small.jpg").write_bytes(
        photos.encoded(small, quality=85, exif=shot.record)
    )


def test_what_lies_only_beside_the_smaller_copy_does_not_go_by_default(capsys, tmp_path):
    """Whether it is a sidecar, a film or a RAW file; with nothing beside it, or its equal, it goes.

    The proof that it was made of the other one is as good in all of them.
    """
    folder = tmp_path / "photos"
    folder.mkdir()
    lone = ["_small.jpg.json", "_small.xmp", "_small.AAE", "_small.MOV"]
    for number, ending in enumerate([*lone, "", "_small.xmp"]):
        put_large_and_small(folder, number)
        if ending:
            (folder / f"{number}{ending}").write_bytes(b"written by hand")
    (folder / "5.xmp").write_bytes(b"written by hand")

    found = proposed(capsys, folder, tmp_path / "library")

    for number, ending in enumerate(lone):
        assert found[f"{number}_small.jpg"] == (None, f"{number}{ending} would go with it")
    assert [found[f"{number}_small.jpg"][0] for number in (4, 5)] == ["trash", "trash"]
    assert {found[f"{number}.jpg"][0] for number in range(6)} == {"keep"}


def test_equal_photos_are_called_equal_only_where_what_lies_beside_them_is(capsys, tmp_path):
    folder = tmp_path / "photos"
    endings = ["MOV", "MP4", "WAV", "DNG"]
    for name in ("one", "two"):
        (folder / name).mkdir(parents=True)
        for number, ending in enumerate(endings):
            photos.noise(seed=number).save(folder / name / f"{number}.jpg")
            photos.noise(seed=10 + number).save(folder / name / f"1{number}.jpg")
            (folder / name / f"{number}.{ending}").write_bytes(bytes(2_000_000) + name.encode())
            (folder / name / f"1{number}.{ending}").write_bytes(bytes(2_000_000) + b"end")

    found = proposed(capsys, folder, tmp_path / "library")

    for number, ending in enumerate(endings):
        said = {found[f"{name}/{number}.jpg"] for name in ("one", "two")}
        assert said == {(None, f"{number}.{ending} would go with it")}
        equal = [found[f"{name}/1{number}.jpg"] for name in ("one", "two")]
        assert equal == [("keep", "otherwise equal"), ("trash", "otherwise equal")]
