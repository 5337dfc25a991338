"""Somebody goes through groups with the keyboard, and comes back to them tomorrow."""

import shutil
from pathlib import Path

import pytest
from support import album
from support.people import cleaning
from support.people.desk import first_visit
from support.people.person import CTRL, SHIFT, Camera, Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier

GROUPS = 3


@pytest.fixture(scope="module")
def compared(qapp, camera, tmp_path_factory):
    """A library that has compared photos of which some are there smaller, too."""
    place = tmp_path_factory.mktemp("review")
    originals = album.quarters(place / "Pictures", 12)[::2]
    (place / "Pictures" / "Messenger").mkdir()
    for path in originals[:GROUPS]:
        small = place / "Pictures" / "Messenger" / f"{path.stem} small.jpg"
        small.write_bytes(album.smaller(path))
    cleaning.plant(originals[-1:], place / "Pictures" / "Copies")
    unseen = Camera(None, camera.size)
    with first_visit(unseen, place / "library", place / "Pictures") as person:
        Reviewer(person).wait_until_compared()
    return place / "library"


@pytest.fixture
def review(desk, tmp_path, compared):
    """Opens the window on a library of its own, today and tomorrow."""
    library = Path(shutil.copytree(compared, tmp_path / "library"))
    trash = FakeTrash(tmp_path / "Trash")
    return lambda: Reviewer(desk.open(library, trash=trash))


def test_a_group_is_judged_with_the_keyboard_alone(review, desk):
    reviewer = review()
    person = reviewer.person
    reviewer.go_to(Tier.SAME_FILE)
    person.look("same-file")
    reviewer.go_to(Tier.SAME_PICTURE)
    assert len(reviewer.groups()) == GROUPS
    reviewer.wait_until_seen()
    person.look("same-picture")
    look_closely(reviewer)
    choose_and_take_back(reviewer)
    first = reviewer.names()

    reviewer.say(Keys.Key_Right)
    second = reviewer.names()
    reviewer.say(Keys.Key_Left)
    assert reviewer.names() == first
    reviewer.say(Keys.Key_Return)
    assert reviewer.names() == second
    assert [" to trash" in told for told in reviewer.groups()] == [True, False, False]
    desk.close(person)

    reviewer = review()
    reviewer.go_to(Tier.SAME_PICTURE)
    assert reviewer.names() == second
    assert [" to trash" in told for told in reviewer.groups()] == [True, False, False]
    reviewer.person.look("goes-on-where-it-stopped")


def look_closely(reviewer):
    """Blink, differences, zoom, and back to the list."""
    person, panes = reviewer.person, reviewer.controller.page.compare.panes
    person.press(Keys.Key_2)
    assert reviewer.controller.page.compare.current == 1
    person.press(Keys.Key_Space)
    assert panes.blinking == 1
    person.press(Keys.Key_Space)
    assert panes.blinking == 0
    person.look("blinking")
    person.press(Keys.Key_Escape)
    assert panes.blinking is None
    person.press(Keys.Key_D)
    assert panes.is_difference
    person.wait_until(lambda: "differ" in panes.panes[1].note)
    person.look("difference")
    person.press(Keys.Key_Escape)
    person.press(Keys.Key_F)
    person.look("full-size")
    person.press(Keys.Key_0)
    assert reviewer.controller.page.list.hasFocus()  # Esc would lead out of the review now


def choose_and_take_back(reviewer):
    """Keep the one, the other for the trash; take that back; do it again."""
    reviewer.person.press(Keys.Key_1)
    reviewer.say(Keys.Key_K)
    reviewer.person.press(Keys.Key_2)
    reviewer.say(Keys.Key_T)
    told = reviewer.photos()
    assert "chosen to keep" in told[0]
    assert "chosen for the trash" in told[1]
    reviewer.person.look("chosen")
    reviewer.say(Keys.Key_Z, CTRL)
    assert "chosen for the trash" not in reviewer.photos()[1]
    reviewer.say(Keys.Key_Z, CTRL | SHIFT)
    assert "chosen for the trash" in reviewer.photos()[1]


