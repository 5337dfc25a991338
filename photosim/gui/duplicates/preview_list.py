"""The list of a preview: every group, a row for each photo, with its picture and what is lost."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from photosim.core.records.review import Choice, PreviewedMember
from photosim.gui.duplicates.preview_rows import CHOICES, PreviewRows, lost
from photosim.gui.grid.row_list_view import RowListView
from photosim.gui.grid.row_painter import RowPainter
from photosim.gui.grid.sight_timer import SightTimer
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role
from photosim.texts.reason_wording import phrase

ROW_PX, PICTURE_PX = 68, 48
_CHOICE_PX = 84
"""Room for what happens, at the end of the first line."""


class _MemberPainter(RowPainter):
    """Paints the rows of a preview."""

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        member: PreviewedMember | None,
        picture: QPixmap | None,
        *,
        is_odd: bool,
        is_focused: bool,
        name: str,
    ) -> None:
        """Paint a row; every other group stands on another ground.

        `name` is the member's, or what stands in the place of one that is not there.
        """
        self._begin(painter)
        if is_odd:
            painter.fillRect(rect, self._palette.color(Role.AlternateBase))
        inner = QRectF(rect).adjusted(appearance.GAP_S, 0, -appearance.GAP_S, 0)
        self._draw_picture(painter, self._placed(inner, 0, 10, PICTURE_PX, PICTURE_PX), picture)
        if member is None:
            place = (
                PICTURE_PX + appearance.GAP_M,
                25,
                inner.width() - PICTURE_PX - appearance.GAP_M,
            )
            self._line(painter, inner, place, name, self._plain)
        else:
            self._draw_words(painter, inner, member, name)
        if is_focused:
            painter.setPen(QPen(self._palette.color(Role.Highlight), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, inner: QRectF, member: PreviewedMember, name: str
    ) -> None:
        left = PICTURE_PX + appearance.GAP_M
        room = max(0.0, inner.width() - left)
        is_kept = member.choice is Choice.KEEP
        font: QFont = self._plain_bold if is_kept else self._plain
        place = (left, 6, max(0.0, room - _CHOICE_PX - appearance.GAP_S))
        middle = Qt.TextElideMode.ElideMiddle
        self._line(painter, inner, place, name, font, True, middle)
        choice = (inner.width() - _CHOICE_PX, 6, _CHOICE_PX)
        mark = "\N{CHECK MARK} " if is_kept else ""
        self._line(painter, inner, choice, mark + CHOICES[member.choice], font, is_kept)
        self._line(painter, inner, (left, 25, room), phrase(member.reason), self._small)
        self._line(painter, inner, (left, 44, room), lost(member), self._small_bold, True)


class PreviewList(RowListView):
    """The rows of a preview; only those in sight are read and painted.

    Attributes:
        rows: the model.
    """

    def __init__(
        self, rows: PreviewRows, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(ROW_PX, parent)
        self.rows = rows
        self._thumbnails = thumbnails
        self.take_looks()
        self._sight = SightTimer(self._look, self)
        self.setAccessibleName("What the rules would do, photo by photo")
        self.setModel(rows)
        rows.dataChanged.connect(self.viewport().update)
        thumbnails.ready.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Room for some rows with their words."""
        return QSize(420, 5 * ROW_PX)

    def minimumSizeHint(self) -> QSize:
        """At least two rows."""
        return QSize(240, 2 * ROW_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that the event touches, then ask for what is not there yet."""
        painter = QPainter(self.viewport())
        top, rect = self.verticalOffset(), event.rect()
        for row in self.lattice.cells_between(rect.top() + top, rect.bottom() + top):
            member = self.rows.member(row)
            self._painter.paint(
                painter,
                self.cell_rect(row),
                member,
                self._thumbnails.pixmap(member.photo.id) if member else None,
                is_odd=self.rows.place(row)[0] % 2 == 1,
                is_focused=row == self.current_row() and self.hasFocus(),
                name=str(self.rows.index(row).data()),
            )
        painter.end()
        self._sight.note_painting()

    def _look(self) -> None:
        seen = self.rows_in_sight()
        self.rows.want(seen)
        found = [member for row in seen if (member := self.rows.member(row)) is not None]
        side = round(PICTURE_PX * self.devicePixelRatioF())
        ids = list(dict.fromkeys(member.photo.id for member in found))
        self._thumbnails.want(ids, PictureRoom(QSize(side, side)))

    def take_looks(self) -> None:
        """What paints rows."""
        self._painter = _MemberPainter(self.palette(), is_mirrored=self.is_mirrored())
