"""What keep rules would do to all groups of a tier, before anything happens."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field

from photosim.core.duplicates import losses, standing_choices
from photosim.core.duplicates.keep_rules import Proposal
from photosim.core.duplicates.plain_members import MembersOfGroup, PlainMembers
from photosim.core.duplicates.rule_inputs import RuleInputs
from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Reason
from photosim.core.records.review import (
    Choice,
    Group,
    Member,
    Preset,
    PreviewedGroup,
    PreviewedMember,
    Proposed,
    RulePreview,
)
from photosim.core.store import Store

_CHUNK = 50
"""Groups between two yields: some 15 ms."""


@dataclass(slots=True)
class _GrowingPreview:
    """A preview that grows."""

    choices: dict[str, Proposal] = field(default_factory=dict)
    n_groups: int = 0
    n_undecided: int = 0
    n_losing: int = 0
    n_partly: int = 0
    n_trash: int = 0
    freed: int = 0
    going: list[str] = field(default_factory=list)

    def add(self, group: Group, members: MembersOfGroup, proposal: Proposal) -> None:
        self.choices[group.id] = proposal
        choices = {choice for choice, _ in proposal.values()}
        is_open, is_losing = Choice.OPEN in choices, Choice.TRASH in choices
        self.n_groups += not is_open
        self.n_undecided += is_open
        self.n_losing += is_losing
        self.n_partly += is_open and is_losing
        for member in members:
            if proposal[member.key][0] is Choice.TRASH:
                self.n_trash += 1
                self.freed += member.n_bytes
                self.going += member.paths


def _is_by_hand(members: MembersOfGroup, by_hand: Collection[int]) -> bool:
    return bool(by_hand) and any(member.key in by_hand for member in members)


def previewed(
    store: Store, tier: Tier, groups: Sequence[Group], preset: Preset
) -> Generator[None, None, RulePreview]:
    """Apply keep rules to groups; nothing is chosen by that.

    Groups in which the person chose by hand are left out, and those of which less than two members
    are still there.

    Args:
        store: of the library.
        tier: of the groups.
        groups: all of them.
        preset: the rules; its never-touch folders and those of all saved presets hold.

    Yields:
        Nothing, every few milliseconds.
    """
    rules = RuleInputs.read(store, tier).rules(preset)
    by_hand = standing_choices.chosen_by_hand(store, tier, [one.photo_ids for one in groups])
    reader = PlainMembers(store)
    counted = _GrowingPreview()
    for start in range(0, len(groups), _CHUNK):
        chunk = groups[start : start + _CHUNK]
        for group, members in zip(chunk, reader.of(chunk), strict=True):
            if len(members) > 1 and not _is_by_hand(members, by_hand):
                counted.add(group, members, rules.propose(tier, members))
        yield
    return RulePreview(
        counted.choices,
        counted.n_groups,
        counted.n_undecided,
        counted.n_trash,
        counted.freed,
        tuple(counted.going),
        counted.n_losing,
        counted.n_partly,
    )


def shown(store: Store, groups: Sequence[Group], choices: Proposed) -> list[PreviewedGroup]:
    """Some groups of a preview with all that a person is shown of them.

    Args:
        store: of the library.
        groups: a few dozen; what is in none of `choices` is left out.
        choices: what the preview proposed, by group.
    """
    known = [group for group in groups if group.id in choices]
    found = PlainMembers(store).of(known)
    return [
        _shown(group, members, choices[group.id])
        for group, members in zip(known, found, strict=True)
    ]


def _shown(
    group: Group, members: MembersOfGroup, proposal: Mapping[int, tuple[Choice, Reason]]
) -> PreviewedGroup:
    there = [member for member in members if member.key in proposal]
    there.sort(key=lambda member: _PLACES[proposal[member.key][0]])
    staying = [member for member in there if proposal[member.key][0] is not Choice.TRASH]
    told = [_told(member, proposal[member.key], staying) for member in there]
    return PreviewedGroup(group.id, tuple(told))


def _told(
    member: Member, said: tuple[Choice, Reason], staying: Sequence[Member]
) -> PreviewedMember:
    choice, reason = said
    lost = losses.lost(member, staying) if choice is Choice.TRASH else ()
    return PreviewedMember(member.photo, choice, reason, lost)


_PLACES = {Choice.KEEP: 0, Choice.TRASH: 1, Choice.OPEN: 2}
"""In which order members are shown."""
