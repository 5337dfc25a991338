"""From an ordered list of keep rules to a proposal for each member of a group, with its reason.

Rule by rule the members that it prefers are left, until one is: it stays, for the reason of the
rule that decided; each other one goes for the reason of the rule at which it fell behind. What no
rule tells apart stays open. Whatever the rules say, these are never proposed for the trash: photos
in a folder that is never touched, or in another program's library; photos that the person keeps,
here or in another group; photos that cannot be read now, or were not examined by this version;
photos with which a RAW file, a film or a sidecar would go of which no equal stays; photos with
other pages than the one that stays; photos that may be better than it, where only signs speak
against them; similar shots, and what is only probably the same picture. A damaged photo stays for
none, nor does one of another program. So there is always a member that does not go. Pure; the order
of members and the clock do not matter.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from photosim.core.duplicates import drawbacks, losses, real_pixels
from photosim.core.duplicates.keep_rule_kinds import FolderSet, by_companions, prepared
from photosim.core.duplicates.ranking import Preference, Undecidable
from photosim.core.folders import exclusions
from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Loss, Reason, Why, reason
from photosim.core.records.review import Choice, Member, Rule

Proposal = dict[int, tuple[Choice, Reason]]
"""By member key: what is proposed, and why."""

_BESIDE = {
    Why.PROTECTED: Why.BESIDE_PROTECTED,
    Why.SAID: Why.BESIDE_SAID,
    Why.CHOSEN: Why.BESIDE_CHOSEN,
}


@dataclass(slots=True)
class _Elimination:
    """Who is left while rules are applied.

    Attributes:
        left: members that no rule has told apart so far, by path.
        why: of the last rule that did.
        goes: reasons of those that fell behind, by key.
        guessed: those of which signs alone say that they are not the better ones.
        doubt: why the person must look at those that are left; None when a rule may go on.
    """

    left: list[Member]
    why: Reason | None = None
    goes: dict[int, Reason] = field(default_factory=dict)
    guessed: set[int] = field(default_factory=set)
    doubt: Reason | None = None

    def apply(self, preference: Preference) -> None:
        """Let only the preferred ones be left."""
        best, others = preference.split(self.left)
        if not others:
            return
        self.why = preference.stays(best[0], max(others, key=preference.rank))
        self.goes |= {member.key: preference.goes(member, best[0]) for member in others}
        if preference.is_guess:
            self.guessed.update(member.key for member in others)
        self.left = best

    def leave(self, members: Sequence[Member], code: Why) -> None:
        """Let only these be left, for a reason that is no rule's."""
        kept, why = {member.key for member in members}, reason(code)
        self.goes |= {member.key: why for member in self.left if member.key not in kept}
        self.left, self.why = list(members), why

    @property
    def is_open(self) -> bool:
        """Whether there is something to tell apart, and a rule may do it."""
        return len(self.left) > 1 and not self.doubt


