"""What a person says in a review is remembered, holds, and can be taken back."""

from contextlib import closing

import pytest
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import content_hash, file_id, photo_at, put, rename, take

from photosim.core.duplicates import standing_choices
from photosim.core.duplicates.grouping import Grouping
from photosim.core.errors import ReviewError, ReviewFault
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupFilter, Preset, Rule, RuleKind, Verdict
from photosim.core.store import Store
from photosim.services.duplicates.review import Review

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS
APART, BOTH = Verdict.NOT_DUPLICATES, Verdict.KEEP_BOTH
PIXELS = Preset("pixels", (Rule(RuleKind.MOST_PIXELS),))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def store(path):
    with closing(Store.open(path)) as store:
        put(store, {b"a.jpg": "a", b"b.jpg": "b", b"c.jpg": "c", b"other.jpg": "other"})
        put(store, {b"copy/other.jpg": "other"})
        alike(store, b"a.jpg", b"b.jpg", b"c.jpg")
        yield store


@pytest.fixture
def grouped(store):
    return Grouped(store)


@pytest.fixture
def review(store, grouped):
    return Review(store, grouped.groups, grouped.compare_run, lambda: 5.0)


@pytest.fixture
def a(store):
    return photo_at(store, b"a.jpg")


@pytest.fixture
def b(store):
    return photo_at(store, b"b.jpg")


@pytest.fixture
def c(store):
    return photo_at(store, b"c.jpg")


def members(grouped, tier=PICTURE):
    return [set(group.photo_ids) for group in grouped.of(tier)]


def before(work):
    """What was chosen in the one group before, by key."""
    [one] = finish(work).before
    return one.choices


# choices


def test_choices_are_remembered_and_the_ones_before_are_told(store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)

    assert before(review.choose(group.id, {a: KEEP, b: TRASH})) == {a: OPEN, b: OPEN}
    assert before(review.choose(group.id, {b: KEEP})) == {b: TRASH}

    assert store.choices.of(PICTURE) == {a: KEEP, b: KEEP}
    assert store.choices.by_hand(PICTURE) == {a, b}


def test_choice_is_undone_with_what_was_told(store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)
    finish(review.choose(group.id, {a: KEEP}))

    made = finish(review.choose(group.id, {a: TRASH, b: TRASH}))
    finish(review.choose_again(made.back))

    assert store.choices.of(PICTURE) == {a: KEEP}
    assert store.choices.by_hand(PICTURE) == {a}


def test_equal_files_are_chosen_by_their_places(store, grouped, review):
    [group] = grouped.of(FILE)
    copy = file_id(store, b"copy/other.jpg")

    finish(review.choose(group.id, {copy: TRASH}))

    assert store.choices.of(FILE) == {copy: TRASH}


def test_who_chooses_before_the_groups_are_there_waits_for_them(store, review, grouped, a):
    [group] = grouped.of(PICTURE)
    again = Grouped(store)
    review = Review(store, again.groups, again.compare_run)

    assert before(review.choose(group.id, {a: KEEP})) == {a: OPEN}


def test_preview_waits_for_the_groups(store):
    fresh = Grouped(store)
    review = Review(store, fresh.groups, fresh.compare_run)

    assert len(finish(review.preview(PICTURE, PIXELS)).choices) == 1


def test_group_that_is_not_there_any_more_takes_no_choice(store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)

    with pytest.raises(ReviewError):
        finish(review.choose("0" * 32, {a: TRASH}))
    with pytest.raises(ReviewError):
        finish(review.choose(group.id, {a: TRASH, photo_at(store, b"other.jpg"): TRASH}))

    assert store.choices.of(PICTURE) == {}


