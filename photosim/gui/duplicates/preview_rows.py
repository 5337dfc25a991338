"""All members of all groups of a preview as Qt's model: a row each, read when somebody looks.

The model holds the ids of the groups and where each begins; what is shown of a group is asked of
the engine a few dozen at a time, and the last ones that were looked at are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from pathlib import PurePath

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from photosim.core.records.review import Choice, PreviewedGroup, PreviewedMember, Proposed
from photosim.gui.duplicates.ports import RulePort
from photosim.gui.shell.searching import Cancellable
from photosim.gui.texts import counts
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.model_index import ModelIndex
from photosim.texts.reason_wording import phrase, phrases

_KEPT = 2000
"""Groups that are kept."""
_AT_ONCE = 60
"""Groups that are asked for at once: some 10 ms of the library thread."""

CHOICES = {Choice.KEEP: "keep", Choice.TRASH: "to the trash", Choice.OPEN: "undecided"}
GONE = "This group is another one now."
WAITING = "\N{HORIZONTAL ELLIPSIS}"


class PreviewRows(QAbstractListModel):
    """The members of a preview's groups.

    Args:
        source: knows what is shown of them.
        bridge: brings its answers to the GUI thread.
    """

    def __init__(self, source: RulePort, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source, self._bridge = source, bridge
        self._proposed: Proposed = {}
        self._ids: Sequence[str] = ()
        self._ends: Sequence[int] = ()
        self._known: OrderedDict[str, PreviewedGroup] = OrderedDict()
        self._asked: frozenset[str] = frozenset()
        self._awaited: Cancellable | None = None
        self._turn = 0

    def show(self, proposed: Proposed) -> None:
        """Show these groups, in their order; nothing is read for that."""
        self.beginResetModel()
        self._forget()
        self._proposed = proposed
        self._ids = list(proposed)
        self._ends = list(accumulate(map(len, proposed.values())))
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many as there are members."""
        return self._ends[-1] if self._ends and not parent.isValid() else 0

    def place(self, row: int) -> tuple[int, int]:
        """The number of a row's group, and of the member in it."""
        group = bisect_right(self._ends, row)
        return group, row - (self._ends[group - 1] if group else 0)

    def member(self, row: int) -> PreviewedMember | None:
        """What is shown in a row; None while it is not read, and when it is gone."""
        group, number = self.place(row)
        known = self._known.get(self._ids[group])
        return known.members[number] if known and number < len(known.members) else None

    def name(self, row: int) -> str:
        """What a row's member is called: with a part of its folder where another has its name."""
        group, number = self.place(row)
        known = self._known.get(self._ids[group])
        return names(known.members)[number] if known and number < len(known.members) else ""

    def is_gone(self, row: int) -> bool:
        """Whether a row's member is not there any more."""
        group, number = self.place(row)
        known = self._known.get(self._ids[group])
        return known is not None and number >= len(known.members)

    def want(self, rows: range) -> None:
        """Say which rows are in sight; what is not known of them is asked for."""
        if not rows or not self._ends:
            return
        first, last = self.place(rows.start)[0], self.place(rows.stop - 1)[0]
        for group in range(first, last + 1):
            if self._ids[group] in self._known:
                self._known.move_to_end(self._ids[group])
        missing = [i for i in self._ids[first : last + 1] if i not in self._known][:_AT_ONCE]
        if missing and not self._asked.issuperset(missing):
            self._ask(missing)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's name, all that is said of it for its tip, and the same for screen readers."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        member = self.member(index.row())
        if member is None:
            return GONE if self.is_gone(index.row()) else WAITING
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join((counts.path(member.photo.path), *said(member)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join((self.name(index.row()), *said(member)))
        return None

    def _ask(self, ids: Sequence[str]) -> None:
        if self._awaited is not None:
            self._awaited.cancel()
        self._turn += 1
        turn, self._asked = self._turn, frozenset(ids)
        groups = self._source.preview_groups({one: self._proposed[one] for one in ids})
        self._awaited = self._bridge.bind(
            groups, partial(self._take, turn), partial(self._on_failed, turn)
        )

    def _take(self, turn: int, found: Sequence[PreviewedGroup]) -> None:
        if turn != self._turn:
            return
        self._awaited, self._asked = None, frozenset()
        for group in found:
            self._known[group.id] = group
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def _on_failed(self, turn: int, _error: Exception) -> None:
        """The engine stops: the rows stay as they are, and are asked for when looked at again."""
        if turn == self._turn:
            self._awaited, self._asked = None, frozenset()

    def _forget(self) -> None:
        self._turn += 1
        if self._awaited is not None:
            self._awaited.cancel()
        self._awaited, self._asked = None, frozenset()
        self._known.clear()


def names(members: Sequence[PreviewedMember]) -> list[str]:
    """Names of the members of a group, each with as much of its folder as tells it apart."""
    paths = [PurePath(counts.path(member.photo.path)) for member in members]
    return [_name(path, [other for other in paths if other != path]) for path in paths]


def _name(path: PurePath, others: Sequence[PurePath]) -> str:
    same = [other for other in others if other.name == path.name]
    if not same:
        return path.name
    most = len(path.parts) - 1
    tails = (path.parts[-1 - n : -1] for n in range(1, most + 1))
    tail = next(
        (t for t in tails if all(other.parts[-1 - len(t) : -1] != t for other in same)),
        path.parts[:-1],
    )
    return f"{path.name}{counts.DOT}in {PurePath(*tail)}"


def said(member: PreviewedMember) -> list[str]:
    """What happens to a member and why, and what is lost by it, in lines."""
    lines = [f"{CHOICES[member.choice].capitalize()}: {phrase(member.reason)}"]
    return [*lines, lost(member)] if member.lost else lines


def lost(member: PreviewedMember) -> str:
    """What is lost with a member, in a line; empty when nothing is."""
    return f"Lost with it: {', '.join(phrases(member.lost))}" if member.lost else ""
