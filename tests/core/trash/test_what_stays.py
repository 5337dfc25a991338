"""Of a group stays what the person keeps, what is whole, and what loses nothing, in this order."""

import pytest
from support.members import member

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Group, Origin
from photosim.core.trash.what_stays import split_group, split_photos, with_keepers

KEEP, TRASH = Choice.KEEP, Choice.TRASH
GROUP = Group("of the same picture", Tier.SAME_PICTURE, (1, 2, 3), 3, 1.0, 0, 0.0)


def split(members, choices):
    """The group, from the first on."""
    return split_group(GROUP, members, [member.key for member in members], choices)


def stays_for(key, members, choices, *, gone=()):
    """The key of what stays for a member that goes, when these paths go, too; None for nothing."""
    one = split(members, choices)
    paths = {path for member in one.going for path in member.paths}
    keeper = with_keepers(one, frozenset({*paths, *gone})).keepers[key]
    return keeper and keeper.key


def test_what_the_person_keeps_stays_rather_than_what_is_not_chosen():
    members = [member(1), member(2), member(3)]

    assert stays_for(2, members, {2: TRASH, 3: KEEP}) == 3
    assert stays_for(2, members, {2: TRASH}) == 1


def test_whole_photo_of_a_camera_is_named_as_what_stays_before_others():
    big = member(1, width=9000, height=9000)
    shot = member(2, camera="Canon")
    cut = member(3, camera="Canon", is_damaged=True)

    one = split([big, cut, shot, member(4)], {4: TRASH})

    assert [member.key for member in one.staying] == [2, 1, 3]
    assert with_keepers(one, frozenset()).keepers == {4: shot}


def test_what_is_no_member_any_more_counts_for_nothing():
    members = [member(1), member(2), member(3)]

    one = split_group(GROUP, members, [3, 2], {1: TRASH, 2: TRASH})

    assert [member.key for member in (*one.going, *one.staying)] == [2, 3]


def test_what_would_be_lost_is_told_only_where_something_stays():
    members = [member(1, origin=Origin(labels=("sea",))), member(2)]

    assert split(members, {1: TRASH}).lost[1] != ()
    assert split(members, {1: TRASH, 2: TRASH}).lost == {}


def test_what_goes_from_another_group_does_not_stay():
    members = [member(1), member(2, "/photos/2.jpg", "/copy/2.jpg"), member(3)]
    chosen = {1: TRASH, 2: KEEP}

    assert stays_for(1, members, chosen, gone=["/photos/2.jpg"]) == 2
    assert stays_for(1, members, chosen, gone=["/photos/2.jpg", "/copy/2.jpg"]) == 3


def test_nothing_stays_where_all_goes():
    assert stays_for(1, [member(1), member(2)], {1: TRASH, 2: TRASH}) is None


def test_damaged_photo_stays_for_a_damaged_one_alone():
    whole, cut, torn = member(1), member(2, is_damaged=True), member(3, is_damaged=True)
    chosen = {1: TRASH, 2: TRASH}

    assert stays_for(1, [whole, cut, torn], chosen) is None
    assert stays_for(2, [whole, cut, torn], chosen) == 3


def test_what_can_be_read_stays_rather_than_what_cannot():
    away = member(1, offline=True, width=9000, height=9000)

    assert stays_for(2, [away, member(2), member(3)], {1: KEEP, 2: TRASH}) == 3


def test_what_is_not_smaller_stays_rather_than_what_is():
    small, as_large = member(1, width=300, height=200), member(2)

    assert stays_for(3, [small, as_large, member(3)], {1: KEEP, 3: TRASH}) == 2


@pytest.mark.parametrize(
    "worse",
    [{"width": 300, "height": 200}, {"size": 3}],
    ids=["smaller", "compressed more"],
)
def test_a_worse_one_does_not_stand_for_what_is_offline(worse):
    kept, away, going = member(1, **worse), member(2, offline=True), member(3)

    assert stays_for(3, [kept, away, going], {1: KEEP, 2: KEEP, 3: TRASH}) == 2


def test_one_as_good_stands_for_what_is_offline():
    kept, away, going = member(1), member(2, offline=True), member(3)

    assert stays_for(3, [kept, away, going], {1: KEEP, 2: KEEP, 3: TRASH}) == 1


def test_nothing_that_only_what_is_offline_keeps_too_is_lost():
    labelled = Origin(labels=("sea",))
    kept = member(1)
    away, going = member(2, offline=True, origin=labelled), member(3, origin=labelled)

    assert stays_for(3, [kept, away, going], {1: KEEP, 2: KEEP, 3: TRASH}) == 2


# photos that were chosen outside a review


def outside(members, *chosen, choices=None):
    """What goes of some photos with the copies that stay, by keys."""
    found = split_photos(members, chosen, choices or {})
    return [([m.key for m in one.going], [m.key for m in one.staying]) for one in found]


def test_all_others_of_its_group_stay_for_a_photo_chosen_anywhere():
    assert outside([member(1), member(2), member(3)], 2) == [([2], [1, 3])]


def test_nothing_goes_of_a_group_of_which_nothing_was_chosen():
    assert outside([member(1), member(2)], 3) == []


def test_damaged_copy_does_not_count_as_one_that_stays():
    torn, whole = member(1, is_damaged=True), member(2)

    assert outside([torn, whole], 2) == [([2], [])]
    assert outside([torn, whole], 1) == [([1], [2])]


def test_what_was_not_looked_at_closely_is_no_copy_and_has_none():
    sure, other, unsure = member(1), member(2), member(3, is_certain=False)

    assert outside([sure, other, unsure], 1, 3) == [([1], [2]), ([3], [])]


def test_copy_that_can_be_read_is_kept_and_is_large_is_named_first():
    away, small = member(1, offline=True), member(2, width=300, height=200)
    large, kept, put_down = member(3), member(4), member(5)
    members = [away, small, put_down, large, kept, member(6)]

    [(_, staying)] = outside(members, 6, choices={1: KEEP, 4: KEEP, 5: TRASH})

    assert staying == [4, 3, 2, 5, 1]
