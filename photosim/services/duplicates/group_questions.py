"""What is asked of the groups: which there are, in which order, and all of one of them.

For the library thread. The groups are made by `compare_run`; who asks before they are there waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from photosim.core.duplicates import group_detail
from photosim.core.duplicates.grouping import Grouped, Grouping
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.errors import ReviewError, ReviewFault
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Group, GroupDetail, GroupFilter, GroupOrder
from photosim.core.store import Store
from photosim.services.runtime.jobs import LongWork, Turn

SLICE = 2000
"""Groups looked at in one turn: some 5 ms, 15 when members of all of them are chosen."""


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

    def listed(self, wanted: GroupFilter) -> LongWork[Sequence[Group]]:
        """The groups of a filter, in its order."""
        grouping = yield from self._compare_run.load()
        everything = grouping.all(wanted.tier)
        choices = self._store.choices.of(wanted.tier)
        before, now = self._counted[wanted.tier], {}
        found: list[Group] = []
        for start in range(0, len(everything), SLICE):
            for one in everything[start : start + SLICE]:
                counted = _counted(one, choices, before)
                if counted.group is not counted.plain:
                    now[one.group.id] = counted
                if _is_wanted(counted.group, wanted):
                    found.append(counted.group)
            yield Turn.AGAIN
        self._counted[wanted.tier] = now
        return sorted(found, key=_ORDERS[wanted.order])

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
    one: Grouped, choices: Mapping[int, Choice], known: Mapping[str, _CountedGroup]
) -> _CountedGroup:
    """The group with the numbers of members chosen for the trash and not chosen yet.

    The same object as the last time where nothing else was chosen: to make and to let go of 20,000
    of them takes the window's thread as long as ours.
    """
    group = one.group
    chosen = [choices[number] for number in one.keys if number in choices]
    if not chosen:
        return _CountedGroup(group, group)
    n_trash, n_open = chosen.count(Choice.TRASH), group.n_members - len(chosen)
    last = known.get(group.id)
    if (
        last
        and last.plain is group
        and (last.group.n_trash, last.group.n_open) == (n_trash, n_open)
    ):
        return last
    return _CountedGroup(group, replace(group, n_trash=n_trash, n_open=n_open))


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


_ORDERS: dict[GroupOrder, Callable[[Group], tuple[float, float, str]]] = {
    GroupOrder.SPACE: lambda group: (-group.freed, -group.n_members, group.id),
    GroupOrder.NUMBER: lambda group: (-group.n_members, -group.freed, group.id),
    GroupOrder.DATE: lambda group: (-group.newest, -group.freed, group.id),
}
