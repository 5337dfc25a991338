"""What goes and what stays for it, made out from the choices of groups."""

import os
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import content_hash, file_id, photo_at, put, take
from support.saying import raises_saying

from photosim.core.errors import ReviewError
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.review import Choice
from photosim.core.records.trash import TrashRequest
from photosim.core.store import Store
from photosim.services.trash.plan import TrashPlanner

KEEP, TRASH = Choice.KEEP, Choice.TRASH
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {b"a.jpg": "aaa", b"b.jpg": "b", b"c.jpg": "c", b"copy/b.jpg": "b"})
        alike(store, b"a.jpg", b"b.jpg", b"c.jpg")
        yield store


@pytest.fixture
def grouped(store):
    return Grouped(store)


@pytest.fixture
def planner(store, grouped):
    return TrashPlanner(store, grouped.groups)


def choose(store, **choices: Choice):
    store.choices.choose(
        PICTURE, {photo_at(store, f"{name}.jpg".encode()): c for name, c in choices.items()}
    )


def requests(planner, *groups, last=()):
    return finish(planner.requests([group.id for group in groups], last)).requests


def test_photo_goes_with_all_its_files_and_what_is_kept_stays(store, grouped, planner):
    choose(store, a=KEEP, b=TRASH)

    assert requests(planner, *grouped.of(PICTURE)) == [
        TrashRequest(path, content_hash("b"), ("/photos/a.jpg",), content_hash("aaa"))
        for path in ("/photos/b.jpg", "/photos/copy/b.jpg")
    ]


def test_what_is_not_chosen_yet_stays(store, grouped, planner):
    choose(store, a=TRASH, c=TRASH)

    found = requests(planner, *grouped.of(PICTURE))

    assert {request.path for request in found} == {"/photos/a.jpg", "/photos/c.jpg"}
    assert {request.keepers for request in found} == {("/photos/b.jpg", "/photos/copy/b.jpg")}


@pytest.fixture
def away(store, grouped):
    """Makes a photo that goes, one that is kept, as given, and one of a drive that is away."""

    def make(**kept):
        put(store, {b"away.jpg": "away"}, folder=b"/drive")
        put(store, {b"away here.jpg": "away"})  # to name it for `alike`, then it is gone
        put(store, {b"kept.jpg": "kept"}, **kept)
        put(store, {b"going.jpg": "going"})
        alike(store, b"kept.jpg", b"going.jpg", b"away here.jpg")
        with store.transaction():
            store.files.remove([file_id(store, b"away here.jpg")])
            store.folders.set_state(2, offline=True, note="It is unplugged.")
        kept, going = (photo_at(store, name) for name in (b"kept.jpg", b"going.jpg"))
        is_away = photo_at(store, b"away.jpg", b"/drive")
        store.choices.choose(PICTURE, {kept: KEEP, is_away: KEEP, going: TRASH})
        return [one for one in grouped.of(PICTURE) if going in one.photo_ids]

    return make


def test_what_goes_beside_a_better_one_that_is_offline_waits(planner, away):
    groups = away(width=300, height=200)

    found = finish(planner.plan(PICTURE))

    assert (found.keeper_offline, found.offline) == ({"/photos/going.jpg"}, frozenset())
    assert [request.keepers for request in requests(planner, *groups)] == [("/drive/away.jpg",)]


def test_what_goes_beside_one_as_good_does_not_wait(planner, away):
    groups = away()

    assert finish(planner.plan(PICTURE)).keeper_offline == frozenset()
    assert [request.keepers for request in requests(planner, *groups)] == [("/photos/kept.jpg",)]


def unplug_a_file_of_b(store):
    put(store, {b"b.jpg": "b"}, folder=b"/drive")
    with store.transaction():
        store.folders.set_state(2, offline=True, note="It is unplugged.")


