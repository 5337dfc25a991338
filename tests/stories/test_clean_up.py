"""Somebody cleans up by keep rules, and changes their mind."""

import pytest
from stories import album, cleaning
from stories.reviewer import Reviewer
from trash_at_work import FakeTrash

from photosim.core.pair import Tier

PHOTOS, COPIES = 40, 12


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


def test_planted_copies_go_by_rules_and_all_come_back(review, tmp_path, trash):
    folder = tmp_path / "Pictures"
    originals = album.quarters(folder, PHOTOS)
    copies = cleaning.plant(originals[:COPIES], folder / "From the phone")
    before = cleaning.tree(folder)
    reviewer = review(folder)

    said = cleaning.clean_up(reviewer)

    after = cleaning.tree(folder)
    assert set(before) - set(after) == set(copies)
    assert len(trash.names()) == COPIES
    assert all(f"{COPIES // 2} files moved to the trash" in sentence for sentence in said)

    reviewer.person.choose("journal")
    reviewer.person.wait_until(lambda: len(reviewer.journal()) == COPIES + 2)
    reviewer.person.look("journal")
    cleaning.undo_all(reviewer)

    assert cleaning.tree(folder) == before
    assert trash.names() == []
    reviewer.go_to(Tier.SAME_PICTURE)
    assert len(reviewer.groups()) == COPIES // 2
