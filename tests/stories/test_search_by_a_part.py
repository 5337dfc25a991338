"""Somebody has a picture with several things on it and wants to find one of them."""

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from support import album, photos
from support.people import boxing
from support.people.person import ALT, SHIFT, Keys

from photosim.core.records.photos import Box

LEFT, RIGHT = Box(0.0, 0.0, 0.5, 1.0), Box(0.5, 0.0, 0.5, 1.0)


@pytest.fixture
def two(pictures, tmp_path):
    """A picture of a cat beside a rocket, as somebody sends it."""
    made = Image.new("RGB", (1000, 500))
    for place, name in enumerate(("chelsea", "rocket")):
        with Image.open(pictures[name]) as opened:
            made.paste(opened.convert("RGB").resize((500, 500)), (500 * place, 0))
    path = tmp_path / "two things.jpg"
    path.write_bytes(photos.encoded(made, quality=80))
    return path


def shown(person):
    return boxing.picture(person)


def test_a_box_drawn_on_the_picture_finds_what_is_in_it_and_back_takes_it_away(at_home, two):
    person = at_home
    person.search_by_drop(two)
    person.wait_for_thumbnails()
    assert shown(person).box is None
    person.look("two-things-and-what-is-proposed")

    person.answer(lambda: boxing.draw(person, RIGHT))
    person.wait_for_thumbnails()
    person.look("the-part-at-the-right")
    assert person.names()[0] == "rocket"
    assert person.title == "Like a part of two things.jpg"
    assert boxing.about(shown(person).box, RIGHT)

    person.answer(lambda: boxing.drag(person, (0.75, 0.5), (0.25, 0.5)))
    person.look("the-part-moved-to-the-left")
    assert person.names()[0] == "chelsea"
    assert boxing.about(shown(person).box, LEFT)

    person.press(Keys.Key_Left, ALT)
    assert person.names()[0] == "rocket"
    assert boxing.about(shown(person).box, RIGHT)
    person.press(Keys.Key_Left, ALT)
    assert person.title == "Like two things.jpg"
    assert shown(person).box is None
    person.press(Keys.Key_Right, ALT)
    assert boxing.about(shown(person).box, RIGHT)


def test_a_corner_resizes_the_box_and_the_button_gives_it_up(at_home, two):
    person = at_home
    person.search_by_drop(two)
    person.answer(lambda: boxing.draw(person, Box(0.6, 0.2, 0.2, 0.3)))

    person.answer(lambda: boxing.drag(person, (0.8, 0.5), (1.0, 1.0)))
    person.answer(lambda: boxing.drag(person, (0.6, 0.2), (0.5, 0.0)))
    assert boxing.about(shown(person).box, RIGHT)
    assert person.names()[0] == "rocket"

    button = person.window.query_pane.part_bar.button
    assert button.isVisible() and button.text() == "search by all of it"
    person.answer(lambda: person.click(button))
    assert shown(person).box is None
    assert person.title == "Like two things.jpg"


def test_one_click_searches_by_what_photosim_proposes(at_home, pictures, tmp_path):
    person = at_home
    canvas = Image.new("RGB", (1200, 900), (120, 130, 125))
    with Image.open(pictures["coffee"]) as opened:
        canvas.paste(opened.convert("RGB").resize((450, 320)), (660, 80))
    path = tmp_path / "a cup somewhere.png"
    path.write_bytes(photos.encoded(canvas, "PNG"))
    person.search_by_drop(path)
    person.wait_for_thumbnails()
    proposed = shown(person).proposed
    assert proposed is not None
    person.look("a-cup-somewhere")

    middle = (proposed.x + proposed.width / 2, proposed.y + proposed.height / 2)
    person.answer(lambda: boxing.click(person, *middle))

    person.look("the-proposed-part-is-taken")
    assert person.names()[0] == "coffee"
    assert boxing.about(shown(person).box, proposed)


def test_the_keyboard_draws_too(at_home, two):
    person = at_home
    person.search_by_drop(two)
    shown(person).setFocus()
    said = shown(person).accessibleDescription()
    assert said.startswith("Searched by all of it")

    person.answer(lambda: QTest.keyClick(shown(person), Keys.Key_Return))
    assert shown(person).box is not None
    assert "Searched by a part" in shown(person).accessibleDescription()
    assert shown(person).hasFocus()

    def to_the_right():
        for _ in range(40):
            QTest.keyClick(shown(person), Keys.Key_Right)
        for _ in range(40):
            QTest.keyClick(shown(person), Keys.Key_Up)

    person.answer(to_the_right)
    box = shown(person).box
    assert box.x + box.width == pytest.approx(1.0) and box.y == 0.0
    before = box.height

    person.answer(lambda: QTest.keyClick(shown(person), Keys.Key_Down, SHIFT))
    assert shown(person).box.height > before

    person.answer(lambda: QTest.keyClick(shown(person), Keys.Key_Escape))
    assert shown(person).box is None
    assert person.title == "Like two things.jpg"


def test_a_photo_of_the_library_is_searched_by_its_part_too(at_home, pictures):
    person = at_home
    person.choose("all_photos")
    person.wait_until(lambda: person.title == "All photos")
    person.click_photo("motorcycle_left")
    person.answer(lambda: person.choose("search_like"))
    assert shown(person).box is None

    person.answer(lambda: boxing.draw(person, Box(0.2, 0.2, 0.6, 0.6)))

    person.wait_for_thumbnails()
    person.look("a-part-of-a-photo-of-the-library")
    assert person.names()[0] == "motorcycle_left"
    assert "this photo" in person.caption(0)
    assert person.title == "Like a part of motorcycle_left.jpg"


def test_the_box_stays_with_its_picture(at_home, two, pictures, tmp_path):
    person = at_home
    person.search_by_drop(two)
    person.answer(lambda: boxing.draw(person, LEFT))
    other = tmp_path / "another.jpg"
    other.write_bytes(album.recompressed(pictures["coins"]))

    person.search_by_drop(other)

    assert shown(person).box is None
    assert person.title == "Like another.jpg"
    assert person.names()[0] == "coins"
    earlier = [button for button in person.window.query_pane.earlier if button.isVisible()]
    assert earlier[0].accessibleName() == "Search again with a part of two things.jpg"
    person.click(earlier[0])
    assert boxing.about(shown(person).box, LEFT)
