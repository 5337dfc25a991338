"""Where a review is: the groups that are listed, the one that is looked at, what was chosen in it.

Asks the engine and keeps the last answers. A choice is shown at once, before the engine has written
it down; when the groups themselves change, everything is asked for again and the person stays at
the group, or at what is left of it; at its place in the list when nothing is. GUI thread.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from photosim.core.records.pairs import Tier
from photosim.core.records.review import (
    Choice,
    ChoicesByKey,
    Group,
    GroupDetail,
    GroupFilter,
    freed_by,
)
from photosim.gui.duplicates.group_companions import CompanionLookup, with_companions
from photosim.gui.duplicates.ports import CompanionPort, GroupPort
from photosim.gui.shell.searching import Cancellable
from photosim.gui.widgets.bridge import Bridge
from photosim.services.runtime.futures import mapped
from photosim.services.trash.companion_survey import Companions
from photosim.texts import error_wording

_KEPT = 32
"""Groups whose details are kept, for going back and forth."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The listed groups in numbers: how many, bytes a clean-up frees, chosen, decided.

    `is_weighed` is whether the bytes are known of all groups; else they are at most so many.
    """

    n_groups: int = 0
    freed: int = 0
    n_trash: int = 0
    n_decided: int = 0
    is_weighed: bool = True


class _List:
    """Groups with what is looked up in them; made in the engine's thread: 20 ms for 20,000."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = list(groups)
        self.rows = {group.id: row for row, group in enumerate(self.groups)}
        self.totals = Totals(
            len(self.groups),
            sum(group.freed for group in self.groups),
            sum(group.n_trash for group in self.groups),
            sum(group.n_open == 0 for group in self.groups),
            all(group.is_weighed for group in self.groups),
        )

    def place_of(self, before: Group) -> int:
        """The row of a group; when it is gone, of what holds most of its photos, else -1."""
        if before.id in self.rows:
            return self.rows[before.id]
        shown = frozenset(before.photo_ids)
        shared = [len(shown.intersection(group.photo_ids)) for group in self.groups]
        most = max(shared, default=0)
        return shared.index(most) if most else -1

    def put(self, row: int, group: Group) -> None:
        """Another state of one group."""
        before, self.groups[row] = self.groups[row], group
        self.totals = replace(
            self.totals,
            freed=self.totals.freed + group.freed - before.freed,
            n_trash=self.totals.n_trash + group.n_trash - before.n_trash,
            n_decided=self.totals.n_decided + (group.n_open == 0) - (before.n_open == 0),
        )


