"""The photos as a grid: paints what is in sight and asks for it, opens, zooms, drags out.

The list behind it is replaced as a whole when photos come or go; the photos that stay keep their
selection, and the one at the top left keeps its place.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QPointF,
    QSizeF,
    Qt,
    Signal,
    SignalInstance,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosim.gui.grid import badges, dragging
from photosim.gui.grid.cell import CellContent, CellPainter
from photosim.gui.grid.cell_frames import CellState
from photosim.gui.grid.continuity import Continuity
from photosim.gui.grid.lattice import Lattice
from photosim.gui.grid.lazy_ids import LazyIds
from photosim.gui.grid.photo_list import PhotoList
from photosim.gui.grid.pointed_view import PointedView
from photosim.gui.grid.sight_timer import SightTimer
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.texts import photo_facts
from photosim.gui.widgets.appearance import Role
from photosim.gui.widgets.type_ahead import TypeAhead
from photosim.texts import match_wording

MIN_CELL_PX, DEFAULT_CELL_PX, MAX_CELL_PX = 96, 200, 384
"""Widths of a cell's picture; thumbnails are 384 px."""
_ZOOM = 1.2
_MOST_DRAGGED = 2000
"""LazyIds photos whose paths are fetched, so that they can be dragged out."""


class PhotoGrid(PointedView):
    """The grid of a `PhotoList`.

    Signals:
        opened: Enter or a double click. arg1: photo id.
        previewed: Space. arg1: photo id.
        selection_changed: arg1: sequence of the chosen photo ids, in order.
        menu_wanted: a context menu. arg1: where, global. arg2: sequence of the chosen photo ids.
        cell_size_changed: the person chose another size. arg1: px.
    """

    opened = Signal(int)
    previewed = Signal(int)
    selection_changed = Signal(object)
    menu_wanted = Signal(QPoint, object)
    cell_size_changed = Signal(int)

    def __init__(
        self, photos: PhotoList, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos = photos
        self._thumbnails = thumbnails
        self._cell_px = DEFAULT_CELL_PX
        self._fill = True
        self.take_looks()
        self._type_ahead = TypeAhead()
        self._n_chosen = 0
        self._sight = SightTimer(self._look, self)
        self.viewport().setBackgroundRole(Role.Base)
        self.setAccessibleName(self.tr("Photos"))
        self.setModel(photos)
        self._continuity = Continuity(photos, self)  # after the model: its slots run last
        self._continuity.selection_lost.connect(self._on_selection_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_activated)
        thumbnails.ready.connect(self._on_thumbnail)
        photos.found.connect(self._on_found)

    # -- what is chosen and shown

    def selection_ids(self) -> list[int]:
        """The chosen photos, in order."""
        chosen: list[int] = self._continuity.chosen().tolist()
        return chosen

    def select_id(self, photo_id: int) -> None:
        """Choose a photo alone, go to it and scroll to it; nothing if it is not here."""
        row = self._photos.row_of(photo_id)
        if row >= 0:
            self.choose(row, Qt.KeyboardModifier.NoModifier)
            self.scrollTo(self.index_of(row))

    def go_to_top(self) -> None:
        """Forget selection and place: this is another view."""
        self.selectionModel().clear()
        self.verticalScrollBar().setValue(0)

    @property
    def cell_size(self) -> int:
        """About how wide a cell's picture is, px."""
        return self._cell_px

    def set_cell_size(self, px: int) -> None:
        """Choose how wide cells are; kept within limits; the photo at the top left stays there."""
        chosen = min(max(px, MIN_CELL_PX), MAX_CELL_PX)
        if chosen == self._cell_px:
            return
        self._cell_px = chosen
        self.lay_out_anew()
        self.cell_size_changed.emit(chosen)

    def set_fill(self, fill: bool) -> None:
        """Whether photos fill their cell, cropped, or fit into it."""
        self._fill = fill
        self.take_looks()
        self.viewport().update()

    # -- layout

    def make_lattice(self) -> Lattice:
        """Cells of the chosen size over the viewport's width."""
        return Lattice(
            n=self.row_count(),
            width=self.viewport().width(),
            cell_px=self._cell_px,
            caption_px=self._painter.caption_px,
            is_mirrored=self.is_mirrored(),
        )

    def take_looks(self) -> None:
        """What paints cells, as they fill their place or fit into it."""
        mirrored = self.is_mirrored()
        self._painter = CellPainter(self.palette(), fill=self._fill, is_mirrored=mirrored)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that the event touches, then ask for what is in sight."""
        painter = QPainter(self.viewport())
        top, rect = self.verticalOffset(), event.rect()
        for row in self.lattice.cells_between(rect.top() + top - 8, rect.bottom() + top + 8):
            if event.region().intersects(self.reach(row)):
                content, state = self._content(row), self._state(row)
                self._painter.paint(painter, self.cell_rect(row), content, state)
        if not self.band.isEmpty():
            self.paint_band(painter)
        painter.end()
        self._sight.note_painting()

    def fold_at(self, at: QPointF) -> int:
        """The photo whose badge of folded photos lies at a place of the viewport, -1 without."""
        row = self.indexAt(at.toPoint()).row()
        if row < 0 or not (count := self._photos.fold_of(row)):
            return -1
        photo_id = self._photos.photo_id(row)
        picture = self._thumbnails.pixmap(photo_id)
        frame = self._painter.frame(self.cell_rect(row), picture, self.devicePixelRatioF())
        is_hit = badges.place(frame, count, is_mirrored=self.is_mirrored()).contains(at)
        return photo_id if is_hit else -1

    def _content(self, row: int) -> CellContent:
        """What the cell of a row shows now; what is not known yet is asked for."""
        photo, match = self._photos.photo(row), self._photos.match_of(row)
        return CellContent(
            picture=self._thumbnails.pixmap(self._photos.photo_id(row)),
            mean_colour=photo.mean_colour if photo else None,
            lead=self._photos.lead(row),
            fact=self._photos.fact(row),
            badges=photo_facts.badges(photo) if photo else (),
            is_lead_bold=match is not None and match.evidence in match_wording.CERTAIN,
            is_pale=photo is not None and photo.offline,
            fold=self._photos.fold_of(row),
        )

    def _state(self, row: int) -> CellState:
        is_selected = self.selectionModel().isSelected(self.index_of(row))
        # of a photo chosen alone the ring says it already; the mouse needs no focus to be seen
        is_plain = not self.is_keyed or (is_selected and self._n_chosen == 1)
        return CellState(
            is_selected=is_selected,
            has_focus=row == self.current_row() and self.hasFocus() and not is_plain,
            is_hovered=row == self.hovered_row,
        )

    @Slot()
    def _look(self) -> None:
        rows, ids = self.rows_in_sight(), self._photos.ids
        if not rows:
            return
        self._photos.show_rows(rows.start, rows.stop - 1)
        wanted = ids[rows.start : rows.stop + len(rows)].tolist()
        size = QSizeF(self.lattice.picture_width, self.lattice.picture_height)
        room = PictureRoom((size * self.devicePixelRatioF()).toSize(), self._fill)
        self._thumbnails.want(wanted, room)

    @Slot(int)
    def _on_thumbnail(self, photo_id: int) -> None:
        rows = self.rows_in_sight()
        hits = np.flatnonzero(self._photos.ids[rows.start : rows.stop] == photo_id)
        if hits.size:
            self.viewport().update(self.cell_rect(rows.start + int(hits[0])))

    # -- the keyboard and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space previews, Ctrl with plus, minus and 0 zooms; letters go to a name."""
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.set_cell_size(round(self._cell_px * _ZOOM))
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.set_cell_size(round(self._cell_px / _ZOOM))
        elif (
            event.key() == Qt.Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.set_cell_size(DEFAULT_CELL_PX)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send_current(self.opened)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._on_space()
        else:
            super().keyPressEvent(event)

    def _on_space(self) -> None:
        if self._type_ahead.is_going_on:  # names have spaces
            self.keyboardSearch(" ")
        else:
            self._send_current(self.previewed)

    def keyboardSearch(self, search: str) -> None:
        """Type-ahead: go to the next photo whose name begins so."""
        self._photos.look_for(*self._type_ahead.add(search, self.current_row()))

    @Slot(int)
    def _on_found(self, row: int) -> None:
        self.select_id(self._photos.photo_id(row))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.set_cell_size(round(self._cell_px * _ZOOM**steps))
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu where the mouse is, or at the current photo."""
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.current_row() >= 0:
            at = self.cell_rect(self.current_row()).center()
        chosen = LazyIds(self._continuity.chosen())
        if chosen:
            self.menu_wanted.emit(self.viewport().mapToGlobal(at), chosen)

    def begin_drag(self, row: int) -> None:
        """Carry the chosen photos' files out of the window, if all their paths are known."""
        if self._n_chosen > _MOST_DRAGGED:
            return
        chosen = self.selection_ids()
        ids = [*chosen, *self._photos.folded_into(chosen)]
        photos = [self._photos.known_photo(photo_id) for photo_id in ids]
        known = [photo for photo in photos if photo is not None]
        if not known or len(known) < len(photos):
            return
        picture = self._thumbnails.pixmap(self._photos.photo_id(row))
        dragging.drag_out(self, known, picture)

    def _send_current(self, signal: SignalInstance) -> None:
        row = self.current_row()
        if row >= 0:
            signal.emit(self._photos.photo_id(row))

    @Slot()
    def _on_selection_changed(self) -> None:
        chosen = LazyIds(self._continuity.chosen())
        self._n_chosen = len(chosen)
        if len(chosen) <= _MOST_DRAGGED:
            self._photos.want([*chosen, *self._photos.folded_into(chosen)])
        self.selection_changed.emit(chosen)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        text = current.data(Qt.ItemDataRole.AccessibleTextRole) if current.isValid() else ""
        self.setAccessibleDescription(text or "")

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._photos.photo_id(index.row()))
