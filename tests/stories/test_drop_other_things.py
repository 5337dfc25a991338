"""What people drop besides picture files; after each the window goes on as before."""

import io

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from support import album, photos


@pytest.fixture(autouse=True)
def usable(at_home, pictures):
    """After whatever was dropped, a photo is still found and nothing is left lying about."""
    yield
    at_home.dismiss()
    assert not at_home.window.drop_target.overlay.isVisible()
    at_home.search_by_drop(pictures["moon"])
    assert at_home.names()[0] == "moon"


def mime_of(**formats):
    made = QMimeData()
    for name, data in formats.items():
        made.setData(name.replace("_", "/"), data)
    return made


def test_the_window_answers_before_the_button_is_released(at_home, pictures):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pictures["coffee"]))])
    at_home.drag_over(mime)
    at_home.look("held-over-the-window")

    assert at_home.window.drop_target.overlay.isVisible()
    assert at_home.window.drop_target.overlay.promise == "Search with this picture"
    at_home.answer(lambda: at_home.drop_mime(mime))
    assert at_home.names()[0] == "coffee"


def test_the_bytes_of_a_picture_from_a_browser(at_home, pictures):
    mime = mime_of(image_png=photos.encoded(album.cropped(pictures["chelsea"]), "PNG"))
    mime.setUrls([QUrl("https://example.org/cat.png")])

    at_home.answer(lambda: at_home.drop_mime(mime))

    assert at_home.names()[0] == "chelsea"


def test_a_picture_in_memory(at_home, pictures):
    mime = QMimeData()
    mime.setImageData(QImage.fromData(album.recompressed(pictures["retina"])))

    at_home.answer(lambda: at_home.drop_mime(mime))

    assert at_home.names()[0] == "retina"


def test_the_path_of_a_file_as_text(at_home, pictures):
    at_home.answer(lambda: at_home.drop_text(f"{pictures['rocket']}\n"))

    assert at_home.names()[0] == "rocket"


@pytest.mark.parametrize("link", ["http://example.org/a.jpg", "https://example.org/a page"])
def test_a_link_is_refused_with_what_helps(at_home, link):
    at_home.drop_text(link)

    at_home.wait_until_said("photosim never uses the network")
    assert "Ctrl+V" in at_home.said
    at_home.look("link-refused")


def test_a_folder_can_be_added(at_home, tmp_path):
    (tmp_path / "More photos").mkdir()

    at_home.drop(tmp_path / "More photos")

    at_home.wait_until_said("More photos is a folder")
    at_home.look("folder-dropped")


def test_a_folder_that_is_watched_already_is_shown_instead_of_added(at_home, pictures):
    at_home.drop(pictures["moon"].parent)

    at_home.wait_until_said("Pictures is a folder that photosim looks into already.")
    at_home.look("watched-folder-dropped")


def test_so_is_a_folder_within_it(at_home, pictures):
    within = pictures["moon"].parent / "2019"
    within.mkdir()

    at_home.drop(within)

    at_home.wait_until_said("2019 lies in Pictures, a folder that photosim looks into already.")
    within.rmdir()


@pytest.mark.parametrize("name", ["More photos", "notes.txt"])
def test_what_was_said_of_no_picture_goes_when_a_picture_has_been_found(
    at_home, pictures, tmp_path, name
):
    if name.endswith(".txt"):
        (tmp_path / name).write_bytes(b"milk, bread")
    else:
        (tmp_path / name).mkdir()
    at_home.drop(tmp_path / name)
    at_home.wait_until(lambda: bool(at_home.said))

    at_home.search_by_drop(pictures["coffee"])

    assert at_home.said == ""


