"""What belongs to one shot and therefore always moves together: its unit.

A camera writes one shot as several files that share a stem: RAW and JPEG, the picture and the
short film of a Live Photo, a small THM, a spoken note. Programs write beside it what was done to
it: `IMG_1.xmp` or `IMG_1.jpg.xmp`, Apple `IMG_1234.AAE`, and the edited picture as `IMG_E1234`.
Two photos of one unit are never duplicates of each other. Two photos of one stem without any of
this, `IMG_1.jpg` and `IMG_1.png`, are a conversion: each is a unit of its own.

Pure functions over the names in one directory, with the capture times where they are known: a
camera's counter begins anew some day, so times that differ tell that one stem means two shots.
Names are bytes, case does not matter in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from photosim.core import formats

RECORDINGS = frozenset((b"mov", b"mp4", b"wav"))
"""Endings of the film of a Live Photo and of a spoken note: they have a content of their own."""

WITH_RECORDINGS = frozenset((b"heic", b"heif", b"hif", b"jpg", b"jpeg", b"jpe", b"dng"))
"""Endings of the photos that cameras write a recording beside."""

SIDECARS = frozenset((b"xmp", b"aae", b"thm", b"pp3", b"dop", b"vrd", b"on1"))
"""Endings of files that only say something about a photo: by Adobe, darktable and digiKam; Apple;
cameras; RawTherapee; DxO; Canon; ON1."""

SIDECARS_OF_NAMES = SIDECARS | {b"json"}
"""The same after a whole file name, `IMG_1.jpg.json`: Google writes them with what it exports."""

SAME_TIME = timedelta(seconds=1)
"""RAW and JPEG of one shot carry the same second; fractions of it only one of them may have."""

_APPLE_EDITED = re.compile(rb"img_[eo](\d{4})")


@dataclass(frozen=True, slots=True)
class Unit:
    """The files of one shot in one directory; names, each sorted.

    Attributes:
        photos: pictures, RAW files among them, whether photosim can read them or not.
        recordings: films and sounds that were recorded with them.
        sidecars: what was written about them.
    """

    photos: tuple[bytes, ...]
    recordings: tuple[bytes, ...] = ()
    sidecars: tuple[bytes, ...] = ()

    @property
    def names(self) -> tuple[bytes, ...]:
        """All of them; photos last, so that what is cut off in the middle leaves photos."""
        return self.sidecars + self.recordings + self.photos


def units(
    names: Iterable[bytes], taken: Mapping[bytes, datetime | None] | None = None
) -> list[Unit]:
    """The units of one directory, by the name of their first photo.

    Args:
        names: the ordinary files in it; those that are neither photo nor companion are left out.
        taken: capture times as the camera's clock showed them, where they are known.
    """
    found = [unit for shot in shots(names).values() for unit in _units_of_shot(shot, taken or {})]
    return sorted(found, key=lambda unit: unit.photos)


def unit_of(
    name: bytes,
    names: Iterable[bytes],
    taken: Mapping[bytes, datetime | None] | None = None,
) -> Unit:
    """The unit of one photo among the names of its directory; as `units`, without the others.

    Raises:
        ValueError: `name` is not a photo among `names`.
    """
    shot = namesakes(name, names)
    for unit in _units_of_shot(shot, taken or {}):
        if name in unit.photos:
            return unit
    raise ValueError(name)


def namesakes(name: bytes, names: Iterable[bytes]) -> list[bytes]:
    """Those of some names that may belong to the same shot as a photo, itself among them."""
    wanted = shot_of(name)
    start = wanted[:4]  # a quick look first: a directory may hold thousands
    near = (other for other in names if other[: len(start)].lower() == start)
    return [other for other in near if shot_of(other) == wanted]


def shots(names: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    """The names of a directory by `shot_of`: as `namesakes` for each of them, but at once."""
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for name in names:
        found[shot_of(name)].append(name)
    return dict(found)


def is_photo(name: bytes) -> bool:
    """Whether a file of this name is a picture, also a RAW file that cannot be read here."""
    return formats.is_photo_name(name, raw=True)


def shot_of(name: bytes) -> bytes:
    """What the names of all files of a shot have in common, in lower case."""
    stem, ending = _parts(name)
    if ending in SIDECARS_OF_NAMES and _is_media(stem):
        stem, _ = _parts(stem)
    stem = stem.lower()
    edited = _APPLE_EDITED.fullmatch(stem)
    return b"img_" + edited[1] if edited else stem


def _units_of_shot(names: Collection[bytes], taken: Mapping[bytes, datetime | None]) -> list[Unit]:
    """The units among files that share a stem."""
    photos = sorted(name for name in names if is_photo(name))
    beside = sorted(name for name in names if not is_photo(name))
    owned, shared = _owned(photos, beside)
    times = {name: time for name in photos if (time := taken.get(name)) is not None}
    if times and max(times.values()) - min(times.values()) > SAME_TIME:
        # what has no time cannot be told to belong to one of the shots: it stays alone
        groups, shared = _by_time(photos, times), []
    elif photos and (shared or _is_one_shot(photos)):
        groups = [photos]
    else:
        groups = [[photo] for photo in photos]
    return [_unit(group, [*shared, *(n for p in group for n in owned[p])]) for group in groups]


def _is_one_shot(photos: Collection[bytes]) -> bool:
    """Whether the names of photos that share a stem say that a camera wrote them together."""
    stems = {_parts(photo)[0].lower() for photo in photos}
    return len(stems) > 1 or any(_parts(p)[1] in formats.RAW_EXTENSIONS for p in photos)


def _by_time(photos: Iterable[bytes], times: Mapping[bytes, datetime]) -> list[list[bytes]]:
    groups: list[list[bytes]] = []
    last: datetime | None = None
    for photo in sorted(times, key=lambda name: (times[name], name)):
        if last is None or times[photo] - last > SAME_TIME:
            groups.append([])
            last = times[photo]
        groups[-1].append(photo)
    return [*groups, *([photo] for photo in photos if photo not in times)]


def _owned(
    photos: Collection[bytes], beside: Collection[bytes]
) -> tuple[dict[bytes, list[bytes]], list[bytes]]:
    """What lies beside photos of a stem: by the one photo it names, and what is for all of them."""
    owned: dict[bytes, list[bytes]] = {photo: [] for photo in photos}
    by_name = defaultdict(list)
    for photo in photos:
        by_name[photo.lower()].append(photo)
    recordings = _recordings(photos, beside)
    shared = list(recordings)
    for name in beside:
        stem, ending = _parts(name)
        named = by_name.get(stem.lower(), [])
        if named and ending in SIDECARS_OF_NAMES:
            owned[stem if stem in owned else named[0]].append(name)
        elif ending in (SIDECARS_OF_NAMES if stem in recordings else _of_stem(stem)):
            shared.append(name)
    return owned, shared


def _of_stem(stem: bytes) -> frozenset[bytes]:
    """Endings of sidecars that say something about all photos of a stem."""
    return frozenset() if _is_media(stem) else SIDECARS


def _recordings(photos: Iterable[bytes], beside: Iterable[bytes]) -> list[bytes]:
    """The films and sounds beside photos of a stem, if cameras write any beside such photos."""
    if not any(_parts(photo)[1] in WITH_RECORDINGS for photo in photos):
        return []
    return [name for name in beside if _parts(name)[1] in RECORDINGS]


def _unit(photos: Iterable[bytes], beside: Collection[bytes]) -> Unit:
    recordings = sorted(name for name in beside if _parts(name)[1] in RECORDINGS)
    sidecars = sorted(name for name in beside if _parts(name)[1] not in RECORDINGS)
    return Unit(tuple(sorted(photos)), tuple(recordings), tuple(sidecars))


def _is_media(name: bytes) -> bool:
    return is_photo(name) or _parts(name)[1] in RECORDINGS


def _parts(name: bytes) -> tuple[bytes, bytes]:
    """Stem and ending in lower case; a name without a dot is all stem."""
    stem, dot, ending = name.rpartition(b".")
    return (stem, ending.lower()) if dot and stem else (name, b"")
