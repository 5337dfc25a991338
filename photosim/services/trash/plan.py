"""From what a person chose to requests for the trash: which files go, and what stays.

For the library thread. A photo goes with all its files; for each, the files of one photo that stays
are named. Which one that is, also for photos that were chosen outside a review, says
`core.trash.what_stays`. Where nothing of a group stays, or nothing whole of a whole photo, the
person must have been asked once more.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.errors import ReviewError, TrashFault
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import readable
from photosim.core.records.review import Choice, Group, Member
from photosim.core.records.trash import LastCopies, TrashRequest
from photosim.core.store import Store
from photosim.core.trash import put_down
from photosim.core.trash.what_stays import (
    OUTSIDE,
    SplitGroup,
    split_group,
    split_photos,
    with_keepers,
)
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.trash.summary import TrashPlan, TrashRequests

_SLICE = 100
"""Groups dealt with in one turn: some 10 ms."""


class TrashPlanner:
    """Makes requests of the choices of an open library.

    Args:
        store: of the library.
        groups: the groups, loaded.
    """

    def __init__(self, store: Store, groups: LoadedGroups) -> None:
        self._store = store
        self._groups = groups

    def requests(
        self, group_ids: Iterable[str], may_be_last: LastCopies
    ) -> LongWork[TrashRequests]:
        """What goes of some groups, file by file; a file that goes from two groups goes once.

        A group has another id as soon as it has other members: nothing goes from what nobody saw.

        Raises:
            ReviewError: none of the groups is there any more; or nothing would stay for a photo,
                although nobody said so: all of its group goes, or what stays there goes in another
                of the groups, or is damaged while the photo is whole.
        """
        groups, missing = self._still_there(dict.fromkeys(group_ids))
        splits = yield from self._split(groups)
        return TrashRequests(_all_requests(splits, frozenset(may_be_last)), missing)

    def _still_there(self, group_ids: Iterable[str]) -> tuple[list[Group], tuple[str, ...]]:
        """The groups that are there, and the ids of those that are not."""
        groups, missing = [], {}
        for group_id in group_ids:
            try:
                groups.append(self._groups.find(group_id))
            except ReviewError as error:
                missing[group_id] = error
        if missing and not groups:
            raise next(iter(missing.values()))
        return groups, tuple(missing)

    def plan(self, tier: Tier) -> LongWork[TrashPlan]:
        """What would go if all that was chosen in a tier went now, last copies among it."""
        choices = self._groups.choices(tier)
        going = {key for key, choice in choices.items() if choice is Choice.TRASH}
        groups = [g for g in self._groups.groups(tier) if not going.isdisjoint(self._keys(g))]
        splits = yield from self._split(groups)
        kept = self._store.choices.kept_elsewhere(tier) | self._store.verdicts.kept()
        planned = _planned(splits, len(splits), kept, put_down.elsewhere(self._groups, tier))
        return replace(planned, is_of_similar_shots=tier is Tier.SIMILAR_SHOTS)

    def requests_of_photos(
        self, photo_ids: Iterable[int], may_be_last: LastCopies
    ) -> LongWork[TrashRequests]:
        """What goes of some photos, chosen outside a review, file by file.

        Raises:
            ReviewError: of one of them no copy would stay, although nobody said so.
        """
        splits = yield from self._split_photos(photo_ids)
        return TrashRequests(_all_requests(splits, frozenset(may_be_last)))

    def plan_of_photos(self, photo_ids: Iterable[int]) -> LongWork[TrashPlan]:
        """What would go if these photos went now, last copies among it."""
        splits = yield from self._split_photos(photo_ids)
        return _planned(splits, 0, self._store.verdicts.kept(), put_down.elsewhere(self._groups))

    def _keys(self, group: Group) -> tuple[int, ...]:
        return self._groups.keys(group)

    def _split(self, groups: Sequence[Group]) -> LongWork[list[SplitGroup]]:
        reader = PlainMembers(self._store)
        choices = {tier: self._groups.choices(tier) for tier in {g.tier for g in groups}}
        found: list[SplitGroup] = []
        for start in range(0, len(groups), _SLICE):
            chunk = groups[start : start + _SLICE]
            for group, members in zip(chunk, reader.of(chunk), strict=True):
                one = split_group(group, members, self._keys(group), choices[group.tier])
                if one.going:
                    found.append(one)
            yield Turn.AGAIN
        return (yield from _with_keepers(found))

    def _split_photos(self, photo_ids: Iterable[int]) -> LongWork[list[SplitGroup]]:
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
        found: list[SplitGroup] = []
        while some := list(itertools.islice(waiting, _SLICE)):
            for members in reader.of(some):
                found += split_photos(members, chosen, choices)
            yield Turn.AGAIN
        return (yield from _with_keepers(found))


def _with_keepers(splits: Sequence[SplitGroup]) -> LongWork[list[SplitGroup]]:
    """The same with what stays for each that goes, once it is known what goes of all of them."""
    going_paths = _paths(member for one in splits for member in one.going)
    found: list[SplitGroup] = []
    for start in range(0, len(splits), _SLICE):
        found += [with_keepers(one, going_paths) for one in splits[start : start + _SLICE]]
        yield Turn.AGAIN
    return found


def _alone(photo_id: int) -> Group:
    """A photo as a group of its own."""
    return Group(OUTSIDE, Tier.SAME_PICTURE, (photo_id,), 1, 1.0, 0, 0.0)


def _planned(
    splits: Sequence[SplitGroup],
    n_groups: int,
    kept_hashes: Collection[str],
    put_down_ids: Collection[int],
) -> TrashPlan:
    going_paths = _paths(member for one in splits for member in one.going)
    last = tuple(
        (one.group_id, member.key, member.paths[0])
        for one in splits
        for member in one.going
        if one.keepers[member.key] is None
    )
    going = [(member, one.lost.get(member.key, ())) for one in splits for member in one.going]
    photos = {path: member.photo for member, _ in going for path in member.paths}
    return TrashPlan(
        requests=_all_requests(splits, frozenset((group_id, key) for group_id, key, _ in last)),
        sizes={path: photo.size for path, photo in photos.items()},
        staying=[_paths(one.staying) - going_paths for one in splits],
        n_groups=n_groups,
        last_copies=last,
        photo_ids={path: photo.id for path, photo in photos.items()},
        lost={path: lost for member, lost in going for path in member.paths if lost},
        equal_to={path: member.paths[0] for member, _ in going for path in member.paths[1:]},
        kept=_paths(member for member, _ in going if member.photo.content_hash in kept_hashes),
        offline=frozenset(path for member, _ in going for path in member.offline_paths),
        keeper_offline=_beside_keepers(splits, lambda keeper: keeper.photo.offline),
        beside_put_down=_beside_keepers(splits, lambda keeper: keeper.photo.id in put_down_ids),
        members={
            path: (one.group_id, member.key)
            for one in splits
            for member in one.going
            for path in member.paths
        },
    )


def _beside_keepers(
    splits: Sequence[SplitGroup], is_meant: Callable[[Member], bool]
) -> frozenset[str]:
    """The files that go and for which a member stays that `is_meant`."""
    return _paths(
        member
        for one in splits
        for member in one.going
        if (keeper := one.keepers[member.key]) is not None and is_meant(keeper)
    )


def _all_requests(
    splits: Sequence[SplitGroup], may_be_last: frozenset[tuple[str, int]]
) -> list[TrashRequest]:
    """The requests for all that goes, each file once.

    Raises:
        ReviewError: nothing would stay for one of those that go (see `what_stays`), although nobody
            said so.
    """
    going_paths = _paths(member for one in splits for member in one.going)
    found: dict[str, TrashRequest] = {}
    # first those for which something stays: what goes with them needs nothing more
    for one in sorted(splits, key=lambda one: None in one.keepers.values()):
        for member in one.going:
            if not found.keys() >= set(member.paths):
                is_last = (one.group_id, member.key) in may_be_last
                for request in _requests_for(one, member, going_paths, is_last):
                    found.setdefault(request.path, request)
    return list(found.values())


def _requests_for(
    one: SplitGroup, member: Member, going_paths: frozenset[str], is_last: bool
) -> Iterator[TrashRequest]:
    """The requests for all files of a member.

    Raises:
        ReviewError: nothing stays for it (see `what_stays`), and it was not said that it may go all
            the same.
    """
    keeper = one.keepers[member.key]
    if keeper is None and not is_last:
        raise ReviewError(TrashFault.NO_COPY_IN_GROUP, _name(member))
    if is_last:
        keeper = None  # it was said that nothing stays: what seemed to goes with another file
    keeper_hash = keeper.photo.content_hash if keeper else ""
    equal = [other for other in one.staying if other.photo.content_hash == keeper_hash]
    keepers = tuple(path for other in equal for path in other.paths if path not in going_paths)
    for path in member.paths:
        yield TrashRequest(
            path, member.photo.content_hash, keepers, keeper_hash, may_be_last=is_last
        )


def _paths(members: Iterable[Member]) -> frozenset[str]:
    return frozenset(path for member in members for path in member.paths)


def _name(member: Member) -> str:
    return readable(os.fsencode(Path(member.paths[0]).name))
