"""Pages that list rows of facts: a heading, a field to search in, a table or tree, buttons below.

`RowsModel` is the table's model, `RowsPage` the page around any view. What the rows are, and what
can be done with them, is left to the subclasses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from photosim.gui.widgets import appearance, tips
from photosim.gui.widgets.flow import FlowLayout
from photosim.gui.widgets.list_style import HEAD
from photosim.gui.widgets.model_index import ModelIndex
from photosim.texts import error_wording

ROW_PX = 34
_TYPING_MS = 200
_SEARCH_PX = 280
_NARROW_PX = 520
"""Below this width a table leaves columns out that its tips tell as well."""


class RowsModel(QAbstractTableModel):
    """One row a thing. Texts are made when a row is painted.

    Args:
        columns: their names.
    """

    def __init__(self, columns: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: Sequence[Any] = ()

    def replace(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def texts(self, row: int) -> Sequence[str]:
        """What stands in the columns of a row; every page of rows says so of its own."""
        raise NotImplementedError  # Qt's classes cannot be abstract ones of Python

    def tip(self, row: int, column: int) -> str:
        """The whole of what a cell may have no room for."""
        return self.texts(row)[column]

    def spoken(self, row: int) -> str:
        """What a screen reader says of a row, in its first cell."""
        return ", ".join(text for text in self.texts(row) if text)

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many as there are things."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many as have names."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._columns[section]
        return None

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A text, its tip, or what is said of the row."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tips.tip(self.tip(row, column)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            return self.spoken(row)
        return None


class RowsTable(QTableView):
    """A flat table of which whole rows are chosen.

    Args:
        model: its rows.
        name: for screen readers.
        widths: px of some columns.
        stretched: columns that share what is left.
        spare: columns that are not shown where there is little room.
    """

    def __init__(
        self,
        model: RowsModel,
        name: str,
        widths: Mapping[int, int],
        stretched: Sequence[int],
        parent: QWidget | None = None,
        spare: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._widths, self._spare = widths, spare
        self._tips = tips.ItemTips(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setStyleSheet(HEAD)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        # a fixed height: Qt would ask each of thousands of rows otherwise
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_PX)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column in stretched:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            head.resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns that are stretched a half of the room at least."""
        super().resizeEvent(event)
        room = self.viewport().width()
        for column in self._spare:
            self.setColumnHidden(column, room < _NARROW_PX)
        fixed = {c: px for c, px in self._widths.items() if not self.isColumnHidden(c)}
        share = min(1.0, room / 2 / max(1, sum(fixed.values())))
        for column, px in fixed.items():
            self.horizontalHeader().resizeSection(column, round(px * share))

    def reset(self) -> None:
        """Other rows; a tip that is open may be of one of the rows before."""
        super().reset()
        self._tips.look_again()

    def chosen(self) -> list[int]:
        """The rows that are selected."""
        return [index.row() for index in self.selectionModel().selectedRows()]


class RowsPage(QWidget):
    """The page around such a view.

    Attributes:
        search: a field that is hidden as long as nothing can be searched.
        subtitle, empty: what is said of the rows, and where there are none.

    Signals:
        said: something to tell. arg1: a sentence.
        search_wanted: the person stopped typing.
    """

    said = Signal(str)
    search_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        self._title = title
        self._view: QAbstractItemView | None = None
        self._buttons: Sequence[QPushButton] = ()
        self.search = appearance.search_field("Search in names and folders", self)
        self.subtitle = appearance.label(muted=True, parent=self)
        self.empty = appearance.label(muted=True, parent=self)
        self.empty.setWordWrap(True)
        self.search.hide()
        self.empty.hide()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.search_wanted)
        self.search.textChanged.connect(lambda _text: self._typing.start())

    @property
    def searched(self) -> str:
        """What the person searches for; empty for nothing."""
        return self.search.text().strip()

    def lay_out(self, view: QAbstractItemView, buttons: Sequence[QPushButton]) -> None:
        """Put the page together, once."""
        self._view, self._buttons = view, buttons
        top = QHBoxLayout()
        top.addWidget(appearance.heading(self._title), 1)
        self.search.setFixedWidth(_SEARCH_PX)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_L, appearance.GAP_XL, appearance.GAP_L
        )
        column.setSpacing(appearance.GAP_S)
        column.addLayout(top)
        column.addWidget(self.subtitle)
        column.addWidget(self.empty)
        column.addWidget(view, 1)
        row = FlowLayout(gap_px=appearance.GAP_S)  # in a narrow window they go on below
        for button in buttons:
            row.addWidget(button)
            # before it is disabled, and the keyboard would be handed on to another page
            button.clicked.connect(partial(view.setFocus, Qt.FocusReason.OtherFocusReason))
        column.addLayout(row)
        column.addStretch(0)
        self.setFocusProxy(view)

    def show_state(self, *, has_any: bool, sentence: str, can_search: bool = True) -> None:
        """Show the rows and their buttons, or a sentence in their place."""
        self.empty.setText(sentence)
        self.empty.setVisible(not has_any)
        if self._view is not None:
            self._view.setVisible(has_any)
        for button in self._buttons:
            button.setVisible(has_any)
        self.subtitle.setVisible(has_any and bool(self.subtitle.text()))
        self.search.setVisible(can_search and (has_any or bool(self.searched)))

    def say_error(self, error: Exception) -> None:
        """Tell what went wrong."""
        self.said.emit(error_wording.sentence(error))
