"""Somebody has two bills with other amounts: they stand beside each other, the place marked."""

import pytest
from support import drawn
from support.people.person import Keys
from support.people.reviewer import Reviewer
from support.promised import promise

from photosim.core.records.pairs import Tier


@pytest.fixture
def reviewer(desk, tmp_path):
    folder = tmp_path / "Bills"
    folder.mkdir()
    (folder / "March.jpg").write_bytes(drawn.saved(drawn.bill(), 92))
    (folder / "March again.jpg").write_bytes(drawn.saved(drawn.bill().resize((656, 928)), 60))
    (folder / "April.jpg").write_bytes(drawn.saved(drawn.bill("1,264.50"), 92))
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.wait_until_compared()
    return reviewer


@promise(
    "Then the files themselves are looked at closely, all pages of them: another digit, another "
    "word, closed eyes, a stamp or a thing in another colour make it a similar shot, with the "
    "place marked.",
)
def test_other_amount_is_a_similar_shot_with_the_place_marked(reviewer):
    reviewer.go_to(Tier.SAME_PICTURE)
    (copies,) = reviewer.groups()
    assert "2 photos" in copies
    reviewer.wait_until_seen()
    assert sorted(reviewer.names()) == ["March again.jpg", "March.jpg"]
    panes = reviewer.controller.page.compare.panes
    assert [pane.outlined for pane in panes.panes if pane.isVisible()] == [None, None]

    reviewer.go_to(Tier.SIMILAR_SHOTS)
    reviewer.wait_until_seen()
    assert sorted(reviewer.names()) == ["April.jpg", "March.jpg"]
    first, second = (pane for pane in panes.panes if pane.isVisible())
    assert second.note.startswith("Differs here, ")
    for pane in (first, second):
        frame = pane.canvas.frame()
        assert pane.outlined is not None
        assert pane.outlined.width() < frame.width() / 2
        assert pane.outlined.height() < frame.height() / 4
        middle = (pane.outlined.center().x() - frame.x() - pane.canvas.x()) / frame.width()
        assert 0.7 < middle < 0.95
    reviewer.person.look("another-amount")

    reviewer.person.press(Keys.Key_D)
    assert second.outlined is not None
    reviewer.person.look("another-amount-difference")


@promise(
    'A search in the window compares small pictures only: it says "probably".',
)
def test_search_says_no_more_than_probably_before_the_files_were_looked_at(reviewer, tmp_path):
    person, bill = reviewer.person, tmp_path / "May.jpg"
    bill.write_bytes(drawn.saved(drawn.bill("1,207.80"), 60))
    person.choose("all_photos")
    person.search_by_drop(bill)

    said = [person.caption(row) for row in range(len(person.names()))]
    assert any("probably the same picture" in one for one in said)
    assert not any("same picture" in one.replace("probably the same picture", "") for one in said)
    assert "The same picture" not in person.said
