"""All that the review shows of one group: what differs, which to keep, and why.

What is proposed is what the keep rules say that hold by default, here as in their preview; of
similar shots only a cover is proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from photosim.core.compare.differences import place, turned
from photosim.core.duplicates import originals, real_pixels, standing_choices
from photosim.core.duplicates.grouping import Grouped
from photosim.core.duplicates.keep_rule_kinds import FolderSet
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.duplicates.member_changes import changes_beside, known_changes
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.duplicates.rule_inputs import RuleInputs
from photosim.core.records import quality
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.quality import Quality
from photosim.core.records.reasons import Reason, Why, reason
from photosim.core.records.review import (
    DEFAULTS,
    Choice,
    Group,
    GroupDetail,
    Member,
    freed_by,
)
from photosim.core.store import Store
from photosim.core.store.group_facts import MemberFact


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known around a group.

    Attributes:
        facts: of its photos.
        by_pair: comparisons by the photos, both ways round.
        choices: what was chosen, by key.
        never_touch: folders whose photos never go.
        rules: what is proposed.
    """

    facts: Mapping[int, MemberFact]
    by_pair: Mapping[tuple[int, int], Comparison]
    choices: Mapping[int, Choice]
    never_touch: FolderSet
    rules: KeepRules


def detail(
    store: Store, grouped: Grouped, members: PlainMembers | None = None
) -> GroupDetail | None:
    """A group with its members, the cover first; None when fewer than two are still there.

    Args:
        store: of the library.
        grouped: the group.
        members: reads members; one that is kept reads no directory twice.
    """
    group = grouped.group
    around = _look_around(store, grouped)
    (plain,) = (members or PlainMembers(store)).of([group])
    by_key = {member.key: member for member in plain}
    there = [by_key[number] for number in grouped.keys if number in by_key]
    if len(there) < 2:
        return None
    chosen = [_chosen(member, around) for member in there]
    proposed = (
        _similar_shots(chosen, around) if _is_by_hand(group) else _proposed(group, chosen, around)
    )
    told = proposed if group.tier is Tier.SAME_FILE else _compared_all(proposed, around)
    weakest = min(around.by_pair.values(), key=lambda c: c.similarity, default=None)
    return GroupDetail(
        _counted(group, told),
        tuple(told),
        (weakest.first, weakest.second) if weakest else (told[0].key, told[1].key),
        weakest.doubt if weakest else None,
    )


def freed(
    store: Store, groups: Sequence[Group], choices: Mapping[int, Choice], rules: KeepRules
) -> list[int]:
    """What goes of groups as it is chosen, and proposed where nothing is: bytes of each.

    Args:
        store: of the library.
        groups: a few dozen of one tier, not similar shots.
        choices: what was chosen in the tier, by key.
        rules: as of `default_rules`.
    """
    found = []
    for group, members in zip(groups, PlainMembers(store).of(groups), strict=True):
        said = rules.propose(group.tier, members) if members else {}
        told = [
            replace(m, choice=choices.get(m.key, Choice.OPEN), suggestion=said[m.key][0])
            for m in members
        ]
        found.append(freed_by(told))
    return found


def default_rules(store: Store, tier: Tier) -> KeepRules:
    """The rules that hold for a tier before the person has arranged any."""
    return RuleInputs.read(store, tier).rules(DEFAULTS[tier])


def _counted(group: Group, members: Sequence[Member]) -> Group:
    """The group with the numbers of what is chosen in it, and what that frees."""
    numbers = Counter(member.choice for member in members)
    n_open = group.n_members - numbers[Choice.KEEP] - numbers[Choice.TRASH]
    counted = replace(group, n_trash=numbers[Choice.TRASH], n_open=n_open)
    if _is_by_hand(group):
        return counted
    return replace(counted, freed=freed_by(members), is_weighed=True)


def _look_around(store: Store, grouped: Grouped) -> _Around:
    group = grouped.group
    found = store.pairs.comparisons(group.photo_ids)
    by_pair = {pair: c for c in found for pair in ((c.first, c.second), (c.second, c.first))}
    inputs = RuleInputs.read(store, group.tier)
    return _Around(
        store.group_facts.facts(group.photo_ids),
        by_pair,
        standing_choices.of_members(store, group.tier, grouped.keys),
        FolderSet(inputs.never_touch),
        inputs.rules(DEFAULTS[group.tier]),
    )


def _is_by_hand(group: Group) -> bool:
    return group.tier is Tier.SIMILAR_SHOTS


def _chosen(member: Member, around: _Around) -> Member:
    """The member with what was chosen."""
    return replace(
        member,
        choice=around.choices.get(member.key, Choice.OPEN),
        is_protected=around.never_touch.place(member.paths) is not None,
        is_kept=around.rules.is_kept(member),
    )


