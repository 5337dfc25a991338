"""Themes, labels and the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support import album
from support.people.cartographer import Cartographer
from support.people.desk import N_QUARTERS
from support.people.person import ALT, CTRL, Keys
from support.people.sorter import Sorter
from support.promised import promise

from photosim.gui.grid import drop


def theme_of(sorter: Sorter, row: int) -> list[str]:
    """Opens a theme; the names of its photos."""
    sorter.click_card(row)
    sorter.person.wait_until(lambda: 0 < len(sorter.person.shown_ids()) < N_QUARTERS)
    return sorter.person.names()


@promise(
    "Themes at the left: what your photos are about, sorted by photosim itself; the slider "
    "makes them finer or coarser.",
)
def test_photos_are_sorted_into_themes_finer_or_coarser(sorter):
    sorter.go_to_themes()
    sorter.slide(Keys.Key_Home)
    n_fine = len(sorter.cards())
    sorter.slide(Keys.Key_End)
    n_coarse = len(sorter.cards())

    assert n_fine > n_coarse >= 1
    assert all(card.split(",")[0] for card in sorter.cards())
    assert len(theme_of(sorter, 0)) > 1 or n_coarse == 1


@promise(
    "Give a theme a name, and all its photos are labelled with it; photos that come later "
    "are suggested for it, never added silently.",
)
def test_a_named_theme_labels_its_photos_and_new_ones_are_only_suggested(
    sorter, sorted_home, tmp_path
):
    person = sorter.person
    sorter.go_to_themes()
    names = theme_of(sorter, 1)
    n = len(names)

    sorter.name("Kept")
    person.wait_until(lambda: sorter.counts() == {"Kept": str(n)})
    new = tmp_path / "New"
    new.mkdir()
    source = sorted_home / "Pictures" / f"{names[0]}.jpg"
    (new / "new.jpg").write_bytes(album.recompressed(source))
    person.add_folder(new)
    person.wait_until(lambda: person.progress.n_photos == N_QUARTERS + 1)
    person.wait_until(lambda: sorter.counts() == {"Kept": f"{n} +1"})

    person.go_to("Kept")
    person.wait_until(lambda: sorted(person.names()) == sorted(names))
    assert "new" not in person.names()


@promise(
    "Label (Ctrl+L) gives any chosen photos a word of your own, dropping them on a label at "
    "the left, too; Ctrl+Z takes it back.",
    "Labels belong to the photos themselves: they stay when files are renamed or moved.",
)
def test_a_label_is_given_by_key_or_drop_undone_and_stays_with_its_photo(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(4)
    sorter = Sorter(person)
    person.click_photo("coffee")
    sorter.label("Breakfast")
    person.wait_until(lambda: sorter.counts() == {"Breakfast": "1"})
    rocket = person.shown_ids()[person.names().index("rocket")]
    drop_on(sorter, "Breakfast", rocket)
    person.wait_until(lambda: sorter.counts() == {"Breakfast": "2"})
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorter.counts() == {"Breakfast": "1"})

    (folder / "trip").mkdir()
    paths["coffee"].rename(folder / "trip" / "other name.jpg")
    person.wait_until(lambda: "other name" in person.names())
    person.go_to("Breakfast")
    person.wait_until(lambda: person.names() == ["other name"])
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorter.counts() == {})


def drop_on(sorter: Sorter, label: str, photo_id: int) -> None:
    """Drop a photo of the gallery on a label at the left."""
    person = sorter.person
    view = person.window.sidebar.view
    where = view.visualRect(person._place(label)).center()
    mime = QMimeData()
    mime.setData(drop.PHOTO_IDS, drop.own_photos([photo_id]))
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    for event in (QDragEnterEvent(where, *rest), QDragMoveEvent(where, *rest)):
        QApplication.sendEvent(view.viewport(), event)
        assert event.isAccepted()
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(where), *rest))


# the map


@pytest.fixture
def at_map(sorter) -> Cartographer:
    made = Cartographer(sorter.person)
    made.go()
    return made


@promise(
    "Map shows the library as a picture: alike photos lie side by side, in the colour of "
    "their theme.",
)
def test_alike_photos_lie_side_by_side_in_the_colour_of_their_theme(at_map):
    shown = at_map.page.photos.shown
    person = at_map.person
    person.go_to("All photos")
    person.wait_until(lambda: len(person.shown_ids()) == N_QUARTERS)
    names = dict(zip(person.shown_ids(), person.names(), strict=True))
    kinds = [names[int(photo_id)].split()[0] for photo_id in shown.ids]

    def distance(one: int, other: int) -> float:
        return float(((shown.places[one] - shown.places[other]) ** 2).sum())

    rows = range(N_QUARTERS)
    nearest = [
        min((row for row in rows if row != one), key=lambda r, o=one: distance(o, r))
        for one in rows
    ]
    of_one_kind = sum(kinds[one] == kinds[other] for one, other in zip(rows, nearest, strict=True))
    of_one_theme = sum(
        shown.themes[one] == shown.themes[other] for one, other in zip(rows, nearest, strict=True)
    )
    assert of_one_kind > N_QUARTERS * 0.6  # by chance: a tenth
    assert of_one_theme > N_QUARTERS * 0.6
    assert len({theme.number for theme in at_map.page.photos.themes}) > 1


@promise(
    "Zoom with the wheel, drag to move, Shift and a drag select (Alt draws a line around "
    "photos); what is selected can be labelled, opened, searched with, or shown in a grid.",
)
def test_the_map_is_zoomed_moved_and_selected_on(at_map):
    person, page = at_map.person, at_map.page
    view = page.view
    middle = QPointF(view.rect().center())
    before = view.plane

    wheel = QWheelEvent(
        middle,
        view.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, wheel)
    zoomed = view.plane
    assert zoomed != before
    drag(
        view, Qt.KeyboardModifier.NoModifier, [QPoint(300, 300), QPoint(360, 330), QPoint(420, 360)]
    )
    assert view.plane != zoomed
    assert len(page.photos.chosen_ids) == 0
    view.show_whole()

    at_map.enclose([0])
    assert page.photos.shown.ids[0] in page.photos.chosen_ids
    QTest.keyClick(view, Keys.Key_Escape)
    assert len(page.photos.chosen_ids) == 0
    rect = view.rect().adjusted(3, 3, -3, -3)
    corners = [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
    drag(view, ALT, [*corners, rect.topLeft()])
    assert len(page.photos.chosen_ids) > N_QUARTERS / 2
    person.settle()


def drag(view, held: Qt.KeyboardModifier, places: list[QPoint]) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, held, places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    QTest.mouseRelease(view, left, held, places[-1])


@promise(
    "Zoom with the wheel, drag to move, Shift and a drag select (Alt draws a line around "
    "photos); what is selected can be labelled, opened, searched with, or shown in a grid.",
)
def test_what_is_selected_on_the_map_is_labelled_opened_searched_with_and_shown(at_map):
    person, page = at_map.person, at_map.page
    sorter = Sorter(person)
    at_map.enclose([0, 1])
    n = len(page.photos.chosen_ids)
    person.click(page.bar.label)
    person.wait_until(lambda: person.window.labels.label_actions.dialog is not None)
    sorter.write("Sea")
    person.wait_until(lambda: sorter.counts() == {"Sea": str(n)})
    person.click(page.bar.photos)
    person.wait_until(lambda: len(person.shown_ids()) == n)

    person.window.pages.back()
    person.wait_until(page.isVisible)
    QTest.keyClick(page.view, Keys.Key_Escape)
    QTest.keyClick(page.view, Keys.Key_Right, CTRL)
    QTest.keyClick(page.view, Keys.Key_Return)
    viewer = person.window.viewer
    person.wait_until(lambda: viewer.isVisible() and viewer.is_sharp)
    person.press(Keys.Key_Escape)
    person.wait_until(page.view.hasFocus)
    assert len(page.photos.chosen_ids) == 1
    person.answer(lambda: person.click(page.bar.search))
    assert person.title.startswith("Like ")
