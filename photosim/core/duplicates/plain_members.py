"""The members of many groups at once, with what keep rules go by and nothing that takes long.

Everything comes from the store: no picture is opened, no directory is read. Companions are
therefore those that the library knows as files, RAW files first of all; what else lies beside a
photo is found when it is about to go (see `services.safeguard`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.folders import companions
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.photos import Photo, readable
from photosim.core.records.review import DEFAULTS, Choice, Group, Member
from photosim.core.store import Store
from photosim.core.store.whole_photos import PhotoFile, WholePhoto

Members = tuple[Member, ...]


class PlainMembers:
    """Reads members of groups. Belongs to the thread of the store; short-lived: it remembers.

    Args:
        store: of the library.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._beside: dict[tuple[int, bytes], dict[bytes, tuple[str, ...]]] = {}
        preset = DEFAULTS[Tier.SAME_FILE]
        self._file_rules = KeepRules(preset.rules, breaks_ties=preset.breaks_ties)

    def of(self, groups: Sequence[Group]) -> list[Members]:
        """The members of each group, without photos and files that are gone."""
        ids = [photo_id for group in groups for photo_id in group.photo_ids]
        photos = self._store.whole_photos.get(ids)
        copies = self._copies(group for group in groups if group.tier is Tier.SAME_FILE)
        compared = self._compared(group for group in groups if group.tier is Tier.SAME_PICTURE)
        found = [self._members(group, photos, copies) for group in groups]
        return [tuple(_told(member, compared) for member in members) for members in found]

    def _compared(self, groups: Iterable[Group]) -> dict[int, dict[int, Comparison]]:
        """What is known of photos beside each other, by either one."""
        ids = {photo_id for group in groups for photo_id in group.photo_ids}
        found: defaultdict[int, dict[int, Comparison]] = defaultdict(dict)
        for one in self._store.pairs.comparisons(ids):
            found[one.first][one.second] = found[one.second][one.first] = one
        return found

    def _copies(self, groups: Iterable[Group]) -> set[int]:
        """The files of photos in the tier "same file", one for each that is really another one."""
        facts = self._store.members.facts({id_ for group in groups for id_ in group.photo_ids})
        return {file.id for fact in facts.values() for file in fact.copies}

    def _members(self, group: Group, photos: Mapping[int, WholePhoto], copies: set[int]) -> Members:
        known = [photos[photo_id] for photo_id in group.photo_ids if photo_id in photos]
        if group.tier is Tier.SAME_FILE:
            return tuple(
                self._file(whole, place)
                for whole in known
                for place in sorted(whole.files, key=lambda place: place.id)
                if place.id in copies
            )
        sharpest = max((whole.sharpness or 0.0 for whole in known), default=0.0) or 1.0
        uncertain = group.uncertain_ids
        return tuple(
            self._photo(whole, sharpest, whole.photo.id not in uncertain) for whole in known
        )

    def _photo(self, whole: WholePhoto, sharpest: float, is_certain: bool) -> Member:
        files = self._ordered(whole)
        beside = [name for place in files for name in self._companions(place)]
        return Member(
            key=whole.photo.id,
            photo=whole.photo if files is whole.files else _at(whole.photo, files[0]),
            paths=tuple([place.path for place in files]) if len(files) > 1 else (files[0].path,),
            sharpness=None if whole.sharpness is None else whole.sharpness / sharpest,
            companions=tuple(sorted(set(beside))) if beside else (),
            has_location=whole.photo.latitude is not None,
            is_certain=is_certain,
            origin=whole.origin,
        )

    def _ordered(self, whole: WholePhoto) -> tuple[PhotoFile, ...]:
        """The files of a photo, the one first that stays where equal files are cleaned up."""
        if len(whole.files) < 2:
            return whole.files
        chosen = self._store.choices.of(Tier.SAME_FILE, [place.id for place in whole.files])
        members = [self._file(whole, place) for place in whole.files]
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
        photo = _at(whole.photo, place)
        return Member(
            key=place.id,
            photo=photo,
            paths=(place.path,),
            companions=self._companions(place),
            has_location=photo.latitude is not None,
            origin=whole.origin,
        )

    def _companions(self, place: PhotoFile) -> tuple[str, ...]:
        key = (place.folder_id, place.directory)
        if key not in self._beside:
            self._beside[key] = self._read_directory(*key)
        return self._beside[key].get(place.name, ())

    def _read_directory(self, folder_id: int, directory: bytes) -> dict[bytes, tuple[str, ...]]:
        """What belongs to the same shot, by name, for the photos of a directory not alone in it."""
        shots: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for name in self._store.files.names(folder_id, directory):
            shots[_number(name)].append(name)
        together = [name for names in shots.values() if len(names) > 1 for name in names]
        if not together:
            return {}
        ids = self._store.members.directory(folder_id, directory)
        photos = {name: ids[name] for name in together if name in ids}
        times = self._store.members.taken(set(photos.values()))
        taken = {name: times.get(photo_id) for name, photo_id in photos.items()}
        return {
            name: tuple(readable(other) for other in unit.names if other != name)
            for unit in companions.units(together, taken)
            if len(unit.names) > 1
            for name in unit.photos
        }


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
