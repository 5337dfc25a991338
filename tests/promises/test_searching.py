"""How somebody starts, searches with pictures and with words, and looks at photos."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QDrag, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from support import album, photos
from support.people import boxing
from support.people.person import ALT, CTRL, SHIFT, Keys, Person
from support.promised import promise, said

from photosim.core.records.photos import Box


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def at_all_photos(person: Person) -> None:
    person.choose("all_photos")
    person.wait_until(lambda: person.title == "All photos")
    person.wait_until(lambda: len(person.shown_ids()) == len(album.NAMES))


# the first lines


@promise(
    "photosim finds the photos of your own library that look like a picture.",
    "Drop one into the window, from your files or from a browser, and the photos of yours "
    "that resemble it are there in a moment; search on with any of them, and so browse from "
    "example to example.",
)
def test_a_picture_from_the_files_or_from_a_browser_finds_photos_and_leads_on(
    at_home, pictures, tmp_path
):
    sent = tmp_path / "sent.jpg"
    sent.write_bytes(album.recompressed(pictures["chelsea"]))
    at_home.search_by_drop(sent)
    assert at_home.names()[0] == "chelsea"

    browser = QMimeData()
    browser.setUrls([QUrl("https://example.org/coffee.png")])
    browser.setData("image/png", photos.encoded(album.cropped(pictures["coffee"]), "PNG"))
    at_home.answer(lambda: at_home.drop_mime(browser))
    assert at_home.names()[0] == "coffee"

    for _ in range(2):
        second = at_home.names()[1]
        at_home.click_photo(second)
        at_home.answer(lambda: at_home.choose("search_like"))
        assert at_home.names()[0] == second


# start


@promise(
    "Start photosim and choose the folders with your photos.",
    "They appear while photosim looks at them; you can search at once.",
)
def test_photos_appear_while_they_are_looked_at_and_can_be_searched_at_once(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder)
    album.made_up(folder / "soft", 40)
    n_photos = len(album.NAMES) + 40
    person = desk.open(tmp_path / "library")
    person.wait_until(lambda: person.window.welcome.isVisible())
    person.wait_until_idle()
    person.window.welcome.propose(str(folder))
    person.click(person.window.welcome.add)

    person.wait_until(lambda: len(person.shown_ids()) > 0)
    n_seen = len(person.shown_ids())
    person.search_by_drop(paths["rocket"])
    n_known = person.progress.n_photos

    assert 0 < n_seen < n_photos
    assert n_known < n_photos, "searched too late to tell"
    at_last = person.names
    person.wait_until_indexed(n_photos)
    person.search_by_drop(paths["rocket"])
    assert at_last()[0] == "rocket"


@promise(
    "Once a folder is chosen, photosim notices by itself what is added, changed, moved or gone.",
)
def test_what_is_added_changed_moved_or_gone_is_noticed(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(4)
    cat = person.shown_ids()[person.names().index("chelsea")]

    album.write(folder, "motorcycle_left.png", 20)
    person.wait_until_shown(5)

    (folder / "cats").mkdir()
    paths["chelsea"].rename(folder / "cats" / "my cat.jpg")
    person.wait_until(lambda: "my cat" in person.names())
    assert person.shown_ids()[person.names().index("my cat")] == cat

    paths["coffee"].unlink()
    person.wait_until_shown(4)
    assert "coffee" not in person.names()

    before = person.shown_ids()
    moon = album.write(tmp_path, "moon.png", 3)
    paths["rocket"].write_bytes(moon.read_bytes())
    person.wait_until(lambda: person.shown_ids() != before and len(person.shown_ids()) == 4)
    person.wait_until_idle()
    person.search_by_drop(moon)
    assert person.names()[0] == "rocket"


# pictures


@pytest.mark.parametrize("way", ["drop", "image", "file", "open"])
@promise(
    "Search with a picture: drop it anywhere into the window, press Ctrl+V after copying an "
    "image or a file, or open one with Ctrl+O.",
)
def test_each_way_to_search_with_a_picture_finds_its_photo(at_home, pictures, way):
    at_all_photos(at_home)
    if way == "drop":
        places = [at_home.window.sidebar, at_home.window.query_pane, at_home.window.gallery]
        assert all(place.isVisible() for place in places)
        at_home.answer(lambda: at_home.drop(pictures["coins"]))
    elif way == "image":
        mime = QMimeData()
        mime.setImageData(QImage.fromData(album.recompressed(pictures["coins"])))
        at_home.copy_elsewhere(mime)
        at_home.answer(lambda: at_home.press(Keys.Key_V, CTRL))
    elif way == "file":
        at_home.copy_elsewhere(files(pictures["coins"]))
        at_home.answer(lambda: at_home.press(Keys.Key_V, CTRL))
    else:
        at_home.press(Keys.Key_O, CTRL)
        dialog = at_home.window.findChild(QFileDialog)
        assert dialog is not None and dialog.isVisible()
        dialog.selectFile(str(pictures["coins"]))
        at_home.answer(dialog.accept)

    assert at_home.names()[0] == "coins"


def per_cents(person: Person) -> list[int]:
    return [int(told.rpartition(",")[2].split("\N{NO-BREAK SPACE}")[0]) for told in person.photos()]


@promise(
    "What is alike comes first; the slider says how alike a photo must be to be shown.",
)
def test_what_is_alike_comes_first_and_the_slider_says_how_alike(at_home, pictures, tmp_path):
    query = tmp_path / "cut.jpg"
    query.write_bytes(photos.encoded(album.cropped(pictures["astronaut"])))
    at_home.search_by_drop(query)
    all_of_them = per_cents(at_home)
    assert all_of_them == sorted(all_of_them, reverse=True)
    assert len(set(all_of_them)) > 3

    for least in (all_of_them[3], all_of_them[1], 0):
        at_home.window.query_pane.least.slider.setValue(least)
        assert min(per_cents(at_home)) >= least
        assert len(at_home.names()) >= sum(one >= least for one in all_of_them)


@promise(
    "Draw a box on the query picture at the right to search by what is in it; photosim "
    "outlines what it takes for the subject.",
)
def test_a_box_on_the_query_picture_searches_by_what_is_in_it(at_home, pictures, tmp_path):
    both = Image.new("RGB", (1000, 500))
    for place, name in enumerate(("chelsea", "rocket")):
        with Image.open(pictures[name]) as opened:
            both.paste(opened.convert("RGB").resize((500, 500)), (500 * place, 0))
    path = tmp_path / "both.jpg"
    path.write_bytes(photos.encoded(both))
    at_home.search_by_drop(path)

    at_home.answer(lambda: boxing.draw(at_home, Box(0.5, 0.0, 0.5, 1.0)))
    right = at_home.names()[0]
    at_home.answer(lambda: boxing.drag(at_home, (0.75, 0.5), (0.25, 0.5)))
    left = at_home.names()[0]

    assert (left, right) == ("chelsea", "rocket")


@promise(
    "Draw a box on the query picture at the right to search by what is in it; photosim "
    "outlines what it takes for the subject.",
)
def test_photosim_outlines_what_it_takes_for_the_subject(at_home, pictures, tmp_path):
    canvas = Image.new("RGB", (1200, 900), (120, 130, 125))
    with Image.open(pictures["coffee"]) as opened:
        canvas.paste(opened.convert("RGB").resize((450, 320)), (660, 80))
    path = tmp_path / "a cup somewhere.png"
    path.write_bytes(photos.encoded(canvas, "PNG"))

    at_home.search_by_drop(path)

    proposed = boxing.picture(at_home).proposed
    assert proposed is not None
    assert proposed.x < 0.737 < proposed.x + proposed.width  # the middle of the cup
    assert proposed.y < 0.267 < proposed.y + proposed.height
    assert proposed.width * proposed.height < 0.5


@promise(
    "Search like this (Ctrl+Shift+F) searches with a photo of the library.",
    "Alt+Left and Alt+Right go back and forward through the searches made.",
)
def test_a_photo_of_the_library_is_searched_with_and_alt_left_leads_back(at_home):
    person = at_home
    at_all_photos(person)
    for name in ("coffee", "rocket"):
        person.click_photo(name)
        person.answer(lambda: person.press(Keys.Key_F, CTRL | SHIFT))
        assert person.names()[0] == name
        assert "this photo" in person.caption(0)

    person.press(Keys.Key_Left, ALT)
    assert person.title == "Like coffee.jpg"
    assert person.names()[0] == "coffee"
    person.press(Keys.Key_Right, ALT)
    assert person.title == "Like rocket.jpg"
    assert person.names()[0] == "rocket"


@promise(
    "More like at the right gives the picture that is searched with another emphasis: the "
    "same, but more of one of its words.",
)
def test_more_like_gives_more_of_a_word(at_home):
    person = at_home
    at_all_photos(person)
    person.click_photo("chelsea")
    person.answer(lambda: person.choose("search_like"))
    person.show_query_pane()
    before = person.names().index("coffee")

    person.answer(lambda: person.more_like("coffee"))

    assert person.names()[0] == "chelsea"
    assert person.names().index("coffee") < before


# looking at photos


@promise(
    "Enter or a double click shows a photo large, the arrows go on to the next.",
)
@pytest.mark.parametrize("way", ["enter", "double click"])
def test_a_photo_is_shown_large_and_the_arrows_go_on(at_home, way):
    person, viewer = at_home, at_home.window.viewer
    at_all_photos(person)
    names = person.names()
    person.click_photo(names[0])
    if way == "enter":
        person.press(Keys.Key_Return)
    else:
        grid = person.window.gallery.grid
        where = grid.cell_rect(0).center()
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)

    person.wait_until(lambda: viewer.isVisible() and viewer.name == f"{names[0]}.jpg")
    person.wait_until(lambda: viewer.is_sharp)
    person.press(Keys.Key_Right)
    person.wait_until(lambda: viewer.name == f"{names[1]}.jpg")
    person.press(Keys.Key_Left)
    person.wait_until(lambda: viewer.name == f"{names[0]}.jpg")
    person.press(Keys.Key_Escape)
    assert not viewer.isVisible()


class Opened(QObject):
    """Stands in for the system's handler of addresses."""

    opened = Signal(QUrl)

    @Slot(QUrl)
    def take(self, url):
        self.opened.emit(url)


