"""What lies beside the photos of a group and goes with them, looked up when the group is shown.

The library lists photos only: films, sidecars and what came since are found in the directories,
which the engine reads beside all other work. Until then, and where a folder cannot be read, the
table shows what the library knows.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photosim.core.records.photos import readable
from photosim.core.records.review import GroupDetail, Member
from photosim.core.records.trash import Companion
from photosim.gui.duplicates.ports import CompanionPort
from photosim.gui.widgets.bridge import Bridge
from photosim.services.trash.companion_survey import Companions

_MOST = 200
"""Files of one group that are looked up."""


class CompanionLookup(QObject):
    """Looks up what belongs to the photos of groups. GUI thread.

    Signals:
        found: arg1: the group's id. arg2: `Companions`.
    """

    found = Signal(str, object)

    def __init__(
        self, source: CompanionPort, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._bridge = source, bridge

    def look(self, detail: GroupDetail) -> None:
        """Look beside the photos of a group; nothing follows when nothing is found."""
        there = (member for member in detail.members if not member.photo.offline)
        paths = [path for member in there for path in member.paths][:_MOST]
        self._bridge.bind(self._source.companions(paths), partial(self._on_found, detail.group.id))

    def _on_found(self, group_id: str, found: Companions) -> None:
        if found:
            self.found.emit(group_id, found)


def with_companions(detail: GroupDetail, found: Companions) -> GroupDetail:
    """A group whose members name what was found beside them, too."""
    members = tuple(_with_companions(member, found) for member in detail.members)
    return replace(detail, members=members)


def n_and_size(found: Companions) -> tuple[int, int]:
    """How many files would go with photos, and their bytes; each is counted once.

    What belongs to a photo besides that was not looked up, and so stays, is not counted.
    """
    sizes = {
        one.path: one.size
        for files in found.values()
        for one in files
        if found.keys() >= set(one.shared_with)
    }
    return len(sizes), sum(sizes.values())


def _with_companions(member: Member, found: Companions) -> Member:
    names = {_name(one) for path in member.paths for one in found.get(path, ())}
    if names <= set(member.companions):
        return member
    return replace(member, companions=tuple(sorted({*member.companions, *names})))


def _name(one: Companion) -> str:
    return readable(os.fsencode(Path(one.path).name))
