"""Which photo stands for a shot: RAW and JPEG of one shot are never duplicates of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from photosim.core import companions
from photosim.core.store import Store
from photosim.core.store.members import Fact


class Shots:
    """Looks up which photos are files of one shot. Short-lived: it remembers directories.

    Args:
        store: of the library.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._units: dict[tuple[int, bytes], dict[int, frozenset[int]]] = {}

    def mates(self, fact: Fact) -> set[int]:
        """The other photos that a photo is one shot with, in any of the directories it lies in."""
        found: set[int] = set()
        for file in fact.files:
            place = (file.folder_id, file.directory)
            if place not in self._units:
                self._units[place] = self._read(*place)
            found |= self._units[place].get(fact.id, frozenset())
        return found - {fact.id}

    def stand_ins(self, facts: Mapping[int, Fact]) -> set[int]:
        """Those of some photos that stand for their shots: one of each, a RAW file only if alone.

        Args:
            facts: of the photos, by id.
        """
        left = set(facts)
        for photo_id in sorted(facts, key=lambda photo: _preference(facts[photo])):
            if photo_id in left:
                left -= self.mates(facts[photo_id])
        return left

    def _read(self, folder_id: int, directory: bytes) -> dict[int, frozenset[int]]:
        ids, taken = self._store.members.directory(folder_id, directory)
        return {
            photo_id: unit
            for unit in _shots(companions.units(ids, taken), ids)
            for photo_id in unit
        }


def _shots(units: Iterable[companions.Unit], ids: Mapping[bytes, int]) -> Iterable[frozenset[int]]:
    """The photos of each unit that has more than one."""
    for unit in units:
        photos = frozenset(ids[name] for name in unit.photos)
        if len(photos) > 1:
            yield photos


def _preference(fact: Fact) -> tuple[bool, int, bytes]:
    """Sorts first what stands for a shot."""
    return fact.file_format == "RAW", -fact.pixels, fact.content_hash
