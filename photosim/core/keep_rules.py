"""From an ordered list of keep rules to a proposal for each member of a group, with its reason.

Rule by rule the members that it prefers are left, until one is: it stays, for the reason of the
rule that decided; each other one goes for the reason of the rule at which it fell behind. What no
rule tells apart stays open. Whatever the rules say, these are never proposed for the trash: what
lies in a folder that is never touched, what the person said to keep, what cannot be read now, what
would take a RAW file or a film with it of which nothing like it stays, all similar shots, and what
is only probably the same picture. So
there is always a member that does not go. Pure; the order of members and the clock do not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from photosim.core import companions
from photosim.core.pair import Tier
from photosim.core.preferences import COMPANIONS, Folders, Preference, prepared
from photosim.core.review import Choice, Member, Rule

Proposal = dict[int, tuple[Choice, str]]
"""By member key: what is proposed, and why, in words."""

PROTECTED = "in a folder that is never touched"
SAID = "you said that it stays"
UNREADABLE = "its folder cannot be read now"
ALONE = "the only one that can be read now"
EQUAL = "no rule tells it from another one"
TIED = "otherwise equal"
NO_RULE = "no rule says which one stays"
BY_HAND = "similar shots are chosen by hand"
UNCERTAIN = "probably the same picture: not compared closely yet"

_BESIDE = {
    PROTECTED: "equal to one in a folder that is never touched",
    SAID: "equal to one of which you said that it stays",
}
_SIDECARS = frozenset(ending.decode() for ending in companions.SIDECARS_OF_NAMES)


@dataclass(slots=True)
class _Race:
    """Who is left while rules are applied.

    Attributes:
        left: members that no rule has told apart so far, by path.
        why: of the last rule that did.
        goes: reasons of those that fell behind, by key.
    """

    left: list[Member]
    why: str = ""
    goes: dict[int, str] = field(default_factory=dict)

    def apply(self, preference: Preference) -> None:
        """Let only the preferred ones be left."""
        best, others = preference.split(self.left)
        if not others:
            return
        self.why = preference.stays(best[0], max(others, key=preference.rank))
        self.goes |= {member.key: preference.goes(member, best[0]) for member in others}
        self.left = best

    def leave(self, members: Sequence[Member], why: str) -> None:
        """Let only these be left, for a reason that is no rule's."""
        kept = {member.key for member in members}
        self.goes |= {member.key: why for member in self.left if member.key not in kept}
        self.left, self.why = list(members), why

    @property
    def is_open(self) -> bool:
        """Whether there is something to tell apart."""
        return len(self.left) > 1


class KeepRules:
    """A list of rules, ready for any number of groups.

    Args:
        rules: in order; the first that tells members apart decides.
        never_touch: folders whose photos never go, subfolders included; text as `os.fsdecode`.
        kept: content hashes, hex, of photos of which the person said that they stay.
        breaks_ties: of members that are equal in every respect the first by path stays; without
            it they are left open.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        never_touch: Iterable[str] = (),
        kept: Collection[str] = (),
        *,
        breaks_ties: bool = False,
    ) -> None:
        self._rules = [prepared(rule) for rule in rules]
        self._never_touch = Folders(never_touch)
        self._kept = frozenset(kept)
        self._breaks_ties = breaks_ties

    def propose(self, tier: Tier, members: Sequence[Member]) -> Proposal:
        """What shall become of each member of a group.

        Args:
            tier: of the group.
            members: at least one; their own choices and suggestions do not matter.
        """
        stays = {m.key: why for m in members if (why := self._why_it_stays(m))}
        if tier is Tier.SIMILAR_SHOTS:
            return _opened(members, stays, BY_HAND)
        if not all(member.is_certain for member in members):
            return _opened(members, stays, UNCERTAIN)
        if not self._rules and not self._breaks_ties:
            return _opened(members, stays, NO_RULE)
        race = _Race(sorted((m for m in members if not m.photo.offline), key=_by_path))
        self._run(tier, race, stays)
        return _proposal(members, race, stays)

    def _run(self, tier: Tier, race: _Race, stays: Mapping[int, str]) -> None:
        for rule in self._rules:
            if not race.is_open:
                break
            preference = rule(tier, race.left)
            if preference is not None:
                race.apply(preference)
        if race.is_open:
            race.apply(COMPANIONS)
        if not race.is_open:
            return
        staying = [member for member in race.left if member.key in stays]
        if staying and (tier is Tier.SAME_FILE or self._breaks_ties):
            race.leave(staying, _BESIDE[stays[staying[0].key]])
        elif self._breaks_ties:
            race.leave(race.left[:1], TIED)

    def _why_it_stays(self, member: Member) -> str:
        if self._never_touch.place(member.paths) is not None:
            return PROTECTED
        return why_it_stays(member, self._kept)


def why_it_stays(member: Member, kept: Collection[str]) -> str:
    """Why a member is never proposed for the trash, whatever speaks for it; empty when it may be.

    Args:
        member: of any group.
        kept: content hashes, hex, of photos of which the person said that they stay.
    """
    if member.is_protected:
        return PROTECTED
    if member.photo.content_hash in kept:
        return SAID
    return UNREADABLE if member.photo.offline else ""


def _proposal(members: Sequence[Member], race: _Race, stays: Mapping[int, str]) -> Proposal:
    left = {member.key for member in race.left}
    staying = [member for member in members if member.key in left or member.key in stays]
    endings = {_ending(name) for member in staying for name in member.companions}
    found: Proposal = {}
    for member in members:
        if member.key in stays:
            found[member.key] = (Choice.KEEP, stays[member.key])
        elif member.key in left:
            is_best = (Choice.KEEP, race.why or ALONE)
            found[member.key] = (Choice.OPEN, EQUAL) if race.is_open else is_best
        elif lost := _lost(member, endings):
            found[member.key] = (Choice.OPEN, f"{lost} would go with it")
        else:
            found[member.key] = (Choice.TRASH, race.goes[member.key])
    return found


def _opened(members: Iterable[Member], stays: Mapping[int, str], why: str) -> Proposal:
    return {
        member.key: (Choice.KEEP, stays[member.key]) if member.key in stays else (Choice.OPEN, why)
        for member in members
    }


def _lost(member: Member, staying: Collection[str]) -> str:
    """A companion of which nothing like it stays, other than a sidecar; empty for none."""
    for name in member.companions:
        if _ending(name) not in staying and _ending(name) not in _SIDECARS:
            return name
    return ""


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _by_path(member: Member) -> tuple[tuple[str, ...], int]:
    paths = member.paths
    return tuple(sorted(paths)) if len(paths) > 1 else paths, member.key
