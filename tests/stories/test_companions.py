"""What belongs to a photo, however it is called, goes with it, is asked about, and comes back."""

import shutil
from pathlib import Path

import pytest
from stories import cleaning
from stories.person import Keys
from stories.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier

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
    before = cleaning.tree(folder)
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
    assert cleaning.tree(folder) == before
    assert trash.names() == []


def test_film_of_an_iphone_is_asked_about_when_no_copy_of_it_would_stay(review, tmp_path, trash):
    folder = Path(shutil.copytree(CASES / "icloud-films", tmp_path / "Pictures"))
    before = cleaning.tree(folder)
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
    assert cleaning.tree(folder) == before
