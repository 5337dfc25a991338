"""What a keep took back elsewhere, as undo puts it down again: only what stood.

A photo can be in a group of the same picture and in one of similar shots, one of its files in one
of equal files. What a keep forgets in the others is said in `core.store.choices`.
"""

from __future__ import annotations

from collections.abc import Iterator

from photosim.core.duplicates import standing_choices
from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.records.review import Choice, ChosenIn
from photosim.core.store.choices import PutDown


def spared(groups: LoadedGroups, forgotten: PutDown, at: float) -> Iterator[ChosenIn]:
    """What stood of what was put down for the trash and is not any more, group by group.

    Args:
        groups: the groups.
        forgotten: what is not put down any more.
        at: since when; epoch seconds.
    """
    for tier, going in forgotten.items():
        for group in groups.groups(tier) if going else ():
            keys = groups.keys(group)
            here = {key: Choice.TRASH for key in keys if key in going}
            if found := standing_choices.standing(here, going, [keys]):
                yield ChosenIn(group.id, tier, keys, found, photo_ids=group.photo_ids, at=at)
