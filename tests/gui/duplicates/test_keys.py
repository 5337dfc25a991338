"""A review by the keyboard: what each key does to the group, and that it can be undone."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChosenIn, Verdict
from photosim.gui.duplicates.controls import ON_GROUPS
from photosim.gui.duplicates.keys import KEYS, SHIFTED, action_of, number_of
from photosim.gui.shell.actions import IN_PAGES, MENUS

Key = Qt.Key


def test_a_digit_chooses_a_photo_and_k_and_t_say_what_becomes_of_it(review):
    review.press(Key.Key_2)
    review.press(Key.Key_K)
    review.press(Key.Key_1)
    review.press(Key.Key_T)

    review.settle()
    keys = [member.key for member in review.controller.page.compare.detail.members]
    assert review.engine.review.choice(review.group_id, keys[1]) is Choice.KEEP
    assert review.engine.review.choice(review.group_id, keys[0]) is Choice.TRASH


def test_a_choice_is_seen_before_the_engine_has_written_it_down(review):
    review.engine.held = True

    review.press(Key.Key_T)

    assert review.member(0).choice is Choice.TRASH
    assert review.controller.page.compare.panes.panes[0].text == "1  Trash"
    assert review.controller.session.group.n_trash == 1


def test_enter_accepts_what_is_proposed_and_goes_to_the_next_group(review):
    first = review.group_id

    review.press(Key.Key_Return)

    review.settle()
    chosen = [member.choice for member in review.engine.review.details[first].members]
    assert chosen == [Choice.KEEP, Choice.TRASH]
    assert review.group_id == review.ids[1]


def test_keys_say_the_same_from_the_list_as_from_the_group(review):
    first, compare = review.group_id, review.controller.page.compare
    assert compare.answers.buttons["accept"].text() == "Accept, next  Enter"

    review.qtbot.keyClick(review.controller.page.list, Key.Key_Return)

    review.settle()
    chosen = [member.choice for member in review.engine.review.details[first].members]
    assert chosen == [Choice.KEEP, Choice.TRASH]
    assert review.group_id == review.ids[1]


def test_every_key_of_a_review_is_in_the_list_of_shortcuts(review):
    told = [*review.actions.shortcuts(), *IN_PAGES]
    listed = {
        key
        for keys, _ in told
        if keys.endswith("(in a review)")
        for key in keys.removesuffix(" (in a review)").split(", ")
    }
    names = {QKeySequence(key).toString() for key in KEYS}
    shifted = {f"Shift+{QKeySequence(key).toString()}" for key in SHIFTED}

    assert names | shifted <= {name.replace("Enter", "Return") for name in listed} | {"Enter"}


def test_enter_leaves_alone_what_the_person_has_chosen(review):
    first, key = review.group_id, review.member(1).key
    review.press(Key.Key_2)
    review.press(Key.Key_K)

    review.press(Key.Key_Return)

    review.settle()
    assert review.engine.review.choice(first, key) is Choice.KEEP


def test_right_and_left_go_through_the_groups_and_choose_nothing(review):
    review.press(Key.Key_Right)
    review.press(Key.Key_Right)
    review.press(Key.Key_Left)

    assert review.group_id == review.ids[1]
    assert review.engine.count("choose") == 0


def test_the_last_group_says_that_it_is_the_last(make):
    review = make(n_groups=1)
    review.wait_detail()

    review.press(Key.Key_Right)

    assert review.said == ["This is the last group."]


def test_n_is_remembered_for_every_pair_and_the_group_is_gone(make):
    review = make(n_members=3)
    review.wait_detail()
    first, keys = review.group_id, [review.member(i).key for i in range(3)]

    review.press(Key.Key_N)

    review.wait(lambda: first not in review.ids)
    asked = [argument for name, argument in review.engine.asked if name == "decide"]
    assert asked == [(first, Verdict.NOT_DUPLICATES, tuple(keys))]


def test_a_keeps_all_for_good(review):
    first = review.group_id

    review.press(Key.Key_A)

    review.wait(lambda: first not in review.ids)
    assert [row.kind for row, _ in review.engine.review.said.values()] == [Verdict.KEEP_BOTH]


def test_of_equal_files_a_keeps_each_and_n_explains_itself(make):
    review = make(tier=Tier.SAME_FILE, start=False)
    review.state.duplicates_tier = Tier.SAME_FILE
    review.start().wait_detail()
    first = review.group_id

    review.press(Key.Key_N)
    review.press(Key.Key_A)

    review.settle()
    assert "equal to the last byte" in review.said[0]
    assert {m.choice for m in review.engine.review.details[first].members} == {Choice.KEEP}


def test_shift_k_keeps_a_photo_in_every_group(review):
    key = review.member(0).key

    review.press(Key.Key_K, Qt.KeyboardModifier.ShiftModifier)

    review.settle()
    asked = [argument for name, argument in review.engine.asked if name == "decide"]
    assert asked[0][1:] == (Verdict.KEEP, (key,))


def test_a_photo_that_is_always_kept_is_not_put_down_for_the_trash(make):
    review = make(is_kept=True)
    review.wait_detail()

    review.press(Key.Key_T)

    assert review.engine.count("choose") == 0
    [said] = review.said
    assert said.endswith(
        "stays: you said that it is kept, in every group. To let it go, revoke that under "
        "Remembered decisions first."
    )


def test_of_equal_files_of_which_one_is_always_kept_none_is_said_to_be_the_one(make):
    review = make(tier=Tier.SAME_FILE, is_kept=True, start=False)
    review.state.duplicates_tier = Tier.SAME_FILE
    review.start().wait_detail()

    review.press(Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert review.said.pop().endswith("is kept, in every group, and so is every file equal to it.")
    review.press(Key.Key_T)

    assert review.engine.count("choose") == 0
    assert "you said that it, or a file equal to it, is kept" in review.said[0]


def test_a_protected_photo_cannot_be_put_down_for_the_trash(make):
    review = make(is_protected=True)
    review.wait_detail()

    review.press(Key.Key_T)

    assert "never touched" in review.said[0]
    assert review.engine.count("choose") == 0
    assert not review.controller.page.compare.answers.buttons["trash"].isEnabled()


def test_z_takes_back_one_step_after_the_other_and_goes_to_its_group(review):
    first, second = review.ids[:2]
    review.press(Key.Key_Return)
    review.wait_detail()
    review.press(Key.Key_Return)
    review.settle()

    review.press(Key.Key_Z)
    review.wait(lambda: review.group_id == second)
    review.press(Key.Key_Z)

    review.wait(lambda: review.group_id == first)
    review.settle()
    for group_id in (first, second):
        assert {m.choice for m in review.engine.review.details[group_id].members} == {Choice.OPEN}


def test_undo_waits_for_the_deed_that_it_takes_back(review):
    review.engine.held = True
    review.press(Key.Key_T)
    review.press(Key.Key_Z)
    review.engine.held = False

    review.engine.release()

    review.wait(lambda: not review.controller.undoable.is_busy)
    review.wait(lambda: review.member(0).choice is Choice.OPEN)
    assert {m.choice for m in review.engine.review.details[review.group_id].members} == {
        Choice.OPEN
    }


def test_a_verdict_is_undone_and_done_again(review):
    first = review.group_id
    review.press(Key.Key_N)
    review.wait(lambda: first not in review.ids)

    review.actions["undo"].trigger()
    review.wait(lambda: first in review.ids)
    review.actions["redo"].trigger()

    review.wait(lambda: first not in review.ids)
    assert len(review.engine.review.said) == 1


def test_the_edit_menu_says_what_would_be_undone(review):
    assert not review.actions["undo"].isEnabled()

    review.press(Key.Key_K)
    review.settle()

    assert review.actions["undo"].text() == "&Undo: Keep IMG_0001.JPG"


def test_esc_leaves_step_by_step(review):
    panes = review.controller.page.compare.panes
    review.press(Key.Key_D)
    review.press(Key.Key_Space)

    review.press(Key.Key_Escape)
    assert panes.blinking is None
    review.press(Key.Key_Escape)

    assert review.controller.page.list.hasFocus()


def test_a_key_that_is_held_down_says_nothing_twice(review):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    again = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_N.value, Qt.KeyboardModifier.NoModifier, "n", True
    )
    QApplication.sendEvent(review.controller.page, again)

    assert review.engine.count("decide") == 0


def test_keys_wait_until_the_group_is_really_seen(review):
    review.engine.held = True
    review.controller.session.forget_details()
    review.press(Key.Key_Right)
    review.press(Key.Key_T)
    review.press(Key.Key_N)

    assert review.engine.count("choose") == 0
    assert review.engine.count("decide") == 0


def test_every_action_on_groups_is_in_the_menu_with_its_key():
    listed = {spec.name: spec.page_key for spec in MENUS["&Review"]}

    assert set(listed) == set(ON_GROUPS)
    assert all(listed.values())
    assert set(ON_GROUPS) <= set(KEYS.values()) | set(SHIFTED.values())


def test_menu_entries_need_a_group(review):
    assert review.actions["keep"].isEnabled()
    first = review.controller.session.wanted

    review.engine.review.details.clear()
    review.controller.session.show(replace(first))

    review.wait(lambda: not review.controller.session.groups)
    assert not review.actions["keep"].isEnabled()


def test_in_mirrored_windows_the_next_group_lies_to_the_left():
    assert action_of(Key.Key_Left, is_shifted=False, is_mirrored=True) == "next_group"
    assert action_of(Key.Key_Right, is_shifted=False) == "next_group"
    assert [number_of(key) for key in (Key.Key_1, Key.Key_9, Key.Key_0, Key.Key_A)] == [
        0,
        8,
        -1,
        -1,
    ]


def test_what_a_keep_means_in_other_groups_is_said_once_for_all_photos(review):
    going = dict.fromkeys((7, 8, 9), Choice.TRASH)
    review.engine.review.spared = (
        ChosenIn("shots", Tier.SIMILAR_SHOTS, (7, 8, 9, 10), going),
        ChosenIn("picture", Tier.SAME_PICTURE, (9, 11), {9: Choice.TRASH}),
    )

    review.press(Key.Key_Return)
    review.settle()

    assert review.said == [
        "3 photos that are kept were put down for the trash in a group of the same picture "
        "and in a group of similar shots; now they stay there, too."
    ]


def test_z_says_why_nothing_is_undone_or_done_again(review):
    review.press(Qt.Key.Key_Z)
    review.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)

    assert review.said[-2].startswith("There is nothing to undo now.")
    assert review.said[-1] == "There is nothing to redo."
