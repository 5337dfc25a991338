"""Which photos are put down for the trash in groups of another tier than the one looked at.

What stays in one group may be to go in another: who is asked about the one has to know. For the
library thread.
"""

from __future__ import annotations

from collections.abc import Collection

from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice


def elsewhere(groups: LoadedGroups, except_in: Tier | None = None) -> frozenset[int]:
    """The ids of photos that are put down in a tier; in the tier "same file" with all their files.

    Args:
        groups: the groups, loaded.
        except_in: a tier that does not count; None when all do.
    """
    found: set[int] = set()
    for tier in set(Tier) - {except_in}:
        going = {key for key, c in groups.choices(tier).items() if c is Choice.TRASH}
        found |= _wholly(groups, going) if tier is Tier.SAME_FILE else going
    return frozenset(found)


def _wholly(groups: LoadedGroups, file_ids: Collection[int]) -> set[int]:
    """The photos all of whose files are among some."""
    of_files = groups.groups(Tier.SAME_FILE) if file_ids else []
    return {
        group.photo_ids[0]
        for group in of_files
        if all(key in file_ids for key in groups.keys(group))
    }
