import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from photosim.gui.shell.welcome import PROMISE, Welcome


@pytest.fixture
def welcome(qtbot):
    made = Welcome(["/home/ada/Pictures"])
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_it_promises_that_nothing_leaves_and_proposes_pictures(welcome):
    from PySide6.QtWidgets import QLabel

    assert PROMISE in [label.text() for label in welcome.findChildren(QLabel)]
    assert welcome.paths == ["/home/ada/Pictures"]
    assert welcome.add.text() == "Add this folder"


def test_ticked_folders_are_added(welcome, qtbot):
    welcome.propose("/mnt/a & b")
    welcome.propose("/home/ada/Pictures")

    with qtbot.waitSignal(welcome.folders_wanted) as waiting:
        welcome.add.click()

    assert waiting.args == [["/home/ada/Pictures", "/mnt/a & b"]]


def test_enter_adds_the_folder_that_was_chosen(welcome, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/mnt/photos")
    welcome.choose.click()
    qtbot.waitUntil(welcome.add.hasFocus)

    with qtbot.waitSignal(welcome.folders_wanted) as waiting:
        qtbot.keyClick(welcome.add, Qt.Key.Key_Return)

    assert waiting.args == [["/home/ada/Pictures", "/mnt/photos"]]


def test_without_a_ticked_folder_there_is_nothing_to_add(welcome):
    from PySide6.QtWidgets import QCheckBox

    welcome.findChild(QCheckBox).setChecked(False)

    assert not welcome.add.isEnabled()


def test_without_a_proposal_choosing_one_is_the_main_action(qtbot):
    made = Welcome()
    qtbot.addWidget(made)
    made.show()

    assert not made.add.isVisible()
    assert made.choose.property("look") == "primary"
