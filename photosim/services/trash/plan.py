"""From what a person chose to orders for the trash: which files go, and what stays.

For the library thread. A photo goes with all its files; for each, the files of one photo of its
group that stays are named: one that the person keeps, else one not chosen yet. Where nothing of a
group stays, or nothing whole of a whole photo, the person must have been asked once more.

Photos can be chosen outside a review, too, wherever they are shown. For them only what is certainly
the same picture, and whole, counts as a copy that stays.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from photosim.core.duplicates import drawbacks, losses, real_pixels
from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.errors import ReviewError, TrashFault
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import readable
from photosim.core.records.reasons import Loss, Reason, reason
from photosim.core.records.review import Choice, Group, Member
from photosim.core.records.trash import LastCopies, TrashRequest
from photosim.core.store import Store
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.trash import put_down
from photosim.services.trash.summary import TrashOrders, TrashPlan

OUTSIDE = ""
"""In the place of a group's id for photos that were chosen outside a review."""

_SLICE = 100
"""Groups dealt with in one turn: some 10 ms."""


@dataclass(frozen=True, slots=True)
class _Cleared:
    """A group from which something goes.

    Attributes:
        group_id: its id, or `OUTSIDE`.
        going, staying: its members; of those that stay, what the person keeps comes first.
        lost: what would be lost with those that go although others stay, by key.
        keepers: what stays for each of those that go, by key; None for nothing.
    """

    group_id: str
    going: Sequence[Member]
    staying: Sequence[Member]
    lost: Mapping[int, tuple[Reason, ...]]
    keepers: Mapping[int, Member | None] = field(default_factory=dict)


class TrashPlanner:
    """Makes orders from the choices of an open library.

    Args:
        store: of the library.
        groups: the groups, loaded.
    """

    def __init__(self, store: Store, groups: LoadedGroups) -> None:
        self._store = store
        self._groups = groups

    def requests(self, group_ids: Iterable[str], may_be_last: LastCopies) -> LongWork[TrashOrders]:
        """What goes of some groups, file by file; a file that goes from two groups goes once.

        A group has another id as soon as it has other members: nothing goes from what nobody saw.

        Raises:
            ReviewError: none of the groups is there any more; or nothing would stay for a photo,
                although nobody said so: all of its group goes, or what stays there goes in another
                of the groups, or is damaged while the photo is whole.
        """
        groups, gone = self._still_there(dict.fromkeys(group_ids))
        cleared = yield from self._clear(groups)
        return TrashOrders(_all_orders(cleared, frozenset(may_be_last)), gone)

    def _still_there(self, group_ids: Iterable[str]) -> tuple[list[Group], tuple[str, ...]]:
        """The groups that are there, and the ids of those that are not."""
        groups, gone = [], {}
        for group_id in group_ids:
            try:
                groups.append(self._groups.find(group_id))
            except ReviewError as error:
                gone[group_id] = error
        if gone and not groups:
            raise next(iter(gone.values()))
        return groups, tuple(gone)

    def plan(self, tier: Tier) -> LongWork[TrashPlan]:
        """What would go if all that was chosen in a tier went now, last copies among it."""
        choices = self._groups.choices(tier)
        going = {key for key, choice in choices.items() if choice is Choice.TRASH}
        groups = [g for g in self._groups.groups(tier) if not going.isdisjoint(self._keys(g))]
        cleared = yield from self._clear(groups)
        kept = self._store.choices.kept_elsewhere(tier) | self._store.verdicts.kept()
        planned = _planned(cleared, len(cleared), kept, put_down.elsewhere(self._groups, tier))
        return replace(planned, is_of_shots=tier is Tier.SIMILAR_SHOTS)

    def requests_of_photos(
        self, photo_ids: Iterable[int], may_be_last: LastCopies
    ) -> LongWork[TrashOrders]:
        """What goes of some photos, chosen outside a review, file by file.

        Raises:
            ReviewError: of one of them no copy would stay, although nobody said so.
        """
        cleared = yield from self._clear_photos(photo_ids)
        return TrashOrders(_all_orders(cleared, frozenset(may_be_last)))

    def plan_of_photos(self, photo_ids: Iterable[int]) -> LongWork[TrashPlan]:
        """What would go if these photos went now, last copies among it."""
        cleared = yield from self._clear_photos(photo_ids)
        return _planned(cleared, 0, self._store.verdicts.kept(), put_down.elsewhere(self._groups))

    def _keys(self, group: Group) -> tuple[int, ...]:
        return self._groups.keys(group)

    def _clear(self, groups: Sequence[Group]) -> LongWork[list[_Cleared]]:
        reader = PlainMembers(self._store)
        choices = {tier: self._groups.choices(tier) for tier in {g.tier for g in groups}}
        found: list[_Cleared] = []
        for start in range(0, len(groups), _SLICE):
            chunk = groups[start : start + _SLICE]
            for group, members in zip(chunk, reader.of(chunk), strict=True):
                one = _cleared(group, members, self._keys(group), choices[group.tier])
                if one.going:
                    found.append(one)
            yield Turn.AGAIN
        return (yield from _with_keepers(found))

    def _clear_photos(self, photo_ids: Iterable[int]) -> LongWork[list[_Cleared]]:
        chosen = dict.fromkeys(photo_ids)
        groups = [
            group
            for group in self._groups.groups(Tier.SAME_PICTURE)
            if not chosen.keys().isdisjoint(group.photo_ids)
        ]
        grouped = {photo_id for group in groups for photo_id in group.photo_ids}
        alone = (_alone(photo_id) for photo_id in chosen if photo_id not in grouped)
        choices = self._groups.choices(Tier.SAME_PICTURE)
        reader = PlainMembers(self._store)
        waiting = itertools.chain(groups, alone)
        found: list[_Cleared] = []
        while some := list(itertools.islice(waiting, _SLICE)):
            for members in reader.of(some):
                found += _cleared_of_photos(members, chosen, choices)
            yield Turn.AGAIN
        return (yield from _with_keepers(found))


