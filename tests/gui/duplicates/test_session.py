"""The groups that are listed and where the person is among them."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from support.fake_review import group_of

from photosim.core.errors import PhotosimError
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder, FolderState
from photosim.core.records.review import GroupFilter, GroupSortKey
from photosim.core.records.trash import Companion
from photosim.gui.shell.navigation import ALL_PHOTOS, DUPLICATES, SIMILAR_SHOTS
from photosim.services.events import FoldersChanged, Phase, Progress


def test_the_review_goes_on_where_it_stopped_also_after_a_restart(make):
    review = make()
    review.controller.session.go_to(2)
    stopped = review.group_id

    review.controller = review.open()
    review.start()

    assert review.group_id == stopped


def test_the_tier_is_remembered(make):
    review = make(start=False)
    review.state.duplicates_tier = Tier.SAME_FILE
    review.start()

    review.controller.page.head.chips[Tier.SAME_PICTURE].click()

    assert review.state.duplicates_tier is Tier.SAME_PICTURE
    review.wait(lambda: len(review.ids) == 4)


@pytest.mark.parametrize("tier", [Tier.SAME_PICTURE, Tier.SAME_FILE])
def test_after_a_click_on_a_tier_the_keyboard_is_for_its_groups(make, tier):
    review = make()
    files = group_of(9, review.engine.review.details[review.ids[0]].members, Tier.SAME_FILE)
    review.engine.review.details[files.group.id] = files
    page = review.controller.page
    page.filters.toggle.setFocus()

    review.qtbot.mouseClick(page.head.chips[tier], Qt.MouseButton.LeftButton)

    review.wait(lambda: review.controller.session.wanted.tier is tier and review.ids)
    review.wait(page.list.hasFocus)


def test_clicks_on_buttons_of_a_review_leave_the_keyboard_to_the_groups(review):
    page = review.controller.page
    page.list.setFocus()

    for button in (page.filters.toggle, page.filters.toggle, page.head.rules):
        review.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    review.controller.rules.reject()

    review.wait(page.list.hasFocus)


def test_new_groups_do_not_move_the_person(review):
    session = review.controller.session
    session.go_to(2)
    here = review.group_id
    gone = review.ids[0]

    del review.engine.review.details[gone]
    review.engine.review.tell_groups()

    review.wait(lambda: gone not in review.ids)
    assert review.group_id == here


def test_when_the_group_is_gone_the_one_in_its_place_is_looked_at(review):
    session = review.controller.session
    session.go_to(1)
    here, following = review.ids[1], review.ids[2]

    del review.engine.review.details[here]
    review.engine.review.tell_groups()

    review.wait(lambda: here not in review.ids)
    assert review.group_id == following


def test_a_group_that_has_lost_a_photo_stays_in_sight_with_the_photo_that_is_meant(make):
    review = make(n_members=3)
    review.controller.session.go_to(1)
    review.wait_detail()
    review.press(Qt.Key.Key_3)
    whole, meant = review.engine.review.details[review.ids[1]], review.member(2).key
    known = review.engine.review.details
    del known[whole.group.id]
    left = group_of(9, [m for m in whole.members if m is not whole.members[1]], freed=1)
    known[left.group.id] = left

    review.engine.review.tell_groups()
    review.wait(lambda: whole.group.id not in review.ids)
    review.wait_detail()

    assert review.group_id == left.group.id == review.ids[-1]
    assert review.controller.page.compare.member.key == meant


def test_of_a_group_that_fell_apart_the_larger_part_is_looked_at(make):
    review = make(n_groups=2, n_members=5)
    whole, known = review.engine.review.details[review.group_id], review.engine.review.details
    del known[whole.group.id]
    pair, three = group_of(7, whole.members[:2]), group_of(8, whole.members[2:], freed=1)
    known.update({one.group.id: one for one in (pair, three)})

    review.engine.review.tell_groups()
    review.wait(lambda: whole.group.id not in review.ids)

    assert review.group_id == three.group.id


def test_groups_that_change_elsewhere_are_asked_for_when_the_person_comes_back(review):
    review.controller.show_place(ALL_PHOTOS)
    n_asked = review.engine.count("groups")
    del review.engine.review.details[review.ids[3]]

    review.engine.review.tell_groups()
    review.qtbot.waitUntil(
        lambda: "  3" in review.controller.page.head.chips[Tier.SAME_PICTURE].text()
    )
    assert review.engine.count("groups") == n_asked

    review.controller.show_place(DUPLICATES)
    review.wait(lambda: len(review.ids) == 3)


def test_the_next_group_is_asked_for_in_advance(review):
    asked = [argument for name, argument in review.engine.asked if name == "group"]

    assert asked == review.ids[:2]


def test_a_group_that_cannot_be_had_says_why(review):
    gone = review.ids[3]
    del review.engine.review.details[gone]

    review.controller.session.go_to(3)

    review.wait(lambda: review.controller.page.compare.sentence)
    assert review.controller.page.compare.sentence == "This group is not there any more."


def test_totals_count_what_is_listed(review):
    totals = review.controller.session.totals
    assert (totals.n_groups, totals.freed) == (4, 10_000_000)

    review.press(Qt.Key.Key_Return)

    totals = review.controller.session.totals
    assert (totals.n_trash, totals.n_decided) == (1, 1)


def test_no_groups_is_a_page_with_a_way_on(make):
    review = make(n_groups=0)
    review.controller.show_progress(Progress(Phase.IDLE))

    assert review.controller.page.empty_sentence.startswith("No duplicates were found")
    review.controller.page.empty_action.emit()
    assert review.places == [SIMILAR_SHOTS]


def test_where_only_names_of_one_file_are_twice_that_is_explained(make, qtbot):
    review = make(n_groups=0)
    page, session = review.controller.page, review.controller.session
    session.show(GroupFilter(Tier.SAME_FILE), "")
    for n_files, is_explained in ((5, False), (6, True)):
        review.controller.show_progress(Progress(Phase.INDEXING, n_photos=5, n_files=n_files))
        review.controller.show_progress(Progress(Phase.IDLE, n_photos=5, n_files=n_files))
        session.refresh()
        qtbot.waitUntil(lambda: page.empty_sentence.startswith("No file is in your library"))
        assert ("hard links" in page.empty_sentence) == is_explained
    page.empty_action.emit()
    assert session.wanted.tier is Tier.SAME_PICTURE


def test_while_photos_are_compared_an_empty_page_says_so(make):
    review = make(n_groups=0)
    review.controller.show_progress(Progress(Phase.COMPARING, 10, 100))

    assert "is comparing your photos" in review.controller.page.empty_sentence


def test_several_folders_that_are_away_have_their_photos_shown(review):
    away = [
        Folder(number, f"/home/ada/{name}", FolderState.OFFLINE, 40)
        for number, name in enumerate(("copies", "drive"), 1)
    ]

    review.controller.show_progress(Progress(Phase.IDLE))
    review.controller.show_folders(FoldersChanged(tuple(away)))

    assert review.controller.page.notice.sentence == (
        "copies, drive are offline: their photos are shown, but none of them can be moved."
    )


def test_while_photos_are_compared_what_is_there_can_be_reviewed(review):
    review.controller.show_progress(Progress(Phase.COMPARING, 1200, 48210))
    said = "More groups may come: 2\N{NO-BREAK SPACE}% done."
    assert review.controller.page.notice.sentence == said

    review.controller.show_progress(Progress(Phase.IDLE))
    assert review.controller.page.notice.sentence == ""


def test_out_of_order_says_why_and_can_be_tried_again(make):
    review = make(start=False)
    review.engine.error = PhotosimError("The library's disk is away.")
    review.start()
    assert review.controller.page.empty_sentence == "The library's disk is away."

    review.engine.error = None
    review.controller.page.empty_action.emit()

    review.wait(lambda: len(review.ids) == 4)


def test_filters_and_orders_are_asked_of_the_engine(review):
    filters = review.controller.page.filters

    filters.state.setCurrentIndex(2)
    review.wait(lambda: not review.ids)
    assert review.controller.page.compare.sentence == "No group fits these filters."
    assert filters.toggle.text().startswith("Filter: 1")

    review.controller.page.compare.retry_wanted.emit()
    review.wait(lambda: len(review.ids) == 4)


def test_a_last_day_is_shown_as_it_was_chosen(review):
    filters = review.controller.page.filters
    box, day = filters.until
    chosen = day.date()

    box.setChecked(True)
    filters.show_filter(review.controller.session.wanted)

    assert day.date() == chosen


def test_an_order_is_kept_when_the_tier_changes(review):
    review.controller.page.filters.sort_button.menu().actions()[1].trigger()
    review.controller.page.head.chips[Tier.SAME_FILE].click()

    assert review.controller.session.wanted.sort_key is GroupSortKey.NUMBER


def test_twenty_thousand_groups_cost_a_screenful(make):
    review = make(n_groups=1)
    one = review.engine.review.details[review.ids[0]]
    review.engine.review.details = {
        f"g{i}": replace(one, group=replace(one.group, id=f"g{i}", freed=i)) for i in range(20_000)
    }
    view = review.controller.page.list

    review.controller.session.refresh()
    review.wait(lambda: len(review.ids) == 20_000)
    n_asked = review.engine.count("group")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)

    assert 0 < len(view.rows_in_sight()) < 30
    assert view.visualRect(view.model().index(19_999)).height() > 0
    assert review.engine.count("group") == n_asked


def test_the_model_is_a_proper_one(review, qtmodeltester):
    qtmodeltester.check(review.controller.page.list.model())


def test_what_lies_beside_the_photos_is_named_once_it_was_looked_up(review):
    review.wait_detail()
    path = review.member(0).photo.path
    review.engine.trash.lying_beside = {
        path: (Companion(f"{path}.xmp", 900), Companion("/p/a.MOV", 9000))
    }

    review.controller.session.go_to(1)
    review.controller.session.forget_details()
    review.controller.session.go_to(0)

    review.wait_detail()
    names = tuple(sorted((f"{Path(path).name}.xmp", "a.MOV")))
    review.wait(lambda: review.member(0).companions == names)
    review.press(Qt.Key.Key_K)
    review.settle()
    assert review.member(0).companions == names


def test_a_list_that_comes_again_leaves_the_group_in_sight_alone(review):
    review.wait_detail()
    session, told = review.controller.session, []
    session.detailed.connect(lambda: told.append(session.detail))

    session.refresh()
    review.wait(lambda: not session.is_waiting)
    assert told == []

    session.forget_details()
    session.refresh()
    review.wait(lambda: told and told[-1] is not None)
    assert review.controller.page.compare.detail is told[-1]
