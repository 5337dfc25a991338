"""Which members were saved from another one: a close look has tried it out (`resave_trial`).

No record and no number of bytes says as much: what was saved from a file shows no more than that
file. Only where it knows nothing more, either, is it the one that goes. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core.duplicates import compared, losses
from photosim.core.duplicates.ranking import Preference, says
from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Trace, Why, reason
from photosim.core.records.review import Member


def not_saved_again(_: Tier, members: Sequence[Member]) -> Preference | None:
    """Prefer those that were not saved from another one that has all that they have.

    Of files of equal pixels none was compressed more often than another one.
    """
    saved = {
        member.key
        for member in members
        if any(_is_saved_from(member, other) for other in members if other is not member)
    }
    shown = {member.origin.pixel_hash for member in members if member.key not in saved} - {None}
    again = saved - {member.key for member in members if member.origin.pixel_hash in shown}
    if not again:
        return None
    return Preference(
        rank=lambda member: member.key not in again,
        stays=says(Why.SOURCE),
        goes=lambda _, __: reason(Why.MADE_OF_OTHER, reason(Trace.TWICE)),
        is_guess=True,
    )


def _is_saved_from(member: Member, other: Member) -> bool:
    found = compared.beside(member, other)
    if found is None or found.resaved >= 0:
        return False
    return set(losses.known(member)) <= set(losses.known(other))
