"""Keep rules: arranged, seen before they do anything, applied as choices, saved under a name."""

import pytest
from PySide6.QtCore import Qt
from support.fake_engine import made_up_photo

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder, FolderState
from photosim.core.records.reasons import Loss, Why, reason
from photosim.core.records.review import (
    DEFAULTS,
    Choice,
    Preset,
    PreviewedMember,
    Rule,
    RuleKind,
    RulePreview,
)
from photosim.core.records.trash import Companion
from photosim.gui.duplicates.beginning_rules import LAST, LAST_OF_FILES, beginning
from photosim.gui.duplicates.preview_rows import WAITING, names
from photosim.gui.duplicates.preview_view import numbers, undecided
from photosim.gui.duplicates.rule_list import RuleList
from photosim.services.events import FoldersChanged

DEFAULT = [rule.kind for rule in DEFAULTS[Tier.SAME_PICTURE].rules]
EARLIER = Preset(
    LAST,
    tuple(
        Rule(kind)
        for kind in (
            *(RuleKind.MOST_PIXELS, RuleKind.LARGEST_FILE, RuleKind.HAS_CAPTURE_TIME),
            *(RuleKind.OLDEST, RuleKind.SHORTEST_NAME),
        )
    ),
    never_touch=("/home/ada/Archive",),
)
PICTURES = Folder(1, "/home/ada/Pictures", FolderState.WATCHING, 40)


@pytest.fixture
def rules(review):
    review.controller.show_folders(FoldersChanged((PICTURES,)))
    review.controller.show_rules()
    made = review.controller.rules
    review.wait(made.apply.isEnabled)
    return made


def asked(review):
    return [preset for name, (_, preset) in (a for a in review.engine.asked if a[0] == "preview")]


def test_what_would_happen_is_shown_and_nothing_happens(review, rules):
    assert rules.view.text.text().startswith("4 photos of 4 groups would be put down for the trash")
    listed = rules.view.list
    assert listed.rows.rowCount() == 8
    review.wait(lambda: listed.rows.member(1) is not None)
    second = listed.rows.index(1)
    assert second.data() == "IMG_0002.JPG"
    assert second.data(Qt.ItemDataRole.ToolTipRole).splitlines() == [
        listed.rows.member(1).photo.path,
        "To the trash: less sharp",
    ]
    assert review.engine.count("choose_many") == 0


def test_applying_chooses_and_moves_nothing(review, rules):
    rules.apply.click()

    review.settle()
    for detail in review.engine.review.details.values():
        assert [member.choice for member in detail.members] == [Choice.KEEP, Choice.TRASH]
    assert review.engine.count("trash") == 0
    review.wait(lambda: review.controller.session.totals.n_trash == 4)


def test_applying_is_undone_as_one(review, rules):
    rules.apply.click()
    review.settle()

    review.controller.undoable.undo()

    review.settle()
    choices = {m.choice for d in review.engine.review.details.values() for m in d.members}
    assert choices == {Choice.OPEN}


def test_a_rule_moves_up_by_the_keyboard(review, rules):
    listed = rules.arranged.list
    listed.setCurrentRow(1)

    review.qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert listed.kinds[:2] == [DEFAULT[1], DEFAULT[0]]
    review.wait(lambda: asked(review)[-1].rules[0] == Rule(DEFAULT[1]))


def test_what_was_previewed_before_a_change_cannot_be_applied_after_it(review, rules):
    rules.arranged.list.item(0).setCheckState(Qt.CheckState.Unchecked)

    assert not rules.apply.isEnabled()
    review.wait(rules.apply.isEnabled)
    assert DEFAULT[0] not in [rule.kind for rule in asked(review)[-1].rules]


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
    saved = review.engine.review.saved["Phone copies"]
    assert saved.rules[0].values == (PICTURES.path,)

    rules.arranged.list.show_kinds([RuleKind.SHARPEST])
    rules.preferred.show_values(())
    rules.preset.setCurrentIndex(0)
    rules.preset.setCurrentIndex(1)
    assert rules.preferred.values == (PICTURES.path,)
    assert rules.rules.rules == saved.rules

    rules.forget.click()
    review.wait(lambda: rules.preset.count() == 1)
    assert review.engine.review.saved == {}


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
    path = review.engine.review.details[review.ids[0]].members[1].photo.path
    files = (Companion("/p/a.xmp", 900_000), Companion("/p/a.mov", 3_100_000))
    review.engine.trash.lying_beside = {path: files}

    review.controller.show_rules()

    view = review.controller.rules.view
    review.wait(lambda: view.companions.isVisible())
    size = "4.0\N{NO-BREAK SPACE}MB"
    assert view.companions.text() == f"2 files that belong to them would go with them, {size}."


