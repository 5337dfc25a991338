"""What stays for a photo that goes: of its group one that the person keeps, else one not chosen.

It is no less whole than what goes, and does not go from another group itself. Photos can be chosen
outside a review, too, wherever they are shown; for them only what is certainly the same picture,
and whole, counts as a copy that stays. Pure: members in, as `core.duplicates.plain_members` reads
them, members out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from photosim.core.duplicates import drawbacks, losses, real_pixels
from photosim.core.records.reasons import Loss, Reason, reason
from photosim.core.records.review import Choice, ChoicesByKey, Group, Member

OUTSIDE = ""
"""In the place of a group's id for photos that were chosen outside a review."""


@dataclass(frozen=True, slots=True)
class SplitGroup:
    """A group from which something goes, split into what goes and what stays.

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


def split_group(
    group: Group, members: Sequence[Member], keys: Sequence[int], choices: ChoicesByKey
) -> SplitGroup:
    """What was chosen for the trash goes of a group, the rest stays.

    Args:
        group: the group.
        members: of it, in any order.
        keys: of its members, the cover first; others count for nothing.
        choices: what was chosen, and stands, by key.
    """
    place = {key: number for number, key in enumerate(keys)}
    there = sorted((m for m in members if m.key in place), key=lambda member: place[member.key])
    going = [member for member in there if choices.get(member.key) is Choice.TRASH]
    staying = [member for member in there if choices.get(member.key) is not Choice.TRASH]
    staying.sort(key=lambda member: _rank_in_group(member, choices.get(member.key, Choice.OPEN)))
    return _split_as(group.id, going, staying)


def split_photos(
    members: Sequence[Member], chosen: Collection[int], choices: ChoicesByKey
) -> Iterator[SplitGroup]:
    """What goes of photos of the same picture; what was not looked at closely has no copy.

    Args:
        members: of one group, or a photo alone.
        chosen: the keys of those that go, of this group and of others.
        choices: what was chosen in reviews, by key: it tells which copy is named first.
    """
    going = [member for member in members if member.key in chosen]
    copies = [
        member
        for member in members
        if member.key not in chosen and member.is_certain and not member.photo.is_damaged
    ]
    copies.sort(key=lambda member: _rank_of_copy(member, choices.get(member.key, Choice.OPEN)))
    for is_certain, staying in ((True, copies), (False, [])):
        if some := [member for member in going if member.is_certain is is_certain]:
            yield _split_as(OUTSIDE, some, staying)


def with_keepers(one: SplitGroup, going_paths: frozenset[str]) -> SplitGroup:
    """The same group, and what stays for each that goes.

    Args:
        one: the group.
        going_paths: of all files that go, of this group and of all others.
    """
    return replace(
        one, keepers={member.key: _keeper(one, member, going_paths) for member in one.going}
    )


def _split_as(group_id: str, going: Sequence[Member], staying: Sequence[Member]) -> SplitGroup:
    lost = {member.key: losses.lost(member, staying) for member in going} if staying else {}
    return SplitGroup(group_id, going, staying, lost)


def _rank_in_group(member: Member, choice: Choice) -> tuple[bool, bool, bool, bool]:
    """What is named first as what stays: what is kept, is whole, is of a camera, can be read."""
    photo = member.photo
    return choice is not Choice.KEEP, photo.is_damaged, photo.camera is None, photo.offline


def _rank_of_copy(member: Member, choice: Choice) -> tuple[bool, bool, bool, int]:
    """What is named first as the copy that stays: what can be read, is kept, shows most."""
    trash, keep = choice is Choice.TRASH, choice is Choice.KEEP
    return member.photo.offline, trash, not keep, -real_pixels.total(member)


def _keeper(one: SplitGroup, going: Member, going_paths: frozenset[str]) -> Member | None:
    """What stays for a member that goes: with a file that does not go elsewhere, and no less whole.

    None where there is no such member: all go, here or in another group, or only damaged ones stay.
    Of a damaged photo a part is missing: it is no copy of a whole one. What can be read now comes
    before what is offline, unless something would be lost without that: then nothing goes.
    """
    is_damaged = going.photo.is_damaged
    there = [
        member
        for member in one.staying
        if not set(member.paths) <= going_paths and (is_damaged or not member.photo.is_damaged)
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
