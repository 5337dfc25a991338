"""What comparing found two members of a group to be to each other. Pure."""

from __future__ import annotations

from photosim.core.compare.differences import turned
from photosim.core.records.pairs import Differences
from photosim.core.records.review import Member


def beside(one: Member, other: Member) -> Differences | None:
    """How the other photo differs from the one; None when nobody has compared them."""
    known = other.compared.get(one.key)
    if known is None or known.differences is None:
        return None
    return known.differences if known.second == other.key else turned(known.differences)


def is_resaved_from(one: Member, other: Member) -> bool:
    """Whether it was tried out that one photo was made by saving the other."""
    found = beside(other, one)
    return found is not None and found.resaved > 0


def is_resized_from(one: Member, other: Member) -> bool:
    """Whether it was tried out that one photo was made by resizing the other."""
    found = beside(other, one)
    return found is not None and found.resized > 0
