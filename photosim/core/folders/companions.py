"""What belongs to one shot and therefore always moves together: its unit.

A camera writes one shot as several files: RAW and JPEG, the picture and the short film of a Live
Photo, a small THM, a spoken note. Programs write beside it what was done to it. How each of them
is called after its photo stands in `companion_names`; when a name leaves a doubt, the file belongs
to no photo and stays. Two photos of one unit are never duplicates of each other. Two photos of one
stem, `IMG_1.jpg` and `IMG_1.png`, are a conversion: each is a unit of its own. What belongs to
several units, `IMG_1.xmp` there, is shared: it goes when the last of them goes.

All is read from the names in one directory, with the capture times where they are known: a
camera's counter begins anew some day, so times that differ tell that one stem means two shots.
Names are bytes, case does not matter in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from photosim.core.folders import companion_names as naming
from photosim.core.folders.companion_names import SIDECARS_OF_NAMES as SIDECARS_OF_NAMES
from photosim.core.folders.companion_names import is_companion as is_companion
from photosim.core.folders.companion_names import is_media as is_media
from photosim.core.folders.companion_names import is_photo as is_photo
from photosim.core.image import formats

WITH_FILMS = frozenset((b"heic", b"heif", b"hif", b"jpg", b"jpeg", b"jpe", b"dng"))
"""Endings of the photos that cameras write a film beside."""

WITH_SOUNDS = WITH_FILMS | formats.RAW_EXTENSIONS
"""Endings of the photos that cameras write a spoken note beside."""

SAME_TIME = timedelta(seconds=1)
"""RAW and JPEG of one shot carry the same second; fractions of it only one of them may have."""

_HEICS = frozenset((b"heic", b"heif", b"hif"))

_FEW = 6
"""Up to so many photos of a directory are looked up faster among all names, 20,000 of them."""

CaptureTimesByName = Mapping[bytes, datetime | None]
"""Capture times as the camera's clock showed them, by name, where they are known."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A companion that photos of several units have in common.

    Attributes:
        name: of the companion.
        photos: all photos that it belongs to, sorted.
    """

    name: bytes
    photos: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """The files of one shot in one directory; names, each sorted.

    Attributes:
        photos: pictures, RAW files among them, whether photosim can read them or not.
        recordings: films and sounds that were recorded with them.
        sidecars: what was written about them.
        shared: what belongs to photos of other units as well, and stays while one of them does.
    """

    photos: tuple[bytes, ...]
    recordings: tuple[bytes, ...] = ()
    sidecars: tuple[bytes, ...] = ()
    shared: tuple[Shared, ...] = ()

    @property
    def names(self) -> tuple[bytes, ...]:
        """All that goes with it; photos last, so that what is cut off in the middle leaves them."""
        return self.sidecars + self.recordings + self.photos

    @property
    def companions(self) -> tuple[bytes, ...]:
        """All that belongs to it, shared or not, without its photos."""
        return self.sidecars + self.recordings + tuple(one.name for one in self.shared)


def units(names: Iterable[bytes], taken: CaptureTimesByName | None = None) -> list[Unit]:
    """The units of one directory, by the name of their first photo.

    Args:
        names: the ordinary files in it; those that are neither photo nor companion are left out.
        taken: capture times.
    """
    found = [unit for family in families(names) for unit in _units_of_family(family, taken or {})]
    return sorted(found, key=lambda unit: unit.photos)


def unit_of(name: bytes, names: Iterable[bytes], taken: CaptureTimesByName | None = None) -> Unit:
    """The unit of one photo among the names of its directory; as `units`, without the others.

    Raises:
        ValueError: `name` is not a photo among `names`.
    """
    for unit in _units_of_family(relatives(name, names), taken or {}):
        if name in unit.photos:
            return unit
    raise ValueError(name)


def leaving(
    name: bytes,
    names: Iterable[bytes],
    chosen: Collection[bytes],
    taken: CaptureTimesByName | None = None,
) -> Unit:
    """What leaves when a photo does: its unit, and with it units that it shares something with.

    Units share a fate when all photos that a shared companion belongs to leave: then it leaves,
    too. As long as one of them stays, it stays, and so does what else it belongs to.

    Args:
        name: a photo among the names.
        names: of its directory, or `relatives` of the photo.
        chosen: photos of the directory that are to leave; those of their units leave as well.
        taken: capture times.

    Raises:
        ValueError: `name` is not a photo among `names`.
    """
    found = _units_of_family(relatives(name, names), taken or {})
    if not any(name in unit.photos for unit in found):
        raise ValueError(name)
    leaves = [u for u in found if name in u.photos or any(p in chosen for p in u.photos)]
    gone = {photo for unit in leaves for photo in unit.photos}
    together = [next(unit for unit in leaves if name in unit.photos)]
    last: set[Shared] = set()
    while new := {s for u in together for s in u.shared if gone.issuperset(s.photos)} - last:
        last |= new
        with_it = {photo for shared in last for photo in shared.photos}
        together = [u for u in leaves if name in u.photos or not with_it.isdisjoint(u.photos)]
    return _joined(together, last)


def relatives(name: bytes, names: Iterable[bytes]) -> list[bytes]:
    """Those of some names that may have to do with the unit of a photo, itself among them."""
    begin = naming.beginnings(name)
    near = [other for other in names if other == name or naming.folded(other).startswith(begin)]
    exists, cut = _context(near)
    wanted = naming.family(name, exists, cut)
    return [other for other in near if naming.family(other, exists, cut) == wanted]


def families(names: Iterable[bytes]) -> list[list[bytes]]:
    """The names of a directory, those together that are `relatives` of each other."""
    known = list(names)
    exists, cut = _context(known)
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for name in known:
        found[naming.family(name, exists, cut)].append(name)
    return list(found.values())


class Relatives:
    """What may have to do with some photos of one directory; remembers once many were asked.

    Args:
        names: of the ordinary files in it.
    """

    def __init__(self, names: Sequence[bytes]) -> None:
        self._names = names
        self._families: Mapping[bytes, Sequence[bytes]] | None = None
        self._n_asked = 0

    def of(self, name: bytes) -> Sequence[bytes]:
        """As `relatives`; nothing for a name that is not there."""
        self._n_asked += 1
        if self._families is None and self._n_asked <= _FEW:
            return relatives(name, self._names)
        if self._families is None:
            found = families(self._names)
            self._families = {one: family for family in found for one in family}
        return self._families.get(name, ())


class _NameIndex:
    """The photos of a family by what companions call them.

    Args:
        names: of the family.
        taken: capture times.
    """

    def __init__(self, names: Iterable[bytes], taken: CaptureTimesByName) -> None:
        self.photos = sorted(name for name in names if naming.is_photo(name))
        self.names = _by(self.photos, lambda name: (naming.folded(name),))
        self._stems = _by(self.photos, lambda name: (_stem(name),))
        self._shots = _by(self.photos, lambda name: (naming.shot(_stem(name)),))
        self._edited = _by(self.photos, _originals)
        self._starts = _by(self.photos, naming.starts)
        self._at_odds = {photo for shot in self.shots if _times(shot, taken) for photo in shot}

    @property
    def shots(self) -> list[list[bytes]]:
        """The photos, those together whose names say that they are one shot."""
        return list(self._shots.values())

    def named(self, lower: bytes, name: bytes) -> list[bytes]:
        """Photos of a whole name; of two that only case tells apart, the one that is written so."""
        found = self.names.get(lower, [])
        exact = [photo for photo in found if name.startswith(photo)]
        return exact or found

    def of_stem(self, stem: bytes) -> list[bytes]:
        """Photos of a stem, or of the shot that it names; none when it may be several shots."""
        found = self._stems.get(stem) or self._shots.get(naming.shot(stem), [])
        return found if len(found) == 1 or self._at_odds.isdisjoint(found) else []

    def of_json(self, name: bytes) -> list[bytes]:
        """The photo that Google's JSON is about, and the copies that were edited there."""
        if (start := naming.cut_name(name)) is not None:
            return self._starts.get(start, [])
        if (named := naming.named_by_json(name)) is None:
            return []
        stem, ending = naming.parts(named)
        edited = self._edited.get(stem, [])
        about = self.named(named, name)
        if not about and ending not in _HEICS:  # Google edits those as JPEG; else it is a guess
            return [photo for photo in edited if naming.parts(photo)[1] == ending]
        return [*about, *edited]


