"""One way back for everything: labels and verdicts are taken back in the order they were given."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.fake_engine import FakeEngine, made_up
from support.fake_review import group_of, members_of

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder, FolderState
from photosim.core.records.review import Choice
from photosim.gui.shell.navigation import DUPLICATES, THEMES
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.window import MainWindow
from photosim.services.settings import Settings

PICTURES = Folder(1, "/home/ada/Pictures", FolderState.WATCHING, 8)


@pytest.fixture
def window(qtbot, tmp_path):
    fakes = made_up(8)
    groups = [group_of(i, members_of(fakes[2 * i : 2 * i + 2]), Tier.SAME_FILE) for i in range(4)]
    bridge = Bridge()
    engine = FakeEngine(bridge.notify, fakes, (PICTURES,), groups=groups)
    settings = Settings(tmp_path / "settings.toml")
    look = Appearance(QApplication.instance(), "light")
    made = MainWindow(engine, bridge, settings, tmp_path / "w.ini", look)
    made.engine = engine
    made.resize(1440, 900)
    made.show()
    engine.start()
    engine.review.tell_groups()
    qtbot.waitUntil(lambda: len(made.gallery.ids()) == 8)
    yield made
    made.close()
    settings.close()
    made.deleteLater()


def test_the_last_deed_of_either_kind_is_undone_first(window, qtbot):
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
    assert window.engine.labels.labelled("dog") == [1, 2]
    undo.trigger()

    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert window.engine.labels.labelled("dog") == []
    assert window.actions_["redo"].text() == "&Redo: Label 2 photos “dog”"


def test_a_deed_with_a_long_name_does_not_make_the_menu_wide(window, qtbot):
    window.labels.undoable.label([1], "a & b " * 30)

    qtbot.waitUntil(lambda: window.actions_["undo"].isEnabled())
    assert len(window.actions_["undo"].text()) < 80
    assert "a && b" in window.actions_["undo"].text()


def test_an_untouched_field_leaves_undo_to_the_window_and_a_typed_one_keeps_it(window, qtbot):
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
    assert window.engine.labels.labelled("dog") == [1, 2]
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: window.engine.labels.labelled("dog") == [])
