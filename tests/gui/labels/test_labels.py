"""Labels in the window: given, taken away, renamed, removed in all the ways there are; undone."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import Label
from photosim.gui.grid import drop
from photosim.gui.labels.dialog import LabelDialog, Question
from photosim.gui.labels.label_chips import MOST_ASKED
from photosim.gui.shell.banner import Banner
from photosim.gui.shell.navigation import ALL_PHOTOS, of_label, of_theme
from photosim.gui.texts import label_texts
from photosim.services import events

Key = Qt.Key
ODD = ("<b>bold</b>", "a & b", "../etc", "\u05e9\u05dc\u05d5\u05dd", "🏖️ beach", "x" * 200)


def give(world, name, ids):
    world.engine.labels.give(ids, name)
    world.wait(lambda: world.window.labels.label_list.find(name) is not None)


def choose(world, *ids):
    world.gallery.grid.setFocus()
    world.gallery.select_id(ids[0])
    for photo_id in ids[1:]:
        row = world.gallery.ids().tolist().index(photo_id)
        world.gallery.grid.choose(row, Qt.KeyboardModifier.ControlModifier)


def write(world, text):
    """Press Ctrl+L and write a label."""
    world.window.actions_["label"].trigger()
    dialog = world.window.labels.label_actions.dialog
    QTest.keyClicks(dialog.field, text)
    QTest.keyClick(dialog.field, Key.Key_Return)
    world.wait(lambda: world.window.labels.label_actions.dialog is None)


def undo(world):
    world.window.actions_["undo"].trigger()


def redo(world):
    world.window.actions_["redo"].trigger()


def chips(world):
    return [chip.open_button.text() for chip in world.window.labels.chips.chips]


# -- giving and taking


def test_without_a_selection_nothing_can_be_labelled(world):
    assert not world.window.actions_["label"].isEnabled()
    assert not world.window.actions_["unlabel"].isEnabled()


def test_photos_are_labelled_undone_and_labelled_again(world):
    choose(world, 3, 4)
    write(world, "  Beach   days ")

    world.wait(lambda: world.lines().get("Beach days") == "2")
    assert world.engine.labels.labelled("Beach days") == [3, 4]
    assert world.said == "2 photos are now labelled “Beach days”."
    assert world.window.actions_["undo"].text() == "&Undo: Label 2 photos “Beach days”"

    undo(world)
    world.wait(lambda: "Beach days" not in world.lines())
    assert world.said == "Undone: Label 2 photos “Beach days”."
    assert world.engine.labels.labelled("Beach days") == []

    redo(world)
    world.wait(lambda: world.lines().get("Beach days") == "2")


def test_the_button_undoes_what_it_tells_of_and_nothing_else(world):
    world.window.labels.undoable.label([1], "one")
    world.wait(lambda: world.said == "1 photo is now labelled “one”.")
    world.window.labels.undoable.label([2], "two")
    world.wait(lambda: world.said == "1 photo is now labelled “two”.")

    world.window.banner._do.click()

    world.wait(lambda: world.engine.labels.labelled("two") == [])
    assert world.engine.labels.labelled("one") == [1]


def test_what_changes_nothing_is_said_and_cannot_be_undone(world):
    give(world, "one", [1])

    world.window.labels.undoable.label([1], "one")

    world.wait(lambda: world.said == "All of them are labelled “one” already.")
    assert not world.window.actions_["undo"].isEnabled()


def test_a_refusal_of_the_engine_is_told(world):
    world.engine.error = PhotosimError("The disk is full.")
    world.window.labels.undoable.label([1], "one")

    world.wait(lambda: world.said == "The disk is full.")
    assert not world.window.actions_["undo"].isEnabled()
    world.engine.error = None


def test_an_undo_that_fails_can_be_tried_again_and_redo_does_not_undo(world):
    world.window.labels.undoable.label([1], "one")
    world.wait(lambda: world.lines().get("one") == "1")
    world.engine.error = PhotosimError("The disk is full.")
    undo(world)
    world.wait(lambda: world.said == "The disk is full.")
    world.engine.error = None

    redo(world)
    world.wait(lambda: world.window.actions_["undo"].isEnabled())
    assert world.engine.labels.labelled("one") == [1] and not world.said
    undo(world)
    world.wait(lambda: world.engine.labels.labelled("one") == [])


def test_a_label_that_exists_keeps_its_spelling(world):
    give(world, "Beach", [1])
    choose(world, 2)
    write(world, "bEACH")

    world.wait(lambda: world.lines().get("Beach") == "2")


def test_photos_are_taken_out_of_the_label_whose_page_it_is(world):
    give(world, "dog", [1, 2, 3])
    world.go(of_label("dog")).wait_for_ids([1, 2, 3])
    choose(world, 2)
    assert world.window.actions_["unlabel"].text() == "Take out of “dog”"

    world.window.actions_["unlabel"].trigger()

    world.wait_for_ids([1, 3])
    assert world.said == "1 photo is no longer labelled “dog”."
    undo(world)
    world.wait_for_ids([1, 2, 3])


def test_a_label_whose_photos_are_all_gone_says_so(world):
    give(world, "dog", [1])
    world.go(of_label("dog")).wait_for_ids([1])
    world.window.labels.undoable.remove("dog")

    world.wait(lambda: world.gallery.empty_sentence == "No photo is labelled “dog” now.")
    world.gallery.empty_action.emit()
    assert world.window.pages.place == ALL_PHOTOS


@pytest.mark.parametrize("name", ODD)
def test_any_letters_are_shown_as_they_are(world, name):
    give(world, name, [1])
    world.go(of_label(name)).wait_for_ids([1])
    choose(world, 1)
    world.wait(lambda: chips(world))

    row = world.window.sidebar.model.row_of(of_label(name))
    tip = world.window.sidebar.model.index(row).data(Qt.ItemDataRole.ToolTipRole)
    assert world.gallery.title == name
    assert world.window.sidebar.model.index(row).data() == name
    assert "<b>" not in tip
    assert "<b>" not in world.window.labels.chips.chips[0].off_button.toolTip()
    assert world.window.actions_["unlabel"].text().count("&") == 2 * name.count("&")
    assert len(world.window.actions_["unlabel"].text()) < 70


def test_what_a_person_types_becomes_one_line():
    assert label_texts.clean(" a\tb\n\nc\x00\x07 ") == "a b c"
    assert label_texts.clean("\x01\x02") == ""
    assert len(label_texts.clean("x" * 10_000)) == label_texts.LONGEST


def test_a_label_written_from_right_to_left_leaves_the_sentence_in_order():
    said = label_texts.labelled(2, "\u05e9\u05dc\u05d5\u05dd")

    assert said == "2 photos are now labelled “\u2068\u05e9\u05dc\u05d5\u05dd\u2069”."


# -- labels


def test_a_label_is_renamed_over_its_title_and_its_page_goes_with_it(world):
    give(world, "dog", [1, 2])
    world.go(of_label("dog")).wait_for_ids([1, 2])

    world.gallery.title_line.edit()
    QTest.keyClicks(world.gallery.title_line.field, "Our dog")
    QTest.keyClick(world.gallery.title_line.field, Key.Key_Return)

    world.wait(lambda: world.gallery.title == "Our dog")
    assert world.window.pages.place == of_label("Our dog")
    assert world.said == "“dog” is called “Our dog” now, on 2 photos."
    undo(world)
    world.wait(lambda: world.gallery.title == "dog")
    redo(world)
    world.wait(lambda: world.gallery.title == "Our dog")


def test_esc_leaves_a_name_as_it_is(world):
    give(world, "dog", [1])
    world.go(of_label("dog")).wait_for_ids([1])
    world.gallery.title_line.edit()
    QTest.keyClicks(world.gallery.title_line.field, "cat")
    QTest.keyClick(world.gallery.title_line.field, Key.Key_Escape)

    assert world.gallery.title_line.field is None
    assert world.engine.count("rename_label") == 0


def test_two_labels_of_one_name_become_one(world):
    give(world, "dog", [1])
    give(world, "hound", [2])
    dialog = world.window.labels.label_actions.rename("hound")
    dialog.field.setText("DOG")
    assert dialog.hint.text() == "“dog” exists already: the two become one label."
    dialog.accept_button.click()

    world.wait(lambda: world.lines().get("dog") == "2")
    assert world.said == "“hound” is part of “dog” now: 1 photo is concerned."
    undo(world)
    world.wait(lambda: world.lines().get("hound") == "1")


def test_removing_a_label_says_how_many_photos_it_is_on_before_and_after(world):
    give(world, "dog", [1, 2, 3])
    menu = world.window.labels.label_actions.menu("dog", QPoint(5, 5))
    texts = {action.text(): action for action in menu.actions()}

    texts["Remove from 3 photos"].trigger()
    menu.close()

    world.wait(lambda: "dog" not in world.lines())
    assert world.said == "The label “dog” is taken off 3 photos."
    undo(world)
    world.wait(lambda: world.lines().get("dog") == "3")


# -- suggestions


def suggest(world, name="dog", given=(1, 2), suggested=(7, 8, 9)):
    world.engine.labels.suggested[name] = list(suggested)
    give(world, name, list(given))


def test_suggested_photos_are_counted_and_asked_about(world):
    suggest(world)
    world.go(of_label("dog")).wait_for_ids([1, 2])
    bar = world.window.labels.bar

    assert world.lines()["dog"] == "2 +3"
    assert bar.sentence.whole == "3 photos look like they belong to “dog”."
    bar.look.click()
    world.wait_for_ids([7, 8, 9])
    assert world.gallery.title == "Perhaps dog"
    assert bar.add.text() == "Add all 3"


def test_when_photos_are_sorted_anew_labels_know_what_they_are_suggested_for(world):
    give(world, "dog", (1, 2))
    world.wait(lambda: world.window.labels.label_list.find("dog") is not None)
    world.engine.labels.suggested["dog"] = [7, 8]

    world.bridge.notify(events.ThemesChanged())

    world.wait(lambda: world.window.labels.label_list.find("dog").n_suggested == 2)


def test_all_suggestions_are_taken_at_once(world):
    suggest(world)
    world.go(of_label("dog")).wait_for_ids([1, 2])

    world.window.labels.bar.add.click()

    world.wait_for_ids([1, 2, 7, 8, 9])
    assert world.window.labels.bar.isHidden()


def test_some_suggestions_are_taken_and_some_refused(world):
    suggest(world)
    world.go(of_label("dog", is_suggested=True)).wait_for_ids([7, 8, 9])
    bar = world.window.labels.bar
    choose(world, 8)
    assert (bar.add.text(), bar.no.text()) == ("Add 1 photo", "Not this")
    bar.add.click()
    world.wait_for_ids([7, 9])
    choose(world, 7)
    bar.no.click()
    world.wait_for_ids([9])

    assert world.engine.labels.labelled("dog") == [1, 2, 8]
    assert world.engine.labels.rows[("dog", 7)] == 0
    assert world.said == "photosim will not suggest “dog” for 1 photo again."


def test_without_suggestions_the_page_leads_to_the_label(world):
    suggest(world, suggested=(7,))
    world.go(of_label("dog", is_suggested=True)).wait_for_ids([7])
    world.window.labels.bar.no.click()
    world.wait(lambda: "no photos to suggest" in world.gallery.empty_sentence)

    world.gallery.empty_action.emit()

    world.wait_for_ids([1, 2])


def test_after_an_answer_the_keyboard_is_with_the_photos(world):
    suggest(world, suggested=(7,))
    world.window.activateWindow()
    world.go(of_label("dog")).wait_for_ids([1, 2])
    world.window.labels.bar.add.setFocus()

    world.window.labels.bar.add.click()

    world.wait_for_ids([1, 2, 7])
    world.wait(world.gallery.grid.hasFocus)


# -- themes


def test_naming_a_theme_labels_all_its_photos(world):
    world.go(of_theme("theme-1"))
    world.window.themes.session.show("")
    ids = world.engine.themes.photos_of("theme-1")
    world.wait_for_ids(ids)
    world.wait(lambda: world.window.themes.theme is not None)

    world.window.themes.bar.name.click()
    QTest.keyClicks(world.gallery.title_line.field, "Our dog")
    QTest.keyClick(world.gallery.title_line.field, Key.Key_Return)

    world.wait(lambda: world.gallery.title == "Our dog")
    assert world.engine.labels.labelled("Our dog") == ids
    assert world.said == "8 photos are now labelled “Our dog”."
    world.wait(lambda: world.window.themes.bar.name.text() == "Rename…")
    undo(world)
    world.wait(lambda: world.gallery.title == "dog")
    assert world.engine.labels.labelled("Our dog") == []
    redo(world)
    world.wait(lambda: world.gallery.title == "Our dog")


def test_photos_are_taken_out_of_a_named_theme(world):
    world.engine.labels.names["theme-1"] = "Our dog"
    give(world, "Our dog", world.engine.themes.photos_of("theme-1"))
    world.go(of_theme("theme-1"))
    world.window.themes.session.show("")
    world.wait(lambda: world.window.labels.name == "Our dog")
    world.wait_for_ids(world.engine.themes.photos_of("theme-1"))
    choose(world, 2)

    world.wait(lambda: world.window.actions_["unlabel"].text() == "Take out of “Our dog”")
    world.window.actions_["unlabel"].trigger()

    world.wait(lambda: 2 not in world.engine.labels.labelled("Our dog"))


# -- chips


def test_the_labels_of_a_photo_stand_in_the_right_column(world):
    give(world, "dog", [1, 2])
    give(world, "beach", [1])
    choose(world, 1)
    world.wait(lambda: chips(world) == ["beach", "dog"])

    world.window.labels.chips.chips[0].off_button.click()

    world.wait(lambda: chips(world) == ["dog"])
    assert world.engine.labels.labelled("beach") == []
    undo(world)
    world.wait(lambda: chips(world) == ["beach", "dog"])


def test_of_several_photos_each_label_says_how_many_have_it(world):
    give(world, "dog", [1, 2])
    give(world, "beach", [1])
    choose(world, 1, 2)

    world.wait(lambda: chips(world) == ["beach (1)", "dog"])


def test_a_chip_leads_to_the_photos_of_its_label(world):
    give(world, "dog", [1, 2])
    choose(world, 1)
    world.wait(lambda: chips(world))

    world.window.labels.chips.chips[0].open_button.click()

    world.wait_for_ids([1, 2])


def test_nothing_is_asked_while_the_right_column_is_hidden(world):
    world.window.columns.hide_right()
    choose(world, 1)
    QApplication.processEvents()
    assert world.engine.count("labels_of") == 0

    world.window.columns.show_right()

    world.wait(lambda: world.engine.count("labels_of") == 1)


def test_of_very_many_photos_labels_are_only_added(world):
    world.window.labels.set_ids(range(MOST_ASKED + 1))
    QApplication.processEvents()

    assert world.engine.count("labels_of") == 0
    assert world.window.actions_["label"].isEnabled()


def test_the_plus_asks_for_a_label(world):
    choose(world, 5)
    world.window.labels.chips.add_button.click()

    dialog = world.window.labels.label_actions.dialog
    assert dialog.isVisible()
    dialog.reject()


# -- dropping on the left column


def carried(*ids):
    mime = QMimeData()
    mime.setData(drop.PHOTO_IDS, drop.own_photos(ids))
    return mime


def hold(world, mime, name):
    """Hold something over a line of the left column; whether it may be let go there."""
    view = world.window.sidebar.view
    where = view.visualRect(line(world, name)).center()
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    keys = Qt.KeyboardModifier.NoModifier
    view.dragEnterEvent(QDragEnterEvent(where, *rest, keys))
    move = QDragMoveEvent(where, *rest, keys)
    view.dragMoveEvent(move)
    return move.isAccepted()


def let_go(world, mime, name):
    view = world.window.sidebar.view
    where = QPointF(view.visualRect(line(world, name)).center())
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    view.dropEvent(QDropEvent(where, *rest, Qt.KeyboardModifier.NoModifier))


def line(world, name):
    model = world.window.sidebar.model
    return next(
        model.index(row) for row in range(model.rowCount()) if model.index(row).data() == name
    )


def test_photos_dropped_on_a_label_get_it(world):
    give(world, "dog", [1])
    mime = carried(4, 5)

    assert hold(world, mime, "dog")
    let_go(world, mime, "dog")

    world.wait(lambda: world.lines()["dog"] == "3")
    undo(world)
    world.wait(lambda: world.lines()["dog"] == "1")


def test_only_labels_take_photos(world):
    give(world, "dog", [1])

    assert not hold(world, carried(4), "All photos")
    let_go(world, carried(4), "All photos")
    assert world.engine.labels.labelled("dog") == [1]


def test_what_comes_from_elsewhere_is_for_the_whole_window(world):
    give(world, "dog", [1])
    mime = QMimeData()
    mime.setText("/home/ada/x.jpg")
    view = world.window.sidebar.view
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    event = QDragEnterEvent(QPoint(20, 20), *rest, Qt.KeyboardModifier.NoModifier)
    view.dragEnterEvent(event)

    assert not event.isAccepted()


# -- the field


LABELS = [Label("Beach days", 820), Label("Our dog", 1404), Label("Receipts", 96)]


@pytest.fixture
def dialog(qtbot):
    made = LabelDialog(Question("Label 3 photos", "Label"), LABELS)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog):
    return dialog.model.stringList()


def test_the_field_offers_the_labels_that_fit(dialog):
    assert len(rows(dialog)) == 3
    assert not dialog.accept_button.isEnabled()

    QTest.keyClicks(dialog.field, "d")

    assert [row.split("  ")[0] for row in rows(dialog)] == ["Beach days", "Our dog"]
    assert dialog.hint.text() == "A new label: “d”"

    dialog.field.setText("Réc")  # neither case nor accents matter
    assert [row.split("  ")[0] for row in rows(dialog)] == ["Receipts"]


def test_down_and_enter_choose_one(dialog, qtbot):
    QTest.keyClick(dialog.field, Key.Key_Down)
    QTest.keyClick(dialog.field, Key.Key_Down)
    assert dialog.field.text() == "Our dog"

    with qtbot.waitSignal(dialog.answered) as answered:
        QTest.keyClick(dialog.field, Key.Key_Return)

    assert answered.args == ["Our dog"]


def test_a_click_fills_the_field(dialog):
    rect = dialog.list.visualRect(dialog.model.index(2))
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    assert dialog.name == "Receipts"
    assert dialog.accept_button.isEnabled()


def test_only_spaces_are_no_label(dialog):
    QTest.keyClicks(dialog.field, "   ")
    QTest.keyClick(dialog.field, Key.Key_Return)

    assert dialog.isVisible()
    assert not dialog.accept_button.isEnabled()


def test_an_endless_text_is_cut(dialog):
    dialog.field.setText("x" * 100_000)

    assert len(dialog.name) == label_texts.LONGEST


def test_the_first_label_is_asked_for(qtbot):
    made = LabelDialog(Question("Label 1 photo", "Label"), [])
    qtbot.addWidget(made)

    assert made.hint.text() == "There are no labels yet: write the first one."
    assert made.list.isHidden()


# -- elsewhere


def test_a_photo_is_labelled_in_the_large_view_and_told_so_there(world):
    world.gallery.opened.emit(3)
    world.wait(lambda: world.window.viewer.isVisible())
    world.wait(lambda: world.gallery.selection_ids() == [3])
    write(world, "dog")

    over = world.window.viewer.findChild(Banner)
    world.wait(lambda: over.sentence == "1 photo is now labelled “dog”.")
    assert over.isVisible()


def test_esc_leaves_the_photos_of_a_label(world):
    give(world, "dog", [1])
    world.go(of_label("dog")).wait_for_ids([1])

    QTest.keyClick(world.gallery.grid, Key.Key_Escape)

    assert world.window.pages.place == ALL_PHOTOS
    QTest.keyClick(world.gallery.grid, Key.Key_Escape)
    assert world.window.pages.place == ALL_PHOTOS


@pytest.mark.parametrize(("is_limited", "is_listed"), [(True, True), (False, False)])
def test_taking_out_is_in_the_context_menu_where_it_makes_sense(world, is_limited, is_listed):
    give(world, "dog", [1])
    if is_limited:
        world.go(of_label("dog")).wait_for_ids([1])
    choose(world, 1)
    menu = world.window.photo_actions.menu(QPoint(5, 5), [1])

    texts = [action.text() for action in menu.actions()]

    menu.close()
    assert ("Take out of “dog”" in texts) == is_listed
    assert "&Label…" in texts
