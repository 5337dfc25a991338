"""The command `clusters`: what it prints, what it brings up to date, how it refuses."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from support import photos

from photosim.cli import main

pytestmark = pytest.mark.slow

REAL = ("coffee.png", "chelsea.png", "rocket.jpg", "astronaut.png")


@pytest.fixture(scope="module")
def album(tmp_path_factory) -> Path:
    """Four pictures, each six times in another light."""
    folder = tmp_path_factory.mktemp("album")
    for name in REAL:
        for number in range(6):
            image = photos.real(name).crop((4 * number, 3 * number, 300 + 4 * number, 220))
            image.point(lambda value, n=number: min(255, value + 9 * n)).save(
                folder / f"{Path(name).stem} {number}.jpg", quality=88
            )
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory, album) -> Path:
    library = tmp_path_factory.mktemp("library")
    assert main.run(main.parse(["--library", str(library), "index", str(album), "--json"])) == 0
    return library


def run(capsys, library: Path, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main.run(main.parse(["--library", str(library), "clusters", *arguments]))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_answer_has_every_photo_in_one_theme(capsys, library, album):
    code, out, err = run(capsys, library, "--json")

    assert (code, err, out.count("\n")) == (0, "", 1)
    found = json.loads(out)["clusters"]
    assert all(set(one) == {"id", "name", "size", "cover", "photos"} for one in found)
    assert sorted(path for one in found for path in one["photos"]) == sorted(
        map(str, album.iterdir())
    )
    assert all(one["cover"] in one["photos"] for one in found)
    assert len({one["name"] for one in found}) == len({one["id"] for one in found}) == len(found)
    sizes = [one["size"] for one in found]
    assert sizes == sorted(sizes, reverse=True) and sum(sizes) <= len(REAL) * 6


def test_a_theme_is_said_to_have_as_many_photos_as_are_listed_copies_and_all(
    capsys, album, tmp_path
):
    pictures, library = tmp_path / "pictures", tmp_path / "library"
    shutil.copytree(album, pictures)
    first = min(pictures.iterdir())
    for quality in (70, 80, 90):
        with Image.open(first) as picture:
            picture.convert("RGB").save(pictures / f"copy {quality}.jpg", quality=quality)
    for command in (["index", str(pictures)], ["duplicates"]):
        assert main.run(main.parse(["--library", str(library), *command])) == 0
    capsys.readouterr()

    _, told, _ = run(capsys, library)
    _, out, _ = run(capsys, library, "--json")
    found = json.loads(out)["clusters"]

    heads = [f"{one['name']} ({len(one['photos'])} photos)" for one in found]
    assert [line for line in told.splitlines() if line.endswith("photos)")] == heads
    assert sum(one["size"] for one in found) < sum(len(one["photos"]) for one in found)
    for one in found:
        if one["name"][0].isdecimal():  # nothing better is known of it
            assert one["name"].startswith(f"{len(one['photos'])} photos")


def test_photos_of_one_thing_are_in_one_theme(capsys, library):
    _, out, _ = run(capsys, library, "--json", "--level", "0.5")

    for one in json.loads(out)["clusters"]:
        assert len({Path(path).name.split()[0] for path in one["photos"]}) == 1


def test_fewer_and_more_themes_at_other_levels(capsys, library):
    counts = [
        len(json.loads(run(capsys, library, "--json", "--level", level)[1])["clusters"])
        for level in ("0", "0.5", "1")
    ]

    assert counts == sorted(counts) and counts[0] < counts[1]


def test_the_same_themes_come_again(capsys, library):
    assert run(capsys, library, "--json") == run(capsys, library, "--json")


def test_photos_that_came_since_are_sorted(capsys, library, album):
    shutil.copy(album / "coffee 0.jpg", album / "extra.jpg")
    photos.real("coffee.png").rotate(3).save(album / "coffee new.jpg")
    assert main.run(main.parse(["--library", str(library), "index", "--json"])) == 0

    _, out, _ = run(capsys, library, "--json")

    [theirs] = [
        one for one in json.loads(out)["clusters"] if str(album / "coffee new.jpg") in one["photos"]
    ]
    assert any(Path(path).name == "coffee 1.jpg" for path in theirs["photos"])


def test_people_read_names_and_paths(capsys, library):
    code, out, _ = run(capsys, library)

    assert code == 0
    assert "photos)\n  /" in out and out.endswith(" themes.\n")


def test_an_empty_library_has_no_themes(capsys, tmp_path):
    (tmp_path / "empty").mkdir()
    library = ["--library", str(tmp_path / "library")]
    assert main.run(main.parse([*library, "index", str(tmp_path / "empty"), "--json"])) == 0

    code, out, _ = run(capsys, tmp_path / "library", "--json")
    assert (code, json.loads(out)) == (0, {"clusters": [], "pending": 0})
    assert run(capsys, tmp_path / "library")[1] == "There are no photos to sort yet.\n"


def test_without_a_library_it_says_so(capsys, tmp_path):
    code, out, err = run(capsys, tmp_path, "--json")

    assert code == 1
    assert "There is no library" in json.loads(out)["error"] and err.count("\n") == 1


@pytest.mark.parametrize("level", ["-0.1", "1.5", "much", "nan", ""])
def test_a_level_that_is_none_is_wrong_usage(capsys, library, level):
    with pytest.raises(SystemExit) as ended:
        run(capsys, library, "--level", level)
    assert ended.value.code == 2