def _context(names: Iterable[bytes]) -> tuple[Callable[[bytes], bool], frozenset[bytes]]:
    """What `family` needs to know of a directory."""
    known = list(names)
    lower = {naming.folded(name) for name in known}
    cut = {begun for name in known if (begun := naming.cut_family(name)) is not None}
    return lower.__contains__, frozenset(cut)


def _units_of_family(names: Iterable[bytes], taken: CaptureTimesByName) -> list[Unit]:
    """The units among the names of a family."""
    known = sorted(names)
    index = _NameIndex(known, taken)
    owners = _owners(known, index)
    return [_unit(group, owners) for shot in index.shots for group in _groups(shot, taken)]


def _groups(photos: Sequence[bytes], taken: CaptureTimesByName) -> list[list[bytes]]:
    """Photos of one shot by name, in units."""
    if times := _times(photos, taken):
        return _by_time(photos, times)
    return [list(photos)] if _is_one_shot(photos) else [[photo] for photo in photos]


def _times(photos: Iterable[bytes], taken: CaptureTimesByName) -> dict[bytes, datetime]:
    """Capture times that say that one name means several shots; empty when they do not."""
    times = {name: time for name in photos if (time := taken.get(name)) is not None}
    is_one = not times or max(times.values()) - min(times.values()) <= SAME_TIME
    return {} if is_one else times


