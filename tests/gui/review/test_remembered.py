"""The two pages of what is remembered: decisions that can be revoked, and the trash journal."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from photosim.gui.navigation import REMEMBERED_DECISIONS, TRASH_JOURNAL

Key = Qt.Key


@pytest.fixture
def decided(review):
    """Two groups were called no duplicates."""
    for n_left in (3, 2):
        review.wait_detail()
        review.press(Key.Key_N)
        review.wait(lambda n_left=n_left: len(review.ids) == n_left)
    review.go(REMEMBERED_DECISIONS)
    review.wait(lambda: review.desk.decisions_page.model.rowCount() == 2)
    return review


@pytest.fixture
def moved(review):
    """Two photos lie in the trash."""
    for _ in range(2):
        review.wait_detail()
        review.press(Key.Key_Return)
    review.settle()
    review.desk.clean_up()
    review.wait(lambda: review.desk.cleaning.dialog.isVisible())
    review.desk.cleaning.dialog.go.click()
    review.engine.finish_trash()
    review.wait(lambda: not review.desk.cleaning.is_running)
    review.desk.cleaning.dialog.accept()
    review.go(TRASH_JOURNAL)
    review.wait(lambda: review.desk.journal_page.model.n_batches == 1)
    return review


def test_decisions_are_listed_newest_first(decided, qtmodeltester):
    model = decided.desk.decisions_page.model

    qtmodeltester.check(model)
    assert [model.index(row, 0).data() for row in range(2)] == ["Not duplicates"] * 2
    assert model.index(0, 1).data() == "IMG_0003.JPG  \N{MIDDLE DOT}  2019"


def test_decisions_are_searched(decided):
    page = decided.desk.decisions_page

    page.search.setText("IMG_0001")

    decided.wait(lambda: page.model.rowCount() == 1)
    page.search.setText("nothing like that")
    decided.wait(lambda: page.empty.text() == "No decision fits.")


def test_a_revoked_decision_brings_its_group_back_and_can_be_undone(decided):
    page = decided.desk.decisions_page
    page.table.selectRow(0)

    page.revoke.click()
    decided.wait(lambda: page.model.rowCount() == 1)
    decided.wait(lambda: len(decided.engine.details) == 3)

    decided.desk.deeds.undo()
    decided.wait(lambda: page.model.rowCount() == 2)
    assert len(decided.engine.details) == 2


def test_without_decisions_the_page_says_how_they_are_made(review):
    review.go(REMEMBERED_DECISIONS)

    page = review.desk.decisions_page
    review.wait(lambda: not page.empty.isHidden())
    assert page.empty.text().startswith("Nothing is remembered yet.")


def test_the_journal_lists_what_went_and_what_stayed(moved, qtmodeltester):
    model = moved.desk.journal_page.model

    qtmodeltester.check(model)
    batch = model.index(0, 0)
    texts = [model.index(0, column, batch).data() for column in range(4)]
    assert texts[:3] == ["IMG_0002.JPG", "in the trash", "/home/ada/Pictures/2019"]
    assert texts[3].endswith(".kept")
    assert model.index(0, 1).data() == "2 in the trash"


def test_a_whole_clean_up_comes_back(moved):
    page = moved.desk.journal_page
    page.tree.setCurrentIndex(page.model.index(0, 0))
    assert page.restore.text() == "Bring all of it back"

    page.restore.click()

    moved.wait(lambda: page.model.index(0, 1).data() == "2 back")
    assert moved.said[-1] == "2 files are back where they were."


def test_single_files_come_back(moved):
    page = moved.desk.journal_page
    batch = page.model.index(0, 0)
    page.tree.setCurrentIndex(page.model.index(1, 0, batch))

    page.restore.click()

    moved.wait(lambda: ("restore", (101,)) in moved.engine.asked)


def test_the_journal_is_searched(moved):
    page = moved.desk.journal_page

    page.search.setText("IMG_0004")

    moved.wait(lambda: page.model.rowCount(page.model.index(0, 0)) == 1)


def test_the_place_in_the_trash_can_be_shown(moved):
    page, revealed = moved.desk.journal_page, []
    moved.desk.reveal_wanted.connect(revealed.append)
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index(0, 0)))

    page.reveal.click()

    assert revealed == ["/home/ada/.local/share/Trash/files/IMG_0002.JPG"]


def test_an_empty_journal_says_what_it_is_for(review):
    page = review.desk.journal_page
    review.go(TRASH_JOURNAL)

    review.wait(lambda: not page.empty.isHidden())
    assert page.model.rowCount(QModelIndex()) == 0
    assert "can come back" in page.empty.text()