def test_nothing_is_said_of_what_lies_beside_the_photos_where_none_of_it_would_go(review):
    path = review.engine.review.details[review.ids[0]].members[1].photo.path
    belongs_to_what_stays = Companion("/p/a.xmp", 900, shared_with=("/p/a.png",))
    review.engine.trash.lying_beside = {path: (belongs_to_what_stays,)}

    review.controller.show_rules()

    view = review.controller.rules.view
    review.wait(lambda: view.text.text() != "")
    review.settle()
    assert (view.companions.text(), view.companions.isVisible()) == ("", False)


def test_rules_that_were_applied_are_there_at_the_next_start(review, rules):
    rules.never.put("/home/ada/Archive")
    rules.preferred.put(PICTURES.path)
    review.wait(lambda: asked(review)[-1].never_touch == ("/home/ada/Archive",))
    review.wait(rules.apply.isEnabled)
    rules.apply.click()
    review.wait(lambda: LAST in review.engine.review.saved)
    assert review.engine.review.saved[LAST].never_touch == ("/home/ada/Archive",)
    review.settle()
    review.wait(
        lambda: not review.controller.session.is_waiting and review.controller.session.detail
    )

    review.controller = review.open()
    review.start()
    review.controller.show_rules()

    again = review.controller.rules
    review.wait(lambda: again.never.values == ("/home/ada/Archive",))
    assert again.preferred.values == (PICTURES.path,)
    review.wait(lambda: asked(review)[-1].never_touch == ("/home/ada/Archive",))


def test_rules_that_decide_nothing_cannot_be_applied(review, rules):
    rules.arranged.list.show_kinds([])
    rules.arranged.list.arranged.emit()

    review.wait(lambda: rules.view.text.text() == "These rules decide nothing.")
    assert not rules.apply.isEnabled()


def test_similar_shots_have_no_rules(make):
    from photosim.gui.shell.navigation import SIMILAR_SHOTS

    review = make(tier=Tier.SIMILAR_SHOTS, start=False).start(SIMILAR_SHOTS)

    review.controller.show_rules()

    assert review.controller.rules is None
    assert "chosen by hand" in review.said[0]
    assert not review.controller.page.head.rules.isVisible()


# -- what is lost, and how it is shown


def test_what_is_lost_with_each_photo_is_said(review):
    review.engine.review.lost = (reason(Loss.TIME), reason(Loss.LABEL, "Anna"))

    review.controller.show_rules()

    rows = review.controller.rules.view.list.rows
    review.wait(lambda: rows.rowCount() and rows.member(1) is not None)
    assert rows.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "IMG_0002.JPG. To the trash: less sharp. Lost with it: when it was taken, the label Anna"
    )
    assert "Lost" not in rows.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_only_groups_in_sight_are_read_however_many_there_are(make):
    review = make(n_groups=300, n_members=3)
    review.controller.show_rules()
    rows = review.controller.rules.view.list.rows
    review.wait(lambda: rows.rowCount() == 900 and rows.member(0) is not None)

    listed = review.controller.rules.view.list
    listed.verticalScrollBar().setValue(listed.verticalScrollBar().maximum())

    review.wait(lambda: rows.member(899) is not None)
    read = {i for name, ids in review.engine.asked if name == "preview_groups" for i in ids}
    assert len(read) < 60
    assert rows.index(450).data() == WAITING


def test_a_group_that_went_meanwhile_says_so(review, rules):
    review.engine.review.details.pop(review.ids[0])
    rules.view.list.rows.show(dict(rules._preview.choices))

    rows = rules.view.list.rows
    review.wait(lambda: rows.is_gone(0))
    assert rows.index(0).data() == "This group is another one now."


def test_rows_are_walked_by_the_keyboard(review, rules):
    listed = rules.view.list
    listed.setFocus()

    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down):
        review.qtbot.keyClick(listed, key)
    assert listed.current_row() == 2
    review.qtbot.keyClick(listed, Qt.Key.Key_End)
    assert listed.current_row() == 7


# -- how rules begin


def test_an_order_that_a_person_made_stays_and_only_the_proposal_changes():
    made = Preset(LAST, (Rule(RuleKind.NEWEST),))

    assert beginning(Tier.SAME_PICTURE, {LAST: made}) is made
    assert beginning(Tier.SAME_FILE, {LAST: made}) is made
    ours = beginning(Tier.SAME_PICTURE, {LAST: EARLIER})
    assert ours.rules == DEFAULTS[Tier.SAME_PICTURE].rules
    assert (ours.name, ours.never_touch) == ("", EARLIER.never_touch)


def test_rules_for_equal_files_do_not_become_those_for_pictures():
    files = Preset(LAST_OF_FILES, (Rule(RuleKind.SHORTEST_NAME),), breaks_ties=True)

    assert beginning(Tier.SAME_FILE, {LAST_OF_FILES: files}) is files
    assert beginning(Tier.SAME_PICTURE, {LAST_OF_FILES: files}) is DEFAULTS[Tier.SAME_PICTURE]


