"""What a person says in a review: choices, verdicts, keep rules; remembered at once.

For the library thread. All of it waits until the groups are there; after a verdict the groups that
it concerns are made again. What touches many groups is done in slices.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from photosim.core.duplicates import sparing, standing_choices
from photosim.core.duplicates.grouping import Apart
from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.duplicates.preview import previewed, shown
from photosim.core.duplicates.standing_choices import seen_beside
from photosim.core.errors import ReviewError, ReviewFault
from photosim.core.records.pairs import Tier
from photosim.core.records.review import (
    Choice,
    ChoicesByKey,
    ChoicesMade,
    ChosenAgain,
    ChosenIn,
    Group,
    Preset,
    PreviewedGroup,
    Proposed,
    RulePreview,
    Verdict,
    VerdictRow,
    VerdictsMade,
)
from photosim.core.store import Store
from photosim.core.store.choices import PutDown
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity
from photosim.core.store.whole_photos import WholePhoto
from photosim.services.duplicates.choosing_again import ChoosingAgain
from photosim.services.runtime.jobs import LongWork, Turn

_SLICE = 500
"""Groups, or verdicts, dealt with in one turn: some 10 ms."""

_MOST = 200
"""Photos that one verdict is about: 19,900 pairs, remembered in a third of a second (2026-11)."""


class GroupMaker(Protocol):
    """Makes the groups."""

    def load(self) -> LongWork[object]:
        """Until the groups are there."""

    def keep_apart(self, pairs: Apart) -> LongWork[None]:
        """Make groups again so that these pairs are in none together, and tell of it."""


class Review:
    """The review of an open library.

    Args:
        store: of the library.
        groups: the groups.
        compare_run: what makes them.
        clock: epoch seconds.
    """

    def __init__(
        self,
        store: Store,
        groups: LoadedGroups,
        compare_run: GroupMaker,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._groups = groups
        self._compare_run = compare_run
        self._clock = clock

    def choose(self, group_id: str, choices: ChoicesByKey) -> LongWork[ChoicesMade]:
        """Remember what the person chose for members of a group.

        Raises:
            ReviewError: the group, or one of these members, is not there any more.
        """
        yield from self._compare_run.load()
        group = self._groups.find(group_id)
        self._check_members(group, choices)
        keys = self._groups.keys(group)
        known = standing_choices.of_members(self._store, group.tier, keys)
        beside = seen_beside(keys, known | dict(choices))
        before = {key: known.get(key, Choice.OPEN) for key in choices}
        at = self._clock()
        forgotten = self._store.choices.choose(group.tier, choices, beside=beside)
        was = ChosenIn(group.id, group.tier, keys, before, photo_ids=group.photo_ids, at=at)
        spared = tuple(sparing.spared(self._groups, forgotten, at))
        return ChoicesMade((was,), (replace(was, choices=dict(choices)),), spared)

    def choose_many(self, choices: Mapping[str, ChoicesByKey]) -> LongWork[ChoicesMade]:
        """Remember what keep rules chose for many groups.

        Groups and members that are not there any more are left out.
        """
        yield from self._compare_run.load()
        before: list[ChosenIn] = []
        after: list[ChosenIn] = []
        spared: list[ChosenIn] = []
        known, at = {tier: self._groups.choices(tier) for tier in Tier}, self._clock()
        waiting = iter(choices)
        while some := list(itertools.islice(waiting, _SLICE)):
            chosen: dict[Tier, dict[int, Choice]] = {tier: {} for tier in Tier}
            beside: dict[Tier, dict[int, frozenset[int]]] = {tier: {} for tier in Tier}
            for group_id in some:
                group, there = self._still_there(group_id, choices[group_id])
                if group is None or not there:
                    continue
                keys, of_tier = self._groups.keys(group), known[group.tier]
                was = {key: of_tier.get(key, Choice.OPEN) for key in keys}
                now = ChosenIn(group_id, group.tier, keys, there, False, group.photo_ids, at)
                before.append(replace(now, choices={key: was[key] for key in there}))
                after.append(now)
                chosen[group.tier] |= there
                beside[group.tier] |= seen_beside(keys, was | dict(there))
            spared += sparing.spared(self._groups, self._remember(chosen, beside), at)
            yield Turn.AGAIN
        return ChoicesMade(tuple(before), tuple(after), tuple(spared))

    def choose_again(self, wanted: Sequence[ChosenIn]) -> LongWork[ChosenAgain]:
        """Take choices back, or make them again; see `choosing_again`."""
        yield from self._compare_run.load()
        again = ChoosingAgain(self._store, self._groups)
        return (yield from again.work(wanted))

    def decide(self, group_id: str, kind: Verdict, keys: Sequence[int]) -> LongWork[VerdictsMade]:
        """Remember a verdict for good, and make the groups again that it concerns.

        Args:
            group_id: of the group that was looked at.
            kind: for `KEEP` it is said of each of the members, else of every two of them.
            keys: of the members.

        Raises:
            ReviewError: the group is another one now, or this cannot be said of these members.
        """
        yield from self._compare_run.load()
        group = self._groups.find(group_id)
        self._check_members(group, keys)
        verdicts = self._verdicts(group, kind, list(dict.fromkeys(keys)))
        numbers = self._store.verdicts.add(verdicts, self._clock())
        spared: tuple[ChosenIn, ...] = ()
        if kind is Verdict.KEEP:  # what stays for good is put down for the trash in no group
            spared = self._open_everywhere(
                group.photo_ids if group.tier is Tier.SAME_FILE else keys
            )
        elif group.tier is Tier.SAME_FILE:  # they stay beside each other
            spared = self._open({group.tier: keys})
        yield from self._keep_apart()
        return VerdictsMade(tuple(numbers), spared)

    def revoke(self, verdict_ids: Sequence[int]) -> LongWork[None]:
        """Let verdicts hold no more."""
        self._store.verdicts.revoke(verdict_ids)
        yield from self._keep_apart()

    def decide_again(self, rows: Sequence[VerdictRow]) -> LongWork[Sequence[int]]:
        """Let revoked verdicts hold again; their numbers, the same as before."""
        numbers = [row.id for row in rows]
        self._store.verdicts.decide_again(numbers)
        yield from self._keep_apart()
        return numbers

    def verdicts(self, text: str) -> LongWork[Sequence[VerdictRow]]:
        """The verdicts that hold, the last first, whose old or present paths contain `text`."""
        found: list[VerdictRow] = []
        before: VerdictRow | None = None
        while True:
            rows, before = self._store.verdicts.search(text, _SLICE, before)
            found += rows
            if before is None:
                return found
            yield Turn.AGAIN

    def preview(self, tier: Tier, preset: Preset) -> LongWork[RulePreview]:
        """What keep rules would do to all groups of a tier; see `core.duplicates.preview`.

        Raises:
            ReviewError: these are similar shots.
        """
        if tier is Tier.SIMILAR_SHOTS:
            raise ReviewError(ReviewFault.RULES_FOR_SHOTS)
        yield from self._compare_run.load()
        groups = sorted(self._groups.groups(tier), key=lambda group: (-group.freed, group.id))
        return (yield from _turns(previewed(self._store, tier, groups, preset)))

    def preview_groups(self, choices: Proposed) -> LongWork[list[PreviewedGroup]]:
        """Some groups of a preview, those that are in sight, with all that is shown of them.

        Those that are gone since have no members.
        """
        yield from self._compare_run.load()
        there = [group for id_ in choices if (group := self._found(id_)) is not None]
        known = {one.id: one for one in shown(self._store, there, choices)}
        return [known.get(id_) or PreviewedGroup(id_, ()) for id_ in choices]

    def save_preset(self, preset: Preset) -> None:
        """Save keep rules under their name.

        Raises:
            ReviewError: they have none.
        """
        if not preset.name.strip():
            raise ReviewError(ReviewFault.RULES_NAMELESS)
        self._store.presets.save(preset)

    def _open_everywhere(self, photo_ids: Sequence[int]) -> tuple[ChosenIn, ...]:
        """The same of photos in the groups of all tiers, and of all their equal files."""
        wanted = set(photo_ids)
        files = [
            key
            for group in self._groups.groups(Tier.SAME_FILE)
            if not wanted.isdisjoint(group.photo_ids)
            for key in self._groups.keys(group)
        ]
        tiers = dict.fromkeys((Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS), photo_ids)
        return self._open({Tier.SAME_FILE: files, **tiers})

    def _open(self, members: Mapping[Tier, Sequence[int]]) -> tuple[ChosenIn, ...]:
        """What was to go of some members is undecided again; what of it stood."""
        forgotten = self._store.choices.spare(members)
        return tuple(sparing.spared(self._groups, forgotten, self._clock()))

    def _check_members(self, group: Group, keys: Collection[int]) -> None:
        if not set(keys) <= set(self._groups.keys(group)):
            raise ReviewError(ReviewFault.GROUP_OTHER)

    def _found(self, group_id: str) -> Group | None:
        try:
            return self._groups.find(group_id)
        except ReviewError:
            return None

    def _still_there(
        self, group_id: str, choices: ChoicesByKey
    ) -> tuple[Group | None, ChoicesByKey]:
        group = self._found(group_id)
        if group is None:
            return None, {}
        known = set(self._groups.keys(group))
        return group, {key: choice for key, choice in choices.items() if key in known}

    def _remember(
        self,
        chosen: Mapping[Tier, ChoicesByKey],
        beside: Mapping[Tier, Mapping[int, frozenset[int]]],
    ) -> PutDown:
        """What keep rules chose; out comes what that takes back in other tiers."""
        forgotten: PutDown = {tier: {} for tier in Tier}
        with self._store.transaction():
            for tier, choices in chosen.items():
                found = self._store.choices.choose(
                    tier, choices, by_hand=False, beside=beside[tier]
                )
                for other, going in found.items():
                    forgotten[other] |= going
        return forgotten

    def _verdicts(self, group: Group, kind: Verdict, keys: Sequence[int]) -> list[NewVerdict]:
        """What is said of members, one by one or two by two."""
        if kind is not Verdict.KEEP and len(keys) < 2:
            raise ReviewError(ReviewFault.ONE_ALONE)
        if len(keys) > _MOST:
            raise ReviewError(ReviewFault.TOO_MANY, _MOST)
        photos = self._store.whole_photos.get(group.photo_ids)
        if group.tier is Tier.SAME_FILE:
            return [_of_copies(kind, whole) for whole in photos.values()]
        seen = [_seen(photos[key]) for key in keys if key in photos]
        if kind is Verdict.KEEP:
            return [NewVerdict(kind, one) for one in seen]
        return [NewVerdict(kind, one, other) for one, other in itertools.combinations(seen, 2)]

    def _keep_apart(self) -> LongWork[None]:
        yield from self._compare_run.keep_apart(self._store.verdicts.pairs())


def _of_copies(kind: Verdict, whole: WholePhoto) -> NewVerdict:
    """What is said of the equal files of a photo; it belongs to their one content."""
    if kind is Verdict.NOT_DUPLICATES:
        raise ReviewError(ReviewFault.EQUAL_BYTES)
    one = _seen(whole)
    return NewVerdict(kind, one) if kind is Verdict.KEEP else NewVerdict(kind, one, one)


def _seen(whole: WholePhoto) -> PhotoIdentity:
    return PhotoIdentity(whole.photo.content_hash, os.fsencode(whole.photo.path))


def _turns(work: Iterator[None]) -> LongWork[RulePreview]:
    """A generator of the core as a long job."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            preview: RulePreview = end.value
            return preview
        yield Turn.AGAIN