def test_many_groups_are_chosen_at_once_without_those_that_are_gone(store, grouped, review, a):
    [group], [copies] = grouped.of(PICTURE), grouped.of(FILE)
    other = file_id(store, b"other.jpg")
    finish(review.choose(copies.id, {other: TRASH}))

    chosen = {group.id: {a: KEEP, 999: TRASH}, copies.id: {other: KEEP}, "x": {}}
    made = finish(review.choose_many(chosen))

    said = {one.group_id: one.choices for one in made.before}
    assert said == {group.id: {a: OPEN}, copies.id: {other: TRASH}}
    assert store.choices.of(PICTURE) == {a: KEEP}
    assert store.choices.of(FILE) == {other: KEEP}
    assert store.choices.by_hand(PICTURE) == set()
    finish(review.choose_again(made.back))
    assert store.choices.of(PICTURE) == {}
    assert store.choices.of(FILE) == {other: TRASH}


# verdicts


def test_verdict_takes_a_group_apart_and_revoking_makes_it_again(store, grouped, review, a, b, c):
    [group] = grouped.of(PICTURE)

    numbers = finish(review.decide(group.id, APART, [a, b, c])).ids

    assert len(numbers) == 3
    assert grouped.of(PICTURE) == []
    finish(review.revoke(numbers))
    assert grouped.of(PICTURE) == [group]


def test_verdict_about_two_leaves_the_others_together(store, grouped, review, a, b, c):
    [group] = grouped.of(PICTURE)

    finish(review.decide(group.id, BOTH, [b, a]))

    [left] = members(grouped)
    assert left in ({a, c}, {b, c})
    assert not any({a, b} <= group for group in members(grouped))


def test_revoking_is_undone_also_for_photos_that_are_gone(store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, APART, [a, b]))
    rows = finish(review.verdicts(""))
    take(store, b"a.jpg")

    finish(review.revoke([row.id for row in rows]))
    assert finish(review.verdicts("")) == []

    assert finish(review.decide_again(rows)) == [row.id for row in rows]
    pair = tuple(sorted((content_hash("a"), content_hash("b"))))
    assert store.verdicts.pairs() == {pair}


def test_only_what_was_not_said_before_is_told(store, grouped, review, a, b, c):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, Verdict.KEEP, [a]))

    numbers = finish(review.decide(group.id, Verdict.KEEP, [a, b])).ids

    assert len(numbers) == 1
    assert store.verdicts.kept() == {content_hash("a"), content_hash("b")}
    assert grouped.of(PICTURE) == [group]


def test_what_stays_for_good_is_put_down_for_the_trash_nowhere(store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)
    store.choices.choose(PICTURE, {a: Choice.TRASH, b: Choice.TRASH})
    store.choices.choose(Tier.SIMILAR_SHOTS, {a: Choice.TRASH})

    made = finish(review.decide(group.id, Verdict.KEEP, [a]))

    assert store.choices.of(PICTURE) == {b: Choice.TRASH}
    assert store.choices.of(Tier.SIMILAR_SHOTS) == {}
    assert [(one.tier, one.choices) for one in made.spared] == [(PICTURE, {a: Choice.TRASH})]
    finish(review.choose_again(made.spared))
    assert store.choices.of(PICTURE) == {a: Choice.TRASH, b: Choice.TRASH}


@pytest.mark.parametrize("kind", [APART, BOTH])
def test_what_was_to_go_beside_another_is_open_when_the_two_are_told_apart(
    store, grouped, review, a, b, c, kind
):
    [group] = grouped.of(PICTURE)
    chosen = {a: TRASH, b: KEEP, c: TRASH}
    finish(review.choose(group.id, chosen))
    store.choices.choose(SHOTS, {a: TRASH})

    numbers = finish(review.decide(group.id, kind, [a, b])).ids

    [left] = grouped.of(PICTURE)
    assert c in left.photo_ids
    standing = {b: KEEP, c: TRASH} if b in left.photo_ids else {}
    assert standing_choices.of_members(store, PICTURE, left.photo_ids) == standing
    assert store.choices.of(SHOTS) == {a: TRASH}
    finish(review.revoke(numbers))
    assert grouped.groups.choices(PICTURE) == chosen


