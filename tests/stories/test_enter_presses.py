"""Enter presses what has the keyboard: every button that Tab reaches, on every page, in dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QWidget
from support.people.person import Keys, Person

from photosim.gui.shell.preferences import Preferences
from photosim.gui.widgets.pressing import Button, CheckBox, ComboBox, PaintedButton

DIALOGS = ("preferences", "about", "privacy", "shortcuts", "label")
PAGES = ("all_photos", "problem_files", "themes", "map", "duplicates", "journal", "decisions")


def others(top: QWidget) -> list[str]:
    """The buttons that Tab reaches and Enter would not press, and lists it would not open."""
    lists = [one for one in top.findChildren(QComboBox) if not isinstance(one, ComboBox)]
    return [f"list {one.accessibleName()}" for one in lists] + [
        f"{type(one).__name__} {one.text() or one.accessibleName()}"
        for one in top.findChildren(QAbstractButton)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one, Button | CheckBox | PaintedButton)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_button_of_every_page_is_pressed_by_enter(at_home: Person, page):
    at_home.choose(page)
    at_home.settle()

    assert others(at_home.window) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_every_button_of_every_dialog_is_pressed_by_enter(at_home: Person, name):
    at_home.choose("all_photos")
    at_home.wait_until(lambda: len(at_home.shown_ids()) > 1)
    at_home.click_photo("coffee")
    at_home.choose(name)
    at_home.settle()
    tops = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog)]
    found = [other for top in tops if top.isVisible() for other in others(top)]
    for top in tops:
        top.close()

    assert found == []


def test_enter_opens_the_list_of_a_setting(at_home: Person):
    at_home.choose("preferences")
    preferences = at_home.window.findChild(Preferences)
    at_home.wait_until(preferences.isActiveWindow)
    field = preferences.controls["colour_scheme"]
    field.setFocus()
    at_home.wait_until(field.hasFocus)

    at_home.press(Keys.Key_Return)

    at_home.wait_until(field.view().isVisible)
    field.hidePopup()
    assert preferences.isVisible()
    preferences.close()


def test_enter_presses_the_button_with_the_keyboard_and_not_the_main_one(at_home: Person):
    at_home.click_photo(at_home.names()[0])
    at_home.choose("label")
    (dialog,) = (
        top
        for top in QApplication.topLevelWidgets()
        if isinstance(top, QDialog) and top.isVisible()
    )
    (cancel,) = (b for b in dialog.findChildren(QAbstractButton) if b.text() == "Cancel")
    at_home.wait_until(dialog.isActiveWindow)
    dialog.field.setText("never given")
    cancel.setFocus()
    at_home.wait_until(cancel.hasFocus)

    at_home.press(Keys.Key_Return)

    at_home.wait_until(lambda: not dialog.isVisible())
    assert not any("never given" in place for place in at_home.places())


def test_enter_in_the_left_column_and_on_the_first_page_does_what_a_click_does(desk, tmp_path):
    folder = tmp_path / "Pictures"
    folder.mkdir()
    person = desk.open(tmp_path / "library")
    person.wait_until(lambda: person.window.welcome.isVisible())
    person.window.welcome.propose(str(folder))
    person.window.welcome.add.setFocus()

    person.press(Keys.Key_Enter)

    person.wait_until(lambda: any(place.startswith("Pictures") for place in person.places()))