def test_of_a_photo_with_a_file_on_a_drive_that_is_away_only_that_file_cannot_go(
    store, grouped, planner
):
    unplug_a_file_of_b(store)
    choose(store, a=KEEP, b=TRASH)
    grouped.make()

    found = finish(planner.plan(PICTURE))

    assert (found.offline, found.keeper_offline) == ({"/drive/b.jpg"}, frozenset())
    assert found.sizes.keys() == {"/photos/b.jpg", "/photos/copy/b.jpg", "/drive/b.jpg"}
    assert finish(planner.plan_of_photos([photo_at(store, b"b.jpg")])).offline == {"/drive/b.jpg"}


def test_of_files_of_one_photo_the_one_that_is_away_cannot_go(store, grouped, planner):
    unplug_a_file_of_b(store)
    going = [file_id(store, b"copy/b.jpg"), file_id(store, b"b.jpg", b"/drive")]
    store.choices.choose(FILE, dict.fromkeys(going, TRASH))
    grouped.make()

    found = finish(planner.plan(FILE))

    assert (found.offline, found.keeper_offline) == ({"/drive/b.jpg"}, frozenset())


def test_files_of_one_photo_go_one_by_one(store, grouped, planner):
    copy = file_id(store, b"copy/b.jpg")
    store.choices.choose(FILE, {copy: TRASH})

    assert requests(planner, *grouped.of(FILE)) == [
        TrashRequest("/photos/copy/b.jpg", content_hash("b"), ("/photos/b.jpg",), content_hash("b"))
    ]


def test_shots_chosen_by_hand_go(store, grouped, planner):
    put(store, {b"d.jpg": "d", b"e.jpg": "e"})
    alike(store, b"d.jpg", b"e.jpg", tier=SHOTS)
    store.choices.choose(SHOTS, {photo_at(store, b"e.jpg"): TRASH})

    [request] = requests(planner, *grouped.of(SHOTS))

    assert (request.path, request.keepers) == ("/photos/e.jpg", ("/photos/d.jpg",))
    assert finish(planner.plan(SHOTS)).is_of_similar_shots
    assert not finish(planner.plan(PICTURE)).is_of_similar_shots


def test_what_was_put_down_beside_a_photo_that_is_gone_does_not_go(store, grouped, planner):
    a, b, c = (photo_at(store, name) for name in (b"a.jpg", b"b.jpg", b"c.jpg"))
    store.choices.choose(PICTURE, {b: TRASH}, beside={b: {a, c}})
    [group] = grouped.of(PICTURE)
    assert {request.path for request in requests(planner, group)} == {
        *("/photos/b.jpg", "/photos/copy/b.jpg"),
    }

    take(store, b"a.jpg")
    grouped.make(new=True)

    assert requests(planner, *grouped.of(PICTURE)) == []
    assert finish(planner.plan(PICTURE)).requests == []


def test_group_of_which_nothing_is_chosen_gives_no_requests(store, grouped, planner):
    choose(store, a=KEEP)

    assert requests(planner, *grouped.of(PICTURE)) == []


def test_group_that_would_lose_everything_is_refused(store, grouped, planner):
    choose(store, a=TRASH, b=TRASH, c=TRASH)
    [group] = grouped.of(PICTURE)
    a, b, c = (photo_at(store, name) for name in (b"a.jpg", b"b.jpg", b"c.jpg"))

    with raises_saying(ReviewError, "nothing of its group would stay"):
        requests(planner, group)
    with raises_saying(ReviewError, r"c\.jpg"):
        requests(planner, group, last=[(group.id, a), (group.id, b), ("other", c)])


def test_group_loses_everything_when_the_person_said_so_of_each(store, grouped, planner):
    choose(store, a=TRASH, b=TRASH, c=TRASH)
    [group] = grouped.of(PICTURE)

    found = requests(planner, group, last=[(group.id, key) for key in group.photo_ids])

    assert len(found) == 4
    assert all(request.may_be_last and not request.keepers for request in found)