def test_who_knew_the_earlier_rules_is_told_once_that_they_changed(review):
    review.engine.review.saved = {LAST: EARLIER}
    review.controller.show_rules()
    first = review.controller.rules
    review.wait(lambda: first.never.values == ("/home/ada/Archive",))
    assert first.rules_changed.isVisible()
    assert "straight from the camera" in first.rules_changed.text()
    first.reject()
    review.wait(lambda: not first.isVisible())

    review.controller = review.open()
    review.start()
    review.controller.show_rules()

    again = review.controller.rules
    review.wait(lambda: again.never.values == ("/home/ada/Archive",))
    assert not again.rules_changed.isVisible()
    assert review.engine.review.saved == {LAST: EARLIER}


def test_who_never_saw_the_earlier_rules_is_told_nothing(review, rules):
    assert not rules.rules_changed.isVisible()
    assert review.state.knows_of_originals


def test_applying_what_was_proposed_saves_nothing(review, rules):
    rules.apply.click()

    review.settle()
    assert review.engine.review.saved == {}


def test_in_a_narrow_window_the_preview_is_a_step_away(review, rules):
    rules.resize(620, 380)
    review.wait(rules.turn.isVisible)
    assert rules.arranged.isVisible() and not rules.view.isVisible()

    rules.turn.click()

    assert rules.view.isVisible() and not rules.arranged.isVisible()
    assert rules.width() <= 640 and rules.height() <= 420
    rules.turn.click()
    assert rules.arranged.isVisible()


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["/home/a/IMG_1.JPG", "/home/a/IMG_2.JPG"], ["IMG_1.JPG", "IMG_2.JPG"]),
        (
            ["/a/2019/IMG_1.JPG", "/a/phone/IMG_1.JPG", "/a/x.JPG"],
            ["IMG_1.JPG  ·  in 2019", "IMG_1.JPG  ·  in phone", "x.JPG"],
        ),
        (
            ["/a/2019/raw/1.JPG", "/b/2019/raw/1.JPG", "/b/2020/raw/1.JPG"],
            ["1.JPG  ·  in a/2019/raw", "1.JPG  ·  in b/2019/raw", "1.JPG  ·  in 2020/raw"],
        ),
        (["/a/b/1.JPG", "/b/1.JPG"], ["1.JPG  ·  in a/b", "1.JPG  ·  in /b"]),
    ],
)
def test_photos_of_one_name_are_told_apart_by_their_folders(paths, told):
    members = [
        PreviewedMember(made_up_photo(number, path=path), Choice.KEEP, reason(Why.TIED))
        for number, path in enumerate(paths, 1)
    ]

    assert names(members) == told


def focused(rules, part):
    """A part of the dialog that has the keyboard."""
    rules.preferred.put(PICTURES.path)
    parts = {
        "rules": rules.arranged.list,
        "ties": rules.arranged.ties,
        "folders": rules.preferred.list,
        "preview": rules.view.list,
    }
    parts[part].setFocus()
    return parts[part]


@pytest.mark.parametrize("part", ["rules", "ties", "folders", "preview"])
def test_enter_applies_the_rules_wherever_the_keyboard_is_and_unticks_none(
    review, rules, qtbot, part
):
    widget = focused(rules, part)
    before = rules.rules
    review.wait(rules.apply.isEnabled)

    qtbot.keyClick(widget, Qt.Key.Key_Return)

    assert not rules.isVisible()
    assert rules.rules == before
    review.settle()
    assert review.engine.count("choose_many") == 1


def test_space_switches_a_rule_and_enter_waits_for_what_that_would_do(review, rules, qtbot):
    before = rules.arranged.list.kinds
    rules.arranged.list.setCurrentRow(0)

    qtbot.keyClick(rules.arranged.list, Qt.Key.Key_Space)
    qtbot.keyClick(rules.arranged.list, Qt.Key.Key_Enter)

    assert rules.arranged.list.kinds == before[1:]
    assert rules.isVisible()
    assert review.engine.count("choose_many") == 0


def test_counts_of_groups_agree_with_what_goes():
    some = RulePreview({}, n_groups=22, n_undecided=3, n_trash=33, n_losing=23, n_partly=1)

    assert numbers(some, Tier.SAME_PICTURE).startswith("33 photos of 23 groups")
    assert undecided(some).startswith(
        "2 groups no rule can decide: they stay open. Of 1 group some photos stay open"
    )


def test_each_rule_says_which_photo_it_keeps(qtbot):
    rules = RuleList()
    qtbot.addWidget(rules)

    said = [rules.item(row).text().partition("Keep the one ")[2] for row in range(rules.count())]

    assert len(set(said)) == len(RuleKind) and all(" " in words for words in said)