def _proposed(group: Group, members: Sequence[Member], around: _Around) -> list[Member]:
    """What the rules say; what stays comes first, else the cover."""
    said = around.rules.propose(group.tier, members)
    told = [replace(m, suggestion=said[m.key][0], reason=said[m.key][1]) for m in members]
    if group.tier is Tier.SAME_FILE:
        told = [replace(member, reason=_of_equal_files(member.reason)) for member in told]
    return sorted(told, key=lambda member: member.suggestion is not Choice.KEEP)


def _of_equal_files(why: Reason | None) -> Reason | None:
    """A reason among equal files: which of them the person meant is not known, all stay."""
    is_said = why is not None and why.code is Why.SAID
    return reason(Why.SAID_OF_EQUAL) if is_said else why


def _similar_shots(members: Sequence[Member], around: _Around) -> list[Member]:
    """Of similar shots the cover may stand for all; the others stay as they are.

    How good a damaged photo is was measured on what is left of it: it comes last, and stands for
    none. What was enlarged, sharpened or written on passes for the best: what may be a copy of
    another one stands for none, either.
    """
    ordered = sorted(members, key=lambda member: member.photo.is_damaged)
    first = ordered[0]
    others = ordered[1:]
    if first.photo.is_damaged or any(_may_be_made_of(one, first, around) for one in others):
        return ordered
    if any(_is_same_exposure(one, first) or _is_variant(one, first, around) for one in others):
        return ordered
    known = [_quality(around.facts.get(member.key)) for member in ordered]
    cover = replace(first, suggestion=Choice.KEEP, reason=_shot_reason(known))
    return [cover, *others]


def _is_same_exposure(one: Member, other: Member) -> bool:
    """Whether two files that look different were one: some of the bytes of one have changed since.

    A disk that loses bits leaves the record and the length, and no decoder need notice; which of
    the two is whole only a person sees.
    """
    first, second = one.photo, other.photo
    return (
        first.taken is not None
        and (first.taken, first.camera) == (second.taken, second.camera)
        and (first.width, first.height) == (second.width, second.height)
        and one.n_bytes == other.n_bytes
    )


def _is_variant(one: Member, other: Member, around: _Around) -> bool:
    """Whether two photos differ in a place only, and nothing says that they are two shots.

    Something was written on one of them, or was taken away; which it is only a person sees.
    """
    pair = around.by_pair.get((one.key, other.key))
    if pair is None or pair.differences is None or pair.differences.spot is None:
        return False
    return None in (times := {one.photo.taken, other.photo.taken}) or len(times) == 1


def _may_be_made_of(source: Member, member: Member, around: _Around) -> bool:
    """Whether a shot may be a changed, enlarged or smaller copy of another one."""
    is_own_camera = member.photo.camera in (None, source.photo.camera)
    if is_own_camera and originals.is_original_of(source, member):
        return True
    pair = around.by_pair.get((source.key, member.key))
    if pair is None or pair.differences is None:
        return False
    if real_pixels.is_larger(member, source):
        return not real_pixels.seems_to_show_more(member, source)
    return real_pixels.is_larger(source, member)


def _compared_all(members: Sequence[Member], around: _Around) -> list[Member]:
    """The members with their differences from the first, and how well each is exposed."""
    known = [
        None if member.photo.is_damaged else _quality(around.facts.get(member.key))
        for member in members
    ]
    brightest = max((q.exposure for q in known if q), default=0.0) or 1.0
    return [
        replace(
            _compared(members[0], member, around),
            exposure=found.exposure / brightest if found else None,
        )
        for member, found in zip(members, known, strict=True)
    ]


def _compared(cover: Member, member: Member, around: _Around) -> Member:
    """The member with its differences from the cover."""
    comparison = around.by_pair.get((cover.key, member.key))
    if member.key == cover.key:
        return member
    if comparison is None or comparison.differences is None:
        return replace(member, changes=known_changes(member))
    found = comparison.differences
    differences = found if comparison.first == cover.key else turned(found)
    why = member.reason or place(differences.spot)
    return replace(
        member,
        changes=changes_beside(cover, member, differences),
        differences=differences,
        reason=why,
    )


def _quality(fact: MemberFact | None) -> Quality | None:
    return fact.quality if fact else None


def _shot_reason(known: Sequence[Quality | None]) -> Reason | None:
    """What speaks for the first of some shots."""
    if known[0] is None:
        return None
    merits = quality.merits([q for q in known if q is not None], 0)
    return reason(Why.BEST_SHOT, *map(reason, merits)) if merits else None
