"""Somebody looks at their photos one by one."""

from support import album
from support.people.person import Keys


def test_enter_opens_arrows_go_on_escape_comes_back(at_home):
    person, viewer = at_home, at_home.window.viewer
    names = person.names()
    person.click_photo(names[0])

    person.press(Keys.Key_Return)
    person.wait_until(lambda: viewer.isVisible() and viewer.name == f"{names[0]}.jpg")
    person.wait_until(lambda: viewer.is_sharp)
    person.look("photo-large")
    person.press(Keys.Key_Right)
    person.press(Keys.Key_Right)
    person.wait_until(lambda: viewer.name == f"{names[2]}.jpg")
    person.press(Keys.Key_Left)
    person.wait_until(lambda: viewer.name == f"{names[1]}.jpg")
    person.press(Keys.Key_End)
    person.wait_until(lambda: viewer.name == f"{names[-1]}.jpg")
    person.press(Keys.Key_Right)
    person.wait_until(lambda: viewer.is_sharp)
    person.look("last-photo-large")
    person.press(Keys.Key_Escape)

    assert not viewer.isVisible()
    assert person.selected_names() == [names[-1]]
    assert len(names) == len(album.NAMES)


def test_the_photo_that_is_looked_at_can_be_searched_with(at_home):
    person, viewer = at_home, at_home.window.viewer
    person.click_photo("coffee")
    person.press(Keys.Key_Space)
    person.wait_until(lambda: viewer.name == "coffee.jpg")

    person.answer(lambda: viewer.search_wanted.emit(viewer.current_id))

    assert not viewer.isVisible()
    assert person.names()[0] == "coffee"
