"""Every page and dialog can be used on a small screen: nothing is cut off."""

from __future__ import annotations

import contextlib
import shutil

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from support import album
from support.fitting import cut_off
from support.people import cleaning
from support.people.desk import first_visit
from support.people.person import CTRL, SHIFT, Camera, Keys, Person
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier
from photosim.gui.widgets.elided import Elided
from photosim.gui.widgets.screen_fit import SMALLEST

SIZES = {
    "1366x768": (1366, 768),
    "1440x900 at 200 %": (720, 450),
    "smallest": (SMALLEST.width(), SMALLEST.height()),
}
"""Rooms that a window has, px of the program's own; at 200 % a screen has half of its pixels."""

FRAME = QSize(16, 48)
"""What a window manager draws around a dialog, px."""

N_PHOTOS = 14
LONG = "A very long name that somebody gave to a folder with the photos of one holiday"


@pytest.fixture(scope="module")
def place(qapp, tmp_path_factory):
    """A folder with copies and a broken file, and a library that knows it; not to be changed."""
    place = tmp_path_factory.mktemp("place")
    originals = list(album.fill(place / LONG, N_PHOTOS - 2).values())
    cleaning.plant(originals[:4], place / LONG / "From the phone")
    (place / LONG / "letter.jpg").write_text("Dear all, the photos come tomorrow.")
    with first_visit(Camera(None, (1366, 768)), place / "library", place / LONG) as person:
        person.wait_until_indexed(N_PHOTOS)
        Reviewer(person).wait_until_compared()
    return place


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def fits(request, desk, place, tmp_path) -> Fits:
    library = shutil.copytree(place / "library", tmp_path / "library")
    person = desk.open(library, trash=FakeTrash(tmp_path / "Trash"))
    person.window.resize(*request.param)
    person.wait_until_shown(N_PHOTOS)
    return Fits(person, QSize(*request.param))


class Fits:
    """A person who looks at pages and dialogs in a room of some size.

    Attributes:
        person: with the window.
        cut_off: by name of the page, what of it cannot be seen.
    """

    def __init__(self, person: Person, size: QSize) -> None:
        self.person = person
        self.cut_off: dict[str, list[str]] = {}
        self._size = size

    def look(self, name: str, view: QWidget | None = None) -> None:
        view = view or self.person.window
        self.person.settle()
        with contextlib.suppress(TimeoutError):  # what comes late is laid out a moment later
            self.person.wait_until(lambda: not self._troubles(view))
        self.person.look(name, view)
        if troubles := self._troubles(view):
            self.cut_off[name] = troubles

    def _troubles(self, view: QWidget) -> list[str]:
        troubles = cut_off(view)
        if QSize(*view.size().toTuple()).boundedTo(self._size) != view.size():
            troubles.append(f"{view.size().toTuple()} is larger than the room")
        return troubles

    def look_at_dialog(self, name: str) -> QDialog:
        """The dialog that has opened, no larger than such a screen lets it be."""
        self.person.wait_until(lambda: bool(_dialogs()))
        (dialog,) = _dialogs()
        dialog.resize(dialog.size().boundedTo(self._size - FRAME))
        self.look(name, dialog)
        return dialog

    def close(self, dialog: QDialog) -> None:
        dialog.close()
        self.person.wait_until(lambda: not _dialogs())


def _dialogs() -> list[QDialog]:
    shown = QApplication.topLevelWidgets()
    return [one for one in shown if isinstance(one, QDialog) and one.isVisible()]


def test_pages_with_photos_fit(fits):
    person = fits.person
    fits.look("photos")
    title = person.window.gallery.title_line
    assert title.text() == title.whole
    person.search_words("cat")
    fits.look("words")
    person.choose("all_photos")
    person.wait_until_shown(N_PHOTOS)
    person.click_photo("chelsea")
    person.answer(lambda: person.press(Keys.Key_F, CTRL | SHIFT))
    fits.look("answer")
    person.show_query_pane()
    fits.look("query")
    person.press(Keys.Key_F9)
    person.window.gallery.grid.setFocus()
    person.press(Keys.Key_Home)
    person.press(Keys.Key_Return)
    person.wait_until(person.window.viewer.isVisible)
    fits.look("large-view")
    viewer = person.window.viewer
    assert viewer.name in [line.text() for line in viewer.findChildren(Elided)]

    assert fits.cut_off == {}


def test_pages_of_the_left_column_fit(fits):
    for place in ("Themes", "Map", "Problem files"):
        fits.person.go_to(place)
        fits.look(place.lower().replace(" ", "-"))
        if place == "Themes":
            title = fits.person.window.themes.page.head.title
            assert title.text() == title.whole
    table = fits.person.window.problem_page.table
    assert table.columnWidth(1) >= table.viewport().width() / 2  # the reason is what one comes for

    assert fits.cut_off == {}


def test_pages_of_the_menus_fit(fits):
    for page in ("preferences", "about", "privacy", "shortcuts", "journal", "decisions"):
        fits.person.choose(page)
        fits.person.settle()
        if _dialogs():
            fits.close(fits.look_at_dialog(page))
        else:
            fits.look(page)

    assert fits.cut_off == {}


def test_a_review_and_its_dialogs_fit(fits):
    reviewer = Reviewer(fits.person)
    for tier in (Tier.SAME_PICTURE, Tier.SAME_FILE):
        reviewer.go_to(tier)
        fits.look(tier.value)
        if reviewer.controller.page.is_narrow:
            fits.person.press(Keys.Key_Return)
            fits.look(f"{tier.value}, one group")
            fits.person.press(Keys.Key_Escape)
    fits.person.press(Keys.Key_R)
    rules = fits.look_at_dialog("keep-rules")
    fits.person.wait_until(rules.apply.isEnabled)
    fits.look("keep-rules-applied", rules)
    fits.person.click(rules.apply)
    reviewer.settle()
    fits.look("with-proposals")
    reviewer.ask_for_the_trash()
    fits.look_at_dialog("plan")
    reviewer.move_to_trash()
    fits.close(fits.look_at_dialog("report"))
    reviewer.go_to(Tier.SIMILAR_SHOTS)
    fits.look("similar-shots")
    cleaning.undo_all(reviewer)  # the other sizes need the copies, too

    assert fits.cut_off == {}


def test_label_dialog_fits(fits):
    fits.person.click_photo("coffee")
    fits.person.press(Keys.Key_L, CTRL)
    fits.close(fits.look_at_dialog("label"))

    assert fits.cut_off == {}


def test_first_page_fits(desk, tmp_path, camera):
    for name, size in SIZES.items():
        person = desk.open(tmp_path / name)
        person.window.resize(*size)
        assert person.window.minimumSize() == SMALLEST
        person.wait_until(person.window.welcome.isVisible)
        fits = Fits(person, QSize(*size))
        fits.look("first-page")
        assert fits.cut_off == {}
        desk.close(person)
