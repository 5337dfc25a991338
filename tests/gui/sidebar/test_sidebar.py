from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from photosim.core.errors import Fault, coded
from photosim.core.records.photos import Folder, FolderState
from photosim.gui.shell.navigation import ALL_PHOTOS, PROBLEM_FILES, Kind, Place
from photosim.gui.sidebar.places import Entry, EntryStyle, font_of
from photosim.gui.sidebar.sidebar import ADD_FOLDER, Sidebar, entries

PICTURES = Folder(1, "/home/ada/Pictures", FolderState.WATCHING, 41877)
PHONE = Folder(2, "/mnt/phone/Phone <b>backup", FolderState.SCANNING, 6333)
OLD_DISK = Folder(3, "/media/Old disk", FolderState.OFFLINE, 900, note="The disk is not there.")
ALL = (PICTURES, PHONE, OLD_DISK)


@pytest.fixture
def sidebar(qtbot):
    made = Sidebar()
    qtbot.addWidget(made)
    made.show_photos(49110)
    made.show_folders(ALL)
    made.show()
    return made


def lines(*arguments):
    return [(entry.text, entry.fact, entry.look) for entry in entries(*arguments)]


def test_each_folder_is_listed_with_its_state():
    assert lines(49110, 0, ALL) == [
        ("All photos", "49,110", EntryStyle.NORMAL),
        ("Folders", "", EntryStyle.SECTION),
        ("Pictures", "41,877", EntryStyle.NORMAL),
        ("Phone <b>backup", "scanning", EntryStyle.NORMAL),
        ("Old disk", "offline", EntryStyle.MUTED),
        (ADD_FOLDER, "", EntryStyle.ACTION),
    ]


def test_a_folder_that_is_scanned_by_the_clock_says_so_in_its_tip():
    folder = replace(PICTURES, note=coded(Fault.ON_NETWORK))

    assert "is scanned every 10 minutes" in entries(0, 0, (folder,))[2].tip


def test_an_offline_folder_says_why_in_its_tip():
    assert "The disk is not there." in entries(0, 0, ALL)[4].tip


def test_problem_files_are_listed_when_there_are_some():
    assert ("Problem files", "12", EntryStyle.NORMAL) in lines(5, 12, ())
    assert not any(text == "Problem files" for text, _, _ in lines(5, 0, ()))


def test_the_model_is_a_proper_one(sidebar, qtmodeltester):
    qtmodeltester.check(sidebar.model)


def test_a_tip_shows_names_as_they_are(sidebar):
    tip = sidebar.model.index(3).data(Qt.ItemDataRole.ToolTipRole)

    assert "<b>" not in tip
    assert "&lt;b&gt;" in tip


def test_the_arrow_keys_go_from_place_to_place_and_skip_names_of_sections(sidebar, qtbot):
    gone_to = []
    sidebar.place_wanted.connect(gone_to.append)

    for _ in range(3):
        qtbot.keyClick(sidebar.view, Qt.Key.Key_Down)

    assert gone_to == [Place(Kind.PHOTOS, 1), Place(Kind.PHOTOS, 2), Place(Kind.PHOTOS, 3)]


def test_reaching_add_folder_by_arrow_does_nothing_until_enter(sidebar, qtbot):
    sidebar.show_place(Place(Kind.PHOTOS, 3))

    with qtbot.assertNotEmitted(sidebar.add_wanted):
        qtbot.keyClick(sidebar.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(sidebar.add_wanted):
        qtbot.keyClick(sidebar.view, Qt.Key.Key_Return)


def test_a_click_goes_there_once(sidebar, qtbot):
    gone_to = []
    sidebar.place_wanted.connect(gone_to.append)
    where = sidebar.view.visualRect(sidebar.model.index(2)).center()

    qtbot.mouseClick(sidebar.view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    assert gone_to == [Place(Kind.PHOTOS, 1)]


def test_the_mark_stays_when_folders_come_and_go(sidebar, qtbot):
    sidebar.show_place(Place(Kind.PHOTOS, 3))

    with qtbot.assertNotEmitted(sidebar.place_wanted):
        sidebar.show_problems(3)
        sidebar.show_folders((replace(PICTURES, n_photos=1), OLD_DISK))

    chosen = sidebar.view.currentIndex()
    assert chosen.data() == "Old disk"


def test_a_query_has_no_line_and_from_it_every_line_can_be_gone_to(sidebar, qtbot):
    sidebar.show_place(Place(Kind.QUERY))
    where = sidebar.view.visualRect(sidebar.model.index(0)).center()

    assert not sidebar.view.selectionModel().hasSelection()
    with qtbot.waitSignal(sidebar.place_wanted) as waiting:
        qtbot.mouseClick(sidebar.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert waiting.args == [ALL_PHOTOS]


def test_the_menu_of_a_folder_offers_what_fits_its_state(sidebar, qtbot):
    def texts(folder):
        return [action.text().rstrip("…") for action in sidebar.menu_of(folder).actions()]

    plain = ["Scan again", "Show in file manager", "Remove from photosim"]
    assert texts(PICTURES) == plain
    assert texts(OLD_DISK) == [*plain, "The photos are really gone"]
    with qtbot.waitSignal(sidebar.remove_wanted) as waiting:
        sidebar.menu_of(PICTURES).actions()[2].trigger()
    assert waiting.args == [PICTURES]


def test_the_tip_of_a_folder_says_why_it_is_as_it_is(sidebar):
    polled = replace(PICTURES, note="It lies on a <network> drive.")
    sidebar.show_folders((polled, replace(OLD_DISK, note="The disk is away.")))
    tips = [sidebar.model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in (2, 3)]

    assert tips[0].endswith("<br>It lies on a &lt;network&gt; drive.</p>")
    assert tips[1].endswith("<br>The disk is away.</p>")


def test_screen_readers_hear_the_state(sidebar):
    index = sidebar.model.index(4)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Old disk, offline"
    assert sidebar.model.row_of(PROBLEM_FILES) == -1


def test_the_chosen_line_is_bold_only_where_its_text_has_room_in_bold(qapp):
    entry = Entry("Problem files", "43", PROBLEM_FILES)
    bold = QFontMetrics(font_of(entry, 1000, is_chosen=True)).horizontalAdvance(entry.text)
    usual = QFontMetrics(font_of(entry, 1000, is_chosen=False)).horizontalAdvance(entry.text)

    assert usual < bold
    for width in range(usual, bold + 2):
        font = font_of(entry, width, is_chosen=True)
        assert QFontMetrics(font).horizontalAdvance(entry.text) <= width
        assert font.bold() == (width >= bold)


def test_the_tip_of_all_photos_counts_photos_and_files_as_the_status_line_does(sidebar):
    sidebar.show_photos(5, 7)

    assert "5 photos in 7 files" in sidebar.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
