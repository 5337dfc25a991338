"""The list of places at the left: which entries there are, and how one is painted.

Pure Qt model and delegate; the sidebar says what they mean.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photosim.gui.shell.navigation import Place
from photosim.gui.widgets import appearance, tips
from photosim.gui.widgets.model_index import ModelIndex

EntryRole = Qt.ItemDataRole.UserRole + 1
"""Role of the row's `Entry`."""
ROW_PX, SECTION_PX = 32, 36
_OUTER_PX, _INNER_PX = 10, 14


class EntryStyle(enum.Enum):
    """How an entry is painted."""

    NORMAL = enum.auto()
    MUTED = enum.auto()
    SECTION = enum.auto()
    ACTION = enum.auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sidebar.

    Attributes:
        text: what it is called.
        fact: what stands at the right: a count or a state.
        place: where it leads; None for the name of a section and for an action.
        tip: the whole story.
    """

    text: str
    fact: str = ""
    place: Place | None = None
    look: EntryStyle = EntryStyle.NORMAL
    tip: str = ""


class PlaceEntries(QAbstractListModel):
    """The lines, from top to bottom."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def replace(self, entries: Sequence[Entry]) -> None:
        """Show these; lines of the same places keep their selection."""
        places = [entry.place for entry in entries]
        if places == [entry.place for entry in self._entries]:
            self._entries = list(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def row_of(self, place: Place) -> int:
        """The line of a place, -1 when it has none."""
        rows = [row for row, entry in enumerate(self._entries) if entry.place == place]
        return rows[0] if rows else -1

    def entry(self, index: ModelIndex) -> Entry | None:
        """The line at `index`."""
        return self._entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """One row a line."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """Names of sections cannot be chosen."""
        entry = self.entry(index)
        if entry is None or entry.look is EntryStyle.SECTION:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, tip, accessible text or the `Entry`."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tips.tip(entry.tip) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.text, entry.fact) if part)
        return entry if role == EntryRole else None


class EntryPainter(QStyledItemDelegate):
    """Paints a line: its text, elided in the middle, and its fact at the other end."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """Sections are a little higher, for the space above them."""
        entry = index.data(EntryRole)
        return QSize(0, SECTION_PX if entry.look is EntryStyle.SECTION else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Background when chosen, then both texts."""
        entry: Entry = index.data(EntryRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(_OUTER_PX, 1, -_OUTER_PX, -1)
        self._paint_ground(painter, option, rect)
        inner = rect.adjusted(_INNER_PX, 0, -_OUTER_PX, 0)
        if entry.look is EntryStyle.SECTION:
            inner.setTop(inner.bottom() - 22)
        self._paint_texts(painter, option, inner, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        palette, state = option.palette, option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            ground = palette.color(appearance.Role.AlternateBase)
            ground.setAlphaF(1.0 if is_chosen else 0.55)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(rect), appearance.RADIUS, appearance.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(appearance.Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, appearance.RADIUS, appearance.RADIUS)

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, entry: Entry
    ) -> None:
        palette = option.palette
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        fact_font = appearance.font(appearance.NORMAL_PX - 1)
        fact_width = QFontMetrics(fact_font).horizontalAdvance(entry.fact) if entry.fact else 0
        fact_rect, text_rect = QRect(rect), QRect(rect)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            fact_rect.setRight(rect.left() + fact_width)
            text_rect.setLeft(fact_rect.right() + appearance.GAP_S)
        else:
            fact_rect.setLeft(rect.right() - fact_width)
            text_rect.setRight(fact_rect.left() - appearance.GAP_S)
        painter.setFont(fact_font)
        painter.setPen(palette.color(appearance.Role.PlaceholderText))
        painter.drawText(fact_rect, Qt.AlignmentFlag.AlignVCenter, entry.fact)
        painter.setFont(font_of(entry, text_rect.width(), is_chosen=is_chosen))
        painter.setPen(palette.color(_role(entry)))
        shown = painter.fontMetrics().elidedText(
            entry.text, Qt.TextElideMode.ElideMiddle, text_rect.width()
        )
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignVCenter, shown)


def font_of(entry: Entry, width: int, *, is_chosen: bool) -> QFont:
    """Bold for the chosen line, unless its text has room only as the others have it."""
    font = _font(entry, is_chosen)
    is_wider = QFontMetrics(font).horizontalAdvance(entry.text) > width
    return _font(entry, is_chosen=False) if is_chosen and is_wider else font


def _font(entry: Entry, is_chosen: bool) -> QFont:
    if entry.look is not EntryStyle.SECTION:
        return appearance.font(appearance.NORMAL_PX, bold=is_chosen)
    made = appearance.font(appearance.SMALL_PX, bold=True)
    made.setCapitalization(QFont.Capitalization.AllUppercase)
    return made


def _role(entry: Entry) -> QPalette.ColorRole:
    if entry.look is EntryStyle.ACTION:
        return appearance.Role.Highlight
    muted = entry.look in (EntryStyle.MUTED, EntryStyle.SECTION)
    return appearance.Role.PlaceholderText if muted else appearance.Role.Text
