"""Folding in the window: what is chosen stays chosen, what the person wants is remembered."""

from dataclasses import replace

import pytest
from support.fake_window import FakeWindow, pictures, small

from photosim.core.records.photos import Query


@pytest.fixture
def world(qtbot, tmp_path):
    made = FakeWindow(tmp_path, small(6), [pictures(6)])
    made.engine.start()
    qtbot.waitUntil(lambda: len(made.ids()) == 6)
    yield made
    made.close()


@pytest.fixture
def answered(world, qtbot):
    """An answer in which 2, 4 and 5 are nearly equal, as are 1 and 6."""
    query = Query(photo_id=3, name="IMG_3")
    world.window.searching.search(query)
    qtbot.waitUntil(lambda: world.window.pages.place.query == query)
    answer = replace(
        world.window.pages.history.current.answer, folds=((2, 4, 5), (1, 6)), qualities={}
    )
    world.window.pages.answer(query, answer, 0)
    world.query, world.answer = query, answer
    return world


def test_of_each_set_the_first_is_shown(answered):
    assert answered.ids() == [3, 1, 2]


def test_what_is_chosen_in_an_opened_set_becomes_what_stands_for_it(answered):
    answered.window.gallery.select_id(2)
    answered.window.actions_["unfold"].trigger()
    assert answered.ids() == [3, 1, 2, 4, 5]
    answered.window.gallery.select_id(5)

    answered.window.actions_["unfold"].trigger()

    assert answered.ids() == [3, 1, 2]
    assert answered.window.gallery.selection_ids() == [2]


def test_a_better_answer_keeps_what_is_chosen_and_what_was_opened(answered):
    answered.window.gallery.select_id(1)
    answered.window.actions_["unfold"].trigger()
    answered.window.gallery.select_id(2)
    matches = answered.answer.matches
    better = replace(answered.answer, matches=(matches[0], *reversed(matches[1:])))

    answered.window.pages.refine(answered.query, better)

    assert answered.ids() == [3, 6, 1, 5]
    assert answered.window.gallery.selection_ids() == [5]


def test_another_answer_is_folded_again(answered, qtbot):
    answered.window.gallery.select_id(2)
    answered.window.actions_["unfold"].trigger()

    answered.window.pages.answer(Query(photo_id=4, name="IMG_4"), answered.answer, 0)

    assert answered.ids() == [3, 1, 2]


def test_the_menu_and_the_settings_say_the_same(answered):
    action = answered.window.actions_["fold_alike"]
    assert action.isChecked()

    answered.settings.set("fold_alike", False)
    assert not action.isChecked()
    assert answered.ids() == [3, 1, 2, 4, 5, 6]
    action.trigger()

    assert answered.settings.get("fold_alike") is True
    assert answered.ids() == [3, 1, 2]


def test_elsewhere_a_choice_changes_nothing_that_is_shown(world):
    before = world.ids()

    world.settings.set("better_first", False)
    world.window.actions_["fold_alike"].trigger()

    assert world.ids() == before
    assert not world.window.actions_["unfold"].isEnabled()
