"""Somebody drops a picture and browses from example to example."""

import pytest
from support import album, photos
from support.people.person import ALT, Keys


@pytest.fixture
def dropped(at_home, tmp_path):
    """Drops a file of these bytes and waits for the answer."""

    def drop(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        at_home.search_by_drop(path)
        return at_home.photos()

    return drop


def per_cents(told):
    return [int(text.rpartition(",")[2].split("\N{NO-BREAK SPACE}")[0]) for text in told]


@pytest.mark.parametrize(
    "altered",
    [
        lambda path: photos.encoded(album.cropped(path)),
        lambda path: photos.encoded(album.turned(path)),
        album.recompressed,
    ],
    ids=["cropped", "turned", "recompressed"],
)
@pytest.mark.parametrize("name", ["chelsea", "coffee"])
def test_an_altered_copy_finds_its_photo_first(at_home, pictures, dropped, altered, name):
    told = dropped(f"{name} again.jpg", altered(pictures[name]))

    at_home.wait_for_thumbnails()
    at_home.look(f"found-{name}")
    assert told[0].startswith(f"{name}.jpg")
    assert per_cents(told) == sorted(per_cents(told), reverse=True)
    assert at_home.title == f"Like {name} again.jpg"


def test_the_slider_leaves_out_what_is_less_alike(at_home, pictures, dropped):
    told = dropped("slider.jpg", photos.encoded(album.cropped(pictures["astronaut"])))
    least = per_cents(told)[1] + 1

    at_home.window.query_pane.least.slider.setValue(least)
    at_home.look("only-the-most-alike")
    assert at_home.names() == ["astronaut"]
    at_home.window.query_pane.least.slider.setValue(100)
    at_home.wait_until(lambda: bool(at_home.window.gallery.empty_sentence))
    at_home.look("none-is-so-alike")
    at_home.window.query_pane.least.slider.setValue(0)

    assert len(at_home.names()) == len(album.NAMES)


def test_search_like_this_goes_on_and_back_leads_home(at_home, pictures, dropped):
    person = at_home
    person.choose("all_photos")
    person.wait_until(lambda: person.title == "All photos")
    dropped("start.jpg", album.recompressed(pictures["coffee"]))
    second = person.names()[1]

    person.click_photo(second)
    person.answer(lambda: person.choose("search_like"))
    person.wait_for_thumbnails()
    person.look("search-like-this")
    assert person.names()[0] == second
    assert "this photo" in person.caption(0)
    assert person.title == f"Like {second}.jpg"

    person.press(Keys.Key_Left, ALT)
    assert person.title == "Like start.jpg"
    assert person.names()[0] == "coffee"
    assert person.selected_names() == [second]
    person.press(Keys.Key_Left, ALT)
    person.wait_until(lambda: person.title == "All photos")
    assert not person.window.actions_["forward"].isEnabled() or person.title == "All photos"
    person.press(Keys.Key_Right, ALT)
    person.press(Keys.Key_Right, ALT)
    assert person.title == f"Like {second}.jpg"
    assert not person.window.actions_["forward"].isEnabled()


def test_a_hand_full_of_queries_can_be_gone_back_to(at_home, pictures, dropped):
    for name in ("moon", "rocket", "brick"):
        dropped(f"{name} small.jpg", album.recompressed(pictures[name]))
    at_home.show_query_pane()
    earlier = [button for button in at_home.window.query_pane.earlier if button.isVisible()]
    at_home.look("earlier-queries")

    at_home.click(earlier[0])

    at_home.wait_until(lambda: at_home.title == "Like rocket small.jpg")
    assert at_home.names()[0] == "rocket"
