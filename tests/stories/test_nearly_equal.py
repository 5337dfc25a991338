"""Somebody has some photos several times, and does not want to see each of them everywhere."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from support import album
from support.people.desk import first_visit
from support.people.person import CTRL, Keys


@pytest.fixture(scope="module")
def at_home(qapp, camera, tmp_path_factory):
    """A window on four photographs, one of them also smaller and once more smaller still."""
    place = tmp_path_factory.mktemp("copies")
    paths = album.fill(place / "Pictures", 4)
    Path(place / "Pictures" / "chelsea small.jpg").write_bytes(album.smaller(paths["chelsea"]))
    Path(place / "Pictures" / "chelsea tiny.jpg").write_bytes(album.recompressed(paths["chelsea"]))
    with first_visit(camera, place / "library", place / "Pictures") as person:
        person.wait_until_shown(6)
        # until the copies are compared: the smallest is known by its pixels only
        person.wait_until(lambda: "Duplicates, 1" in person.places())
        person.paths = paths
        yield person


@pytest.fixture
def found(at_home, tmp_path):
    """The answer to a picture of the cat from elsewhere."""
    person = at_home
    for name, wanted in (("fold_alike", True), ("better_first", True)):
        person.settings.set(name, wanted)
    with Image.open(person.paths["chelsea"]) as opened:
        opened.convert("RGB").resize((500, 333)).save(tmp_path / "cat.png")
    person.search_by_drop(tmp_path / "cat.png")
    person.wait_for_thumbnails()
    return person


def badge(person, row: int) -> QPoint:
    """The middle of the badge of a row."""
    grid = person.window.gallery.grid
    rect = grid.cell_rect(row)
    for y in range(rect.bottom(), rect.top(), -3):
        for x in range(rect.right(), rect.left(), -3):
            if grid.fold_at(QPoint(x, y).toPointF()) >= 0:
                return QPoint(x - 8, y - 8)
    raise AssertionError("there is no badge")


def test_nearly_equal_photos_are_one_with_their_number_until_the_badge_is_clicked(found):
    person = found
    assert len(person.names()) == 4
    assert person.names()[0].startswith("chelsea")
    assert "2 nearly equal photos folded into it" in person.photos()[0]
    assert "6 photos" in person.window.gallery.subtitle
    person.look("folded")

    grid = person.window.gallery.grid
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=badge(person, 0))
    person.wait_for_thumbnails()
    person.look("unfolded")
    assert {name.split()[0] for name in person.names()[:3]} == {"chelsea"}
    assert len(person.names()) == 6
    assert "2 nearly equal photos behind it" in person.photos()[0]

    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=badge(person, 0))
    assert len(person.names()) == 4


def test_what_is_folded_into_a_chosen_photo_is_chosen_with_it_and_counted(found):
    person = found
    person.window.gallery.setFocus()

    person.press(Keys.Key_A, CTRL)

    panel = person.window.query_pane.selected
    assert "2 folded" in person.window.gallery.subtitle
    assert panel.name.whole == "6 photos"
    person.wait_until(
        lambda: "2 of them folded into others" in [line.whole for line in panel.lines]
    )
    person.look("all-chosen-with-what-is-folded")
    person.press(Keys.Key_C, CTRL)
    person.wait_until_said("6 paths are copied.")
    person.press(Keys.Key_L, CTRL)
    dialog = person.window.labels.label_actions.dialog
    assert "Label 6 photos" in [one.text() for one in dialog.findChildren(QLabel)]
    dialog.field.setText("All of them")
    person.click(dialog.accept_button)
    person.wait_until(lambda: "All of them, 6" in person.places())
    person.dismiss()


def test_one_chosen_photo_says_what_is_folded_into_it(found):
    person = found
    person.click_photo(person.names()[0])
    panel = person.window.query_pane.selected

    person.wait_until(
        lambda: "With 2 nearly equal ones folded into it" in [line.whole for line in panel.lines]
    )
    assert panel.name.whole.startswith("chelsea")
    person.look("one-chosen-with-what-is-folded")
    person.press(Keys.Key_E, CTRL)
    person.wait_until(lambda: not any("folded" in line.whole for line in panel.lines))
    person.press(Keys.Key_E, CTRL)


def test_the_large_view_counts_what_is_folded(found):
    person = found
    person.click_photo(person.names()[0])

    person.press(Keys.Key_Return)

    assert "1 of 4" in person.window.viewer.place and "2 folded" in person.window.viewer.place
    person.look("large-with-what-is-folded")
    person.press(Keys.Key_Escape)


def test_only_what_is_seen_goes_to_the_trash_and_that_is_said(found):
    person = found
    person.click_photo(person.names()[0])

    person.press(Keys.Key_Delete)

    dialog = person.window.trash.cleaning.dialog
    person.wait_until(lambda: dialog.isVisible() and dialog.go.isVisible())
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("2 nearly equal photos stay, as only what is seen goes." in text for text in said)
    person.look("only-what-is-seen-goes", dialog)
    dialog.reject()


def test_a_key_unfolds_and_folds_what_is_chosen(found):
    person = found
    action = person.window.actions_["unfold"]
    person.click_photo(person.names()[1])
    assert not action.isEnabled()

    person.click_photo(person.names()[0])
    assert action.isEnabled()
    chosen = person.selected_names()
    person.press(Keys.Key_E, CTRL)
    assert len(person.names()) == 6
    assert person.selected_names() == chosen

    person.press(Keys.Key_E, CTRL)
    assert len(person.names()) == 4


def test_folding_is_a_choice_that_is_remembered(found):
    person = found

    person.choose("fold_alike")

    assert len(person.names()) == 6
    assert person.settings.get("fold_alike") is False
    assert not person.window.actions_["unfold"].isEnabled()
    person.choose("fold_alike")
    assert len(person.names()) == 4


def test_of_equally_alike_photos_the_better_one_is_first_if_one_wants_that(found):
    person = found
    person.choose("fold_alike")
    alike = [text.rpartition(",")[2] for text in person.photos()]
    same = [name for name, text in zip(person.names(), alike, strict=True) if text == alike[0]]

    assert len(same) > 1
    assert same[0] == "chelsea"
    person.look("the-largest-first")


def test_the_slider_counts_what_is_folded_too(found):
    person = found

    person.window.query_pane.least.slider.setValue(60)

    assert person.names() == person.names()[:1]
    assert "3 photos" in person.window.gallery.subtitle
