"""The photos of a group side by side: zoomed and moved together, blinking, or with differences.

The first member is what the others are compared with. While photos blink, or their differences
are shown, the other photo is laid into the first one's frame, so that only what differs moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from photosim.core.records.pairs import OverlayQuestion
from photosim.core.records.photos import Box
from photosim.core.records.review import Member
from photosim.gui.duplicates import member_facts, zoom_texts
from photosim.gui.duplicates.overlay_loader import NO_DIFFERENCE, OverlayImage, OverlayLoader
from photosim.gui.duplicates.pane import Pane
from photosim.gui.duplicates.ports import ReviewPhotoPort
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.viewer.large_pictures import LargePictures
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.canvas import WHOLE, CanvasView

MOST = 4
"""Photos side by side."""
_THUMBNAIL = PictureRoom(QSize(384, 384), is_covered=False)


class Panes(QWidget):
    """Up to four photos.

    Attributes:
        panes: all four, also those that are hidden.
        shown: which members can be seen, as numbers from 0.

    Signals:
        pressed: the person means this member. arg1: its number from 0.
        menu_wanted: a context menu. arg1: number of the member. arg2: where, global.
        changed: zoom, blinking or what is said of the difference changed.
    """

    pressed = Signal(int)
    menu_wanted = Signal(int, QPoint)
    changed = Signal()

    def __init__(
        self, source: ReviewPhotoPort, bridge: Bridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = Thumbnails(source, bridge, self, channel="compare")
        self._pictures = LargePictures(source, bridge, self, n_kept=2 * MOST)
        self._overlay_loader = OverlayLoader(source, bridge, self)
        self._members: Sequence[Member] = ()
        self.shown: list[int] = []
        self._current = 0
        self._is_locked, self._is_difference = True, False
        self._blink: tuple[int, int] | None = None
        self._faults: dict[int, str] = {}
        self.panes = [Pane(self) for _ in range(MOST)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(appearance.GAP_S)
        self.setMinimumHeight(110)
        for i, pane in enumerate(self.panes):
            pane.hide()
            pane.pressed.connect(partial(self._on_pressed, i))
            pane.menu_wanted.connect(partial(self._on_menu, i))
            pane.canvas.moved.connect(partial(self._on_moved, i))
            pane.canvas.zoomed.connect(self._ask)
        self._thumbnails.ready.connect(self._on_picture)
        self._pictures.ready.connect(self._on_picture)
        self._pictures.failed.connect(self._on_failed)
        self._overlay_loader.ready.connect(self._on_picture)

    # -- what is shown

    def show_members(
        self, members: Sequence[Member], shown: Sequence[int], current: int, *, is_new: bool
    ) -> None:
        """Show some members; those of another group are fitted and nothing blinks."""
        self._members, self._current = members, current
        if is_new:
            self._blink, self._faults = None, {}
            self._overlay_loader.clear()
        is_other = is_new or list(shown) != self.shown
        self.shown = list(shown)
        self._pictures.cancel_all_but({members[i].photo.id for i in self.shown})
        self._place(refit=is_new)
        if is_other:
            view = WHOLE if is_new else self._view()
            for pane in self._visible():
                pane.canvas.look_at(view)
        self._thumbnails.want([members[i].photo.id for i in self.shown], _THUMBNAIL)
        self._ask()
        self.changed.emit()

    def clear(self) -> None:
        """Show nothing, and give the memory back."""
        self._members, self.shown, self._blink = (), [], None
        self._pictures.clear()
        self._overlay_loader.clear()
        for pane in self.panes:
            pane.hide()

    @property
    def is_fitted(self) -> bool:
        """Whether all are seen whole."""
        return all(pane.canvas.is_fitted for pane in self._visible())

    @property
    def zoom_text(self) -> str:
        """How large the photos are shown, and whether all are together."""
        return zoom_texts.text(self.percents, is_fitted=self.is_fitted, is_locked=self._is_locked)

    @property
    def percents(self) -> list[int]:
        """Device pixels for 100 pixels of each photo."""
        seen, ratio = self._visible() if self.shown else [], self.devicePixelRatioF()
        return [round(pane.canvas.scale * ratio * 100) for pane in seen]

    # -- together, blinking, differences

    @property
    def is_locked(self) -> bool:
        """Whether zoom and place are the same in all."""
        return self._is_locked

    def lock(self, is_locked: bool) -> None:
        """Zoom and move all together, or each for itself."""
        self._is_locked = is_locked
        if is_locked and self.shown:
            self._follow(self._view())
        self.changed.emit()

    @property
    def is_difference(self) -> bool:
        """Whether differences are shown."""
        return self._is_difference

    def show_difference(self, is_shown: bool) -> None:
        """Show in the other panes where they differ from the first photo."""
        self._is_difference = is_shown
        self._blink = None
        self._place()

    @property
    def blinking(self) -> int | None:
        """The member that is seen while two blink; None while they are side by side."""
        return None if self._blink is None else self._blink[1]

    def blink(self) -> None:
        """From side by side to one of two, then to the other, and so on."""
        if len(self._members) < 2:
            return
        if self._blink is None:
            self._is_difference = False
            other = self._current or next((i for i in self.shown if i), 1)
            self._blink = (other, other)
        else:
            other, seen = self._blink
            self._blink = (other, 0 if seen else other)
        self._place()

    def stop_blinking(self) -> bool:
        """Back to side by side; whether they blinked."""
        was_blinking, self._blink = self._blink is not None, None
        if was_blinking:
            self._place()
        return was_blinking

    def fit(self) -> None:
        """Show whole photos."""
        self._follow(WHOLE)
        self.changed.emit()

    def full_size(self) -> None:
        """One pixel of the first photo on one of the screen."""
        if self.shown:
            self._visible()[0].canvas.zoom(1 / self.devicePixelRatioF())

    def zoom_by(self, steps: float) -> None:
        """Nearer, or further away."""
        if self.shown:
            self._visible()[0].canvas.zoom_by(steps)

    # -- placing

    def _seen(self) -> list[int]:
        return self.shown if self._blink is None else [self._blink[1]]

    def _visible(self) -> list[Pane]:
        return self.panes[: len(self._seen())]

    def _view(self) -> CanvasView:
        return self._visible()[0].canvas.view

    def _place(self, *, refit: bool = False) -> None:
        seen, view = self._seen(), self._view()
        self.setUpdatesEnabled(False)
        columns = 2 if len(seen) == 4 else max(1, len(seen))
        for i, pane in enumerate(self.panes):
            pane.setVisible(i < len(seen))
            self._grid.removeWidget(pane)
            if i < len(seen):
                self._grid.addWidget(pane, i // columns, i % columns)
                member, number = self._members[seen[i]], seen[i]
                is_current = number == self._current and len(seen) > 1
                pane.show_member(number + 1, member, is_current=is_current)
                self._paint(i, is_new=refit)
        self._grid.activate()
        if not refit and self._is_locked:
            self._follow(view)
        self.setUpdatesEnabled(True)
        self.changed.emit()

    def _paint(self, at: int, *, is_new: bool = False) -> None:
        """Put the best picture there is into a pane."""
        number = self._seen()[at]
        pane, member = self.panes[at], self._members[number]
        pixmap, size, note = self._pixmap(member), pane.size_of_photo(), ""
        laid = self._laid(number)
        is_laid = laid is not None and (self._is_difference or laid.is_aligned)
        if laid is not None and is_laid:
            pixmap = laid.difference if self._is_difference else laid.picture
            size = QSize(self._members[0].photo.width, self._members[0].photo.height)
            note = laid.sentence
            if note == NO_DIFFERENCE:
                note = member_facts.everywhere_text(member) or note
        elif number and self._is_difference:
            note = self._not_laid(member)
        pane.canvas.show_picture(pixmap, size, is_new=is_new)
        fault = self._faults.get(member.photo.id, "")
        pane.say(fault or note)
        said = "" if fault else member_facts.spot_text(member)
        pane.outline(self._spot(number, is_laid=is_laid), said)

    def _not_laid(self, member: Member) -> str:
        """Why no difference is shown."""
        ids = self._members[0].photo.id, member.photo.id
        if ids[0] == ids[1]:
            return "The same file: equal to the last byte"
        return self._overlay_loader.fault(*ids) or "Comparing\N{HORIZONTAL ELLIPSIS}"

    def _spot(self, number: int, *, is_laid: bool) -> Box | None:
        """Where a member differs from the first; of the first, where the meant other one does.

        Args:
            number: of the member.
            is_laid: it is shown in the first one's frame.
        """
        others = [i for i in self.shown if i]
        other = number or (self._current if self._current in others else min(others, default=0))
        differences = self._members[other].differences
        if differences is None or differences.spot is None:
            return None
        return differences.spot.second if number and not is_laid else differences.spot.first

    def _pixmap(self, member: Member) -> QPixmap | None:
        photo_id = member.photo.id
        return self._pictures.pixmap(photo_id) or self._thumbnails.pixmap(photo_id)

    def _laid(self, number: int) -> OverlayImage | None:
        """The overlay of a member on the first one, when it is wanted; asks for a better one."""
        if not number or not (self._is_difference or self._blink is not None):
            return None
        first, second = self._members[0], self._members[number]
        if first.photo.id == second.photo.id:
            return None
        ids = first.photo.id, second.photo.id
        if self._pixmap(first) is not None and self._pixmap(second) is not None:
            mark = self.palette().color(appearance.Role.Highlight)
            colour = mark.red(), mark.green(), mark.blue()
            is_sharp = all(self._is_there(i) for i in ids)
            self._overlay_loader.want(OverlayQuestion(*ids, second.differences, colour, is_sharp))
        return self._overlay_loader.find(*ids)

    def _is_there(self, photo_id: int) -> bool:
        """Whether there is no better picture of a photo to wait for."""
        return self._pictures.pixmap(photo_id) is not None or photo_id in self._faults

    def _follow(self, view: CanvasView, but: int = -1) -> None:
        for i, pane in enumerate(self._visible()):
            if i != but:
                pane.canvas.look_at(view)

    # -- what happens

    def _ask(self) -> None:
        """Ask for the pixels that the present zoom needs."""
        for i in self.shown:
            photo = self._members[i].photo
            at = self.shown.index(i) if self._blink is None else 0
            self._pictures.want(photo.id, self.panes[at].wanted_px(photo))

    def _on_picture(self, photo_id: int) -> None:
        ids = [self._members[i].photo.id for i in self._seen()]
        # an overlay may show this photo in another one's pane
        is_shared = self._is_difference or self._blink is not None
        for at, other in enumerate(ids):
            if other == photo_id or is_shared:
                self._paint(at)
        if photo_id in ids:
            self.changed.emit()

    def _on_failed(self, photo_id: int, sentence: str) -> None:
        self._faults[photo_id] = sentence
        self._on_picture(photo_id)

    def _on_moved(self, at: int) -> None:
        if self._is_locked:
            self._follow(self.panes[at].canvas.view, but=at)
        self.changed.emit()

    def _on_pressed(self, at: int) -> None:
        if at < len(self._seen()):
            self.pressed.emit(self._seen()[at])

    def _on_menu(self, at: int, where: QPoint) -> None:
        self._on_pressed(at)
        self.menu_wanted.emit(self._seen()[at], where)
