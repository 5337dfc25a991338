"""The middle column: one of several pages, what is said in passing, and the status line."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from photosim.core.records.photos import Folder
from photosim.gui.shell.banner import Banner
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import Kind, Place
from photosim.gui.shell.problems import ProblemPage
from photosim.gui.shell.statusline import StatusLine
from photosim.gui.shell.welcome import Welcome
from photosim.gui.widgets import appearance
from photosim.gui.widgets.layouts import flush_column
from photosim.services.events import Phase, Progress, Repaired, Trouble
from photosim.texts import error_wording


class Middle(QWidget):
    """Photos, the list of problem files, the welcome to a library without folders, and others.

    Attributes:
        gallery, problem_page, welcome: the pages.
        status_line: what photosim is doing.
        banner: one sentence over the page, or over the status line of a page with buttons below.

    Signals:
        backups_wanted: the person wants to see the backups of decisions.
    """

    backups_wanted = Signal()

    def __init__(
        self,
        gallery: Gallery,
        problem_page: ProblemPage,
        welcome: Welcome,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.gallery = gallery
        self.problem_page = problem_page
        self.welcome = welcome
        self.status_line = StatusLine()
        self._pages = QStackedWidget()
        for page in (gallery, welcome, problem_page):
            self._pages.addWidget(page)
        self.banner = Banner(self._pages, self)
        self._others: dict[Kind, QWidget] = {}
        self._folders: tuple[Folder, ...] | None = None
        column = flush_column(self)
        column.addWidget(self._pages, stretch=1)
        column.addWidget(appearance.line())
        column.addWidget(self.status_line)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    def add_pages(self, pages: Mapping[Kind, QWidget]) -> None:
        """Show these for the places of their kinds."""
        self._others.update(pages)
        for page in set(pages.values()):
            self._pages.addWidget(page)

    def show_folders(self, folders: tuple[Folder, ...], place: Place) -> None:
        """Know the folders; the first one ends the welcome."""
        self._folders = folders
        self.status_line.show_folders(folders)
        self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Show the page that fits a place."""
        if place.kind is Kind.PROBLEMS:
            if self.page is not self.problem_page:
                self.problem_page.refresh()
            self._pages.setCurrentWidget(self.problem_page)
        elif place.kind in self._others:
            self._pages.setCurrentWidget(self._others[place.kind])
        elif self._folders == ():
            self._pages.setCurrentWidget(self.welcome)
        else:
            self._pages.setCurrentWidget(self.gallery)
        has_photos_below = self.page in (self.gallery, self.welcome)
        self.banner.lie_on(None if has_photos_below else self.status_line)

    def show_repaired(self, repaired: Repaired) -> None:
        """Say that the library was damaged and is whole again, until that was read."""
        said = " ".join(error_wording.told(one) for one in repaired.said)
        self.banner.say(said, "Show backups", self.backups_wanted.emit)

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what is wrong; when nothing works until it is mended, in the place of the photos."""
        self.status_line.show_trouble(trouble)
        sentence = error_wording.with_advice(trouble.message, trouble.advice)
        if trouble.fatal:
            self.gallery.show_empty(sentence)
            self._pages.setCurrentWidget(self.gallery)
            self.status_line.show_progress(Progress(Phase.STOPPED))
        else:
            self.banner.say(sentence)
