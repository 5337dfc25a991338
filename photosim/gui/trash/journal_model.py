"""The trash journal as a tree: what was moved at once, and under it each file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from photosim.core.records.photos import readable
from photosim.core.records.trash_items import Item, ItemState, TrashBatch
from photosim.gui.texts import counts, photo_facts
from photosim.gui.widgets import appearance, tips
from photosim.gui.widgets.model_index import ModelIndex
from photosim.services.trash.summary import JournalRow
from photosim.texts import error_wording

COLUMNS = ("What", "State", "Where it lay", "What stayed")
STEP = 250
"""Files of a batch that are shown at once: a tree asks for each line that it has, 4 us a line."""

_TOP = 0
_STATES = {
    ItemState.PENDING: "being moved",
    ItemState.IN_TRASH: "in the trash",
    ItemState.FAILED: "was not moved",
    ItemState.RESTORING: "coming back",
    ItemState.RESTORED: "back where it was",
}
_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)


class JournalModel(QAbstractItemModel):
    """Batches, newest first, with their files. An index's internal id is its batch's row + 1.

    A batch of thousands shows its first files; the line after them shows more when it is pressed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._batches: list[TrashBatch] = []
        self._items: list[list[Item]] = []
        self._n_shown: list[int] = []
        self._last: tuple[Item | None, tuple[str, ...]] = (None, ())

    @property
    def n_batches(self) -> int:
        """How many batches are shown."""
        return len(self._batches)

    def replace(self, rows: Sequence[JournalRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self._batches, self._items, self._n_shown = [], [], []
        self._take(rows)
        self.endResetModel()

    def append(self, rows: Sequence[JournalRow]) -> None:
        """Show these as well."""
        n_more = sum(isinstance(row, TrashBatch) for row in rows)
        if n_more:
            first = len(self._batches)
            self.beginInsertRows(QModelIndex(), first, first + n_more - 1)
            self._take(rows)
            self.endInsertRows()

    def batch(self, index: ModelIndex) -> TrashBatch | None:
        """The batch of a line, if the line is one."""
        if index.isValid() and index.internalId() == _TOP:
            return self._batches[index.row()]
        return None

    def item(self, index: ModelIndex) -> Item | None:
        """The file of a line, if the line is one."""
        if index.isValid() and index.internalId() != _TOP and not self.is_more(index):
            return self._items[index.internalId() - 1][index.row()]
        return None

    def line_of(self, before: TrashBatch | Item | None) -> QModelIndex:
        """Where a batch or a file of it is now; no line for what is not listed, or not yet."""
        if before is None:
            return QModelIndex()
        batch_id = before.id if isinstance(before, TrashBatch) else before.batch_id
        rows = [row for row, batch in enumerate(self._batches) if batch.id == batch_id]
        if not rows or isinstance(before, TrashBatch):
            return self.index(rows[0], 0) if rows else QModelIndex()
        shown = self._items[rows[0]][: self._n_shown[rows[0]]]
        found = [row for row, item in enumerate(shown) if item.id == before.id]
        return self.index(found[0], 0, self.index(rows[0], 0)) if found else QModelIndex()

    def items(self, parent: ModelIndex, first: int, last: int) -> Sequence[Item]:
        """The files of some lines of a batch, or none, if `parent` is no batch."""
        if not parent.isValid():
            return ()
        row = parent.row()
        return self._items[row][first : min(last + 1, self._n_shown[row])]

    def is_more(self, index: ModelIndex) -> bool:
        """Whether a line stands for the files of its batch that are not shown yet."""
        if not index.isValid() or index.internalId() == _TOP:
            return False
        return index.row() == self._n_shown[index.internalId() - 1]

    def show_more(self, parent: ModelIndex) -> None:
        """Show the next files of a batch."""
        row = parent.row()
        before, total = self._n_shown[row], len(self._items[row])
        after = min(before + STEP, total)
        n_new = after - before - (after == total)  # the line for more becomes the last file
        if n_new:
            self.beginInsertRows(self.index(row, 0), before, before + n_new - 1)
        self._n_shown[row] = after
        if n_new:
            self.endInsertRows()
        last = self.rowCount(parent) - 1
        self.dataChanged.emit(self.index(last, 0, parent), self.index(last, 3, parent))

    # -- Qt's model

    def index(
        self,
        row: int,
        column: int,
        parent: ModelIndex = QModelIndex(),  # noqa: B008 - Qt's signature
    ) -> QModelIndex:
        """The index of a line."""
        if not 0 <= column < len(COLUMNS) or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def hasChildren(self, parent: ModelIndex = QModelIndex()) -> bool:  # noqa: B008, N802 - Qt's
        """Whether it is a batch; asked for each line of the tree."""
        return not parent.isValid() or (parent.internalId() == _TOP and self.rowCount(parent) > 0)

    def parent(self, index: ModelIndex) -> QModelIndex:  # type: ignore[override] # QObject's has none
        """The batch of a file."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Batches, or the files of one."""
        if not parent.isValid():
            return len(self._batches)
        if parent.internalId() != _TOP or parent.column() != 0:
            return 0
        shown = self._n_shown[parent.row()]
        return shown + (shown < len(self._items[parent.row()]))

    def columnCount(self, _parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """What, state, where, what stayed."""
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, tips, and what a screen reader says of a whole line."""
        if role not in _ROLES:
            return None  # a view asks for ten roles of each cell that it paints
        batch, item = self.batch(index), self.item(index)
        if batch is None and item is None and not self.is_more(index):
            return None
        if role == Qt.ItemDataRole.FontRole:
            return appearance.font(bold=True) if batch is not None and index.column() == 0 else None
        texts = self._texts(index, batch, item)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tips.tip(_tip(index.column(), texts, item))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(text for text in texts if text)
        return None

    def _texts(
        self, index: ModelIndex, batch: TrashBatch | None, item: Item | None
    ) -> tuple[str, ...]:
        if batch is not None:
            return _batch_texts(batch)
        if item is not None:
            if self._last[0] is not item:  # the cells of a line are painted one after the other
                self._last = item, _item_texts(item)
            return self._last[1]
        row = index.internalId() - 1
        n_left = len(self._items[row]) - self._n_shown[row]
        return f"Show more of {counts.files(n_left)}\N{HORIZONTAL ELLIPSIS}", "", "", ""

    def _take(self, rows: Sequence[JournalRow]) -> None:
        for row in rows:
            if isinstance(row, TrashBatch):
                self._batches.append(row)
                self._items.append([])
                self._n_shown.append(0)
            else:
                self._items[-1].append(row)
                self._n_shown[-1] = min(len(self._items[-1]), STEP)


def _batch_texts(batch: TrashBatch) -> tuple[str, ...]:
    when = photo_facts.moment_text(datetime.fromtimestamp(batch.at))
    states = (
        (batch.n_in_trash, "in the trash"),
        (batch.n_restored, "back"),
        (batch.n_failed, "not moved"),
        (batch.n_missing, "gone"),
    )
    said = ", ".join(f"{counts.count(n)} {word}" for n, word in states if n)
    size = counts.size(batch.size) if batch.n_in_trash else ""
    return when, said or "nothing was moved", size, ""


def _item_texts(item: Item) -> tuple[str, ...]:
    path = Path(readable(item.file.path))
    return path.name, _state_text(item, path.name), str(path.parent), _stayed_text(item)


def _stayed_text(item: Item) -> str:
    """What is left where a file was let go."""
    if item.file.keeper:
        return readable(item.file.keeper)
    if item.file.is_companion:
        return "goes with its photo"
    return "the file itself" if item.state is ItemState.FAILED else "nothing: last copy"


def _state_text(item: Item, name: str) -> str:
    """What became of a file, and why; its folder stands in a column of its own."""
    state = _STATES[item.state]
    if not item.reason:
        return state
    if item.is_missing:
        return "gone from the trash"
    return f"{state}: {error_wording.told(item.reason).replace(readable(item.file.path), name)}"


def _tip(column: int, texts: Sequence[str], item: Item | None) -> str:
    if column == 1 and item is not None and item.place:
        return f"{texts[1]}: {readable(item.place)}"
    return texts[column]
