"""What a keep undoes in groups of another tier is told, and comes back when it is undone."""

from contextlib import closing

import pytest
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import file_id, photo_at, put, take

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChosenIn, Verdict
from photosim.core.store import Store
from photosim.services.duplicates.review import Review

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


@pytest.fixture
def store(tmp_path):
    """`a` and its copy are the same picture, `a` stands for both beside the shots `s` and `t`."""
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {b"a.jpg": "a", b"other/a.jpg": "a"}, width=4000, height=3000)
        put(store, {b"copy.jpg": "copy", b"s.jpg": "s", b"t.jpg": "t"})
        alike(store, b"a.jpg", b"s.jpg", b"t.jpg", tier=SHOTS)
        alike(store, b"copy.jpg", b"s.jpg", b"t.jpg", tier=SHOTS)
        alike(store, b"a.jpg", b"copy.jpg")
        yield store


@pytest.fixture
def grouped(store):
    return Grouped(store)


@pytest.fixture
def review(store, grouped):
    return Review(store, grouped.groups, grouped.compare_run)


@pytest.fixture
def a(store, grouped, review):
    """The photo, put down for the trash among the shots."""
    photo_id = photo_at(store, b"a.jpg")
    [shots] = grouped.of(SHOTS)
    finish(review.choose(shots.id, {photo_id: TRASH}))
    return photo_id


def spared(grouped, photo_id):
    [shots] = grouped.of(SHOTS)
    return (ChosenIn(shots.id, SHOTS, grouped.groups.keys(shots), {photo_id: TRASH}),)


@pytest.mark.parametrize("many", [False, True])
def test_a_keep_tells_what_it_spares_and_gives_it_back(store, grouped, review, a, many):
    [group] = grouped.of(PICTURE)
    kept = {a: KEEP}
    wanted = spared(grouped, a)
    work = review.choose_many({group.id: kept}) if many else review.choose(group.id, kept)

    made = finish(work)

    assert made.spared == wanted
    assert store.choices.of(SHOTS) == {}
    again = finish(review.choose_again(made.back))
    assert (again.n_alone, again.n_open) == (0, 0)
    assert grouped.groups.choices(SHOTS) == {a: TRASH}
    assert store.choices.of(PICTURE) == {}
    finish(review.choose_again(made.after))
    assert (store.choices.of(PICTURE), store.choices.of(SHOTS)) == (kept, {})


def test_keeping_a_file_spares_its_photo(store, grouped, review, a):
    [copies] = grouped.of(FILE)
    wanted = spared(grouped, a)

    made = finish(review.choose(copies.id, {file_id(store, b"a.jpg"): KEEP}))

    assert made.spared == wanted


def test_nothing_is_spared_where_nothing_was_to_go(store, grouped, review, a):
    [group] = grouped.of(PICTURE)
    copy = photo_at(store, b"copy.jpg")

    assert finish(review.choose(group.id, {copy: KEEP})).spared == ()
    assert finish(review.choose(group.id, {a: TRASH})).spared == ()
    assert store.choices.of(SHOTS) == {a: TRASH}


def test_what_was_spared_does_not_go_again_without_what_it_was_to_go_beside(
    store, grouped, review, a
):
    [group] = grouped.of(PICTURE)
    made = finish(review.choose(group.id, {a: KEEP}))
    take(store, b"t.jpg")
    grouped.make(new=True)

    again = finish(review.choose_again(made.back))

    assert again.n_open == 1
    assert store.choices.of(SHOTS) == {}


@pytest.mark.parametrize("tier", [FILE, PICTURE])
def test_what_stays_for_good_has_no_file_that_is_put_down(store, grouped, review, tier):
    photo, file = photo_at(store, b"a.jpg"), file_id(store, b"a.jpg")
    [copies], [pictures] = grouped.of(FILE), grouped.of(PICTURE)
    finish(review.choose(copies.id, {file: TRASH}))
    group, key = (copies, file) if tier is FILE else (pictures, photo)

    made = finish(review.decide(group.id, Verdict.KEEP, [key]))

    assert store.choices.of(FILE) == {}
    finish(review.choose_again(made.spared))
    assert store.choices.of(FILE) == {file: TRASH}
