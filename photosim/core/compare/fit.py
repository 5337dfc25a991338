"""The best way to lay two thumbnails on each other, and how far they agree there."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.compare import agreement, alignment, geometry
from photosim.core.compare.agreement import Agreement
from photosim.core.compare.alignment import Alignment
from photosim.core.compare.prepared import Prepared

_SLACK_PX = 1.5
"""Px of a thumbnail by which a contained picture may stick out: errors of alignment."""

_SURE = 0.9
"""Agreement from which no further way is tried."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The best way found to lay two thumbnails on each other.

    Attributes:
        alignment: how they lie.
        agreement: how their pixels agree.
        coverage: share of the inner picture that the outer one shows.
    """

    alignment: Alignment
    agreement: Agreement
    coverage: float


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
        if best.agreement.mean >= _SURE and best.coverage >= contained:
            return best
    return best


def _fit(first: Prepared, second: Prepared, proposal: Alignment) -> Fit:
    inner, outer = (second, first) if proposal.is_swapped else (first, second)
    coverage = geometry.coverage(proposal.affine, inner.size, outer.size, _SLACK_PX)
    found = agreement.agree(alignment.overlay(first, second, proposal))
    return Fit(proposal, found, coverage)


def _rank(fit: Fit, contained: float) -> float:
    return fit.agreement.mean + (0.1 if fit.coverage >= contained else 0.0)
