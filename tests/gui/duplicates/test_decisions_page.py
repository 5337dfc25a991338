"""The page of what is remembered: decisions, each of which can be revoked."""

import pytest
from PySide6.QtCore import Qt

from photosim.gui.shell.navigation import REMEMBERED_DECISIONS

Key = Qt.Key


@pytest.fixture
def decided(review):
    """Two groups were called no duplicates."""
    for n_left in (3, 2):
        review.wait_detail()
        review.press(Key.Key_N)
        review.wait(lambda n_left=n_left: len(review.ids) == n_left)
    review.go(REMEMBERED_DECISIONS)
    review.wait(lambda: review.controller.decisions_page.model.rowCount() == 2)
    return review


def test_decisions_are_listed_newest_first(decided, qtmodeltester):
    model = decided.controller.decisions_page.model

    qtmodeltester.check(model)
    assert [model.index(row, 0).data() for row in range(2)] == ["Not duplicates"] * 2
    assert model.index(0, 1).data() == "IMG_0003.JPG  \N{MIDDLE DOT}  2019"


def test_decisions_are_searched(decided):
    page = decided.controller.decisions_page

    page.search.setText("IMG_0001")

    decided.wait(lambda: page.model.rowCount() == 1)
    page.search.setText("nothing like that")
    decided.wait(lambda: page.empty.text() == "No decision fits.")


def test_a_revoked_decision_brings_its_group_back_and_can_be_undone(decided):
    page = decided.controller.decisions_page
    page.table.selectRow(0)

    page.revoke.click()
    decided.wait(lambda: page.model.rowCount() == 1)
    decided.wait(lambda: len(decided.engine.review.details) == 3)

    decided.controller.undoable.undo()
    decided.wait(lambda: page.model.rowCount() == 2)
    assert len(decided.engine.review.details) == 2


def test_without_decisions_the_page_says_how_they_are_made(review):
    review.go(REMEMBERED_DECISIONS)

    page = review.controller.decisions_page
    review.wait(lambda: not page.empty.isHidden())
    assert page.empty.text().startswith("Nothing is remembered yet.")