def test_word_of_one_member_is_not_taken_for_another(store, grouped, planner):
    choose(store, a=TRASH, b=TRASH)
    [group] = grouped.of(PICTURE)

    found = requests(planner, group, last=[(group.id, photo_at(store, b"a.jpg"))])

    assert [request.path for request in found if request.may_be_last] == ["/photos/a.jpg"]


def test_damaged_photo_is_no_copy_of_a_whole_one_that_goes_beside_it(store, grouped, planner):
    put(store, {b"cut.jpg": "cut", b"torn.jpg": "torn"}, is_damaged=True)
    alike(store, b"a.jpg", b"cut.jpg", b"torn.jpg")
    [group] = [one for one in grouped.of(PICTURE) if photo_at(store, b"cut.jpg") in one.photo_ids]
    a, cut = photo_at(store, b"a.jpg"), photo_at(store, b"cut.jpg")
    store.choices.choose(PICTURE, {a: TRASH, cut: TRASH})

    plan = finish(planner.plan(PICTURE))

    assert plan.last_copies == ((group.id, a, "/photos/a.jpg"),)
    of = {request.path: request.keepers for request in plan.requests}
    assert of == {"/photos/a.jpg": (), "/photos/cut.jpg": ("/photos/torn.jpg",)}
    with raises_saying(ReviewError, "a.jpg"):
        requests(planner, group)
    assert requests(planner, group, last=[(group.id, a)])


def test_what_goes_from_one_group_does_not_stay_for_another(store, grouped, planner):
    copy = file_id(store, b"copy/b.jpg")
    store.choices.choose(FILE, {copy: TRASH})
    choose(store, a=TRASH, b=KEEP)

    found = requests(planner, *grouped.of(PICTURE), *grouped.of(FILE))

    request = next(request for request in found if request.path == "/photos/a.jpg")
    assert request.keepers == ("/photos/b.jpg",)


def test_groups_that_rely_on_each_other_are_refused(store, grouped, planner):
    """b stays for a among pictures, but both its files go from the group of its files."""
    put(store, {b"d.jpg": "d"})
    alike(store, b"b.jpg", b"d.jpg", tier=SHOTS)
    with store.transaction():
        store.files.remove([file_id(store, b"c.jpg")])
    choose(store, a=TRASH)
    both = [file_id(store, b"b.jpg"), file_id(store, b"copy/b.jpg")]
    store.choices.choose(FILE, dict.fromkeys(both, TRASH))
    [copies], [pictures] = grouped.of(FILE), grouped.of(PICTURE)

    with raises_saying(ReviewError, r"a\.jpg"):
        requests(planner, pictures, copies, last=[(copies.id, key) for key in both])


def test_file_that_goes_from_two_groups_goes_once(store, grouped, planner):
    store.choices.choose(FILE, {file_id(store, b"copy/b.jpg"): TRASH})
    choose(store, b=TRASH)

    found = requests(planner, *grouped.of(PICTURE), *grouped.of(FILE), *grouped.of(FILE))

    assert sorted(request.path for request in found) == ["/photos/b.jpg", "/photos/copy/b.jpg"]
    assert all(request.keeper_hash != content_hash("b") for request in found)


def test_group_that_is_not_there_any_more_gives_no_requests(grouped, planner):
    grouped.make()

    with pytest.raises(ReviewError):
        finish(planner.requests(["0" * 32], ()))


def test_a_group_that_was_asked_for_and_has_other_members_now_stays_and_the_rest_goes(
    store, grouped, planner
):
    put(store, {b"d.jpg": "d", b"e.jpg": "e"})
    alike(store, b"d.jpg", b"e.jpg")
    choose(store, b=TRASH, e=TRASH)
    seen = [group.id for group in grouped.of(PICTURE)]
    put(store, {b"new.jpg": "new"})
    alike(store, b"a.jpg", b"b.jpg", b"c.jpg", b"new.jpg")
    grouped.make(new=True)
    assert grouped.groups.choices(PICTURE)[photo_at(store, b"b.jpg")] is TRASH

    found = finish(planner.requests(seen, ()))

    assert [request.path for request in found.requests] == ["/photos/e.jpg"]
    assert found.missing_groups == (seen[0],)


