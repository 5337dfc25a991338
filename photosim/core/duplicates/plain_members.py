"""The members of many groups at once, with what keep rules go by and nothing that takes long.

All but one thing comes from the store: where several members have a sidecar of one kind, or a film
of one kind and size, these are read (`companion_contents`). No picture is opened, no directory is
read. Companions are those that the last scan saw; what lies beside a photo now is looked at once
more when it is about to go (see `services.trash.companion_survey`).
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from photosim.core.duplicates.companion_contents import CompanionContents
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.duplicates.losses import is_sidecar
from photosim.core.folders import companions
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.photos import Photo, readable
from photosim.core.records.review import DEFAULTS, Choice, Group, Member
from photosim.core.store import Store
from photosim.core.store.whole_photos import PhotoFile, WholePhoto

MembersOfGroup = tuple[Member, ...]

_Mark = tuple[str, int]
"""The ending of what may have to be read; of RAW files and films the bytes, 0 for sidecars."""


@dataclass(frozen=True, slots=True)
class _Directory:
    """The names in one directory that are not alone: photos, and what may belong to them.

    Attributes:
        relatives: of each of them.
        sizes: their bytes; 0 for sidecars.
    """

    relatives: companions.Relatives
    sizes: Mapping[bytes, int]


@dataclass(frozen=True, slots=True)
class _Unread:
    """A file beside a photo of which only the name and the bytes are known.

    Attributes:
        path: of it.
        name: for a person.
        n_bytes: that a scan saw; 0 for sidecars.
        is_offline: it cannot be read now.
    """

    path: bytes
    name: str
    n_bytes: int
    is_offline: bool


class PlainMembers:
    """Reads members of groups. Belongs to the thread of the store; short-lived: it remembers.

    Args:
        store: of the library.
        contents: reads what lies beside photos.
    """

    def __init__(self, store: Store, contents: CompanionContents | None = None) -> None:
        self._store = store
        self._contents = contents or CompanionContents()
        self._directories: dict[tuple[int, bytes], _Directory] = {}
        self._unknown = store.beside.unknown()
        preset = DEFAULTS[Tier.SAME_FILE]
        self._file_rules = KeepRules(preset.rules, breaks_ties=preset.breaks_ties)

    def of(self, groups: Sequence[Group]) -> list[MembersOfGroup]:
        """The members of each group, without photos and files that are gone."""
        ids = [photo_id for group in groups for photo_id in group.photo_ids]
        photos = self._store.whole_photos.get(ids)
        copies = self._copies(group for group in groups if group.tier is Tier.SAME_FILE)
        compared = self._compared(group for group in groups if group.tier is Tier.SAME_PICTURE)
        found = [self._members(group, photos, copies) for group in groups]
        told = [tuple(_told(member, compared) for member in members) for members in found]
        return self._with_contents(told, photos)

    def _with_contents(
        self, groups: Sequence[MembersOfGroup], photos: Mapping[int, WholePhoto]
    ) -> list[MembersOfGroup]:
        """The members, with what is read beside them where several of a group have one of it."""
        unread = [self._unread_of_group(members, photos) for members in groups]
        wanted = {file for each in unread for of_one in each for file in of_one}
        there = sorted(file.path for file in wanted if not file.is_offline)
        contents = self._contents.of(there) if there else {}
        return [
            tuple(
                _with_read(member, files, contents) if files else member
                for member, files in zip(members, each, strict=True)
            )
            if any(each)
            else members
            for members, each in zip(groups, unread, strict=True)
        ]

    def _unread_of_group(
        self, members: MembersOfGroup, photos: Mapping[int, WholePhoto]
    ) -> list[set[_Unread]]:
        """For each member what is to be read beside it."""
        numbers = Counter(mark for member in members for mark in _marks(member))
        several = {mark for mark, n in numbers.items() if n > 1}
        return [
            set()
            if several.isdisjoint(_marks(member))
            else {
                file
                for place in photos[member.photo.id].files
                if place.path in member.paths
                for file in self._unread(place)
                if _mark(file.name, file.n_bytes) in several
            }
            for member in members
        ]

    def _unread(self, place: PhotoFile) -> Iterable[_Unread]:
        """What lies beside a file and was not read, with the bytes that a scan saw."""
        directory = os.path.dirname(os.fsencode(place.path))  # noqa: PTH120 (bytes)
        for name, content in self._beside(place).items():
            if isinstance(content, int):
                path = os.path.join(directory, name)  # noqa: PTH118 (bytes)
                yield _Unread(path, readable(name), content, place.is_offline)

    def _compared(self, groups: Iterable[Group]) -> dict[int, dict[int, Comparison]]:
        """What is known of photos beside each other, by either one."""
        ids = {photo_id for group in groups for photo_id in group.photo_ids}
        found: defaultdict[int, dict[int, Comparison]] = defaultdict(dict)
        for one in self._store.pairs.comparisons(ids):
            found[one.first][one.second] = found[one.second][one.first] = one
        return found

    def _copies(self, groups: Iterable[Group]) -> set[int]:
        """The files of photos in the tier "same file", one for each that is really another one."""
        facts = self._store.group_facts.facts({id_ for group in groups for id_ in group.photo_ids})
        return {file.id for fact in facts.values() for file in fact.copies}

    def _members(
        self, group: Group, photos: Mapping[int, WholePhoto], copies: set[int]
    ) -> MembersOfGroup:
        known = [photos[photo_id] for photo_id in group.photo_ids if photo_id in photos]
        if group.tier is Tier.SAME_FILE:
            return tuple(
                self._file(whole, place)
                for whole in known
                for place in sorted(whole.files, key=lambda place: place.id)
                if place.id in copies
            )
        sharpest = max((_sharpness(whole) or 0.0 for whole in known), default=0.0) or 1.0
        uncertain = group.uncertain_ids
        return tuple(
            self._photo(whole, sharpest, whole.photo.id not in uncertain) for whole in known
        )

    def _photo(self, whole: WholePhoto, sharpest: float, is_certain: bool) -> Member:
        files, sharpness = self._ordered(whole), _sharpness(whole)
        beside = {one for place in files for one in self._beside(place).items()}
        return Member(
            key=whole.photo.id,
            photo=whole.photo if files is whole.files else _at(whole.photo, files[0]),
            paths=tuple([place.path for place in files]) if len(files) > 1 else (files[0].path,),
            offline_paths=_offline(files),
            sharpness=None if sharpness is None else sharpness / sharpest,
            companions=_names(beside),
            media=_media(beside),
            is_looked_beside=all(map(self._is_looked_beside, files)),
            has_location=whole.photo.latitude is not None,
            is_certain=is_certain,
            origin=whole.origin,
        )

    def _ordered(self, whole: WholePhoto) -> tuple[PhotoFile, ...]:
        """The files of a photo, the one first that stays where equal files are cleaned up."""
        if len(whole.files) < 2:
            return whole.files
        chosen = self._store.choices.of(Tier.SAME_FILE, [place.id for place in whole.files])
        files = tuple(self._file(whole, place) for place in whole.files)
        (members,) = self._with_contents([files], {whole.photo.id: whole})
        said = self._file_rules.propose(Tier.SAME_FILE, members)
        rank = {Choice.KEEP: 0, Choice.OPEN: 1, Choice.TRASH: 2}
        return tuple(
            sorted(
                whole.files,
                key=lambda place: (
                    place.is_offline,
                    rank[chosen.get(place.id, Choice.OPEN)],
                    rank[said[place.id][0]],
                ),
            )
        )

    def _file(self, whole: WholePhoto, place: PhotoFile) -> Member:
        photo, beside = _at(whole.photo, place), self._beside(place).items()
        return Member(
            key=place.id,
            photo=photo,
            paths=(place.path,),
            offline_paths=_offline((place,)),
            companions=_names(beside),
            media=_media(beside),
            is_looked_beside=self._is_looked_beside(place),
            has_location=photo.latitude is not None,
            origin=whole.origin,
        )

    def _is_looked_beside(self, place: PhotoFile) -> bool:
        """Whether its folder was scanned for companions; of one that is away nothing goes."""
        return place.is_offline or place.folder_id not in self._unknown

    def _beside(self, place: PhotoFile) -> dict[bytes, int | str]:
        """What belongs to a file's photo, shared with others or not: names and contents.

        That is the content hash of what the library has examined, else the bytes.
        """
        there = self._directory(place.folder_id, place.directory)
        if place.name not in there.sizes:
            return {}
        relatives = there.relatives.of(place.name)
        if len(relatives) < 2:
            return {}
        unit = companions.unit_of(place.name, relatives, self._taken(place, relatives))
        known = self._store.files.contents(
            place.folder_id, place.directory, [name for name in unit.photos if name != place.name]
        )
        return {
            name: known.get(name, there.sizes[name])
            for name in (*unit.photos, *unit.companions)
            if name != place.name
        }

    def _directory(self, folder_id: int, directory: bytes) -> _Directory:
        key = (folder_id, directory)
        if key not in self._directories:
            self._directories[key] = self._read(folder_id, directory)
        return self._directories[key]

    def _read(self, folder_id: int, directory: bytes) -> _Directory:
        photos = self._store.files.sizes(folder_id, directory)
        beside = self._store.beside.in_directory(folder_id, directory)
        sizes = beside | photos if beside else _not_alone(photos)
        return _Directory(companions.Relatives(list(sizes)), sizes)

    def _taken(self, place: PhotoFile, relatives: Sequence[bytes]) -> companions.CaptureTimesByName:
        """Capture times, where they tell whether photos are one shot."""
        photos = [name for name in relatives if companions.is_photo(name)]
        if len(photos) < 2:
            return {}
        return self._store.capture_times.taken_in(place.folder_id, place.directory, photos)


def _not_alone(photos: Mapping[bytes, int]) -> dict[bytes, int]:
    """The photos of a directory that may be of one shot with others."""
    shots: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for name in photos:
        shots[_number(name)].append(name)
    return {name: photos[name] for names in shots.values() if len(names) > 1 for name in names}


def _offline(files: Sequence[PhotoFile]) -> frozenset[str]:
    return frozenset([place.path for place in files if place.is_offline])


def _marks(member: Member) -> set[_Mark]:
    """By what it may be seen that something beside a member is beside another one, too."""
    if not member.companions:
        return set()
    films = {_mark(name, known) for name, known in member.media if isinstance(known, int)}
    return films | {_mark(name, 0) for name in member.companions if is_sidecar(name)}


def _mark(name: str, n_bytes: int) -> _Mark:
    return name.rpartition(".")[2].lower(), 0 if is_sidecar(name) else n_bytes


def _with_read(member: Member, files: Collection[_Unread], contents: Mapping[bytes, str]) -> Member:
    """A member with what was read beside it: empty for sidecars, bytes for films that were not."""
    read = {(file.name, contents.get(file.path, "") or file.n_bytes) for file in files}
    before = {(file.name, file.n_bytes) for file in files}
    films = {one for one in read if not is_sidecar(one[0])} | {*member.media}.difference(before)
    sidecars = {(f.name, contents.get(f.path, "")) for f in files if is_sidecar(f.name)}
    return replace(member, sidecars=tuple(sorted(sidecars)), media=_by_name(films))


def _names(beside: Collection[tuple[bytes, int | str]]) -> tuple[str, ...]:
    return tuple(sorted({readable(name) for name, _ in beside})) if beside else ()


def _media(beside: Collection[tuple[bytes, int | str]]) -> tuple[tuple[str, int | str], ...]:
    """Of what lies beside a photo that which has a content of its own."""
    return _by_name((readable(name), size) for name, size in beside if companions.is_media(name))


def _by_name(media: Iterable[tuple[str, int | str]]) -> tuple[tuple[str, int | str], ...]:
    return tuple(sorted(media, key=lambda one: (one[0], str(one[1]))))


def _told(member: Member, compared: Mapping[int, Mapping[int, Comparison]]) -> Member:
    known = compared.get(member.photo.id)
    return replace(member, compared=known) if known else member


def _at(photo: Photo, place: PhotoFile) -> Photo:
    """A photo as the one of its files that is meant."""
    return replace(
        photo,
        path=place.path,
        folder_id=place.folder_id,
        offline=place.is_offline,
        modified=place.modified,
    )


def _number(name: bytes) -> bytes:
    """What names of one shot have in common, found quickly: what stands alone in it is alone."""
    return name.lower().partition(b".")[0].replace(b"_e", b"_").replace(b"_o", b"_")


def _sharpness(whole: WholePhoto) -> float | None:
    """None also where only what is left of a damaged photo was measured."""
    return None if whole.photo.is_damaged else whole.sharpness
