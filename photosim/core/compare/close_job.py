"""Pairs whose files are to be looked at closely: what goes to a worker process, what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from photosim.core.compare.superposition import Superposition
from photosim.core.records.pairs import Comparison, Doubt, PairInput, Spot, Tier


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A photo, and where it lies.

    Attributes:
        look: what is known of it.
        content_hash: SHA-256 of its files.
        paths: of those that can be read, bytes.
        is_measured: whether it is known how much of its pixels is real, or nobody asks.
    """

    look: PairInput
    content_hash: bytes
    paths: tuple[bytes, ...]
    is_measured: bool = True


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """A photo and others whose thumbnails are the same picture.

    Attributes:
        photo, partners: whose files are looked at.
        comparisons: what the thumbnails of each partner and the photo said.
        superpositions: how the first photo of each of these lies on the second, as their thumbnails
            do; None where no way was found.
    """

    photo: OnDisk
    partners: tuple[OnDisk, ...]
    comparisons: tuple[Comparison, ...]
    superpositions: tuple[Superposition | None, ...]


@dataclass(frozen=True, slots=True)
class CloseAnswer:
    """What came of it.

    Attributes:
        comparisons: certain ones; pairs that are missing could not be read just now.
        details: by photo id, of those that were not measured before (`core.image.detail`).
    """

    comparisons: tuple[Comparison, ...]
    details: Mapping[int, float] = field(default_factory=dict)


def same(comparison: Comparison) -> Comparison:
    """The files say what the thumbnails said."""
    return replace(comparison, is_certain=True)


def not_same(comparison: Comparison, doubt: Doubt, spot: Spot | None = None) -> Comparison:
    """The files do not say it: similar shots, of which nothing is proposed for the trash."""
    differences = comparison.differences
    if differences is not None:
        differences = replace(differences, spot=spot)
    return replace(
        comparison,
        tier=Tier.SIMILAR_SHOTS,
        doubt=doubt,
        differences=differences,
        is_certain=True,
    )
