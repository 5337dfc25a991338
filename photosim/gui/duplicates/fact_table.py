"""The facts about the compared photos: one column a photo, the better value bold and marked."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from photosim.gui.duplicates.member_facts import FactCell, FactRow
from photosim.gui.widgets import appearance
from photosim.gui.widgets.end_elided import EndElided
from photosim.gui.widgets.model_index import ModelIndex

MARK = "\N{BLACK STAR}"
"""Stands behind the better value."""
SHORT = Qt.ItemDataRole.UserRole
"""What a cell says where there is no room for its text."""
_AROUND_PX = 16
"""Room that a cell needs beside its text: padding of the style sheet, and Qt's own."""
ROW_PX, _NAMES_PX, _LEAST_PX = 27, 84, 180
_STYLE = """
QTableView { background: palette(base); border: none; }
QHeaderView { background: palette(base); }
QHeaderView::section { background: palette(base); border: none; padding: 0px 4px; }
QHeaderView::section:horizontal { border-bottom: 1px solid palette(mid); font-weight: bold; }
QHeaderView::section:vertical { color: palette(placeholder-text);
    border-bottom: 1px solid palette(mid); }
QTableCornerButton::section { background: palette(base); border: none;
    border-bottom: 1px solid palette(mid); }
QAbstractScrollArea::corner { background: palette(base); border: none; }
QTableView::item { border-bottom: 1px solid palette(mid); padding: 0px 4px; }
QTableView::item:selected { background: palette(alternate-base); color: palette(text); }
"""


class FactModel(QAbstractTableModel):
    """Facts by members."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[FactRow] = ()
        self._current = -1

    def replace(self, rows: Sequence[FactRow], current: int) -> None:
        """Show these facts; the member `current` is meant by the keys."""
        self.beginResetModel()
        self._rows, self._current = rows, current
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row a fact."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One column a member."""
        return 0 if parent.isValid() or not self._rows else len(self._rows[0].cells)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The members' numbers and the facts' names."""
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation is Qt.Orientation.Vertical:
                return self._rows[section].name
            return str(section + 1) + ("  \N{BULLET}" if section == self._current else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A value, its tip, its font, or how it is read out."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        cell = row.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, SHORT):
            text = cell.short if role == SHORT and cell.short else cell.text
            return f"{text}  {MARK}" if cell.is_better else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{_tip(cell)}</p>"
        if role == Qt.ItemDataRole.FontRole:
            return appearance.font(appearance.NORMAL_PX - 1, bold=cell.is_better)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            better = ", better" if cell.is_better else ""
            return f"Photo {index.column() + 1}, {row.name}: {cell.text}{better}"
        return None


class _Values(QStyledItemDelegate):
    """Paints values, in their shorter words where there is no room."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """As Qt does, but for the words."""
        super().initStyleOption(option, index)
        room = option.rect.width() - _AROUND_PX
        if option.fontMetrics.horizontalAdvance(option.text) > room:
            option.text = index.data(SHORT)


def _tip(cell: FactCell) -> str:
    return "<br>".join(html.escape(line) for line in (cell.tip or cell.text).splitlines())


class FactTable(QTableView):
    """The table; arrows walk in it, all other keys are the review's.

    Signals:
        member_pressed: the person means this photo. arg1: its number from 0.
        menu_wanted: a context menu. arg1: number of the member. arg2: where, global.
    """

    member_pressed = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit_px = 10_000
        self.facts = FactModel(self)
        self.setModel(self.facts)
        self.setAccessibleName("Facts about the photos")
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._sentences, self._values = EndElided(self), _Values(self)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setStyleSheet(_STYLE)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setFixedWidth(_NAMES_PX)
        self.horizontalHeader().setFixedHeight(ROW_PX)
        self.clicked.connect(lambda index: self.member_pressed.emit(index.column()))
        self.customContextMenuRequested.connect(self._on_menu)

    def limit(self, height_px: int) -> None:
        """Be at most so high."""
        self._limit_px = height_px

    def show_rows(self, rows: Sequence[FactRow], current: int) -> None:
        """Show facts; the place stays."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.facts.replace(rows, current)
        for number, row in enumerate(rows):
            painted_by = self._sentences if row.is_sentence else self._values
            self.setItemDelegateForRow(number, painted_by)
        self._share()
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    def sizeHint(self) -> QSize:
        """As high as all facts, or as the limit."""
        bar = 14 if self._is_crowded() else 0
        whole = ROW_PX * (self.facts.rowCount() + 1) + bar + 2
        return QSize(300, min(whole, max(self._limit_px, 3 * ROW_PX)))

    def minimumSizeHint(self) -> QSize:
        """Some facts at least."""
        return QSize(200, min(self.sizeHint().height(), 3 * ROW_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from fact to fact."""
        walking = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.key() in walking:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _is_crowded(self) -> bool:
        return self.facts.columnCount() * _LEAST_PX > self.viewport().width()

    def _share(self) -> None:
        n = self.facts.columnCount()
        if n:
            width = max(_LEAST_PX, self.viewport().width() // n)
            for column in range(n):
                self.setColumnWidth(column, width)

    def _on_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid():
            self.menu_wanted.emit(index.column(), self.viewport().mapToGlobal(where))
