"""All that the review shows of one group: what differs, which to keep, and why.

Of equal files and of copies of one picture everything but the cover is proposed for the trash; of
similar shots, and of what is only probably one picture, nothing is: only a cover is proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from photosim.core import quality
from photosim.core.differences import words
from photosim.core.grouping import Grouped
from photosim.core.keep_rules import UNCERTAIN, why_it_stays
from photosim.core.pair import Comparison, Differences, Tier
from photosim.core.plain_members import PlainMembers
from photosim.core.preferences import Folders
from photosim.core.quality import Quality
from photosim.core.review import Choice, Group, GroupDetail, Member
from photosim.core.store import Store
from photosim.core.store.members import Fact

_COPY = "the same file as the one that stays"


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known around a group.

    Attributes:
        facts: of its photos.
        by_pair: comparisons by the photos, both ways round.
        choices: what was chosen, by key.
        never_touch: folders whose photos never go.
        kept: content hashes, hex, of photos of which the person said that they stay.
    """

    facts: Mapping[int, Fact]
    by_pair: Mapping[tuple[int, int], Comparison]
    choices: Mapping[int, Choice]
    never_touch: Folders
    kept: frozenset[str]


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
    is_copied = group.tier is Tier.SAME_FILE
    told = _copies(there) if is_copied else _photos(group, there, around)
    chosen = [_chosen(member, around) for member in told]
    weakest = min(around.by_pair.values(), key=lambda c: c.similarity, default=None)
    return GroupDetail(
        _counted(group, [member.choice for member in chosen]),
        tuple(chosen),
        (weakest.first, weakest.second) if weakest else (there[0].key, there[1].key),
        weakest.doubt if weakest else None,
    )


def turned(found: Differences) -> Differences:
    """The differences of the first photo from the second."""
    return Differences(
        first_px=found.second_px,
        second_px=found.first_px,
        enlarged=1 / found.enlarged if found.enlarged else 0.0,
        shown=1 - found.beyond,
        beyond=1 - found.shown,
        degrees=found.degrees if found.is_mirrored else -found.degrees,
        is_mirrored=found.is_mirrored,
        is_framed=False,  # what the framed one shows beyond is no border of the other
        is_marked=found.is_marked,
        stops=-found.stops,
        colour=-found.colour,
        first_format=found.second_format,
        second_format=found.first_format,
        first_size=found.second_size,
        second_size=found.first_size,
    )


def _counted(group: Group, choices: Sequence[Choice]) -> Group:
    """The group with the numbers of members that are chosen for the trash and not chosen yet."""
    numbers = Counter(choices)
    n_open = group.n_members - numbers[Choice.KEEP] - numbers[Choice.TRASH]
    return replace(group, n_trash=numbers[Choice.TRASH], n_open=n_open)


def _look_around(store: Store, grouped: Grouped) -> _Around:
    group = grouped.group
    found = store.pairs.comparisons(group.photo_ids)
    by_pair = {pair: c for c in found for pair in ((c.first, c.second), (c.second, c.first))}
    return _Around(
        store.members.facts(group.photo_ids),
        by_pair,
        store.choices.of(group.tier, grouped.keys),
        Folders(store.presets.never_touch()),
        store.verdicts.kept(),
    )


def _chosen(member: Member, around: _Around) -> Member:
    """The member with what was chosen, and never proposed for the trash when it must stay."""
    is_protected = around.never_touch.place(member.paths) is not None
    known = replace(
        member,
        choice=around.choices.get(member.key, Choice.OPEN),
        is_protected=is_protected,
    )
    why = why_it_stays(known, around.kept) if member.suggestion is Choice.TRASH else ""
    return replace(known, suggestion=Choice.KEEP, reason=why) if why else known


def _copies(members: Sequence[Member]) -> list[Member]:
    cover = replace(members[0], suggestion=Choice.KEEP, reason="the first of equal files")
    return [
        cover,
        *(replace(m, suggestion=Choice.TRASH, reason=_COPY) for m in members[1:]),
    ]


def _photos(group: Group, members: Sequence[Member], around: _Around) -> list[Member]:
    known = [_quality(around.facts.get(member.key)) for member in members]
    brightest = max((q.exposure for q in known if q), default=0.0) or 1.0
    shown = [
        replace(
            _compared(members[0], member, around),
            exposure=found.exposure / brightest if found else None,
        )
        for member, found in zip(members, known, strict=True)
    ]
    if group.tier is Tier.SAME_PICTURE:
        return _of_one_picture(shown, around)
    said = _shot_reason(known)
    return [replace(shown[0], suggestion=Choice.KEEP, reason=said), *shown[1:]]


def _compared(cover: Member, member: Member, around: _Around) -> Member:
    """The member with its differences from the cover."""
    comparison = around.by_pair.get((cover.key, member.key))
    if member.key == cover.key or comparison is None or comparison.differences is None:
        return member
    found = comparison.differences
    details = found if comparison.first == cover.key else turned(found)
    return replace(member, differences=words(details), details=details)


def _of_one_picture(members: Sequence[Member], around: _Around) -> list[Member]:
    cover = replace(members[0], suggestion=Choice.KEEP, reason=_why_original(members, around.facts))
    if not all(member.is_certain for member in members):
        return [cover, *(replace(m, reason=UNCERTAIN) for m in members[1:])]
    return [cover, *(replace(m, suggestion=Choice.TRASH, reason=_why_copy(m)) for m in members[1:])]


def _why_copy(member: Member) -> str:
    return ", ".join(member.differences[:2]) or "the same picture, no better"


def _why_original(members: Sequence[Member], facts: Mapping[int, Fact]) -> str:
    """What the cover has and no other; in the order that made it the cover."""
    cover, *others = (facts[member.key] for member in members if member.key in facts)
    if all(cover.pixels > other.pixels for other in others):
        return "most pixels"
    if cover.has_camera and not any(other.has_camera for other in others):
        return "has what the camera wrote"
    if all(cover.size > other.size for other in others):
        return "largest file"
    return "as good as any of them"


def _quality(fact: Fact | None) -> Quality | None:
    return fact.quality if fact else None


def _shot_reason(known: Sequence[Quality | None]) -> str:
    """What speaks for the first of some shots."""
    if known[0] is None:
        return ""
    return ", ".join(quality.reasons([q for q in known if q is not None], 0))
