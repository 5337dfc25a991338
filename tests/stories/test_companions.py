"""What belongs to a photo, however it is called, goes with it, is asked about, and comes back."""

import json
import os
import shutil
from pathlib import Path

import pytest
from support import photos
from support.people import cleaning
from support.people.person import Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash
from support.trees import tree

from photosim.cli import main
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupFilter

CASES = Path(__file__).parents[1] / "data" / "cases"


@pytest.fixture
def trash(tmp_path):
    return FakeTrash(tmp_path / "Trash")


@pytest.fixture
def review(desk, tmp_path, trash):
    """Opens a window on a folder and waits until its photos are compared."""

    def open_on(folder):
        person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
        person.add_folder(folder)
        return Reviewer(person)

    return open_on


def choose(reviewer, tier, names):
    """Say of those of these photos that are in a tier's groups that they go; these."""
    reviewer.go_to(tier)
    chosen = set()
    n_groups = len(reviewer.groups())
    for step in [*[Keys.Key_Left] * n_groups, *[Keys.Key_Right] * n_groups]:
        for name in (set(names) - chosen) & set(reviewer.names()):
            reviewer.choose(name)
            reviewer.say(Keys.Key_T)
            chosen.add(name)
        reviewer.say(step)
    return chosen


def test_what_google_takeout_writes_goes_with_its_photos_and_comes_back(review, tmp_path, trash):
    folder = Path(shutil.copytree(CASES / "takeout-sidecars", tmp_path / "Pictures"))
    before = tree(folder)
    exported = {path.name for path in (folder / "export").iterdir()}
    reviewer = review(folder)
    left = {name for name in exported if not name.endswith(".json")}

    for tier in Tier:
        if chosen := choose(reviewer, tier, left):
            left -= chosen
            reviewer.ask_for_the_trash()
            reviewer.person.look("plan-takeout", reviewer.trash.cleaning.dialog)
            said = reviewer.move_to_trash()
            assert said.startswith(f"{2 * len(chosen)} files moved to the trash")
            reviewer.close_report()

    assert left == set()
    assert trash.names() == sorted(exported)
    assert sorted(path.name for path in folder.rglob("*.*")) == ["a.jpg", "b.jpg", "c.jpg"]
    cleaning.undo_all(reviewer)
    assert tree(folder) == before
    assert trash.names() == []


def test_film_of_an_iphone_is_asked_about_when_no_copy_of_it_would_stay(review, tmp_path, trash):
    folder = Path(shutil.copytree(CASES / "icloud-films", tmp_path / "Pictures"))
    before = tree(folder)
    reviewer = review(folder)
    dialog = reviewer.trash.cleaning.dialog
    tiers = (tier for tier in Tier if choose(reviewer, tier, {"IMG_0563.JPG"}))
    assert next(tiers)

    reviewer.ask_for_the_trash()
    reviewer.person.look("plan-film", dialog)
    reviewer.person.click(dialog.go)

    assert dialog.title.text() == "These would be gone"
    assert [line.split(",")[0] for line in reviewer.going()] == [
        "IMG_0563.JPG",
        "IMG_0563_HEVC.MOV",
    ]
    reviewer.person.look("film-would-be-lost", dialog)
    reviewer.person.click(dialog.move_last)
    reviewer.person.wait_until(lambda: dialog.close_.isVisible())
    assert trash.names() == ["IMG_0563.JPG", "IMG_0563_HEVC.MOV"]
    reviewer.close_report()
    cleaning.undo_all(reviewer)
    assert tree(folder) == before


