"""From what a person chose in groups to orders for the trash: which files go, and what stays.

For the library thread. A photo goes with all its files; for each, the files of one photo of its
group that stays are named: one that the person keeps, else one not chosen yet. Where nothing of a
group stays, the person must have been asked once more.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from photosim.core.errors import ReviewError
from photosim.core.pair import Tier
from photosim.core.plain_members import PlainMembers
from photosim.core.records import readable
from photosim.core.review import Choice, Group, Member
from photosim.core.store import Store
from photosim.services.jobs import LongWork, Turn
from photosim.services.reviewing import Groups
from photosim.services.trash_orders import Going
from photosim.services.trash_summary import TrashPlan

Last = Collection[tuple[str, int]]
"""Members (group id, key) that may go although nothing of their group stays."""

_SLICE = 100
"""Groups dealt with in one turn: some 10 ms."""

_ALL_GONE = (
    "{} would go, but nothing of its group would stay. Keep one of them, or say that it may go"
    " all the same."
)


@dataclass(frozen=True, slots=True)
class _Cleared:
    """A group from which something goes.

    Attributes:
        going, staying: its members; of those that stay, what the person keeps comes first.
    """

    group: Group
    going: Sequence[Member]
    staying: Sequence[Member]


class GroupOrders:
    """Makes orders from the choices of an open library.

    Args:
        store: of the library.
        groups: the groups, loaded.
    """

    def __init__(self, store: Store, groups: Groups) -> None:
        self._store = store
        self._groups = groups

    def goings(self, group_ids: Iterable[str], may_be_last: Last) -> LongWork[list[Going]]:
        """What goes of some groups, file by file; a file that goes from two groups goes once.

        Raises:
            ReviewError: a group is not there any more, or would lose all its members although
                nobody said so.
        """
        groups = [self._groups.find(group_id) for group_id in dict.fromkeys(group_ids)]
        cleared = yield from self._clear(groups)
        return _all_orders(cleared, frozenset(may_be_last))

    def plan(self, tier: Tier) -> LongWork[TrashPlan]:
        """What would go if all that was chosen in a tier went now, last copies among it."""
        choices = self._store.choices.of(tier)
        going = {key for key, choice in choices.items() if choice is Choice.TRASH}
        groups = [g for g in self._groups.groups(tier) if not going.isdisjoint(self._keys(g))]
        cleared = yield from self._clear(groups)
        gone = _paths(member for one in cleared for member in one.going)
        last = tuple(
            (one.group.id, member.key, member.paths[0])
            for one in cleared
            for member in one.going
            if _keeper(one, gone) is None
        )
        photos = {
            path: member.photo for one in cleared for member in one.going for path in member.paths
        }
        return TrashPlan(
            _all_orders(cleared, frozenset((group_id, key) for group_id, key, _ in last)),
            {path: photo.size for path, photo in photos.items()},
            _paths(member for one in cleared for member in one.staying) - gone,
            len(cleared),
            last,
            {path: photo.id for path, photo in photos.items()},
        )

    def _keys(self, group: Group) -> tuple[int, ...]:
        return self._groups.keys(group)

    def _clear(self, groups: Sequence[Group]) -> LongWork[list[_Cleared]]:
        reader = PlainMembers(self._store)
        choices = {tier: self._store.choices.of(tier) for tier in {g.tier for g in groups}}
        found: list[_Cleared] = []
        for start in range(0, len(groups), _SLICE):
            chunk = groups[start : start + _SLICE]
            for group, members in zip(chunk, reader.of(chunk), strict=True):
                one = _cleared(group, members, self._keys(group), choices[group.tier])
                if one.going:
                    found.append(one)
            yield Turn.AGAIN
        return found


def _all_orders(
    cleared: Sequence[_Cleared], may_be_last: frozenset[tuple[str, int]]
) -> list[Going]:
    """The orders for all that goes, each file once.

    Raises:
        ReviewError: a group would lose all its members although nobody said so.
    """
    gone = _paths(member for one in cleared for member in one.going)
    found: dict[str, Going] = {}
    # first those for which something stays: what goes with them needs nothing more
    for one in sorted(cleared, key=lambda one: _keeper(one, gone) is None):
        for member in one.going:
            if not found.keys() >= set(member.paths):
                is_last = (one.group.id, member.key) in may_be_last
                for going in _orders(one, member, gone, is_last):
                    found.setdefault(going.path, going)
    return list(found.values())


def _cleared(
    group: Group, members: Sequence[Member], keys: Sequence[int], choices: Mapping[int, Choice]
) -> _Cleared:
    place = {key: number for number, key in enumerate(keys)}
    there = sorted((m for m in members if m.key in place), key=lambda member: place[member.key])
    going = [member for member in there if choices.get(member.key) is Choice.TRASH]
    staying = [member for member in there if choices.get(member.key) is not Choice.TRASH]
    staying.sort(key=lambda m: (m.photo.offline, choices.get(m.key) is not Choice.KEEP))
    return _Cleared(group, going, staying)


def _keeper(one: _Cleared, gone: frozenset[str]) -> Member | None:
    """The member that stays for those that go: one with a file that does not go elsewhere."""
    return next((member for member in one.staying if not set(member.paths) <= gone), None)


def _orders(one: _Cleared, member: Member, gone: frozenset[str], is_last: bool) -> Iterator[Going]:
    """The orders for all files of a member.

    Raises:
        ReviewError: nothing of the group stays, and it was not said that this may go all the same.
    """
    keeper = _keeper(one, gone)
    if keeper is None and not is_last:
        raise ReviewError(_ALL_GONE.format(_name(member)))
    stays_hash = keeper.photo.content_hash if keeper else ""
    equal = [other for other in one.staying if other.photo.content_hash == stays_hash]
    stays = tuple(path for other in equal for path in other.paths if path not in gone)
    for path in member.paths:
        yield Going(path, member.photo.content_hash, stays, stays_hash, may_be_last=is_last)


def _paths(members: Iterable[Member]) -> frozenset[str]:
    return frozenset(path for member in members for path in member.paths)


def _name(member: Member) -> str:
    return readable(os.fsencode(Path(member.paths[0]).name))
