"""One way back for everything: labels and verdicts are taken back in the order they were given."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.fake_window import with_four_groups

from photosim.core.records.review import Choice
from photosim.gui.shell.navigation import DUPLICATES, THEMES


@pytest.fixture
def world(qtbot, tmp_path):
    with with_four_groups(qtbot, tmp_path) as made:
        yield made


@pytest.fixture
def window(world):
    return world.window


@pytest.fixture
def labels(world):
    return world.engine.labels


def test_the_last_deed_of_either_kind_is_undone_first(window, labels, qtbot):
    undo, undoable = window.actions_["undo"], window.labels.undoable
    window.pages.go(DUPLICATES)
    qtbot.waitUntil(lambda: window.review.session.detail is not None)
    undoable.label([1, 2], "dog")
    qtbot.waitUntil(lambda: "dog" in undo.text())
    detail = window.review.session.detail
    chosen = {detail.members[0].key: Choice.TRASH}
    window.review.undoable.choose(detail.group.id, chosen, "Put one down")
    qtbot.waitUntil(lambda: undo.text() == "&Undo: Put one down")

    undo.trigger()
    qtbot.waitUntil(lambda: "dog" in undo.text())
    assert labels.labelled("dog") == [1, 2]
    undo.trigger()

    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert labels.labelled("dog") == []
    assert window.actions_["redo"].text() == "&Redo: Label 2 photos “dog”"


def test_a_deed_with_a_long_name_does_not_make_the_menu_wide(window, qtbot):
    window.labels.undoable.label([1], "a & b " * 30)

    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
    assert len(window.actions_["undo"].text()) < 80
    assert "a && b" in window.actions_["undo"].text()


def test_an_untouched_field_leaves_undo_to_the_window_and_a_typed_one_keeps_it(
    window, labels, qtbot
):
    window.labels.undoable.label([1, 2], "dog")
    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
    window.activateWindow()
    window.pages.go(THEMES)
    field = window.themes.page.head.field
    qtbot.waitUntil(field.isVisible)
    field.setFocus()

    QTest.keyClicks(field, "d")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert labels.labelled("dog") == [1, 2]
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: labels.labelled("dog") == [])


def test_what_cannot_be_done_again_leaves_the_stack_when_it_is_undone(window, qtbot):
    undoing, told = window.undoing, []
    undoing.push("first", lambda: told.append("first back"), lambda: told.append("first"))
    undoing.push_once("second", lambda: told.append("second back"), "Only once.")

    undoing.undo()
    undoing.redo()
    assert (told, undoing.stack.count()) == (["second back"], 1)

    undoing.undo()
    undoing.redo()
    assert told == ["second back", "first back", "first"]