ALONE = "otherwise equal"
BESIDE = {
    "1": ({}, {"MOV": b"film", "JPG.xmp": b"edit"}),
    "2": ({"MOV": b"film", "AAE": b"edit"}, {"MOV": b"film"}),
    "3": ({"MP4": b"film"}, {"MP4": b"a longer film"}),
    "4": ({"JPG.json": b"{}"}, {"WAV": b"note"}),
    "5": ({}, {}),
    "6": ({"xmp": b"one star"}, {"xmp": b"5 stars!"}),
    "7": ({"JPG.json": b"{}"}, {"JPG.json": b'{"description": "Grandfather"}'}),
    "8": ({"AAE": b"edit"}, {"AAE": b"edit"}),
}
"""What lies beside each of two equal files, by ending."""
PROPOSED = {
    "1": (Choice.TRASH, Choice.KEEP),
    "2": (Choice.KEEP, Choice.TRASH),
    "3": (Choice.OPEN, Choice.OPEN),
    "4": (Choice.OPEN, Choice.OPEN),
    "5": (Choice.KEEP, Choice.TRASH),
    "6": (Choice.OPEN, Choice.OPEN),
    "7": (Choice.OPEN, Choice.OPEN),
    "8": (Choice.KEEP, Choice.TRASH),
}


def written(folder):
    """Two folders of equal photos, and what lies beside them; the photos, by name."""
    for number, sides in BESIDE.items():
        for side, others in zip("ab", sides, strict=True):
            (folder / side).mkdir(parents=True, exist_ok=True)
            photos.noise(seed=int(number)).save(folder / side / f"IMG_{number}.JPG")
            for ending, content in others.items():
                (folder / side / f"IMG_{number}.{ending}").write_bytes(content)
            os.utime(folder / side / f"IMG_{number}.JPG", (1e9, 1e9))
    return {n: tuple(str(folder / side / f"IMG_{n}.JPG") for side in "ab") for n in BESIDE}


def suggested(reviewer):
    """What the groups of equal files propose, by path: what happens, and why."""
    groups = reviewer.ask(reviewer.person.engine.review.group_details, GroupFilter(Tier.SAME_FILE))
    return {member.photo.path: member.suggestion for group in groups for member in group.members}


def told(capsys, library):
    """What the command line says, by path: what happens, and why."""
    capsys.readouterr()
    command = ["--library", str(library), "duplicates", "--json", "--tier", "same-file"]
    assert main.run(main.parse(command)) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return {
        photo["path"]: (Choice(photo["suggestion"] or Choice.OPEN), photo["reason"])
        for group in groups
        for photo in group["photos"]
    }


def test_what_has_films_and_edits_beside_it_stays(desk, review, tmp_path, capsys):
    paths = written(tmp_path / "Pictures")
    reviewer = review(tmp_path / "Pictures")
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.controller.show_rules()
    reviewer.person.wait_until(reviewer.controller.rules.apply.isEnabled)

    shown = reviewer.previewed()
    reviewer.person.look("films-stay", reviewer.controller.rules)

    for number, choices in PROPOSED.items():
        assert tuple(shown[path][0] for path in paths[number]) == choices
    assert suggested(reviewer) == {path: choice for path, (choice, _) in shown.items()}
    reviewer.controller.rules.reject()

    for ending in ("MOV", "JPG.xmp"):  # it goes while the window is open
        (tmp_path / "Pictures" / "b" / f"IMG_1.{ending}").unlink()
    kept, lost = paths["1"]
    reviewer.person.wait_until(lambda: suggested(reviewer)[kept] is Choice.KEEP)
    desk.close(reviewer.person)

    said = told(capsys, tmp_path / "library")
    assert {path: choice for path, (choice, _) in said.items()} == {
        path: choice for path, (choice, _) in shown.items()
    } | {kept: Choice.KEEP, lost: Choice.TRASH}
    assert {path for path, (_, why) in said.items() if why == ALONE} == {
        path for number in ("1", "5", "8") for path in paths[number]
    }
    for number, ending in (("3", "MP4"), ("6", "xmp"), ("7", "JPG.json")):
        why = f"IMG_{number}.{ending} would go with it"
        assert {said[path][1] for path in paths[number]} == {why}


RAW_PX = (240, 180)


def shot(folder, name, seed, raw=None):
    """A JPEG of a made-up picture, and beside it a RAW file of another one if `raw` is given."""
    folder.mkdir(exist_ok=True)
    photos.noise(seed=seed).save(folder / f"{name}.jpg")
    if raw is not None:
        # as long as any of them: its size tells nothing
        made = photos.dng(photos.noise(seed=raw), RAW_PX)
        (folder / f"{name}.dng").write_bytes(made.ljust(2_000_000, b"\0"))


