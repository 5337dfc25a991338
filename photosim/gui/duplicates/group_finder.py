"""From a photo anywhere in the window to its group, where the person says what stays of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Group, GroupFilter
from photosim.gui.duplicates.ports import GroupPort
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.latest_question import LatestQuestion
from photosim.texts import error_wording

TIERS = (Tier.SAME_PICTURE, Tier.SAME_FILE, Tier.SIMILAR_SHOTS)
"""In this order a photo's group is looked for: copies before other shots."""
NOTHING_ELSE = "No other photo of your library shows the same."
CHOOSE = "Choose what stays of this group, then press Del."


class GroupFinder(QObject):
    """Finds the group of a photo. GUI thread.

    Signals:
        found: the group. arg1: its tier. arg2: its id.
        said: a sentence. arg1: the sentence.
    """

    found = Signal(object, str)
    said = Signal(str)

    def __init__(self, source: GroupPort, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._question = LatestQuestion(bridge, self)

    def ask(self, photo_id: int) -> None:
        """Lead to the group of the photo with this id, or say that it has none."""
        self._question.forget()
        self._look(photo_id, TIERS)

    def _look(self, photo_id: int, tiers: Sequence[Tier]) -> None:
        if not tiers:
            self.said.emit(NOTHING_ELSE)
            return
        groups = self._source.groups(GroupFilter(tiers[0]))
        self._question.ask(groups, partial(self._on_groups, photo_id, tiers), self._on_failed)

    def _on_groups(self, photo_id: int, tiers: Sequence[Tier], groups: Sequence[Group]) -> None:
        own = [group for group in groups if photo_id in group.photo_ids]
        if own:
            self.found.emit(tiers[0], own[0].id)
            self.said.emit(CHOOSE)
        else:
            self._look(photo_id, tiers[1:])

    def _on_failed(self, error: Exception) -> None:
        self.said.emit(error_wording.sentence(error))
