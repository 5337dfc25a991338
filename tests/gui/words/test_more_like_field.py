"""This picture, but more like…"""

import pytest
from PySide6.QtCore import Qt

from photosim.core.errors import PhotosimError
from photosim.core.records.photos import Box, Query
from photosim.core.records.themes import Tag
from photosim.gui.words.more_like_field import MoreLikeField

PHOTO = Query(photo_id=3, name="b.jpg")


@pytest.fixture
def more(engine, bridge, qtbot):
    engine.words.known_tags = {3: (Tag("dog", 0.9), Tag("grass", 0.4)), 4: (Tag("cat", 0.9),)}
    made = MoreLikeField(engine.words, bridge)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.wants = []
    made.wanted.connect(made.wants.append)
    return made


def show(more, qtbot, query=PHOTO, like_id=3):
    more.show_query(query, like_id)
    qtbot.waitUntil(lambda: more.chips.texts == ["dog", "grass"])


def test_a_word_of_the_photo_is_one_press_away(more, qtbot):
    show(more, qtbot)

    more.chips.buttons[1].click()

    assert more.wants == [Query(photo_id=3, name="b.jpg", text="grass")]


def test_other_words_are_typed(more, qtbot):
    show(more, qtbot)
    more.field.setText(" deep  snow ")

    qtbot.keyClick(more.field, Qt.Key.Key_Return)

    assert more.wants[0].text == "deep snow"


def test_a_part_of_the_picture_stays_the_part_that_is_searched_with(more, qtbot):
    part = Query(path="/a.jpg", box=Box(0.1, 0.1, 0.5, 0.5))
    show(more, qtbot, part)

    more.chips.buttons[0].click()

    assert more.wants == [Query(path="/a.jpg", text="dog", box=part.box)]


def test_the_chosen_word_is_on_and_a_press_takes_it_away(more, qtbot):
    show(more, qtbot, Query(photo_id=3, name="b.jpg", text="dog"))
    assert more.chips.buttons[0].isChecked()
    assert more.field.text() == ""

    more.chips.buttons[0].click()

    assert more.wants == [PHOTO]


def test_the_button_of_the_field_takes_other_words_away(more, qtbot):
    show(more, qtbot, Query(photo_id=3, name="b.jpg", text="deep snow"))
    assert more.field.text() == "deep snow"

    more.field.clear()
    more.field.cleared.emit()

    assert more.wants == [PHOTO]


def test_the_same_picture_with_words_asks_nothing_again(more, engine, qtbot):
    show(more, qtbot)

    more.show_query(Query(photo_id=3, name="b.jpg", text="dog"), 3)

    assert engine.count("tags") == 1


def test_words_of_an_earlier_picture_never_stick_to_another(more, engine, qtbot):
    engine.held = True
    more.show_query(PHOTO, 3)
    more.show_query(Query(photo_id=4), 4)

    engine.release()

    qtbot.waitUntil(lambda: more.chips.texts == ["cat"])
    more.show_query(Query(data=b"x"), 0)
    assert more.chips.texts == []


def test_what_was_typed_at_one_picture_is_not_there_at_another(more, qtbot):
    show(more, qtbot)
    more.field.setText("xyzzy")
    more.show_query(PHOTO, 3)
    assert more.field.text() == "xyzzy"  # the same picture still

    more.show_nothing()
    more.show_query(Query(photo_id=4, text="snow"), 4)

    assert more.field.text() == "snow"


def test_without_tags_there_is_still_the_field(more, engine, qtbot):
    engine.error = PhotosimError("The file for words is missing.")

    more.show_query(PHOTO, 3)

    more.field.setText("snow")
    qtbot.keyClick(more.field, Qt.Key.Key_Return)
    assert more.wants[0].text == "snow"
    assert more.chips.isHidden()


def test_a_typed_word_of_the_photo_becomes_its_chip(more, qtbot):
    show(more, qtbot)
    more.field.setText("grass")
    qtbot.keyClick(more.field, Qt.Key.Key_Return)

    more.show_query(more.wants[0], 3)

    assert more.field.text() == ""
    assert more.chips.buttons[1].isChecked()