def test_plan_names_what_goes_and_what_stays(store, grouped, planner):
    choose(store, b=TRASH, a=KEEP)
    [group] = grouped.of(PICTURE)

    found = finish(planner.plan(PICTURE))

    assert found.requests == requests(planner, group)
    assert found.sizes == dict.fromkeys(("/photos/b.jpg", "/photos/copy/b.jpg"), 1)
    assert found.staying == [{"/photos/a.jpg", "/photos/c.jpg"}]
    assert (found.n_groups, found.last_copies) == (1, ())


def test_plan_names_equal_files_and_what_is_kept_elsewhere(store, grouped, planner):
    grouped.of(PICTURE)
    store.choices.choose(FILE, {file_id(store, b"b.jpg"): KEEP})
    choose(store, b=TRASH, c=TRASH)

    found = finish(planner.plan(PICTURE))

    assert found.equal_to == {"/photos/copy/b.jpg": "/photos/b.jpg"}
    assert found.kept == {"/photos/b.jpg", "/photos/copy/b.jpg"}


def test_plan_names_the_last_copies(store, grouped, planner):
    choose(store, a=TRASH, b=TRASH, c=TRASH)
    [group] = grouped.of(PICTURE)

    found = finish(planner.plan(PICTURE))

    assert set(found.last_copies) == {
        (group.id, photo_at(store, name), f"/photos/{os.fsdecode(name)}")
        for name in (b"a.jpg", b"b.jpg", b"c.jpg")
    }
    assert found.staying == [frozenset()]
    said = [entry[:2] for entry in found.last_copies]
    assert requests(planner, group, last=said) == found.requests


def test_plan_of_nothing_chosen_is_empty(grouped, planner):
    grouped.make()

    found = finish(planner.plan(SHOTS))

    assert (found.requests, found.sizes, found.staying, found.n_groups) == ([], {}, [], 0)


CHOICES = st.fixed_dictionaries(
    {name: st.sampled_from([Choice.OPEN, KEEP, TRASH]) for name in "abc"}
)


@given(of_photos=CHOICES, of_files=st.lists(st.sampled_from([KEEP, TRASH]), min_size=2, max_size=2))
def test_what_stays_never_goes(tmp_path_factory, of_photos, of_files):
    with closing(Store.open(tmp_path_factory.mktemp("library") / "library.db")) as store:
        put(store, {b"a.jpg": "aaa", b"b.jpg": "b", b"c.jpg": "c", b"copy/b.jpg": "b"})
        alike(store, b"a.jpg", b"b.jpg", b"c.jpg")
        choose(store, **of_photos)
        copies = [file_id(store, b"b.jpg"), file_id(store, b"copy/b.jpg")]
        store.choices.choose(FILE, dict(zip(copies, of_files, strict=True)))
        grouped = Grouped(store)
        groups = [*grouped.of(PICTURE), *grouped.of(FILE)]

        try:
            found = requests(TrashPlanner(store, grouped.groups), *groups)
        except ReviewError:
            found = []

        gone = {request.path for request in found}
        assert all(request.keepers and gone.isdisjoint(request.keepers) for request in found)


# photos that were chosen outside a review


@pytest.fixture
def chosen(store, grouped, planner):
    """Makes a plan of photos, by their names."""

    def plan(*names):
        grouped.make(new=True)
        return finish(planner.plan_of_photos([photo_at(store, name) for name in names]))

    return plan


def test_photo_chosen_anywhere_goes_with_all_its_files_beside_its_copies(chosen):
    found = chosen(b"b.jpg")

    assert {request.path for request in found.requests} == {"/photos/b.jpg", "/photos/copy/b.jpg"}
    assert all(request.keepers and not request.may_be_last for request in found.requests)
    assert found.last_copies == ()
    assert found.staying == [{"/photos/a.jpg", "/photos/c.jpg"}]


