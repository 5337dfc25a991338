"""The review in the real window: reached from the sidebar and the menu, left and come back to."""

import pytest
from support.fake_window import with_four_groups

from photosim.gui.shell.navigation import ALL_PHOTOS, DUPLICATES, SIMILAR_SHOTS, TRASH_JOURNAL


@pytest.fixture
def window(qtbot, tmp_path):
    with with_four_groups(qtbot, tmp_path) as made:
        yield made.window


def lines(window):
    model = window.sidebar.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_duplicates_and_similar_shots_are_in_the_sidebar_with_their_counts(window, qtbot):
    assert lines(window)[1:3] == ["Duplicates", "Similar shots"]
    entry = window.sidebar.model.entry(window.sidebar.model.index(1))
    assert (entry.fact, entry.place) == ("4", DUPLICATES)


def test_the_review_takes_the_room_of_the_query_and_gives_it_back(window, qtbot):
    assert window.columns.is_right_shown

    window.pages.go(DUPLICATES)
    assert window.middle.page is window.review.page
    assert not window.columns.is_right_shown

    window.pages.go(ALL_PHOTOS)
    assert window.columns.is_right_shown


def test_back_and_forward_go_through_the_review(window, qtbot):
    window.actions_["duplicates"].trigger()
    qtbot.waitUntil(lambda: len(window.review.session.groups) == 4)
    window.actions_["journal"].trigger()
    assert window.middle.page is window.trash.journal_page

    window.pages.back()
    assert window.pages.place == DUPLICATES
    window.pages.forward()
    assert window.pages.place == TRASH_JOURNAL
    window.actions_["similar_shots"].trigger()
    assert window.pages.place == SIMILAR_SHOTS


def test_a_click_in_the_sidebar_gives_the_keyboard_to_the_groups(window, qtbot):
    view = window.sidebar.view
    view.pressed_on.emit(window.sidebar.model.index(1))

    qtbot.waitUntil(lambda: window.review.page.list.hasFocus() or not window.isActiveWindow())
    assert window.pages.place == DUPLICATES


def test_search_with_a_member_leads_to_the_photos(window, qtbot):
    window.pages.go(DUPLICATES)

    window.review.search_wanted.emit(3)

    qtbot.waitUntil(lambda: window.pages.place.query is not None)
    assert window.middle.page is window.gallery


def test_that_it_is_the_last_group_is_said_as_long_as_it_is_the_last(window, qtbot):
    window.pages.go(DUPLICATES)
    session = window.review.session
    qtbot.waitUntil(lambda: len(session.groups) == 4)
    session.go_to(3)
    window.review.judging.next_group()
    assert window.banner.sentence == "This is the last group."

    session.refresh()
    qtbot.waitUntil(lambda: not session.is_waiting)
    assert window.banner.sentence == "This is the last group."

    window.review.judging.previous_group()
    assert window.banner.sentence == ""
