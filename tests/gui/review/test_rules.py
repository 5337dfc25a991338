"""Keep rules: arranged, seen before they do anything, applied as choices, saved under a name."""

import pytest
from PySide6.QtCore import Qt

from photosim.core.pair import Tier
from photosim.core.records import Folder, FolderState
from photosim.core.review import Choice, Rule, RuleKind
from photosim.gui.review.rule_list import DEFAULT
from photosim.gui.review.rules_dialog import LAST
from photosim.services.events import FoldersChanged
from photosim.services.trash_orders import Beside

PICTURES = Folder(1, "/home/ada/Pictures", FolderState.WATCHING, 40)


@pytest.fixture
def rules(review):
    review.desk.show_folders(FoldersChanged((PICTURES,)))
    review.desk.show_rules()
    made = review.desk.rules
    review.wait(made.apply.isEnabled)
    return made


def asked(review):
    return [preset for name, (_, preset) in (a for a in review.engine.asked if a[0] == "preview")]


def test_what_would_happen_is_shown_and_nothing_happens(review, rules):
    assert rules.view.text.text().startswith("4 photos of 4 groups would be put down for the trash")
    review.wait(lambda: rules.view.examples.topLevelItemCount() == 4)
    line = rules.view.examples.topLevelItem(0).child(1)
    assert [line.text(column) for column in range(3)] == [
        "IMG_0002.JPG",
        "to the trash",
        "fewer pixels",
    ]
    assert review.engine.count("choose_many") == 0


def test_applying_chooses_and_moves_nothing(review, rules):
    rules.apply.click()

    review.settle()
    for detail in review.engine.details.values():
        assert [member.choice for member in detail.members] == [Choice.KEEP, Choice.TRASH]
    assert review.engine.count("trash") == 0
    review.wait(lambda: review.desk.session.totals.n_trash == 4)


def test_applying_is_undone_as_one(review, rules):
    rules.apply.click()
    review.settle()

    review.desk.deeds.undo()

    review.settle()
    choices = {m.choice for d in review.engine.details.values() for m in d.members}
    assert choices == {Choice.OPEN}


def test_a_rule_moves_up_by_the_keyboard(review, rules):
    listed = rules.arranged.list
    listed.setCurrentRow(1)

    review.qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert listed.kinds[:2] == [DEFAULT[1], DEFAULT[0]]
    review.wait(lambda: asked(review)[-1].rules[0] == Rule(DEFAULT[1]))


def test_a_rule_can_be_switched_off(review, rules):
    rules.arranged.list.item(0).setCheckState(Qt.CheckState.Unchecked)

    review.wait(lambda: DEFAULT[0] not in [rule.kind for rule in asked(review)[-1].rules])


def test_a_preferred_folder_switches_its_rule_on(review, rules):
    rules.preferred.put(PICTURES.path)

    first = Rule(RuleKind.PREFERRED_FOLDER, (PICTURES.path,))
    review.wait(lambda: asked(review)[-1].rules[0] == first)


def test_folders_that_are_never_touched_belong_to_the_rules(review, rules):
    rules.never.put("/home/ada/caf\udce9")

    assert rules.rules.never_touch == ("/home/ada/caf\udce9",)


def test_rules_are_saved_loaded_and_forgotten(review, rules):
    rules.preferred.put(PICTURES.path)
    rules.save_as("  Phone copies ")
    review.wait(lambda: rules.preset.currentText() == "Phone copies")
    saved = review.engine.saved["Phone copies"]
    assert saved.rules[0].values == (PICTURES.path,)

    rules.arranged.list.show_kinds([RuleKind.SHARPEST])
    rules.preferred.show_values(())
    rules.preset.setCurrentIndex(0)
    rules.preset.setCurrentIndex(1)
    assert rules.preferred.values == (PICTURES.path,)
    assert rules.rules.rules == saved.rules

    rules.forget.click()
    review.wait(lambda: rules.preset.count() == 1)
    assert review.engine.saved == {}


def test_where_no_rule_decides_the_first_stays_when_the_person_wants_that(review, rules):
    assert not asked(review)[-1].breaks_ties

    rules.arranged.ties.click()

    review.wait(lambda: asked(review)[-1].breaks_ties)
    rules.save_as("Tidy")
    review.wait(lambda: rules.preset.currentText() == "Tidy")
    rules.arranged.ties.click()
    rules.preset.setCurrentIndex(rules.preset.findText("Tidy"))
    assert rules.rules.breaks_ties


def test_what_lies_beside_the_photos_is_counted_before_the_rules_are_applied(review):
    path = review.engine.details[review.ids[0]].members[1].photo.path
    files = (Beside("/p/a.xmp", 900_000), Beside("/p/a.mov", 3_100_000))
    review.engine.lying_beside = {path: files}

    review.desk.show_rules()

    view = review.desk.rules.view
    review.wait(lambda: view.beside.isVisible())
    size = "4.0\N{NO-BREAK SPACE}MB"
    assert view.beside.text() == f"2 files that belong to them would go with them, {size}."


def test_rules_that_were_applied_are_there_at_the_next_start(review, rules):
    rules.never.put("/home/ada/Archive")
    rules.preferred.put(PICTURES.path)
    review.wait(lambda: asked(review)[-1].never_touch == ("/home/ada/Archive",))
    review.wait(rules.apply.isEnabled)
    rules.apply.click()
    review.wait(lambda: LAST in review.engine.saved)
    assert review.engine.saved[LAST].never_touch == ("/home/ada/Archive",)
    review.settle()
    review.wait(lambda: not review.desk.session.is_waiting and review.desk.session.detail)

    review.desk = review.open()
    review.start()
    review.desk.show_rules()

    again = review.desk.rules
    review.wait(lambda: again.never.values == ("/home/ada/Archive",))
    assert again.preferred.values == (PICTURES.path,)
    review.wait(lambda: asked(review)[-1].never_touch == ("/home/ada/Archive",))


def test_rules_that_decide_nothing_cannot_be_applied(review, rules):
    rules.arranged.list.show_kinds([])
    rules.arranged.list.arranged.emit()

    review.wait(lambda: rules.view.text.text() == "These rules decide nothing.")
    assert not rules.apply.isEnabled()


def test_similar_shots_have_no_rules(make):
    from photosim.gui.navigation import SIMILAR_SHOTS

    review = make(tier=Tier.SIMILAR_SHOTS, start=False).start(SIMILAR_SHOTS)

    review.desk.show_rules()

    assert review.desk.rules is None
    assert "chosen by hand" in review.said[0]
    assert not review.desk.page.head.rules.isVisible()
