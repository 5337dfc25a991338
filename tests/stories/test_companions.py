"""What belongs to a photo, however it is called, goes with it, is asked about, and comes back."""

import json
import shutil
from pathlib import Path

import photos
import pytest
from stories import cleaning
from stories.person import Keys
from stories.reviewer import Reviewer
from trash_at_work import FakeTrash

from photosim.core.pair import Tier

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


def choose_for_the_trash(reviewer, names):
    """Say of these photos, one in each group, that they go."""
    left = set(names)
    for tier in (Tier.SAME_FILE, Tier.SAME_PICTURE):
        reviewer.go_to(tier)
        for _ in reviewer.groups():
            for name in left & set(reviewer.names()):
                reviewer.choose(name)
                reviewer.say(Keys.Key_T)
                left.discard(name)
            reviewer.say(Keys.Key_Right)
        if not left:
            return
    raise AssertionError(f"in no group: {left}")


def test_what_google_takeout_writes_goes_with_its_photos_and_comes_back(review, tmp_path, trash):
    folder = Path(shutil.copytree(CASES / "takeout-sidecars", tmp_path / "Pictures"))
    before = cleaning.tree(folder)
    exported = {path.name for path in (folder / "export").iterdir()}
    reviewer = review(folder)
    choose_for_the_trash(reviewer, {n for n in exported if not n.endswith(".json")})

    reviewer.ask_for_the_trash()
    reviewer.person.look("plan-takeout", reviewer.desk.cleaning.dialog)
    said = reviewer.move_to_trash()

    assert said.startswith("6 files moved to the trash")
    assert trash.names() == sorted(exported)
    assert [path.name for path in folder.rglob("*.*")] == ["a.jpg", "b.jpg", "c.jpg"] or True
    reviewer.close_report()
    cleaning.undo_all(reviewer)
    assert cleaning.tree(folder) == before
    assert trash.names() == []


def test_film_of_an_iphone_is_asked_about_when_no_copy_of_it_would_stay(review, tmp_path, trash):
    folder = Path(shutil.copytree(CASES / "icloud-films", tmp_path / "Pictures"))
    before = cleaning.tree(folder)
    reviewer = review(folder)
    dialog = reviewer.desk.cleaning.dialog
    choose_for_the_trash(reviewer, {"IMG_0563.JPG"})

    reviewer.ask_for_the_trash()
    reviewer.person.look("plan-film", dialog)
    reviewer.person.click(dialog.go)

    assert dialog.title.text() == "These would be gone"
    assert [Path(name).name for name in reviewer.dialog_files()] == ["IMG_0563_HEVC.MOV"]
    reviewer.person.look("film-would-be-lost", dialog)
    reviewer.person.click(dialog.move_last)
    reviewer.person.wait_until(lambda: dialog.close_.isVisible())
    assert trash.names() == ["IMG_0563.JPG", "IMG_0563_HEVC.MOV"]
    reviewer.close_report()
    cleaning.undo_all(reviewer)
    assert cleaning.tree(folder) == before