def _with_keepers(cleared: Sequence[_Cleared]) -> LongWork[list[_Cleared]]:
    """The same with what stays for each that goes, once it is known what goes of all of them."""
    gone = _paths(member for one in cleared for member in one.going)
    found: list[_Cleared] = []
    for start in range(0, len(cleared), _SLICE):
        for one in cleared[start : start + _SLICE]:
            keepers = {member.key: _keeper(one, member, gone) for member in one.going}
            found.append(replace(one, keepers=keepers))
        yield Turn.AGAIN
    return found


def _alone(photo_id: int) -> Group:
    """A photo as a group of its own."""
    return Group(OUTSIDE, Tier.SAME_PICTURE, (photo_id,), 1, 1.0, 0, 0.0)


def _cleared_of_photos(
    members: Sequence[Member], chosen: Collection[int], choices: Mapping[int, Choice]
) -> Iterator[_Cleared]:
    """What goes of one group; what was not looked at closely has no copy."""
    going = [member for member in members if member.key in chosen]
    copies = [
        member
        for member in members
        if member.key not in chosen and member.is_certain and not member.photo.is_damaged
    ]
    copies.sort(key=lambda member: _rank(member, choices.get(member.key, Choice.OPEN)))
    for is_certain, staying in ((True, copies), (False, [])):
        if some := [member for member in going if member.is_certain is is_certain]:
            yield _cleared_as(OUTSIDE, some, staying)


def _rank(member: Member, choice: Choice) -> tuple[bool, bool, bool, int]:
    """What is named first as the copy that stays: what can be read, is kept, shows most."""
    trash, keep = choice is Choice.TRASH, choice is Choice.KEEP
    return member.photo.offline, trash, not keep, -real_pixels.total(member)


def _planned(
    cleared: Sequence[_Cleared], n_groups: int, kept: Collection[str], unsure: Collection[int]
) -> TrashPlan:
    gone = _paths(member for one in cleared for member in one.going)
    last = tuple(
        (one.group_id, member.key, member.paths[0])
        for one in cleared
        for member in one.going
        if one.keepers[member.key] is None
    )
    going = [(member, one.lost.get(member.key, ())) for one in cleared for member in one.going]
    photos = {path: member.photo for member, _ in going for path in member.paths}
    return TrashPlan(
        requests=_all_orders(cleared, frozenset((group_id, key) for group_id, key, _ in last)),
        sizes={path: photo.size for path, photo in photos.items()},
        staying=[_paths(one.staying) - gone for one in cleared],
        n_groups=n_groups,
        last_copies=last,
        photo_ids={path: photo.id for path, photo in photos.items()},
        lost={path: lost for member, lost in going for path in member.paths if lost},
        equal_to={path: member.paths[0] for member, _ in going for path in member.paths[1:]},
        kept=_paths(member for member, _ in going if member.photo.content_hash in kept),
        offline=frozenset(path for member, _ in going for path in member.offline_paths),
        waiting=_beside(cleared, lambda keeper: keeper.photo.offline),
        beside_put_down=_beside(cleared, lambda keeper: keeper.photo.id in unsure),
    )


