"""The badge on a photo into which others are folded: how it looks, and the click on it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QFontMetricsF, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from photosim.gui.grid.cell_frames import INSET_PX
from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import Role

HEIGHT_PX = 24.0
_SHEET_PX = 3.0
"""How far the second sheet of the badge looks out behind the first."""
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


def text(count: int) -> str:
    """What stands on the badge: "+3", or "\N{MINUS SIGN}3" when they are shown."""
    return f"+{count}" if count > 0 else f"\N{MINUS SIGN}{-count}"


def spoken(count: int) -> str:
    """The badge for who cannot see it; empty when nothing is folded."""
    photos = "photo" if abs(count) == 1 else "photos"
    if count > 0:
        return f"{count} nearly equal {photos} folded into it"
    return f"{-count} nearly equal {photos} behind it" if count < 0 else ""


def place(frame: QRectF, count: int, *, is_mirrored: bool) -> QRectF:
    """Where the badge of a picture in `frame` lies: the corner below, where lines end."""
    metrics = QFontMetricsF(appearance.font(appearance.NORMAL_PX, bold=True))
    width = max(HEIGHT_PX + 8, metrics.horizontalAdvance(text(count)) + 18)
    left = frame.left() + INSET_PX if is_mirrored else frame.right() - INSET_PX - width
    return QRectF(left, frame.bottom() - INSET_PX - HEIGHT_PX, width, HEIGHT_PX)


def draw(
    painter: QPainter, palette: QPalette, frame: QRectF, count: int, *, is_mirrored: bool
) -> None:
    """Draw the badge as two sheets, one on the other."""
    badge = place(frame, count, is_mirrored=is_mirrored)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground, edge = palette.color(Role.Base), palette.color(Role.Dark)
    painter.setBrush(ground)
    painter.setPen(QPen(edge, 1))
    if count > 0:
        behind = badge.translated(-_SHEET_PX if is_mirrored else _SHEET_PX, -_SHEET_PX)
        painter.drawRoundedRect(behind, appearance.RADIUS, appearance.RADIUS)
    painter.drawRoundedRect(badge, appearance.RADIUS, appearance.RADIUS)
    painter.setPen(palette.color(Role.Text))
    painter.setFont(appearance.font(appearance.NORMAL_PX, bold=True))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text(count))


class Folds(Protocol):
    """A grid of photos that knows where its badges lie."""

    def fold_at(self, at: QPointF) -> int:
        """The photo id whose badge lies at a place of the viewport, -1 without one."""


class BadgeClicks(QObject):
    """Hears the clicks on badges before the grid takes them for a choice. GUI thread.

    Signals:
        toggled: show what is folded into a photo, or fold it again. arg1: photo id.
    """

    toggled = Signal(int)

    def __init__(self, view: QAbstractScrollArea, folds: Folds) -> None:
        super().__init__(view)
        self._folds = folds
        self._view = view
        self._is_over = False
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on a badge is for the badge alone; the mouse over it is a hand."""
        if event.type() in _PRESSES and isinstance(event, QMouseEvent):
            return self._press(event)
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._show_cursor(self._folds.fold_at(event.position()) >= 0)
        if event.type() == QEvent.Type.Leave:
            self._show_cursor(False)
        return super().eventFilter(watched, event)

    def _press(self, event: QMouseEvent) -> bool:
        photo_id = self._folds.fold_at(event.position())
        if photo_id < 0 or event.button() != Qt.MouseButton.LeftButton:
            return False
        QToolTip.hideText()
        self.toggled.emit(photo_id)
        return True

    def _show_cursor(self, is_over: bool) -> None:
        if is_over != self._is_over:
            self._is_over = is_over
            shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(QCursor(shape))
