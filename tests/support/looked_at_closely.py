"""Two files looked at closely, as if their thumbnails were one picture. For tests."""

from __future__ import annotations

import dataclasses
import hashlib

import numpy as np

from photosim.core.compare import exposure, measured_differences, superposition
from photosim.core.compare.close_job import CloseOrder, OnDisk
from photosim.core.compare.file_comparison import settled
from photosim.core.compare.fit import best_fit
from photosim.core.compare.opened_files import opened
from photosim.core.compare.prepared import Prepared
from photosim.core.image import thumbnails
from photosim.core.image.decode import Decoder
from photosim.core.records.pairs import Comparison, Differences, PairInput, Thresholds, Tier
from photosim.core.records.photos import Metadata

PROBABLY = Comparison(1, 2, Tier.SAME_PICTURE, 0.99, is_certain=False)


def prepared(data: bytes) -> Prepared:
    return Prepared(thumbnails.make(Decoder().open(data).image))


def looked(first: bytes, second: bytes) -> Comparison:
    decoder = Decoder()
    files = opened(decoder, first, "a"), opened(decoder, second, "b")
    compared = probably(first, second)
    return settled(compared, files, superposition.kept(compared.differences))


def probably(first: bytes, second: bytes) -> Comparison:
    """What the thumbnails of two files say, which are one picture to them."""
    found = differences(prepared(first), prepared(second))
    return dataclasses.replace(PROBABLY, differences=found)


def differences(one: Prepared, other: Prepared) -> Differences | None:
    """As comparing finds them; None where the thumbnails cannot be laid on each other."""
    fit = best_fit(one, other, Thresholds().same_coverage)
    if fit is None:
        return None
    first, second = (
        PairInput(n, np.ones(4, np.float32) / 2, 0, Metadata(), *seen.size, "JPEG", 1)
        for n, seen in ((1, one), (2, other))
    )
    tones = exposure.compare(one, other, fit.alignment)
    return measured_differences.find(first, second, one, other, fit, tones)


def on_disk(number: int, data: bytes, *paths: bytes, size: tuple[int, int] = (600, 400)) -> OnDisk:
    look = PairInput(number, np.ones(4, np.float32) / 2, 0, Metadata(), *size, "JPEG", len(data))
    return OnDisk(look, hashlib.sha256(data).digest(), paths)


def to_look_at(photo: OnDisk, partner: OnDisk, compared: Comparison) -> CloseOrder:
    """Two photos that were compared."""
    return CloseOrder(photo, (partner,), (compared,), (superposition.kept(compared.differences),))
