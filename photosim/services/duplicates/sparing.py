"""What a keep undoes elsewhere: a photo that is kept is put down for the trash in no group.

A photo can be in a group of the same picture and in one of similar shots, one of its files in one
of equal files. For the library thread, before the keep is remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from photosim.core.duplicates import standing_choices
from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChoicesByKey, ChosenIn, Group
from photosim.core.store import Store

_OF_PHOTOS = (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS)


def kept(group: Group, choices: ChoicesByKey) -> dict[Tier, Sequence[int]]:
    """The photos of a group that are kept now, by the tiers in which that matters, too."""
    keys = [key for key, choice in choices.items() if choice is Choice.KEEP]
    ids = group.photo_ids if keys and group.tier is Tier.SAME_FILE else keys
    return {tier: ids for tier in _OF_PHOTOS if ids and tier is not group.tier}


def spared(
    store: Store,
    groups: LoadedGroups,
    kept: Mapping[Tier, Collection[int]],
    choices: Mapping[Tier, ChoicesByKey],
) -> Iterator[ChosenIn]:
    """What is put down for the trash, and stands, of photos that are kept now.

    Args:
        store: of the library.
        groups: the groups.
        kept: ids of the photos by the tiers in which to look.
        choices: what was chosen in these tiers, at least for these photos.
    """
    for tier, photo_ids in kept.items():
        going = {key for key in photo_ids if choices[tier].get(key) is Choice.TRASH}
        for group in groups.groups(tier) if going else ():
            keys = groups.keys(group)
            if not going.isdisjoint(keys):
                standing = standing_choices.of_members(store, tier, keys)
                found = {key: c for key, c in standing.items() if key in going}
                if Choice.TRASH in found.values():
                    yield ChosenIn(group.id, tier, keys, found)
