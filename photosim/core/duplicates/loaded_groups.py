"""The groups of an open library, as those ask who decide what becomes of members."""

from __future__ import annotations

from typing import Protocol

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Group


class LoadedGroups(Protocol):
    """Knows the groups, which were loaded before. For the library thread."""

    def find(self, group_id: str) -> Group:
        """A group; `ReviewError` when it is not there any more."""

    def groups(self, tier: Tier) -> list[Group]:
        """All groups of a tier, in no order."""

    def keys(self, group: Group) -> tuple[int, ...]:
        """The keys of a group's members, the cover first.

        Ids of photos; in the tier "same file" ids of files. `ReviewError` when it is not there any
        more.
        """

    def choices(self, tier: Tier) -> dict[int, Choice]:
        """What was chosen in the groups of a tier, and stands, by key; without what is open."""