def _is_one_shot(photos: Collection[bytes]) -> bool:
    """Whether the names of photos of one shot say that a camera wrote them together."""
    endings = {naming.parts(photo)[1] for photo in photos}
    return len({_stem(p) for p in photos}) > 1 or not endings.isdisjoint(formats.RAW_EXTENSIONS)


def _by_time(photos: Iterable[bytes], times: Mapping[bytes, datetime]) -> list[list[bytes]]:
    groups: list[list[bytes]] = []
    last: datetime | None = None
    for photo in sorted(times, key=lambda name: (times[name], name)):
        if last is None or times[photo] - last > SAME_TIME:
            groups.append([])
            last = times[photo]
        groups[-1].append(photo)
    return [*groups, *([photo] for photo in photos if photo not in times)]


def _owners(names: Iterable[bytes], index: _NameIndex) -> dict[bytes, list[bytes]]:
    """The photos that each companion belongs to, by the companion's name."""
    beside = [name for name in names if not naming.is_photo(name)]
    recordings = {name: _of_recording(name, index) for name in beside if naming.is_recording(name)}
    by_name = _by(recordings, lambda name: (naming.folded(name),))
    sidecars = {
        name: _of_sidecar(name, index, {key: recordings[one[0]] for key, one in by_name.items()})
        for name in beside
        if naming.parts(name)[1] in SIDECARS_OF_NAMES
    }
    return {name: photos for name, photos in (recordings | sidecars).items() if photos}


def _of_recording(name: bytes, index: _NameIndex) -> list[bytes]:
    """The photos that a film or sound was recorded with, and what was made of them since."""
    stem, ending = naming.parts(name)
    allowed = WITH_SOUNDS if ending in naming.SOUNDS else WITH_FILMS
    named = [index.named(naming.folded(stem), name)]
    for found in (*named, *map(index.of_stem, naming.stems_of_recording(name))):
        fit = [photo for photo in found if naming.parts(photo)[1] in allowed]
        heics = [photo for photo in fit if naming.parts(photo)[1] in _HEICS]
        if fit:
            return heics if heics and naming.is_hevc(name) else list(found)
    return []


def _of_sidecar(
    name: bytes, index: _NameIndex, recordings: Mapping[bytes, list[bytes]]
) -> list[bytes]:
    """The photos that a sidecar says something about, also by way of their films."""
    if naming.parts(name)[1] == b"json":
        return index.of_json(name) or recordings.get(naming.named_by_json(name) or b"", [])
    for named in naming.named_by_sidecar(name):
        if found := index.named(named, name) or recordings.get(named, []):
            return found
    return index.of_stem(_stem(name))


def _unit(photos: Collection[bytes], owners: Mapping[bytes, list[bytes]]) -> Unit:
    """Photos with what belongs to them."""
    own: list[bytes] = []
    shared: list[Shared] = []
    for name, theirs in owners.items():
        if all(photo in photos for photo in theirs):
            own.append(name)
        elif any(photo in photos for photo in theirs):
            shared.append(Shared(name, tuple(sorted(theirs))))
    return _sorted(photos, own, shared)


def _joined(units: Sequence[Unit], last: Iterable[Shared]) -> Unit:
    """Units that leave together, with what they had in common."""
    photos = [name for unit in units for name in unit.photos]
    own = {name for unit in units for name in (*unit.recordings, *unit.sidecars)}
    left = {one for unit in units for one in unit.shared if one not in last}
    return _sorted(photos, own | {one.name for one in last}, left)


def _sorted(photos: Iterable[bytes], beside: Iterable[bytes], shared: Iterable[Shared]) -> Unit:
    names = sorted(beside)
    return Unit(
        tuple(sorted(photos)),
        tuple(name for name in names if naming.is_recording(name)),
        tuple(name for name in names if not naming.is_recording(name)),
        tuple(sorted(shared, key=lambda one: one.name)),
    )


def _by(
    names: Iterable[bytes], keys: Callable[[bytes], Iterable[bytes]]
) -> dict[bytes, list[bytes]]:
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for name in names:
        for key in keys(name):
            found[key].append(name)
    return dict(found)


def _originals(name: bytes) -> tuple[bytes, ...]:
    original = naming.original(_stem(name))
    return () if original is None else (original,)


def _stem(name: bytes) -> bytes:
    return naming.folded(naming.parts(name)[0])
