"""`photosim demo`: an album and a library of its own, searched; nothing of the person's."""

import json
import os
import shlex
import stat
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from support import unseen_screen, without_rights

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made():
    """A home in which the demonstration was made once."""
    with without_rights.home() as home:
        mine = home / ".local" / "share" / "photosim"
        mine.mkdir(parents=True)
        (mine / "letter.txt").write_text("mine")
        (home / "Pictures").mkdir()
        answer = json.loads(run(home, "demo", "--json"))
        yield home, answer


def run(home, *arguments):
    code, out, err = without_rights.run(home, *arguments)
    assert (code, err) == (0, "")
    return out


def test_it_searches_with_a_picture_of_the_album_and_finds_its_copies(made):
    home, answer = made
    data = home / ".local" / "share"

    found = [(match["path"].rsplit("/", 2)[1:], match["evidence"]) for match in answer["matches"]]

    assert answer["library"] == str(data / "photosim-demo")
    assert answer["query"].startswith(answer["pictures"])
    assert found[0][1] == "same file"
    copies = [name for (folder, name), why in found if why == "same picture"]
    assert {"balloons small.jpg", "balloons cropped.jpg"} <= set(copies)
    assert ["Balloon festival", "IMG_0842.jpg"] in [path for path, _ in found[:6]]
    similar = [match["similarity"] for match in answer["matches"]]
    assert min(similar[:6]) > 0.9 > 0.6 > max(similar[8:])


def test_it_touches_nothing_of_the_persons(made):
    home, _ = made
    mine = home / ".local" / "share" / "photosim"

    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
    assert not any((home / "Pictures").iterdir())
    assert sorted(path.name for path in (home / ".local" / "share").iterdir()) == [
        "photosim",
        "photosim-demo",
    ]


def test_all_of_it_is_its_owners_alone(made):
    home, _ = made
    demo = home / ".local" / "share" / "photosim-demo"

    open_to_others = [path for path in [demo, *demo.rglob("*")] if path.stat().st_mode & 0o077]

    assert open_to_others == []


def test_the_pictures_have_a_camera_and_a_capture_time(made):
    _, answer = made

    with Image.open(answer["query"]) as picture:
        exif = picture.getexif()

    assert exif[0x0110] == "D-40"
    assert exif.get_ifd(0x8769)[0x9003] == "2024:08:24 07:30:00"


def test_without_a_screen_it_prints_the_answer_and_where_to_go_on(made):
    home, answer = made

    said = run(home, "demo")

    assert "100%  it is the same file     Balloon festival/IMG_0841.jpg" in said
    assert "it is the same picture  For the web/balloons small.jpg" in said
    assert f"photosim --library {answer['library']} duplicates" in said
    lines = [shlex.split(line) for line in said.splitlines() if line.endswith(" status")]
    typed = subprocess.run(*lines, env=os.environ | {"PYTHONPATH": str(without_rights.REPO)})
    assert typed.returncode == 0


def test_where_to_go_on_is_true(made):
    home, answer = made

    groups = json.loads(run(home, "--library", answer["library"], "duplicates", "--json"))
    words = json.loads(run(home, "--library", answer["library"], "words", "flowers", "--json"))

    assert {group["tier"] for group in groups["groups"]} >= {"same-picture"}
    assert any("Garden" in match["path"] for match in words["results"][0]["matches"][:6])


def test_the_second_time_nothing_is_drawn_again(made):
    home, answer = made
    before = {p: p.stat().st_mtime_ns for p in Path(answer["pictures"]).rglob("*")}

    again = json.loads(run(home, "demo", "--json"))

    assert [m["path"] for m in again["matches"]] == [m["path"] for m in answer["matches"]]
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_damaged_album_is_drawn_anew(made):
    home, answer = made
    with Path(answer["query"]).open("r+b") as file:
        file.truncate(1000)

    again = json.loads(run(home, "demo", "--json"))

    assert [m["path"] for m in again["matches"]] == [m["path"] for m in answer["matches"]]


def test_it_is_answered_beside_its_window(made):
    home, answer = made

    with without_rights.window(home, "--library", answer["library"], answer["query"]):
        beside = json.loads(run(home, "demo", "--json"))

    assert beside["query"] == answer["query"]


@pytest.mark.skipif(not unseen_screen.IS_HERE, reason="needs a screen that nobody sees")
def test_with_a_screen_it_opens_the_window_on_the_answer(made, screen):
    home, _ = made
    seen = {"QT_QPA_PLATFORM": None, "DISPLAY": screen, "WAYLAND_DISPLAY": None}

    with without_rights.window(home, "demo", **seen) as demo:
        code, _, _ = without_rights.run(home, "demo", **seen)  # hands its picture to the window
        assert (code, demo.poll()) == (0, None)

    assert "it is the same file" in demo.out


@pytest.fixture
def screen():
    """A screen that nobody sees; its name."""
    with unseen_screen.unseen_screen() as name:
        yield name


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(made):
    home, _ = made
    library = home / "library"
    library.mkdir()
    (library / "library.db").write_text("somebody's")

    code, out, err = without_rights.run(home, "--library", library, "demo")

    assert (code, out) == (1, "")
    assert "not a demonstration" in err
    assert [path.name for path in library.iterdir()] == ["library.db"]


def test_where_it_cannot_be_written_that_is_said(made):
    home, _ = made
    (home / "closed").mkdir(0o500)

    code, _, err = without_rights.run(home, "--library", home / "closed" / "demo", "demo")

    assert code == 1
    assert err.count("\n") == 1
    assert "permission denied" in err.lower()
    assert stat.S_IMODE((home / "closed").stat().st_mode) == 0o500
