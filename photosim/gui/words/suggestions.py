"""The words that are suggested below a field: their list, and how a line of it is painted."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from photosim.core.records.themes import Suggestion
from photosim.gui.texts import word_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.model_index import ModelIndex

MOST_SHOWN = 8
SuggestionRole = Qt.ItemDataRole.UserRole + 1
"""Role of the row's `Suggestion`."""
_ROW_PX = 32
_WIDTHS_PX = (280, 480)
_GAP_PX = 4


class Suggestions(QAbstractListModel):
    """The suggested words, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Suggestion, ...] = ()

    def replace(self, found: Sequence[Suggestion]) -> None:
        """Show these, as many as a person looks through."""
        self.beginResetModel()
        self._found = tuple(found[:MOST_SHOWN])
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row a word."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The word, what it is, or the `Suggestion`."""
        if not index.isValid() or index.row() >= len(self._found):
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(found.text.split())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (found.text, word_texts.kind(found)) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{html.escape(found.text)}</p>"
        return found if role == SuggestionRole else None


class _Painter(QStyledItemDelegate):
    """Paints a word and, at the other end, what it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: ModelIndex) -> QSize:
        """Room for a finger."""
        return QSize(0, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """The ground of a chosen line, then both texts."""
        found: Suggestion = index.data(SuggestionRole)
        painter.save()
        self._paint_ground(painter, option)
        inner = option.rect.adjusted(appearance.GAP_M, 0, -appearance.GAP_M, 0)
        kind = self._paint_kind(painter, option, inner, word_texts.kind(found))
        if option.direction is Qt.LayoutDirection.RightToLeft:
            inner.setLeft(kind)
        else:
            inner.setRight(kind)
        painter.setFont(appearance.font())
        painter.setPen(option.palette.color(appearance.Role.Text))
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, _beginning(option) | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        states = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        if option.state & states:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(appearance.Role.AlternateBase))
            ground = QRectF(option.rect).adjusted(_GAP_PX, 1, -_GAP_PX, -1)
            painter.drawRoundedRect(ground, appearance.RADIUS, appearance.RADIUS)

    def _paint_kind(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, kind: str
    ) -> int:
        """Paint what the word is, within a half of the line; the x where the word must end."""
        font = appearance.font(appearance.NORMAL_PX - 1)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(kind, Qt.TextElideMode.ElideRight, inner.width() // 2)
        width = metrics.horizontalAdvance(shown)
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        left = inner.left() if is_mirrored else inner.right() - width
        painter.setFont(font)
        painter.setPen(option.palette.color(appearance.Role.PlaceholderText))
        rect = QRect(left, inner.top(), width + 1, inner.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        return left + width + appearance.GAP_S if is_mirrored else left - appearance.GAP_S


class SuggestionList(QFrame):
    """The list below a field. It never has the keyboard's focus: the field moves through it.

    Signals:
        chosen: a word was clicked. arg1: its text.
    """

    chosen = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._model = Suggestions(self)
        self._view = QListView(self)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Painter(self._view))
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName("Suggested words")
        self._view.clicked.connect(self._on_clicked)
        for widget in (self, self._view, self._view.viewport()):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What is suggested, from top to bottom."""
        return [self._text(row) for row in range(self._model.rowCount())]

    @property
    def current(self) -> str:
        """The word that is chosen with the arrow keys; empty when none is."""
        row = self._view.currentIndex().row()
        return self._text(row) if row >= 0 else ""

    def replace(self, found: Sequence[Suggestion]) -> None:
        """Suggest these; none of them is chosen."""
        self._model.replace(found)
        self._view.setCurrentIndex(QModelIndex())

    def open(self) -> None:
        """Show what there is, below the field; without any words the list disappears."""
        self.place()
        self.setVisible(self._model.rowCount() > 0)
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the next or the previous word; past the end is none, the typed text."""
        n_places = self._model.rowCount() + 1
        row = (self._view.currentIndex().row() + 1 + by) % n_places - 1
        self._view.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())

    def place(self) -> None:
        """Lie below the field, within the window."""
        window = self.parentWidget()
        if window is None:
            return
        below = self._field.mapTo(window, QPoint(0, self._field.height() + _GAP_PX))
        width = max(self._field.width(), min(max(self._wanted_px(), _WIDTHS_PX[0]), _WIDTHS_PX[1]))
        width = min(width, window.width() - 2 * appearance.GAP_S)
        x = below.x()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x += self._field.width() - width
        x = max(appearance.GAP_S, min(x, window.width() - appearance.GAP_S - width))
        wanted = self._model.rowCount() * _ROW_PX + 2 * _GAP_PX
        height = min(wanted, window.height() - below.y() - appearance.GAP_S)
        self.setGeometry(x, below.y(), width, height)
        self._view.setGeometry(1, _GAP_PX, width - 2, height - 2 * _GAP_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground with round corners and an edge, over whatever lies below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(appearance.Role.Dark), 1))
        painter.setBrush(self.palette().color(appearance.Role.Base))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, appearance.RADIUS, appearance.RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The edge of the list is no way to what lies below."""
        event.accept()

    def _wanted_px(self) -> int:
        """The width that shows the longest line whole."""
        metrics = QFontMetrics(appearance.font())
        lines = (self._model.index(row) for row in range(self._model.rowCount()))
        shown = (f"{line.data()}{word_texts.kind(line.data(SuggestionRole))}" for line in lines)
        longest = max((metrics.horizontalAdvance(text) for text in shown), default=0)
        return longest + 2 * appearance.GAP_M + appearance.GAP_XL

    def _text(self, row: int) -> str:
        return str(self._model.index(row).data())

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data()))


def _beginning(option: QStyleOptionViewItem) -> Qt.AlignmentFlag:
    """Where lines begin, whatever script a word is in."""
    is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute
