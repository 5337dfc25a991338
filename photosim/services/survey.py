"""What goes with photos besides themselves, read from their directories before anything is moved.

A plan can only name what was looked for: RAW files, films and sidecars beside the photos that a
person chose, and of which of them no copy would stay. It is a look ahead, by names and sizes;
`safeguard` reads the bytes when it comes to moving. For a thread that may wait for disks.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from photosim.core import companions
from photosim.core.content import lying
from photosim.core.errors import TrashError
from photosim.services.jobs import LongWork, Turn
from photosim.services.shot_files import Taken, names_in, of_one_stem
from photosim.services.trash_orders import Beside, Going

_SLICE = 200
"""Photos looked up in one turn: some 10 ms from a disk that has been read before."""

_FEW = 6
"""Up to so many photos of a directory are looked up faster among all names, 20,000 of them."""

_SIDECARS = tuple(b"." + ending for ending in companions.SIDECARS_OF_NAMES)

_Kept = Mapping[str, Collection[tuple[str, int]]]
"""Endings and bytes of the files that stay with a photo, itself among them, by its path."""

Companions = Mapping[str, tuple[Beside, ...]]
"""What belongs to photos, by the photo's path; those to which nothing belongs are left out."""


@dataclass(slots=True)
class _Directory:
    """One directory and the names of its files.

    Attributes:
        shots: the names by what those of one shot have in common, once it is worth while.
        n_asked: how many photos were looked up in it.
    """

    path: bytes
    names: Sequence[bytes]
    shots: Mapping[bytes, Sequence[bytes]] | None = None
    n_asked: int = 0

    def shot(self, name: bytes) -> Sequence[bytes]:
        """The files that may belong to the same shot as a photo."""
        self.n_asked += 1
        if self.shots is None and self.n_asked <= _FEW:
            return companions.namesakes(name, self.names)
        if self.shots is None:
            self.shots = companions.shots(self.names)
        return self.shots.get(companions.shot_of(name), ())


class Survey:
    """One look; it reads each directory once. Belongs to one thread, short-lived: it remembers.

    Args:
        taken: capture times.
    """

    def __init__(self, taken: Taken) -> None:
        self._taken = taken
        self._directories: dict[bytes, _Directory] = {}

    def beside(self, paths: Iterable[str]) -> LongWork[Companions]:
        """What belongs to some photos, without what is among them itself.

        Photos that are gone, or whose directory cannot be read, are left out: when they are to be
        moved the person is told.
        """
        wanted = dict.fromkeys(os.fsencode(path) for path in paths)
        found: dict[str, tuple[Beside, ...]] = {}
        for directory, names in _by_directory(wanted):
            for start in range(0, len(names), _SLICE):
                some = self._beside(self._read(directory), names[start : start + _SLICE])
                for name, others in some:
                    path = os.path.join(directory, name)  # noqa: PTH118 (bytes)
                    with_it = [other for other in others if other not in wanted]
                    if there := tuple(_lying(with_it)):
                        found[os.fsdecode(path)] = there
                yield Turn.AGAIN
        return found

    def with_orders(self, goings: Sequence[Going]) -> LongWork[Companions]:
        """What goes with files besides them, and of which of it no copy would stay.

        A companion that goes with several of the files stands with the first of them.
        """
        beside = yield from self.beside(going.path for going in goings)
        keepers: defaultdict[str, set[str]] = defaultdict(set)
        for going in goings:
            for one in beside.get(going.path, ()):
                if _counts(one):
                    keepers[one.path].update(going.stays)
        stays = yield from self._stays(
            set().union(*keepers.values()), frozenset(going.path for going in goings)
        )
        found: dict[str, tuple[Beside, ...]] = {}
        told: set[str] = set()
        for going in goings:
            new = [one for one in beside.get(going.path, ()) if one.path not in told]
            told.update(one.path for one in new)
            if new:
                found[going.path] = tuple(_judged(one, keepers, stays) for one in new)
        return found

    def _stays(self, keepers: Collection[str], gone: Collection[str]) -> LongWork[_Kept]:
        """What stays with each of some photos that stay."""
        beside = yield from self.beside(keepers)
        found: dict[str, set[tuple[str, int]]] = {}
        for keeper in keepers:
            files = [*_lying([os.fsencode(keeper)]), *beside.get(keeper, ())]
            found[keeper] = {(_ending(f.path), f.size) for f in files if f.path not in gone}
        return found

    def _beside(
        self, directory: _Directory, names: Sequence[bytes]
    ) -> Iterator[tuple[bytes, list[bytes]]]:
        """For some photos of a directory the paths of what belongs to each."""
        shots = {name: shot for name in names if name in (shot := directory.shot(name))}
        asked = {photo for shot in shots.values() for photo in of_one_stem(shot)}
        taken = self._taken(directory.path, asked) if asked else {}
        for name, shot in shots.items():
            if len(shot) > 1 and companions.is_photo(name):
                unit = companions.unit_of(name, shot, taken)
                others = [other for other in unit.names if other != name]
                yield name, [os.path.join(directory.path, other) for other in others]  # noqa: PTH118 (bytes)

    def _read(self, directory: bytes) -> _Directory:
        if directory not in self._directories:
            try:
                names = names_in(directory)
            except TrashError:
                names = []
            self._directories[directory] = _Directory(directory, names)
        return self._directories[directory]


def _by_directory(paths: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for path in paths:
        directory, name = os.path.split(path)
        found[directory].append(name)
    return iter(sorted(found.items()))


def _lying(paths: Iterable[bytes]) -> Iterator[Beside]:
    for path in paths:
        try:
            yield Beside(os.fsdecode(path), lying(path).size)
        except TrashError:
            continue  # it went a moment ago


def _counts(one: Beside) -> bool:
    """Whether a companion has a content of its own: no sidecar."""
    return not os.fsencode(one.path).lower().endswith(_SIDECARS)


def _judged(one: Beside, keepers: Mapping[str, Collection[str]], stays: _Kept) -> Beside:
    """A companion, and whether nothing of its ending and size stays for it."""
    known = (_ending(one.path), one.size)
    has_copy = any(known in stays[keeper] for keeper in keepers.get(one.path, ()))
    return Beside(one.path, one.size, _counts(one) and not has_copy)


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()