def told_of(reviewer, name):
    """What the question says of a file that would go."""
    [said] = [line for line in reviewer.going() if line.split(",")[0] == name]
    return said


def test_sidecar_and_raw_that_only_look_equal_are_asked_about_before_they_go(
    review, tmp_path, trash
):
    folder = tmp_path / "Pictures"
    for name, stars, raw in (("a", b"1 star", 20), ("b", b"5 star", 21)):
        shot(folder, f"{name}1", 1)
        (folder / f"{name}1.xmp").write_bytes(stars)
        shot(folder, f"{name}2", 2, raw)
    before = tree(folder)
    reviewer = review(folder)
    assert choose(reviewer, Tier.SAME_FILE, {"b1.jpg", "b2.jpg"}) == {"b1.jpg", "b2.jpg"}

    reviewer.ask_for_the_trash()
    dialog = reviewer.trash.cleaning.dialog
    reviewer.person.look("unlike-sidecar", dialog)

    assert "no equal copy of it stays" in told_of(reviewer, "b1.xmp")
    assert "no copy of it stays" in told_of(reviewer, "b2.dng")
    assert dialog.go.text() == "Move 4 files to trash, one of them the last copy"
    assert dialog.back.hasFocus()
    reviewer.person.click(dialog.go)
    reviewer.person.click(dialog.keep_last)
    reviewer.person.wait_until(dialog.close_.isVisible)
    assert trash.names() == ["b1.jpg", "b1.xmp"]
    reviewer.close_report()
    cleaning.undo_all(reviewer)
    assert tree(folder) == before


def test_what_is_put_down_crosswise_is_not_said_to_stay(review, tmp_path, trash):
    folder = tmp_path / "Pictures"
    for name in ("a", "b"):
        shot(folder, name, 1, 20)
    reviewer = review(folder)
    assert choose(reviewer, Tier.SAME_FILE, {"a.jpg", "b.dng"}) == {"a.jpg", "b.dng"}

    reviewer.ask_for_the_trash()
    dialog = reviewer.trash.cleaning.dialog
    reviewer.person.look("crosswise", dialog)

    said = {name: told_of(reviewer, name) for name in ("a.jpg", "b.dng", "a.dng", "b.jpg")}
    assert all("no copy of it stays" in line.lower() for line in said.values())
    assert dialog.go.text() == "Move 4 last copies to trash"
    reviewer.person.click(dialog.go)
    reviewer.person.click(dialog.keep_last)
    reviewer.person.wait_until(lambda: not dialog.isVisible())
    assert trash.names() == []

    reviewer.ask_for_the_trash()
    reviewer.person.click(dialog.go)
    reviewer.person.click(dialog.move_last)
    reviewer.person.wait_until(dialog.close_.isVisible)
    assert trash.names() == ["a.dng", "a.jpg", "b.dng", "b.jpg"]


def test_jpeg_that_goes_with_its_raw_is_no_last_copy_where_an_equal_one_stays(
    review, tmp_path, trash
):
    folder = tmp_path / "Pictures"
    shot(folder, "IMG_9004", 1, 20)
    shot(folder, "IMG_0067", 1)
    reviewer = review(folder)
    person = reviewer.person
    person.go_to("All photos")
    person.wait_until_shown(2)
    row = next(row for row, told in enumerate(person.photos()) if "IMG_9004.dng" in told)
    person.click_photo_at(row)

    person.press(Keys.Key_Delete)
    dialog = reviewer.trash.cleaning.dialog
    person.wait_until(lambda: dialog.isVisible() and dialog.go.isVisible())
    person.look("jpeg-with-its-raw", dialog)

    assert "no copy of it stays" in told_of(reviewer, "IMG_9004.dng").lower()
    assert "no copy" not in told_of(reviewer, "IMG_9004.jpg")
    assert dialog.go.text() == "Move 2 files to trash, one of them the last copy"
    person.click(dialog.go)
    person.click(dialog.move_last)
    person.wait_until(dialog.close_.isVisible)
    assert trash.names() == ["IMG_9004.dng", "IMG_9004.jpg"]
