"""An item view whose geometry is a `Lattice`: places, scrolling, choosing, the keyboard.

Nothing here costs more for a million rows than for ten: places are computed, selections are ranges
of rows. What a cell looks like, and what happens on Enter, is left to the subclass; `RowListView`
has one column, `PointedView` a mouse of its own.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QKeySequence,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from photosim.gui.grid.lattice import MARGIN_PX, Lattice
from photosim.gui.widgets.model_index import ModelIndex
from photosim.gui.widgets.tips import ItemTips

Flag = QItemSelectionModel.SelectionFlag
_Hint = QAbstractItemView.ScrollHint
_Action = QAbstractItemView.CursorAction
_ACTIONS = {
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
}
_STYLING = (
    QEvent.Type.PaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.LayoutDirectionChange,
)


class LatticeView(QListView):
    """Shows the rows of a list model as cells; the arrow keys, Home, End and Page keys walk there.

    Qt shows the items of a `QListView`, and only of its own views, to screen readers; of its layout
    nothing is used, since that grows with the number of rows (3.5 s for a million).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lattice = Lattice(0, 1, 200, 40)
        self._anchor = 0
        self._held = (-1, 0, 0)
        self._tips = ItemTips(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAutoScroll(False)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        # its room is always there, so that its coming and going does not move the photos
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # -- looks

    def take_looks(self) -> None:
        """Make what paints, for the present colours, fonts and direction; subclasses have one."""

    def changeEvent(self, event: QEvent) -> None:
        """Take the looks anew, once the model, which the subclass sets last, is there."""
        super().changeEvent(event)
        if event.type() in _STYLING and self.model() is not None:
            self.take_looks()
            self.lay_out_anew()  # captions may be higher

    def dataChanged(self, *_args: object) -> None:  # noqa: N802 - Qt's name
        """Rows changed: one repaint of what is in sight, whatever the range."""
        self.viewport().update()
        self._tips.look_again()

    # -- geometry

    @property
    def lattice(self) -> Lattice:
        """Where the cells lie now."""
        return self._lattice

    def make_lattice(self) -> Lattice:
        """The lattice for the present model and size; subclasses say how large cells are."""
        return Lattice(self.row_count(), self.viewport().width(), 200, 40, self.is_mirrored())

    def is_mirrored(self) -> bool:
        """Whether the first column is at the right."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def row_count(self) -> int:
        """Rows of the model, 0 without one."""
        model = self.model()
        return model.rowCount() if model is not None else 0

    def current_row(self) -> int:
        """The row with the keyboard's focus, -1 without one."""
        return self.currentIndex().row()

    def rows_in_sight(self) -> range:
        """The rows of all lines that can be seen, at least in part."""
        top = self.verticalOffset()
        return self._lattice.cells_between(top, top + self.viewport().height() - 1)

    def cell_rect(self, row: int) -> QRect:
        """A cell in the viewport's coordinates."""
        return self._lattice.rect(row).translated(0, -self.verticalOffset())

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Lay out again: arithmetic, then the range of the scroll bar."""
        self._lattice = self.make_lattice()
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._lattice.height - page))
        bar.setEnabled(bar.maximum() > 0)  # a disabled bar is not painted
        bar.setPageStep(page)
        bar.setSingleStep(max(1, self._lattice.line_height // 4))

    def reset(self) -> None:
        """Other rows: laid out at once, as Qt does so only later and a timer may look before."""
        super().reset()
        self.updateGeometries()
        self._tips.look_again()

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Qt asks for a layout: nothing but arithmetic."""
        self.updateGeometries()
        self.viewport().update()

    def lay_out_anew(self) -> None:
        """Lay out cells of another size, or in other room; the row at the top stays at the top."""
        place = self.place()
        self.updateGeometries()
        self.go_to_place(*place)
        self.viewport().update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """There is other room."""
        self.lay_out_anew()

    def place(self) -> tuple[int, int]:
        """The row at the top left, and how far it lies below the viewport's top, px.

        While nobody scrolls it is the same row, also when other columns put it further right.
        """
        row, top, offset = self._held
        if row >= 0 and offset == self.verticalOffset():
            return row, top
        rows = self.rows_in_sight()
        if not rows:
            return -1, 0
        return rows.start, self.cell_rect(rows.start).top()

    def go_to_place(self, row: int, top: int) -> None:
        """Scroll so that `row` lies `top` px below the viewport's top."""
        if 0 <= row < self._lattice.n and self.verticalOffset() > 0:
            line_top = self._lattice.rect(row).top()
            height = self._lattice.line_height
            self.verticalScrollBar().setValue(line_top - max(top, 1 - height))
            self._held = (row, top, self.verticalOffset())

    def visualRect(self, index: ModelIndex) -> QRect:  # noqa: N802 - Qt's name
        """A cell in the viewport's coordinates."""
        return self.cell_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The index of the cell at a point of the viewport."""
        row = self._lattice.cell_at(point + QPoint(0, self.verticalOffset()))
        return self.index_of(row)

    def index_of(self, row: int) -> QModelIndex:
        """The model's index of a row; invalid outside."""
        model = self.model()
        return model.index(row, 0) if model is not None and row >= 0 else QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: ModelIndex, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Scroll until the cell of `index` is in sight."""
        if not index.isValid():
            return
        rect, page = self.cell_rect(index.row()), self.viewport().height()
        bar = self.verticalScrollBar()
        if hint == _Hint.PositionAtTop or (hint == _Hint.EnsureVisible and rect.top() < MARGIN_PX):
            bar.setValue(bar.value() + rect.top() - MARGIN_PX)
        elif hint == _Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - page // 2)
        elif hint == _Hint.PositionAtBottom or rect.bottom() > page:
            bar.setValue(bar.value() + min(rect.bottom() - page, rect.top() - MARGIN_PX))

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Nothing lies at the side."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """How far the contents are scrolled, px."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted; only what comes into sight is painted anew."""
        self.viewport().scroll(0, dy)
        self._tips.look_again()

    def isIndexHidden(self, index: ModelIndex) -> bool:  # noqa: N802 - Qt's name
        """No cell is hidden."""
        return False

    # -- choosing

    def setSelection(self, rect: QRect, flags: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """Choose the cells that `rect` (viewport coordinates) touches, as `flags` say."""
        band = rect.normalized().translated(0, self.verticalOffset())
        self.select_ranges(self._lattice.cells_in(band), flags)

    def select_ranges(self, ranges: list[range], flags: QItemSelectionModel.SelectionFlag) -> None:
        """Choose whole ranges of rows at once, as `flags` say."""
        chosen = QItemSelection()
        for rows in ranges:
            if len(rows):
                chosen.select(self.index_of(rows[0]), self.index_of(rows[-1]))
        self.selectionModel().select(chosen, flags)

    def selected_ranges(self) -> list[range]:
        """The chosen rows in order, as ranges."""
        if self.selectionModel() is None:
            return []
        parts = self.selectionModel().selection().toList()
        ranges = (range(part.top(), part.bottom() + 1) for part in parts)
        return sorted(ranges, key=lambda rows: rows.start)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Choose everything: one range, whatever its length."""
        if self.row_count():
            self.select_ranges([range(self.row_count())], Flag.ClearAndSelect)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        """The part of the viewport that a change of `selection` touches; rings reach outside."""
        seen, region = self.rows_in_sight(), QRegion()
        for part in selection.toList():
            rows = range(max(part.top(), seen.start), min(part.bottom() + 1, seen.stop))
            for row in rows:
                region += self.reach(row)
        return region

    def reach(self, row: int) -> QRect:
        """All that painting a cell may touch: its rectangle and the rings around it."""
        return self.cell_rect(row).adjusted(-8, -8, 8, 8)

    def choose(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go to a row as a click does: Shift chooses all up to it, Ctrl toggles it."""
        selection = self.selectionModel()
        index = self.index_of(row)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            keep = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            rows = range(min(self._anchor, row), max(self._anchor, row) + 1)
            self.select_ranges([rows], Flag.Select if keep else Flag.ClearAndSelect)
        else:
            self._anchor = row
            is_toggle = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            selection.select(index, Flag.Toggle if is_toggle else Flag.ClearAndSelect)
        selection.setCurrentIndex(index, Flag.NoUpdate)

    def currentChanged(self, current: ModelIndex, previous: ModelIndex) -> None:  # noqa: N802 - Qt's name
        """Repaint the focus where it was and where it is, with its ring."""
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            spoken = QAccessibleEvent(self, QAccessible.Event.Focus)
            spoken.setChild(current.row())
            QAccessible.updateAccessibility(spoken)
        for index in (previous, current):
            if index.isValid() and index.row() < self._lattice.n:
                self.viewport().update(self.reach(index.row()))

    # -- the keyboard

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads to from the current cell."""
        n, columns = self._lattice.n, self._lattice.columns
        if n == 0:
            return QModelIndex()
        row = self.current_row()
        if row < 0:
            return self.index_of(n - 1 if action == _Action.MoveEnd else 0)
        page = max(1, self.viewport().height() // self._lattice.line_height) * columns
        aside = -1 if self.is_mirrored() else 1
        targets = {
            _Action.MoveLeft: row - aside,
            _Action.MoveRight: row + aside,
            _Action.MovePrevious: row - 1,
            _Action.MoveNext: row + 1,
            _Action.MoveUp: row - columns if row >= columns else row,
            _Action.MoveDown: self._below(row, columns),
            _Action.MovePageUp: row - page if row >= page else row % columns,
            _Action.MovePageDown: self._below(row, page),
            _Action.MoveHome: 0,
            _Action.MoveEnd: n - 1,
        }
        return self.index_of(min(max(targets[action], 0), n - 1))

    def _below(self, row: int, step: int) -> int:
        """A cell further down; the last one when the last line is shorter."""
        last = self._lattice.n - 1
        in_last_line = row // self._lattice.columns == last // self._lattice.columns
        return row if in_last_line else min(row + step, last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose; what is no such key goes to Qt's view (type-ahead)."""
        action = _ACTIONS.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # Qt's view would copy a text that nobody sees
        elif action is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # back and forward are the window's, which says so where it cannot
        elif action is not None:
            self._go(action, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _go(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> None:
        index = self.moveCursor(action, modifiers)
        if not index.isValid():
            return
        held = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        if held == Qt.KeyboardModifier.ControlModifier:
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        else:
            self.choose(index.row(), modifiers)
        self.scrollTo(index)
