"""Which of two files of one picture was made of the other: saved again, or resized.

Tried out where it may be so (`resave_trial`, `resize_trial`), on the files' own bytes. Runs in a
worker process; imports OpenCV.
"""

from __future__ import annotations

from dataclasses import replace

from photosim.core.compare import resave_trial, resize_trial
from photosim.core.compare.close_job import OnDisk
from photosim.core.compare.differences import has_more_around, is_cropped, quarters
from photosim.core.compare.geometry import Size
from photosim.core.compare.opened_files import read_from_disk
from photosim.core.records.pairs import Comparison, Differences, Tier


def with_provenance(found: Comparison, pair: tuple[OnDisk, OnDisk]) -> Comparison:
    """What comparing the files found, and which of the two was made of the other one.

    Raises:
        UnavailableFileError: a file that was read before is not there any more.
        DecodeError: one cannot be decoded.
    """
    differences = found.differences
    if found.tier is not Tier.SAME_PICTURE or differences is None:
        return found
    made = differences
    if _may_be_resaved(differences, pair):
        made = replace(made, resaved=resave_trial.resaved(*_both(pair)))
    if _may_be_resized(differences, pair):
        made = replace(made, resized=resize_trial.resized(*_both(pair)))
    return replace(found, differences=made)


def _both(pair: tuple[OnDisk, OnDisk]) -> tuple[bytes, bytes]:
    return read_from_disk(pair[0])[0], read_from_disk(pair[1])[0]


def _may_be_resaved(differences: Differences, pair: tuple[OnDisk, OnDisk]) -> bool:
    """Whether that can be tried out, and is not known: equal pixels are nobody's copy."""
    sizes = _sizes(pair)
    is_jpeg = any(one.look.file_format == "JPEG" for one in pair)
    return is_jpeg and sizes[0] == sizes[1] and not differences.is_equal


def _may_be_resized(differences: Differences, pair: tuple[OnDisk, OnDisk]) -> bool:
    """Whether that can be tried out: of whole pictures that are not turned."""
    if is_cropped(differences) or has_more_around(differences):
        return False
    is_upright = not differences.is_mirrored and not quarters(differences)
    return is_upright and resize_trial.may_be_resized(*_sizes(pair))


def _sizes(pair: tuple[OnDisk, OnDisk]) -> tuple[Size, Size]:
    looks = pair[0].look, pair[1].look
    return (looks[0].width, looks[0].height), (looks[1].width, looks[1].height)