@promise(
    "Photos can be dragged out, shown in the file manager (Ctrl+R), and their paths copied "
    "(Ctrl+C).",
)
def test_paths_are_copied_and_photos_are_shown_in_the_file_manager(
    at_home, pictures, qtbot, monkeypatch
):
    monkeypatch.setenv("PATH", "/nowhere")  # no program that shows files: their folder is opened
    at_all_photos(at_home)
    at_home.click_photo("coffee")
    at_home.press(Keys.Key_C, CTRL)
    at_home.wait_until(lambda: at_home.clipboard_text().strip() == str(pictures["coffee"]))
    handler = Opened()
    QDesktopServices.setUrlHandler("file", handler, "take")
    try:
        with qtbot.waitSignal(handler.opened, timeout=60_000) as waiting:
            at_home.press(Keys.Key_R, CTRL)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert waiting.args == [QUrl.fromLocalFile(str(pictures["coffee"].parent))]


@promise(
    "Photos can be dragged out, shown in the file manager (Ctrl+R), and their paths copied "
    "(Ctrl+C).",
)
def test_photos_are_dragged_out_as_files_that_stay(at_home, pictures, monkeypatch):
    dragged = []

    def carry(drag: QDrag, *actions: Qt.DropAction) -> Qt.DropAction:
        dragged.append((drag.mimeData().urls(), actions))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", carry)
    at_all_photos(at_home)
    at_home.click_photo("coffee")
    grid = at_home.window.gallery.grid
    start = grid.cell_rect(at_home.names().index("coffee")).center()
    viewport, button = grid.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, button, pos=start)
    for step in (10, 30, 60):
        QTest.mouseMove(viewport, start + QPoint(step, step))
    at_home.wait_until(lambda: bool(dragged))
    QTest.mouseRelease(viewport, button, pos=start + QPoint(60, 60))

    [(urls, actions)] = dragged
    assert urls == [QUrl.fromLocalFile(str(pictures["coffee"]))]
    assert actions == (Qt.DropAction.CopyAction,)


