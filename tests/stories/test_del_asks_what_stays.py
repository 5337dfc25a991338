"""Del on photos anywhere asks what stays of them, moves them to the trash, and Ctrl+Z undoes it."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from support import album
from support.people.desk import first_visit
from support.people.person import CTRL, SHIFT, Camera, Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash
from support.trees import contents, tree

from photosim.gui.duplicates.group_finder import CHOOSE
from photosim.gui.trash.to_trash import INSTEAD, SELECT_FIRST

N_PHOTOS = 5
PUT_DOWN_ANEW = "What came back from the trash goes again only when you put it down anew."


@pytest.fixture(scope="module")
def known(qapp, tmp_path_factory):
    """A library that knows four photos and a smaller copy of one; not to be changed."""
    place = tmp_path_factory.mktemp("known")
    paths = album.fill(place / "Pictures", N_PHOTOS - 1)
    (place / "Pictures" / "coffee small.jpg").write_bytes(album.smaller(paths["coffee"]))
    unseen = Camera(None, (1366, 768))
    with first_visit(unseen, place / "library", place / "Pictures") as person:
        person.wait_until_shown(N_PHOTOS)
        Reviewer(person).wait_until_compared()  # also closely: only then a copy counts as one
    return place


@pytest.fixture
def pictures(known):
    """Where the photos lie; what a story moves is back when it ends."""
    return known / "Pictures"


@pytest.fixture
def person(desk, known, tmp_path):
    library = shutil.copytree(known / "library", tmp_path / "library")
    trash = FakeTrash(tmp_path / "Trash")
    person = desk.open(library, trash=trash)
    person.wait_until_shown(N_PHOTOS)
    person.wait_until(lambda: "Duplicates, 1" in person.places())
    return person


def plan(person):
    """Press Del; the question."""
    person.press(Keys.Key_Delete)
    dialog = person.window.trash.cleaning.dialog
    person.wait_until(lambda: dialog.isVisible() and dialog.go.isVisible())
    return dialog


def move(person, dialog, button):
    person.click(button)
    person.wait_until(dialog.close_.isVisible)
    person.click(dialog.close_)
    person.wait_until(lambda: not dialog.isVisible())


def undo(person, pictures, before):
    """Ctrl+Z, until all files are where they were."""
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: tree(pictures) == before)
    person.wait_until(lambda: not person.window.review.undoable.is_busy)
    person.wait_until(lambda: len(person.shown_ids()) == N_PHOTOS)


def test_a_copy_goes_beside_the_photo_that_stays_and_comes_back(person, pictures):
    before = tree(pictures)
    person.click_photo("coffee small")

    dialog = plan(person)
    person.look("del-plan", dialog)

    assert "A copy of it stays." in dialog.text.text()
    assert dialog.go.hasFocus() and not dialog.grave.isVisible()
    rows = dialog.going.rows
    assert "coffee.jpg stays" in str(rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    move(person, dialog, dialog.go)
    person.wait_until(lambda: "coffee small" not in person.names())
    assert not (pictures / "coffee small.jpg").exists()
    person.look("after-del")

    undo(person, pictures, before)
    for keys in ((Keys.Key_Z, CTRL | SHIFT), (Keys.Key_Y, CTRL)):
        person.press(*keys)
        person.wait_until_said(PUT_DOWN_ANEW)
        person.dismiss()
    person.choose("duplicates")
    Reviewer(person).settle()
    person.press(Keys.Key_Z, SHIFT)
    person.wait_until_said(PUT_DOWN_ANEW)
    assert not dialog.isVisible()
    assert tree(pictures) == before


def test_what_was_changed_in_the_trash_or_has_no_room_is_said_with_what_to_do(
    person, pictures, tmp_path
):
    before = contents(pictures)
    copy, lies = pictures / "coffee small.jpg", tmp_path / "Trash/files/coffee small.jpg"
    photo = copy.read_bytes()
    person.click_photo("coffee small")
    dialog = plan(person)
    move(person, dialog, dialog.go)
    person.wait_until(lambda: "coffee small" not in person.names())

    lies.write_bytes(photo + b"!")
    person.press(Keys.Key_Z, CTRL)
    person.wait_until_said(f"It lies there as {lies}")
    person.look("changed-in-the-trash")
    person.dismiss()
    person.choose("journal")
    reviewer = Reviewer(person)
    person.wait_until(lambda: any("1 in the trash" in line for line in reviewer.journal()))
    person.look("journal-changed-in-the-trash")
    assert not any("gone" in line for line in reviewer.journal())

    lies.write_bytes(photo)
    copy.mkdir()
    page = person.window.trash.journal_page
    page.tree.setCurrentIndex(page.model.index(0, 0))
    person.click(page.restore)
    person.wait_until_said("Move it elsewhere")
    copy.rmdir()
    lies.rename(copy)
    assert contents(pictures) == before


def test_a_drive_that_is_unplugged_beneath_the_question_or_before_undo_is_said(
    person, pictures, tmp_path
):
    before, away = tree(pictures), pictures.with_name("in a drawer")
    person.click_photo("coffee small")
    dialog = plan(person)
    pictures.rename(away)

    person.click(dialog.go)
    person.wait_until(dialog.close_.isVisible)
    said = f"{pictures} is offline: {pictures / 'coffee small.jpg'} was not moved."
    person.look("del-unplugged", dialog)
    assert dialog.title.text() == "Nothing was moved"
    assert said in dialog.files.item(0).text().replace("\u200b", "")
    person.click(dialog.close_)

    person.wait_until(lambda: "Pictures, offline" in person.places())
    away.rename(pictures)
    person.wait_until(lambda: "Pictures, 5" in person.places())
    person.click_photo("coffee small")
    dialog = plan(person)
    move(person, dialog, dialog.go)
    pictures.rename(away)
    person.press(Keys.Key_Z, CTRL)
    person.wait_until_said("is offline. Plug it in, then bring it back.")
    person.wait_until(lambda: not person.window.review.undoable.is_busy)
    assert not pictures.exists()

    away.rename(pictures)
    undo(person, pictures, before)


def test_a_photo_of_which_no_copy_stays_is_asked_about_twice(person, pictures):
    before = tree(pictures)
    person.click_photo("rocket")

    dialog = plan(person)
    assert dialog.grave.text() == "No copy of it stays." and dialog.grave.isVisible()
    assert dialog.go.text() == "Move the last copy to trash"
    person.click(dialog.go)
    assert dialog.title.text() == "These would be gone"
    person.look("del-last-copy", dialog)
    person.press(Keys.Key_Return)  # what has the keyboard keeps it
    person.wait_until(lambda: not dialog.isVisible())
    assert tree(pictures) == before

    dialog = plan(person)
    person.click(dialog.go)
    move(person, dialog, dialog.move_last)
    person.wait_until(lambda: "rocket" not in person.names())

    undo(person, pictures, before)


def test_of_several_photos_those_without_a_copy_can_be_kept(person, pictures):
    before = tree(pictures)
    person.click_photo("coffee small")
    person.press(Keys.Key_A, CTRL)

    dialog = plan(person)
    assert dialog.going.rows.rowCount() == N_PHOTOS
    person.click(dialog.go)
    person.click(dialog.keep_last)
    person.wait_until(lambda: not dialog.isVisible())
    assert tree(pictures) == before


def test_enter_after_enter_never_moves_a_last_copy(person, pictures):
    before = tree(pictures)
    person.click_photo("rocket")
    person.press(Keys.Key_A, CTRL)

    dialog = plan(person)
    person.look("del-all", dialog)
    assert dialog.grave.text() == "No copy of them stays."
    assert dialog.go.text() == f"Move {N_PHOTOS} last copies to trash"
    assert dialog.back.hasFocus()
    person.press(Keys.Key_Return)

    person.wait_until(lambda: not dialog.isVisible())
    assert tree(pictures) == before


def test_the_photo_that_is_shown_large_goes_and_the_next_one_is_shown(person, pictures):
    before = tree(pictures)
    person.click_photo("coffee small")
    person.press(Keys.Key_Return)
    viewer = person.window.viewer
    person.wait_until(viewer.isVisible)
    shown = viewer.current_id

    dialog = plan(person)
    move(person, dialog, dialog.go)

    person.wait_until(lambda: viewer.isVisible() and viewer.current_id not in (shown, -1))
    person.look("large-after-del")
    undo(person, pictures, before)


def test_in_the_answer_to_a_search_on_the_map_and_in_a_theme_what_is_selected_is_meant(person):
    person.click_photo("coffee small")
    person.answer(lambda: person.choose("search_like"))
    person.click_photo("coffee small")
    person.window.trash.cleaning.dialog.reject()
    dialog = plan(person)
    assert dialog.going.rows.rowCount() == 1
    person.press(Keys.Key_Escape)

    person.choose("map")
    person.wait_until(lambda: person.window.map.controller is not None)
    person.press(Keys.Key_Delete)
    person.wait_until_said(SELECT_FIRST)
    person.dismiss()

    for action, sentence in (("problem_files", "problems"), ("journal", "trash journal")):
        person.choose(action)
        person.settle()
        person.press(Keys.Key_Delete)
        person.wait_until_said(INSTEAD[sentence])
        person.dismiss()


def test_from_the_question_to_the_group_where_copies_are_compared(person):
    person.click_photo("coffee small")

    dialog = plan(person)
    person.click(dialog.compare)

    desk = person.window.review
    person.wait_until(lambda: desk.session.group is not None and desk.page.isVisible())
    person.wait_until_said(CHOOSE)
    assert len(desk.session.group.photo_ids) == 2