def test_what_was_to_go_is_open_where_one_is_gone_that_was_to_stay_though_others_stay(
    store, grouped, review, a, b, c
):
    put(store, {b"large.jpg": "large"}, width=4000, height=3000)
    alike(store, b"a.jpg", b"b.jpg", b"c.jpg", b"large.jpg")
    large = photo_at(store, b"large.jpg")
    [group] = grouped.of(PICTURE)
    finish(review.choose(group.id, {c: TRASH}))
    preview = finish(review.preview(PICTURE, PIXELS))
    assert preview.choices == {}  # it was chosen by hand

    take(store, b"large.jpg")
    grouped.make(new=True)

    assert grouped.groups.choices(PICTURE) == {}
    assert finish(grouped.groups.listed(GroupFilter(PICTURE)))[0].n_trash == 0
    put(store, {b"large.jpg": "large"})
    grouped.make(new=True)
    assert large in grouped.of(PICTURE)[0].photo_ids
    assert grouped.groups.choices(PICTURE) == {c: TRASH}


def test_what_rules_put_down_is_open_where_one_is_gone_that_they_left_undecided(
    store, grouped, review, a, b, c
):
    [group] = grouped.of(PICTURE)
    chosen = {group.id: {a: OPEN, b: OPEN, c: TRASH}}
    assert before(review.choose_many(chosen)) == {a: OPEN, b: OPEN, c: OPEN}
    assert grouped.groups.choices(PICTURE) == {c: TRASH}

    take(store, b"a.jpg")
    grouped.make(new=True)

    assert grouped.groups.choices(PICTURE) == {}


def test_next_choice_in_a_group_is_made_beside_what_stays_there_now(
    store, grouped, review, a, b, c
):
    [group] = grouped.of(PICTURE)
    finish(review.choose(group.id, {a: TRASH}))
    finish(review.choose(group.id, {b: TRASH}))

    assert store.choices.beside(PICTURE) == {a: {b, c}, b: {c}}
    assert before(review.choose(group.id, {a: KEEP})) == {a: TRASH}
    assert store.choices.beside(PICTURE) == {b: {c}}


def test_copies_may_all_stay_but_are_duplicates(store, grouped, review):
    [group] = grouped.of(FILE)
    keys = grouped.groups.keys(group)

    with pytest.raises(ReviewError, match=ReviewFault.EQUAL_BYTES):
        finish(review.decide(group.id, APART, keys))
    assert grouped.of(FILE) == [group]

    [number] = finish(review.decide(group.id, BOTH, keys)).ids
    assert grouped.of(FILE) == []
    finish(review.revoke([number]))
    assert grouped.of(FILE) == [group]


def test_one_photo_alone_is_no_pair(store, grouped, review, a):
    [group] = grouped.of(PICTURE)

    for keys in ([a], []):
        with pytest.raises(ReviewError):
            finish(review.decide(group.id, APART, keys))
    finish(review.decide(group.id, APART, [a, a, photo_at(store, b"b.jpg")]))

    assert len(store.verdicts.pairs()) == 1


def test_verdict_about_too_many_photos_at_once_is_refused(store):
    names = {b"many %d.jpg" % number: f"many {number}" for number in range(201)}
    put(store, names)
    alike(store, *names)
    grouped = Grouped(store)
    review = Review(store, grouped.groups, grouped.compare_run)
    group = grouped.of(PICTURE)[0]

    with pytest.raises(ReviewError, match=f"{ReviewFault.TOO_MANY} .200"):
        finish(review.decide(group.id, APART, group.photo_ids))

    assert len(finish(review.decide(group.id, APART, group.photo_ids[:200])).ids) == 19_900


def test_verdicts_are_searched_page_by_page(store, grouped, review, a, b, c):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, Verdict.KEEP, [a, b, c]))

    assert [row.first_path for row in finish(review.verdicts("B.JPG"))] == ["/photos/b.jpg"]
    assert len(finish(review.verdicts(""))) == 3


# what verdicts survive


def test_verdict_holds_when_all_files_are_renamed_and_moved(path, store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, APART, [a, b]))

    for name in (b"a.jpg", b"b.jpg", b"c.jpg"):
        rename(store, name, b"moved/new " + name)
    grouped.make(new=True)

    assert len(members(grouped)) == 1
    assert not any({a, b} <= group for group in members(grouped))


