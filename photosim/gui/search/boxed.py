"""The query's picture with its box: which one is shown, and when it is searched by.

A proposal is drawn softly; what is outside of a chosen part is veiled. A box that a person is
about to draw is shown, but not searched by yet.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from photosim.core.records.photos import Box
from photosim.gui.search import boxes
from photosim.gui.search.outline import PartOutline
from photosim.gui.widgets.small_picture import SmallPicture

KEYS_REST_MS = 400
"""Arrow keys come in a row: the search begins when they rest for so long."""


class BoxedPicture(SmallPicture):
    """A picture with the part that is searched by. GUI thread.

    Signals:
        box_wanted: search by this part. arg1: `Box`.
        all_wanted: search by all of the picture.
        box_changed: another box is shown.
    """

    box_wanted = Signal(object)
    all_wanted = Signal()
    box_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, fills=False, parent=parent)
        self._data = b""
        self._chosen: Box | None = None
        self._proposed: Box | None = None
        self._live: Box | None = None
        self._keys = QTimer(self, singleShot=True, interval=KEYS_REST_MS)
        self._keys.timeout.connect(self._send)
        self._tell()

    # -- what is shown

    def show_query(self, data: bytes, box: Box | None) -> None:
        """Show a query's picture and the part of it that was searched by.

        A drag that goes on over the same picture goes on.
        """
        if data != self._data:
            self._data = data
            self._proposed = None
            self.show_jpeg(data)
            self._let_go()
        self._chosen = box
        if not self._is_drawing():
            self._live = None
        self._tell()

    def show_proposal(self, box: Box | None) -> None:
        """Show softly what the picture seems to be about."""
        self._proposed = box
        self._tell()

    def show_box(self, box: Box | None) -> None:
        """Show this part again: what was drawn since was not searched by."""
        self._chosen = box
        self.forget_drag()

    def forget_drag(self) -> None:
        """Back to the part that is searched by."""
        self._let_go()
        self._tell()

    @property
    def box(self) -> Box | None:
        """The part that is chosen, as it is drawn now; None for all of the picture."""
        return self._live or self._chosen

    @property
    def proposed(self) -> Box | None:
        """What photosim proposes while nothing is chosen."""
        return None if self.box else self._proposed

    def take_proposal(self) -> None:
        """Search by what photosim proposes."""
        if self.proposed is not None:
            self._want(self.proposed)

    def search_by_all(self) -> None:
        """Give the box up."""
        had_one, self._chosen = self._chosen is not None, None
        self.forget_drag()
        if had_one:
            self.all_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then its box."""
        super().paintEvent(event)
        if self.is_empty:
            return
        painter = QPainter(self)
        outline = PartOutline(self.palette(), self.target())
        if self.box is not None:
            outline.draw_chosen(painter, self.box)
        elif self._proposed is not None:
            outline.draw_proposed(painter, self._proposed, is_near=self.underMouse())

    # -- what it comes to

    def _send(self) -> None:
        """Search by what was drawn; all of the picture is no part."""
        self._keys.stop()
        live = self._live
        if live is None:
            self._tell()
        elif boxes.is_all(live):
            self._live = None
            self.search_by_all()
        elif live != self._chosen:
            self.box_wanted.emit(live)
        else:
            self.forget_drag()

    def _want(self, box: Box) -> None:
        self._live = box
        self._send()
        self._tell()

    def _is_drawing(self) -> bool:
        """Whether the person is about to say another box."""
        return self._keys.isActive()

    def _let_go(self) -> None:
        """Nothing is drawn any more."""
        self._keys.stop()
        self._live = None

    def _tell(self) -> None:
        """Paint, and say to who cannot see it."""
        self.setAccessibleDescription(self._description())
        self.update()
        self.box_changed.emit()

    def _description(self) -> str:
        if self.is_empty:
            return ""
        if self.box is not None:
            return (
                f"Searched by a part: {boxes.spoken(self.box)}. Arrow keys move it, with Shift "
                "they resize it, Escape searches by all of the picture"
            )
        if self._proposed is not None:
            return "Searched by all of it. Enter searches by its main subject, arrow keys move that"
        return "Searched by all of it. Enter begins a box to search by a part"
