"""The list of what would go: picture, name and folder of each photo, what stays in its place."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from photosim.core.records.trash import Companion
from photosim.gui.grid.row_list_view import RowListView
from photosim.gui.grid.row_painter import RowPainter
from photosim.gui.grid.sight_timer import SightTimer
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.trash import trash_texts
from photosim.gui.trash.planned_rows import PlannedRows
from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role
from photosim.services.trash.summary import PlannedFile

ROW_PX, PICTURE_PX = 66, 48
_SIZE_PX = 84
"""Room for a file's size, at the end of the first line."""


class _PlannedPainter(RowPainter):
    """Paints the rows."""

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        row: tuple[PlannedFile, Companion | None],
        picture: QPixmap | None,
        *,
        is_focused: bool,
    ) -> None:
        """Paint a row; what goes with a photo stands below it, further in."""
        self._begin(painter)
        inner = QRectF(rect).adjusted(appearance.GAP_S, 0, -appearance.GAP_S, 0)
        file, companion = row
        if companion is None:
            frame = self._placed(inner, 0, 9, PICTURE_PX, PICTURE_PX)
            self._draw_picture(painter, frame, picture)
            painter.setPen(QPen(self._palette.color(Role.Mid), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        self._draw_words(painter, inner, file, companion)
        if is_focused:
            painter.setPen(QPen(self._palette.color(Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, inner: QRectF, file: PlannedFile, companion: Companion | None
    ) -> None:
        left = PICTURE_PX + appearance.GAP_M + (0 if companion is None else appearance.GAP_L)
        room = max(0.0, inner.width() - left)
        name, size, folder, fate = trash_texts.going(file, companion)
        middle = Qt.TextElideMode.ElideMiddle
        place = (left, 5, max(0.0, room - _SIZE_PX - appearance.GAP_S))
        self._line(painter, inner, place, name, self._plain, True, middle)
        self._line(painter, inner, (inner.width() - _SIZE_PX, 5, _SIZE_PX), size, self._plain)
        self._line(painter, inner, (left, 24, room), folder, self._small, False, middle)
        is_grave = trash_texts.is_grave(file, companion)
        font = self._small_bold if is_grave else self._small
        # what stays is named first: of what is said after it the end may be cut
        cut = Qt.TextElideMode.ElideRight if is_grave else middle
        self._line(painter, inner, (left, 42, room), fate, font, is_grave, cut)


class PlannedList(RowListView):
    """The rows; only those in sight are painted, and only their pictures are asked for.

    Attributes:
        rows: the model.
        thumbnails: of the photos.
    """

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(ROW_PX, parent)
        self.rows = PlannedRows(self)
        self.thumbnails = thumbnails
        self.take_looks()
        self._sight = SightTimer(self._look, self)
        self.setAccessibleName("Files that would go")
        self.setModel(self.rows)
        thumbnails.ready.connect(self.viewport().update)

    def reset(self) -> None:
        """Other rows need other room: the dialog gives it that of the list before, else."""
        super().reset()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for some rows with their words."""
        return QSize(420, min(6, max(1, self.row_count())) * ROW_PX + 2 * appearance.GAP_S)

    def minimumSizeHint(self) -> QSize:
        """At least one row and the beginning of the next."""
        return QSize(240, min(self.sizeHint().height(), ROW_PX + ROW_PX // 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that the event touches, then ask for their pictures."""
        painter = QPainter(self.viewport())
        top, rect = self.verticalOffset(), event.rect()
        for number in self.lattice.cells_between(rect.top() + top, rect.bottom() + top):
            row = self.rows.row(number)
            self._painter.paint(
                painter,
                self.cell_rect(number),
                row,
                self.thumbnails.pixmap(row[0].photo_id),
                is_focused=number == self.current_row() and self.hasFocus(),
            )
        painter.end()
        self._sight.note_painting()

    def _look(self) -> None:
        side = round(PICTURE_PX * self.devicePixelRatioF())
        ids = dict.fromkeys(self.rows.row(row)[0].photo_id for row in self.rows_in_sight())
        self.thumbnails.want(list(ids), PictureRoom(QSize(side, side)))

    def take_looks(self) -> None:
        """What paints rows."""
        self._painter = _PlannedPainter(self.palette(), is_mirrored=self.is_mirrored())