class Session(QObject):
    """The groups of one tier, and where the person is among them.

    Attributes:
        wanted: which groups are listed.
        row: which of them is looked at, -1 for none.
        detail: all about it; None until it is there.
        is_waiting: whether the list has not come yet.

    Signals:
        listed: `groups` are other ones.
        row_changed: one of them changed. arg1: its row.
        moved: another group is looked at.
        detailed: `detail` is there, or changed.
        list_failed: the list cannot be had. arg1: why, a sentence.
        detail_failed: the group cannot be shown. arg1: why, a sentence.
    """

    listed = Signal()
    row_changed = Signal(int)
    moved = Signal()
    detailed = Signal()
    list_failed = Signal(str)
    detail_failed = Signal(str)

    def __init__(
        self,
        review: GroupPort,
        trash: CompanionPort,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._review = review
        self._bridge = bridge
        self.wanted = GroupFilter(Tier.SAME_FILE)
        self._list = _List(())
        self.row = -1
        self.detail: GroupDetail | None = None
        self.is_waiting = True
        self._details: OrderedDict[str, GroupDetail] = OrderedDict()
        self._awaited_list: Cancellable | None = None
        self._awaited: dict[str, Cancellable] = {}
        self._turn = 0
        self._wish = ""
        self._companion_lookup = CompanionLookup(trash, bridge, self)
        self._companion_lookup.found.connect(self._on_beside)

    @property
    def group(self) -> Group | None:
        """The group that is looked at."""
        return self.groups[self.row] if 0 <= self.row < len(self.groups) else None

    @property
    def is_at_end(self) -> bool:
        """Whether no group follows the one that is looked at."""
        return self.row == len(self.groups) - 1

    @property
    def is_filtered(self) -> bool:
        """Whether groups of the tier may be left out."""
        return self.wanted != GroupFilter(self.wanted.tier, sort_key=self.wanted.sort_key)

    @property
    def groups(self) -> Sequence[Group]:
        """The listed groups, in order."""
        return self._list.groups

    @property
    def totals(self) -> Totals:
        """The listed groups in numbers."""
        return self._list.totals

    def where(self, group_id: str) -> int:
        """The row of a group, -1 when it is not listed."""
        return self._list.rows.get(group_id, -1)

    # -- asking

    def show(self, wanted: GroupFilter, group_id: str = "") -> None:
        """List these groups; go to the group `group_id`, else to the first."""
        if wanted.tier is not self.wanted.tier:
            self.forget_details()  # a keep in one tier opens choices in the others
            self._take_list(_List(()))
            self._go(-1)
        self.wanted = wanted
        self._wish = group_id or (self.group.id if self.group else "")
        self.refresh()

    def refresh(self) -> None:
        """Ask for the list again; what is shown stays until the answer is there."""
        self._turn += 1
        turn = self._turn
        if self._awaited_list is not None:
            self._awaited_list.cancel()
        self.is_waiting = True
        self._awaited_list = self._bridge.bind(
            mapped(self._review.groups(self.wanted), _List),
            partial(self._on_groups, turn),
            partial(self._on_list_failed, turn),
        )

    def forget_details(self) -> None:
        """The groups have changed: what is known of their members may be wrong."""
        self._details.clear()

    def look_again(self, group_id: str) -> None:
        """The groups have changed: ask for all anew, and go to this group where it is listed."""
        self.forget_details()
        self.show(self.wanted, group_id)

    def _on_groups(self, turn: int, listed: _List) -> None:
        if turn != self._turn:
            return
        self._awaited_list, self.is_waiting = None, False
        before, row = self.group, self.row
        wish, self._wish = self._wish, ""
        self._take_list(listed)
        found = self.where(wish)
        if found < 0 and before is not None:
            found = listed.place_of(before)
        self._go(min(found if found >= 0 else max(row, 0), len(self.groups) - 1))

    def _take_list(self, listed: _List) -> None:
        self._list = listed
        self.row = -1
        self.listed.emit()

    def _on_list_failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._awaited_list, self.is_waiting = None, False
            self.list_failed.emit(error_wording.sentence(error))

    # -- going

    def go_to(self, row: int) -> None:
        """Look at another group."""
        if 0 <= row < len(self.groups) and row != self.row:
            self._go(row)

    def step(self, by: int) -> bool:
        """Some groups on, or back; whether there was one."""
        row = self.row + by
        self.go_to(row)
        return self.row == row

    def _go(self, row: int) -> None:
        self.row = row
        group, before = self.group, self.detail
        known = self._details.get(group.id) if group else None
        self.detail = known.supported() if known else None
        self.moved.emit()
        if self.detail is None or self.detail is not before:  # painting it takes half a turn
            self.detailed.emit()
        if group is not None and self.detail is None:
            self._ask(group.id)
        elif group is not None:
            self._ask_ahead()

    def _ask(self, group_id: str) -> None:
        wanted = {group.id for group in self.groups[max(self.row, 0) : self.row + 2]}
        for other in self._awaited.keys() - wanted:
            self._awaited.pop(other).cancel()
        if group_id in self._awaited:
            return
        self._awaited[group_id] = self._bridge.bind(
            self._review.group(group_id), self._on_detail, partial(self._on_failed, group_id)
        )

    def _ask_ahead(self) -> None:
        """The next group shall be there when the person comes to it."""
        for group in self.groups[self.row + 1 : self.row + 2]:
            if group.id not in self._details:
                self._ask(group.id)

    def _on_detail(self, detail: GroupDetail) -> None:
        group_id = detail.group.id
        self._awaited.pop(group_id, None)
        self._details[group_id] = detail
        while len(self._details) > _KEPT:
            self._details.popitem(last=False)
        if self.group is not None and self.group.id == group_id:
            self.detail = detail.supported()
            self.detailed.emit()
            self._ask_ahead()
        self._companion_lookup.look(detail)

    def _on_beside(self, group_id: str, found: Companions) -> None:
        if group_id in self._details:
            self._show_detail(with_companions(self._details[group_id], found))

    def _show_detail(self, detail: GroupDetail) -> None:
        """Another state of a group that is known."""
        self._details[detail.group.id] = detail
        if self.group is not None and self.group.id == detail.group.id:
            self.detail = detail.supported()
            self.detailed.emit()

    def _on_failed(self, group_id: str, error: Exception) -> None:
        self._awaited.pop(group_id, None)
        if self.group is not None and self.group.id == group_id:
            self.detail_failed.emit(error_wording.sentence(error))

    # -- what was chosen

    def take_choices(self, group_id: str, choices: ChoicesByKey) -> None:
        """Show choices that are being remembered, in the list and in the group."""
        detail = self._details.get(group_id)
        if detail is None:
            self.refresh()  # the engine was asked to remember them before
            return
        members = tuple(
            replace(member, choice=choices.get(member.key, member.choice))
            for member in detail.members
        )
        found = Counter(member.choice for member in members)
        row = self.where(group_id)
        group = self.groups[row] if row >= 0 else detail.group
        group = replace(group, n_trash=found[Choice.TRASH], n_open=found[Choice.OPEN])
        if group.is_weighed:
            group = replace(group, freed=freed_by(members))
        if row >= 0:
            self._list.put(row, group)
            self.row_changed.emit(row)
        self._show_detail(replace(detail, group=group, members=members))

    def take_many(self, choices: Mapping[str, ChoicesByKey]) -> None:
        """Choices in many groups were remembered: the list is asked for again."""
        self._details.clear()
        self.refresh()
        if self.group is not None and self.group.id in choices:
            self._ask(self.group.id)
