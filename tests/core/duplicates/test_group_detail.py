"""What a group says of its members: which stays, why, and in what the others differ."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import made_up

from photosim.core.compare.differences import changes, turned
from photosim.core.duplicates.group_detail import detail
from photosim.core.duplicates.grouping import Grouping
from photosim.core.records.pairs import Comparison, Differences, Doubt, Spot, Tier
from photosim.core.records.photos import Box, Metadata, Stamp
from photosim.core.records.quality import Quality
from photosim.core.records.reasons import Why
from photosim.core.records.reasons import reason as because
from photosim.core.records.review import Choice, GroupDetail, Preset, Verdict
from photosim.core.store import Store
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity
from photosim.texts.reason_wording import phrase, phrases

SMALLER = Differences(
    12_000_000, 3_000_000, 0.5, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 9, 4
)


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        yield store


def put(store: Store, name: str, **more) -> int:
    made_up.put(store, {f"{name}.jpg".encode(): name}, **({"detail": 1.0} | more))
    return made_up.photo_at(store, f"{name}.jpg".encode())


def pair(store: Store, one: int, other: int, tier: Tier, alike: float = 0.9, **more) -> None:
    with store.transaction():
        store.pairs.put([Comparison(one, other, tier, alike, **more)])


def told(store: Store, tier: Tier) -> GroupDetail:
    grouping = Grouping(store)
    for _ in grouping.load():
        pass
    (grouped,) = grouping.all(tier)
    found = detail(store, grouped)
    assert found is not None
    return found


def test_copy_is_proposed_for_the_trash_with_what_it_lacks(store):
    large = put(store, "a", width=4000, height=3000, size=9)
    small = put(store, "b", width=2000, height=1500, size=4)
    pair(store, large, small, Tier.SAME_PICTURE, differences=SMALLER)

    cover, copy = told(store, Tier.SAME_PICTURE).members

    assert (cover.key, cover.suggestion, phrase(cover.reason)) == (
        large,
        Choice.KEEP,
        "most pixels: 12 instead of 3.0 MP",
    )
    assert (copy.suggestion, phrase(copy.reason)) == (
        Choice.TRASH,
        "fewer pixels: 3.0 instead of 12 MP",
    )
    assert (phrases(copy.changes), copy.differences) == (["smaller, 3.0 of 12 MP"], SMALLER)


def test_nothing_is_proposed_for_the_trash_where_the_person_lets_go_what_was_to_stay(store):
    large = put(store, "a", width=4000, height=3000, size=9)
    small, least = (put(store, name, width=2000, height=1500, size=4) for name in "bc")
    for one, other in ((large, small), (large, least), (small, least)):
        pair(store, one, other, Tier.SAME_PICTURE)
    store.choices.choose(Tier.SAME_PICTURE, {large: Choice.TRASH})

    cover, *others = told(store, Tier.SAME_PICTURE).supported().members
    assert cover.choice is Choice.TRASH
    assert {(m.suggestion, m.reason) for m in others} == {(Choice.OPEN, because(Why.NONE_STAYS))}

    store.choices.choose(Tier.SAME_PICTURE, {small: Choice.KEEP, large: Choice.OPEN})
    found = {m.key: m.suggestion for m in told(store, Tier.SAME_PICTURE).supported().members}
    assert found[least] is Choice.TRASH


def test_differences_are_told_from_the_cover_whichever_was_compared_first(store):
    large = put(store, "a", width=4000, height=3000)
    small = put(store, "b", width=2000, height=1500)
    pair(store, small, large, Tier.SAME_PICTURE, differences=turned(SMALLER))

    _, copy = told(store, Tier.SAME_PICTURE).members

    assert copy.changes == changes(SMALLER)


RECORD = Metadata(taken=datetime(2019, 7, 14, 18, 5), camera="Canon EOS")


@pytest.mark.parametrize(
    ("better", "reason", "lacking"),
    [
        ({"width": 2400}, "most pixels", "fewer pixels"),
        (
            {"metadata": RECORD},
            "straight from the camera",
            "made of the other one: without the camera",
        ),
        ({"size": 10**6}, "largest file", "smaller file"),
    ],
)
def test_the_better_one_stays_and_comes_first_whichever_was_the_cover(
    store, better, reason, lacking
):
    other, one = put(store, "a", size=5), put(store, "b", **({"size": 5} | better))
    pair(store, one, other, Tier.SAME_PICTURE)

    best, copy = told(store, Tier.SAME_PICTURE).members

    assert (best.key, best.suggestion, phrase(best.reason).partition(":")[0]) == (
        one,
        Choice.KEEP,
        reason,
    )
    assert (copy.suggestion, phrase(copy.reason).startswith(lacking)) == (Choice.TRASH, True)


def test_of_equally_good_ones_nothing_is_proposed(store):
    pair(store, put(store, "a"), put(store, "b"), Tier.SAME_PICTURE)

    found = told(store, Tier.SAME_PICTURE).members

    assert [m.suggestion for m in found] == [Choice.OPEN, Choice.OPEN]
    assert {m.reason for m in found} == {because(Why.EQUAL)}


@pytest.mark.parametrize("state", [{"is_examined": False}, {"n_frames": 3}, {"is_damaged": True}])
def test_what_the_rules_go_by_comes_from_the_store(store, state):
    large = put(store, "a", width=4000, height=3000, size=9)
    small = put(store, "b", width=2000, height=1500, size=4)
    pair(store, large, small, Tier.SAME_PICTURE)
    (column, value) = next(iter(state.items()))
    if column == "is_examined":
        column, value = "examination", 0
    with store.transaction():
        store._connection.execute(f"UPDATE photo SET {column} = ? WHERE id = ?", (value, small))

    by_key = {m.key: m for m in told(store, Tier.SAME_PICTURE).members}

    assert by_key[large].suggestion is Choice.KEEP
    # damaged goes: a whole one with more stays; the others are for the person
    expected = Choice.TRASH if column == "is_damaged" else Choice.OPEN
    assert by_key[small].suggestion is expected


def test_of_similar_shots_only_a_cover_is_proposed_and_nothing_for_the_trash(store):
    sharp, soft = put(store, "a"), put(store, "b")
    pair(store, sharp, soft, Tier.SIMILAR_SHOTS, doubt=Doubt.FOCUS)
    with store.transaction():
        store.pairs.put_qualities({sharp: Quality(30, 0, 118, 0), soft: Quality(3, 0, 60, 0)})

    found = told(store, Tier.SIMILAR_SHOTS)

    assert [m.key for m in found.members] == [sharp, soft]
    assert [m.suggestion for m in found.members] == [Choice.KEEP, Choice.OPEN]
    assert "sharpest" in phrase(found.members[0].reason)
    assert found.members[1].sharpness == pytest.approx(0.1)
    assert found.members[0].exposure == 1.0 and 0 < (found.members[1].exposure or 0) < 1
    assert (set(found.weakest_pair), found.doubt) == ({sharp, soft}, Doubt.FOCUS)


ENLARGED = replace(turned(SMALLER), enlarged=2.0)


@pytest.mark.parametrize(
    ("copy", "found", "is_proposed"),
    [
        ({"metadata": RECORD, "size": 7}, None, True),
        ({}, None, False),  # without the camera's record, beside one that has it
        ({"metadata": Metadata(taken=RECORD.taken, camera="Pixel 8")}, None, True),
        ({"metadata": RECORD, "width": 4000, "height": 3000, "detail": 0.5}, ENLARGED, False),
        ({"metadata": RECORD, "width": 4000, "height": 3000, "detail": 1.0}, ENLARGED, True),
        ({"metadata": RECORD, "width": 4000, "height": 3000, "detail": 0.5}, None, True),
        ({"metadata": RECORD, "width": 1800, "height": 1350}, SMALLER, False),
        ({"metadata": RECORD, "width": 1800, "height": 1350}, None, True),
    ],
)
def test_what_may_be_made_of_another_shot_stands_for_none(store, copy, found, is_proposed):
    shot = put(store, "a", metadata=RECORD, width=2000, height=1500)
    made = put(store, "b", **({"width": 2000, "height": 1500} | copy))
    pair(store, shot, made, Tier.SIMILAR_SHOTS, differences=found)
    with store.transaction():
        store.pairs.put_qualities({made: Quality(30, 0, 118, 0), shot: Quality(3, 0, 60, 0)})

    cover, other = told(store, Tier.SIMILAR_SHOTS).members

    assert (cover.key, other.suggestion) == (made, Choice.OPEN)
    assert (cover.suggestion is Choice.KEEP) == is_proposed


@pytest.mark.parametrize(
    ("taken", "is_proposed"),
    [
        ((None, None), False),
        ((datetime(2019, 7, 14), None), False),
        ((datetime(2019, 7, 14), datetime(2019, 7, 14)), False),
        ((datetime(2019, 7, 14), datetime(2019, 7, 15)), True),
    ],
)
def test_of_two_that_differ_in_a_place_neither_stands_unless_they_are_two_shots(
    store, taken, is_proposed
):
    clean, written = (
        put(store, name, metadata=Metadata(taken=when))
        for name, when in zip("ab", taken, strict=True)
    )
    whole = Box(0.0, 0.0, 0.1, 0.1)
    spot = Spot(whole, whole, 0.01)
    pair(store, clean, written, Tier.SIMILAR_SHOTS, differences=replace(SMALLER, spot=spot))

    cover, _ = told(store, Tier.SIMILAR_SHOTS).members

    assert (cover.suggestion is Choice.KEEP) == is_proposed


@pytest.mark.parametrize("n_damaged", [1, 2])
def test_damaged_photo_stands_for_no_similar_shots(store, n_damaged):
    damaged, other = put(store, "a"), put(store, "b")
    pair(store, damaged, other, Tier.SIMILAR_SHOTS)
    with store.transaction():
        store.pairs.put_qualities({damaged: Quality(30, 0, 118, 0), other: Quality(3, 0, 60, 0)})
        for photo_id in (damaged, other)[:n_damaged]:
            store._connection.execute("UPDATE photo SET is_damaged = 1 WHERE id = ?", (photo_id,))

    found = {member.key: member for member in told(store, Tier.SIMILAR_SHOTS).members}

    assert found[damaged].suggestion is Choice.OPEN
    assert found[other].suggestion is (Choice.KEEP if n_damaged == 1 else Choice.OPEN)


def test_weakest_pair_is_the_one_least_alike(store):
    a, b, c = (put(store, name) for name in "abc")
    for one, other, alike in ((a, b, 0.99), (a, c, 0.95), (b, c, 0.9)):
        pair(store, one, other, Tier.SAME_PICTURE, alike)

    found = told(store, Tier.SAME_PICTURE)

    assert set(found.weakest_pair) == {b, c}
    assert found.group.weakest == 0.9


def test_choices_are_shown_and_counted(store):
    a, b, c = (put(store, name) for name in "abc")
    for one, other in ((a, b), (a, c), (b, c)):
        pair(store, one, other, Tier.SAME_PICTURE)
    store.choices.choose(Tier.SAME_PICTURE, {a: Choice.KEEP, b: Choice.TRASH})

    found = told(store, Tier.SAME_PICTURE)

    assert {m.key: m.choice for m in found.members} == {
        a: Choice.KEEP,
        b: Choice.TRASH,
        c: Choice.OPEN,
    }
    assert (found.group.n_trash, found.group.n_open) == (1, 1)


def test_photo_in_a_folder_that_is_never_touched_is_proposed_to_stay(store):
    large, small = put(store, "a", width=4000), put(store, "b")
    pair(store, large, small, Tier.SAME_PICTURE)
    store.presets.save(Preset("Mine", (), never_touch=("/photos",)))

    found = told(store, Tier.SAME_PICTURE)

    assert all(m.is_protected and m.suggestion is Choice.KEEP for m in found.members)
    assert phrase(found.members[1].reason) == "in a folder that is never touched"


def put_twice(store: Store) -> int:
    photo = put(store, "a")
    with store.transaction():
        store.files.add(1, b"x", {b"b.jpg": Stamp(5, 5, 77)})
        (row,) = store.files.rows(1, b"x", [b"b.jpg"])
        store.files.done(row.id, row.stamp, photo)
    return photo


def keep_always(store: Store, photo: int) -> None:
    (one,) = store.photos.get([photo])
    said = NewVerdict(Verdict.KEEP, PhotoIdentity(one.content_hash, b"/photos/a.jpg"))
    store.verdicts.add([said], 1.0)


def test_of_equal_files_none_is_said_to_be_the_one_that_the_person_keeps(store):
    keep_always(store, put_twice(store))

    found = told(store, Tier.SAME_FILE)

    assert {m.suggestion for m in found.members} == {Choice.KEEP}
    assert {phrase(m.reason) for m in found.members} == {
        "you said that it, or a file equal to it, stays"
    }


def test_equal_files_are_members_of_their_own(store):
    put_twice(store)

    found = told(store, Tier.SAME_FILE)

    assert [m.paths for m in found.members] == [("/photos/a.jpg",), ("/photos/x/b.jpg",)]
    assert [m.suggestion for m in found.members] == [Choice.KEEP, Choice.TRASH]
    assert found.members[1].reason == because(Why.TIED)
    assert found.weakest_pair == tuple(m.key for m in found.members)


def test_group_of_which_one_photo_is_left_is_none(store):
    a, b = put(store, "a"), put(store, "b")
    pair(store, a, b, Tier.SAME_PICTURE)
    grouping = Grouping(store)
    for _ in grouping.load():
        pass
    (grouped,) = grouping.all(Tier.SAME_PICTURE)
    made_up.take(store, b"b.jpg")

    assert detail(store, grouped) is None


differences = st.builds(
    Differences,
    first_px=st.integers(1, 10**8),
    second_px=st.integers(1, 10**8),
    enlarged=st.sampled_from([0.25, 0.5, 1.0, 2.0]),
    shown=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    beyond=st.sampled_from([0.0, 0.25, 0.5]),
    degrees=st.sampled_from([-90.0, 0.0, 10.0, 90.0]),
    is_mirrored=st.booleans(),
    is_framed=st.just(False),
    is_marked=st.booleans(),
    stops=st.sampled_from([-1.0, 0.0, 0.5]),
    colour=st.sampled_from([-1, 0, 1]),
    first_format=st.sampled_from(["JPEG", "HEIF"]),
    second_format=st.sampled_from(["JPEG", "HEIF"]),
    first_size=st.integers(1, 10**7),
    second_size=st.integers(1, 10**7),
)


@given(differences)
def test_turned_twice_is_what_it_was(found):
    assert turned(turned(found)) == found


def test_turned_says_the_opposite():
    bright = replace(SMALLER, stops=1.0, shown=0.5, colour=-1)

    assert phrases(changes(bright))[:2] == ["smaller, at 50 %", "cropped to 50 %"]
    assert tuple(phrases(changes(turned(bright)))) == (
        "larger, at 200 %",
        "shows more around it",
        "in colour",
        "darker",
    )


@pytest.mark.parametrize(
    ("other", "is_proposed"),
    [({"size": 9}, False), ({"size": 8}, True), ({"size": 9, "metadata": Metadata()}, True)],
)
def test_of_one_file_in_two_states_neither_stands_for_similar_shots(store, other, is_proposed):
    first = put(store, "a", metadata=RECORD, size=9)
    second = put(store, "b", **({"metadata": RECORD} | other))
    pair(store, first, second, Tier.SIMILAR_SHOTS)
    with store.transaction():
        store.pairs.put_qualities({first: Quality(30, 0, 118, 0), second: Quality(3, 0, 60, 0)})

    cover, _ = told(store, Tier.SIMILAR_SHOTS).members

    assert (cover.suggestion is Choice.KEEP) == is_proposed