def test_verdict_holds_for_photos_that_went_and_came_back_elsewhere(store, grouped, review, a, b):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, APART, [a, b]))

    take(store, b"a.jpg", b"b.jpg")
    put(store, {b"x/1.jpg": "a", b"x/2.jpg": "b"}, folder=b"/another")
    grouped.make(new=True)

    assert not any({a, b} <= group for group in members(grouped))


@pytest.mark.parametrize("method", ["another model", "another threshold"])
def test_verdict_holds_when_photos_are_compared_anew(store, grouped, review, a, b, method):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, APART, [a, b]))

    with store.transaction():
        store.pairs.begin(method)
    grouped.make(new=True)
    assert members(grouped) == []
    alike(store, b"a.jpg", b"b.jpg")
    alike(store, b"a.jpg", b"c.jpg", tier=SHOTS)
    grouped.make(new=True)

    assert members(grouped) == []
    assert members(grouped, SHOTS) == [{a, photo_at(store, b"c.jpg")}]


def test_verdict_holds_in_every_tier(store, grouped, review, a, b):
    put(store, {b"d.jpg": "d", b"e.jpg": "e"})
    alike(store, b"d.jpg", b"e.jpg", tier=SHOTS)
    [group] = grouped.of(SHOTS)
    d, e = photo_at(store, b"d.jpg"), photo_at(store, b"e.jpg")
    finish(review.decide(group.id, APART, [d, e]))

    alike(store, b"d.jpg", b"e.jpg", tier=PICTURE)
    grouped.make(new=True)

    assert not any({d, e} <= group for group in members(grouped))


def test_new_photo_opens_only_its_own_pairs(store, grouped, review, a, b, c):
    [group] = grouped.of(PICTURE)
    finish(review.decide(group.id, APART, [a, b, c]))

    put(store, {b"new.jpg": "new"})
    alike(store, b"new.jpg", b"a.jpg")
    grouped.make(new=True)

    assert members(grouped) == [{a, photo_at(store, b"new.jpg")}]


def test_review_goes_on_after_a_restart(path, store, grouped, review, a, b, c):
    [group] = grouped.of(PICTURE)
    finish(review.choose(group.id, {a: KEEP, b: TRASH}))
    finish(review.decide(group.id, APART, [a, c]))

    with closing(Store.open(path)) as again:
        grouping = Grouping(again)
        list(grouping.load())

        [left] = grouping.all(PICTURE)
        assert not {a, c} <= set(left.keys)
        assert again.choices.of(PICTURE) == {a: KEEP, b: TRASH}


# keep rules


def test_preview_chooses_nothing_and_can_be_taken_over(store, grouped, review, a):
    put(store, {b"large.jpg": "large"}, width=4000, height=3000)
    alike(store, b"a.jpg", b"b.jpg", b"c.jpg", b"large.jpg")

    preview = finish(review.preview(PICTURE, PIXELS))

    assert store.choices.of(PICTURE) == {}
    assert (preview.n_groups, preview.n_trash) == (1, 3)
    chosen = {
        name: {key: choice for key, (choice, _) in proposal.items()}
        for name, proposal in preview.choices.items()
    }
    finish(review.choose_many(chosen))
    assert store.choices.of(PICTURE)[photo_at(store, b"large.jpg")] is KEEP
    assert list(store.choices.of(PICTURE).values()).count(TRASH) == 3


def test_similar_shots_have_no_preview(review):
    with pytest.raises(ReviewError, match=ReviewFault.RULES_FOR_SHOTS):
        finish(review.preview(SHOTS, PIXELS))


def test_keep_rules_without_a_name_are_not_saved(store, review):
    with pytest.raises(ReviewError, match=ReviewFault.RULES_NAMELESS):
        review.save_preset(Preset(" ", ()))
    review.save_preset(PIXELS)

    assert store.presets.all() == [PIXELS]
