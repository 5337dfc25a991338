"""What was put down for the trash goes only beside what it was put down beside."""

from contextlib import closing

import pytest
from support.made_up import photo_at, put

from photosim.core.duplicates import standing_choices
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice
from photosim.core.store import Store

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {f"{name}.jpg".encode(): name for name in "abcd"})
        yield store


@pytest.fixture
def photos(store):
    return [photo_at(store, f"{name}.jpg".encode()) for name in "abcd"]


def choose(store, tier, keys, choices, **more):
    beside = standing_choices.seen_beside(keys, choices)
    store.choices.choose(tier, choices, beside=beside, **more)


def test_choice_stands_where_all_are_that_were_to_stay_and_also_where_more_are(store, photos):
    a, b, c, d = photos
    choose(store, PICTURE, [a, b, c], {a: KEEP, c: TRASH})

    assert standing_choices.of_members(store, PICTURE, [a, b, c]) == {a: KEEP, c: TRASH}
    assert standing_choices.of_members(store, PICTURE, photos) == {a: KEEP, c: TRASH}
    assert standing_choices.of_tier(store, PICTURE, [[d, c, b, a]]) == {a: KEEP, c: TRASH}


@pytest.mark.parametrize("left", [[0, 2], [1, 2], [2, 3], [2]])
def test_photo_is_undecided_where_one_is_missing_that_was_to_stay(store, photos, left):
    a, b, c, _ = photos
    choose(store, PICTURE, [a, b, c], {a: KEEP, c: TRASH})
    there = [photos[at] for at in left]

    assert TRASH not in standing_choices.of_members(store, PICTURE, there).values()
    assert TRASH not in standing_choices.of_tier(store, PICTURE, [there]).values()
    assert standing_choices.of_tier(store, PICTURE, [[a, b, c]]) == {a: KEEP, c: TRASH}


def test_photo_in_no_group_for_now_is_as_it_was_said(store, photos):
    a, b, c, d = photos
    choose(store, PICTURE, [a, b], {b: TRASH})

    assert standing_choices.of_tier(store, PICTURE, [[c, d]]) == {b: TRASH}
    assert standing_choices.of_tier(store, PICTURE, []) == {b: TRASH}


def test_where_all_were_put_down_each_stands_beside_the_others(store, photos):
    a, b, c, _ = photos
    choose(store, SHOTS, [a, b], {a: TRASH, b: TRASH})

    assert standing_choices.of_members(store, SHOTS, [a, b]) == {a: TRASH, b: TRASH}
    assert standing_choices.of_members(store, SHOTS, [b, c]) == {}


def test_what_was_chosen_before_anybody_noted_it_rests_on_the_groups_of_now(store, photos):
    a, b, c, d = photos
    store.choices.choose(PICTURE, {a: KEEP, b: TRASH})
    choose(store, PICTURE, [c, d], {d: TRASH})
    assert standing_choices.of_members(store, PICTURE, [b, c]) == {b: TRASH}

    standing_choices.know_beside(store, PICTURE, [[a, b], [d, b]])

    assert standing_choices.of_members(store, PICTURE, [b, c]) == {}
    assert standing_choices.of_members(store, PICTURE, [c, d]) == {d: TRASH}  # as it was noted


def test_files_of_one_photo_stand_beside_each_other(store, photos):
    put(store, {b"copy/a.jpg": "a"})
    store.choices.choose(FILE, {1: TRASH})

    assert standing_choices.of_members(store, FILE, [1, 5]) == {1: TRASH}
    assert standing_choices.of_tier(store, FILE, [[1, 5]]) == {1: TRASH}


def test_only_what_stands_counts_as_chosen_by_hand(store, photos):
    a, b, c, d = photos
    choose(store, PICTURE, [a, b], {b: TRASH})
    choose(store, PICTURE, [c, d], {c: KEEP})
    choose(store, PICTURE, [c, d], {d: TRASH}, by_hand=False)

    assert standing_choices.chosen_by_hand(store, PICTURE, [[a, b], [c, d]]) == {b, c}
    assert standing_choices.chosen_by_hand(store, PICTURE, [[b, c, d]]) == {c}
