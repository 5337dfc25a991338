"""The trash journal: what went when, what stayed, and the way back."""

import errno
import os

import pytest
from PySide6.QtCore import QModelIndex, Qt

from photosim.core.errors import TrashFault, coded
from photosim.core.records.trash_items import Item, ItemState, JournalEntry, TrashBatch
from photosim.gui.shell.navigation import TRASH_JOURNAL
from photosim.gui.trash.journal_model import STEP, JournalModel
from photosim.gui.widgets import appearance
from photosim.texts.trash_wording import SENTENCES


@pytest.fixture
def moved(review):
    """Two photos lie in the trash."""
    review.put_down(2)
    review.controller.clean_up()
    review.wait(lambda: review.trash.cleaning.dialog.isVisible())
    review.trash.cleaning.dialog.go.click()
    review.engine.trash.finish()
    review.wait(lambda: not review.trash.cleaning.is_running)
    review.trash.cleaning.dialog.accept()
    review.go(TRASH_JOURNAL)
    review.wait(lambda: review.trash.journal_page.model.n_batches == 1)
    return review


def test_the_journal_lists_what_went_and_what_stayed(moved, qtmodeltester):
    model = moved.trash.journal_page.model

    qtmodeltester.check(model)
    batch = model.index(0, 0)
    texts = [model.index(0, column, batch).data() for column in range(4)]
    assert texts[:3] == ["IMG_0002.JPG", "in the trash", "/home/ada/Pictures/2019"]
    assert texts[3].endswith(".kept")
    assert model.index(0, 1).data() == "2 in the trash"


def test_a_whole_clean_up_comes_back(moved):
    page = moved.trash.journal_page
    page.tree.setCurrentIndex(page.model.index(0, 0))
    assert page.restore.text() == "Bring all of it back"

    page.restore.click()

    moved.wait(lambda: page.model.index(0, 1).data() == "2 back")
    assert moved.said[-1] == "2 files are back where they were."


def test_single_files_come_back(moved):
    page = moved.trash.journal_page
    batch = page.model.index(0, 0)
    page.tree.setCurrentIndex(page.model.index(1, 0, batch))

    page.restore.click()

    moved.wait(lambda: ("restore", (101,)) in moved.engine.asked)


@pytest.mark.parametrize("is_whole", [True, False])
def test_the_keyboard_stays_in_the_journal_at_the_line_that_came_back(moved, is_whole):
    page = moved.trash.journal_page
    batch = page.model.index(0, 0)
    page.tree.setCurrentIndex(batch if is_whole else page.model.index(1, 0, batch))
    line = page.tree.currentIndex().data()
    n_asked, listed = moved.engine.count("journal"), []
    page.model.modelReset.connect(lambda: listed.append(True))
    page.restore.setFocus()

    moved.qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)

    moved.wait(lambda: listed and moved.engine.count("journal") > n_asked)
    assert moved.window.focusWidget() is page.tree
    assert page.tree.currentIndex().data() == line
    assert page.restore.isEnabled() is not is_whole


def test_the_journal_is_searched(moved):
    page = moved.trash.journal_page

    page.search.setText("IMG_0004")

    moved.wait(lambda: page.model.rowCount(page.model.index(0, 0)) == 1)


def test_the_place_in_the_trash_can_be_shown(moved):
    page, revealed = moved.trash.journal_page, []
    moved.trash.reveal_wanted.connect(revealed.append)
    page.tree.setCurrentIndex(page.model.index(0, 0, page.model.index(0, 0)))

    page.reveal.click()

    assert revealed == ["/home/ada/.local/share/Trash/files/IMG_0002.JPG"]


def test_an_empty_journal_says_what_it_is_for(review):
    page = review.trash.journal_page
    review.go(TRASH_JOURNAL)

    review.wait(lambda: not page.empty.isHidden())
    assert page.model.rowCount(QModelIndex()) == 0
    assert "can come back" in page.empty.text()


def test_what_became_of_a_clean_up_is_whole_however_much_there_is_to_say(review):
    batch = TrashBatch(1, 1.7e9, 4, 1, 1, 1, 1000, 1)
    review.engine.trash.batches.append((batch, []))
    review.window.resize(1366 - 230, 768)
    review.go(TRASH_JOURNAL)
    page = review.trash.journal_page
    review.wait(lambda: page.model.n_batches == 1)

    said = page.model.index(0, 1).data()

    assert said == "1 in the trash, 1 back, 1 not moved, 1 gone"
    needed = page.tree.fontMetrics().horizontalAdvance(said)
    assert needed + appearance.GAP_S < page.tree.columnWidth(1) < page.width() / 2


# a clean-up of thousands

MANY = 5_000


@pytest.fixture
def large(review):
    """A journal with one clean-up of thousands."""
    review.engine.trash.batches.append(
        (
            TrashBatch(1, 1.7e9, MANY, MANY, 0, 0, MANY),
            [journal_item(1, number) for number in range(MANY)],
        )
    )
    review.engine.trash.trashed = {}
    review.go(TRASH_JOURNAL)
    review.wait(lambda: review.trash.journal_page.model.n_batches == 1)
    return review


def journal_item(batch_id, number):
    path = b"/photos/IMG_%04d.JPG" % number
    file = JournalEntry(number, path, "00" * 32, 1, 0, False, b"/", path + b".kept", "00" * 32)
    return Item(number, batch_id, file, ItemState.IN_TRASH, b"/Trash/files", "", 1.0, 2.0)


