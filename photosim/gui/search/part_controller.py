"""Lets the box on the query's picture search, and keeps it with its query."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from photosim.core.records.photos import Answer, Box, Query
from photosim.gui.search.query import QueryPane
from photosim.gui.shell.navigation import Stop, of_query
from photosim.gui.shell.pages import Pages
from photosim.gui.shell.searching import Searching


class PartController(QObject):
    """Searches by the box of the page that is shown. GUI thread."""

    def __init__(
        self, pane: QueryPane, pages: Pages, searching: Searching, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._picture = picture = pane.picture
        self._pages = pages
        self._searching = searching
        picture.box_wanted.connect(self._on_box_wanted)
        picture.all_wanted.connect(self._on_all_wanted)
        pages.shown.connect(self._on_shown)
        searching.refined.connect(self._on_refined)
        searching.failed.connect(self._on_ended)
        pane.cancel_wanted.connect(self._on_ended)

    @property
    def keeps_keyboard(self) -> bool:
        """Whether the person is at the picture, and wants to go on there."""
        return self._picture.hasFocus()

    def _on_box_wanted(self, box: Box) -> None:
        query = self._pages.place.query
        if query is not None:
            self._searching.search(replace(query, box=box))

    def _on_all_wanted(self) -> None:
        query = self._pages.place.query
        if query is not None:
            self._searching.search(replace(query, box=None))

    def _on_shown(self, stop: Stop) -> None:
        if stop.place.query is not None and stop.answer is not None:
            self._picture.show_proposal(stop.answer.subject)

    def _on_refined(self, query: Query, answer: Answer) -> None:
        if self._pages.place == of_query(query) and query.box is None:
            self._picture.show_proposal(answer.subject)

    def _on_ended(self) -> None:
        """There was no answer: the page that is shown has another box than was asked for."""
        query = self._pages.place.query
        if query is not None:
            self._picture.show_box(query.box)
