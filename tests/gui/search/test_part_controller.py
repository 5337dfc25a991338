"""The box belongs to its page: what becomes of it when a search fails, is given up, gets better."""

from dataclasses import replace

import pytest
from support.fake_window import FakeWindow, pictures, small

from photosim.core.errors import BoxError
from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Box, Query
from photosim.gui.search.part_picture import PartPicture

BOX, OTHER = Box(0.1, 0.1, 0.5, 0.5), Box(0.4, 0.4, 0.5, 0.5)


class World(FakeWindow):
    """A window and the picture that is searched with."""

    @property
    def picture(self) -> PartPicture:
        return self.window.query_pane.picture

    @property
    def query(self) -> Query | None:
        return self.window.pages.place.query


@pytest.fixture
def world(qtbot, tmp_path):
    made = World(tmp_path, small(6), [pictures(6)])
    made.engine.start()
    qtbot.waitUntil(lambda: len(made.ids()) == 6)
    made.window.searching.search(Query(photo_id=3, name="IMG_3"))
    qtbot.waitUntil(lambda: made.query is not None)
    yield made
    made.close()


def test_a_box_asks_for_the_same_picture_by_its_part(world, qtbot):
    world.picture.box_wanted.emit(BOX)

    qtbot.waitUntil(lambda: world.query == Query(photo_id=3, name="IMG_3", box=BOX))
    assert world.picture.box == BOX
    assert world.window.gallery.title == "Like a part of IMG_3"


def test_a_refused_part_leaves_the_page_as_it_was_and_says_why(world, qtbot):
    world.picture.box_wanted.emit(BOX)
    qtbot.waitUntil(lambda: world.picture.box == BOX)
    world.engine.error = BoxError("The part to search by has only a few pixels.")

    world.picture.box_wanted.emit(OTHER)

    qtbot.waitUntil(lambda: "few pixels" in world.window.banner.sentence)
    assert world.picture.box == BOX
    assert world.query.box == BOX


def test_a_search_that_is_cancelled_leaves_the_page_as_it_was(world, qtbot):
    world.engine.held = True
    world.picture.show_proposal(BOX)
    world.picture.take_proposal()
    assert world.picture.box == BOX

    world.window.query_pane.cancel_wanted.emit()

    assert world.picture.box is None
    assert world.query.box is None


def test_what_a_better_answer_proposes_is_shown_on_its_own_page_only(world, qtbot):
    answer = replace(world.window.pages.history.current.answer, subject=BOX)

    world.window.searching.refined.emit(Query(photo_id=5, name="IMG_5"), answer)
    assert world.picture.proposed is None
    world.window.searching.refined.emit(world.query, answer)
    assert world.picture.proposed == BOX

    world.window.searching.search(Query(photo_id=4, name="IMG_4"))
    qtbot.waitUntil(lambda: world.query.photo_id == 4)
    assert world.picture.proposed is None
    world.window.pages.back()
    assert world.picture.proposed == BOX


def test_what_the_person_should_know_of_an_answer_is_said_above_the_photos(world, qtbot):
    notes = (AnswerNote(NoteCode.SMALL_PICTURE),)
    answer = replace(world.window.pages.history.current.answer, notes=notes)

    world.window.pages.answer(replace(world.query, box=BOX), answer, 0)

    assert world.window.gallery.notice.startswith("The photo itself cannot be read now")
    world.window.pages.back()
    assert world.window.gallery.notice == ""


def test_the_keyboard_stays_at_the_picture_while_a_box_is_tried(world, qtbot):
    world.picture.setFocus()
    qtbot.waitUntil(world.picture.hasFocus)

    world.picture.box_wanted.emit(BOX)

    qtbot.waitUntil(lambda: world.query.box == BOX)
    assert world.picture.hasFocus()
