"""The right column: what is searched with, how alike it must be, and what is selected."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from photosim.core.records.photos import Box, Evidence
from photosim.gui.search.least import Least
from photosim.gui.search.part_bar import PartBar
from photosim.gui.search.part_picture import PartPicture
from photosim.gui.shell.drop_zone import DropZone
from photosim.gui.shell.navigation import Stop
from photosim.gui.shell.selected import SelectedPanel
from photosim.gui.texts import word_texts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.intervals import SHOWN_AFTER_MS
from photosim.gui.widgets.small_picture import SmallPicture
from photosim.gui.widgets.steady_area import SteadyArea

N_EARLIER = 8
_MARGIN_PX = 20
_EARLIER_PX = 64


class QueryPane(QWidget):
    """The query pane.

    Signals:
        back_wanted: to the page before.
        forward_wanted: to the page after.
        least_changed: only photos at least so alike, or that fit so well. arg1: 0..100.
        open_wanted: choose a picture to search with.
        again_wanted: back to an earlier query. arg1: its `Place`.
        cancel_wanted: do not wait for the answer.
    """

    back_wanted = Signal()
    forward_wanted = Signal()
    least_changed = Signal(int)
    open_wanted = Signal()
    again_wanted = Signal(object)
    cancel_wanted = Signal()

    def __init__(self, selected: SelectedPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selected = selected
        self.setAccessibleName("Query")
        self.back = _arrow("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "Back (Alt+Left)")
        self.forward = _arrow(
            "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", "Forward (Alt+Right)"
        )
        self.picture = PartPicture("Picture searched with")
        self.part_bar = PartBar(self.picture)
        self.name = Elided(muted=True, mode=Qt.TextElideMode.ElideMiddle)
        self.working = _Working()
        self.least = Least()
        self.zone = DropZone()
        self.hint = appearance.label(
            "photosim then shows the photos of yours that look like it.", muted=True
        )
        self.hint.setWordWrap(True)
        self.earlier = [_earlier_picture() for _ in range(N_EARLIER)]
        self._places: list[object] = []
        self._lay_out()
        self._connect()
        self.show_history(False, False, ())
        self.show_nothing()

    def show_nothing(self) -> None:
        """Before any query, or on a page that has none."""
        self.working.stop()
        self._about_query.hide()
        self.least.hide()
        self.zone.set_first(not self._places)
        self.hint.setVisible(not self._places)

    def show_working(self, name: str) -> None:
        """A search has begun; said when it takes long.

        What is shown is of the query before, and stays so until there is an answer.
        """
        self.working.start(name)

    def put_below_least(self, part: QWidget) -> None:
        """Add a part about the query."""
        self._column.insertWidget(self._column.indexOf(self.least) + 1, part)

    def show_stop(self, stop: Stop) -> None:
        """Show the query of a page, nothing when it has none."""
        query, answer = stop.place.query, stop.answer
        if query is None or answer is None:
            self.show_nothing()
        elif word_texts.is_by_words(query):
            self.show_query(word_texts.quoted(query.text), b"", 0)
            self.least.show_least(stop.least, is_by_words=True)
            # what has the label or the name has it: nothing of it fits less
            is_seen = any(match.evidence is Evidence.WORDS for match in answer.matches)
            self.least.setVisible(is_seen)
        else:
            self.show_query(query.name, answer.thumbnail, stop.least, query.box)

    def show_query(self, name: str, thumbnail: bytes, least: int, box: Box | None = None) -> None:
        """Show what was searched with, and how alike the photos shown must be, per cent."""
        self.working.stop()
        self.name.set_text(name)
        self.name.setVisible(bool(name))
        self.picture.show_query(thumbnail, box)
        self.picture.setVisible(not self.picture.is_empty)
        self.least.show_least(least, is_by_words=False)
        self._about_query.show()
        self.least.show()
        self.zone.set_first(False)
        self.hint.hide()

    def show_history(
        self, can_go_back: bool, can_go_forward: bool, earlier: Sequence[Stop]
    ) -> None:
        """Enable the arrows and show the pictures of earlier queries, the latest first."""
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_forward)
        self._places = [stop.place for stop in earlier[:N_EARLIER]]
        self._about_earlier.setVisible(bool(self._places))
        for i, button in enumerate(self.earlier):
            button.setVisible(i < len(self._places))
            if i < len(self._places):
                self._show_earlier(button, earlier[i])

    def _show_earlier(self, button: SmallPicture, stop: Stop) -> None:
        query, answer = stop.place.query, stop.answer
        name = word_texts.called(query) if query is not None else ""
        box = query.box if query is not None else None
        button.show_jpeg(answer.thumbnail if answer is not None else b"", box)
        button.setText(query.text if query is not None else "")
        button.setToolTip(f"<p>{html.escape(name)}</p>")
        button.setAccessibleName(f"Search again with {name}")

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.forward.clicked.connect(self.forward_wanted)
        self.zone.clicked.connect(self.open_wanted)
        self.working.cancel.clicked.connect(self.cancel_wanted)
        self.least.changed.connect(self.least_changed)
        for i, button in enumerate(self.earlier):
            button.clicked.connect(partial(self._on_again, i))

    def _on_again(self, i: int) -> None:
        self.again_wanted.emit(self._places[i])

    def _lay_out(self) -> None:
        body = QWidget()
        column = self._column = QVBoxLayout(body)
        self._about_query = _column(self.picture, self.part_bar, self.name)
        self._about_earlier = self._earlier_part()
        head = self._head()
        column.addLayout(head)
        column.setSpacing(appearance.GAP_L)
        for part in (
            self._about_query,
            self.working,
            self.least,
            _column(self.zone, self.hint),
            self._about_earlier,
            self.selected,
        ):
            column.addWidget(part)
        column.addStretch()
        margins = QMargins(_MARGIN_PX, appearance.GAP_S, _MARGIN_PX, appearance.GAP_L)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SteadyArea(body, column, margins))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(appearance.label("Query", bold=True, size_px=15), stretch=1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        return row

    def _earlier_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.GAP_S)
        column.addWidget(appearance.label("Earlier queries", muted=True))
        for first in range(0, N_EARLIER, 4):
            row = QHBoxLayout()
            row.setSpacing(appearance.GAP_S)
            for button in self.earlier[first : first + 4]:
                row.addWidget(button)
            row.addStretch()
            column.addLayout(row)
        return part


class _Working(QWidget):
    """The word that a search goes on, and a way out; visible only when it takes long."""

    def __init__(self) -> None:
        super().__init__()
        self.cancel = appearance.link_button("Cancel")
        self.text = Elided(muted=True, mode=Qt.TextElideMode.ElideMiddle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, stretch=1)
        row.addWidget(self.cancel)
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._clock.timeout.connect(self.show)
        self.hide()

    def start(self, name: str) -> None:
        self.text.set_text(f"Searching by {name}…" if name else "Searching…")
        self._clock.start()

    def stop(self) -> None:
        self._clock.stop()
        self.hide()


def _arrow(text: str, name: str) -> QPushButton:
    button = appearance.button(text, "quiet")
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFont(appearance.font(appearance.LARGE_PX))
    return button


def _earlier_picture() -> SmallPicture:
    button = SmallPicture("Earlier query", fills=True)
    button.setFixedSize(_EARLIER_PX, _EARLIER_PX)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _column(*widgets: QWidget) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(appearance.GAP_S)
    for widget in widgets:
        column.addWidget(widget)
    return part
