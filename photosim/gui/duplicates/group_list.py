"""The list of groups: one row a group, places by arithmetic, so that 20,000 cost what ten cost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from photosim.gui.duplicates.group_painter import PICTURE_PX, ROW_PX, GroupPainter, RowState
from photosim.gui.duplicates.group_rows import GroupRows
from photosim.gui.duplicates.session import Session
from photosim.gui.grid.row_list_view import RowListView
from photosim.gui.grid.sight_timer import SightTimer
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails


class GroupListView(RowListView):
    """The groups of a session; its current row is the group that is looked at.

    Attributes:
        is_alone: the group is not in sight beside the list: Enter opens it. Else its key is what
            the button below the group says.

    Signals:
        opened: a double click, or Enter while the list is alone: compare this group's photos.
    """

    opened = Signal()

    def __init__(
        self, session: Session, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(ROW_PX, parent)
        self._session = session
        self._thumbnails = thumbnails
        self._rows = GroupRows(session)
        self._hovered = -1
        self._is_following = False
        self.is_alone = False
        self.take_looks()
        self._sight = SightTimer(self._look, self)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        self.setAccessibleName("Groups")
        self.setModel(self._rows)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        session.moved.connect(self._on_moved)
        thumbnails.ready.connect(self.viewport().update)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def sizeHint(self) -> QSize:
        """Room for three pictures and the words beside them."""
        return QSize(268, 400)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that the event touches, then ask for their pictures."""
        painter = QPainter(self.viewport())
        top, rect = self.verticalOffset(), event.rect()
        for row in self.lattice.cells_between(rect.top() + top, rect.bottom() + top):
            group = self._rows.group(row)
            state = RowState(
                row == self._session.row,
                row == self.current_row() and self.hasFocus(),
                row == self._hovered,
            )
            pictures = self._pictures(row)
            self._painter.paint(painter, self.cell_rect(row), group, pictures, state)
        painter.end()
        self._sight.note_painting()

    def _pictures(self, row: int) -> list[QPixmap | None]:
        n = GroupPainter.n_pictures(self.viewport().width())
        return [self._thumbnails.pixmap(i) for i in self._rows.group(row).photo_ids[:n]]

    def _look(self) -> None:
        seen, n = self.rows_in_sight(), GroupPainter.n_pictures(self.viewport().width())
        ahead = range(seen.start, min(seen.stop + len(seen), self.row_count()))
        ids = [i for row in ahead for i in self._rows.group(row).photo_ids[:n]]
        side = round(PICTURE_PX * self.devicePixelRatioF())
        self._thumbnails.want(ids, PictureRoom(QSize(side, side)))

    def take_looks(self) -> None:
        """What paints rows."""
        self._painter = GroupPainter(self.palette(), is_mirrored=self.is_mirrored())

    # -- going

    def _on_current_changed(self) -> None:
        if not self._is_following and self.current_row() >= 0:
            self._session.go_to(self.current_row())

    def _on_moved(self) -> None:
        """Somebody went to another group: follow."""
        self._is_following = True
        self.updateGeometries()
        index = self.index_of(self._session.row)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._is_following = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Page keys, Home and End walk; all other keys are the review's."""
        walking = (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )
        if event.key() in walking:
            super().keyPressEvent(event)
        elif self.is_alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Know which row is under the mouse."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """None is."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
