"""Who is asked what goes of one group knows what is put down for the trash in others."""

import pytest

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Group
from photosim.core.trash import put_down

KEEP, TRASH = Choice.KEEP, Choice.TRASH
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


class MadeUpGroups:
    """One group of two files of the photo 7, and what was chosen in all tiers."""

    def __init__(self, choices):
        self._choices = choices

    def find(self, group_id):
        raise NotImplementedError

    def groups(self, tier):
        return [Group("copies", FILE, (7,), 2, 1.0, 0, 0.0)] if tier is FILE else []

    def keys(self, group):
        return 71, 72

    def choices(self, tier):
        return self._choices.get(tier, {})


@pytest.mark.parametrize(
    ("but", "found"), [(None, {1, 3}), (FILE, {1, 3}), (PICTURE, {3}), (SHOTS, {1})]
)
def test_photos_are_put_down_in_any_tier_but_the_one_looked_at(but, found):
    groups = MadeUpGroups({PICTURE: {1: TRASH, 2: KEEP}, SHOTS: {2: KEEP, 3: TRASH}})

    assert put_down.elsewhere(groups, but) == found


def test_photo_is_put_down_by_its_files_only_with_all_of_them():
    assert put_down.elsewhere(MadeUpGroups({FILE: {71: TRASH}})) == frozenset()
    assert put_down.elsewhere(MadeUpGroups({FILE: {71: TRASH, 72: KEEP}})) == frozenset()

    all_files = MadeUpGroups({FILE: {71: TRASH, 72: TRASH}})

    assert put_down.elsewhere(all_files, PICTURE) == {7}
    assert put_down.elsewhere(all_files, FILE) == frozenset()
