"""Somebody has some photos several times, and does not want to see each of them everywhere."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from stories import album
from stories.person import CTRL, Keys


@pytest.fixture(scope="module")
def at_home(qapp, camera, tmp_path_factory):
    """A window on four photographs, one of them also smaller and once more smaller still."""
    from stories.conftest import Desk

    place = tmp_path_factory.mktemp("copies")
    paths = album.fill(place / "Pictures", 4)
    Path(place / "Pictures" / "chelsea small.jpg").write_bytes(album.smaller(paths["chelsea"]))
    Path(place / "Pictures" / "chelsea tiny.jpg").write_bytes(album.recompressed(paths["chelsea"]))
    made = Desk(camera)
    person = made.open(place / "library", n_workers=2)
    person.add_folder(place / "Pictures")
    person.wait_until_shown(6)
    # until the copies are compared: the smallest is known by its pixels only
    person.wait_until(lambda: "Duplicates, 1" in person.places())
    person.paths = paths
    yield person
    made.clear()


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

    person.window.query_pane.least.setValue(60)

    assert person.names() == person.names()[:1]
    assert "3 photos" in person.window.gallery.subtitle
