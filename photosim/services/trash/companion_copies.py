"""Whether a copy stays of what goes with a photo: beside the one that stays, or anywhere else.

Of photos the library knows which files are equal. Films, sidecars and what it has not read are
looked for beside the photo that stays, by ending and bytes, and read: small ones from end to end,
of large ones three pieces. It is a look ahead; `safety_checks` reads all of it before anything
moves. For a thread that may wait for disks.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from photosim.core.disk.file_identity import OpenFile
from photosim.core.errors import TrashError
from photosim.core.folders import companions
from photosim.core.records.trash import Companion

_SIDECARS = tuple(b"." + ending for ending in companions.SIDECARS_OF_NAMES)

FilesThatStay = Mapping[str, Collection[tuple[str, int]]]
"""Paths and bytes of the files that stay with a photo, itself among them, by its path."""


@dataclass(slots=True)
class CompanionCopies:
    """What stays, in one look ahead.

    Attributes:
        staying: what stays with the photos that stay.
        equal: of photos that the library knows the other files of equal bytes, by path.
        all_going: paths of all that goes.
    """

    staying: FilesThatStay
    equal: Mapping[bytes, Collection[bytes]]
    all_going: Collection[str]
    _contents: dict[str, str] = field(default_factory=dict)

    def judged(self, one: Companion, keepers: Collection[str]) -> Companion:
        """What goes with a photo, and whether no copy of it stays.

        Args:
            one: what goes.
            keepers: photos that stay for the photos that it goes with.
        """
        if is_sidecar(one.path):
            return replace(one, has_no_equal=bool(keepers) and not self._is_beside(one, keepers))
        return replace(one, is_lost=not self._has_copy(one, keepers))

    def _has_copy(self, one: Companion, keepers: Collection[str]) -> bool:
        known = self.equal.get(os.fsencode(one.path))
        if known is not None:
            return any(os.fsdecode(path) not in self.all_going for path in known)
        return self._is_beside(one, keepers)

    def _is_beside(self, one: Companion, keepers: Collection[str]) -> bool:
        """Whether its equal lies beside one of the photos that stay."""
        there = sorted({file for keeper in keepers for file in self.staying.get(keeper, ())})
        alike = [
            path for path, size in there if size == one.size and _ending(path) == _ending(one.path)
        ]
        if not alike or not (content := self._content(one.path)):
            return False
        return any(self._content(path) == content for path in alike)

    def _content(self, path: str) -> str:
        if path not in self._contents:
            self._contents[path] = _content(path)
        return self._contents[path]


def is_sidecar(path: str) -> bool:
    """Whether a file only says something of a photo, and has no content of its own."""
    return os.fsencode(path).lower().endswith(_SIDECARS)


def _content(path: str) -> str:
    """A hash of what is read of a file; empty when it cannot be read."""
    try:
        with OpenFile(os.fsencode(path)) as held:
            return held.sampled_hash()
    except TrashError:
        return ""


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()
