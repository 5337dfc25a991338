"""Three columns whose widths are remembered; in a narrow window the right one is a sheet.

Left and right have the widths that the person gave them, as far as the window has room; the middle
takes what there is. What a small window takes from a column, a larger one gives back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from photosim.gui.widgets import appearance

WIDTHS_PX = (232, 332)
"""Widths of the left and the right column at the first start."""
NARROW_PX = 1000
"""Below this width of the window the right column is a sheet over the middle."""
_LEAST_PX = (160, 407)
"""The left column and the middle are never narrower; the right one not than what it shows.

The middle has room for the buttons of a review, the widest row that cannot be shortened.
"""
_VEIL = 0.35


class Sheet(QWidget):
    """A veil over the middle with the right column on it; a press on the veil closes it.

    Signals:
        closed: the person is done with it.
    """

    closed = Signal()

    def __init__(self, over: QWidget, width_px: int) -> None:
        super().__init__(over)
        self._over = over
        self._width_px = width_px
        self._content: QWidget | None = None
        over.installEventFilter(self)
        self.hide()

    def take(self, content: QWidget) -> None:
        """Hold this widget."""
        self._content = content
        content.setParent(self)
        content.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the middle whatever its size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Lie at the side where lines end."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The veil was pressed."""
        event.accept()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken what lies below."""
        veil = QColor(self.palette().color(appearance.Role.Shadow))
        veil.setAlphaF(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        if self._content is not None:
            needed = max(self._width_px, self._content.minimumSizeHint().width())
            width = min(needed, self.width())
            corner = QPoint(self.width() - width, 0)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                corner = QPoint(0, 0)
            self._content.setGeometry(QRect(corner.x(), corner.y(), width, self.height()))


class ThreeColumns(QWidget):
    """Left, middle and right.

    Signals:
        right_toggled: the right column is shown or hidden now. arg1: whether it is shown.
    """

    right_toggled = Signal(bool)

    def __init__(
        self,
        left: QWidget,
        middle: QWidget,
        right: QWidget,
        widths_px: tuple[int, int] = WIDTHS_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._right = right
        self._is_wanted = True
        self._is_sheet = False
        self._has_room = True
        self._is_page_wide = False
        self._widths = widths_px
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for column in (left, middle, right):
            column.setAutoFillBackground(True)
            self._splitter.addWidget(column)
        left.setMinimumWidth(_LEAST_PX[0])
        middle.setMinimumWidth(_LEAST_PX[1])
        for i, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(i, stretch)
        self._share_out()
        self._splitter.splitterMoved.connect(self._on_dragged)
        self._sheet = Sheet(middle, widths_px[1])
        self._sheet.closed.connect(self.hide_right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    @property
    def is_right_shown(self) -> bool:
        """Whether the right column can be seen, as a column or as a sheet."""
        if self._is_sheet:
            return self._sheet.isVisibleTo(self)
        return self._is_wanted and self._has_room

    def show_page(self, *, is_wide: bool) -> None:
        """Another page is shown in the middle; a wide one takes the right column's room."""
        if is_wide is not self._is_page_wide:
            self._is_page_wide = is_wide
            self._give_room(not is_wide)

    def _give_room(self, has_room: bool) -> None:
        self._has_room = has_room
        if self._is_sheet:
            self._sheet.hide()
        else:
            self._right.setVisible(self.is_right_shown)
        self._share_out()
        self.right_toggled.emit(self.is_right_shown)

    @property
    def is_sheet(self) -> bool:
        """Whether the window is so narrow that the right column lies over the middle."""
        return self._is_sheet

    def show_right(self) -> None:
        """Show the right column."""
        self._set_right(True)

    def hide_right(self) -> None:
        """Hide the right column."""
        self._set_right(False)

    def toggle_right(self) -> None:
        """Show it when it is hidden, and the other way round."""
        self._set_right(not self.is_right_shown)

    @property
    def widths(self) -> tuple[int, int]:
        """What the person gave the left and the right column, px, whatever they have now."""
        return self._widths

    def restore(self, widths: tuple[int, int], is_right_shown: bool) -> None:
        """The widths of an earlier day, px."""
        self._widths = widths
        self._is_wanted = is_right_shown
        self._right.setVisible(self.is_right_shown)
        self._share_out()

    @property
    def is_right_wanted(self) -> bool:
        """Whether a wide window shows the right column."""
        return self._is_wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become or stop being narrow; share out the room."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW_PX
        if is_narrow != self._is_sheet:
            self._become(is_narrow)
        self._share_out()

    def _become(self, is_sheet: bool) -> None:
        self._is_sheet = is_sheet
        if is_sheet:
            self._sheet.take(self._right)
            self._sheet.hide()
        else:
            self._sheet.hide()
            self._splitter.addWidget(self._right)
            self._splitter.setStretchFactor(2, 0)
            self._right.setVisible(self.is_right_shown)
        self.right_toggled.emit(self.is_right_shown)

    def _set_right(self, is_shown: bool) -> None:
        if self._is_sheet:
            self._sheet.setVisible(is_shown)
            self._sheet.raise_()
        else:
            self._is_wanted = self._has_room = is_shown
            self._right.setVisible(is_shown)
            self._share_out()
        self.right_toggled.emit(is_shown)

    def _share_out(self) -> None:
        """Left and right have what the person gave them, as far as there is room."""
        left, right = self._widths
        self._splitter.setSizes([left, self.width(), right][: self._splitter.count()])

    def _on_dragged(self, _px: int, edge: int) -> None:
        """The person moved an edge: the column at it has the width that they gave it."""
        left, right = self._widths
        sizes = self._splitter.sizes()
        self._widths = (sizes[0], right) if edge == 1 else (left, sizes[-1])
