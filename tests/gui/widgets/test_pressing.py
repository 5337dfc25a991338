"""Enter and Space press a button alike, once for each key."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QVBoxLayout

from photosim.gui.shell.drop_zone import DropZone
from photosim.gui.widgets import appearance
from photosim.gui.widgets.pressing import CheckBox
from photosim.gui.widgets.small_picture import SmallPicture

KEYS = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]
MAKERS = [
    lambda: appearance.button("Go"),
    lambda: CheckBox("Yes"),
    DropZone,
    lambda: SmallPicture("Picture", fills=True),
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("make", MAKERS)
def test_a_key_presses_once(qtbot, make, key):
    button, heard = make(), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: heard.append(key))

    qtbot.keyClick(button, key)

    assert heard == [key]


@pytest.mark.parametrize("make", MAKERS)
def test_a_key_that_is_held_down_presses_once(qtbot, make):
    button, heard = make(), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: heard.append(1))

    for is_repeated in (False, True, True):
        key = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "",
            is_repeated,
        )
        QApplication.sendEvent(button, key)

    assert heard == [1]


def test_the_default_button_of_a_dialog_is_left_alone_by_enter_on_another_one(qtbot):
    dialog, heard = QDialog(), []
    qtbot.addWidget(dialog)
    main, other = appearance.primary_button("Move to trash"), appearance.button("Cancel")
    column = QVBoxLayout(dialog)
    for button in (main, other):
        column.addWidget(button)
        button.clicked.connect(lambda _checked=False, b=button: heard.append(b.text()))
    main.setDefault(True)

    qtbot.keyClick(other, Qt.Key.Key_Return)

    assert heard == ["Cancel"]


def test_enter_opens_the_menu_of_a_button(qtbot):
    button = appearance.button("Sort")
    menu = QMenu(button)
    menu.addAction("Newest first")
    button.setMenu(menu)
    qtbot.addWidget(button)
    button.show()
    shown = []
    menu.aboutToShow.connect(lambda: (shown.append(1), menu.deleteLater()))

    qtbot.keyClick(button, Qt.Key.Key_Return)

    assert shown == [1]


def test_enter_with_other_keys_is_no_press(qtbot):
    button, heard = appearance.button("Go"), []
    qtbot.addWidget(button)
    button.clicked.connect(lambda: heard.append(1))

    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert heard == []
