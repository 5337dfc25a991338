"""One photo large, with the next and the one before at hand.

The thumbnail is shown at once, in the place of the picture; the picture comes in the size of the
screen, and larger when a person zooms in. The picture after it is asked for in advance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from photosim.core.records.photos import Ids, Photo
from photosim.gui.grid.photo_list import RowPort
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.texts import counts, photo_facts, word_texts
from photosim.gui.viewer.large_pictures import LONGEST_ASKED_PX, LargePictures, PicturePort
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.canvas import PictureCanvas
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.layouts import flush_column, title_lines
from photosim.gui.widgets.notice import Notice

_UNKNOWN = QSize(6000, 4500)
_WIDE_PX = 860
"""Below this width the name needs the room of a button that is in the menu, too."""


class ViewerPort(PicturePort, RowPort, Protocol):
    """The part of the engine that the viewer asks."""


class Viewer(QWidget):
    """The large view of a list of photos.

    Signals:
        closed: back to the photos.
        search_wanted: search with this photo. arg1: photo id.
        reveal_wanted: show the file in the file manager. arg1: photo id.
        current_changed: another photo is shown. arg1: photo id.
    """

    closed = Signal()
    search_wanted = Signal(int)
    reveal_wanted = Signal(int)
    current_changed = Signal(int)

    def __init__(
        self,
        source: ViewerPort,
        bridge: Bridge,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
        as_told: Callable[[Photo], Photo] = lambda photo: photo,
    ) -> None:
        super().__init__(parent)
        self._as_told = as_told
        self._source = source
        self._bridge = bridge
        self._thumbnails = thumbnails
        self._pictures = LargePictures(source, bridge, self)
        self._ids: Ids = np.empty(0, np.int64)
        self._n_folded = 0
        self._row = -1
        self._photo: Photo | None = None
        self.canvas = PictureCanvas(self)
        self._name = Elided(bold=True, mode=Qt.TextElideMode.ElideMiddle, parent=self)
        self._facts = Elided(muted=True, parent=self)
        self._place = appearance.label(muted=True, parent=self)
        self._notice = Notice(self)
        self._previous = appearance.button(self.tr("Previous"), "quiet", self)
        self._next = appearance.button(self.tr("Next"), "quiet", self)
        self._lay_out()
        self.canvas.zoomed.connect(self._ask)
        self._pictures.ready.connect(self._on_ready)
        self._pictures.failed.connect(self._on_failed)
        thumbnails.ready.connect(self._on_ready)

    # -- what is shown

    @property
    def current_id(self) -> int:
        """The photo that is shown, -1 when there is none."""
        return int(self._ids[self._row]) if self._row >= 0 else -1

    @property
    def name(self) -> str:
        """The name of the photo that is shown, empty until it is known."""
        return self._name.whole

    @property
    def place(self) -> str:
        """Which photo of how many is shown: "1 of 16"."""
        return self._place.text()

    @property
    def is_sharp(self) -> bool:
        """Whether the photo itself is shown, not its thumbnail."""
        return self._pictures.pixmap(self.current_id) is not None

    def show_photo(self, photo_id: int, ids: Ids, n_folded: int = 0) -> None:
        """Show a photo of a list; nothing if it is not in there.

        `n_folded` more belong to the list and are not gone through.
        """
        rows = np.flatnonzero(ids == photo_id)
        if rows.size:
            self._ids, self._n_folded = ids, n_folded
            self._go_to(int(rows[0]))
            self.setFocus()

    def leave_out(self, photo_ids: Sequence[int]) -> None:
        """Some photos of the list are gone: go on to the next one, or close without any."""
        stays = ~np.isin(self._ids, photo_ids)
        before, current = int(stays[: max(0, self._row)].sum()), self._row
        if current < 0 or stays.all():
            return
        is_gone = not stays[current]
        self._ids = self._ids[stays]
        if not self._ids.size:
            self.close_view()
        elif is_gone:
            self._go_to(min(before, len(self._ids) - 1))
        else:
            self._row = before

    def close_view(self) -> None:
        """Give the memory back and say that it is over."""
        self._pictures.clear()
        self._row = -1
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go some photos on, or back; stays at the ends."""
        if self._row >= 0:
            row = min(max(self._row + by, 0), len(self._ids) - 1)
            if row != self._row:
                self._go_to(row)

    def _go_to(self, row: int) -> None:
        self._row = row
        self._photo = None
        self._pictures.cancel_all_but({self.current_id})
        self._notice.say("", None)
        self._name.set_text("")
        self._facts.set_text("")
        self._previous.setEnabled(row > 0)
        self._next.setEnabled(row < len(self._ids) - 1)
        place = self.tr("%1 of %2").replace("%1", QLocale().toString(row + 1))
        place = place.replace("%2", QLocale().toString(len(self._ids)))
        self._place.setText(counts.DOT.join([place, *word_texts.not_seen(self._n_folded)]))
        self._show(is_new=True)
        current, take = self.current_id, self._bridge.call(self._take_photo)
        self._source.rows([current], take, channel="viewer")
        self.current_changed.emit(current)

    def _take_photo(self, photos: Sequence[Photo]) -> None:
        found = [self._as_told(photo) for photo in photos if photo.id == self.current_id]
        if not found:
            return
        self._photo = found[0]
        self._name.set_text(found[0].name)
        self._facts.set_text(photo_facts.details(found[0]))
        self.canvas.setAccessibleName(photo_facts.accessible_text(found[0], None))
        self._show(is_new=True)

    def _show(self, *, is_new: bool) -> None:
        current = self.current_id
        picture = self._pictures.pixmap(current) or self._thumbnails.pixmap(current)
        self.canvas.show_picture(picture, self._size_of(picture), is_new=is_new)
        self._ask()

    def _size_of(self, picture: QPixmap | None) -> QSize:
        if self._photo is not None:
            return QSize(self._photo.width, self._photo.height)
        if picture is not None:
            return picture.size().scaled(_UNKNOWN, Qt.AspectRatioMode.KeepAspectRatio)
        return _UNKNOWN

    # -- asking

    @Slot()
    def _ask(self) -> None:
        if self._row < 0 or self._photo is None:
            return
        whole = max(self._photo.width, self._photo.height)
        screen = round(max(self.width(), self.height()) * self.devicePixelRatioF())
        sizes = (screen, 2 * screen, 4 * screen, whole)
        needed = min(self.canvas.needed_px(), whole)
        wanted = min(next(px for px in sizes if px >= needed), whole, LONGEST_ASKED_PX)
        following = int(self._ids[min(self._row + 1, len(self._ids) - 1)])
        self._pictures.cancel_all_but({self.current_id, following})
        self._pictures.want(self.current_id, wanted)

    @Slot(int)
    def _on_ready(self, photo_id: int) -> None:
        if photo_id != self.current_id:
            return
        self._show(is_new=False)
        if self.is_sharp and self._row + 1 < len(self._ids):
            screen = round(max(self.width(), self.height()) * self.devicePixelRatioF())
            self._pictures.want(int(self._ids[self._row + 1]), min(screen, LONGEST_ASKED_PX))

    @Slot(int, str)
    def _on_failed(self, photo_id: int, sentence: str) -> None:
        if photo_id == self.current_id:
            self._notice.say(sentence, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The photo's name comes before a button."""
        super().resizeEvent(event)
        self._reveal.setVisible(event.size().width() >= _WIDE_PX)

    # -- keys and buttons

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go through the photos; Ctrl with plus, minus and 0 zooms."""
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.canvas.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.canvas.zoom_by(-1)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Back):
            self.close_view()
        elif event.key() == Qt.Key.Key_0:
            self.canvas.fit()
        else:
            self._move_by_key(event)

    def _move_by_key(self, event: QKeyEvent) -> None:
        aside = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        n = len(self._ids)
        steps = {
            Qt.Key.Key_Right: aside,
            Qt.Key.Key_Left: -aside,
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Home: -n,
            Qt.Key.Key_End: n,
        }
        if Qt.Key(event.key()) in steps:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_previous(self) -> None:
        self.step(-1)

    @Slot()
    def _on_next(self) -> None:
        self.step(1)

    @Slot()
    def _on_search(self) -> None:
        if self._row >= 0:
            self.search_wanted.emit(self.current_id)

    @Slot()
    def _on_reveal(self) -> None:
        if self._row >= 0:
            self.reveal_wanted.emit(self.current_id)

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(appearance.Role.Base)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photo"))
        back = appearance.link_button(self.tr("Back"), self)
        search = appearance.primary_button(self.tr("Search like this"), self)
        self._reveal = reveal = appearance.button(self.tr("Show in file manager"), parent=self)
        back.clicked.connect(self.close_view)
        search.clicked.connect(self._on_search)
        reveal.clicked.connect(self._on_reveal)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        column = flush_column(self)
        column.addLayout(self._bar(back, reveal, search))
        column.addWidget(appearance.line(parent=self))
        column.addWidget(self._notice)
        column.addWidget(self.canvas, 1)

    def _bar(self, back: QPushButton, reveal: QPushButton, search: QPushButton) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(
            appearance.GAP_L, appearance.GAP_M, appearance.GAP_XL, appearance.GAP_M
        )
        bar.setSpacing(appearance.GAP_S)
        bar.addWidget(back)
        bar.addSpacing(appearance.GAP_S)
        bar.addLayout(title_lines(self._name, self._facts), 1)
        for widget in (self._previous, self._place, self._next):
            bar.addWidget(widget)
        bar.addSpacing(appearance.GAP_S)
        bar.addWidget(reveal)
        bar.addWidget(search)
        for button in (back, reveal, search, self._previous, self._next):
            # the arrows go through the photos, not through the buttons
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return bar
