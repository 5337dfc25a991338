import collections

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from photosim.gui.shell import about
from photosim.gui.shell.actions import ALSO_IN, MENUS, Actions


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(window):
    return Actions(window)


def test_every_action_is_in_a_menu(actions, window):
    actions.fill(window.menuBar())

    menus = [action.menu() for action in window.menuBar().actions()]
    listed = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    wanted = {
        title: [*(spec.name for spec in specs), *ALSO_IN.get(title, ())]
        for title, specs in MENUS.items()
    }
    assert listed == [actions[name] for names in wanted.values() for name in names]


def test_the_journal_is_found_among_places_and_where_one_cleans_up(actions, window):
    actions.fill(window.menuBar())

    menus = {action.text(): action.menu() for action in window.menuBar().actions()}
    assert actions["journal"] in menus["&Go"].actions()
    assert actions["journal"] in menus["&Review"].actions()


def test_no_two_actions_share_a_shortcut():
    keys = collections.Counter(
        QKeySequence(key).toString() for specs in MENUS.values() for s in specs for key in s.keys
    )

    assert [key for key, n in keys.items() if n > 1] == []
    assert "" not in keys


def test_no_two_entries_of_a_menu_share_a_letter():
    by_name = {spec.name: spec for specs in MENUS.values() for spec in specs}
    for title, own in MENUS.items():
        specs = [*own, *(by_name[name] for name in ALSO_IN.get(title, ()))]
        letters = [s.text[s.text.index("&") + 1].lower() for s in specs if "&" in s.text]
        assert len(letters) == len(set(letters)), title


def test_the_list_of_shortcuts_is_made_from_the_actions(actions, qtbot):
    listed = actions.shortcuts()

    assert ("Ctrl+V, Shift+Ins", "Paste picture to search with") in listed
    assert ("F5", "Scan all folders again") in listed
    page = about.shortcuts(listed)
    qtbot.addWidget(page)


def test_of_a_group_one_action_is_checked(actions):
    actions["sort_name_up"].trigger()
    actions["sort_date_up"].trigger()

    assert not actions["sort_name_up"].isChecked()


def test_about_lists_our_versions_and_what_the_engine_says(qtbot):
    page = about.About()
    qtbot.addWidget(page)

    page.show_status({"photos": 5, "versions": {"sqlite": "3.51.3", "numpy": None}})

    names = dict(page.rows)
    assert names["photos"] == "5"
    assert names["versions"] == "sqlite: 3.51.3, numpy: not installed"
    assert {"photosim", "Qt", "Python"} <= set(names)


def test_the_privacy_page_promises_that_nothing_leaves(qtbot):
    page = about.privacy()
    qtbot.addWidget(page)

    assert "no network connection" in " ".join(about.PRIVACY)


def test_what_an_action_needs_is_said_of_its_keys_while_it_cannot_be_done(actions):
    undo, label = QKeySequence("Ctrl+Z"), QKeySequence("Ctrl+L")
    assert actions.needs(undo) == actions.needs(QKeySequence("Ctrl+J")) == ""

    actions.enable(("undo", "label"), False)

    assert actions.needs(undo).startswith("There is nothing to undo now. ")
    assert actions.needs(label) == "Choose a photo first."