def test_of_photos_chosen_anywhere_with_all_their_copies_each_is_a_last_one(store, planner, chosen):
    names = (b"a.jpg", b"b.jpg", b"c.jpg")
    ids = [photo_at(store, name) for name in names]

    found = chosen(*names)

    assert {(group, key) for group, key, _ in found.last_copies} == {("", key) for key in ids}
    with pytest.raises(ReviewError):
        finish(planner.requests_of_photos(ids, ()))
    said = [("", key) for key in ids]
    assert len(finish(planner.requests_of_photos(ids, said)).requests) == 4


def test_photo_that_nothing_else_shows_goes_only_when_that_was_said(store, planner, chosen):
    put(store, {b"alone.jpg": "alone"})
    alone = photo_at(store, b"alone.jpg")

    assert chosen(b"alone.jpg").last_copies == (("", alone, "/photos/alone.jpg"),)
    with pytest.raises(ReviewError):
        finish(planner.requests_of_photos([alone], ()))
    [request] = finish(planner.requests_of_photos([alone], [("", alone)])).requests
    assert (request.keepers, request.may_be_last) == ((), True)


def test_what_was_not_looked_at_closely_has_no_copy(store, chosen):
    put(store, {b"one.jpg": "one", b"other.jpg": "other"})
    one, other = (photo_at(store, name) for name in (b"one.jpg", b"other.jpg"))
    store.pairs.put([Comparison(one, other, PICTURE, 0.99, is_certain=False)])

    assert [key for _, key, _ in chosen(b"one.jpg").last_copies] == [one]


def test_photos_that_are_gone_or_were_never_there_give_no_requests(planner):
    assert finish(planner.plan_of_photos([987_654])).requests == []


# what stays, but is put down for the trash in a group of another tier


def test_what_stays_for_a_file_but_is_put_down_as_a_photo_is_named(store, grouped, planner):
    grouped.make()
    store.choices.choose(FILE, {file_id(store, b"copy/b.jpg"): TRASH})
    assert finish(planner.plan(FILE)).beside_put_down == frozenset()

    choose(store, b=TRASH)

    assert finish(planner.plan(FILE)).beside_put_down == {"/photos/copy/b.jpg"}


def test_what_stays_for_a_photo_is_put_down_when_all_its_files_are(store, grouped, planner):
    grouped.make()
    choose(store, a=TRASH, c=TRASH)
    [one, other] = [file_id(store, b"b.jpg"), file_id(store, b"copy/b.jpg")]
    a = photo_at(store, b"a.jpg")
    store.choices.choose(FILE, {one: TRASH})
    assert finish(planner.plan(PICTURE)).beside_put_down == frozenset()

    store.choices.choose(FILE, {other: TRASH})

    assert finish(planner.plan(PICTURE)).beside_put_down == {"/photos/a.jpg", "/photos/c.jpg"}
    choose(store, c=Choice.OPEN, b=KEEP)
    store.choices.choose(FILE, {one: TRASH, other: TRASH})
    assert finish(planner.plan_of_photos([a])).beside_put_down == {"/photos/a.jpg"}


def test_what_stays_for_a_shot_but_is_put_down_as_a_copy_is_named(store, grouped, planner):
    put(store, {b"d.jpg": "d"})
    alike(store, b"a.jpg", b"d.jpg", tier=SHOTS)
    grouped.make()
    choose(store, a=TRASH, b=KEEP)
    store.choices.choose(SHOTS, {photo_at(store, b"d.jpg"): TRASH})
    shots = finish(planner.plan(SHOTS))

    assert {request.keepers for request in shots.requests} == {("/photos/a.jpg",)}
    assert shots.beside_put_down == {"/photos/d.jpg"}
    assert finish(planner.plan(PICTURE)).beside_put_down == frozenset()