def test_what_was_said_of_an_action_goes_when_it_is_undone(review):
    reviewer = review()
    person, banner = reviewer.person, reviewer.person.window.banner
    reviewer.go_to(Tier.SAME_FILE)
    person.press(Keys.Key_K, SHIFT)
    reviewer.settle()
    assert banner.sentence.endswith("is kept, in every group, and so is every file equal to it.")
    told = "you said that it, or a file equal to it, stays"
    assert [told in one for one in reviewer.photos()] == [True, True]
    person.press(Keys.Key_T)
    assert "it, or a file equal to it, is kept" in banner.sentence

    person.press(Keys.Key_Z, CTRL)
    reviewer.settle()
    assert not banner.sentence
    person.press(Keys.Key_Z, CTRL | SHIFT)
    reviewer.settle()

    person.choose("decisions")
    person.wait_until(lambda: len(reviewer.decisions()) == 1)
    page = reviewer.controller.decisions_page
    page.table.selectAll()
    person.click(page.revoke)
    person.wait_until(lambda: not reviewer.decisions())
    assert banner.sentence == "photosim asks about these photos again."
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: len(reviewer.decisions()) == 1)
    assert not banner.sentence


def test_what_was_said_of_an_action_goes_with_the_next_one(review):
    reviewer = review()
    banner = reviewer.person.window.banner
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.say(Keys.Key_K, SHIFT)
    assert banner.sentence.endswith("is kept, in every group.")

    reviewer.person.press(Keys.Key_2)
    reviewer.say(Keys.Key_T)

    assert not banner.sentence


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Keys.Key_K, SHIFT),
        (Keys.Key_K, None),
        (Keys.Key_T, None),
        (Keys.Key_A, None),
        (Keys.Key_N, None),
    ],
)
def test_nothing_is_said_any_more_of_a_decision_that_is_undone_or_done_again(review, key, held):
    reviewer = review()
    undoable, banner = reviewer.controller.undoable, reviewer.person.window.banner
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.say(key, *([held] if held else []))
    assert undoable.stack.canUndo()

    for again in (CTRL, CTRL | SHIFT, CTRL):
        banner.say("This was said of a decision.")
        reviewer.say(Keys.Key_Z, again)
        assert not banner.sentence


def test_verdicts_outlive_the_window_and_can_be_revoked(review, desk):
    reviewer = review()
    reviewer.go_to(Tier.SAME_PICTURE)
    pair = reviewer.names()
    reviewer.say(Keys.Key_N)
    reviewer.wait_until_compared()
    assert len(reviewer.groups()) == GROUPS - 1
    reviewer.say(Keys.Key_A)
    reviewer.wait_until_compared()
    assert len(reviewer.groups()) == GROUPS - 2
    desk.close(reviewer.person)

    reviewer = review()
    person = reviewer.person
    reviewer.go_to(Tier.SAME_PICTURE)
    assert len(reviewer.groups()) == GROUPS - 2
    person.choose("decisions")
    person.wait_until(lambda: len(reviewer.decisions()) == 2)
    person.look("decisions")
    assert all(name in reviewer.decisions()[1] for name in pair)
    assert reviewer.decisions()[1].startswith("Not duplicates")

    page = reviewer.controller.decisions_page
    page.table.selectRow(1)
    person.click(page.revoke)
    person.wait_until(lambda: len(reviewer.decisions()) == 1)
    reviewer.go_to(Tier.SAME_PICTURE)
    assert len(reviewer.groups()) == GROUPS - 1


def test_what_would_be_gone_is_asked_for_again_and_the_rest_goes_without_it(review):
    reviewer = review()
    person, dialog = reviewer.person, reviewer.trash.cleaning.dialog
    reviewer.go_to(Tier.SAME_PICTURE)
    for key in (Keys.Key_1, Keys.Key_2):
        person.press(key)
        reviewer.say(Keys.Key_T)
    reviewer.say(Keys.Key_Right)
    small = reviewer.names()[1]
    reviewer.say(Keys.Key_Return)

    reviewer.ask_for_the_trash()
    person.look("plan", dialog)
    person.click(dialog.go)

    assert dialog.title.text() == "These would be gone"
    assert len(reviewer.going()) == 2
    person.look("last-copies", dialog)
    person.click(dialog.keep_last)
    person.wait_until(lambda: dialog.close_.isVisible())
    assert dialog.text.text().startswith("1 file moved to the trash")
    reviewer.close_report()
    reviewer.wait_until_compared()
    assert len(reviewer.groups()) == GROUPS - 1

    person.choose("journal")
    person.wait_until(lambda: any(small in line for line in reviewer.journal()))
    page = reviewer.trash.journal_page
    page.tree.setCurrentIndex(page.model.index(0, 0))
    person.look("journal", person.window)
    person.click(page.restore)
    person.wait_until_said("1 file is back where it was")
    reviewer.go_to(Tier.SAME_PICTURE)
    assert len(reviewer.groups()) == GROUPS
