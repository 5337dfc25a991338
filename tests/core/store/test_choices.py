"""What was chosen for members of groups is there again, and goes with the member."""

import itertools
import sqlite3
from contextlib import closing

import pytest
from support.made_up import content_hash, file_id, photo_at, put, rename, take
from support.saying import raises_saying

from photosim.core.errors import DamagedError, StoreError
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.review import Choice
from photosim.core.store import Store
from photosim.core.store.choices import GONE
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


def test_photo_that_is_kept_is_kept_when_it_is_back(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    store.choices.choose(SHOTS, {a: TRASH, b: KEEP})

    take(store, b"b.jpg", b"a.jpg", b"copy/a.jpg")
    store.choices.forget_gone()
    put(store, {b"b.jpg": "b", b"a.jpg": "a"})

    assert store.choices.of(SHOTS) == {photo_at(store, b"b.jpg"): KEEP}


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


def test_a_keep_tells_what_goes_through_no_other_group_any_more(store):
    kept, other, going, unknown = alike(store, *"mnop")
    store.choices.choose(PICTURE, {kept: TRASH}, beside={kept: {other}})
    store.choices.choose(PICTURE, {unknown: TRASH, going: TRASH})
    store.choices.choose(SHOTS, {going: TRASH})

    forgotten = store.choices.choose(SHOTS, {kept: KEEP, unknown: KEEP, going: OPEN, other: TRASH})

    assert forgotten == {PICTURE: {kept: {other}, unknown: frozenset()}}
    assert store.choices.of(PICTURE) == {going: TRASH}
    assert store.choices.choose(SHOTS, {kept: KEEP, going: TRASH}) == {PICTURE: {}}


def test_a_kept_file_tells_what_its_photo_went_through(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    first, second = file_id(store, b"a.jpg"), file_id(store, b"copy/a.jpg")
    store.choices.choose(PICTURE, {a: TRASH, b: TRASH}, beside={a: {b}})
    store.choices.choose(SHOTS, {b: TRASH})

    forgotten = store.choices.choose(FILE, {first: KEEP, second: TRASH})

    assert forgotten == {PICTURE: {a: {b}}, SHOTS: {}}
    assert store.choices.of(PICTURE) == {b: TRASH}


def test_members_of_any_tier_are_spared_and_what_is_kept_stays_kept(store):
    a, b, c = (photo_at(store, name) for name in (b"a.jpg", b"b.jpg", b"c.jpg"))
    copy = file_id(store, b"copy/a.jpg")
    store.choices.choose(FILE, {copy: TRASH})
    store.choices.choose(PICTURE, {a: TRASH, b: KEEP, c: TRASH}, beside={a: {b}, c: {b}})

    spared = store.choices.spare({FILE: [copy], PICTURE: [*range(1000, 2000), a, b], SHOTS: [c]})

    assert spared == {FILE: {copy: frozenset()}, PICTURE: {a: {b}}, SHOTS: {}}
    assert store.choices.of(FILE) == {}
    assert store.choices.of(PICTURE) == {b: KEEP, c: TRASH}


def test_it_is_kept_beside_which_photos_one_was_put_down(path, store):
    kept, left, going, older = alike(store, *"mnop")
    store.choices.choose(PICTURE, {kept: KEEP, going: TRASH}, beside={going: {kept, left}})
    store.choices.choose(PICTURE, {older: TRASH})

    assert store.choices.beside(PICTURE) == {going: {kept, left}}
    assert store.choices.beside(PICTURE, [kept, older]) == {}
    assert store.choices.beside(PICTURE, range(1000)) == {going: {kept, left}}
    store.choices.put_beside(PICTURE, {older: {kept}, left: {kept}})
    assert store.choices.beside(PICTURE, [older, left]) == {older: {kept}}
    with closing(Store.open(path)) as again:
        assert again.choices.beside(PICTURE) == {going: {kept, left}, older: {kept}}


def test_what_stays_for_another_one_is_put_down_nowhere_but_its_further_files_may_be(store):
    a, b = photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")
    copy = file_id(store, b"copy/a.jpg")
    store.choices.choose(PICTURE, {a: KEEP, b: TRASH})
    store.choices.choose(SHOTS, {a: TRASH, b: TRASH})
    store.choices.choose(FILE, {copy: TRASH})

    store.choices.open_staying(bytes.fromhex(content_hash("a")))

    assert store.choices.of(PICTURE) == {a: KEEP, b: TRASH}
    assert store.choices.of(SHOTS) == {b: TRASH}
    assert store.choices.of(FILE) == {copy: TRASH}


def test_photo_that_the_library_knows_no_more_is_gone_from_beside(path, store):
    kept, going = alike(store, *"mn")
    store.choices.choose(PICTURE, {going: TRASH}, beside={going: {kept}})

    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE photo SET hash = x'00' WHERE id = ?", (kept,))
        other.commit()

    assert store.choices.beside(PICTURE) == {going: {GONE}}


def test_nothing_is_kept_beside_files(store):
    first, second = (file_id(store, name) for name in (b"a.jpg", b"copy/a.jpg"))

    store.choices.choose(FILE, {second: TRASH}, beside={second: {first}})

    assert store.choices.of(FILE) == {second: TRASH}
    assert store.choices.beside(FILE) == {}


def test_damage_in_what_is_beside_is_told(path, store):
    kept, going = alike(store, *"mn")
    store.choices.choose(PICTURE, {going: TRASH}, beside={going: {kept}})
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE choice SET beside = x'0011'")
        other.commit()

    with pytest.raises(DamagedError):
        store.choices.beside(PICTURE)


def test_what_keep_rules_chose_in_an_older_library_is_open_again_and_what_a_person_chose_is_not(
    path,
):
    with closing(Store.open(path)) as older:
        put(older, {b"m.jpg": "m", b"n.jpg": "n", b"o.jpg": "o"})
        kept, by_rule, by_hand = (photo_at(older, name) for name in (b"m.jpg", b"n.jpg", b"o.jpg"))
        older.choices.choose(PICTURE, {kept: KEEP, by_rule: TRASH}, by_hand=False)
        older.choices.choose(PICTURE, {by_hand: TRASH})
    with closing(sqlite3.connect(path)) as older:
        older.executescript(
            "ALTER TABLE choice DROP COLUMN beside;"
            "DELETE FROM _sqlite_migrations WHERE name = 'm012_seen_beside'"
        )

    with closing(Store.open(path)) as opened:
        assert opened.choices.of(PICTURE) == {kept: KEEP, by_hand: TRASH}
        assert opened.choices.beside(PICTURE) == {}


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
