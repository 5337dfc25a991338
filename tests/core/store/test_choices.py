"""What was chosen for members of groups is there again, and goes with the member."""

import itertools
from contextlib import closing

import pytest
from support.made_up import file_id, photo_at, put, rename, take
from support.saying import raises_saying

from photosim.core.errors import StoreError
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.review import Choice
from photosim.core.store import Store
from photosim.core.store.connection import open_writer

FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS
KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN


@pytest.fixture
def store(store):
    put(store, {b"a.jpg": "a", b"copy/a.jpg": "a", b"b.jpg": "b", b"c.jpg": "c"})
    return store


def test_choices_are_there_after_the_program_was_started_again(path, store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    store.choices.choose(PICTURE, {a: KEEP, b: TRASH})

    with closing(Store.open(path)) as again:
        assert again.choices.of(PICTURE) == {a: KEEP, b: TRASH}
        assert again.choices.of(PICTURE, [b, 999]) == {b: TRASH}


def test_choice_is_changed_and_taken_back(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    store.choices.choose(PICTURE, {a: KEEP, b: TRASH})

    store.choices.choose(PICTURE, {a: OPEN, b: KEEP})

    assert store.choices.of(PICTURE) == {b: KEEP}


def test_photo_is_chosen_for_one_tier_alone(store):
    a = photo_at(store, b"a.jpg")

    store.choices.choose(PICTURE, {a: TRASH})

    assert store.choices.of(SHOTS) == {}
    assert store.choices.of(FILE) == {}


def test_what_is_kept_goes_through_no_other_group(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    store.choices.choose(PICTURE, {a: TRASH, b: TRASH}, by_hand=False)
    store.choices.choose(SHOTS, {a: TRASH})

    store.choices.choose(FILE, {file_id(store, b"a.jpg"): KEEP}, by_hand=False)

    assert store.choices.of(PICTURE) == {b: TRASH}
    assert store.choices.of(SHOTS) == {}

    store.choices.choose(SHOTS, {b: KEEP})

    assert store.choices.of(PICTURE) == {}


def test_of_a_kept_photo_an_equal_file_may_go(store):
    a, copy = photo_at(store, b"a.jpg"), file_id(store, b"copy/a.jpg")
    store.choices.choose(FILE, {copy: TRASH})

    store.choices.choose(PICTURE, {a: KEEP})

    assert store.choices.of(FILE) == {copy: TRASH}
    assert store.choices.kept_elsewhere(FILE) == frozenset()


def test_photos_kept_in_another_tier_are_known_by_their_content(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    store.choices.choose(FILE, {file_id(store, b"a.jpg"): KEEP})
    store.choices.choose(PICTURE, {b: KEEP})

    hashes = {key: store.photos.get([key])[0].content_hash for key in (a, b)}

    assert store.choices.kept_elsewhere(PICTURE) == {hashes[a]}
    assert store.choices.kept_elsewhere(SHOTS) == set(hashes.values())


def test_copies_of_one_content_are_chosen_each_by_its_place(store):
    first, second = file_id(store, b"a.jpg"), file_id(store, b"copy/a.jpg")

    store.choices.choose(FILE, {first: KEEP, second: TRASH})

    assert store.choices.of(FILE) == {first: KEEP, second: TRASH}
    assert store.choices.of(FILE, [second]) == {second: TRASH}
    store.choices.choose(FILE, {second: OPEN})
    assert store.choices.of(FILE) == {first: KEEP}


def test_choice_for_a_photo_goes_with_it_when_its_file_is_renamed(store):
    a = photo_at(store, b"b.jpg")
    store.choices.choose(PICTURE, {a: TRASH})

    rename(store, b"b.jpg", b"elsewhere/z.jpg")
    store.choices.forget_gone()

    assert store.choices.of(PICTURE) == {a: TRASH}


def test_choice_is_forgotten_when_the_photo_is_gone(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    store.choices.choose(PICTURE, {a: KEEP, b: TRASH})

    take(store, b"a.jpg", b"b.jpg")
    store.choices.forget_gone()
    put(store, {b"b.jpg": "b"})

    assert store.choices.of(PICTURE) == {a: KEEP}  # a copy of it is still there


def test_choice_for_a_file_is_forgotten_when_it_is_gone(store):
    first, second = file_id(store, b"a.jpg"), file_id(store, b"copy/a.jpg")
    store.choices.choose(FILE, {first: KEEP, second: TRASH})

    take(store, b"copy/a.jpg")
    store.choices.forget_gone()
    put(store, {b"copy/a.jpg": "a"})

    assert store.choices.of(FILE) == {first: KEEP}


def test_choice_for_a_file_does_not_hold_for_another_photo_in_its_place(store):
    second = file_id(store, b"copy/a.jpg")
    store.choices.choose(FILE, {second: TRASH})

    take(store, b"copy/a.jpg")
    put(store, {b"copy/a.jpg": "c"})

    assert store.choices.of(FILE) == {}


def test_choice_is_forgotten_when_the_photo_came_to_another_tier(store):
    a, b, c = (photo_at(store, name) for name in (b"a.jpg", b"b.jpg", b"c.jpg"))
    store.choices.choose(PICTURE, {a: KEEP, b: TRASH, c: TRASH})
    store.choices.choose(SHOTS, {a: KEEP})

    store.choices.forget_moved({PICTURE: {a}, SHOTS: {a, b}})

    assert store.choices.of(PICTURE) == {a: KEEP, c: TRASH}  # c is in no group for now
    assert store.choices.of(SHOTS) == {a: KEEP}


def alike(store, *contents):
    """Photos that are the same picture, each with each; their ids."""
    put(store, {f"{content}.jpg".encode(): content for content in contents})
    ids = [photo_at(store, f"{content}.jpg".encode()) for content in contents]
    pairs = itertools.combinations(ids, 2)
    with store.transaction():
        store.pairs.put([Comparison(one, other, PICTURE, 0.99) for one, other in pairs])
    return ids


def test_what_was_to_go_is_open_again_when_the_photo_that_was_kept_is_gone(store):
    kept, copy, other, open_one = alike(store, *"mnop")
    store.choices.choose(PICTURE, {kept: KEEP, copy: TRASH, other: TRASH})

    take(store, b"m.jpg")
    store.choices.open_resting_on([kept, copy])

    assert store.choices.of(PICTURE, [copy, other, open_one]) == {}


def test_what_was_to_go_still_goes_where_another_one_is_kept_or_left(store):
    first, second, copy = alike(store, *"mno")
    gone, left, going = alike(store, *"pqr")
    store.choices.choose(PICTURE, {first: KEEP, second: KEEP, copy: TRASH, going: TRASH})

    take(store, b"m.jpg", b"p.jpg")
    store.choices.open_resting_on([first, gone])

    assert store.choices.of(PICTURE, [second, copy, left, going]) == {
        second: KEEP,
        copy: TRASH,
        going: TRASH,
    }


def test_what_was_to_go_is_open_again_when_nothing_else_is_left(store):
    left, going, other = alike(store, *"mno")
    store.choices.choose(PICTURE, {going: TRASH, other: TRASH})

    store.choices.open_resting_on([left, going])
    assert store.choices.of(PICTURE) == {going: TRASH, other: TRASH}
    take(store, b"m.jpg")
    put(store, {b"m.jpg": "another content"})
    store.choices.open_resting_on([left])

    assert store.choices.of(PICTURE) == {}


@pytest.mark.parametrize("is_kept", [True, False])
def test_equal_files_are_open_again_when_the_one_that_was_to_stay_is_gone(store, is_kept):
    put(store, {b"a more.jpg": "a", b"link.jpg": "a"} if is_kept else {b"a more.jpg": "a"})
    photo = photo_at(store, b"a.jpg")
    going = {file_id(store, name): TRASH for name in (b"copy/a.jpg", b"a more.jpg")}
    staying = {file_id(store, b"a.jpg"): KEEP} if is_kept else {}
    store.choices.choose(FILE, going | staying)

    store.choices.open_resting_on([photo])
    assert store.choices.of(FILE) == going | staying
    take(store, b"a.jpg")
    store.choices.open_resting_on([photo])

    assert store.choices.of(FILE) == {}


def test_choices_by_hand_are_told_from_those_of_rules(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")

    store.choices.choose(PICTURE, {a: KEEP})
    store.choices.choose(PICTURE, {b: TRASH}, by_hand=False)

    assert store.choices.by_hand(PICTURE) == {a}
    assert store.choices.by_hand(SHOTS) == set()
    assert store.choices.of(PICTURE) == {a: KEEP, b: TRASH}


def test_unknown_choice_is_damage(path, store):
    store.choices.choose(PICTURE, {photo_at(store, b"a.jpg"): KEEP})
    with closing(open_writer(path)) as connection:
        connection.execute("UPDATE choice SET choice = 'BURN'")

    with raises_saying(StoreError, "damaged"):
        store.choices.of(PICTURE)