def test_a_file_that_is_no_picture_leaves_the_query_before_as_it_was(at_home, pictures, tmp_path):
    at_home.search_by_drop(pictures["coffee"])
    pane = at_home.window.query_pane
    (tmp_path / "text.jpg").write_bytes(b"milk, bread")
    before = at_home.title, pane.name.whole, pane.least.slider.value(), pane.picture.box

    at_home.window.take_over([str(tmp_path / "text.jpg")])
    at_home.wait_until(lambda: bool(at_home.said))

    assert at_home.said.startswith("text.jpg: This is not a picture")
    assert before[:2] == ("Like coffee.jpg", "coffee.jpg")
    assert (at_home.title, pane.name.whole, pane.least.slider.value(), pane.picture.box) == before
    assert pane.working.isHidden()
    at_home.look("no-picture-after-a-query")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"milk, bread"),
        ("holiday.jpg", b"<html>not found"),
        ("empty.jpg", b""),
        ("shot.nef", b"II*\0\x08\0\0\0" + bytes(200)),
    ],
)
def test_a_file_that_is_no_picture_is_told_in_a_sentence(at_home, tmp_path, name, data):
    at_home.choose("all_photos")  # an answer of before may still be getting better
    at_home.wait_until(lambda: at_home.title == "All photos")
    before = at_home.shown_ids()
    (tmp_path / name).write_bytes(data)

    at_home.drop(tmp_path / name)

    at_home.wait_until(lambda: bool(at_home.said))
    at_home.look(f"no-picture-{name}")
    assert at_home.said.startswith(f"{name}: ") and at_home.said.endswith(".")
    assert at_home.shown_ids() == before


def test_a_file_that_is_gone_is_told_in_a_sentence(at_home, tmp_path):
    at_home.drop(tmp_path / "gone.jpg")

    at_home.wait_until_said("gone.jpg cannot be opened")


def test_half_a_picture_is_told_in_a_sentence(at_home, pictures, tmp_path):
    (tmp_path / "half.jpg").write_bytes(photos.truncated(pictures["coffee"].read_bytes(), 0.3))

    at_home.drop(tmp_path / "half.jpg")

    at_home.wait_until(lambda: bool(at_home.said) or at_home.title == "Like half.jpg")


def test_of_several_pictures_the_first_is_taken_and_that_is_said(at_home, pictures):
    at_home.answer(lambda: at_home.drop(pictures["moon"], pictures["coffee"]))

    assert at_home.names()[0] == "moon"
    assert "one picture at a time" in at_home.said


def test_of_several_files_the_first_that_is_a_picture_is_taken_and_the_others_are_named(
    at_home, pictures, tmp_path
):
    for name in ("notes.txt", "text.jpg", "last.jpg"):
        (tmp_path / name).write_bytes(b"milk, bread")
    start = [tmp_path / "notes.txt", tmp_path / "text.jpg", pictures["coffee"], pictures["moon"]]

    at_home.answer(lambda: at_home.window.take_over([str(path) for path in start]))

    assert (at_home.title, at_home.names()[0]) == ("Like coffee.jpg", "coffee")
    why = "This is not a picture photosim can read: its content is plain text."
    assert at_home.said.startswith(f"notes.txt: {why} text.jpg: {why} ")
    assert at_home.said.endswith("Searching with coffee.jpg; photosim takes one picture at a time.")
    at_home.look("first-that-is-a-picture")

    at_home.drop(tmp_path / "text.jpg", tmp_path / "last.jpg")
    at_home.wait_until(lambda: "last.jpg" in at_home.said and "text.jpg" in at_home.said)
    assert at_home.title == "Like coffee.jpg"


def test_an_animation_is_searched_with_its_first_frame(at_home, pictures, tmp_path):
    first = album.cropped(pictures["chelsea"])
    stored = io.BytesIO()
    first.save(stored, "GIF", save_all=True, append_images=[photos.solid(first.size)], duration=90)
    (tmp_path / "cat.gif").write_bytes(stored.getvalue())

    at_home.search_by_drop(tmp_path / "cat.gif")

    assert at_home.names()[0] == "chelsea"