class KeepRules:
    """A list of rules, ready for any number of groups.

    Args:
        rules: in order; the first that tells members apart decides.
        never_touch: folders whose photos never go, subfolders included; text as `os.fsdecode`.
        kept: content hashes, hex, of photos of which the person said that they stay.
        chosen: the same of photos that are kept in a group of another tier.
        breaks_ties: of members that are equal in every respect the first by path stays; without
            it they are left open.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        never_touch: Iterable[str] = (),
        kept: Collection[str] = (),
        chosen: Collection[str] = (),
        *,
        breaks_ties: bool = False,
    ) -> None:
        self._rules = prepared(tuple(rules))
        self._never_touch = FolderSet(never_touch)
        self._kept = frozenset(kept)
        self._chosen = frozenset(chosen)
        self._breaks_ties = breaks_ties

    def is_kept(self, member: Member) -> bool:
        """Whether the person said of a photo that it stays, in every group."""
        return member.photo.content_hash in self._kept

    def propose(self, tier: Tier, members: Sequence[Member]) -> Proposal:
        """What shall become of each member of a group.

        Args:
            tier: of the group.
            members: at least one; their own choices and suggestions do not matter.
        """
        doubtful = [member for member in members if not member.is_certain]
        if doubtful and len(doubtful) < len(members):
            certain = [member for member in members if member.is_certain]
            return self.propose(tier, certain) | self.propose(tier, doubtful)
        stays = {m.key: why for m in members if (why := self._why_it_stays(m))}
        if tier is Tier.SIMILAR_SHOTS:
            return _opened(members, stays, Why.BY_HAND)
        if doubtful:
            return _opened(members, stays, Why.UNCERTAIN)
        if not self._rules and not self._breaks_ties:
            return _opened(members, stays, Why.NO_RULE)
        aside = {m.key: why for m in members if (why := _why_aside(m))}
        elimination = _Elimination(sorted((m for m in members if _can_stay(m)), key=_by_path))
        if len(elimination.left) == 1:
            elimination.why = _why_alone(aside.values())
        self._run(tier, elimination, stays)
        return _Proposing(members, elimination, stays, aside).proposal()

    def _run(self, tier: Tier, elimination: _Elimination, stays: Mapping[int, Why]) -> None:
        for rule in (*self._rules, by_companions):
            if not elimination.is_open:
                break
            preference = rule(tier, elimination.left)
            if isinstance(preference, Undecidable):
                elimination.doubt = preference.why
            elif preference is not None:
                elimination.apply(preference)
        if not elimination.is_open:
            return
        staying = [member for member in elimination.left if member.key in stays]
        if staying and (tier is Tier.SAME_FILE or self._breaks_ties):
            elimination.leave(staying, _BESIDE[stays[staying[0].key]])
        elif self._breaks_ties:
            elimination.leave(elimination.left[:1], Why.TIED)

    def _why_it_stays(self, member: Member) -> Why | None:
        if self._never_touch.place(member.paths) is not None:
            return Why.PROTECTED
        if why := why_it_stays(member, self._kept):
            return why
        return Why.CHOSEN if member.photo.content_hash in self._chosen else None


def why_it_stays(member: Member, kept: Collection[str]) -> Why | None:
    """Why a member is never proposed for the trash, whatever speaks for it; None when it may be.

    Args:
        member: of any group.
        kept: content hashes, hex, of photos of which the person said that they stay.
    """
    if member.is_protected:
        return Why.PROTECTED
    if member.photo.content_hash in kept:
        return Why.SAID
    if member.photo.offline:
        return Why.UNREADABLE
    return Why.OWNED if True in _owned(member) else None


@dataclass(frozen=True, slots=True)
class _Proposing:
    """What becomes of a group's members after the elimination.

    Attributes:
        members: all of them.
        elimination: as it ended.
        stays: why some stay whatever the rules say, by key.
        aside: why some did not take part, by key.
    """

    members: Sequence[Member]
    elimination: _Elimination
    stays: Mapping[int, Why]
    aside: Mapping[int, Why]

    def proposal(self) -> Proposal:
        """For every member."""
        staying = [m for m in self.members if m.key in self._left or m.key in self.stays]
        doubts = self._doubts(staying)
        found = {
            member.key: (Choice.OPEN, doubts[member.key])
            if member.key in doubts
            else self._of(member, staying)
            for member in self.members
        }
        return found | self._doubted(found, doubts)

    def _doubts(self, staying: Sequence[Member]) -> dict[int, Reason]:
        """Of members that go by signs, without proof: why each may be the better one."""
        asked = (self.elimination.guessed - self.stays.keys() - self.aside.keys()) - self._left
        members = [member for member in self.members if member.key in asked]
        return {m.key: why for m in members if (why := _speaks_for(m, staying))}

    def _doubted(self, found: Proposal, doubts: Mapping[int, Reason]) -> Proposal:
        """The one that stays is left open, too, beside what may be better and is no smaller.

        And where nothing goes: then there is nothing to propose.
        """
        left = [member for member in self.elimination.left if member.key not in self.stays]
        if not doubts or len(left) != 1 or len(self.elimination.left) != 1:
            return {}
        goes = {key for key, (choice, _) in found.items() if choice is Choice.TRASH}
        others = (member for member in self.members if member.key in doubts)
        if goes and all(real_pixels.is_larger(left[0], other) for other in others):
            return {}
        return self._beside_certain(goes) | {left[0].key: (Choice.OPEN, reason(Why.DOUBTED))}

    def _beside_certain(self, goes: Collection[int]) -> Proposal:
        """What goes where only those stay for certain that stay whatever the rules say."""
        certain = [member for member in self.members if member.key in self.stays]
        if not certain:
            return {}
        doubts = self._doubts(certain)
        return {
            member.key: (Choice.OPEN, doubts[member.key])
            if member.key in doubts
            else self._unless_lost(member, certain, reason(Why.BESIDE_KEPT))
            for member in self.members
            if member.key in goes
        }

    def _of(self, member: Member, staying: Sequence[Member]) -> tuple[Choice, Reason]:
        if member.key in self.stays:
            return Choice.KEEP, reason(self.stays[member.key])
        if member.key in self.aside:
            return self._aside(member, staying)
        if member.key in self._left:
            return self._not_told_apart()
        return self._unless_lost(member, staying, self.elimination.goes[member.key])

    @property
    def _left(self) -> set[int]:
        return {member.key for member in self.elimination.left}

    def _not_told_apart(self) -> tuple[Choice, Reason]:
        if len(self.elimination.left) > 1:
            return Choice.OPEN, self.elimination.doubt or reason(Why.EQUAL)
        return Choice.KEEP, self.elimination.why or reason(Why.ALONE)

    def _aside(self, member: Member, staying: Sequence[Member]) -> tuple[Choice, Reason]:
        """Damaged photos go only where everything that they have stays."""
        why = self.aside[member.key]
        if why is not Why.DAMAGED:
            return Choice.OPEN, reason(why)
        whole = [other for other in staying if _can_stay(other)]
        if not whole or self.elimination.doubt:
            return Choice.OPEN, self.elimination.doubt or reason(Why.DAMAGED_ALONE)
        lost = losses.known_lost(member, whole)
        if lost or all(real_pixels.is_larger(member, other) for other in whole):
            return Choice.OPEN, reason(Why.DAMAGED_BUT, *(lost or (reason(Loss.MORE_PIXELS),)))
        return self._unless_lost(member, whole, reason(Why.DAMAGED))

    def _unless_lost(
        self, member: Member, staying: Sequence[Member], why: Reason
    ) -> tuple[Choice, Reason]:
        pages = {other.photo.n_frames for other in staying}
        if pages != {member.photo.n_frames}:
            return Choice.OPEN, reason(Why.OTHER_PAGES, member.photo.n_frames, max(pages))
        if lost := losses.unmatched(member, staying):
            return Choice.OPEN, reason(Why.TAKES_ALONG, lost)
        is_guessed = member.key in self.elimination.guessed
        if is_guessed and (fact := losses.known_alone(member, staying)):
            return Choice.OPEN, reason(Why.KNOWN_ALONE, fact)
        return Choice.TRASH, why


def _speaks_for(member: Member, staying: Sequence[Member]) -> Reason | None:
    """Why a photo may be better than each of those that stay; None when one is as good."""
    said = [drawbacks.speaks_for(member, other) for other in staying if _can_stay(other)]
    return reason(said[0]) if said and said[0] and all(said) else None


def _can_stay(member: Member) -> bool:
    """Whether a photo may stand for others."""
    return not member.photo.offline and not _why_aside(member)


def _why_aside(member: Member) -> Why | None:
    """Why a photo takes no part; None when it does."""
    if not member.photo.is_examined or not member.is_looked_beside:
        return Why.UNEXAMINED
    if member.photo.is_damaged:
        return Why.DAMAGED
    return None if False in _owned(member) else Why.OWNED


def _why_alone(aside: Collection[Why]) -> Reason | None:
    """Why the only photo that takes part stays, by why the others do not; None for no reason."""
    if Why.DAMAGED in aside:
        return reason(Why.WHOLE)
    return reason(Why.NOT_OWNED) if Why.OWNED in aside else None


def _owned(member: Member) -> list[bool]:
    """Of each of its files whether it lies in another program's library."""
    return [exclusions.owner_of(path.rpartition(os.sep)[0]) is not None for path in member.paths]


def _opened(members: Iterable[Member], stays: Mapping[int, Why], why: Why) -> Proposal:
    return {
        member.key: (Choice.KEEP, reason(stays[member.key]))
        if member.key in stays
        else (Choice.OPEN, reason(why))
        for member in members
    }


def _by_path(member: Member) -> tuple[tuple[str, ...], int]:
    paths = member.paths
    return tuple(sorted(paths)) if len(paths) > 1 else paths, member.key
