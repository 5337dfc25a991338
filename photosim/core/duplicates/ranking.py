"""How members of a group are told apart: ranked, with reasons for the one that stays and what goes.

A preference says nothing that a person does not see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Reason, Why, reason
from photosim.core.records.review import Member


@dataclass(frozen=True, slots=True)
class Preference:
    """How members are told apart.

    Attributes:
        rank: larger is preferred.
        stays: why the first member stays beside the second, which goes.
        goes: why the first member goes beside the second, which stays.
        slack: ranks that differ by no more than this are equal to the best.
        is_guess: it goes by signs of which photo is the better one, not by what the person said:
            what speaks for another one (`drawbacks`) is looked at, too.
    """

    rank: Callable[[Member], float]
    stays: Callable[[Member, Member], Reason]
    goes: Callable[[Member, Member], Reason]
    slack: float = 0.0
    is_guess: bool = False

    def split(self, members: Sequence[Member]) -> tuple[list[Member], list[Member]]:
        """The best of some members, and the others, each in the order given."""
        ranks = [self.rank(member) for member in members]
        least = max(ranks) - self.slack
        if min(ranks) >= least:
            return list(members), []
        ranked = list(zip(members, ranks, strict=True))
        best = [member for member, rank in ranked if rank >= least]
        return best, [member for member, rank in ranked if rank < least]


@dataclass(frozen=True, slots=True)
class Undecidable:
    """The members are for the person to look at: no later rule may tell them apart."""

    why: Reason


MakePreference = Callable[[Tier, Sequence[Member]], Preference | Undecidable | None]
"""Asked with the members of a group that are left: how to tell them apart, None when it says
nothing of them."""


def says(why: Why) -> Callable[[Member, Member], Reason]:
    """The same of every two members."""
    return lambda one, other: reason(why)
