"""Somebody takes a clean-up back, then the choices before it, and wants some of it again."""

from __future__ import annotations

import pytest
from support import album
from support.people import cleaning
from support.people.person import CTRL, Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash
from support.trees import tree

from photosim.core.records.pairs import Tier

GROUPS = 3
UNDECIDED = (
    "What came back from the trash is undecided: it goes again only when you put it down anew."
)


@pytest.fixture
def folder(tmp_path):
    """Photos of which each has an equal copy, others of which each has a smaller one."""
    folder = tmp_path / "Pictures"
    cleaning.plant(album.quarters(folder, 2 * GROUPS), folder / "copies")
    return folder


@pytest.fixture
def reviewer(desk, tmp_path, folder):
    person = desk.open(tmp_path / "library", n_workers=2, trash=FakeTrash(tmp_path / "Trash"))
    person.add_folder(folder)
    return Reviewer(person)


def move_and_take_back(reviewer, folder):
    """Move what is put down for the trash, and bring it back with Ctrl+Z."""
    before = tree(folder)
    reviewer.ask_for_the_trash()
    reviewer.move_to_trash()
    reviewer.close_report()
    reviewer.wait_until_compared()
    assert tree(folder) != before
    reviewer.say(Keys.Key_Z, CTRL)
    reviewer.wait_until_compared()
    assert tree(folder) == before
    reviewer.person.dismiss()


def n_down(reviewer):
    """How many are put down for the trash, as the button says."""
    text = reviewer.controller.page.head.trash.text()
    return 0 if text == "Move to trash" else int(text.split()[1])


@pytest.mark.parametrize("tier", cleaning.CLEANED)
def test_choices_before_a_clean_up_are_taken_back_without_a_word_and_not_made_again(
    reviewer, folder, tier
):
    reviewer.go_to(tier)
    reviewer.apply_rules()
    assert n_down(reviewer) == GROUPS
    move_and_take_back(reviewer, folder)
    assert n_down(reviewer) == 0

    reviewer.say(Keys.Key_Z, CTRL)
    reviewer.wait_until_compared()

    assert reviewer.person.said == ""
    assert [told.rpartition(", ")[2] for told in reviewer.groups()] == ["open"] * GROUPS

    reviewer.say(Keys.Key_Y, CTRL)
    reviewer.wait_until_compared()

    assert reviewer.person.said == UNDECIDED
    assert n_down(reviewer) == 0
    reviewer.person.look(f"nothing-goes-again-{tier.value}")
    reviewer.apply_rules()
    assert n_down(reviewer) == GROUPS


def test_one_group_that_was_accepted_is_taken_back_after_its_file_came_back(reviewer, folder):
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.say(Keys.Key_Return)
    move_and_take_back(reviewer, folder)

    reviewer.say(Keys.Key_Z, CTRL)

    assert reviewer.person.said == ""
    assert len(reviewer.names()) == 2
    assert not any("chosen" in told for told in reviewer.photos())