def _beside(cleared: Sequence[_Cleared], is_meant: Callable[[Member], bool]) -> frozenset[str]:
    """The files that go and for which something stays that is meant."""
    return _paths(
        member
        for one in cleared
        for member in one.going
        if (keeper := one.keepers[member.key]) is not None and is_meant(keeper)
    )


def _all_orders(
    cleared: Sequence[_Cleared], may_be_last: frozenset[tuple[str, int]]
) -> list[TrashRequest]:
    """The orders for all that goes, each file once.

    Raises:
        ReviewError: nothing would stay for one of those that go (see `_keeper`), although nobody
            said so.
    """
    gone = _paths(member for one in cleared for member in one.going)
    found: dict[str, TrashRequest] = {}
    # first those for which something stays: what goes with them needs nothing more
    for one in sorted(cleared, key=lambda one: None in one.keepers.values()):
        for member in one.going:
            if not found.keys() >= set(member.paths):
                is_last = (one.group_id, member.key) in may_be_last
                for request in _orders(one, member, gone, is_last):
                    found.setdefault(request.path, request)
    return list(found.values())


def _cleared(
    group: Group, members: Sequence[Member], keys: Sequence[int], choices: Mapping[int, Choice]
) -> _Cleared:
    place = {key: number for number, key in enumerate(keys)}
    there = sorted((m for m in members if m.key in place), key=lambda member: place[member.key])
    going = [member for member in there if choices.get(member.key) is Choice.TRASH]
    staying = [member for member in there if choices.get(member.key) is not Choice.TRASH]
    staying.sort(key=lambda member: _stands(member, choices.get(member.key, Choice.OPEN)))
    return _cleared_as(group.id, going, staying)


def _stands(member: Member, choice: Choice) -> tuple[bool, bool, bool, bool]:
    """What is named first as what stays: what is kept, is whole, is of a camera, can be read."""
    photo = member.photo
    return choice is not Choice.KEEP, photo.is_damaged, photo.camera is None, photo.offline


def _cleared_as(group_id: str, going: Sequence[Member], staying: Sequence[Member]) -> _Cleared:
    lost = {member.key: losses.lost(member, staying) for member in going} if staying else {}
    return _Cleared(group_id, going, staying, lost)


def _keeper(one: _Cleared, going: Member, gone: frozenset[str]) -> Member | None:
    """What stays for a member that goes: with a file that does not go elsewhere, and no less whole.

    None where there is no such member: all go, here or in another group, or only damaged ones stay.
    Of a damaged photo a part is missing: it is no copy of a whole one. What can be read now comes
    before what is offline, unless something would be lost without that: then nothing goes.
    """
    is_damaged = going.photo.is_damaged
    there = [
        member
        for member in one.staying
        if not set(member.paths) <= gone and (is_damaged or not member.photo.is_damaged)
    ]
    readable_now = [member for member in there if not member.photo.offline]
    if 0 < len(readable_now) < len(there):
        is_enough = _lost(going, readable_now) <= _lost(going, there)
        there = readable_now if is_enough else [m for m in there if m.photo.offline]
    return min(there, key=lambda member: _is_better(going, member), default=None)


def _lost(going: Member, staying: Sequence[Member]) -> set[Reason]:
    """What would be lost; pixels and their quality also where the look was not compared."""
    is_better = all(_is_better(going, member) for member in staying)
    return {*losses.lost(going, staying), *([reason(Loss.QUALITY)] if is_better else [])}


def _is_better(going: Member, staying: Member) -> bool:
    """Whether what goes has more pixels than what stays, or was compressed less."""
    return real_pixels.is_larger(going, staying) or drawbacks.is_less_compressed(going, staying)


def _orders(
    one: _Cleared, member: Member, gone: frozenset[str], is_last: bool
) -> Iterator[TrashRequest]:
    """The orders for all files of a member.

    Raises:
        ReviewError: nothing stays for it (see `_keeper`), and it was not said that it may go all
            the same.
    """
    keeper = one.keepers[member.key]
    if keeper is None and not is_last:
        raise ReviewError(TrashFault.NO_COPY_IN_GROUP, _name(member))
    stays_hash = keeper.photo.content_hash if keeper else ""
    equal = [other for other in one.staying if other.photo.content_hash == stays_hash]
    stays = tuple(path for other in equal for path in other.paths if path not in gone)
    for path in member.paths:
        yield TrashRequest(path, member.photo.content_hash, stays, stays_hash, may_be_last=is_last)


def _paths(members: Iterable[Member]) -> frozenset[str]:
    return frozenset(path for member in members for path in member.paths)


def _name(member: Member) -> str:
    return readable(os.fsencode(Path(member.paths[0]).name))