@promise(
    "F1 lists all the keys.",
)
def test_f1_lists_every_key(at_home, qapp):
    at_home.press(Keys.Key_F1)
    dialog = at_home.window.dialogs.dialog("shortcuts")
    at_home.wait_until(dialog.isActiveWindow)
    listed = ", ".join(label.text() for label in dialog.findChildren(QLabel))
    at_home.press(Keys.Key_Escape)

    window = at_home.window
    keys = [key for action in window.findChildren(QAction) for key in action.shortcuts()]
    keys += [shortcut.key() for shortcut in window.findChildren(QShortcut)]
    of_readme = ("Ctrl+V", "Ctrl+O", "Ctrl+Shift+F", "Alt+Left", "Alt+Right", "Ctrl+F", "Ctrl+L")
    of_readme += ("Ctrl+Z", "Ctrl+R", "Ctrl+C", "F1", "Ctrl+,", "F5", "Enter", "K", "T", "A", "N")
    wanted = {key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys} - {""}
    assert len(wanted) > 25
    assert all(key in said() for key in of_readme)
    shown = {one.strip() for line in listed.split(",") for one in line.split(" (")}
    assert sorted(key for key in wanted | set(of_readme) if key not in shown | {"Ctrl+,"}) == []
    assert "Ctrl+," in listed
