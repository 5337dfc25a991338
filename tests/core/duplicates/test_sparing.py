"""What a keep took back elsewhere is told group by group, as far as it stood."""

from photosim.core.duplicates.sparing import spared
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChosenIn, Group

TRASH = Choice.TRASH
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS
KEYS = {"p": (1, 2, 3), "q": (4, 5), "s": (1, 4)}
UNKNOWN: frozenset[int] = frozenset()


class MadeUpGroups:
    """Two groups of the same picture and one of shots, in which nothing is chosen any more."""

    def find(self, group_id):
        raise NotImplementedError

    def groups(self, tier):
        ids = {FILE: "", PICTURE: "pq", SHOTS: "s"}[tier]
        return [Group(id_, tier, KEYS[id_], len(KEYS[id_]), 1.0, 0, 0.0) for id_ in ids]

    def keys(self, group):
        return KEYS[group.id]

    def choices(self, tier):
        return {}


def told(forgotten):
    return list(spared(MadeUpGroups(), forgotten, at=7.0))


def test_what_was_put_down_is_told_by_the_groups_it_was_put_down_in():
    assert told({PICTURE: {1: {2, 3}, 2: {3}, 5: {4}}, SHOTS: {1: {4}}, FILE: {}}) == [
        ChosenIn("p", PICTURE, KEYS["p"], {1: TRASH, 2: TRASH}),
        ChosenIn("q", PICTURE, KEYS["q"], {5: TRASH}),
        ChosenIn("s", SHOTS, KEYS["s"], {1: TRASH}),
    ]


def test_what_lacked_something_that_it_was_put_down_beside_did_not_stand_and_is_not_told():
    assert told({PICTURE: {1: {2, 9}, 2: {3}, 5: {9}}}) == [
        ChosenIn("p", PICTURE, KEYS["p"], {2: TRASH})
    ]


def test_of_what_it_is_not_known_beside_what_it_was_put_down_it_stood():
    assert told({PICTURE: {4: UNKNOWN}}) == [ChosenIn("q", PICTURE, KEYS["q"], {4: TRASH})]


def test_nothing_is_told_of_what_is_in_no_group():
    assert told({PICTURE: {77: UNKNOWN}, SHOTS: {}}) == []


def test_it_is_told_since_when_that_is_so():
    [one] = told({PICTURE: {4: UNKNOWN}})
    assert (one.at, one.photo_ids) == (7.0, KEYS["q"])
