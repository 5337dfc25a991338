"""Del on a photo leads to where the person says what stays of it; it never moves anything alone."""

from __future__ import annotations

import pytest
from stories import album
from stories.person import CTRL, Keys

from photosim.gui.review.staying import CHOOSE, NOTHING_STAYS, ONE_ONLY


@pytest.fixture
def person(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    (folder / "coffee small.jpg").write_bytes(album.smaller(paths["coffee"]))
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(5)
    person.wait_until(lambda: "Duplicates, 1" in person.places())
    return person


def test_in_the_gallery_the_answer_and_large(person):
    desk = person.window.desk

    for open_large in (False, True):
        person.click_photo("coffee small")
        if open_large:
            person.press(Keys.Key_Return)
            person.wait_until(person.window.viewer.isVisible)
        person.press(Keys.Key_Delete)
        person.wait_until(lambda: desk.session.group is not None and desk.page.isVisible())
        person.wait_until_said(CHOOSE)
        person.dismiss()
        person.look("del-leads-to-the-group")
        assert len(desk.session.group.photo_ids) == 2
        assert not desk.cleaning.dialog.isVisible()
        person.press(Keys.Key_Escape)
        person.wait_until(lambda: len(person.shown_ids()) == 5 and not desk.page.isVisible())


def test_of_a_photo_that_nothing_else_shows_that_is_said(person):
    person.click_photo("rocket")

    person.press(Keys.Key_Delete)

    person.wait_until_said(NOTHING_STAYS)
    assert len(person.shown_ids()) == 5


def test_of_several_photos_that_is_said(person):
    person.click_photo("rocket")
    person.press(Keys.Key_A, CTRL)
    person.press(Keys.Key_Delete)

    person.wait_until_said(ONE_ONLY)
