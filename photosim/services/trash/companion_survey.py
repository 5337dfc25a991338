"""What goes with photos besides themselves, read from their directories before anything is moved.

A plan can only name what was looked for: RAW files, films and sidecars beside the photos that a
person chose, and of which of them no copy would stay (`companion_copies`). It is a look ahead;
`safety_checks` reads the bytes when it comes to moving. For a thread that may wait for disks.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from photosim.core.disk.file_identity import lying
from photosim.core.errors import TrashError
from photosim.core.folders import companions
from photosim.core.records.trash import Companion, TrashRequest
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.trash.companion_copies import CompanionCopies, FilesThatStay, is_sidecar
from photosim.services.trash.unit_files import (
    AskCaptureTimes,
    AskEqualFiles,
    names_in,
    none_known,
    of_one_stem,
)

_SLICE = 200
"""Photos looked up in one turn: some 10 ms from a disk that has been read before."""

Companions = Mapping[str, tuple[Companion, ...]]
"""What belongs to photos, by the photo's path; those to which nothing belongs are left out."""


_SharedWith = dict[bytes, tuple[bytes, ...]]
"""What belongs to a photo, and for each the photos that it belongs to besides; paths."""


@dataclass(frozen=True, slots=True)
class _SurveyedDirectory:
    """One directory and the files that may have to do with each other in it."""

    path: bytes
    relatives: companions.Relatives

    def path_of(self, name: bytes) -> bytes:
        """The whole path of a name."""
        return os.path.join(self.path, name)  # noqa: PTH118 (bytes)


_Find = Callable[
    [_SurveyedDirectory, Sequence[bytes], Collection[bytes]], Iterator[tuple[bytes, _SharedWith]]
]
"""Looks for others of some photos in a directory; the last argument holds all that was asked."""


