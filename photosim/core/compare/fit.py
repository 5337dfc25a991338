"""The best way to lay two thumbnails on each other, and how far they agree there."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.compare import agreement, alignment, geometry
from photosim.core.compare.agreement import Agreement
from photosim.core.compare.alignment import Alignment
from photosim.core.compare.geometry import Size
from photosim.core.compare.prepared import Prepared

_SLACK_PX = 1.5
"""Px of a thumbnail by which a contained picture may stick out: errors of alignment."""

_SURE = 0.9
"""Agreement from which no further way is tried."""

_LEAST_SPREAD = 0.12
"""Spread of what agrees below which it is one thing on even ground, where any other size or turn of
the thing is another crop. A mole, the moon, a word have .03 to .08; crops to 25 % and more, tilted
and framed copies .2 and more, one pair of scissors on white .23 (2026-11)."""

_WHOLE = 0.04
"""How far a map may be off laying the whole on the whole (`geometry.off_whole`) that needs no proof
but the frame: refinement, and a row that is missing."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The best way found to lay two thumbnails on each other.

    Attributes:
        alignment: how they lie.
        agreement: how their pixels agree.
        coverage: share of the inner picture that the outer one shows.
        sizes: of the inner and of the outer thumbnail, px.
    """

    alignment: Alignment
    agreement: Agreement
    coverage: float
    sizes: tuple[Size, Size]

    @property
    def is_whole(self) -> bool:
        """Whether the whole of one picture lies on the whole of the other."""
        return geometry.off_whole(self.alignment.affine, *self.sizes) < _WHOLE

    @property
    def is_of_one_thing(self) -> bool:
        """Whether all that speaks for it lies in one small place."""
        return self.agreement.spread < _LEAST_SPREAD

    @property
    def is_proven(self) -> bool:
        """Whether the pictures can hardly lie on each other in another way."""
        return not self.is_of_one_thing or self.is_whole


def best_fit(first: Prepared, second: Prepared, contained: float) -> Fit | None:
    """The way of laying one thumbnail on the other in which most agrees; None without any.

    Ways in which one picture contains the other come first: its coverage is `contained` or more.

    Raises:
        DecodeError: a thumbnail is damaged.
    """
    best: Fit | None = None
    for proposal in alignment.proposals(first, second):
        fit = _fit(first, second, proposal)
        if best is None or _rank(fit, contained) > _rank(best, contained):
            best = fit
        if best.agreement.mean >= _SURE and best.coverage >= contained and best.is_proven:
            return best
    return best


def _fit(first: Prepared, second: Prepared, proposal: Alignment) -> Fit:
    inner, outer = (second, first) if proposal.is_swapped else (first, second)
    coverage = geometry.coverage(proposal.affine, inner.size, outer.size, _SLACK_PX)
    found = agreement.agree(alignment.grey_grid(first, second, proposal))
    return Fit(proposal, found, coverage, (inner.size, outer.size))


def _rank(fit: Fit, contained: float) -> float:
    likelier = (fit.coverage >= contained) + fit.is_proven
    return fit.agreement.mean + 0.1 * likelier
