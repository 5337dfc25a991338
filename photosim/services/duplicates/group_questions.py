"""What is asked of the groups: which there are, in which order, and all of one of them.

For the library thread. The groups are made by `compare_run`; who asks before they are there waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from photosim.core.duplicates import group_detail, standing_choices
from photosim.core.duplicates.grouping import Grouped, Grouping
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.duplicates.rule_inputs import RuleInputs
from photosim.core.errors import ReviewError, ReviewFault
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Group, GroupDetail, GroupFilter, GroupSortKey
from photosim.core.store import Store
from photosim.services.runtime.jobs import LongWork, Turn

SLICE = 2000
"""Groups looked at in one turn: some 5 ms, 15 when members of all of them are chosen."""

_WEIGHED_AT_ONCE = 50
"""Groups of which it is found out in one turn what they free: some 15 ms, as in `preview`."""

_MOST_WEIGHED = 500
"""Groups of which that is found out each time they are listed: 0.15 s. Of the others it is said
what they free at most, until they are listed again."""


@dataclass(frozen=True, slots=True)
class _Weight:
    """What a group frees, and what that was found out for."""

    group: Group
    chosen: tuple[Choice | None, ...]
    freed: int


@dataclass(frozen=True, slots=True)
class _CountedGroup:
    """A group without and with the numbers of what was chosen in it."""

    plain: Group
    group: Group


class GroupSource(Protocol):
    """Who knows the groups: `CompareRun`, or `KnownGroups` where nothing is compared."""

    grouping: Grouping

    def load(self) -> LongWork[Grouping]:
        """The groups of what is known so far."""


class GroupQuestions:
    """The groups of an open library.

    Args:
        store: of the library.
        compare_run: makes the groups.
    """

    def __init__(self, store: Store, compare_run: GroupSource) -> None:
        self._store = store
        self._compare_run = compare_run
        self._counted: dict[Tier, dict[str, _CountedGroup]] = {tier: {} for tier in Tier}
        self._weights: dict[Tier, dict[str, _Weight]] = {tier: {} for tier in Tier}
        self._said: dict[Tier, object] = {}

    def find(self, group_id: str) -> Group:
        """A group by its id, without what was chosen in it.

        Raises:
            ReviewError: it is not there any more.
        """
        return self._find(group_id).group

    def groups(self, tier: Tier) -> list[Group]:
        """All groups of a tier, in no order, without what was chosen in them."""
        return [grouped.group for grouped in self._compare_run.grouping.all(tier)]

    def keys(self, group: Group) -> tuple[int, ...]:
        """The keys of a group's members, the cover first.

        Raises:
            ReviewError: it is not there any more.
        """
        return self._find(group.id).keys

    def choices(self, tier: Tier) -> dict[int, Choice]:
        """What was chosen in the groups of a tier, and stands, by key."""
        groups = [one.keys for one in self._compare_run.grouping.all(tier)]
        return standing_choices.of_tier(self._store, tier, groups)

    def listed(self, wanted: GroupFilter) -> LongWork[Sequence[Group]]:
        """The groups of a filter, in its order."""
        grouping = yield from self._compare_run.load()
        everything = grouping.all(wanted.tier)
        choices = self.choices(wanted.tier)
        yield from self._weigh(wanted.tier, everything, choices)
        before, weights, now = self._counted[wanted.tier], self._weights[wanted.tier], {}
        found: list[Group] = []
        for start in range(0, len(everything), SLICE):
            for one in everything[start : start + SLICE]:
                counted = _counted(one, choices, weights.get(one.group.id), before)
                if counted.group is not counted.plain:
                    now[one.group.id] = counted
                if _is_wanted(counted.group, wanted):
                    found.append(counted.group)
            yield Turn.AGAIN
        self._counted[wanted.tier] = now
        return sorted(found, key=_SORT_KEYS[wanted.sort_key])

    def _weigh(
        self, tier: Tier, everything: Sequence[Grouped], choices: Mapping[int, Choice]
    ) -> LongWork[None]:
        """Find out what groups free of which that is not known, or not any more."""
        if tier is Tier.SIMILAR_SHOTS:
            return
        weights = yield from self._known_weights(tier, everything, choices)
        unknown = [one for one in everything if one.group.id not in weights][:_MOST_WEIGHED]
        rules = group_detail.default_rules(self._store, tier)
        for start in range(0, len(unknown), _WEIGHED_AT_ONCE):
            some = unknown[start : start + _WEIGHED_AT_ONCE]
            found = group_detail.freed(self._store, [one.group for one in some], choices, rules)
            for one, freed in zip(some, found, strict=True):
                chosen = tuple([choices.get(number) for number in one.keys])
                weights[one.group.id] = _Weight(one.group, chosen, freed)
            yield Turn.AGAIN

    def _known_weights(
        self, tier: Tier, everything: Sequence[Grouped], choices: Mapping[int, Choice]
    ) -> LongWork[dict[str, _Weight]]:
        """What is known of these groups and still holds."""
        store = self._store
        said = (
            RuleInputs.read(store, tier),
            frozenset(folder.id for folder in store.folders.all() if folder.offline),
        )
        before = self._weights[tier] if self._said.get(tier) == said else {}
        self._said[tier], self._weights[tier] = said, {}
        for start in range(0, len(everything), SLICE):
            for one in everything[start : start + SLICE]:
                known = before.get(one.group.id)
                chosen = tuple([choices.get(number) for number in one.keys])
                if known and known.group is one.group and known.chosen == chosen:
                    self._weights[tier][one.group.id] = known
            yield Turn.AGAIN
        return self._weights[tier]

    def detail(self, group_id: str) -> LongWork[GroupDetail]:
        """All of one group.

        Raises:
            ReviewError: it is not there any more.
        """
        yield from self._compare_run.load()
        found = group_detail.detail(self._store, self._find(group_id))
        if found is None:
            raise ReviewError(ReviewFault.GROUP_GONE)
        return found

    def details(self, wanted: GroupFilter) -> LongWork[Sequence[GroupDetail]]:
        """All of every group of a filter, in its order."""
        groups = yield from self.listed(wanted)
        plain = PlainMembers(self._store)
        found = []
        for group in groups:
            grouped = self._compare_run.grouping.get(group.id)
            detail = None if grouped is None else group_detail.detail(self._store, grouped, plain)
            if detail is not None:  # it may have gone since the list was made
                found.append(detail)
            yield Turn.AGAIN
        return found

    def _find(self, group_id: str) -> Grouped:
        found = self._compare_run.grouping.get(group_id)
        if found is None:
            raise ReviewError(ReviewFault.GROUP_GONE)
        return found


def _counted(
    one: Grouped,
    choices: Mapping[int, Choice],
    weight: _Weight | None,
    known: Mapping[str, _CountedGroup],
) -> _CountedGroup:
    """The group with what was chosen in it, and what that frees.

    The same object as the last time where nothing is another one: to make and to let go of 20,000
    of them takes the window's thread as long as ours.
    """
    group = one.group
    chosen = [choices[number] for number in one.keys if number in choices]
    if not chosen and weight is None:
        return _CountedGroup(group, group)
    n_trash, n_open = chosen.count(Choice.TRASH), group.n_members - len(chosen)
    freed, is_weighed = (weight.freed, True) if weight else (group.freed, False)
    numbers = n_trash, n_open, freed, is_weighed
    if (last := known.get(group.id)) and last.plain is group and _numbers(last.group) == numbers:
        return last
    return _CountedGroup(
        group,
        replace(group, n_trash=n_trash, n_open=n_open, freed=freed, is_weighed=is_weighed),
    )


def _numbers(group: Group) -> tuple[int, int, int, bool]:
    return group.n_trash, group.n_open, group.freed, group.is_weighed


def _is_wanted(group: Group, wanted: GroupFilter) -> bool:
    if wanted.folder_id is not None and wanted.folder_id not in group.folder_ids:
        return False
    if wanted.file_format and wanted.file_format not in group.formats:
        return False
    if group.largest < wanted.least_bytes or not _is_of_time(group, wanted):
        return False
    return wanted.is_open is None or wanted.is_open == (group.n_open > 0)


def _is_of_time(group: Group, wanted: GroupFilter) -> bool:
    is_old = wanted.since is not None and group.newest < wanted.since
    is_new = wanted.until is not None and group.newest > wanted.until
    return not (is_old or is_new)


_SORT_KEYS: dict[GroupSortKey, Callable[[Group], tuple[float, float, str]]] = {
    GroupSortKey.SPACE: lambda group: (-group.freed, -group.n_members, group.id),
    GroupSortKey.NUMBER: lambda group: (-group.n_members, -group.freed, group.id),
    GroupSortKey.DATE: lambda group: (-group.newest, -group.freed, group.id),
}