class CompanionSurvey:
    """One look; it reads each directory once. Belongs to one thread, short-lived: it remembers.

    Args:
        taken: capture times.
        equal_files: which files hold the same bytes.
    """

    def __init__(self, taken: AskCaptureTimes, equal_files: AskEqualFiles = none_known) -> None:
        self._taken = taken
        self._equal_files = equal_files
        self._directories: dict[bytes, _SurveyedDirectory] = {}

    def companions(self, paths: Iterable[str]) -> LongWork[Companions]:
        """What belongs to some photos, also what other photos share, without what is among them.

        Photos that are gone, or whose directory cannot be read, are left out: when they are to be
        moved the person is told.
        """
        wanted = frozenset(os.fsencode(path) for path in paths)
        return (yield from self._look(wanted, self._belonging, left_out=wanted))

    def whole_units(self, paths: Iterable[str]) -> LongWork[Companions]:
        """All that belongs to each of some photos, also what is asked about itself."""
        wanted = frozenset(os.fsencode(path) for path in paths)
        return (yield from self._look(wanted, self._belonging, left_out=()))

    def _look(
        self, wanted: Collection[bytes], find: _Find, left_out: Collection[bytes]
    ) -> LongWork[Companions]:
        """What `find` finds for the paths that are wanted, without what is to be left out of it."""
        found: dict[str, tuple[Companion, ...]] = {}
        for directory, names in _by_directory(wanted):
            for start in range(0, len(names), _SLICE):
                some = find(self._read(directory), names[start : start + _SLICE], wanted)
                for path, others in some:
                    with_it = {other: by for other, by in others.items() if other not in left_out}
                    if there := tuple(_lying_there(with_it)):
                        found[os.fsdecode(path)] = there
                yield Turn.AGAIN
        return found

    def going_along(self, requests: Sequence[TrashRequest]) -> LongWork[Companions]:
        """What goes with the files of some requests, and of which of it no copy would stay.

        A companion that goes with several of the files stands with the first of them; one that
        belongs to a photo that stays as well does not go.
        """
        going = frozenset(os.fsencode(request.path) for request in requests)
        along = yield from self._look(going, self._leaving, left_out=going)
        all_going = {request.path for request in requests}
        all_going |= {one.path for files in along.values() for one in files}
        keepers: defaultdict[str, set[str]] = defaultdict(set)
        for request in requests:
            for one in along.get(request.path, ()):
                keepers[one.path].update(path for path in request.keepers if path not in all_going)
        staying = yield from self._staying(set().union(*keepers.values()), all_going)
        equal = yield from self._equal(sorted(keepers))
        copies = CompanionCopies(staying, equal, all_going)
        return (yield from _judged(requests, along, keepers, copies))

    def _staying(
        self, keepers: Collection[str], all_going: Collection[str]
    ) -> LongWork[FilesThatStay]:
        """What stays with each of some photos that stay, itself among it."""
        beside = yield from self.companions(keepers)
        found: dict[str, set[tuple[str, int]]] = {}
        for keeper in keepers:
            files = [*_lying_there({os.fsencode(keeper): ()}), *beside.get(keeper, ())]
            found[keeper] = {(f.path, f.size) for f in files if f.path not in all_going}
        return found

    def _equal(self, paths: Sequence[str]) -> LongWork[Mapping[bytes, Collection[bytes]]]:
        """The other files of those that are photos, as far as the library knows them."""
        photos = [os.fsencode(path) for path in paths if not is_sidecar(path)]
        found: dict[bytes, Collection[bytes]] = {}
        for start in range(0, len(photos), _SLICE):
            found |= self._equal_files(photos[start : start + _SLICE])
            yield Turn.AGAIN
        return found

    def _belonging(
        self, directory: _SurveyedDirectory, names: Sequence[bytes], _chosen: Collection[bytes]
    ) -> Iterator[tuple[bytes, _SharedWith]]:
        """For some photos of a directory what belongs to each, and to whom it belongs besides."""
        for name, relatives, taken in self._asked(directory, names):
            unit = companions.unit_of(name, relatives, taken)
            others: _SharedWith = {directory.path_of(o): () for o in unit.names if o != name}
            for shared in unit.shared:
                besides = [other for other in shared.photos if other not in unit.photos]
                others[directory.path_of(shared.name)] = tuple(map(directory.path_of, besides))
            yield directory.path_of(name), others

    def _leaving(
        self, directory: _SurveyedDirectory, names: Sequence[bytes], chosen: Collection[bytes]
    ) -> Iterator[tuple[bytes, _SharedWith]]:
        """For some photos of a directory what goes with each when all that was chosen goes."""
        for name, relatives, taken in self._asked(directory, names):
            also = {other for other in relatives if directory.path_of(other) in chosen}
            unit = companions.leaving(name, relatives, also, taken)
            yield (
                directory.path_of(name),
                {directory.path_of(other): () for other in unit.names if other != name},
            )

    def _asked(
        self, directory: _SurveyedDirectory, names: Sequence[bytes]
    ) -> Iterator[tuple[bytes, Sequence[bytes], Mapping[bytes, datetime | None]]]:
        """Photos that are there with what may have to do with them, if anything may."""
        asked = {name: r for name in names if name in (r := directory.relatives.of(name))}
        unsure = {photo for relatives in asked.values() for photo in of_one_stem(relatives)}
        taken = self._taken(directory.path, unsure) if unsure else {}
        for name, relatives in asked.items():
            if len(relatives) > 1 and companions.is_photo(name):
                yield name, relatives, taken

    def _read(self, directory: bytes) -> _SurveyedDirectory:
        if directory not in self._directories:
            try:
                names = names_in(directory)
            except TrashError:
                names = []
            there = companions.Relatives(names)
            self._directories[directory] = _SurveyedDirectory(directory, there)
        return self._directories[directory]


def _by_directory(paths: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for path in paths:
        directory, name = os.path.split(path)
        found[directory].append(name)
    return iter(sorted(found.items()))


def _lying_there(paths: _SharedWith) -> Iterator[Companion]:
    for path, besides in paths.items():
        try:
            shared = tuple(os.fsdecode(other) for other in besides)
            yield Companion(os.fsdecode(path), lying(path).size, shared_with=shared)
        except TrashError:
            continue  # it went a moment ago


def _judged(
    requests: Sequence[TrashRequest],
    along: Companions,
    keepers: Mapping[str, Collection[str]],
    copies: CompanionCopies,
) -> LongWork[Companions]:
    """What goes with each file, named once, and of which of it a copy stays."""
    found: dict[str, tuple[Companion, ...]] = {}
    told: set[str] = set()
    for request in requests:
        new = [one for one in along.get(request.path, ()) if one.path not in told]
        told.update(one.path for one in new)
        if new:
            found[request.path] = tuple(copies.judged(one, keepers[one.path]) for one in new)
            yield Turn.AGAIN
    return found
