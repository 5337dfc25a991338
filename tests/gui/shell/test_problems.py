import errno

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyleOptionViewItem
from support.fake_engine import FakeEngine

from photosim.core.errors import Fault, coded
from photosim.core.records.photos import Problem
from photosim.gui.shell.problems import ProblemPage, ProblemTable
from photosim.gui.widgets.bridge import Bridge

PROBLEMS = [
    Problem("/home/ada/Pictures/<b>.jpg", "The file ends too early."),
    Problem("/home/ada/Pictures/caf\udce9.jpg", coded(Fault.LARGE_FILE, 1200, 500)),
]


@pytest.fixture
def make(qtbot):
    def build(problems):
        bridge = Bridge()
        engine = FakeEngine(bridge.notify, problems=problems)
        page = ProblemPage(engine, bridge)
        qtbot.addWidget(page)
        page.bridge, page.engine = bridge, engine
        page.resize(900, 600)
        page.show()
        page.refresh()
        return page

    return build


@pytest.fixture
def page(make, qtbot):
    made = make(PROBLEMS)
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    return made


def test_each_file_is_listed_with_its_reason(page):
    cells = [page.model.index(0, column).data() for column in range(3)]

    assert cells == ["<b>.jpg", "The file ends too early.", "/home/ada/Pictures"]
    assert page.model.index(1, 1).data() == (
        "The file has 1200 MB, more than photosim opens (500 MB)."
    )
    assert page.subtitle.text() == "2 files could not be read as photos"


def test_names_that_are_not_unicode_can_be_shown(page):
    page.model.index(1, 0).data().encode()


def test_the_model_is_a_proper_one(page, qtmodeltester):
    qtmodeltester.check(page.model)


def test_without_problems_the_page_says_so(make, qtbot):
    page = make([])

    qtbot.waitUntil(page.empty.isVisible)
    assert not page.retry.isVisible()


def test_try_again_asks_the_engine(page, qtbot):
    with qtbot.waitSignal(page.said):
        page.retry.click()

    assert page.engine.count("retry_problems") == 1


def test_a_selected_file_can_be_shown_and_its_path_copied(page, qtbot):
    assert not page.reveal.isEnabled()
    page.table.selectRow(0)

    with qtbot.waitSignal(page.reveal_wanted) as waiting:
        page.reveal.click()
    page.copy.click()

    assert waiting.args == ["/home/ada/Pictures/<b>.jpg"]
    assert QGuiApplication.clipboard().text() == "/home/ada/Pictures/<b>.jpg"


def test_a_file_whose_name_is_not_unicode_can_be_shown(page, qtbot):
    page.table.selectRow(1)

    with qtbot.waitSignal(page.reveal_wanted) as waiting:
        page.reveal.click()

    assert waiting.args == [PROBLEMS[1].path]


def test_of_several_files_only_the_paths_can_be_taken(page):
    page.table.selectAll()

    assert not page.reveal.isEnabled()
    assert page.copy.text() == "Copy paths"


def test_ten_thousand_files_are_no_trouble(make, qtbot):
    page = make([Problem(f"/a/{n}.jpg", "It is empty.") for n in range(10_000)])

    qtbot.waitUntil(lambda: page.model.rowCount() == 10_000)
    page.table.scrollToBottom()
    assert page.model.index(9_999, 0).data() == "9999.jpg"


def test_a_reason_without_room_is_cut_at_its_end_alone(page):
    option = QStyleOptionViewItem()

    page.table.itemDelegateForColumn(1).initStyleOption(option, page.model.index(0, 1))

    assert option.textElideMode is Qt.TextElideMode.ElideRight
    assert page.table.textElideMode() is Qt.TextElideMode.ElideMiddle  # of names and folders


def test_why_a_folder_cannot_be_read_is_told_without_its_path_which_stands_beside(qapp):
    deep = "/photos/" + "d" * 4000
    reasons = [coded(Fault.ENTRY_FORBIDDEN, deep), coded(Fault.ENTRY_SENSELESS, deep)]
    reasons += [coded(Fault.ENTRY_UNREADABLE, deep, errno.EIO), coded(Fault.ENTRY_LONG)]
    table = ProblemTable()
    table.replace([Problem(deep, reason) for reason in reasons])

    told = [table.texts(row)[1] for row in range(len(reasons))]

    assert told == [
        "This cannot be read: it is not permitted.",
        "What the drive says of this cannot be: check the drive for errors.",
        "This cannot be read: Input/output error.",
        "Its path is too long for this system. Give it, or a folder above it, a shorter name.",
    ]
    assert "\N{ZERO WIDTH SPACE}" in table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
