"""Which photos are one unit: RAW and JPEG of one exposure are never duplicates of each other."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.folders import companions
from photosim.core.store import Store
from photosim.core.store.group_facts import MemberFact

DirectoryInFolder = tuple[int, bytes]
"""A watched folder and a directory in it."""


class UnitMates:
    """Looks up which photos are one unit; remembers the directories it has read.

    Args:
        store: of the library.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._mates: dict[DirectoryInFolder, dict[int, set[int]]] = {}

    def mates(self, fact: MemberFact) -> set[int]:
        """The other photos that a photo is one unit with, in any of the directories it lies in."""
        found: set[int] = set()
        for file in fact.files:
            place = (file.folder_id, file.directory)
            if place not in self._mates:
                self._mates[place] = self._read(*place)
            found |= self._mates[place].get(fact.id, set())
        return found - {fact.id}

    def stand_ins(self, facts: Mapping[int, MemberFact]) -> set[int]:
        """Those of some photos that stand for their units: one of each, a RAW file only if alone.

        Args:
            facts: of the photos, by id.
        """
        left = set(facts)
        for photo_id in sorted(facts, key=lambda photo: _preference(facts[photo])):
            if photo_id in left:
                left -= self.mates(facts[photo_id])
        return left

    def _read(self, folder_id: int, directory: bytes) -> dict[int, set[int]]:
        """What each photo of a directory is one unit with; most are alone with their name."""
        ids = self._store.group_facts.directory(folder_id, directory)
        together = [family for family in companions.families(ids) if len(family) > 1]
        taken = self._store.group_facts.taken({ids[name] for family in together for name in family})
        mates: dict[int, set[int]] = {}
        for family in together:
            for unit in companions.units(family, {n: taken.get(ids[n]) for n in family}):
                photos = {ids[name] for name in unit.photos}
                for photo_id in photos:
                    mates.setdefault(photo_id, set()).update(photos)
        return mates


def _preference(fact: MemberFact) -> tuple[bool, int, bytes]:
    """Sorts first what stands for a shot."""
    return fact.file_format == "RAW", -fact.pixels, fact.content_hash
