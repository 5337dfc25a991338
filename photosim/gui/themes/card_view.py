"""The themes as a grid of cards: paints what is in sight, and opens a theme.

When other themes come, as the slider moves, what the person looks at stays where it is: the first
card in sight whose theme is still there, else one that shows one of its pictures.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from photosim.core.records.themes import Theme
from photosim.gui.grid.cell_frames import CellState
from photosim.gui.grid.lattice import Lattice
from photosim.gui.grid.lattice_view import Flag
from photosim.gui.grid.pointed_view import PointedView
from photosim.gui.grid.sight_timer import SightTimer
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.themes.card_lattice import CardLattice, large_size, pictures_of, small_size
from photosim.gui.themes.card_painter import CardPainter, ThemeCard
from photosim.gui.themes.theme_list import ThemeList
from photosim.gui.widgets.appearance import Role
from photosim.gui.widgets.type_ahead import TypeAhead

CARD_PX, LEAST_PX, MOST_PX = 270, 200, 420
"""About how wide a card is at first, at least and at most."""
_Left = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class _Held:
    """What was looked at before the themes were replaced."""

    in_sight: tuple[Theme, ...]
    current: str
    top: int


class CardView(PointedView):
    """The cards of a `ThemeList`.

    Args:
        themes: the model.
        large, small: thumbnails of the first pictures of the cards, and of the others.

    Signals:
        opened: a click or Enter. arg1: the theme's id.
        menu_wanted: a context menu. arg1: where, global. arg2: the theme's id.
    """

    opened = Signal(str)
    menu_wanted = Signal(QPoint, str)

    def __init__(
        self,
        themes: ThemeList,
        large: Thumbnails,
        small: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._large, self._small = large, small
        self._card_px = CARD_PX
        self.take_looks()
        self._held_back: _Held | None = None
        self._pressed = -1
        self._type_ahead = TypeAhead()
        self._sight = SightTimer(self._look, self)
        self.viewport().setBackgroundRole(Role.Base)
        self.setSelectionMode(PointedView.SelectionMode.NoSelection)
        self.setAccessibleName("Themes")
        themes.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.setModel(themes)
        themes.modelReset.connect(self._on_reset)
        for thumbnails in (large, small):
            thumbnails.ready.connect(self._on_thumbnail)

    # -- layout

    def make_lattice(self) -> Lattice:
        """Cards over the viewport's width."""
        return CardLattice(
            n=self.row_count(),
            width=self.viewport().width(),
            cell_px=self._card_px,
            caption_px=self._painter.caption_px,
            is_mirrored=self.is_mirrored(),
        )

    def card_rect(self, row: int) -> QRectF:
        """A card in the viewport's coordinates."""
        lattice = self.lattice
        if not isinstance(lattice, CardLattice):
            return QRectF()
        return QRectF(lattice.card(row).translated(0, -self.verticalOffset()))

    def zoom_by(self, factor: float) -> None:
        """Show the cards larger, or with less than 1 smaller; the first in sight stays there."""
        self._set_card_size(round(self._card_px * factor))

    def zoom_usual(self) -> None:
        """Show the cards as large as at first."""
        self._set_card_size(CARD_PX)

    def _set_card_size(self, px: int) -> None:
        self._card_px = min(max(px, LEAST_PX), MOST_PX)
        self.lay_out_anew()

    def take_looks(self) -> None:
        """What paints cards."""
        self._painter = CardPainter(self.palette(), is_mirrored=self.is_mirrored())

    # -- what stays

    @Slot()
    def _on_about_to_reset(self) -> None:
        row, top = self.place()
        themes = self._themes.themes
        in_sight = themes[max(row, 0) : self.rows_in_sight().stop]
        current = self.current_row()
        self._held_back = _Held(
            tuple(in_sight), themes[current].id if 0 <= current < len(themes) else "", top
        )

    @Slot()
    def _on_reset(self) -> None:
        held, self._held_back = self._held_back, None
        self.updateGeometries()
        self.viewport().update()
        if held is None:
            return
        row = self._row_like(held.in_sight)
        if row >= 0:
            self.go_to_place(row, held.top)
        current = self._themes.row_of(held.current) if held.current else -1
        if current >= 0:
            self.selectionModel().setCurrentIndex(self.index_of(current), Flag.NoUpdate)

    def _row_like(self, seen: tuple[Theme, ...]) -> int:
        """The row of the first theme that is still here, else of one with one of its pictures."""
        rows = {theme.id: row for row, theme in enumerate(self._themes.themes)}
        found = next((rows[theme.id] for theme in seen if theme.id in rows), -1)
        if found >= 0 or not seen:
            return found
        wanted = set(seen[0].covers)
        shown = enumerate(self._themes.themes)
        return next((row for row, theme in shown if wanted.intersection(theme.covers)), -1)

    def go_to(self, theme_id: str) -> None:
        """Make a theme the current one and bring it into sight; nothing when it is not here."""
        row = self._themes.row_of(theme_id)
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.index_of(row), Flag.NoUpdate)
            self.scrollTo(self.index_of(row))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards that the event touches, then ask for the pictures in sight."""
        painter = QPainter(self.viewport())
        top, rect = self.verticalOffset(), event.rect()
        for row in self.lattice.cells_between(rect.top() + top - 4, rect.bottom() + top + 4):
            if event.region().intersects(self.reach(row)):
                self._painter.paint(painter, self.card_rect(row), self._card(row))
        painter.end()
        self._sight.note_painting()

    def _card(self, row: int) -> ThemeCard:
        theme = self._themes.theme(row)
        pictures: list[QPixmap | None] = []
        for i, photo_id in enumerate(theme.covers[:4]):
            first, second = (self._small, self._large) if i else (self._large, self._small)
            pictures.append(first.pixmap(photo_id) or second.pixmap(photo_id))
        has_focus = row == self.current_row() and self.hasFocus() and self.is_keyed
        state = CellState(has_focus=has_focus, is_hovered=row == self.hovered_row)
        return ThemeCard(theme, tuple(pictures), state)

    @Slot()
    def _look(self) -> None:
        rows = self.rows_in_sight()
        if not rows or not self.isVisible():
            return
        shown = self._themes.themes[rows.start : rows.stop + len(rows)]
        room = pictures_of(self.card_rect(rows.start), self._painter.caption_px).size()
        firsts = [theme.covers[0] for theme in shown if theme.covers]
        others = [photo_id for theme in shown for photo_id in theme.covers[1:4]]
        self._want(self._large, firsts, large_size(room, 3))
        self._want(self._small, others, small_size(room))

    def _want(self, thumbnails: Thumbnails, ids: list[int], size: QSizeF) -> None:
        room = PictureRoom((size * self.devicePixelRatioF()).toSize())
        thumbnails.want(list(dict.fromkeys(ids)), room)

    @Slot(int)
    def _on_thumbnail(self, photo_id: int) -> None:
        for row in self.rows_in_sight():
            if photo_id in self._themes.theme(row).covers:
                self.viewport().update(self.reach(row))

    # -- the keyboard and the mouse

    def choose(self, row: int, _modifiers: Qt.KeyboardModifier) -> None:
        """Go to a card; cards are not selected."""
        self.selectionModel().setCurrentIndex(self.index_of(row), Flag.NoUpdate)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Cards are not selected."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current theme."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.current_row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead: go to the next theme whose name begins so."""
        row = self._themes.find_name(*self._type_ahead.add(search, self.current_row()))
        if row >= 0:
            self.choose(row, Qt.KeyboardModifier.NoModifier)
            self.scrollTo(self.index_of(row))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press that is let go on the same card opens it."""
        self._is_keyed = False
        row = self._row_at(event)
        self._pressed = row if event.button() is _Left else -1
        if row >= 0:
            self.choose(row, event.modifiers())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the card that was pressed."""
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0 and pressed == self._row_at(event):
            self._open(pressed)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has opened it."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What can be pressed has a hand over it."""
        super().mouseMoveEvent(event)
        is_on_card = self.hovered_row >= 0
        shape = Qt.CursorShape.PointingHandCursor if is_on_card else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu where the mouse is, or at the current card."""
        row = self.indexAt(event.pos()).row()
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = self.current_row()
            at = self.card_rect(row).center().toPoint() if row >= 0 else at
        if row >= 0:
            self.menu_wanted.emit(self.viewport().mapToGlobal(at), self._themes.theme(row).id)

    def _row_at(self, event: QMouseEvent) -> int:
        return self.indexAt(event.position().toPoint()).row()

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._themes.themes):
            self.opened.emit(self._themes.theme(row).id)
