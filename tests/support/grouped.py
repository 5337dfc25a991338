"""A store whose photos are grouped as a test says, without a look at any picture."""

from __future__ import annotations

import itertools

from support.long_work import finish
from support.made_up import photo_at

from photosim.core.duplicates.grouping import Grouping
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.review import Group
from photosim.core.store import Store
from photosim.services.duplicates.group_questions import GroupQuestions
from photosim.services.runtime.jobs import LongWork, Turn


class MadeUpCompareRun:
    """Groups by the pairs in the store, made by the real thing; nobody compares.

    Attributes:
        grouping: the groups; ask `load` first.
        n_told: how often it was told that pairs are to be kept apart.
    """

    def __init__(self, store: Store) -> None:
        self.grouping = Grouping(store)
        self.n_told = 0

    def load(self) -> LongWork[Grouping]:
        if not self.grouping.is_loaded:
            for _ in self.grouping.load():
                yield Turn.AGAIN
        return self.grouping

    def keep_apart(self, pairs: frozenset[tuple[str, str]]) -> LongWork[None]:
        yield from self.load()
        self.n_told += 1
        self.grouping.refresh(self.grouping.keep_apart(pairs))


class Grouped:
    """A library's groups.

    Attributes:
        compare_run, groups: as an open library has them.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.compare_run = MadeUpCompareRun(store)
        self.groups = GroupQuestions(store, self.compare_run)  # type: ignore[arg-type] # its stand-in

    def make(self, *, new: bool = False) -> None:
        """The groups are there, made from nothing with `new`."""
        if new:
            self.compare_run.grouping = Grouping(self.store)
        finish(self.compare_run.load())

    def of(self, tier: Tier) -> list[Group]:
        """The groups of a tier, the largest first."""
        self.make()
        return sorted(self.groups.groups(tier), key=lambda group: -group.n_members)


def alike(store: Store, *paths: bytes, tier: Tier = Tier.SAME_PICTURE) -> None:
    """Every two of these photos were found to be this to each other."""
    ids = [photo_at(store, path) for path in paths]
    found = [Comparison(*pair, tier, 0.9) for pair in itertools.combinations(ids, 2)]
    with store.transaction():
        store.pairs.put(found)
