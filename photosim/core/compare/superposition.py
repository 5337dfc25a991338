"""How two pictures lie on each other: found once, with their thumbnails, and handed on.

`measured_differences.superposition` says it of thumbnails that were laid on each other; the close
look begins with it. The pixels of both at the same places are a `CommonGrid`; an overlay is for a
person.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.compare import differences
from photosim.core.records.pairs import Differences


@dataclass(frozen=True, slots=True)
class Superposition:
    """How the first picture of a pair lies on the second.

    Attributes:
        placed: the map from places in the first to those in the second, as in `Differences`.
        is_first_inner: the first is laid on the second: the larger share of it is shown there.
        is_of_one_thing: all that speaks for that map lies in one small place.
    """

    placed: tuple[float, ...]
    is_first_inner: bool
    is_of_one_thing: bool


def kept(found: Differences | None) -> Superposition | None:
    """As it was found together with some differences; None where nobody has kept it."""
    if found is None or found.placed is None:
        return None
    return Superposition(found.placed, differences.is_first_inner(found), found.is_of_one_thing)