def test_a_large_clean_up_shows_its_first_files_and_more_when_asked(large, qtmodeltester):
    page = large.trash.journal_page
    top = page.model.index(0, 0)
    assert page.model.rowCount(top) == STEP + 1
    last = page.model.index(STEP, 0, top)
    assert last.data() == f"Show more of {MANY - STEP:,} files\N{HORIZONTAL ELLIPSIS}"

    page.tree.clicked.emit(last)

    assert page.model.rowCount(top) == 2 * STEP + 1
    assert page.model.index(STEP, 0, top).data() == f"IMG_{STEP:04}.JPG"
    while page.model.is_more(page.model.index(page.model.rowCount(top) - 1, 0, top)):
        page.model.show_more(top)
    assert page.model.rowCount(top) == MANY
    assert page.model.index(MANY - 1, 0, top).data() == f"IMG_{MANY - 1:04}.JPG"
    qtmodeltester.check(page.model)


@pytest.mark.parametrize("n", [STEP, STEP + 1, STEP + 2])
def test_no_line_is_lost_where_a_clean_up_is_just_too_large(n):
    model = JournalModel()
    model.replace([TrashBatch(1, 1.7e9, n, n, 0, 0, n), *(journal_item(1, i) for i in range(n))])
    top = model.index(0, 0)

    while model.is_more(model.index(model.rowCount(top) - 1, 0, top)):
        model.show_more(top)

    names = [model.index(row, 0, top).data() for row in range(model.rowCount(top))]
    assert names == [f"IMG_{i:04}.JPG" for i in range(n)]


def test_all_of_a_large_clean_up_comes_back_at_once(large):
    page = large.trash.journal_page
    page.tree.setCurrentIndex(page.model.index(0, 0))
    assert page.restore.text() == "Bring all of it back"

    page.restore.click()

    large.wait(lambda: ("restore_batch", 1) in large.engine.asked)


def test_line_for_more_brings_nothing_back(large):
    page = large.trash.journal_page
    page.tree.setCurrentIndex(page.model.index(STEP, 0, page.model.index(0, 0)))

    assert not page.restore.isEnabled()
    assert not page.reveal.isEnabled()


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (
            ItemState.FAILED,
            coded(TrashFault.CHANGED_AND_BACK, "/p/\N{REPLACEMENT CHARACTER}.jpg"),
            "was not moved: \N{REPLACEMENT CHARACTER}.jpg changed at the last moment; "
            "it is where it was.",
        ),
        (
            ItemState.FAILED,
            "/p/\N{REPLACEMENT CHARACTER}.jpg is bad.",
            "was not moved: \N{REPLACEMENT CHARACTER}.jpg is bad.",
        ),
        *(
            (
                ItemState.FAILED,
                coded(TrashFault.REFUSED, "/p/\N{REPLACEMENT CHARACTER}.jpg", busy),
                "was not moved: \N{REPLACEMENT CHARACTER}.jpg cannot be moved to the trash "
                f"({os.strerror(errno.EBUSY)}); it stays where it is.",
            )
            for busy in (errno.EBUSY, os.strerror(errno.EBUSY))
        ),
        (ItemState.IN_TRASH, coded(TrashFault.EMPTIED, "/p/x.jpg"), "gone from the trash"),
        (ItemState.IN_TRASH, "/p/x.jpg is not in the trash any more.", "gone from the trash"),
        (
            ItemState.IN_TRASH,
            coded(TrashFault.PLACE_TAKEN, "/p/\N{REPLACEMENT CHARACTER}.jpg"),
            "in the trash: \N{REPLACEMENT CHARACTER}.jpg is another file now. "
            "Move it elsewhere, then bring this back.",
        ),
        (
            ItemState.PENDING,
            coded(TrashFault.UNCERTAIN),
            "being moved: Its drive is not connected; what became of it is looked up when it is "
            "there again.",
        ),
    ],
)
def test_reasons_of_every_age_are_sentences_in_the_journal(qapp, state, reason, said):
    batch = TrashBatch(1, 5.0, 1, 0, 0, 1, 0)
    file = JournalEntry(1, b"/p/\xff.jpg", "ab" * 32, 1, 1, False, b"/")
    model = JournalModel()
    model.replace([batch, Item(1, 1, file, state, None, reason, 5.0, 6.0)])

    assert model.index(0, 1, model.index(0, 0)).data() == said


@pytest.mark.parametrize("fault", TrashFault)
def test_no_code_is_ever_shown_or_read_aloud(qapp, fault):
    values = [f"x{n}" for n in range(SENTENCES[fault].count("{"))]
    batch = TrashBatch(1, 5.0, 1, 0, 0, 1, 0)
    file = JournalEntry(1, b"/p/a.jpg", "ab" * 32, 1, 1, False, b"/")
    model = JournalModel()
    model.replace(
        [batch, Item(1, 1, file, ItemState.IN_TRASH, b"/t/a", coded(fault, *values), 5.0, 6.0)]
    )

    shown = "".join(
        str(model.index(0, column, model.index(0, 0)).data(role))
        for column in range(model.columnCount())
        for role in (Qt.DisplayRole, Qt.ToolTipRole, Qt.AccessibleTextRole)
    )

    assert "#trash" not in shown and fault not in shown
    assert fault is TrashFault.EMPTIED or all(value in shown for value in values)
