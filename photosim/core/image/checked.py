"""The border of the worker: what it found out about a file is checked here, in one place.

A file may say anything: an ISO of twenty digits, a place that is no number, a name with half a
character. Behind this border every number fits its column, every text can be encoded, everything
that is counted is counted from 1. What makes no sense of the metadata becomes None; where nothing
is left without it, the file is a problem.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from photosim.core.errors import DecodeError, Fault
from photosim.core.image import captions
from photosim.core.records.photos import Examined, Floats, Metadata, Traces

MOST_SIDE = 1 << 31
"""A side of a picture, px; formats count with 32 bits."""
MOST_BYTES = 1 << 40
MOST_FRAMES = 1 << 24
MOST_DETAIL = 10.0
"""Share of real pixels along a line: crisp drawings reach 1.6."""
MOST_THUMBNAIL = 1 << 24
"""Bytes of a thumbnail; real ones have some 25,000."""
MOST_TEXT = 200
"""Characters of a camera's or a program's name."""
MOST_ISO = 100_000_000
MOST_EXPOSURE_S = 10.0 * 365 * 86_400
"""The longest exposures ever made took some years."""
MOST_F_NUMBER = 10_000.0
"""Pinhole cameras have some hundred."""
_HALF_A_DAY_S = 14 * 3600

_HASH = re.compile(r"[0-9a-f]{64}")

T = TypeVar("T", int, float)


def examined(found: Examined, dim: int) -> Examined:
    """What a worker found out, with nothing in it that cannot be kept.

    Args:
        found: by an examination.
        dim: length of the features of the worker's model.

    Raises:
        DecodeError: what a photo must have is missing or senseless.
        ValueError: it is photosim's own mistake: a hash that is none, features of another model.
    """
    if not _HASH.fullmatch(found.content_hash) or np.shape(found.features) != (dim,):
        raise ValueError(f"no hash {found.content_hash!r}, or no {dim} features")
    features = np.asarray(found.features, np.float16)
    if not np.isfinite(features).all():
        raise DecodeError(Fault.NOT_COMPARABLE)
    if not isinstance(found.thumbnail, bytes) or not 0 < len(found.thumbnail) <= MOST_THUMBNAIL:
        raise DecodeError(Fault.NO_THUMBNAIL)
    return replace(
        found,
        size=_must("size", _whole(found.size, 0, MOST_BYTES)),
        width=_must("width", _whole(found.width, 1, MOST_SIDE)),
        height=_must("height", _whole(found.height, 1, MOST_SIDE)),
        file_format=_text(found.file_format) or "",
        metadata=metadata(found.metadata),
        mean_colour=_must("colour", _whole(found.mean_colour, 0, 0xFFFFFF)),
        phash=_must("pixels", _whole(found.phash, 0, (1 << 64) - 1)),
        model_id=found.model_id,
        features=features,
        classes=_classes(found.classes),
        n_frames=_whole(found.n_frames, 1, MOST_FRAMES) or 1,
        is_damaged=bool(found.is_damaged),
        pixel_hash=found.pixel_hash if _is_hash(found.pixel_hash) else None,
        detail=_number(found.detail, 0.0, MOST_DETAIL) or None,
    )


def metadata(found: Metadata) -> Metadata:
    """Metadata in which everything senseless is None."""
    latitude = _number(found.latitude, -90.0, 90.0)
    longitude = _number(found.longitude, -180.0, 180.0)
    is_place = latitude is not None and longitude is not None
    width = _whole(found.recorded_width, 1, MOST_SIDE)
    height = _whole(found.recorded_height, 1, MOST_SIDE)
    is_size = width is not None and height is not None
    return Metadata(
        taken=_time(found.taken),
        utc_offset_s=_whole(found.utc_offset_s, -_HALF_A_DAY_S, _HALF_A_DAY_S),
        camera=_text(found.camera),
        orientation=_whole(found.orientation, 1, 8) or 1,
        latitude=latitude if is_place else None,
        longitude=longitude if is_place else None,
        exposure_s=_number(found.exposure_s, 0.0, MOST_EXPOSURE_S) or None,
        f_number=_number(found.f_number, 0.0, MOST_F_NUMBER) or None,
        iso=_whole(found.iso, 1, MOST_ISO),
        software=_text(found.software),
        recorded_width=width if is_size else None,
        recorded_height=height if is_size else None,
        rating=_whole(found.rating, 1, 5),
        traces=_traces(found.traces),
        written=_written(found.written),
    )


def _must(what: str, value: T | None) -> T:
    if value is None:
        raise DecodeError(Fault.SENSELESS, what)
    return value


def _whole(value: object, least: int, most: int) -> int | None:
    """A whole number in a range; None for everything else, numpy's numbers become Python's."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        return None
    number = int(value)
    return number if least <= number <= most else None


def _number(value: object, least: float, most: float) -> float | None:
    """A finite number in a range; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        return None
    try:
        number = float(value)
    except (OverflowError, TypeError):
        return None
    return number if math.isfinite(number) and least <= number <= most else None


def _text(value: object) -> str | None:
    """One line that can be encoded and shown; None when nothing of it is left."""
    if not isinstance(value, str):
        return None
    shown = "".join(c if c.isprintable() else " " for c in value[: 4 * MOST_TEXT])
    return " ".join(shown.split())[:MOST_TEXT].strip() or None


def _time(value: object) -> datetime | None:
    """A time by a camera's clock, without a time zone."""
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=None, fold=0)


def _written(value: object) -> bytes:
    """Digests as `captions` makes them; none of anything else."""
    if not isinstance(value, bytes) or len(value) % captions.DIGEST:
        return b""
    return value[: captions.MOST_TEXTS * captions.DIGEST]


def _traces(value: object) -> Traces:
    number = _whole(value, 0, 1 << 16)
    return Traces(number & sum(Traces)) if number else Traces.NONE


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _classes(found: Any) -> Floats:  # noqa: ANN401 (whatever a model gives)
    """`(n, 2)` float32: of the classes those whose number and probability are some."""
    rows: npt.NDArray[np.float32] = np.asarray(found, np.float32)
    if rows.ndim != 2 or rows.shape[1] != 2:
        return np.empty((0, 2), np.float32)
    is_sound = np.isfinite(rows).all(axis=1) & (rows[:, 0] >= 0) & (rows[:, 0] < 1 << 16)
    return rows[is_sound]
